"""A row for each item: its name beside its marks, or on a line of its own when narrow. Names are cut until they fit.

A name comes from data and may be of any length; a drawing has an edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.charts.labels import Block, Label, text_width, wrapped
from macros.charts.theme import Size

CUT = "…"
_LONGEST_NAME = 220.0


def fitted(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """The text in lines no wider than `room` px, at most so many; what is left out shows as an ellipsis."""
    lines = wrapped(text, room, size, bold=bold)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [_cut(line, room, size, bold) for line in kept]


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    if text_width(line, size, bold=bold) <= room:
        return line
    end = 0
    while end < len(line) and text_width(line[: end + 1].rstrip() + CUT, size, bold=bold) <= room:
        end += 1
    return line[:end].rstrip() + CUT


def spread(heights: Sequence[float], wanted: Sequence[float], low: float, high: float) -> list[float]:
    """The tops of blocks one under another, as near to the middles wanted as all of them together can be.

    Pool adjacent violators: blocks that would overlap move as one, to where their moves are least (Ayer and others, 1955).
    """
    above = [sum(heights[:number]) for number in range(len(heights))]
    pools: list[tuple[float, int]] = []
    for middle, height, used in zip(wanted, heights, above, strict=True):
        pool = (middle - height / 2 - used, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    starts = [mean for mean, count in pools for _ in range(count)]
    most = max(low, high - sum(heights))
    return [min(max(start, low), most) + used for start, used in zip(starts, above, strict=True)]


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its name, and the middle of its marks (px from the top)."""

    name: Block
    middle: float
    bottom: float

    def labels(self, start: float) -> list[Label]:
        """The name, left of marks that start at `start`, or above them when narrow."""
        if self.name.size.is_wide:
            return self.name.labels(start - 12, self.middle - self.name.height / 2, "right")
        return self.name.labels(0, self.middle - 10 - self.name.height)


def in_rows(names: Sequence[tuple[str, bool]], size: Size, *, top: float = 0, aside: float = 0) -> list[Row]:
    """The rows of some names, each bold or not, from `top` down; `aside` px right of a narrow name are kept free."""
    room = _LONGEST_NAME if size.is_wide else size.width - aside
    found: list[Row] = []
    for text, bold in names:
        lines = fitted(text, room, size.label, bold=bold)
        name = Block(tuple((line, bold) for line in lines), "ink", size)
        middle = top + (max(30.0, name.height + 10) / 2 if size.is_wide else name.height + 10)
        top = top + max(30.0, name.height + 10) if size.is_wide else middle + 18
        found.append(Row(name, middle, top))
    return found


def start_of(rows: Sequence[Row]) -> float:
    """Where the marks of some rows may start: right of the names, or at the edge when narrow."""
    if not rows[0].name.size.is_wide:
        return 0.0
    return 12 + max(row.name.width for row in rows)
