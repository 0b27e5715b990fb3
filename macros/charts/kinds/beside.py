"""The part-year beside the full years of `two_way`: the same months of two years, in a panel of their own."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from macros.charts.flows import FLOWS, dots, lines
from macros.charts.labels import Block, Label, text_width
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Money
from macros.charts.panels import Grid, Panel, panel
from macros.charts.placing import stacked
from macros.charts.rows import fitted
from macros.charts.scales import Linear
from macros.charts.theme import Size, ink, side
from macros.charts.values import Names, PartYear

_LONGEST_NAME = 126.0


@dataclass(frozen=True, slots=True)
class Beside:
    """The part-year's panel: two points a line, hollow for the year before, and the balance between them in words."""

    part: PartYear
    names: Names
    money: Money
    size: Size

    @property
    def largest(self) -> float:
        return self.part.largest

    @property
    def left(self) -> float:
        """The room for the amounts of the year before."""
        return max(text_width(self._before(flow), self.size.label) for flow in FLOWS) + 10

    @property
    def right(self) -> float:
        """The room for the names and amounts of this year."""
        return max(block.width for block in self._blocks()) + 12

    @property
    def height(self) -> float:
        """The least height that its heading and labels need."""
        return sum(block.height + 4 for block in self._blocks()) + 26

    def panel(self, grid: Grid, width: float) -> Panel:
        """The panel: labels outside it when wide; when narrow within, on a grid named at the left."""
        before, now, wide = self.part.before, self.part.now, self.size.is_wide
        inset = (0.0, 0.0) if wide else (self.left + 44, max(self.right, width * 0.4))
        x = Linear(before.year, now.year, inset[0], width - inset[1])
        axis = alt.Axis(values=[before.year, now.year], format="d", title=None)
        marks = lines("part", [before, now], x, grid.scale, axis=axis)
        marks.append(self._gap(x, grid))
        ends = [(year.year, getattr(year, flow), flow, year is now) for year in (before, now) for flow in FLOWS]
        marks.append(dots("part-ends", ends, x, grid.scale))
        room = width + 2 * min(self.right, self.left + 24) if wide else width
        (title,) = fitted(self.part.label, room, self.size.label, bold=True, most=1)
        heading = Block(((title, True),), "ink", self.size)
        labels = heading.labels(width / 2, 0, "center") if wide else [*heading.labels(0, 0), *grid.names]
        labels += self._labels_before(x, grid) + self._labels_now(x, grid)
        stops = (x.start, x.end)
        return panel("part", marks, grid, labels, width=width, height=grid.scale.start, stops=stops)

    def _gap(self, x: Linear, grid: Grid) -> Layer:
        """The balance of this year as a rule between the two points."""
        now = self.part.now
        row = {"year": now.year, "sold": now.sold, "bought": now.bought}
        chart = (
            chart_of("part-gap")
            .mark_rule(color=ink(side(now.balance or 0)), strokeWidth=1.5)
            .encode(x=alt.X("year:Q"), y=alt.Y("sold:Q"), y2=alt.Y2("bought:Q"))
        )
        return Layer.of(chart, [row])

    def _before(self, flow: str) -> str:
        return self.money.bare(self.part.before.amount(flow))

    def _labels_before(self, x: Linear, grid: Grid) -> list[Label]:
        flows = sorted(FLOWS, key=lambda flow: -getattr(self.part.before, flow))
        wanted = [grid.scale(getattr(self.part.before, flow)) for flow in flows]
        tops = stacked([self.size.leading] * 2, wanted, 20, grid.scale.start)
        blocks = [Block(((self._before(flow), False),), f"{flow}-ink", self.size) for flow in flows]
        pairs = zip(blocks, tops, strict=True)
        return [label for block, top in pairs for label in block.labels(x.start - 9, top, "right")]

    def _blocks(self) -> list[Block]:
        """Name and amount of the larger flow, the balance, name and amount of the smaller."""
        now, size = self.part.now, self.size
        flows = sorted(FLOWS, key=lambda flow: -getattr(now, flow))
        named = []
        for flow in flows:
            rows = fitted(getattr(self.names, flow), _LONGEST_NAME, size.label, bold=True, most=4)
            amount = self.money.short(now.amount(flow))
            named.append(Block((*((row, True) for row in rows), (amount, False)), f"{flow}-ink", size))
        balance = now.balance or 0
        between = Block(((self.money.bare(now.amount("balance"), signed=True), True),), f"{side(balance)}-ink", size)
        return [named[0], between, named[1]] if balance else named

    def _labels_now(self, x: Linear, grid: Grid) -> list[Label]:
        now, blocks = self.part.now, self._blocks()
        ys = sorted(grid.scale(getattr(now, flow)) for flow in FLOWS)
        wanted = [ys[0], sum(ys) / 2, ys[1]] if len(blocks) == 3 else ys
        tops = stacked([block.height + 4 for block in blocks], wanted, 20, grid.scale.start - 2)
        return [label for block, top in zip(blocks, tops, strict=True) for label in block.labels(x.end + 11, top + 2)]
