"""What became of figures: as first held (hollow) and as held now (solid), both written, a row each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from macros.charts.drawing import Sketch
from macros.charts.labels import Label, text_layer, text_width
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Amount, Money
from macros.charts.rows import Row, in_rows, start_of
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size, ink, side
from macros.errors import TradeError
from macros.words.pack import pack

_MOST = 24
_TOP = 26.0  # for the names of the grid
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}
Piece = tuple[str, str, bool]  # a word, its ink, and whether it is bold


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised:
    """A figure as first held and as held now, in US$ million; `first` is None where one vintage alone holds it.

    `flow` is sold, bought, balance or neutral.
    """

    name: str
    now: float
    first: float | None
    now_bound: float = 0.0
    first_bound: float = 0.0
    flow: str = "neutral"

    def __post_init__(self) -> None:
        if not math.isfinite(self.now) or (self.first is not None and not math.isfinite(self.first)):
            raise TradeError(f"'{self.name}' is not a number", remedy="Leave out what has no figure.")

    @property
    def hue(self) -> str:
        return side(self.now) if self.flow == "balance" else self.flow

    def amount(self, when: str) -> Amount:
        """The value `now` or `first` as it may be written; to be asked only where it is known."""
        return Amount.of(getattr(self, when), getattr(self, f"{when}_bound"))

    @property
    def was_revised(self) -> bool:
        """Whether it differs, beyond what rounding can explain."""
        return self.first is not None and (self.amount("now") - self.amount("first")).sign != 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    """Some figures and what became of them, in the order given."""

    figures: tuple[Revised, ...]
    language: str = "en"

    def __post_init__(self) -> None:
        if not any(one.first is not None for one in self.figures):
            raise TradeError(
                "no figure is held in two vintages, so nothing can have been revised",
                remedy="Choose figures of an earlier time, or leave the chart out.",
            )
        if len(self.figures) > _MOST:
            raise TradeError(
                f"{len(self.figures)} figures are too many for one chart", remedy=f"Choose up to {_MOST} of them."
            )
        if not any(self._values):
            raise TradeError("every figure is zero", remedy="Say so in a sentence: there is nothing to draw.")

    @property
    def _values(self) -> list[float]:
        return [value for one in self.figures for value in (one.first, one.now) if value is not None]

    @property
    def money(self) -> Money:
        return Money.over(self._values, self.language)

    @property
    def in_words(self) -> str:
        words = pack(self.language)
        changed = sum(one.was_revised for one in self.figures)
        said = [
            words.say("chart.revisions.alt", len(self.figures), count=len(self.figures)),
            words.say("chart.revisions.alt_count", changed, count=changed),
        ]
        for one in self.figures:
            phrase = "revised" if one.was_revised else "alone" if one.first is None else "same"
            first = "" if one.first is None else self.money.full(one.amount("first"), signed=one.flow == "balance")
            now = self.money.full(one.amount("now"), signed=one.flow == "balance")
            said.append(words.say(f"chart.revisions.alt_{phrase}", name=one.name, first=first, now=now))
        return " ".join(said)

    def sketch(self, size: Size) -> Sketch:
        """A row for each figure, on one grid; what is written stands at the dots, or above them when narrow."""
        written = [_width(self._pieces(one), size) for one in self.figures]
        names = [(one.name, not size.is_wide) for one in self.figures]
        rows = in_rows(names, size, top=_TOP, aside=max(written) + 12)
        start, height = start_of(rows), rows[-1].bottom
        low, high = min(0.0, *self._values), max(0.0, *self._values)
        edge = max(written) + 16 if size.is_wide else 8.0
        # Half a dot more at the left, where a figure may be nothing.
        scale = Linear(low, high, start + 8, size.width - edge)
        labels = self._grid_names(scale, low, high, size)
        for one, row in zip(self.figures, rows, strict=True):
            labels += row.labels(start)
            labels += self._written(one, row, scale, start) if size.is_wide else self._above(one, row, size)
        layers = [self._grid(scale, low, high, height, size), *self._marks(rows, scale), text_layer(labels, "labels")]
        return Sketch(chart=layered(layers, size.width, height), data=datasets(layers), size=size, height=height)

    def _pieces(self, one: Revised) -> list[Piece]:
        """Both figures in a line of text, or the one and what is to be said of it."""
        words, token = pack(self.language), "ink" if one.hue == "neutral" else f"{one.hue}-ink"
        now = self.money.bare(one.amount("now"), signed=one.flow == "balance")
        if one.first is None or not one.was_revised:
            note = "alone" if one.first is None else "unchanged"
            return [(now, token, True), (words.say(f"chart.revisions.{note}"), "ink-2", False)]
        first = self.money.bare(one.amount("first"), signed=one.flow == "balance")
        if first == now:  # revised in digits that are not written
            return [(now, token, True), (words.say("chart.revisions.barely"), "ink-2", False)]
        return [(first, "ink-2", False), (words.say("chart.revisions.to"), "ink-2", False), (now, token, True)]

    def _written(self, one: Revised, row: Row, scale: Linear, start: float) -> list[Label]:
        """Each figure outside its own dot where they stand apart, else both at the right."""
        pieces, size = self._pieces(one), row.name.size
        ends = [scale(value) for value in (one.first, one.now) if value is not None]
        left, right = min(ends), max(ends)
        if len(pieces) == 3 and right - left > 26:
            outer = [pieces[0], pieces[2]] if one.first == min(one.first or 0.0, one.now) else [pieces[2], pieces[0]]
            if left - 10 - _width(outer[:1], size) > start + 10:
                beside = _set([outer[0]], left - 10 - _width(outer[:1], size), row.middle, size)
                return [*beside, *_set([outer[1]], right + 10, row.middle, size)]
        return _set(pieces, right + 10, row.middle, size)

    def _above(self, one: Revised, row: Row, size: Size) -> list[Label]:
        """What is written, at the right edge on the line of the name."""
        pieces = self._pieces(one)
        middle = row.middle - 10 - row.name.height + size.leading / 2
        return _set(pieces, size.width - _width(pieces, size), middle, size)

    def _grid_names(self, scale: Linear, low: float, high: float, size: Size) -> list[Label]:
        values = _grid_values(low, high, size)
        found = []
        for value in values:
            text = self.money.tick(value, unit=value == max(values), signed=low < 0 and value != 0)
            half = text_width(text, size.axis) / 2
            x = min(max(scale(value), half), size.width - half)
            found.append(Label(text=text, x=x, y=size.axis * 0.6, ink="ink-3", align="center", size=size.axis))
        return found

    def _grid(self, scale: Linear, low: float, high: float, height: float, size: Size) -> Layer:
        # Narrow names stand on the lines, where a firm one would strike them through.
        rows = [
            {
                "x": round(scale(value)) + 0.5,
                "y": _TOP - 6,
                "y2": height,
                "ink": ink("ink" if size.is_wide and not value else "grid"),
            }
            for value in _grid_values(low, high, size)
        ]
        chart = chart_of("grid").mark_rule()
        return Layer.of(
            chart.encode(
                x=alt.X("x:Q", **_PIXELS),
                y=alt.Y("y:Q", **_PIXELS),
                y2=alt.Y2("y2:Q"),
                color=alt.Color("ink:N", scale=None),
            ),
            rows,
        )

    def _marks(self, rows: Sequence[Row], scale: Linear) -> list[Layer]:
        """A line between the two dots; an upright stroke where nothing was revised."""
        data = [
            {
                "name": one.name,
                "first": one.first,
                "now": one.now,
                "y": round(row.middle, 1),
                "ink": ink("ink-2" if one.hue == "neutral" else one.hue),
            }
            for one, row in zip(self.figures, rows, strict=True)
        ]
        revised = [row for row, one in zip(data, self.figures, strict=True) if one.was_revised]
        others = [row for row, one in zip(data, self.figures, strict=True) if not one.was_revised]
        at, hue, level = alt.Y("y:Q", **_PIXELS), alt.Color("ink:N", scale=None), scale.for_altair
        now, first = alt.X("now:Q", scale=level, axis=None), alt.X("first:Q", scale=level, axis=None)
        line = chart_of("revised").mark_rule(strokeWidth=1.5).encode(x=first, x2=alt.X2("now:Q"), y=at, color=hue)
        hollow = chart_of("first").mark_point(size=60, opacity=1, strokeWidth=2, fill=ink("paper"))
        solid = chart_of("now").mark_point(size=75, opacity=1, filled=True)
        stroke = chart_of("unchanged").mark_tick(size=16, thickness=3, orient="vertical", opacity=1)
        return [
            Layer.of(line, revised),
            Layer.of(hollow.encode(x=first, y=at, stroke=alt.Stroke("ink:N", scale=None)), revised),
            Layer.of(solid.encode(x=now, y=at, color=hue), revised),
            Layer.of(stroke.encode(x=now, y=at, color=hue), others),
        ]


def _grid_values(low: float, high: float, size: Size) -> list[float]:
    return [*ticks(low, high, most=5 if size.is_wide else 3), 0.0]


def _width(pieces: Sequence[Piece], size: Size) -> float:
    return sum(text_width(text, size.label, bold=bold) for text, _, bold in pieces) + 4 * (len(pieces) - 1)


def _set(pieces: Sequence[Piece], x: float, middle: float, size: Size) -> list[Label]:
    """The words of a line one after another, each in its own ink."""
    found = []
    for text, token, bold in pieces:
        found.append(Label(text=text, x=x, y=middle, ink=token, bold=bold, size=size.label))
        x += text_width(text, size.label, bold=bold) + 4
    return found
