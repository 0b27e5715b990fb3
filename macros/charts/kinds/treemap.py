"""Parts of one whole as tiles, each as large as its amount: for many parts of very unlike size.

A tile has its name and share where they fit; what has none is in the table. The hue is that of the flow, darker for what
is more: size says it first, so nothing rests on colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Box, Label, text_layer, text_width, wrapped
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Amount, Money, Percent
from macros.charts.rows import fitted
from macros.charts.theme import Size, ink
from macros.charts.tiling import TONES, on, squarified
from macros.charts.values import Bar
from macros.errors import Absent, TradeError
from macros.words.pack import pack

MOST = 60
_HEIGHTS = {"wide": 400.0, "narrow": 520.0}
_LEGIBLE = 64.0
_AIR = 7.0  # px between a tile's edge and its name
_STEPS = (0.15, 0.05)  # the share from which a tile takes the first tone, and the second
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Treemap:
    """Amounts in US$ million that make up a whole, in the hue of `flow`; amounts of zero have no tile."""

    bars: tuple[Bar, ...]
    flow: str = "neutral"  # or sold, or bought
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.tiles:
            raise Absent(
                "every amount is zero, so no tile has any size" if self.bars else "there is nothing to make tiles of",
                remedy="Say in a sentence that there is none.",
            )
        if len(self.tiles) > MOST:
            raise TradeError(
                f"{len(self.tiles)} tiles are too small to be seen",
                remedy=f"Gather the smallest into one, so that there are {MOST} or fewer.",
            )

    @property
    def tiles(self) -> list[Bar]:
        """What is drawn, from the largest down, the group of all others last whatever its size."""
        return sorted((bar for bar in self.bars if bar.value), key=lambda bar: (bar.rest, -bar.value, bar.name))

    @property
    def money(self) -> Money:
        return Money.over((bar.value for bar in self.bars), self.language)

    @property
    def total(self) -> Amount:
        """The whole, as it may be written."""
        parts = [bar.amount for bar in self.bars]
        bound = sum((one.bound for one in parts), start=Amount.of(0).bound)
        return Amount(sum((one.value for one in parts), start=Amount.of(0).value), bound)

    def share(self, bar: Bar) -> Amount:
        """What part of the whole a tile is, in per cent."""
        whole, part = self.total, bar.amount
        value = part.value / whole.value * 100
        error = (part.bound * 100 + value * whole.bound) / max(whole.value - whole.bound, part.value)
        return Amount(value, error)

    @property
    def in_words(self) -> str:
        words, percent = pack(self.language), Percent(self.language)
        named = [bar for bar in self.tiles if not bar.rest]
        said = [
            words.say("chart.treemap.alt_tile", name=bar.name, share=percent.full(self.share(bar)))
            for bar in (*named[:5], *(bar for bar in self.tiles if bar.rest))
        ]
        between = str(words.get("chart.treemap.between"))
        return words.say(
            "chart.treemap.alt", len(named), count=len(named),
            total=self.money.full(self.total), tiles=between.join(said),
        )  # fmt: skip

    def sketch(self, size: Size) -> Sketch:
        """One rectangle, broad when wide, tall when narrow."""
        height = _HEIGHTS[size.name]
        shown = self.tiles
        boxes = squarified([bar.value for bar in shown], Box(0, 0, size.width, height))
        tones = [self._tone(bar) for bar in shown]
        labels: list[Label] = []
        for bar, box, tone in zip(shown, boxes, tones, strict=True):
            if block := self._named(bar, box, tone, size):
                labels += block.labels(box.left + _AIR, box.top + _AIR - 1)
        rows = [
            {
                "name": bar.name, "value": bar.value, "ink": ink(tone),
                "x": box.left, "x2": box.right, "y": box.top, "y2": box.bottom,
            }
            for bar, box, tone in zip(shown, boxes, tones, strict=True)
        ]  # fmt: skip
        layers = [_tiles(rows), text_layer(labels, "labels", halo=False)]
        return Sketch(chart=layered(layers, size.width, height), data=datasets(layers), size=size, height=height)

    def _tone(self, bar: Bar) -> str:
        if bar.rest:
            return "faint"
        part = float(self.share(bar).value) / 100
        return TONES[self.flow][sum(part < step for step in _STEPS)]

    def _named(self, bar: Bar, box: Box, tone: str, size: Size) -> Block | None:
        """The name of a tile and its share, if there is room; a long name is cut in a large tile only."""
        room = box.right - box.left - 2 * _AIR
        rows = math.floor((box.bottom - box.top - 2 * _AIR + 4) / size.leading)
        share = Percent(self.language).full(self.share(bar))
        if rows < 2 or text_width(share, size.label) > room:
            return None
        name = wrapped(bar.name, room, size.label, bold=True)
        if len(name) > rows or any(text_width(line, size.label, bold=True) > room for line in name):
            # A name is cut only where enough of it is left to be known by.
            if room < _LEGIBLE or rows < 3:
                return None
            name = fitted(bar.name, room, size.label, bold=True, most=rows - 1)
        lines = [*((line, True) for line in name), (share, False)]
        return Block(tuple(lines[:rows]), on(tone), size)


def _tiles(rows: Sequence[dict[str, object]]) -> Layer:
    """The tiles, parted by lines of paper."""
    chart = chart_of("tiles").mark_rect(stroke=ink("paper"), strokeWidth=1.5).encode(
        x=alt.X("x:Q", **_PIXELS), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", **_PIXELS), y2=alt.Y2("y2:Q"),
        color=alt.Color("ink:N", scale=None),
    )  # fmt: skip
    return Layer.of(chart, rows)
