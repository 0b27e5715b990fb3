"""A rate by month: columns from zero, some of them picked out, under the dated events between which they stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import altair as alt

from macros import words as say
from macros.charts import events
from macros.charts.drawing import Sketch
from macros.charts.events import Event, require_events, rule_boxes, strip
from macros.charts.labels import Block, Box, text_width
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Amount, Percent
from macros.charts.panels import Grid, Panel, on_canvas, panel
from macros.charts.placing import Plot
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size, ink
from macros.charts.time import ByMonth, initials
from macros.errors import Absent, TradeError
from macros.periods import Period
from macros.words.pack import pack

_MOST = 120
_WRITTEN = 5
_INITIALS = 12.0  # px from column to column, from which each can be named


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """The rate of a month (counted as in `Period`), in per cent, with the largest error it may have. None is not known."""

    month: int
    value: float | None
    bound: float = 0.0

    def __post_init__(self) -> None:
        if self.value is not None and not (math.isfinite(self.value) and self.value >= 0):
            raise TradeError(
                f"the rate of {Period(self.month, self.month)} is {self.value}, which cannot be a column from zero",
                remedy="Give a rate from zero up, or None where there is no figure.",
            )

    @property
    def amount(self) -> Amount:
        """The rate as it may be written; to be asked only where it is known."""
        return Amount.of(self.value or 0.0, self.bound)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A rate by month, first to last. `name` is what is rated; `between` are two days, and the months of which more than half
    lies between them are picked out.
    """

    months: tuple[Rated, ...]
    name: str
    events: tuple[Event, ...] = ()
    between: tuple[date, date] | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        for one, following in pairwise(self.months):
            if one.month >= following.month:
                raise TradeError(
                    f"{Period(following.month, following.month)} is given after {Period(one.month, one.month)}",
                    remedy="Give each month once, in order.",
                )
        if not self._known:
            raise TradeError("no month has a rate", remedy="Choose other months, or leave the chart out.")
        if not any(one.value for one in self._known):
            raise Absent("every rate is zero", remedy="Say so in a sentence: there is nothing to draw.")
        if self._last - self._first >= _MOST:
            raise TradeError(
                f"{self._last - self._first + 1} months make columns too thin to see",
                remedy=f"Begin with the last {_MOST}.",
            )
        if self.between and self.between[0] >= self.between[1]:
            raise TradeError("what is picked out ends before it begins", remedy="Name the earlier event first.")
        require_events(self.events, self.time, self._first, self._last)

    @property
    def _known(self) -> list[Rated]:
        return [one for one in self.months if one.value is not None]

    @property
    def _first(self) -> int:
        return self.months[0].month

    @property
    def _last(self) -> int:
        return self.months[-1].month

    @property
    def time(self) -> ByMonth:
        return ByMonth(self.language)

    @property
    def percent(self) -> Percent:
        """How its rates are written."""
        return Percent(self.language)

    @property
    def in_words(self) -> str:
        """Range, both ends, the highest, what is picked out, gaps, events."""
        words, known = pack(self.language), self._known
        most = max(known, key=lambda one: one.value or 0.0)
        first, last = self._named(self._first), self._named(self._last)
        said = [words.say("chart.rate.alt", first=first, last=last, name=self.name)]
        if len(known) > 1:
            ends = {"first_value": self._written(known[0]), "last_value": self._written(known[-1])}
            ends |= {"first": self._named(known[0].month), "last": self._named(known[-1].month)}
            said.append(words.say("chart.rate.alt_ends", **ends))
        said.append(words.say("chart.rate.alt_most", value=self._written(most), month=self._named(most.month)))
        if inside := [one for one in known if self._is_between(one)]:
            ranked = sorted(inside, key=lambda one: one.value or 0.0)
            slots = {"first": self._named(inside[0].month), "last": self._named(inside[-1].month)}
            slots |= {"least": self._written(ranked[0]), "most": self._written(ranked[-1])}
            said.append(words.say("chart.rate.alt_between", len(inside), count=len(inside), **slots))
        held = {one.month for one in known}
        if missing := [self._named(month) for month in range(self._first, self._last + 1) if month not in held]:
            said.append(words.say("chart.rate.alt_missing", months=say.and_list(missing, language=self.language)))
        return " ".join([*said, *events.in_words(self.events, self.language)])

    def sketch(self, size: Size) -> Sketch:
        """One panel; below it the months by their letters, and the years."""
        height = 250.0 if size.is_wide else 220.0
        high = max(one.value or 0.0 for one in self.months)
        grid = Grid(
            scale=Linear(0, high, height, size.leading + 4), values=ticks(0, high), writer=self.percent, size=size
        )
        drawn = self._panel(grid, float(size.width))
        return on_canvas([drawn], size, height + (size.leading if self._step(size) >= _INITIALS else 0), 0)

    def _step(self, size: Size) -> float:
        """About how wide a column with its gap is, in px."""
        return (size.width - 40) / (self._last - self._first + 1)

    def _panel(self, grid: Grid, width: float) -> Panel:
        size, floor = grid.size, grid.scale.start
        # The names of the grid keep a strip of their own: columns would stand on them otherwise.
        start = max((box.right for box in grid.boxes), default=0.0) + 8
        step = (width - start) / (self._last - self._first + 1)
        after = max(self._last, self._first + 1)  # a scale needs two ends, even for one month
        x = Linear(self._first, after, start + step / 2, start + step * (after - self._first + 0.5))
        half = min(step * 0.76, 44.0) / 2
        boxes = [
            Box(x(one.month) - half, grid.scale(one.value or 0.0), x(one.month) + half, floor) for one in self._known
        ]
        xs = [x(self.time.moment(event.day)) for event in self.events]
        plot = Plot(Box(start - 8, -2 * size.leading, width, floor), (), [*boxes, *rule_boxes(xs, floor)], grid.names)
        self._write(plot, x, grid)
        base = min([0.0, *(label.y - size.leading / 2 for label in plot.labels)]) - 4
        marks = [self._columns(x, grid, 2 * half, width)]
        if above := strip(self.events, xs, size, width=width, base=base, floor=floor):
            marks.insert(0, above.rules)
            plot.labels += above.labels
        if self.between:
            marks.insert(0, self._band(x, base, floor))
        if self._step(size) >= _INITIALS:
            self._name_years(plot, x, half, grid)
        stops = [x(one.month) for one in self.months]
        return panel("rate", marks, grid, plot.labels, width=width, height=floor, stops=stops)

    def _columns(self, x: Linear, grid: Grid, wide: float, width: float) -> Layer:
        months = list(range(self._first, self._last + 1))
        named = self._step(grid.size) >= _INITIALS
        axis = initials(months, self.language) if named else self.time.axis(months, x, width, grid.size)
        rows = [
            {"month": one.month, "rate": one.value, "ink": ink("duty" if self._is_between(one) else "neutral")}
            for one in self._known
        ]
        chart = (
            chart_of("rates")
            .mark_bar(size=wide, orient="vertical")
            .encode(
                x=alt.X("month:Q", scale=x.for_altair, axis=axis),
                y=alt.Y("rate:Q", scale=grid.scale.for_altair, axis=None, stack=None),
                y2=alt.Y2Datum(0),
                color=alt.Color("ink:N", scale=None),
            )
        )
        return Layer.of(chart, rows)

    def _band(self, x: Linear, top: float, floor: float) -> Layer:
        """A quiet ground behind what is picked out."""
        days = self.between or (date.min, date.min)
        left, right = (max(x(self._first - 0.5), min(x(self._last + 0.5), x(self.time.moment(day)))) for day in days)
        chart = (
            chart_of("between")
            .mark_rect(color=ink("panel"))
            .encode(
                x=alt.X("x:Q", scale=None, axis=None), x2=alt.X2("x2:Q"),
                y=alt.Y("y:Q", scale=None, axis=None), y2=alt.Y2("y2:Q"),
            )
        )  # fmt: skip
        return Layer.of(chart, [{"x": round(left, 1), "x2": round(right, 1), "y": top, "y2": floor}])

    def _write(self, plot: Plot, x: Linear, grid: Grid) -> None:
        """The rates that matter most over their columns, as long as there is room, what is picked out in bold."""
        count = 0
        for one in self._ranked():
            inside = self._is_between(one)
            block = Block(((self.percent.bare(one.amount), inside),), "duty-ink" if inside else "ink-2", grid.size)
            top = grid.scale(one.value or 0.0) - block.height - 1
            at = min(x(one.month), plot.bounds.right - block.width / 2)
            places = [(at + shift, top, "center") for shift in (0.0, -5.0, 5.0, -9.0, 9.0)]
            clear = [place for place in places if plot.is_clear(block.box(*place))]
            if clear and count < _WRITTEN:
                plot.put(block, *clear[0])
                count += 1

    def _ranked(self) -> list[Rated]:
        """The highest, the last, those at either edge of what is picked out, the first."""
        known = self._known
        found = [max(known, key=lambda one: one.value or 0.0), known[-1]]
        inside = [number for number, one in enumerate(known) if self._is_between(one)]
        if inside:
            around = (inside[0], inside[0] - 1, inside[-1] + 1)
            found += [known[number] for number in around if 0 <= number < len(known)]
        return list(dict.fromkeys([*found, known[0]]))

    def _name_years(self, plot: Plot, x: Linear, half: float, grid: Grid) -> None:
        """The years below the months, each where it begins; the first only where the second leaves it room."""
        size = grid.size
        starts = [month for month in range(self._first, self._last + 1) if month == self._first or month % 12 == 0]
        wide = text_width("2000", size.axis)
        for number, month in enumerate(starts):
            left = min(x(month) - half, plot.bounds.right - wide)
            following = starts[number + 1] if number + 1 < len(starts) else None
            if following is None or x(following) - half - left >= wide + 8:
                block = Block(((str(month // 12), False),), "ink-3", size)
                plot.labels += block.labels(left, grid.scale.start + 21)

    def _is_between(self, one: Rated) -> bool:
        if not self.between:
            return False
        after, before = (self.time.moment(day) for day in self.between)
        return after < one.month < before

    def _named(self, month: int) -> str:
        return say.label(Period(month, month), language=self.language)

    def _written(self, one: Rated) -> str:
        return self.percent.full(one.amount)
