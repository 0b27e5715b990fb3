"""From a chart to its two drawings. A kind of chart is a class with what `Chart` asks for, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import altair as alt

from macros.charts import render, svg
from macros.charts.layers import Rows, Spec
from macros.charts.theme import NARROW, WIDE, Size, config
from macros.errors import TradeError


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """A chart, its data by name, and the canvas it stands on: its first panel starts at `origin`, in px."""

    chart: Spec
    data: dict[str, Rows]
    size: Size
    height: float
    origin: tuple[float, float] = (0.0, 0.0)

    @property
    def spec(self) -> Spec:
        """The Vega-Lite specification. Checking it against the schema is slow, so the tests do that."""
        return {"$schema": alt.SCHEMA_URL, **self.chart, "datasets": self.data, "config": config(self.size)}


class Chart(Protocol):
    """What is drawn, at whatever size. It refuses what cannot be drawn truly as soon as it is made."""

    @property
    def in_words(self) -> str:
        """What a screen reader says in its place."""

    def sketch(self, size: Size) -> Sketch:
        """The chart at a size."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """Two inline SVGs of one chart, 656 and 328 px wide, and what a screen reader says in their place."""

    id: str
    wide: str
    narrow: str
    alt: str


def draw(chart_id: str, chart: Chart) -> Drawing:
    """The drawing of a chart at both sizes. `chart_id` must be the page's own name for it."""
    if not re.fullmatch(r"[A-Za-z][\w-]*", chart_id, re.ASCII):
        raise TradeError(
            f"'{chart_id}' cannot name a chart",
            remedy="Use a letter, then letters, digits and hyphens, such as 'kenya-two-way'.",
        )
    wide, narrow = (_drawn(chart_id, chart.sketch(size)) for size in (WIDE, NARROW))
    return Drawing(id=chart_id, wide=wide, narrow=narrow, alt=chart.in_words)


def _drawn(chart_id: str, sketch: Sketch) -> str:
    return svg.inline(
        render.svg(sketch.spec),
        prefix=f"{chart_id}-{sketch.size.name}",
        size=(sketch.size.width, sketch.height),
        origin=sketch.origin,
    )
