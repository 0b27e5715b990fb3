"""Amounts ranked from the largest down: names in full at the left, or on a line of their own when narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from macros.charts import alt_text
from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Label, text_layer, text_width
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Money
from macros.charts.rows import fitted
from macros.charts.scales import Linear
from macros.charts.theme import Size, ink
from macros.charts.values import Bar
from macros.errors import Absent, TradeError

_LONGEST_NAME = 232.0
_MOST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedBars:
    """Amounts in the hue of their flow."""

    bars: tuple[Bar, ...]
    flow: str = "neutral"  # or sold, or bought
    language: str = "en"

    def __post_init__(self) -> None:
        if not any(bar.value for bar in self.bars):
            raise Absent(
                "there is no bar above zero to rank" if self.bars else "there are no bars to rank",
                remedy="Give at least one amount, or say in a sentence that there are none.",
            )
        if len(self.bars) > _MOST:
            raise TradeError(
                f"{len(self.bars)} bars are too many for one chart",
                remedy=f"Gather the smallest into one, so that there are {_MOST} or fewer.",
            )

    @property
    def ranked(self) -> list[Bar]:
        """From the largest down, the group of all others last whatever its size."""
        return sorted(self.bars, key=lambda bar: (bar.rest, -bar.value, bar.name))

    @property
    def money(self) -> Money:
        return Money.over((bar.value for bar in self.bars), self.language)

    @property
    def in_words(self) -> str:
        return alt_text.ranked_bars(self.ranked, self.money)

    def sketch(self, size: Size) -> Sketch:
        """One panel; each bar has a row, as high as its name needs."""
        rows = self._rows(size)
        height = rows[-1].bottom
        start = 0.0
        if size.is_wide:
            start = 10 + max(text_width(line, size.label, bold=row.bar.emphasis) for row in rows for line in row.lines)
        ends = max(text_width(row.figure, size.label, bold=row.bar.emphasis) for row in rows)
        scale = Linear(0, max(bar.value for bar in self.bars), start, size.width - ends - 8)
        labels = [label for row in rows for label in row.labels(size, scale)]
        layers = [self._bars(rows, scale, size), text_layer(labels, "labels")]
        if size.is_wide:
            layers.insert(1, _base(start, height))
        return Sketch(chart=layered(layers, size.width, height), data=datasets(layers), size=size, height=height)

    def _bars(self, rows: Sequence[_Row], scale: Linear, size: Size) -> Layer:
        data = [
            {"name": row.bar.name, "value": row.bar.value, "y": row.middle, "ink": ink(self._hue(row.bar))}
            for row in rows
        ]
        chart = (
            chart_of("bars")
            .mark_bar(size=19 if size.is_wide else 14, orient="horizontal")
            .encode(
                x=alt.X("value:Q", scale=scale.for_altair, axis=None, stack=None),
                x2=alt.X2Datum(0),
                y=alt.Y("y:Q", scale=None, axis=None),
                color=alt.Color("ink:N", scale=None),
            )
        )
        return Layer.of(chart, data)

    def _hue(self, bar: Bar) -> str:
        """Full colour, unless another bar is picked out; the group of all others is only context."""
        if bar.rest:
            return "neutral"
        if self.flow == "neutral":
            return "ink-2" if bar.emphasis else "neutral"
        picked = any(one.emphasis for one in self.bars)
        return f"{self.flow}-mid" if picked and not bar.emphasis else self.flow

    def _rows(self, size: Size) -> list[_Row]:
        found: list[_Row] = []
        money = self.money
        top = 0.0
        for bar in self.ranked:
            room = _LONGEST_NAME if size.is_wide else size.width
            lines = tuple(fitted(bar.name, room, size.label, bold=bar.emphasis, most=4))
            # The unit stands once, at the top.
            write = money.bare if found else money.full if size.is_wide else money.short
            names = len(lines) * size.leading
            bottom = top + (max(27.0, names + 9) if size.is_wide else names + 26)
            middle = (top + bottom) / 2 if size.is_wide else top + names + 9
            found.append(_Row(bar, lines, write(bar.amount), middle, bottom))
            top = bottom
        return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar, its name in lines, its figure, and where it lies."""

    bar: Bar
    lines: tuple[str, ...]
    figure: str
    middle: float
    bottom: float

    def labels(self, size: Size, scale: Linear) -> list[Label]:
        """The name, left of the bar or above it, and the figure at the bar's end."""
        name = Block(tuple((line, self.bar.emphasis) for line in self.lines), "ink", size)
        figure = Block(((self.figure, self.bar.emphasis),), "ink", size)
        beside = (scale.start - 10, self.middle - name.height / 2, "right")
        above = (0.0, self.middle - 9 - name.height, "left")
        return [
            *name.labels(*(beside if size.is_wide else above)),
            *figure.labels(scale(self.bar.value) + 7, self.middle - figure.height / 2),
        ]


def _base(start: float, height: float) -> Layer:
    """The firm line that the bars stand on."""
    chart = chart_of("base").mark_rule(color=ink("ink"), x=start)
    return Layer.of(
        chart.encode(y=alt.Y("top:Q", scale=None, axis=None), y2=alt.Y2("foot:Q")), [{"top": 0, "foot": height}]
    )
