"""Everybody the reporter of a record trades with: what each sold and bought last year and this, and who is no longer there.

A flow without a figure stays None, and nothing is worked out from it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from macros import places
from macros.errors import TradeError
from macros.facts import changes, levels
from macros.facts.fact import Fact
from macros.periods import Period
from macros.places import Place
from macros.store.record import Record

_FLOWS = ("exports", "imports")


@dataclass(frozen=True, kw_only=True)  # no slots, which Python restores one by one
class Partner:
    """A partner as the reporter sees it: exports, imports and balance of the last full year, two-way trade of this year to
    date, and the change of that from a year earlier in per cent; None where there is no figure."""

    place: Place
    exports: Fact | None
    imports: Fact | None
    balance: Fact | None
    trade: Fact | None
    change: Fact | None

    @property
    def size(self) -> Decimal:
        """What it is ranked by: exports and imports of the last full year, as far as there is a figure."""
        return sum((fact.value for fact in (self.exports, self.imports) if fact), Decimal(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The partners of a reporter, the largest first; `gone` are those without any figure since the last full year began, each
    with the years on record."""

    reporter: Place
    year: Period
    now: Period
    partners: tuple[Partner, ...]
    gone: tuple[tuple[Place, Period], ...]

    def neighbours(self, place: Place) -> tuple[Place | None, Place | None]:
        """The next larger and the next smaller partner in the region of a place; None where there is none."""
        ranked = [one.place for one in self.partners if places.region(one.place) == places.region(place)]
        if place not in ranked:
            return None, None
        around = [None, *ranked, None]
        here = ranked.index(place) + 1
        return around[here - 1], around[here + 1]


def roster(record: Record, once: Callable[[str, str, Callable[[], Partner]], Partner]) -> Roster:
    """The partners of a record; `TradeError` for one that has no months, or not both flows. `once` gives what a partner, by its
    code and of what years, was found to be before, or has it worked out."""
    if record.passport.is_annual or not {*_FLOWS} <= record.passport.valuations.keys():
        raise TradeError(
            f"'{record.passport.name}' does not hold imports and exports by month",
            remedy="Name one first under 'trade: data:' that does, such as us-goods.",
        )
    reporter, latest = places.from_code(record.passport.reporter), record.latest
    year = Period.year((latest.last + 1) // 12 - 1)
    now = Period(latest.last_year * 12, latest.last)
    found = [
        once(code, f"{year} {now}", partial(_partner, record, reporter, places.from_code(code), year, now))
        for code in record.partners()
    ]
    there = [one for one in found if one.exports or one.imports or one.trade]
    gone = [one.place for one in found if one not in there]
    return Roster(
        reporter=reporter,
        year=year,
        now=now,
        partners=tuple(sorted(there, key=lambda one: (-one.size, one.place.name))),
        gone=tuple((place, _years(record, place)) for place in sorted(gone, key=lambda place: place.name)),
    )


def _partner(record: Record, reporter: Place, place: Place, year: Period, now: Period) -> Partner:
    def asked(flow: str, period: Period) -> Fact | None:
        with suppress(TradeError):
            return levels.level(record, reporter, place, flow, period)
        return None

    exports, imports = (asked(flow, year) for flow in _FLOWS)
    trade, before = (
        _made(levels.trade, *(asked(flow, period) for flow in _FLOWS)) for period in (now, now.year_earlier)
    )
    return Partner(
        place=place,
        exports=exports,
        imports=imports,
        balance=_made(levels.balance, exports, imports),
        trade=trade,
        change=_made(changes.change, trade, before),
    )


def _made(work: Callable[[Fact, Fact], Fact], one: Fact | None, other: Fact | None) -> Fact | None:
    """What is worked out from two figures; None where one is missing, or too small to be divided by."""
    with suppress(TradeError):
        return work(one, other) if one and other else None
    return None


def _years(record: Record, place: Place) -> Period:
    reach = [found for flow in _FLOWS if (found := record.reach(record.series(place.code, flow)))]
    return Period(min(one.first_year for one in reach) * 12, max(one.last_year for one in reach) * 12 + 11)
