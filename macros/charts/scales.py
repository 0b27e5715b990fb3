"""Where values fall: the straight scale shared by marks and labels, round grid values, and which years to name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from macros.charts.labels import text_width

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Linear:
    """A straight scale from values (`low` to `high`) to pixels (`start` to `end`)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def for_altair(self) -> alt.Scale:
        # Vega-Lite would pad the scale of bars, and they would stand beside their labels.
        ends: dict[str, Any] = {"domain": [self.low, self.high], "range": [self.start, self.end]}
        return alt.Scale(**ends, nice=False, zero=False, padding=0)


def ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round values between `low` and `high`, zero left out, at most so many.

    >>> ticks(0, 1640.8)
    [500.0, 1000.0, 1500.0]
    """
    rough = (high - low) / (most + 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (factor * size for size in (power, power * 10) for factor in _STEPS):
        found = [step * count for count in range(math.ceil(low / step), math.floor(high / step) + 1) if count]
        if len(found) <= most:
            return found
    raise AssertionError("a step of a hundred times the rough one leaves at most one value")


def named_years(years: Sequence[int], room: float, size: float) -> list[int]:
    """The years to name on the axis: both ends always, and round ones between them as they fit in `room` px."""
    first, last = years[0], years[-1]
    if first == last:
        return [first]
    at = Linear(first, last, 0, room)
    name = text_width("2000", size)
    for step in (1, 2, 5, 10, 20, 50, 100):
        if at(first + step) >= name + 20:
            rounds = range(-(-first // step) * step, last, step)
            clear = 1.5 * name + 14  # the names at the ends may be set flush, and so reach inwards
            return [first, *(year for year in rounds if min(at(year), room - at(year)) >= clear), last]
    return [first, last]


def year_axis(years: Sequence[int], x: Linear, width: float, size: float) -> alt.Axis:
    """The time axis of a panel so wide: years in full, the ends always named and kept within the panel."""
    half = text_width("2000", size) / 2
    left, right = max(0.0, half - x(years[0])), max(0.0, half - (width - x(years[-1])))
    shift = f"datum.value == {years[0]} ? {left:.1f} : datum.value == {years[-1]} ? {-right:.1f} : 0"
    named = named_years(years, x(years[-1]) - x(years[0]), size)
    return alt.Axis(values=named, format="d", labelOffset=alt.expr(shift), title=None)
