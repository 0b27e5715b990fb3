"""Where a label is clear of the marks: tried at the places an editor would try, in px with y downwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

import numpy as np

from macros.charts.labels import Block, Box, Label
from macros.charts.rows import fitted

Point = tuple[float, float]
Line = Sequence[Sequence[Point]]  # the unbroken runs of one line
_AIR = 4.0
_FAR = 30.0  # px beyond which it makes no difference how far a line is


@dataclass(frozen=True, slots=True)
class Lead:
    """An upright hairline from a name into what it names."""

    x: float
    y: float
    y2: float


@dataclass(slots=True)
class Plot:
    """A panel being labelled: its bounds, its lines, and the boxes taken so far by bars and by labels."""

    bounds: Box
    lines: Sequence[Line] = ()
    taken: list[Box] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def put(self, block: Block, x: float, top: float, align: str = "left") -> None:
        """Set a block here, whatever is there."""
        self.taken.append(block.box(x, top, align))
        self.labels += block.labels(x, top, align)

    def put_above(self, block: Block, x: float = 0.0) -> None:
        """Set a block over all other labels, its middle as near to `x` as it can be: the last resort. It is cut to the panel."""
        room = self.bounds.right - self.bounds.left
        lines = ((line, bold) for text, bold in block.lines for line in fitted(text, room, block.size.label, bold=bold))
        block = Block(tuple(lines), block.ink, block.size)
        left = min(max(x - block.width / 2, self.bounds.left), self.bounds.right - block.width)
        tops = [label.y - block.size.leading / 2 for label in self.labels]
        self.put(block, left, min([0.0, *tops]) - block.height)

    def is_clear(self, box: Box) -> bool:
        """Whether a box is inside the panel and off every line, bar and label."""
        return (
            box.within(self.bounds)
            and not any(box.meets(other) for other in self.taken)
            and not any(_crosses(line, box) for line in self.lines)
        )

    def put_by_peak(self, block: Block, x: float, y: float) -> None:
        """Set a block beside a highest point, or else over it."""
        beside, over = y - block.size.leading / 2, y - block.height - 7
        places = [(x - 9, beside, "right"), (x + 9, beside, "left")]
        places += [(x, over, align) for align in ("center", "right", "left")]
        further = [
            (x + way * shift, beside, align)
            for shift in range(16, 48, 8)
            for way, align in ((-1, "right"), (1, "left"))
        ]
        clear = [place for place in places + further if self.is_clear(block.box(*place))]
        if clear:
            self.put(block, *clear[0])
        else:
            self.put_above(block, x)

    def put_on_line(self, block: Block, own: Line, others: Sequence[Line]) -> bool:
        """Set a block along a line, close to it and far from the others; `False` if there is no room."""
        places: list[tuple[float, Box]] = []
        for step in range(int((self.bounds.right - self.bounds.left - block.width) // 4) + 1):
            left = self.bounds.left + 4 * step
            right = left + block.width
            reach = _extent(own, left, right)
            centre = _extent(own, (left + right) / 2, (left + right) / 2)
            if reach is None or centre is None:
                continue
            passing = [_extent(other, left, right) for other in others]
            for top, gap in (
                (reach[0] - _AIR - block.height, centre[0] - reach[0]),
                (reach[1] + _AIR, reach[1] - centre[0]),
            ):
                box = Box(left, top, right, top + block.height)
                places.append((min((_distance(other, box) for other in passing if other), default=_FAR) - gap, box))
        for _, box in sorted(places, key=_score, reverse=True):
            if self.is_clear(box):
                self.put(block, box.left, box.top)
                return True
        return False

    def put_outside(self, block: Block, spans: Sequence[tuple[float, float, float]]) -> Lead | None:
        """Set a block above or below a shaded area; the hairline that leads from it into the area, if it fits.

        `spans` are (x, top, bottom) of the area. The widest few are tried, and the shortest hairline taken.
        """
        widest = sorted((span for span in spans if span[2] - span[1] >= 18), key=lambda span: span[1] - span[2])[:6]
        for length in range(14, 120, 6):
            for x, top, bottom in widest:
                for edge, way in ((top, -1), (bottom, 1)):
                    tip = edge + way * length
                    box = block.box(x, tip - block.height if way < 0 else tip, "center")
                    rule = Box(x - 3, min(edge, tip), x + 3, max(edge, tip))
                    if box.top >= 0 and self.is_clear(box) and not any(rule.meets(other) for other in self.taken):
                        self.put(block, x, box.top, "center")
                        self.taken.append(rule)
                        return Lead(round(x, 1), round(tip, 1), round(edge - way * 9, 1))
        return None

    def put_near(self, block: Block, x: float, y: float, area: Box) -> bool:
        """Set a block in an area, its middle as near to a point as it can be with air around; `False` if none is."""
        width, height, air = block.width, block.height, 8
        area = Box(
            max(area.left, self.bounds.left), max(area.top, self.bounds.top),
            min(area.right, self.bounds.right), min(area.bottom, self.bounds.bottom),
        )  # fmt: skip
        lefts = np.arange(area.left, area.right - width + 1e-9, 4)
        tops = np.arange(area.top, area.bottom - height + 1e-9, 4)
        away = (lefts + width / 2 - x)[:, None] ** 2 + (tops + height / 2 - y)[None, :] ** 2
        for other in self.taken:
            columns = slice(*np.searchsorted(lefts, (other.left - width - air, other.right + air)))
            rows = slice(*np.searchsorted(tops, (other.top - height - air, other.bottom + air)))
            away[columns, rows] = np.inf
        if not away.size or np.isinf(away).all():
            return False
        column, row = np.unravel_index(np.argmin(away), away.shape)
        self.put(block, float(lefts[column]), float(tops[row]))
        return True


def stacked(heights: Sequence[float], wanted: Sequence[float], low: float, high: float) -> list[float]:
    """The tops of blocks set one under another, near the middles wanted, none overlapping, within `low` to `high`."""
    tops = [middle - height / 2 for middle, height in zip(wanted, heights, strict=True)]
    for index, top in enumerate(tops):
        tops[index] = max(top, low if index == 0 else tops[index - 1] + heights[index - 1])
    floor = high
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], floor - heights[index])
        floor = tops[index]
    return tops


def _padded(box: Box, air: float) -> Box:
    return Box(box.left - air, box.top - air, box.right + air, box.bottom + air)


def _extent(line: Line, left: float, right: float) -> tuple[float, float] | None:
    """The highest and lowest y of a line between two x, or `None` where it does not span them unbroken."""
    for run in line:
        if not run or run[0][0] > left or run[-1][0] < right:
            continue
        first, last = bisect_left(run, left, key=_x), bisect_right(run, right, key=_x)
        reached = [y for _, y in run[first:last]]
        reached += [_height(*run[at - 1], *run[at], x) for at, x in ((first, left), (last, right)) if 0 < at < len(run)]
        return min(reached), max(reached)
    return None


def _height(x0: float, y0: float, x1: float, y1: float, x: float) -> float:
    """The y at an x of the way from one point to another."""
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def _between(run: Sequence[Point], left: float, right: float) -> Sequence[Point]:
    """The points of a run between two x, with the one before and the one after."""
    first = bisect_left(run, left, key=_x)
    return run[max(0, first - 1) : bisect_right(run, right, key=_x) + 1]


_x = _score = itemgetter(0)


def _distance(reach: tuple[float, float], box: Box) -> float:
    """How far a line of this extent passes above or below a box, or `_FAR` if it is further."""
    return min(_FAR, max(box.top - reach[1], reach[0] - box.bottom))


def _crosses(line: Line, box: Box) -> bool:
    """Whether a line comes within 2 px of a box."""
    near = _padded(box, 2)
    for run in line:
        if len(run) == 1 and near.meets(Box(*run[0], *run[0])):
            return True
        for (x0, y0), (x1, y1) in pairwise(_between(run, near.left, near.right)):
            left, right = max(x0, near.left), min(x1, near.right)
            if left <= right:
                ys = [_height(x0, y0, x1, y1, x) for x in (left, right)]
                if min(ys) < near.bottom and max(ys) > near.top:
                    return True
    return False
