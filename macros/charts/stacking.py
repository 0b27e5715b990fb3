"""Shares stacked on one another: where each band lies at each period, and whether a name fits into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from macros.charts.labels import Block
from macros.charts.layers import Layer, chart_of
from macros.charts.scales import Linear
from macros.charts.theme import ink

_AIR = 5.0  # px between a name in a band and the edge of the band's stretch
Place = tuple[float, float]  # the left and the middle of a name
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """One part of the stack: its tone, and what it covers in per cent at each period (`None` where that is not known)."""

    tone: str
    spans: tuple[tuple[float, float] | None, ...]

    def place_along(self, block: Block, x: Linear, y: Linear) -> Place | None:
        """Where a name fits best in an area of this band, if it does anywhere; it keeps to the area's thickest stretch."""
        best: tuple[float, Place] | None = None
        for run in _runs(self.spans):
            points = [(x(at), y(upper), y(lower)) for at, (lower, upper) in run]
            left, last = points[0][0] + _AIR, points[-1][0] - _AIR - block.width
            while left <= last:
                tops, feet = zip(*_between(points, left, left + block.width), strict=True)
                room = min(feet) - max(tops)
                if room >= block.height + 2 and (best is None or room > best[0] + 0.5):
                    best = (room, (left, (min(feet) + max(tops)) / 2))
                left += 4
        return best[1] if best else None

    def place_in_bar(self, block: Block, x: Linear, y: Linear, half: float) -> Place | None:
        """Where a name fits in a bar of this band, the last one first."""
        for at, span in reversed(list(enumerate(self.spans))):
            if (
                span
                and block.width <= 2 * (half - _AIR)
                and abs(y(span[0]) - y(span[1])) >= block.height + 2
            ):  # fmt: skip
                return x(at) - half + _AIR, (y(span[0]) + y(span[1])) / 2
        return None


def stacked_bands(shares: Sequence[Sequence[float | None]], tones: Sequence[str]) -> list[Band]:
    """The bands of some parts, from the base line up; where one is not known, none is."""
    found: list[list[tuple[float, float] | None]] = [[] for _ in shares]
    for column in zip(*shares, strict=True):
        lower = 0.0
        for band, share in zip(found, column, strict=True):
            if any(one is None for one in column):
                band.append(None)
            else:
                band.append((lower, lower + (share or 0.0)))
                lower += share or 0.0
    return [Band(tone=tone, spans=tuple(spans)) for tone, spans in zip(tones, found, strict=True)]


def areas(bands: Sequence[Band], periods: Sequence[int], x: Linear, y: Linear, axis: alt.Axis) -> list[Layer]:
    """The bands as areas over years, parted by lines of paper; a year alone between gaps is an upright line."""
    rows = [
        {
            "year": periods[at], "lower": span[0], "upper": span[1], "ink": ink(band.tone),
            "area": f"{number}-{count}", "part": number,
        }
        for number, band in enumerate(bands)
        for count, run in enumerate(_runs(band.spans))
        for at, span in run
    ]  # fmt: skip
    across = alt.X("year:Q", scale=Linear(periods[0], periods[-1], x.start, x.end).for_altair, axis=axis)
    up = alt.Y("upper:Q", scale=y.for_altair, axis=None)
    hue, each = alt.Color("ink:N", scale=None), alt.Detail("area:N")
    area = chart_of("shares").mark_area().encode(x=across, y=up, y2=alt.Y2("lower:Q"), color=hue, detail=each)
    seam = chart_of("seams").mark_line(color=ink("paper"), strokeWidth=1).encode(x=across, y=up, detail=each)
    alone = [
        {"year": periods[at], "lower": span[0], "upper": span[1], "ink": ink(band.tone)}
        for band in bands
        for run in _runs(band.spans)
        for at, span in run
        if len(run) == 1
    ]
    post = chart_of("alone").mark_rule(strokeWidth=3).encode(x=across, y=up, y2=alt.Y2("lower:Q"), color=hue)
    layers = [Layer.of(area, rows), Layer.of(seam, [row for row in rows if row["part"] != len(bands) - 1])]
    return [*layers, Layer.of(post, alone)] if alone else layers


def bars(bands: Sequence[Band], periods: Sequence[str], x: Linear, y: Linear, half: float) -> Layer:
    """The bands as stacked bars, each `half` as wide either side of its middle, parted by lines of paper."""
    rows = [
        {
            "period": period, "x": round(x(at) - half, 1), "x2": round(x(at) + half, 1),
            "lower": span[0], "upper": span[1], "ink": ink(band.tone),
        }
        for band in bands
        for at, (period, span) in enumerate(zip(periods, band.spans, strict=True))
        if span
    ]  # fmt: skip
    chart = (
        chart_of("shares")
        .mark_rect(stroke=ink("paper"), strokeWidth=1.5)
        .encode(
            x=alt.X("x:Q", **_PIXELS),
            x2=alt.X2("x2:Q"),
            y=alt.Y("upper:Q", scale=y.for_altair, axis=None),
            y2=alt.Y2("lower:Q"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return Layer.of(chart, rows)


def _runs(spans: Sequence[tuple[float, float] | None]) -> Iterable[list[tuple[int, tuple[float, float]]]]:
    """The unbroken runs of a band as (which period, what it covers)."""
    run: list[tuple[int, tuple[float, float]]] = []
    for at, span in enumerate(spans):
        if span is not None:
            run.append((at, span))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _between(points: Sequence[tuple[float, float, float]], left: float, right: float) -> list[tuple[float, float]]:
    """The top and foot of an area at its corners between two x, and at those two."""
    found = [(top, foot) for x, top, foot in points if left <= x <= right]
    for (x0, top0, foot0), (x1, top1, foot1) in pairwise(points):
        for x in (left, right):
            if x0 <= x <= x1:
                part = (x - x0) / (x1 - x0)
                found.append((top0 + (top1 - top0) * part, foot0 + (foot1 - foot0) * part))
    return found
