"""The balance by year: bars from zero, coloured and placed by sign, a part-year in a panel of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from macros.charts import alt_text, events
from macros.charts.bars import Bars
from macros.charts.drawing import Sketch
from macros.charts.events import Event, require_events, rule_boxes, strip
from macros.charts.labels import Block, Box
from macros.charts.money import Money
from macros.charts.panels import Grid, Panel, on_canvas, panel
from macros.charts.placing import Plot
from macros.charts.rows import fitted
from macros.charts.scales import Linear, ticks, year_axis
from macros.charts.theme import Size
from macros.charts.time import ByYear
from macros.charts.values import Names, PartYear, Year, require_order
from macros.errors import Absent

# Where the part-year's two bars stand in their panel, and half the width of one, in parts of the panel's width.
_BEFORE, _NOW, _HALF = 0.22, 0.78, 0.17


@dataclass(frozen=True, kw_only=True, slots=True)
class BalanceBars:
    """The balance of full years, first to last."""

    years: tuple[Year, ...]
    names: Names
    part: PartYear | None = None
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        require_order(self.years)
        if not self._known:
            raise Absent(
                "no year has both a figure for what was sold and one for what was bought",
                remedy="A balance needs both; give such a year, or leave the chart out.",
            )
        if not any(self._all_balances):
            raise Absent("every balance is zero", remedy="Say so in a sentence: there is nothing to draw.")
        require_events(self.events, ByYear(), self.years[0].year, self.years[-1].year)

    @property
    def _known(self) -> list[Year]:
        return [one for one in self.years if one.balance is not None]

    @property
    def _halves(self) -> list[Year]:
        return [self.part.before, self.part.now] if self.part else []

    @property
    def _all_balances(self) -> list[float]:
        return [balance for _, balance in _balances([*self._known, *self._halves])]

    @property
    def money(self) -> Money:
        return Money.over(self._all_balances, self.names.language)

    @property
    def in_words(self) -> str:
        said = alt_text.balance_bars(self.years, self.names, self.part, self.money)
        return " ".join([said, *events.in_words(self.events, self.names.language)])

    def sketch(self, size: Size) -> Sketch:
        """The full years, and the part-year at their right."""
        height = 290.0 if size.is_wide else 250.0
        low, high = min(0.0, *self._all_balances), max(0.0, *self._all_balances)
        # Room beyond the bars for the figures at their ends: two rows where a year is named, one at the foot.
        scale = Linear(low, high, height - (size.leading + 4 if low else 0), 2 * size.leading + 4 if high else 12)
        grid = Grid(scale=scale, values=ticks(low, high), writer=self.money, size=size, signed=True)
        beside, gap = (132.0, 22.0) if size.is_wide else (92.0, 14.0)
        if self.part is None:
            panels = [self._full_years(grid, size.width, height)]
        else:
            heading = self.part.label if size.is_wide else self.part.brief
            part = self._part_year(grid, beside, height, heading)
            panels = [
                self._full_years(grid, size.width - gap - beside, height, beside=gap + beside * (_NOW - _HALF)),
                part,
            ]
        return on_canvas(panels, size, height, gap)

    def _full_years(self, grid: Grid, width: float, height: float, *, beside: float = 0) -> Panel:
        """The panel of full years; a record passed in the part-year leads to its bar, so far `beside`."""
        first, last = self.years[0].year, self.years[-1].year
        years = list(range(first, last + 1))
        bars = Bars.across("years", _balances(self._known), years, 0, width, grid)
        if gutter := grid.gutter(bars.boxes):
            bars = Bars.across("years", _balances(self._known), years, gutter, width, grid)
        xs = [bars.x(ByYear().moment(event.day)) for event in self.events]
        taken = [*bars.boxes, *grid.boxes, *rule_boxes(xs, height)]
        plot = Plot(Box(0, -2 * grid.size.leading, width, height), (), taken, grid.names)
        for one in self._labelled():
            bars.label(plot, one, with_year=one != self._known[-1])
        for sign, name in ((1, self.names.surplus), (-1, self.names.deficit)):
            if any(balance * sign > 0 for _, balance in bars.values):
                bars.name(plot, sign, name)
        marks = [bars.marks(year_axis(years, bars.x, width, grid.size.axis))]
        if record := self._record():
            marks.append(bars.lead(*record, width + beside))
        base = min([0.0, *(label.y - grid.size.leading / 2 for label in plot.labels)]) - 4
        if above := strip(self.events, xs, grid.size, width=width, base=base, floor=height):
            marks.insert(0, above.rules)
            plot.labels += above.labels
        stops = [bars.x(one.year) for one in self.years]
        return panel("years", marks, grid, plot.labels, width=width, height=height, stops=stops)

    def _record(self) -> tuple[int, float] | None:
        """The full year's record that this part-year has already passed, if it has."""
        if not self.part:
            return None
        now = self.part.now.amount("balance")
        record = max(self._known, key=lambda one: (one.balance or 0.0) * now.sign)
        balance = record.amount("balance")
        passed = balance.sign == now.sign == (now - balance).sign != 0
        return (record.year, record.balance or 0.0) if passed else None

    def _labelled(self) -> list[Year]:
        """The latest year, the largest surplus and the deepest deficit."""
        ranked = sorted(self._known, key=lambda one: one.balance or 0.0)
        extremes = [one for one, sign in ((ranked[-1], 1), (ranked[0], -1)) if (one.balance or 0.0) * sign > 0]
        return list(dict.fromkeys([self._known[-1], *extremes]))

    def _part_year(self, grid: Grid, width: float, height: float, heading: str) -> Panel:
        years = [one.year for one in self._halves]
        bars = Bars(
            "part", _balances(self._halves), Linear(years[0], years[1], width * 0.22, width * 0.78), grid, width * 0.17
        )
        plot = Plot(Box(-6, -2 * grid.size.leading, width, height), (), list(bars.boxes))
        for one in self._halves:
            bars.label(plot, one, with_year=False, bold=one is self._halves[-1])
        lines = fitted(heading, width, grid.size.label, bold=True, most=4)
        block = Block(tuple((line, True) for line in lines), "ink", grid.size)
        left = (width - block.width) / 2
        # Below the bars if there is a depth to fill, else above them.
        if not plot.put_near(block, width / 2, grid.scale(0) + 60, Box(left, 0, left + block.width, height)):
            plot.put_above(block)
        axis = alt.Axis(values=years, format="d", title=None)
        stops = [bars.x(year) for year in years]
        return panel("part", [bars.marks(axis)], grid, plot.labels, width=width, height=height, stops=stops)


def _balances(years: Sequence[Year]) -> list[tuple[int, float]]:
    return [(one.year, one.balance) for one in years if one.balance is not None]
