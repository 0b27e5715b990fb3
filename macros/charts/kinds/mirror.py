"""One flow as its two ends report it, over the years: two lines, and the gap between them shown and not settled.

What the seller says it sold and what the buyer says it bought are never the same number; which is right is not for the
drawing to say, so the gap has no hue.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import altair as alt

from macros import words as say
from macros.charts.crossing import runs, stretches
from macros.charts.drawing import Sketch
from macros.charts.flows import FLOWS, dots
from macros.charts.labels import Block, Box, name_blocks
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Money
from macros.charts.panels import Grid, on_canvas, panel
from macros.charts.placing import Line, Plot, stacked
from macros.charts.rows import fitted
from macros.charts.scales import Linear, ticks, year_axis
from macros.charts.theme import Size, ink
from macros.charts.values import Year, require_order
from macros.errors import TradeError
from macros.words.pack import pack


@dataclass(frozen=True, kw_only=True, slots=True)
class Mirror:
    """One flow by year: `sold` as the seller reports it, `bought` as the buyer does, in US$ million; and their names."""

    years: tuple[Year, ...]
    sold: str
    bought: str
    language: str = "en"

    def __post_init__(self) -> None:
        require_order(self.years)
        for flow in FLOWS:
            if not any(len(run) > 1 for run in runs(self.years, flow)):
                raise TradeError(
                    f"'{getattr(self, flow)}' has no two years in a row, so there is no line to draw",
                    remedy="Give more years.",
                )
        if not self._both:
            raise TradeError(
                "no year is reported by both ends", remedy="Choose years that both report, or draw one of them alone."
            )
        if not self._largest:
            raise TradeError("every amount is zero", remedy="Say so in a sentence: there is nothing to draw.")

    @property
    def _both(self) -> list[Year]:
        return [one for one in self.years if one.balance is not None]

    @property
    def _largest(self) -> float:
        return max(value for one in self.years for value in (one.sold, one.bought) if value is not None)

    @property
    def _widest(self) -> Year | None:
        """The year in which the two reports lie furthest apart, beyond rounding."""
        found = max(self._both, key=lambda one: abs(one.balance or 0.0))
        return found if found.amount("balance").sign else None

    @property
    def money(self) -> Money:
        return Money.over([self._largest], self.language)

    @property
    def in_words(self) -> str:
        words = pack(self.language)
        last = self._both[-1]
        said = [
            words.say(
                "chart.mirror.alt",
                first=self.years[0].year,
                last=self.years[-1].year,
                sold=self.sold,
                bought=self.bought,
            ),
            words.say(
                "chart.mirror.alt_last",
                year=last.year,
                sold=self.sold,
                bought=self.bought,
                by_seller=self.money.full(last.amount("sold")),
                by_buyer=self.money.full(last.amount("bought")),
            ),
        ]
        if widest := self._widest:
            said.append(words.say("chart.mirror.alt_gap", year=widest.year, gap=self._gap(widest, full=True)))
        known = {one.year for one in self._both}
        missing = [str(year) for year in range(self.years[0].year, self.years[-1].year + 1) if year not in known]
        if missing:
            said.append(words.say("chart.mirror.alt_missing", years=say.and_list(missing, language=self.language)))
        return " ".join(said)

    def sketch(self, size: Size) -> Sketch:
        """One panel: names along the lines, the last amounts at their ends, the widest gap measured."""
        height = 290.0 if size.is_wide else 230.0
        scale = Linear(0, self._largest, height, 14)
        grid = Grid(scale=scale, values=ticks(0, self._largest), writer=self.money, size=size)
        ends = self._ends(size)
        width = size.width - 10 - max(block.width for block, _ in ends)
        years = [one.year for one in self.years]
        x = Linear(years[0], years[-1], grid.gutter(self._steps(Linear(years[0], years[-1], 0, width), scale)), width)
        drawn: dict[str, Line] = {
            flow: [[(x(year), scale(value)) for year, value in run] for run in runs(self.years, flow)] for flow in FLOWS
        }
        bounds = Box(0, -2 * size.leading, width, height - 3)
        plot = Plot(bounds, list(drawn.values()), grid.boxes, grid.names)
        marks = self._marks(x, scale, year_axis(years, x, width, size.axis))
        for flow, other in (FLOWS, FLOWS[::-1]):
            whole = "\n".join(fitted(getattr(self, flow), width * 0.8, size.label, bold=True, most=1))
            blocks = name_blocks(whole, f"{flow}-ink", size)
            if not any(plot.put_on_line(block, drawn[flow], [drawn[other]]) for block in blocks):
                plot.put_above(blocks[0])
        marks += self._measure(plot, x, grid)
        tops = stacked([block.height for block, _ in ends], [scale(value) for _, value in ends], 0, height)
        labels = [*plot.labels]
        for (block, _), top in zip(ends, tops, strict=True):
            labels += block.labels(width + 8, top)
        return on_canvas([panel("mirror", marks, grid, labels, width=width, height=height)], size, height, 0)

    def _steps(self, x: Linear, y: Linear) -> list[Box]:
        """The room that each year's step of each line takes."""
        return [
            Box(x(year), min(y(value), y(then)), x(following), max(y(value), y(then)))
            for flow in FLOWS
            for run in runs(self.years, flow)
            for (year, value), (following, then) in pairwise(run)
        ]

    def _ends(self, size: Size) -> list[tuple[Block, float]]:
        """The last amount of each report, the larger first; with its year where that is not the last one."""
        found = []
        for flow in FLOWS:
            last = next(one for one in reversed(self.years) if getattr(one, flow) is not None)
            lines = [(self.money.short(last.amount(flow)), True)]
            if last is not self.years[-1]:
                lines.append((str(last.year), False))
            found.append((Block(tuple(lines), f"{flow}-ink", size), float(getattr(last, flow))))
        return sorted(found, key=lambda each: -each[1])

    def _marks(self, x: Linear, y: Linear, axis: alt.Axis) -> list[Layer]:
        """The gap, and the two lines over it; a year alone between years that are missing is a dot."""
        across = alt.X("year:Q", scale=x.for_altair, axis=axis)
        gaps = [
            {"year": moment.at, "sold": moment.sold, "bought": moment.bought, "stretch": number}
            for number, stretch in enumerate(stretches(self.years))
            for moment in stretch.moments
        ]
        area = (
            chart_of("mirror-gap")
            .mark_area(color=ink("faint"))
            .encode(
                x=across,
                y=alt.Y("sold:Q", scale=y.for_altair, axis=None),
                y2=alt.Y2("bought:Q"),
                detail=alt.Detail("stretch:N"),
            )
        )
        drawn, alone = [Layer.of(area, gaps)], []
        for flow in FLOWS:
            rows = []
            for number, run in enumerate(runs(self.years, flow)):
                rows += [{"year": year, "value": value, "run": number} for year, value in run]
                alone += [(year, value, flow, True) for year, value in run if len(run) == 1]
            line = chart_of(f"mirror-{flow}").mark_line(color=ink(flow))
            up = alt.Y("value:Q", scale=y.for_altair, axis=None)
            drawn.append(Layer.of(line.encode(x=across, y=up, detail=alt.Detail("run:N")), rows))
        return [*drawn, dots("mirror-alone", alone, x, y)] if alone else drawn

    def _gap(self, one: Year, *, full: bool = False) -> str:
        """How far the two reports of a year lie apart."""
        amount = one.amount("balance")
        size = amount if amount.value >= 0 else type(amount)(-amount.value, amount.bound)
        return self.money.full(size) if full else self.money.short(size)

    def _measure(self, plot: Plot, x: Linear, grid: Grid) -> list[Layer]:
        """The widest gap: a rule between the two lines, and beside it how wide and when."""
        widest = self._widest
        if widest is None or widest.sold is None or widest.bought is None:
            return []
        at = x(widest.year)
        high, low = grid.scale(max(widest.sold, widest.bought)), grid.scale(min(widest.sold, widest.bought))
        words = pack(self.language)
        lines = ((words.say("chart.mirror.apart", gap=self._gap(widest)), True), (str(widest.year), False))
        block = Block(lines, "ink", grid.size)
        beside = (high + low - block.height) / 2
        places = [(at - 8, beside, "right"), (at + 8, beside, "left")]
        for shift in range(8, 150, 6):  # past the lines, above or below
            places += [
                (at + dx, top, align)
                for top in (low + shift, high - shift - block.height)
                for dx, align in ((0.0, "center"), (-6.0, "right"), (6.0, "left"))
            ]
        clear = [place for place in places if plot.is_clear(block.box(*place))]
        if clear:
            plot.put(block, *clear[0])
        else:
            plot.put_above(block)
        rule = chart_of("measure").mark_rule(color=ink("ink"), strokeWidth=1.5)
        row = {"year": widest.year, "sold": widest.sold, "bought": widest.bought}
        across = alt.X("year:Q", scale=x.for_altair)
        up = alt.Y("sold:Q", scale=grid.scale.for_altair, axis=None)
        return [Layer.of(rule.encode(x=across, y=up, y2=alt.Y2("bought:Q")), [row])]
