"""The next month before it is published: what it may come to, and a record with assumed figures laid over it.

The range is no forecast. It is what the same calendar month has been in earlier years, measured against the twelve months before
it, and scaled to the twelve months on record now. It lives in memory alone: nothing here is ever written to `data/`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median

import pandas as pd

from macros.errors import TradeError
from macros.periods import Period
from macros.store.passport import Passport, Table, Vintage
from macros.store.record import Record
from macros.store.routes import RouteMap
from macros.store.series import Series
from macros.store.vintages import COLUMNS, Column, Rows

YEARS = 10
FEWEST = 3
"""How many earlier years are looked at, and how many there must be."""

Amount = Callable[[Series], tuple[Decimal, Decimal] | None]
"""What is assumed of a series and the largest error of its rounding, in the unit of the dataset; None where nothing can be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """What a month may come to. `years` are those it was taken from, none where an editor gave it."""

    low: Decimal
    middle: Decimal
    high: Decimal
    years: tuple[int, ...] = ()


def label(month: Period) -> str:
    """The id of an assumed vintage, as facts, ledger and receipts show it: "assumed 2026-08"."""
    return f"assumed {month}"


def plausible(record: Record, series: Series, month: Period) -> Range:
    """The lowest, the median and the highest that a month has been, each against the twelve months before it in its year,
    times the mean of the twelve months before this one.

    Raises `TradeError` where fewer than `FEWEST` earlier years can tell.
    """
    ratios: dict[int, Decimal] = {}
    for back in range(YEARS, 0, -1):
        same = month - 12 * back
        with suppress(TradeError):  # a year that the record does not hold
            usual = _mean_before(record, series, same)
            if usual > 0:
                ratios[same.first_year] = record.total(series, same).value / usual
    if len(ratios) < FEWEST:
        raise TradeError(
            f"what {month} may come to needs {FEWEST} earlier years, and the record has {len(ratios)}",
            remedy="Give a range with --assume.",
        )
    usual, grain = _mean_before(record, series, month), precision(record, series)
    low, middle, high = (
        _rounded(ratio * usual, grain)
        for ratio in (min(ratios.values()), median(ratios.values()), max(ratios.values()))
    )
    return Range(low=low, middle=middle, high=high, years=tuple(ratios))


def precision(record: Record, series: Series) -> Decimal:
    """The last digit in which the newest month of a series was published."""
    reach = record.reach(series)
    return record.total(series, reach.end).bound * 2 if reach else Decimal(1)


def with_month(passport: Passport, month: Period) -> Passport:
    """The passport as if the next month were out, with a vintage that holds that month alone.

    Raises `TradeError` where the month is on record, or is not the next, or where the dataset is annual.
    """
    if passport.is_annual:
        raise TradeError(
            f"'{passport.name}' is annual, so no month of it will come out", remedy="Rehearse another page."
        )
    following = passport.newest.covers.end + 1
    if month != following:
        what = "is on record" if month < following else "is not the next month"
        raise TradeError(
            f"{month} {what}: '{passport.name}' ends with {passport.newest.covers.end}", remedy=f"Rehearse {following}."
        )
    release = passport.calendar.of(month)
    known = max(release.first if release else date.min, passport.newest.known + timedelta(days=1))
    table = Table(path=Path(label(month)), hash=label(month))
    vintage = Vintage(id=label(month), known=known, covers=month, partners=table, groups=table)
    return replace(passport, vintages=(*passport.vintages, vintage))


class Assumed(Record):
    """The record of a passport `with_month`, the figures of that month as `amount` has them.

    Of hundreds of records of one rehearsal only the figures of the `varied` series differ; those of all others are `kept`.
    """

    def __init__(
        self,
        passport: Passport,
        amount: Amount,
        varied: Container[Series] = (),
        kept: dict[Series, RouteMap] | None = None,
    ) -> None:
        super().__init__(passport)
        self._amount = amount
        self._varied = varied
        self._kept = {} if kept is None else kept

    def _map(self, series: Series) -> RouteMap:
        if series in self._varied:
            return super()._map(series)
        if series not in self._kept:
            self._kept[series] = RouteMap(self._observations(series))
        return self._kept[series]

    def _rows(self, table: Table) -> Rows:
        """The rows of a file; those of the last vintage, which has none, are made when they are asked for."""
        if table is self.newest.partners:
            return _Rows(self._of)
        return super()._rows(table)

    def _of(self, partner: str) -> Mapping[tuple[str, str], Column]:
        found: dict[tuple[str, str], Column] = {}
        for flow in self.passport.valuations:
            amount = self._amount(self.series(partner, flow))
            if amount is not None:
                value, bound = amount
                found[flow, ""] = Column((self.newest.covers,), (value,), (bound,))
        return found


class _Rows(Rows):
    """Rows that no file holds."""

    def __init__(self, of: Callable[[str], Mapping[tuple[str, str], Column]]) -> None:
        super().__init__(pd.DataFrame(columns=[*COLUMNS]))
        self._of = of

    def of(self, partner: str) -> Mapping[tuple[str, str], Column]:
        """A partner's assumed rows."""
        return self._of(partner)


def _mean_before(record: Record, series: Series, month: Period) -> Decimal:
    """The mean of the twelve months before a month."""
    return record.total(series, Period(month.first - 12, month.first - 1)).value / 12


def _rounded(value: Decimal, grain: Decimal) -> Decimal:
    return (value / grain).quantize(Decimal(1), ROUND_HALF_UP) * grain
