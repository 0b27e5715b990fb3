"""The feeds: for each source a dataset can be refreshed from, the questions that are asked and the reading they make.

A passport names its feed, `refresh: {from: census-country-workbook, since: 2022}`; the rest of the entry are the feed's options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from macros.errors import TradeError, near
from macros.periods import Period
from macros.sources import workbook
from macros.sources.answers import Request
from macros.sources.published import Reading
from macros.sources.web import Source
from macros.store.passport import Passport, Refresh


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
    if unknown := [option for option in refresh.options if option not in feed.options]:
        raise TradeError(f"'{refresh.source}' knows no '{unknown[0]}'", remedy=near(unknown[0], feed.options))
    return feed.read(source, passport, refresh, today)


def _country_workbook(source: Source, passport: Passport, refresh: Refresh, today: date) -> Reading:
    """Census's country.xlsx, which has every partner since 1985; with `since`, from that year on."""
    answer = source.get(Request(service="census-files", path="balance/country.xlsx"))
    return since(workbook.parse(answer.content, answer.name), _year(refresh))


def since(reading: Reading, year: int | None) -> Reading:
    """A reading without what lies before a year; the whole of it without a year."""
    if year is None or year * 12 <= reading.covers.first:
        return reading
    if reading.covers.last < year * 12:
        raise TradeError(f"it ends with {reading.covers.end}, before {year}", remedy="Look at 'since' in the passport.")
    return replace(
        reading,
        kept=tuple(number for number in reading.kept if number.period.first >= year * 12),
        covers=Period(year * 12, reading.covers.last),
        account=(*reading.account, f"years before {year}: left out, as the passport says"),
    )


def _year(refresh: Refresh) -> int | None:
    year = refresh.options.get("since")
    if year is not None and (not isinstance(year, int) or not 1900 <= year <= 2100):
        raise TradeError(f"'since' is {year!r}, not a year", remedy="Write it like 'since: 2022'.")
    return year


FEEDS: Mapping[str, Feed] = {
    "census-country-workbook": Feed(read=_country_workbook, options=("since",)),
}
