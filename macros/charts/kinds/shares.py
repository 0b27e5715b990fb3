"""Shares of one whole over time: stacked areas by full year, or a stacked bar for each period.

One part is picked out, and stands on the base line, where its height can be read. The others are in tints of its hue,
named, in one order and parted by lines of paper, so that nothing rests on colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from macros import words as say
from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Label, text_layer, text_width
from macros.charts.layers import Layer, chart_of
from macros.charts.money import Amount, Percent
from macros.charts.panels import Grid, on_canvas, panel
from macros.charts.rows import fitted, spread
from macros.charts.scales import Linear, named_years, year_axis
from macros.charts.stacking import Band, Place, areas, bars, stacked_bands
from macros.charts.theme import Size, ink
from macros.charts.tiling import TONES, on
from macros.errors import TradeError
from macros.words.pack import pack

MOST = 5
_LONGEST = 60
_WIDEST = 190.0  # px of a bar
_LEAD = 14.0  # px between a stack and the names beside it
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part's share of the whole in per cent at each period, with the largest errors; `None` is not known.

    `emphasis` picks it out; `rest` marks the group of all others.
    """

    name: str
    shares: tuple[float | None, ...]
    bounds: tuple[float, ...] = ()
    emphasis: bool = False
    rest: bool = False

    def bound(self, at: int) -> float:
        """The largest error of a share."""
        return self.bounds[at] if self.bounds else 0.0

    def amount(self, at: int) -> Amount:
        """A share as it may be written; to be asked only where it is known."""
        return Amount.of(self.shares[at] or 0.0, self.bound(at))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """The parts of a whole at some periods, which are years where they are drawn as areas."""

    periods: tuple[str, ...]
    parts: tuple[Part, ...]
    flow: str = "neutral"  # or sold, or bought
    areas: bool = True
    language: str = "en"

    def __post_init__(self) -> None:
        named = [part for part in self.parts if not part.rest]
        if not named or not self._known:
            raise TradeError("there are no shares to draw", remedy="Name parts that have figures.")
        if len(named) > MOST:
            raise TradeError(
                f"{len(named)} named parts cannot be told apart", remedy=f"Name {MOST} or fewer; the rest is one part."
            )
        if self.areas and not any(after == before + 1 for before, after in pairwise(self._known)):
            raise TradeError(
                "there are no two years in a row, so there is no area to draw",
                remedy='Give more years, or form="bars".',
            )
        if len(self.periods) > _LONGEST:
            raise TradeError(f"{len(self.periods)} periods are too many to be told apart", remedy="Begin later.")
        if self._known[0] or self._known[-1] != len(self.periods) - 1:
            raise TradeError(
                "a part has no figure at the first or the last period",
                remedy=f"Draw from {self.periods[self._known[0]]} to {self.periods[self._known[-1]]}.",
            )
        for at in self._known:
            self._require_whole(at)

    def _require_whole(self, at: int) -> None:
        """The shares are never forced to add up: they must, within what rounding can have left in them."""
        for part in self.parts:
            share = part.shares[at] or 0.0
            if not math.isfinite(share) or share < -part.bound(at) - 1e-6:
                raise TradeError(
                    f"'{part.name}' is {share:.1f}% of the whole in {self.periods[at]}, which is no part of it",
                    remedy="Choose parts that do not overlap, of the whole they are in.",
                )
        total = sum(part.shares[at] or 0.0 for part in self.parts)
        if abs(total - 100) > sum(part.bound(at) for part in self.parts) + 1e-6:
            raise TradeError(
                f"the parts add up to {total:.1f}% in {self.periods[at]}",
                remedy="Name every part once, and give the rest of the whole as one part.",
            )

    @property
    def _known(self) -> list[int]:
        """The periods for which every part has a share; a stack with a hole in it would say what is false."""
        return [at for at in range(len(self.periods)) if all(part.shares[at] is not None for part in self.parts)]

    @property
    def stack(self) -> list[Part]:
        """From the base line up: what is picked out, the others by their last share, the rest."""
        last = self._known[-1]
        return sorted(
            self.parts, key=lambda part: (part.rest, not part.emphasis, -(part.shares[last] or 0.0), part.name)
        )

    @property
    def in_words(self) -> str:
        words, known = pack(self.language), self._known
        form = words.say(f"chart.share.{'areas' if self.areas else 'bars'}")

        def listed(at: int) -> str:
            percent, between = Percent(self.language), str(words.get("chart.share.between"))
            return between.join(
                words.say("chart.share.alt_part", name=part.name, share=percent.full(part.amount(at)))
                for part in self.stack
            )

        first, last = self.periods[known[0]], self.periods[known[-1]]
        if first == last:
            return words.say("chart.share.alt", form=form, periods=first, first=listed(known[0]))
        span = {"from": first, "to": last, "first": listed(known[0]), "last": listed(known[-1])}
        said = words.say("chart.share.alt_span", form=form, **span)
        named = sorted(
            (part for part in self.stack if not part.rest), key=lambda part: -(part.shares[known[-1]] or 0.0)
        )
        if len(named) > 1 and (named[0].amount(known[-1]) - named[1].amount(known[-1])).sign > 0:
            said += " " + words.say("chart.share.alt_largest", name=named[0].name, to=last)
        if missing := [self.periods[at] for at in range(known[0], known[-1]) if at not in known]:
            years = say.and_list(missing, language=self.language)
            said += " " + words.say("chart.share.alt_missing", years=years)
        return said

    def sketch(self, size: Size) -> Sketch:
        """One panel: names on the bands where there is room, else beside them at the right."""
        height = 300.0 if size.is_wide else 250.0
        writer = Percent(self.language)
        grid = Grid(
            scale=Linear(0, 100, height, 0), values=[25.0, 50.0, 75.0, 100.0], writer=writer, size=size
        )  # fmt: skip
        parts = self.stack
        bands = stacked_bands([part.shares for part in parts], self._tones)
        first = Block(((writer.full(parts[0].amount(0)), True),), self._ink(parts[0]), size)
        low = _middle(bands[0].spans[0], grid.scale) - size.leading / 2
        first_top = min(low, height - size.leading)  # off the base line
        start = max(box.right for box in grid.boxes) + 8
        if parts[0].emphasis:
            shared = max(start, first.width + 6)
            alone = not any(first.box(shared - 6, first_top, "right").meets(box) for box in grid.boxes)
            start = shared if alone else start + first.width + 6
        aside = [number for number, part in enumerate(parts) if part.emphasis]
        blocks = [self._beside(part, size) for part in parts]
        while True:  # a name beside the stack makes it narrower, and another may no longer fit into its band
            end = size.width - max((_LEAD + blocks[number].width for number in aside), default=0.0)
            x, half = self._across(start, end)
            placed = {
                number: (block, place)
                for number in range(len(parts))
                if number not in aside
                for block in [Block(((parts[number].name, False),), on(bands[number].tone), size)]
                if (place := self._place(bands[number], block, x, grid.scale, half))
            }
            lost = [number for number in range(len(parts)) if number not in aside and number not in placed]
            if not lost:
                break
            aside += lost
        labels = list(grid.names)
        if parts[0].emphasis:
            labels += first.labels(start - 6, first_top, "right")
        beside, leads = _set_aside([(blocks[number], bands[number]) for number in aside], end, grid)
        inside = [label for block, (left, y) in placed.values() for label in block.labels(left, y - block.height / 2)]
        marks = [*self._marks(bands, x, grid, half, end), text_layer(inside, "on-labels", halo=False), leads]
        labels += beside if self.areas else [*beside, *self._period_names(x, height, size)]
        return on_canvas([panel("shares", marks, grid, labels, width=end, height=height)], size, height, 0)

    @property
    def _tones(self) -> list[str]:
        """The tone of each part of the stack: one in full, the others in turn, the stronger next to the rest, which is context."""
        full, *tints = TONES[self.flow]
        found, count = [], sum(not (part.rest or part.emphasis) for part in self.parts) - 1
        for part in self.stack:
            if part.rest or part.emphasis:
                found.append("faint" if part.rest else full)
            else:
                found.append(tints[count % 2])
                count -= 1
        return found

    def _ink(self, part: Part) -> str:
        return f"{self.flow}-ink" if part.emphasis and self.flow != "neutral" else "ink" if part.emphasis else "ink-2"

    def _beside(self, part: Part, size: Size) -> Block:
        """What stands beside the stack: a name, and the last share of what is picked out."""
        names = fitted(part.name, 150.0 if size.is_wide else 92.0, size.label, bold=part.emphasis)
        lines = [(line, part.emphasis) for line in names]
        if part.emphasis:
            lines.append((Percent(self.language).full(part.amount(len(self.periods) - 1)), True))
        return Block(tuple(lines), self._ink(part), size)

    def _across(self, start: float, end: float) -> tuple[Linear, float]:
        """Where each period lies, by its number, and half the width of a bar."""
        count = len(self.periods)
        if self.areas:
            return Linear(0, count - 1, start, end), 0.0
        step = (end - start) / count
        half = min(step * 0.8, _WIDEST) / 2
        last = max(1, count - 1)  # a scale needs two ends, even for one bar
        inset = half if count > 1 else 0.0
        gap = (end - start - 2 * half) / last if count > 1 else 1.0
        return Linear(0, last, start + (inset or half), start + (inset or half) + gap * last), half

    def _place(self, band: Band, block: Block, x: Linear, y: Linear, half: float) -> Place | None:
        return band.place_along(block, x, y) if self.areas else band.place_in_bar(block, x, y, half)

    def _marks(self, bands: Sequence[Band], x: Linear, grid: Grid, half: float, end: float) -> list[Layer]:
        """The stack, and over it the hairlines again, in paper."""
        if self.areas:
            years = [int(period) for period in self.periods]
            axis = year_axis(years, Linear(years[0], years[-1], x.start, x.end), end, grid.size.axis)
            drawn = areas(bands, years, x, grid.scale, axis)
        else:
            drawn = [bars(bands, self.periods, x, grid.scale, half)]
        rows = [
            {"y": round(grid.scale(value)) + 0.5, "ink": ink("paper" if value else "ink"), "shown": 0.4 if value else 1}
            for value in (*grid.values[:-1], 0.0)
        ]
        over = chart_of("over").mark_rule(x=x.start - half, x2=end).encode(
            y=alt.Y("y:Q", **_PIXELS),
            color=alt.Color("ink:N", scale=None),
            opacity=alt.Opacity("shown:Q", scale=None),
        )  # fmt: skip
        return [*drawn, Layer.of(over, rows)]

    def _period_names(self, x: Linear, height: float, size: Size) -> list[Label]:
        """The periods under their bars: all of them if there is room, else the ends and round years."""
        step = x(1) - x(0) if len(self.periods) > 1 else 2 * _WIDEST
        shown = list(range(len(self.periods)))
        is_crowded = max(text_width(period, size.axis) for period in self.periods) + 10 > step
        if is_crowded and all(period.isdigit() for period in self.periods):
            named = named_years([int(period) for period in self.periods], x.end - x.start, size.axis)
            shown = [at for at in shown if int(self.periods[at]) in named]
        names = [
            (at, line)
            for at in shown
            for line in fitted(self.periods[at], max(step - 10, 60.0), size.axis, most=1)
        ]  # fmt: skip
        return [
            Label(text=name, x=x(at), y=height + 13, ink="ink-3", align="center", size=size.axis) for at, name in names
        ]


def _middle(span: tuple[float, float] | None, y: Linear) -> float:
    return y(sum(span) / 2) if span else y(0)


def _set_aside(blocks: Sequence[tuple[Block, Band]], end: float, grid: Grid) -> tuple[list[Label], Layer]:
    """Names right of the stack, none over another, each near its band; hairlines from the bands to those that moved."""
    placed = sorted(((_middle(band.spans[-1], grid.scale), block) for block, band in blocks), key=lambda each: each[0])
    tops = spread([block.height + 2 for _, block in placed], [middle for middle, _ in placed], -8, grid.scale.start + 8)
    labels, rows = [], []
    for top, (middle, block) in zip(tops, placed, strict=True):
        labels += block.labels(end + _LEAD, top + 1)
        reached = top + 1 + block.height / 2
        rows.append({"x": end + 2, "x2": end + _LEAD - 3, "y": round(middle, 1), "y2": round(reached, 1)})
    chart = chart_of("leads").mark_rule(color=ink("rule-2"))
    drawn = chart.encode(x=alt.X("x:Q", **_PIXELS), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", **_PIXELS), y2=alt.Y2("y2:Q"))
    return labels, Layer.of(drawn, [row for row in rows if abs(row["y"] - row["y2"]) > 3])
