"""Bought and sold by year: two lines with the balance shaded between them, after Playfair (1786).

A part-year has a panel of its own (`beside`), on the same scale, against the same months of the year before: it never
joins a full year.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import altair as alt

from macros.charts import alt_text
from macros.charts.crossing import runs, stretches
from macros.charts.drawing import Sketch
from macros.charts.flows import FLOWS, dots, lines
from macros.charts.kinds.beside import Beside
from macros.charts.labels import Block, Box, Label, name_blocks, text_width, wrapped
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Money
from macros.charts.panels import AXIS_ROOM, Grid, Panel, on_canvas, panel
from macros.charts.placing import Line, Plot, stacked
from macros.charts.scales import Linear, ticks, year_axis
from macros.charts.theme import Size, ink, side
from macros.charts.values import Names, PartYear, Year, require_order
from macros.errors import TradeError


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoWay:
    """Both flows in full years, first to last. `note` is a word on the largest value ("aircraft"), set after its year."""

    years: tuple[Year, ...]
    names: Names
    part: PartYear | None = None
    note: str = ""

    def __post_init__(self) -> None:
        require_order(self.years)
        for flow in FLOWS:
            if not any(len(run) > 1 for run in runs(self.years, flow)):
                raise TradeError(
                    f"what was {flow} has no two full years in a row, so there is no line to draw",
                    remedy="Give more years, or choose balance bars.",
                )
        if self.largest == 0:
            raise TradeError("every amount is zero", remedy="Say so in a sentence: there is nothing to draw.")

    @property
    def largest(self) -> float:
        halves = [self.part.before, self.part.now] if self.part else []
        return max(value for year in (*self.years, *halves) for value in (year.sold, year.bought) if value is not None)

    @property
    def money(self) -> Money:
        return Money.over([self.largest], self.names.language)

    @property
    def in_words(self) -> str:
        return alt_text.two_way(self.years, self.names, self.part, self.money)

    def sketch(self, size: Size) -> Sketch:
        """Both panels side by side, or one under the other when narrow."""
        height = 296.0 if size.is_wide else 208.0
        scale = Linear(0, self.largest, height, 26 if self.part and size.is_wide else 12)
        grid = Grid(scale=scale, values=ticks(0, self.largest), writer=self.money, size=size)
        if self.part is None:
            ends = 10 + max((text_width(text, size.label, bold=True) for text in self._ends().values()), default=-10)
            return on_canvas([self._years(grid, size.width - ends)], size, height, 0)
        beside = Beside(self.part, self.names, self.money, size)
        if size.is_wide:
            gap = 24 + beside.left
            panels = [self._years(grid, size.width - gap - 72 - beside.right), beside.panel(grid, 72)]
            return on_canvas(panels, size, height, gap)
        per_px = self.largest / (scale.start - scale.end)
        deep = max(96.0, beside.height, beside.largest / per_px + 36)
        below = Linear(0, (deep - 30) * per_px, deep, 30)  # so many US$ to the pixel, as above
        lower = replace(grid, scale=below, values=[tick for tick in grid.values if tick <= below.high], unit=False)
        gap = AXIS_ROOM + 14
        panels = [self._years(grid, size.width), beside.panel(lower, size.width)]
        return on_canvas(panels, size, height + gap + deep, gap, stacked=True)

    def _years(self, grid: Grid, width: float) -> Panel:
        years, size = [one.year for one in self.years], grid.size
        gutter = grid.gutter(self._steps(Linear(years[0], years[-1], 0, width), grid.scale))
        x = Linear(years[0], years[-1], gutter, width)
        drawn = {
            flow: [[(x(year), grid.scale(value)) for year, value in run] for run in runs(self.years, flow)]
            for flow in FLOWS
        }
        bounds = Box(0, -2 * size.leading, width, grid.scale.start - 3)
        plot = Plot(bounds, list(drawn.values()), grid.boxes, grid.names)
        marks = lines("years", self.years, x, grid.scale, axis=year_axis(years, x, width, size.axis))
        marks.append(self._peak(plot, x, grid))
        for flow, other in (FLOWS, FLOWS[::-1]):
            self._name(plot, flow, drawn[flow], drawn[other], size)
        if size.is_wide:
            marks += self._name_balance(plot, x, grid)
        if self.part is None:
            plot.labels += self._label_ends(x, grid)
        return panel("years", marks, grid, plot.labels, width=width, height=grid.scale.start)

    def _steps(self, x: Linear, y: Linear) -> list[Box]:
        """The room that each year's step of each line takes."""
        return [
            Box(x(year), min(y(value), y(then)), x(following), max(y(value), y(then)))
            for flow in FLOWS
            for run in runs(self.years, flow)
            for (year, value), (following, then) in pairwise(run)
        ]

    def _peak(self, plot: Plot, x: Linear, grid: Grid) -> Layer:
        """The largest amount of a full year: its dot, and its figure and year beside it."""
        value, year, flow, figure = max(
            (value, one.year, flow, self.money.short(one.amount(flow)))
            for one in self.years
            for flow in FLOWS
            if (value := getattr(one, flow)) is not None
        )
        when = f"{year}, {self.note}" if self.note else str(year)
        block = Block(((figure, True), (when, False)), f"{flow}-ink", grid.size)
        plot.put_by_peak(block, x(year), grid.scale(value))
        return dots("peak", [(year, value, flow, True)], x, grid.scale)

    def _name(self, plot: Plot, flow: str, own: Line, other: Line, size: Size) -> None:
        """The line's name along it, on one row if there is room, on two if not, or else at the top."""
        blocks = name_blocks(getattr(self.names, flow), f"{flow}-ink", size)
        if not any(plot.put_on_line(block, own, [other]) for block in blocks):
            plot.put_above(blocks[0])

    def _name_balance(self, plot: Plot, x: Linear, grid: Grid) -> list[Layer]:
        """Which shading is which, at the largest area of each sign, with a hairline from the name into it."""
        leads: list[dict[str, float]] = []
        for sign, text in ((-1, self.names.deficit), (1, self.names.surplus)):
            areas = [stretch.moments for stretch in stretches(self.years) if stretch.sign == sign]
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
        """The last year's amounts as written, by flow, the larger first."""
        last = self.years[-1]
        known = [flow for flow in FLOWS if getattr(last, flow) is not None]
        known.sort(key=lambda flow: -getattr(last, flow))
        return {flow: self.money.short(last.amount(flow)) for flow in known}

    def _label_ends(self, x: Linear, grid: Grid) -> list[Label]:
        blocks = {flow: Block(((text, True),), f"{flow}-ink", grid.size) for flow, text in self._ends().items()}
        wanted = [grid.scale(getattr(self.years[-1], flow)) for flow in blocks]
        tops = stacked([grid.size.leading] * len(blocks), wanted, 0, grid.scale.start)
        pairs = zip(blocks.values(), tops, strict=True)
        return [label for block, top in pairs for label in block.labels(x.end + 8, top)]
