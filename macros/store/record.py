"""The record as of a day: for each month, the newest vintage known then.

A release never overwrites; it is added. For every month the newest vintage that covers it governs, also by what it does
not hold: a partner without a row there has no observation, whatever an older vintage said. (Only a passport that knows its
source to list everything there was may say that what is absent was nil.) A total is used only where
one vintage governs all its months, so that no old total can carry unrevised months past a revision.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from macros import places
from macros.errors import Absent, TradeError, near
from macros.periods import Period
from macros.store import reads
from macros.store.passport import Passport, Table, Vintage
from macros.store.routes import Numbers, Route, RouteMap
from macros.store.series import Observation, Series
from macros.store.vintages import Column, Rows, rows

_SAID = {
    "exports": ("exports", "to"),
    "imports": ("imports", "from"),
    "consumption": ("imports for consumption", "from"),
    "duty": ("duties", "on imports from"),
}
"""How each flow of a reporter is said, and what stands before its partner."""


_SERIES, _MAPS = 640, 64
"""Of how many series the numbers are at hand, and the routes through them: of all partners both flows, and of some."""


class Record:
    """One dataset as it was known at the end of a day; without a day, as it is known now."""

    def __init__(self, passport: Passport, as_of: date | None = None) -> None:
        self.passport = passport
        self._day = as_of.isoformat() if as_of else ""
        newest = passport.newest
        self.as_of = as_of or newest.known
        self.vintages = tuple(vintage for vintage in passport.vintages if vintage.known <= self.as_of)
        if not self.vintages:
            first = passport.vintages[0].known
            raise TradeError(
                f"nothing was on record in '{passport.name}' on {self.as_of.isoformat()}",
                remedy=f"The first vintage was known on {first.isoformat()}.",
            )
        self._series: dict[tuple[str, str, str], Series] = {}
        self._reach: dict[Series, Period | None] = {}
        self._governed = {month.first: vintage for vintage in self.vintages for month in vintage.covers}
        self._observations = lru_cache(maxsize=_SERIES)(self._observed)
        self._routes = lru_cache(maxsize=_MAPS)(self._routed)
        self._tables: dict[Table, Rows] = {}

    @property
    def latest(self) -> Period:
        """The last month on record."""
        return max(vintage.covers.end for vintage in self.vintages)

    @property
    def newest(self) -> Vintage:
        """The vintage known last."""
        return self.vintages[-1]

    def governing(self, month: int) -> Vintage | None:
        """The newest vintage that covers a month (counted as in `Period`)."""
        return self._governed.get(month)

    def series(self, partner: str, flow: str, product: str = "") -> Series:
        """The series of one flow of the reporter with a partner (a place code or a group's)."""
        key = (partner, flow, product)
        if key not in self._series:
            self._series[key] = self.passport.series(*key)
        return self._series[key]

    def total(self, series: Series, period: Period) -> Route:
        """The sum of a series over a period, by the route with the smallest bound.

        Raises `TradeError` when the record does not reach, saying how far it does.
        """
        self._note(series.partner)
        route = self._map(series).best(period)
        if route is None:
            raise self._out_of_reach(series, period)
        return route

    def reach(self, series: Series) -> Period | None:
        """From the first month to the last with an observation; None for a partner without any."""
        self._note(series.partner)
        if series not in self._reach:
            months = self._observations(series).periods
            first, last = min((p.first for p in months), default=0), max((p.last for p in months), default=0)
            self._reach[series] = Period(first, last) if months else None
        return self._reach[series]

    def partners(self, *, groups: bool = False) -> list[str]:
        """The codes of every partner (or group) that has a row in a vintage known then, in order."""
        reads.note("partners", self.passport.name, self._day)
        tables = [vintage.groups if groups else vintage.partners for vintage in self.vintages]
        return sorted({partner for table in tables if table for partner in self._rows(table).partners})

    def products(self, partner: str, flow: str, period: Period | None = None) -> list[str]:
        """The codes of the products on record for a partner, in order; empty where the dataset has no products.

        With a period, those that have a row in it, where the passport says that these are all there was.
        """
        self._note(partner)
        keys = {key for vintage in self.vintages for key in self._rows(vintage.partners).of(partner)}
        held = sorted(product for of_flow, product in keys if of_flow == flow and product)
        if period is None or not self.passport.rows_are_all:
            return held
        traded = [one for one in held if self._has_row(self.series(partner, flow, one), period)]
        return traded or held  # where there is none at all, the first will say why

    def _has_row(self, series: Series, period: Period) -> bool:
        return any(one.overlaps(period) for one in self._observations(series).periods)

    def note_all(self) -> None:
        """Enter that all partners' rows are read, for whoever goes on from what was worked out of them before."""
        reads.note("table", self.passport.name, self._day)

    def _note(self, partner: str) -> None:
        reads.note("rows", self.passport.name, self._day, partner)

    def _map(self, series: Series) -> RouteMap:
        """The routes through the numbers of a series."""
        return self._routes(series)

    def _routed(self, series: Series) -> RouteMap:
        return RouteMap(self._observations(series))

    def _observed(self, series: Series) -> Numbers:
        """The numbers of a series that govern."""
        periods, values, bounds, vintages = list[Period](), list[int | Decimal](), list[Decimal](), list[str]()
        for vintage in self.vintages:
            said = self._said(vintage, series)
            which = [at for at, period in enumerate(said.periods) if self._governs(vintage, period)]
            periods += [said.periods[at] for at in which]
            values += [said.values[at] for at in which]
            bounds += [said.bounds[at] for at in which]
            vintages += [vintage.id] * len(which)
        return Numbers(
            periods,
            lambda at: Observation(
                series=series, period=periods[at], value=Decimal(values[at]), bound=bounds[at], vintage=vintages[at]
            ),
        )

    def _said(self, vintage: Vintage, series: Series) -> Column:
        """The rows of a series in a vintage."""
        table = vintage.groups if places.is_group(series.partner) else vintage.partners
        of_partner = self._rows(table).of(series.partner) if table else {}
        said = of_partner.get((series.flow, series.product), Column((), (), ()))
        if self.passport.nil_where_absent and of_partner:  # of a partner without any row the source was not asked
            held = {month for period in said.periods for month in period}
            nil = [month for month in vintage.covers if month not in held]
            none = [0] * len(nil)
            said = Column([*said.periods, *nil], [*said.values, *none], [*said.bounds, *map(Decimal, none)])
        return said

    def _rows(self, table: Table) -> Rows:
        """The rows of a file, which is read and checked once for each record."""
        if table not in self._tables:
            self._tables[table] = rows(table)
        return self._tables[table]

    def _governs(self, vintage: Vintage, period: Period) -> bool:
        if period.first == period.last:
            return self._governed.get(period.first) is vintage
        return all(self._governed.get(month) is vintage for month in range(period.first, period.last + 1))

    def _out_of_reach(self, series: Series, period: Period) -> TradeError:
        what = self._named(series)
        reach = self.reach(series)
        if reach is None:
            partner = places.name(series.partner)
            known = [places.name(code) for code in self.partners(groups=places.is_group(series.partner))]
            remedy = "Choose another partner or flow." if partner in known else near(partner, known)
            return Absent(f"'{self.passport.name}' has no {what}", remedy=remedy)
        if self.passport.is_annual and not period.is_whole_years:
            return TradeError(
                f"{period} is not a whole year, and '{self.passport.name}' is annual: it holds no months",
                remedy=f"Ask for a year, such as {reach.last_year}.",
            )
        if period.last > reach.last and self.passport.is_annual:
            return Absent(
                f"{period} is not on record yet: {what} end with {reach.last_year}",
                remedy=f"Ask for years up to {reach.last_year}.",
            )
        if period.last > reach.last:
            example = f", such as '{reach.last_year} to date'" if reach.end == self.latest else ""
            return Absent(
                f"{period} is not on record yet: {what} end with {reach.end}",
                remedy=f"Ask for a period up to {reach.end}{example}.",
            )
        if period.first < reach.first:
            first = reach.first_year if self.passport.is_annual else reach.start
            return Absent(f"{period} is before the record of {what}", remedy=f"It begins with {first}.")
        held = {month for one in self._observations(series).periods if one.overlaps(period) for month in one}
        gaps = [str(month) for month in period if month not in held] or [str(period)]
        return Absent(
            f"'{self.passport.name}' has no {what} for {', '.join(gaps[:3])}{' …' if len(gaps) > 3 else ''}",
            remedy=f"There, {self.passport.absent}. Choose another period.",
        )

    def _named(self, series: Series) -> str:
        """A series in plain words, from the reporter's side: "United States exports to Kenya"."""
        flow, direction = _SAID[series.flow]
        product = f" of {self.passport.products[series.product]}" if series.product else ""
        return f"{places.name(series.reporter)} {flow}{product} {direction} {places.name(series.partner)}"
