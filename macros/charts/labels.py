"""Labels: how wide they are, and the layer that draws them.

Vega-Lite places text but does not keep it off the marks; `placing` does, and for that text is measured here, with the
site's own face, so that a drawing is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import altair as alt

from macros.charts import face
from macros.charts.layers import Layer, Spec, chart_of
from macros.charts.theme import Size, ink


@cache
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in px. A character the face lacks counts as a wide one."""
    widths = (face.advance(character, bold=bold) for character in text)
    return size * sum(0.7 if width is None else width for width in widths)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `room`, cut between words only."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Box(NamedTuple):  # and no dataclass: a label is tried in hundreds of places
    """A rectangle in px, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A line of text on the drawing, its middle at `y`."""

    text: str
    x: float
    y: float
    ink: str = "ink"
    align: str = "left"
    bold: bool = False
    size: float


@dataclass(frozen=True)
class Block:
    """Lines of text that go together, each bold or not, in one ink."""

    lines: tuple[tuple[str, bool], ...]
    ink: str
    size: Size

    @cached_property
    def width(self) -> float:
        return max(text_width(text, self.size.label, bold=bold) for text, bold in self.lines)

    @property
    def height(self) -> float:
        return self.size.leading * len(self.lines)

    def box(self, x: float, top: float, align: str = "left") -> Box:
        """The room it takes with its edge (or middle) at `x`."""
        left = x - self.width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        return Box(left, top, left + self.width, top + self.height)

    def labels(self, x: float, top: float, align: str = "left") -> list[Label]:
        """Its lines, set from `top` downwards."""
        return [
            Label(text=text, x=x, y=middle, ink=self.ink, align=align, bold=bold, size=self.size.label)
            for row, (text, bold) in enumerate(self.lines)
            for middle in [top + self.size.leading * (row + 0.5)]
        ]


def name_blocks(text: str, ink: str, size: Size) -> list[Block]:
    """A name in bold, on one row and, for where that has no room, on two."""
    half = text_width(text, size.label, bold=True) * 0.62
    return [
        Block(tuple((row, True) for row in rows), ink, size)
        for rows in ([text], wrapped(text, half, size.label, bold=True))
    ]


_HALO: dict[str, Any] = {"stroke": ink("paper"), "strokeWidth": 3, "strokeJoin": "round"}
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")


def without_controls(text: str) -> str:
    """The text with spaces for control characters, which XML does not allow."""
    return text.translate(_CONTROLS)


def text_layer(labels: Sequence[Label], name: str, *, halo: bool = True) -> Layer:
    """The labels as one layer, on a halo of paper so that a line passing behind does not cut the letters.

    Labels that stand on a tile or an area have none: its colour is their ground.
    """
    rows = [
        {
            "x": round(one.x, 1),
            "y": round(one.y, 1),
            "text": without_controls(one.text),
            "ink": ink(one.ink),
            "align": one.align,
            "weight": 700 if one.bold else 400,
            "size": one.size,
        }
        for one in labels
    ]
    return Layer(_text_marks(name, halo), name, rows)


@cache
def _text_marks(name: str, halo: bool) -> Spec:
    chart = (
        chart_of(name)
        .mark_text(
            align=alt.expr("datum.align"),
            fontSize=alt.expr("datum.size"),
            fontWeight=alt.expr("datum.weight"),
            **(_HALO if halo else {}),
        )
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            text=alt.Text("text:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return Layer.of(chart, ()).marks
