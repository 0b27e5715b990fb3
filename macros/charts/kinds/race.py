"""A race of years: what has added up since January, month by month, this year against the years before it.

Part of a year is only ever set against the same part of others here, which the eye can read at every month.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt

from macros import words as say
from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Box, Label, text_width
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Amount, Money
from macros.charts.panels import Grid, Panel, on_canvas, panel
from macros.charts.placing import Plot
from macros.charts.rows import spread
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size, ink
from macros.errors import Absent, TradeError
from macros.periods import Period
from macros.words.pack import pack

_MOST = 12
_YEAR = 12
_LEAD = 16.0  # px between the end of a line and its name, where a hairline joins them


@dataclass(frozen=True, kw_only=True, slots=True)
class Lap:
    """A year's running totals from January, in US$ million, each with the largest error it may have."""

    year: int
    totals: tuple[float, ...]
    bounds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.totals) <= _YEAR or (self.bounds and len(self.bounds) != len(self.totals)):
            raise TradeError(
                f"{self.year} has {len(self.totals)} running totals", remedy="Give one for each month from January on."
            )
        if not all(math.isfinite(one) and one >= 0 for one in self.totals):
            raise TradeError(
                f"a running total of {self.year} is no amount of goods", remedy="Give numbers from zero up."
            )

    def amount(self, month: int) -> Amount:
        """The total of January to a month (1 to 12) as it may be written."""
        return Amount.of(self.totals[month - 1], self.bounds[month - 1] if self.bounds else 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Race:
    """Years from first to last, the last of them this year's; `flow` is sold or bought, and gives the hue."""

    laps: tuple[Lap, ...]
    flow: str
    language: str = "en"

    def __post_init__(self) -> None:
        if len(self.laps) < 2:
            raise TradeError("a race takes two years or more", remedy="Begin with an earlier year.")
        if len(self.laps) > _MOST:
            raise TradeError(f"{len(self.laps)} years cannot be told apart", remedy=f"Choose {_MOST} or fewer.")
        for one, following in pairwise(self.laps):
            if one.year >= following.year:
                raise TradeError(f"{following.year} is given after {one.year}", remedy="Give each year once, in order.")
            if len(one.totals) < _YEAR:
                raise Absent(
                    f"{one.year} is not known to its end, so its running total breaks off",
                    remedy="Choose fewer years, or leave that year out.",
                )
        if not any(any(lap.totals) for lap in self.laps):
            raise Absent("every amount is zero", remedy="Say so in a sentence: there is nothing to draw.")

    @property
    def now(self) -> Lap:
        """This year."""
        return self.laps[-1]

    @property
    def month(self) -> int:
        """How far this year has come, 1 to 12."""
        return len(self.now.totals)

    @property
    def money(self) -> Money:
        return Money.over((max(lap.totals) for lap in self.laps), self.language)

    @property
    def in_words(self) -> str:
        """How far this year has come, and how far the others had come by then."""
        words, money, months = pack(self.language), self.money, Period.months(self.now.year, 1, self.month)
        others = [
            words.say("chart.race.alt_year", year=str(lap.year), value=money.full(lap.amount(self.month)))
            for lap in reversed(self.laps[:-1])
        ]
        return " ".join([
            words.say(f"chart.race.alt_{self.flow}", first=str(self.laps[0].year), last=str(self.now.year)),
            words.say(
                "chart.race.alt_now",
                months=say.months_only(months, language=self.language),
                year=str(self.now.year),
                value=money.full(self.now.amount(self.month)),
            ),
            words.say("chart.race.alt_others", years=str(words.get("chart.race.between")).join(others)),
            *self._standing(),
        ])  # fmt: skip

    def _standing(self) -> list[str]:
        """Whether this year is ahead of all the others at this point, or behind them all, beyond rounding."""
        now = self.now.amount(self.month)
        signs = {(now - lap.amount(self.month)).sign for lap in self.laps[:-1]}
        return [
            pack(self.language).say(f"chart.race.alt_{way}", last=self.now.year)
            for sign, way in ((1, "ahead"), (-1, "behind"))
            if signs == {sign}
        ]

    def sketch(self, size: Size) -> Sketch:
        """One panel, the years named at the ends of their lines."""
        height = 300.0 if size.is_wide else 250.0
        high = max(max(lap.totals) for lap in self.laps)
        grid = Grid(scale=Linear(0, high, height, 14), values=ticks(0, high), writer=self.money, size=size)
        right = _LEAD + max(block.width for block in self._names(size).values())
        return on_canvas([self._panel(grid, size.width - right)], size, height, 0)

    def _panel(self, grid: Grid, width: float) -> Panel:
        size, floor = grid.size, grid.scale.start
        names = [text_width(self._month(month, size), size.axis) for month in (1, _YEAR)]
        x = Linear(1, _YEAR, max(names[0] / 2, 4), width - names[1] / 2 * (not size.is_wide))
        steps = [
            Box(x(month), grid.scale(then), x(month + 1), grid.scale(total))
            for lap in self.laps
            for month, (total, then) in enumerate(pairwise(lap.totals), start=1)
        ]
        x = Linear(1, _YEAR, max(x.start, grid.gutter(steps)), x.end)
        drawn = [
            [[(x(month), grid.scale(total)) for month, total in enumerate(lap.totals, start=1)]] for lap in self.laps
        ]
        # The grey lines may pass behind a label, where its halo keeps the letters whole; these two may not.
        plot = Plot(Box(0, -2 * size.leading, x.end, floor - 3), drawn[-2:], grid.boxes, grid.names)
        marks = self._lines(x, grid)
        marks += self._dots(plot, x, grid)
        labels, leads = self._ends(x, grid)
        stops = [x(month) for month in range(1, _YEAR + 1)]
        return panel("race", [*marks, leads], grid, [*plot.labels, *labels], width=width, height=floor, stops=stops)

    def _month(self, month: int, size: Size) -> str:
        one = Period.month(self.now.year, month)
        if size.is_wide:
            return say.months_only(one, short=True, language=self.language)
        return say.month_initial(one, language=self.language)

    def _lines(self, x: Linear, grid: Grid) -> list[Layer]:
        """The years before in grey, last year thin in the hue of the flow, and this year over them."""
        size = grid.size
        cases = ", ".join(f"'{self._month(month, size)}'" for month in range(1, _YEAR + 1))
        axis = alt.Axis(
            values=list(range(1, _YEAR + 1)), tickCount=_YEAR, labelExpr=f"[{cases}][datum.value - 1]", title=None
        )
        bold, thin = (3.0, 1.25) if size.is_wide else (2.5, 1.25)
        layers = []
        for name, laps, token, thickness in (
            ("earlier", self.laps[:-2], "neutral", thin),
            ("before", self.laps[-2:-1], self.flow, 1.5),
            ("now", self.laps[-1:], self.flow, bold),
        ):
            rows = [
                {"year": lap.year, "month": month, "total": total}
                for lap in laps
                for month, total in enumerate(lap.totals, start=1)
            ]
            chart = (
                chart_of(name)
                .mark_line(color=ink(token), strokeWidth=thickness)
                .encode(
                    x=alt.X("month:Q", scale=x.for_altair, axis=axis),
                    y=alt.Y("total:Q", scale=grid.scale.for_altair, axis=None),
                    detail=alt.Detail("year:N"),
                )
            )
            layers += [Layer.of(chart, rows)] if rows else []
        return layers

    def _dots(self, plot: Plot, x: Linear, grid: Grid) -> list[Layer]:
        """Where this year has come to, and hollow where the last one was then, both with their figures."""
        before, size, month = self.laps[-2], grid.size, self.month
        now = Block(
            ((str(self.now.year), True), (self.money.short(self.now.amount(month)), True)), f"{self.flow}-ink", size
        )
        then = Block(((self.money.bare(before.amount(month)), False),), f"{self.flow}-ink", size)
        rows = []
        if month < _YEAR:
            at, ups = x(month), [grid.scale(lap.totals[month - 1]) for lap in (self.now, before)]
            plot.taken += [Box(at - 4, up - 4, at + 4, up + 4) for up in ups]
            for lap, block, up, solid in ((self.now, now, ups[0], True), (before, then, ups[1], False)):
                fill = ink(self.flow if solid else "paper")
                rows.append({"month": month, "total": lap.totals[month - 1], "fill": fill})
                places = _round_about(block, at, up, above=up <= min(ups))
                clear = [place for place in places if plot.is_clear(block.box(*place))]
                inside = [place for place in places if block.box(*place).within(plot.bounds)]
                if clear or solid:
                    plot.put(block, *(clear or inside or places)[0])
        chart = (
            chart_of("reached")
            .mark_point(size=50, opacity=1, strokeWidth=2, stroke=ink(self.flow))
            .encode(
                x=alt.X("month:Q", scale=x.for_altair),
                y=alt.Y("total:Q", scale=grid.scale.for_altair, axis=None),
                fill=alt.Fill("fill:N", scale=None),
            )
        )
        return [Layer.of(chart, rows)] if rows else []

    def _names(self, size: Size) -> dict[int, Block]:
        """What stands at the ends of the lines that reach December."""
        found = {lap.year: Block(((str(lap.year), False),), "ink-3", size) for lap in self.laps[:-2]}
        found[self.laps[-2].year] = Block(((str(self.laps[-2].year), True),), f"{self.flow}-ink", size)
        if self.month == _YEAR:
            value = self.money.short(self.now.amount(_YEAR))
            found[self.now.year] = Block(((str(self.now.year), True), (value, True)), f"{self.flow}-ink", size)
        return found

    def _ends(self, x: Linear, grid: Grid) -> tuple[list[Label], Layer]:
        """The names of the years as near to their lines as they all can be, and hairlines to those that had to move."""
        blocks = self._names(grid.size)
        laps = sorted((lap for lap in self.laps if lap.year in blocks), key=lambda lap: -lap.totals[-1])
        heights = [blocks[lap.year].height for lap in laps]
        wanted = [grid.scale(lap.totals[-1]) for lap in laps]
        tops = spread(heights, wanted, -8, grid.scale.start + 4)
        labels: list[Label] = []
        rows = []
        for lap, top, height, level in zip(laps, tops, heights, wanted, strict=True):
            labels += blocks[lap.year].labels(x.end + _LEAD, top)
            rows.append(
                {"x": x.end + 3, "x2": x.end + _LEAD - 3, "y": round(level, 1), "y2": round(top + height / 2, 1)}
            )
        chart = (
            chart_of("leads")
            .mark_rule(color=ink("rule-2"))
            .encode(
                x=alt.X("x:Q", scale=None, axis=None), x2=alt.X2("x2:Q"),
                y=alt.Y("y:Q", scale=None, axis=None), y2=alt.Y2("y2:Q"),
            )
        )  # fmt: skip
        return labels, Layer.of(chart, rows)


def _round_about(block: Block, x: float, y: float, *, above: bool) -> Sequence[tuple[float, float, str]]:
    """The places of a label by a point of a rising line: over and left of it, under and right of it, the likelier first."""
    over, under = y - block.height - 6, y + 6
    high = [(x + shift, over - lift, "right") for lift in (0.0, 8.0, 16.0) for shift in (4.0, -8.0)]
    low = [(x + shift, under + drop, "left") for drop in (0.0, 8.0, 16.0, 28.0) for shift in (-4.0, 8.0)]
    beside = [(x + 10, y - block.height / 2, "left"), (x - 10, y - block.height / 2, "right"), (x + 10, over, "left")]
    return [*high, *beside, *low] if above else [*low, *beside, *high]
