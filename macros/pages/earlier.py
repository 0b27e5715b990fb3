"""How a figure stood before: the same question, asked as of the day of each vintage that was known by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.pages.figure import Figure
from macros.pages.receipts import Passports


@dataclass(frozen=True, slots=True)
class State:
    """From a day on, what a figure was; None as long as the record did not reach it."""

    day: date
    fact: Fact | None


def states(figure: Figure, passport: Passports) -> tuple[State, ...]:
    """What the figure was, oldest first, with one state for each day on which it became known or changed; none where the
    question cannot be asked again, as of a revision."""
    if figure.again is None:
        return ()
    found: list[State] = []
    for day in _days(figure.fact, passport):
        fact = _asked(figure, day)
        if not found or not _alike(fact, found[-1].fact):
            found.append(State(day, fact))
    return tuple(found)


def _days(fact: Fact, passport: Passports) -> list[date]:
    """The days on which a vintage of its datasets became known, up to its own."""
    days = {vintage.known for dataset in fact.datasets for vintage in passport(dataset).vintages}
    return sorted(day for day in days if day <= fact.as_of)


def _asked(figure: Figure, day: date) -> Fact | None:
    try:
        return figure.again(day) if figure.again else None
    except TradeError:
        return None


def _alike(fact: Fact | None, other: Fact | None) -> bool:
    if fact is None or other is None:
        return fact is other
    return (fact.value, fact.bound) == (other.value, other.bound)
