"""The feeds: for each source a dataset can be refreshed from, the questions that are asked and the reading they make.

A passport names its feed, `refresh: {from: census-country-workbook, since: 2022}`; the rest of the entry are the feed's options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from macros import places
from macros.errors import TradeError, near
from macros.periods import Period
from macros.sources import census_api, comtrade, workbook
from macros.sources.answers import Request
from macros.sources.published import FLOWS, Reading
from macros.sources.web import Source
from macros.store.passport import Passport, Refresh

_COMTRADE_SINCE = 2000
_LEVELS = ("HS2", "HS4", "HS6", "HS10")


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """How a source is read: `read` gets the source, the passport and the day; `options` are what a passport may say."""

    read: Callable[[Source, Passport, Refresh, date], Reading]
    options: tuple[str, ...]


def read(passport: Passport, source: Source, today: date) -> Reading:
    """What the source of a dataset says today. `source` is a `Web`, or the `Replay` of a run."""
    refresh = passport.refresh
    if refresh is None:
        raise TradeError(
            f"'{passport.name}' says of no source from where it is refreshed",
            remedy="Put vintages on record with 'python -m macros import', or give its passport a 'refresh'.",
        )
    if refresh.source not in FEEDS:
        raise TradeError(f"there is no feed '{refresh.source}'", remedy=near(refresh.source, FEEDS))
    feed = FEEDS[refresh.source]
    known = (*feed.options, "gaps")  # what a source does not add up to is for whoever checks its sums
    if unknown := [option for option in refresh.options if option not in known]:
        raise TradeError(f"'{refresh.source}' knows no '{unknown[0]}'", remedy=near(unknown[0], known))
    return feed.read(source, passport, refresh, today)


def _country_workbook(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """Census's country.xlsx, which has every partner since 1985; with `since`, from that year on."""
    answer = source.get(Request(service="census-files", path="balance/country.xlsx"))
    if not answer.content:
        raise TradeError("the Census Bureau says that there is no workbook (204)", remedy="Refresh again later.")
    reading = workbook.parse(answer.content, answer.name)
    return from_year(reading, _year(refresh)) if "since" in refresh.options else reading


def _api_totals(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """Census's API: both flows with every partner and group."""
    return census_api.totals(source, _year(refresh, census_api.FIRST_YEAR), today)


def _api_products(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """Census's API: a flow by product; `level` is HS2, HS4, HS6 or HS10."""
    level = str(refresh.options.get("level", "HS2"))
    if level not in _LEVELS:
        raise TradeError(f"'level' is {level!r}", remedy=near(level, _LEVELS))
    flows = [flow for flow in passport.valuations if flow in FLOWS]
    readings = [
        census_api.products(
            source, flow, int(level[2:]), _partners(refresh), _year(refresh, census_api.FIRST_YEAR), today
        )
        for flow in flows
    ]
    return readings[0] if len(readings) == 1 else together(readings)


def _api_duties(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """Census's API: imports for consumption and the duty calculated on them."""
    return census_api.duties(source, _partners(refresh), _year(refresh, census_api.FIRST_YEAR), today)


def _comtrade(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """UN Comtrade: both flows as the passport's reporter reports them, by year or month as its frequency says."""
    return comtrade.totals(source, passport.reporter, _year(refresh, _COMTRADE_SINCE), by_month=not passport.is_annual)


def from_year(reading: Reading, year: int) -> Reading:
    """A reading without what lies before a year."""
    if year * 12 <= reading.covers.first:
        return reading
    if reading.covers.last < year * 12:
        raise TradeError(f"it ends with {reading.covers.end}, before {year}", remedy="Look at 'since' in the passport.")
    return replace(
        reading,
        kept=tuple(number for number in reading.kept if number.period.first >= year * 12),
        covers=Period(year * 12, reading.covers.last),
        account=(*reading.account, f"years before {year}: left out, as the passport says"),
    )


def together(readings: Sequence[Reading]) -> Reading:
    """Several readings as one; an error unless they speak for the same months."""
    if len({reading.covers for reading in readings}) > 1:
        spans = ", ".join(f"{reading.source} {reading.covers}" for reading in readings)
        raise TradeError(f"answers do not speak for the same months: {spans}", remedy="Refresh again later.")
    return Reading(
        source=", ".join(reading.source for reading in readings),
        kept=tuple(number for reading in readings for number in reading.kept),
        covers=readings[0].covers,
        account=tuple(line for reading in readings for line in reading.account),
    )


def _year(refresh: Refresh, default: int = 0) -> int:
    year = refresh.options.get("since", default)
    if not isinstance(year, int) or not 1900 <= year <= 2100:
        raise TradeError(f"'since' is {year!r}, not a year", remedy="Write it like 'since: 2022'.")
    return year


def _partners(refresh: Refresh) -> list[str]:
    """The partners that a passport names, by our names or codes; none means every one."""
    said = refresh.options.get("partners", [])
    if not isinstance(said, list):
        raise TradeError(f"'partners' is {said!r}, not a list", remedy="Write it like 'partners: [Kenya, Lesotho]'.")
    return [places.find(str(one)).code for one in said]


FEEDS: Mapping[str, Feed] = {
    "census-country-workbook": Feed(read=_country_workbook, options=("since",)),
    "census-api": Feed(read=_api_totals, options=("since",)),
    "census-api-products": Feed(read=_api_products, options=("since", "level", "partners")),
    "census-api-duties": Feed(read=_api_duties, options=("since", "partners")),
    "comtrade": Feed(read=_comtrade, options=("since",)),
}
