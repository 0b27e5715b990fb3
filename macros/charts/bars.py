"""Bars from zero by year: the marks, the figures at their ends, and the name of each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt

from macros.charts.labels import Block, Box, name_blocks
from macros.charts.layers import Layer, chart_of
from macros.charts.panels import Grid
from macros.charts.placing import Plot
from macros.charts.scales import Linear
from macros.charts.theme import ink, side
from macros.charts.values import Year

_WIDEST = 44.0


@dataclass(frozen=True, slots=True)
class Bars:
    """Balances by year; a bar reaches `half` its width either side of its year."""

    data: str
    values: list[tuple[int, float]]
    x: Linear
    grid: Grid
    half: float

    @classmethod
    def across(
        cls, name: str, values: list[tuple[int, float]], years: Sequence[int], start: float, end: float, grid: Grid
    ) -> Bars:
        """Bars side by side from `start` to `end`, a place kept for each of the years."""
        step = (end - start) / len(years)
        first = start + step / 2
        # A scale needs two ends, even for one year.
        x = Linear(years[0], years[0] + max(1, len(years) - 1), first, first + step * max(1, len(years) - 1))
        return cls(name, values, x, grid, min(step * 0.76, _WIDEST) / 2)

    @property
    def boxes(self) -> list[Box]:
        """The room the bars take."""
        zero = self.grid.scale(0)
        found = []
        for year, balance in self.values:
            end = self.grid.scale(balance)
            found.append(Box(self.x(year) - self.half, min(zero, end), self.x(year) + self.half, max(zero, end)))
        return found

    def label(self, plot: Plot, one: Year, *, with_year: bool, bold: bool = True) -> None:
        """Set the figure at the end of a bar, or beside it; the year too where the axis does not name it."""
        year, balance = one.year, one.balance or 0.0
        figure = (self.grid.writer.bare(one.amount("balance"), signed=True), bold)
        dated = Block(((str(year), False), figure), f"{side(balance)}-ink", self.grid.size)
        block = dated if with_year else replace(dated, lines=(figure,))
        centre, end, up = self.x(year), self.grid.scale(balance), balance >= 0
        ends = [(centre, "center"), (centre + self.half, "right"), (centre - self.half, "left")]
        beyond, inward = (end - 2 - block.height, end) if up else (end + 2, end - block.height)
        places = [(block, x, beyond, align) for x, align in ends]
        places += [(block, centre - self.half - 6, inward, "right"), (block, centre + self.half + 6, inward, "left")]
        boxes = self.boxes
        for row in range(4):  # past the longer bars beside it, and past their figures, so with its year
            for x, align in ends:
                wide = dated.box(x, 0, align)
                near = [box for box in boxes if box.left < wide.right and wide.left < box.right]
                over, under = min(box.top for box in near), max(box.bottom for box in near)
                rows = row * block.size.leading + 2
                places.append((dated, x, over - rows - dated.height if up else under + rows, align))
        clear = [place for place in places if plot.is_clear(place[0].box(*place[1:]))]
        if clear:
            chosen, x, top, align = clear[0]
            plot.put(chosen, x, top, align)
        else:  # the figure alone, at its end and on the panel: a year under the deepest bar would meet those of the axis
            bare = replace(dated, lines=(figure,))
            left = min(max(centre - bare.width / 2, plot.bounds.left), plot.bounds.right - bare.width)
            plot.put(bare, left, end - 2 - bare.height if up else end + 2)

    def name(self, plot: Plot, sign: int, text: str) -> None:
        """Name one side of zero, near its bars and clear of them."""
        zero, bounds = self.grid.scale(0), plot.bounds
        area = Box(0, bounds.top, bounds.right, zero - 4) if sign > 0 else Box(0, zero + 4, bounds.right, bounds.bottom)
        own = [box for (_, balance), box in zip(self.values, self.boxes, strict=True) if balance * sign > 0]
        centre = sum((box.left + box.right) / 2 for box in own) / len(own)
        blocks = name_blocks(text, f"{side(sign)}-ink", self.grid.size)
        if not any(plot.put_near(block, centre, zero - sign * 26, area) for block in blocks):
            plot.put_above(blocks[0])

    def lead(self, year: int, balance: float, end: float) -> Layer:
        """A dotted line from the end of a bar, carrying its record across."""
        row = {"x": self.x(year) + self.half, "x2": end, "y": round(self.grid.scale(balance)) + 0.5}
        chart = (
            chart_of("record")
            .mark_rule(color=ink(f"{side(balance)}-ink"), strokeDash=[2, 3])
            .encode(x=alt.X("x:Q", scale=None, axis=None), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", scale=None, axis=None))
        )
        return Layer.of(chart, [row])

    def marks(self, axis: alt.Axis) -> Layer:
        """The bars as a layer."""
        rows = [{"year": year, "balance": balance, "ink": ink(side(balance))} for year, balance in self.values]
        chart = (
            chart_of(self.data)
            .mark_bar(size=2 * self.half, orient="vertical")
            .encode(
                x=alt.X("year:Q", scale=self.x.for_altair, axis=axis),
                y=alt.Y("balance:Q", scale=self.grid.scale.for_altair, axis=None, stack=None),
                y2=alt.Y2Datum(0),
                color=alt.Color("ink:N", scale=None),
            )
        )
        return Layer.of(chart, rows)
