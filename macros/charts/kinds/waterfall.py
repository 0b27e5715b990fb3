"""What drove a change: from one total to the next by rises and falls, after the waterfalls of management accounts.

Columns stand beside each other where the names have room below them. Where they have none, and on a phone, the same
marks lie in rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import altair as alt

from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Label, text_layer
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Amount, Money
from macros.charts.panels import Grid, panel
from macros.charts.rows import CUT, fitted, in_rows, start_of
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size, ink, side
from macros.errors import TradeError
from macros.words.pack import pack

_MOST = 12
_WIDEST = 52.0
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A total, or what one thing added to it (above zero) or took from it, in US$ million. `rest` is all that is not named."""

    name: str
    value: float
    bound: float = 0.0
    rest: bool = False

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise TradeError(f"'{self.name}' is {self.value}, which is not an amount", remedy="Give a number.")

    @property
    def amount(self) -> Amount:
        """The value as it may be written."""
        return Amount.of(self.value, self.bound)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A mark from one level to another, with what is written at it and in which ink."""

    part: Part
    start: float
    end: float
    hue: str
    ink: str
    text: str
    is_total: bool

    @property
    def top(self) -> float:
        return max(self.start, self.end)

    @property
    def foot(self) -> float:
        return min(self.start, self.end)

    @property
    def rises(self) -> bool:
        return self.end >= self.start


@dataclass(frozen=True, kw_only=True, slots=True)
class Waterfall:
    """Two totals and the steps between them, in the order given. `flow` is sold, bought, or balance."""

    before: Part
    now: Part
    steps: tuple[Part, ...]
    flow: str = "balance"
    language: str = "en"

    def __post_init__(self) -> None:
        if not any(step.value for step in self.steps):
            raise TradeError("nothing changed between the two totals", remedy="Say so in a sentence.")
        if len(self.steps) > _MOST:
            raise TradeError(
                f"{len(self.steps)} steps are too many to tell apart",
                remedy=f"Name the largest {_MOST - 1}, and add up the rest.",
            )
        # The drawn numbers are binary: as decimals they add up, or not.
        parts = [self.before.amount, *(step.amount for step in self.steps)]
        gap = sum(one.value for one in parts) - self.now.amount.value
        if abs(gap) > sum(one.bound for one in parts) + self.now.amount.bound:
            raise TradeError(
                f"the steps do not lead from '{self.before.name}' to '{self.now.name}': {gap:+f} is left over",
                remedy="Give every part of the change, the small ones added up as the rest.",
            )

    @property
    def money(self) -> Money:
        return Money.over((one.value for one in (self.before, self.now, *self.steps)), self.language)

    @property
    def in_words(self) -> str:
        words, money = pack(self.language), self.money
        steps = [
            words.say("chart.waterfall.alt_step", name=one.name, value=money.full(one.amount, signed=True))
            for one in self.steps
        ]
        moved = self.now.amount - self.before.amount
        way = {1: "up", -1: "down", 0: "level"}[moved.sign]
        size = money.full(moved if moved.sign > 0 else Amount(-moved.value, moved.bound))
        return words.say(
            "chart.waterfall.alt",
            len(steps),
            before=self.before.name,
            value_before=money.full(self.before.amount, signed=self.flow == "balance"),
            now=self.now.name,
            value_now=money.full(self.now.amount, signed=self.flow == "balance"),
            moved=words.say(f"chart.waterfall.alt_{way}", size=size),
            steps=str(words.get("chart.waterfall.between")).join(steps),
        )

    def sketch(self, size: Size) -> Sketch:
        """Columns if there is room for their names and figures, else rows."""
        levels = [level for bar in self._bars(unit=False) for level in (bar.start, bar.end)]
        low, high = min(0.0, *levels), max(0.0, *levels)
        columns = self._columns(size, low, high) if size.is_wide else None
        return columns or self._rows(size, low, high)

    # What both forms draw

    def _bars(self, *, unit: bool) -> list[_Bar]:
        """The marks from the first total to the last, each step from where the one before it ended.

        With `unit` the first figure carries the unit, which otherwise stands on the grid.
        """
        money, signed = self.money, self.flow == "balance"
        levels = list(accumulate([self.before.value, *(step.value for step in self.steps)]))
        first, last = (money.bare(one.amount, signed=signed) for one in (self.before, self.now))
        if unit:
            first = money.full(self.before.amount, signed=True) if signed else money.short(self.before.amount)
        found = [self._total(self.before, first)]
        for step, (start, end) in zip(self.steps, pairwise(levels), strict=True):
            hue, ink = self._step_inks(step)
            found.append(_Bar(step, start, end, hue, ink, money.bare(step.amount, signed=True), is_total=False))
        return [*found, self._total(self.now, last)]

    def _total(self, part: Part, text: str) -> _Bar:
        hue = side(part.value) if self.flow == "balance" else self.flow
        return _Bar(part, 0.0, part.value, hue, f"{hue}-ink", text, is_total=True)

    def _step_inks(self, step: Part) -> tuple[str, str]:
        """Towards surplus or towards deficit in a balance; in a flow, more of it in its hue, less of it in grey."""
        if self.flow == "balance":
            hue = side(step.value)
            return f"{hue}-mid", f"{hue}-ink"
        return (f"{self.flow}-mid", f"{self.flow}-ink") if step.value >= 0 else ("neutral", "ink-2")

    def _marks(self, bars: Sequence[_Bar], places: Sequence[float], scale: Linear, width: float, *, up: bool) -> Layer:
        data = [
            {"name": bar.part.name, "from": bar.start, "to": bar.end, "at": round(place, 1), "ink": ink(bar.hue)}
            for bar, place in zip(bars, places, strict=True)
        ]
        chart = chart_of("bars").mark_bar(size=width, orient="vertical" if up else "horizontal")
        level: dict[str, Any] = {"scale": scale.for_altair, "axis": None, "stack": None}
        if up:
            chart = chart.encode(x=alt.X("at:Q", **_PIXELS), y=alt.Y("from:Q", **level), y2=alt.Y2("to:Q"))
        else:
            chart = chart.encode(y=alt.Y("at:Q", **_PIXELS), x=alt.X("from:Q", **level), x2=alt.X2("to:Q"))
        return Layer.of(chart.encode(color=alt.Color("ink:N", scale=None)), data)

    # Columns

    def _columns(self, size: Size, low: float, high: float) -> Sketch | None:
        """The columns, with grid lines behind and names below; None if names or figures have no room."""
        bars, height = self._bars(unit=False), 280.0
        top, foot = size.leading + 6, size.leading + 8 if low < 0 else 0.0
        grid = Grid(
            scale=Linear(low, high, height - foot, top),
            values=ticks(low, high),
            writer=self.money,
            size=size,
            signed=self.flow == "balance",
        )
        left = 8 + max((box.right for box in grid.boxes), default=0.0)
        step = (size.width - left) / len(bars)
        names = [
            Block(tuple((line, bar.is_total) for line in lines), "ink", size)
            for bar in bars
            for lines in [fitted(bar.part.name, step - 6, size.label, bold=bar.is_total, most=4)]
        ]
        figures = [Block(((bar.text, bar.is_total),), bar.ink, size) for bar in bars]
        is_cut = any(line.endswith(CUT) for name in names for line, _ in name.lines)
        if is_cut or max(figure.width for figure in figures) > step - 4:
            return None
        middles = [left + step * (number + 0.5) for number in range(len(bars))]
        half = min(step * 0.7, _WIDEST) / 2
        labels: list[Label] = list(grid.names)
        for bar, name, figure, middle in zip(bars, names, figures, middles, strict=True):
            labels += figure.labels(middle, self._beside(bar, figure, grid.scale, height), "center")
            labels += name.labels(middle, height + 8, "center")
        links = [
            {"x": round(x + half, 1), "x2": round(x2 - half, 1), "y": round(grid.scale(bar.end)) + 0.5}
            for bar, (x, x2) in zip(bars, pairwise(middles), strict=False)
        ]
        rule = chart_of("links").mark_rule(color=ink("rule-2"))
        joined = rule.encode(x=alt.X("x:Q", **_PIXELS), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", **_PIXELS))
        marks = [Layer.of(joined, links), self._marks(bars, middles, grid.scale, 2 * half, up=True)]
        made = panel("waterfall", marks, grid, labels, width=size.width, height=height)
        below = 8 + max(name.height for name in names) + 4
        return Sketch(
            chart=made.spec, data=made.data, size=size, height=made.above + height + below, origin=(0, made.above)
        )

    def _beside(self, bar: _Bar, figure: Block, scale: Linear, height: float) -> float:
        """The top of a figure: over what rises and under what falls, unless it would reach the names."""
        over, under = scale(bar.top) - figure.height - 1, scale(bar.foot) + 2
        return (
            over if bar.rises or under + figure.height > min(height, scale(0) if bar.foot >= 0 else height) else under
        )

    # Rows

    def _rows(self, size: Size, low: float, high: float) -> Sketch:
        """The same marks lying in rows, the first total at the top, each figure right of its mark."""
        bars = self._bars(unit=True)
        rows = in_rows([(bar.part.name, bar.is_total) for bar in bars], size)
        start, height = start_of(rows), rows[-1].bottom
        figures = [Block(((bar.text, bar.is_total),), bar.ink, size) for bar in bars]
        scale = Linear(low, high, start, size.width - max(figure.width for figure in figures) - 8)
        labels = [label for row in rows for label in row.labels(start)]
        for bar, row, figure in zip(bars, rows, figures, strict=True):
            labels += figure.labels(scale(bar.top) + 7, row.middle - figure.height / 2)
        thick = 19.0 if size.is_wide else 14.0
        links = [
            {"x": round(scale(bar.end)) + 0.5, "y": row.middle, "y2": following.middle}
            for bar, (row, following) in zip(bars, pairwise(rows), strict=False)
        ]
        rule = chart_of("links").mark_rule(color=ink("rule-2"))
        joined = rule.encode(x=alt.X("x:Q", **_PIXELS), y=alt.Y("y:Q", **_PIXELS), y2=alt.Y2("y2:Q"))
        layers = [
            Layer.of(joined, links),
            self._marks(bars, [row.middle for row in rows], scale, thick, up=False),
            _zero(
                scale,
                [(0.0, height)]
                if size.is_wide
                else [
                    (row.middle - 10, row.middle + 10)
                    for bar, row in zip(bars, rows, strict=True)
                    if bar.foot <= 0 <= bar.top
                ],
            ),
            text_layer(labels, "labels"),
        ]
        return Sketch(chart=layered(layers, size.width, height), data=datasets(layers), size=size, height=height)


def _zero(scale: Linear, spans: Sequence[tuple[float, float]]) -> Layer:
    """The firm line that the totals stand on; in pieces where names stand between the rows."""
    chart = chart_of("zero").mark_rule(color=ink("ink"), x=round(scale(0)) + 0.5)
    return Layer.of(
        chart.encode(y=alt.Y("top:Q", **_PIXELS), y2=alt.Y2("foot:Q")),
        [{"top": top, "foot": foot} for top, foot in spans],
    )
