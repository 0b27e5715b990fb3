"""What can be told of outlines in px: what lies in them, where a name has room, and the hatching that fills them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from macros.charts.geometry import Point, Ring
from macros.charts.labels import Block, Box

_CELL = 3.0
_SLANT = math.sqrt(0.5)


def square(box: Box) -> Ring:
    """The outline of a box."""
    return (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)


def crossings(ring: Ring, y: float) -> list[float]:
    """Where a level line crosses an outline: x from left to right, in pairs of in and out."""
    found = []
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 <= y) != (y1 <= y):
            found.append(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
    return sorted(found)


def hatching(rings: Sequence[Ring], gap: float = 4.0) -> Iterator[tuple[Point, Point]]:
    """Slanting lines through outlines, `gap` px apart, on one raster for the whole drawing."""
    turned = [tuple((_SLANT * (x + y), _SLANT * (y - x)) for x, y in ring) for ring in rings]
    if not turned:
        return
    low, high = min(y for ring in turned for _, y in ring), max(y for ring in turned for _, y in ring)
    for row in range(math.ceil(low / gap), math.floor(high / gap) + 1):
        y = row * gap
        ends = sorted(x for ring in turned for x in crossings(ring, y))
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            yield _back(start, y), _back(end, y)


def _back(x: float, y: float) -> Point:
    return round(_SLANT * (x - y), 1), round(_SLANT * (x + y), 1)


def room_inside(rings: Sequence[Ring], block: Block) -> Point | None:
    """The middle of a box for the block wholly inside the first outline, as central as can be; None if none is.

    The others are islands of the place, or holes in it (Lesotho in South Africa), and none may lie under the block.
    """
    ring, others = rings[0], [point for other in rings[1:] for point in other]
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    half, high = block.width / 2 + 2, block.height / 2 + 1
    middle = heart(ring)
    best: tuple[float, Point] | None = None
    for x in _steps(left + half, right - half, 2.5):
        for y in _steps(top + high, bottom - high, 2.5):
            away = math.dist((x, y), middle)
            box = Box(x - half, y - high, x + half, y + high)
            if (best is None or away < best[0]) and _holds(ring, box) and not any(_lies_in(at, box) for at in others):
                best = (away, (x, y))
    return best[1] if best else None


def _holds(ring: Ring, box: Box) -> bool:
    """Whether a box lies wholly inside an outline: no corner of the outline in it, every row of it between two borders."""
    if any(_lies_in(point, box) for point in ring):
        return False
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        ends = crossings(ring, box.top + share * (box.bottom - box.top))
        if not any(start <= box.left and box.right <= end for start, end in zip(ends[::2], ends[1::2], strict=True)):
            return False
    return True


def _lies_in(point: Point, box: Box) -> bool:
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom


def heart(ring: Ring) -> Point:
    """A point well inside an outline: the middle of its widest stretch among its middle rows."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best = (-1.0, ring[0])
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75):
        y = top + share * (bottom - top)
        ends = crossings(ring, y)
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            if end - start > best[0] * 1.15:
                best = (end - start, ((start + end) / 2, y))
    return best[1]


class Land:
    """Which parts of the canvas are land, in cells of 3 px."""

    def __init__(self, rings: Iterable[Ring], points: Iterable[Point]) -> None:
        self._cells: set[tuple[int, int]] = set()
        for ring in rings:
            top, bottom = min(y for _, y in ring), max(y for _, y in ring)
            for row in range(int(top // _CELL), int(bottom // _CELL) + 1):
                ends = crossings(ring, (row + 0.5) * _CELL)
                for start, end in zip(ends[::2], ends[1::2], strict=True):
                    self._cells.update((cell, row) for cell in range(int(start // _CELL), int(end // _CELL) + 1))
            self._cells.update((int(x // _CELL), int(y // _CELL)) for x, y in ring)
        for x, y in points:
            self._cells.update(
                (int((x + dx) // _CELL), int((y + dy) // _CELL)) for dx in (-4, 0, 4) for dy in (-4, 0, 4)
            )

    def is_clear(self, box: Box) -> bool:
        """Whether a box lies in the sea."""
        return not any(
            (cell, row) in self._cells
            for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
            for cell in range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        )


def _steps(low: float, high: float, step: float) -> Iterator[float]:
    return (low + step * count for count in range(int((high - low) // step) + 1)) if high >= low else iter(())
