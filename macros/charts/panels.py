"""What every panel of a chart shares: hairlines with their values on them, and its layers set on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from macros.charts.drawing import Sketch
from macros.charts.labels import Box, Label, text_layer, text_width
from macros.charts.layers import Layer, Rows, Spec, chart_of, datasets, layered
from macros.charts.money import Writer
from macros.charts.scales import Linear
from macros.charts.theme import Size, ink

AXIS_ROOM = 24.0  # below a panel, for the years


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The value axis: a scale, and hairlines with names that sit on them at the left, the unit on the top one only."""

    scale: Linear
    values: Sequence[float]
    writer: Writer
    size: Size
    signed: bool = False
    unit: bool = True

    @property
    def names(self) -> list[Label]:
        """The names of the hairlines; zero has none, being the firm line."""
        top = max(self.values, default=0.0)
        return [
            Label(
                text=self.writer.tick(value, unit=self.unit and value == top, signed=self.signed),
                x=0,
                y=self.scale(value) - self.size.axis * 0.6,
                ink="ink-3",
                size=self.size.axis,
            )
            for value in self.values
        ]

    @property
    def boxes(self) -> list[Box]:
        """The room the names take."""
        half = self.size.axis * 0.6
        return [Box(0, one.y - half, text_width(one.text, self.size.axis), one.y + half) for one in self.names]

    def gutter(self, marks: Sequence[Box]) -> float:
        """How far the marks must start from the left to keep off the names, seeing where they lie without a gutter."""
        met = [name.right for name in self.boxes if any(name.meets(mark) for mark in marks)]
        return max(met) + 8 if met else 0.0

    def lines(self, name: str, width: float) -> Layer:
        """The hairlines across a panel, and the firm line at zero."""
        # On half a pixel, where a line of one pixel is sharp.
        rows = [
            {"y": round(self.scale(value)) + 0.5, "ink": ink("grid" if value else "ink")}
            for value in (*self.values, 0.0)
        ]
        chart = (
            chart_of(f"{name}-grid")
            .mark_rule(x=0, x2=width)
            .encode(
                y=alt.Y("y:Q", scale=None, axis=None),
                color=alt.Color("ink:N", scale=None),
            )
        )
        return Layer.of(chart, rows)


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's specification, its data by name, how far its labels rise above it, and where the rows of its table lie.

    `stops` are px from its left, one for each row, first to last.
    """

    spec: Spec
    data: dict[str, Rows]
    above: float
    stops: tuple[float, ...] = ()


def panel(
    name: str,
    marks: Sequence[Layer],
    grid: Grid,
    labels: Sequence[Label],
    *,
    width: float,
    height: float,
    stops: Sequence[float] = (),
) -> Panel:
    """The marks between the hairlines and the labels."""
    layers = [grid.lines(name, width), *marks, *([text_layer(labels, f"{name}-labels")] if labels else [])]
    above = max((grid.size.leading / 2 - label.y for label in labels), default=0.0)
    return Panel(layered(layers, width, height), datasets(layers), max(0.0, above), tuple(stops))


def on_canvas(panels: Sequence[Panel], size: Size, height: float, gap: float, *, stacked: bool = False) -> Sketch:
    """The panels in a row, or one under another, with room for what rises above them and for the years below."""
    spec = {
        "vconcat" if stacked else "hconcat": [one.spec for one in panels],
        "spacing": gap,
        "bounds": "flush",  # only the panels' own sizes count, so that a long label moves nothing
        "resolve": {"scale": {"x": "independent"}},
    }
    data = {name: rows for one in panels for name, rows in one.data.items()}
    beside = panels[:1] if stacked else panels
    above = max(one.above for one in beside)
    return Sketch(
        chart=spec,
        data=data,
        size=size,
        height=above + height + AXIS_ROOM,
        origin=(0, above),
        # A line through the panel above would be false in the one below, which writes its amounts out.
        stops=_stops(beside, gap),
        reach=(above, above + float(beside[0].spec["height"])),
    )


def _stops(panels: Sequence[Panel], gap: float) -> tuple[tuple[float, int], ...]:
    """Where the rows of panels side by side lie; those of a panel follow those of the one before in the table."""
    xs: list[float] = []
    left = 0.0
    for one in panels:
        xs += [left + x for x in one.stops]
        left += one.spec["width"] + gap
    return tuple((x, row) for row, x in enumerate(xs))
