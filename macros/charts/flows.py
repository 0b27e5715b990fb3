"""The marks of the two flows: lines with the balance shaded between them, and points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from macros.charts.crossing import runs, stretches
from macros.charts.layers import Layer, chart_of
from macros.charts.scales import Linear
from macros.charts.theme import ink, side
from macros.charts.values import Both

FLOWS = ("bought", "sold")


def lines(
    name: str,
    steps: Sequence[Both],
    x: Linear,
    y: Linear,
    *,
    axis: alt.Axis,
    field: str = "year",
    shade: bool = True,
    width: float | None = None,
) -> list[Layer]:
    """The balance, shaded if it can be read, and the two lines over it; a year alone between gaps is a dot.

    `field` is what the data calls a step of time; `width` (px) is for lines thinner than usual.
    """
    across = alt.X(f"{field}:Q", scale=x.for_altair, axis=axis)
    shaded = [
        {
            field: moment.at,
            "sold": moment.sold,
            "bought": moment.bought,
            "stretch": number,
            "ink": ink(f"{side(stretch.sign)}-tint"),
        }
        for number, stretch in enumerate(stretches(steps) if shade else ())
        for moment in stretch.moments
    ]
    area = (
        chart_of(f"{name}-balance")
        .mark_area()
        .encode(
            x=across,
            y=alt.Y("sold:Q", scale=y.for_altair, axis=None),
            y2=alt.Y2("bought:Q"),
            color=alt.Color("ink:N", scale=None),
            detail=alt.Detail("stretch:N"),
        )
    )
    drawn = [Layer.of(area, shaded)]
    alone = []
    for flow in FLOWS:
        rows = []
        for number, run in enumerate(runs(steps, flow)):
            rows += [{field: when, "value": value, "run": number} for when, value in run]
            alone += [(when, value, flow, True) for when, value in run if len(run) == 1]
        up = alt.Y("value:Q", scale=y.for_altair, axis=None)
        style: dict[str, Any] = {"color": ink(flow)} | ({"strokeWidth": width} if width else {})
        line = chart_of(f"{name}-{flow}").mark_line(**style).encode(x=across, y=up, detail=alt.Detail("run:N"))
        drawn.append(Layer.of(line, rows))
    return [*drawn, dots(f"{name}-alone", alone, x, y, field=field)] if alone else drawn


def dots(
    name: str, points: Sequence[tuple[int, float, str, bool]], x: Linear, y: Linear, *, field: str = "year"
) -> Layer:
    """Points as (when, value, flow, whether solid); a hollow one is of the year before."""
    rows = [
        {field: when, "value": value, "ink": ink(flow), "fill": ink(flow if solid else "paper")}
        for when, value, flow, solid in points
    ]
    chart = (
        chart_of(name)
        .mark_point(size=45, opacity=1, strokeWidth=2)
        .encode(
            x=alt.X(f"{field}:Q", scale=x.for_altair),
            y=alt.Y("value:Q", scale=y.for_altair, axis=None),
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    return Layer.of(chart, rows)
