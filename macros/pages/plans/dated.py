"""Dated events as a writer names them on a chart of time: `events=["agoa-lapse"]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros.charts.events import Event
from macros.errors import TradeError
from macros.facts.view import Question
from macros.store.events import Dated

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def dated(sheet: Sheet, keys: Sequence[str] | str, question: Question) -> tuple[Dated, ...]:
    """The events of these keys, in order of their days, from the register.

    One that comes after the last month on record of what is asked is left out: on a page made as of a past day it had not
    happened yet.
    """
    named = (keys,) if isinstance(keys, str) else keys
    if not all(isinstance(key, str) for key in named):
        raise TradeError("an event is given by its key", remedy='Write for example events=["agoa-lapse"].')
    found = [sheet.source.events.get(key) for key in dict.fromkeys(named)]
    last = sheet.scope.view.latest(question)
    return tuple(
        sorted((one for one in found if one.day.year * 12 + one.day.month - 1 <= last.last), key=lambda one: one.day)
    )


def drawn(events: Sequence[Dated]) -> tuple[Event, ...]:
    """Events as a chart takes them."""
    return tuple(Event(day=one.day, name=one.name, short=one.short) for one in events)
