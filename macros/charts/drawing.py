"""From a chart to its two drawings. A kind of chart is a class with what `Chart` asks for, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Protocol

import altair as alt
from altair.utils.schemapi import debug_mode

from macros.charts import render, svg
from macros.charts.labels import without_controls
from macros.charts.layers import Rows, Spec
from macros.charts.lettering import without_labels
from macros.charts.theme import NARROW, WIDE, Size, config, in_scheme
from macros.errors import TradeError


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """A chart, its data by name, and the canvas it stands on: its first panel starts at `origin`, in px, or where the
    renderer sets it if that is `None`.

    `stops` are where rows of the chart's table lie: px from the left of the canvas, and the number of the row from 0. A line
    through one runs over `reach`, px from the top.
    """

    chart: Spec
    data: dict[str, Rows]
    size: Size
    height: float
    origin: tuple[float, float] | None = (0.0, 0.0)
    stops: tuple[tuple[float, int], ...] = ()
    reach: tuple[float, float] = (0.0, 0.0)

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
    """Two inline SVGs of one chart, 656 and 328 px wide, their heights in px, and what a screen reader says in their place.

    `spec` is the Vega-Lite specification of the wide one, as JSON in the colours of the light scheme. `stops` are, for each
    drawing, the reach and the stops of its `Sketch` in per cent of the canvas, "4.5 92 0:1.45 1:3.05", empty without any.
    """

    id: str
    wide: str
    narrow: str
    heights: tuple[float, float]
    alt: str
    spec: str
    stops: tuple[str, str] = ("", "")

    @classmethod
    def from_bytes(cls, kept: bytes) -> Drawing:
        """What `draw_bytes` made."""
        held = json.loads(kept)
        return cls(**{**held, "heights": tuple(held["heights"]), "stops": tuple(held["stops"])})


def draw(chart_id: str, chart: Chart) -> Drawing:
    """The drawing of a chart at both sizes. `chart_id` must be the page's own name for it."""
    if not re.fullmatch(r"[A-Za-z][\w-]*", chart_id, re.ASCII):
        raise TradeError(
            f"'{chart_id}' cannot name a chart",
            remedy="Use a letter, then letters, digits and hyphens, such as 'kenya-two-way'.",
        )
    with debug_mode(False):  # Altair would check every part it is given as it is given
        sketches = [chart.sketch(size) for size in (WIDE, NARROW)]
    wide, narrow = (_drawn(chart_id, sketch) for sketch in sketches)
    return Drawing(
        id=chart_id,
        wide=wide,
        narrow=narrow,
        heights=(sketches[0].height, sketches[1].height),
        alt=without_controls(chart.in_words),
        spec=in_scheme(json.dumps(sketches[0].spec, ensure_ascii=False)),
        stops=(_stops(sketches[0]), _stops(sketches[1])),
    )


def draw_bytes(chart_id: str, chart: Chart) -> bytes:
    """`draw`, as it is kept."""
    return json.dumps(asdict(draw(chart_id, chart)), ensure_ascii=False).encode()


def _stops(sketch: Sketch) -> str:
    if not sketch.stops:
        return ""
    rows = (f"{row}:{_share(x, sketch.size.width)}" for x, row in sketch.stops)
    return " ".join([*(_share(y, sketch.height) for y in sketch.reach), *rows])


def _share(px: float, of: float) -> str:
    return f"{round(px / of * 100, 2):g}"


def _drawn(chart_id: str, sketch: Sketch) -> str:
    # Where the renderer finds the place of the panel it must know how wide the labels are.
    spec, labels = without_labels(sketch.spec) if sketch.origin else (sketch.spec, {})
    return svg.inline(
        render.svg(spec),
        labels=labels,
        prefix=f"{chart_id}-{sketch.size.name}",
        size=(sketch.size.width, sketch.height),
        origin=sketch.origin,
    )
