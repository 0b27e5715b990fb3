"""Time on a drawing: years or months, evenly stepped; where a day falls among them, and what is written below.

A step stands for its whole span, and its point for the middle of it. So a day falls before the point of its own year or
month as often as after it.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import altair as alt

from macros import words as say
from macros.charts.labels import text_width
from macros.charts.scales import Linear, year_axis
from macros.charts.theme import Size
from macros.periods import Period

_AIR = 12.0  # px between two names on the axis


class Time(Protocol):
    """How a chart counts its time."""

    @property
    def field(self) -> str:
        """What its data call a step."""

    def moment(self, day: date) -> float:
        """Where a day falls, in steps."""

    def axis(self, steps: Sequence[int], x: Linear, width: float, size: Size) -> alt.Axis:
        """The names below a panel so wide: both ends always, and round ones between them."""


@dataclass(frozen=True, slots=True)
class ByYear:
    """Full years."""

    @property
    def field(self) -> str:
        return "year"

    def moment(self, day: date) -> float:
        length = 366 if calendar.isleap(day.year) else 365
        return day.year + (day.timetuple().tm_yday - 0.5) / length - 0.5

    def axis(self, steps: Sequence[int], x: Linear, width: float, size: Size) -> alt.Axis:
        return year_axis(steps, x, width, size.axis)


@dataclass(frozen=True, slots=True)
class ByMonth:
    """Months, counted as in `Period`."""

    language: str = "en"

    @property
    def field(self) -> str:
        return "month"

    def moment(self, day: date) -> float:
        length = calendar.monthrange(day.year, day.month)[1]
        return day.year * 12 + day.month - 1 + (day.day - 0.5) / length - 0.5

    def axis(self, steps: Sequence[int], x: Linear, width: float, size: Size) -> alt.Axis:
        named = self.names(steps[0], steps[-1], x, width, size)
        januaries = [month for month in range(steps[0], steps[-1] + 1) if month % 12 == 0]
        if x(12) - x(0) < 4:  # many decades: a stroke for each would be a hatching
            januaries = [month for month in januaries if any(month == one.month for one in named)]
        values = sorted({*januaries, *(one.month for one in named)})
        return alt.Axis(
            values=values,
            tickCount=len(values),  # or the renderer leaves out every other one
            labelExpr=_looked_up({one.month: one.text for one in named}, ""),
            labelOffset=alt.expr(_looked_up({one.month: round(one.shift, 1) for one in named}, 0)),
            title=None,
        )

    def names(self, first: int, last: int, x: Linear, width: float, size: Size) -> list[MonthName]:
        """The first and the last month in full, and the years between them, each at its January, as they fit."""
        ends = list(dict.fromkeys((first, last)))
        for short in (False, True):
            texts = [say.label(Period(month, month), short=short, language=self.language) for month in ends]
            wide = [text_width(text, size.axis) for text in texts]
            if sum(wide) + _AIR <= width - x(first):
                break
        found = [MonthName(month, text, x(month), size.axis, width) for month, text in zip(ends, texts, strict=True)]
        low, high = found[0].right + _AIR, found[-1].left - _AIR
        year = text_width("2000", size.axis)
        for step in (1, 2, 5, 10, 20, 50, 100):
            if x(12 * step) - x(0) >= year + _AIR:
                rounds = [
                    MonthName(month, str(month // 12), x(month), size.axis, width)
                    for month in range(first, last + 1)
                    if month % (12 * step) == 0 and month not in ends
                ]
                return sorted([*found, *(one for one in rounds if low <= one.left and one.right <= high)], key=_month)
        return found


@dataclass(frozen=True, slots=True)
class MonthName:
    """A name below a month's point at `x`, kept within a panel so wide."""

    month: int
    text: str
    x: float
    size: float
    width: float

    @property
    def half(self) -> float:
        return text_width(self.text, self.size) / 2

    @property
    def shift(self) -> float:
        """How far it is moved off its point."""
        return max(0.0, self.half - self.x) - max(0.0, self.half - (self.width - self.x))

    @property
    def left(self) -> float:
        return self.x + self.shift - self.half

    @property
    def right(self) -> float:
        return self.x + self.shift + self.half


def initials(months: Sequence[int], language: str = "en") -> alt.Axis:
    """The months named by their first letters, without ticks: for columns, which stand on them."""
    names = {month: say.month_initial(Period(month, month), language=language) for month in months}
    return alt.Axis(
        values=list(months),
        tickCount=len(months),
        labelExpr=_looked_up(names, ""),
        ticks=False,
        labelPadding=6,
        title=None,
    )


def _month(name: MonthName) -> int:
    return name.month


def _looked_up(values: dict[int, Any], otherwise: object) -> str:
    """The value that belongs to a tick, as an expression of the renderer."""
    found = f"({json.dumps({str(key): value for key, value in values.items()}, ensure_ascii=False)})[datum.value]"
    return f"isDefined({found}) ? {found} : {json.dumps(otherwise)}"
