"""The months behind a key number: its own in full, the same months of the year before, and those between, in small columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.charts.columns import Column, columns
from macros.errors import TradeError
from macros.pages.figure import Figure
from macros.periods import Period

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_LEAST = 6
"""Fewer months than this tell nothing, and are not drawn."""
_TONES = {"exports": ("sold", "sold-mid"), "imports": ("bought", "bought-mid")}
_ON_ENTRY = ("duty", "neutral")


def mark(figure: Figure) -> Markup:
    """Where the columns of a figure will stand, once the page is built; nothing for one that has no months."""
    if figure.question is None or len(figure.fact.period) > 12:
        return Markup("")
    return Markup('<div data-months="{}"></div>').format(figure.id)


def drawn(sheet: Sheet, id: str) -> Markup:
    """The columns of a figure of a page."""
    found = list(_columns(sheet.said.facts[id]))
    if sum(column.value is not None for column in found) < _LEAST:
        return Markup("")
    return Markup('<div class="key-months" data-search-exclude>{}</div>').format(Markup(columns(found)))


def _columns(figure: Figure) -> Iterator[Column]:
    """From January of the year before to the last month of the figure, as far as the record holds them."""
    own = figure.fact.period
    before = own.year_earlier
    begun = False
    for month in Period(Period.year(own.last_year - 1).first, own.last):
        value = _value(figure, month)
        if value is None and not begun:
            continue
        in_own, in_before = (one.first <= month.first <= one.last for one in (own, before))
        is_first = not begun or month.first == Period.year(month.first_year).first
        begun = True
        yield Column(value, _tone(figure, value or 0.0, in_own, in_before), str(month.first_year) if is_first else "")


def _value(figure: Figure, month: Period) -> float | None:
    try:
        return float(figure.sheet.scope.view.ask(figure.asked._replace(period=month)).value)
    except TradeError:
        return None


def _tone(figure: Figure, value: float, in_own: bool, in_before: bool) -> str:
    kind = figure.fact.measure.kind
    if kind == "balance":
        kind = "exports" if value > 0 else "imports"
    full, mid = _TONES.get(kind, _ON_ENTRY)
    return full if in_own else mid if in_before else "faint"
