"""The panel of two lines, by year or by month: names along them, the largest amount, the last ones, dated events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from macros.charts.crossing import runs, stretches
from macros.charts.events import Event, rule_boxes, strip
from macros.charts.flows import FLOWS, dots, lines
from macros.charts.labels import Block, Box, Label, name_blocks, text_width, wrapped
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Money
from macros.charts.panels import Grid, Panel, panel
from macros.charts.placing import Line, Plot, stacked
from macros.charts.scales import Linear
from macros.charts.theme import Size, ink, side
from macros.charts.time import Time
from macros.charts.values import Both, Names

_SHADED = 9.0  # px that a stretch of one sign must have on average, for its shading to be seen as one
_DENSE = 6.0  # px from point to point below which lines are drawn thinner


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoLines:
    """Both flows over evenly stepped time. `note` is a word on the largest amount; `with_ends` writes the last ones."""

    name: str
    steps: Sequence[Both]
    names: Names
    money: Money
    time: Time
    events: Sequence[Event] = ()
    note: str = ""
    with_ends: bool = False

    def right(self, size: Size) -> float:
        """The room right of the panel that the last amounts need."""
        if not self.with_ends:
            return 0.0
        return 10 + max((text_width(text, size.label, bold=True) for text in self._ends().values()), default=-10)

    def panel(self, grid: Grid, width: float) -> Panel:
        """The lines over the grid, and over them the names of events."""
        size, floor = grid.size, grid.scale.start
        at, moments = [one.at for one in self.steps], [self.time.moment(one.day) for one in self.events]
        ends = (min([at[0], *moments]), max([at[-1], *moments]))
        bare = Linear(*ends, 0, width)
        upright = rule_boxes([bare(moment) for moment in moments], floor)
        x = Linear(*ends, grid.gutter([*self._steps(bare, grid.scale), *upright]), width)
        xs = [x(moment) for moment in moments]
        drawn = {
            flow: [[(x(when), grid.scale(value)) for when, value in run] for run in runs(self.steps, flow)]
            for flow in FLOWS
        }
        bounds = Box(0, -2 * size.leading, width, floor - 3)
        plot = Plot(bounds, list(drawn.values()), [*grid.boxes, *rule_boxes(xs, floor)], grid.names)
        marks = self._lines(x, grid, width)
        marks.append(self._peak(plot, x, grid))
        for flow, other in (FLOWS, FLOWS[::-1]):
            self._name(plot, flow, drawn[flow], drawn[other], size)
        if size.is_wide and self._is_shaded(x):
            marks += self._name_balance(plot, x, grid)
        if self.with_ends:
            plot.labels += self._label_ends(x, grid)
        base = min([0.0, *(label.y - size.leading / 2 for label in plot.labels)]) - 4
        if above := strip(self.events, xs, size, width=width, base=base, floor=floor):
            marks.insert(0, above.rules)
            plot.labels += above.labels
        stops = [x(one) for one in at]
        return panel(self.name, marks, grid, plot.labels, width=width, height=floor, stops=stops)

    def _is_shaded(self, x: Linear) -> bool:
        """Whether the balance changes sign so seldom that its shading can be read."""
        return (x.end - x.start) / max(1, len(stretches(self.steps))) >= _SHADED

    def _lines(self, x: Linear, grid: Grid, width: float) -> list[Layer]:
        axis = self.time.axis([one.at for one in self.steps], x, width, grid.size)
        thin = 1.75 if x(1) - x(0) < _DENSE and self.time.field == "month" else None
        return lines(
            self.name, self.steps, x, grid.scale, axis=axis, field=self.time.field, shade=self._is_shaded(x), width=thin
        )

    def _steps(self, x: Linear, y: Linear) -> list[Box]:
        """The room that each step of each line takes."""
        return [
            Box(x(when), min(y(value), y(then)), x(following), max(y(value), y(then)))
            for flow in FLOWS
            for run in runs(self.steps, flow)
            for (when, value), (following, then) in pairwise(run)
        ]

    def _peak(self, plot: Plot, x: Linear, grid: Grid) -> Layer:
        """The largest amount: its dot, and its figure and when it was beside it."""
        value, _, flow, one = max(
            (
                (value, one.at, flow, one)
                for one in self.steps
                for flow in FLOWS
                if (value := getattr(one, flow)) is not None
            ),
            key=lambda each: each[:3],
        )
        if self.with_ends and not self.note and one is self.steps[-1]:  # its amount is written already
            return dots("peak", [(one.at, value, flow, True)], x, grid.scale, field=self.time.field)
        when = one.named(self.names.language)
        when = f"{when}, {self.note}" if self.note else when
        block = Block(((self.money.short(one.amount(flow)), True), (when, False)), f"{flow}-ink", grid.size)
        plot.put_by_peak(block, x(one.at), grid.scale(value))
        return dots("peak", [(one.at, value, flow, True)], x, grid.scale, field=self.time.field)

    def _name(self, plot: Plot, flow: str, own: Line, other: Line, size: Size) -> None:
        """The line's name along it, on one row if there is room, on two if not, or else at the top."""
        blocks = name_blocks(getattr(self.names, flow), f"{flow}-ink", size)
        if not any(plot.put_on_line(block, own, [other]) for block in blocks):
            plot.put_above(blocks[0])

    def _name_balance(self, plot: Plot, x: Linear, grid: Grid) -> list[Layer]:
        """Which shading is which, at the largest area of each sign, with a hairline from the name into it."""
        leads: list[dict[str, float]] = []
        found = stretches(self.steps)
        for sign, text in ((-1, self.names.deficit), (1, self.names.surplus)):
            areas = [stretch.moments for stretch in found if stretch.sign == sign]
            if not areas:
                continue
            largest = max(areas, key=lambda moments: sum(abs(each.sold - each.bought) for each in moments))
            spans = [
                (x(each.at), grid.scale(max(each.sold, each.bought)), grid.scale(min(each.sold, each.bought)))
                for each in largest
            ]
            rows = wrapped(text, 80, grid.size.label)
            block = Block(tuple((row, False) for row in rows), f"{side(sign)}-ink", grid.size)
            lead = plot.put_outside(block, spans)
            leads += [asdict(lead)] if lead else []
        rule = chart_of("leads").mark_rule(color=ink("ink-3"))
        pixels: dict[str, Any] = {"scale": None, "axis": None}
        chart = rule.encode(x=alt.X("x:Q", **pixels), y=alt.Y("y:Q", **pixels), y2=alt.Y2("y2:Q"))
        return [Layer.of(chart, leads)] if leads else []

    def _ends(self) -> dict[str, str]:
        """The last amounts as written, by flow, the larger first."""
        last = self.steps[-1]
        known = [flow for flow in FLOWS if getattr(last, flow) is not None]
        known.sort(key=lambda flow: -getattr(last, flow))
        return {flow: self.money.short(last.amount(flow)) for flow in known}

    def _label_ends(self, x: Linear, grid: Grid) -> list[Label]:
        blocks = {flow: Block(((text, True),), f"{flow}-ink", grid.size) for flow, text in self._ends().items()}
        wanted = [grid.scale(getattr(self.steps[-1], flow)) for flow in blocks]
        tops = stacked([grid.size.leading] * len(blocks), wanted, 0, grid.scale.start)
        pairs = zip(blocks.values(), tops, strict=True)
        return [label for block, top in pairs for label in block.labels(x.end + 8, top)]
