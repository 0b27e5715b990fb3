"""Then and now: one line an item between two dates, names and both values at the ends, after Tufte's slopegraph (1983)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Label, text_layer, text_width
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Amount, Money, Percent, Writer
from macros.charts.rows import fitted, spread
from macros.charts.scales import Linear
from macros.charts.theme import Size, ink, side
from macros.errors import TradeError
from macros.words.pack import pack

_MOST = 14
_BELOW = 64.0
_LEAD = 16.0  # px between a point and its label, where a hairline joins them
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One item at two dates, in US$ million or in per cent, each with the largest error it may have. `emphasis` picks it out."""

    name: str
    then: float
    now: float
    then_bound: float = 0.0
    now_bound: float = 0.0
    emphasis: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.then) and math.isfinite(self.now)):
            raise TradeError(
                f"'{self.name}' has no figure at one of the two dates",
                remedy="Leave it out, or choose dates that both have one.",
            )

    def amount(self, when: str) -> Amount:
        """The value `then` or `now` as it may be written."""
        return Amount.of(getattr(self, when), getattr(self, f"{when}_bound"))


@dataclass(frozen=True, slots=True)
class _End:
    """The labels of one date: what is written of each item, from the top down, and where."""

    when: str
    pairs: Sequence[Pair]
    figures: Sequence[str]
    names: Sequence[Sequence[str]]
    size: Size

    @property
    def of_figures(self) -> float:
        pairs = zip(self.figures, self.pairs, strict=True)
        return max(text_width(text, self.size.label, bold=pair.emphasis) for text, pair in pairs)

    @property
    def width(self) -> float:
        lines = [(line, pair) for rows, pair in zip(self.names, self.pairs, strict=True) for line in rows]
        names = max((text_width(line, self.size.label, bold=pair.emphasis) for line, pair in lines), default=0.0)
        return _LEAD + self.of_figures + (8 + names if names else 0)

    @property
    def heights(self) -> list[float]:
        return [self.size.leading * max(1, len(rows)) + 1 for rows in self.names]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slope:
    """Items between two dates, `then` and `now` as they are written. The hue of `flow` is for what is picked out."""

    pairs: tuple[Pair, ...]
    then: str
    now: str
    flow: str = "neutral"  # or sold, bought, balance; or duty, whose pairs are in per cent
    language: str = "en"

    def __post_init__(self) -> None:
        if not any(pair.then or pair.now for pair in self.pairs):
            raise TradeError(
                "every value is zero" if self.pairs else "nothing to compare", remedy="Say so in a sentence."
            )
        if len(self.pairs) > _MOST:
            raise TradeError(
                f"{len(self.pairs)} lines cannot be told apart", remedy=f"Choose the {_MOST} that matter, or fewer."
            )
        twice = [name for name, count in Counter(pair.name for pair in self.pairs).items() if count > 1]
        if twice:
            raise TradeError(f"'{twice[0]}' is given twice", remedy="Give each item once.")

    @property
    def money(self) -> Writer:
        """How its amounts are written."""
        if self.flow == "duty":
            return Percent(self.language)
        return Money.over((value for pair in self.pairs for value in (pair.then, pair.now)), self.language)

    @property
    def in_words(self) -> str:
        words, money = pack(self.language), self.money
        signed = self.flow == "balance"
        items = [
            words.say(
                "chart.slope.alt_item",
                name=pair.name,
                then=money.full(pair.amount("then"), signed=signed),
                now=money.full(pair.amount("now"), signed=signed),
            )
            for pair in self._ordered("now")
        ]
        between = str(words.get("chart.slope.between"))
        said = words.say(
            "chart.slope.alt", len(items), count=len(items), then=self.then, now=self.now, items=between.join(items)
        )
        if len(items) > 1:
            signs = [(pair.amount("now") - pair.amount("then")).sign for pair in self.pairs]
            said += " " + words.say("chart.slope.alt_ways", rose=signs.count(1), fell=signs.count(-1))
        return said

    def sketch(self, size: Size) -> Sketch:
        """One panel: labels right of the later date, and left of the earlier; names on both sides when wide."""
        left, right = self._end("then", size, named=size.is_wide), self._end("now", size, named=True)
        top = size.leading + 12
        height = top + max(330.0 if size.is_wide else 300.0, *(1.1 * sum(end.heights) for end in (left, right)))
        values = [value for pair in self.pairs for value in (pair.then, pair.now)]
        scale = Linear(min(0.0, *values), max(0.0, *values), height - 10, top + 8)
        # A date of its own is as wide as "September 2025", and has to stay on the canvas as well.
        dates = [text_width(date, size.label, bold=True) for date in (self.then, self.now)]
        x, x2 = max(left.width, dates[0]), size.width - max(right.width, dates[1])
        labels = [
            *Block(((self.then, True),), "ink", size).labels(x, 0, "right"),
            *Block(((self.now, True),), "ink", size).labels(x2, 0),
        ]
        leads: list[dict[str, float]] = []
        foot = height
        for end, at, way in ((left, x, -1), (right, x2, 1)):
            # Small values crowd at the foot: their labels may hang a little below it.
            wanted = [scale(getattr(pair, end.when)) for pair in end.pairs]
            tops = spread(end.heights, wanted, top, height + _BELOW)
            foot = max(foot, math.ceil(tops[-1] + end.heights[-1]))
            for number, lowest in enumerate(tops):
                middle = lowest + end.heights[number] / 2
                labels += self._label(end, number, at, middle, way)
                leads.append({
                    "x": at + way * 5, "x2": at + way * (_LEAD - 3),
                    "y": round(scale(getattr(end.pairs[number], end.when)), 1), "y2": round(middle, 1),
                })  # fmt: skip
        layers = [
            self._posts(x, x2, top, height),
            _leads(leads),
            *self._lines(scale, x, x2, size),
            text_layer(labels, "labels"),
        ]
        return Sketch(chart=layered(layers, size.width, foot), data=datasets(layers), size=size, height=foot)

    def _ordered(self, when: str) -> list[Pair]:
        return sorted(self.pairs, key=lambda pair: (-getattr(pair, when), pair.name))

    def _end(self, when: str, size: Size, *, named: bool) -> _End:
        """What is written at one date; the first figure carries the unit where there is no sign to write."""
        money, signed, pairs = self.money, self.flow == "balance", self._ordered(when)
        figures = [money.bare(pair.amount(when), signed=signed) for pair in pairs]
        if not signed:
            figures[0] = money.short(pairs[0].amount(when))
        room = 128.0 if size.is_wide else 84.0
        names = [fitted(pair.name, room, size.label, bold=pair.emphasis, most=2) if named else [] for pair in pairs]
        return _End(when, pairs, figures, names, size)

    def _label(self, end: _End, number: int, x: float, middle: float, way: int) -> list[Label]:
        """The figure next to the line, and the name beyond it: two texts, for a name may run from right to left."""
        pair, size = end.pairs[number], end.size
        token = (
            f"{self._hue(pair)}-ink"
            if pair.emphasis and self.flow != "neutral"
            else "ink"
            if pair.emphasis
            else "ink-2"
        )
        figure = Block(((end.figures[number], pair.emphasis),), token, size)
        edge = x + way * (_LEAD + (end.of_figures if way > 0 else 0))
        found = figure.labels(edge, middle - figure.height / 2, "right")
        if names := end.names[number]:
            name = Block(tuple((line, pair.emphasis) for line in names), token, size)
            align = "left" if way > 0 else "right"
            found += name.labels(x + way * (_LEAD + end.of_figures + 8), middle - name.height / 2, align)
        return found

    def _hue(self, pair: Pair) -> str:
        return side(pair.now) if self.flow == "balance" else self.flow

    def _posts(self, x: float, x2: float, top: float, height: float) -> Layer:
        """An upright line for each of the two dates."""
        chart = chart_of("posts").mark_rule(color=ink("rule-2"))
        rows = [{"x": round(at) + 0.5, "y": top, "y2": height} for at in (x, x2)]
        return Layer.of(chart.encode(x=alt.X("x:Q", **_PIXELS), y=alt.Y("y:Q", **_PIXELS), y2=alt.Y2("y2:Q")), rows)

    def _lines(self, scale: Linear, x: float, x2: float, size: Size) -> list[Layer]:
        """The lines and their ends, what is picked out over the others."""
        rows = [
            {
                "name": pair.name,
                "then": pair.then,
                "now": pair.now,
                "ink": ink(("ink-2" if self.flow == "neutral" else self._hue(pair)) if pair.emphasis else "neutral"),
                "width": (3.0 if size.is_wide else 2.5) if pair.emphasis else 1.5,
                "x": round(x, 1),
                "x2": round(x2, 1),
            }
            for pair in sorted(self.pairs, key=lambda pair: pair.emphasis)
        ]
        hue, level = alt.Color("ink:N", scale=None), scale.for_altair
        line = chart_of("slopes").mark_rule(strokeCap="round").encode(
            x=alt.X("x:Q", **_PIXELS),
            x2=alt.X2("x2:Q"),
            y=alt.Y("then:Q", scale=level, axis=None),
            y2=alt.Y2("now:Q"),
            color=hue,
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )  # fmt: skip
        ends = []
        for when, at in (("then", "x"), ("now", "x2")):
            dot = chart_of(f"slopes-{when}").mark_point(filled=True, size=45, opacity=1)
            ends.append(
                Layer.of(
                    dot.encode(x=alt.X(f"{at}:Q", **_PIXELS), y=alt.Y(f"{when}:Q", scale=level, axis=None), color=hue),
                    rows,
                )
            )
        return [Layer.of(line, rows), *ends]


def _leads(rows: Sequence[dict[str, float]]) -> Layer:
    """Hairlines from the points to the labels that had to move."""
    chart = chart_of("leads").mark_rule(color=ink("rule-2"))
    return Layer.of(
        chart.encode(x=alt.X("x:Q", **_PIXELS), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", **_PIXELS), y2=alt.Y2("y2:Q")),
        [row for row in rows if abs(row["y"] - row["y2"]) > 3],
    )
