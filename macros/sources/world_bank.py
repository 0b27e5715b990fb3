"""The World Bank's indicators by country and year, for context: the size of an economy, the exchange rate.

They are no trade: no partner, no flow, and each has a unit of its own (US dollars of GDP, shillings to the dollar). So they
have no place in a record of trade, and are values of a kind of their own. An unknown indicator or country is answered
with status 200 and a message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from macros import places
from macros.errors import TradeError
from macros.sources.answers import Answer, Request
from macros.sources.web import Source

GDP = "NY.GDP.MKTP.CD"
"""Gross domestic product at market prices, current US dollars."""
EXCHANGE_RATE = "PA.NUS.FCRF"
"""Official exchange rate, units of the country's own currency to the US dollar, mean of the year."""
ABOUT = {"page": int, "pages": int, "total": int}
RECORD = {
    "indicator": dict,
    "countryiso3code": str,
    "date": str,
    "value": (int, Decimal, type(None)),
}
"""The keys that we rely on, of an answer's first part and of each of its records, and of what kind they are."""
_PAGE = "500"
_DRIFT = "See what has changed: python -m macros drift."


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """The value of an indicator for a country and year, in the indicator's unit; None where it is missing."""

    indicator: str
    country: str
    year: int
    value: Decimal | None


def values(source: Source, indicator: str, countries: Sequence[str], since: int, today: date) -> tuple[Indicator, ...]:
    """An indicator for some countries from a year on, by country and year, the oldest first."""
    codes = [places.find(country).code for country in countries]
    found: list[Indicator] = []
    page = pages = 1
    while page <= pages:
        request = question(indicator, codes, since, today.year, page)
        about, rows = parts(source.get(request), request)
        pages = about["pages"]
        found += [_value(row, indicator, codes, request) for row in rows]
        page += 1
    if len(found) != about["total"] or len({(one.country, one.year) for one in found}) != len(found):
        raise TradeError(
            f"the World Bank counts {about['total']} values, and gives {len(found)}, or some twice",
            remedy="They may have changed between two pages: fetch again.",
            where=str(request),
        )
    return tuple(sorted(found, key=lambda one: (one.country, one.year)))


def question(indicator: str, codes: Sequence[str], first: int, last: int, page: int = 1) -> Request:
    """The question for some countries and years."""
    params = (("format", "json"), ("date", f"{first}:{last}"), ("per_page", _PAGE), ("page", str(page)))
    return Request(service="world-bank", path=f"country/{';'.join(codes)}/indicator/{indicator}", params=params)


def parts(answer: Answer, request: Request) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What an answer says about itself, and its records with exact numbers; an error unless it has both."""
    said = json.loads(answer.content or b"[]", parse_float=Decimal)
    if isinstance(said, list) and len(said) == 1 and isinstance(said[0], dict) and "message" in said[0]:
        messages = "; ".join(str(one.get("value", one)) for one in said[0]["message"] if isinstance(one, dict))
        raise TradeError(f"the World Bank says '{messages}'", remedy=_DRIFT, where=str(request))
    if not isinstance(said, list) or len(said) != 2 or not isinstance(said[0], dict):
        raise TradeError("the answer has not the two parts of the World Bank's", remedy=_DRIFT, where=str(request))
    about, rows = said[0], said[1] or []
    _require(about, ABOUT, request)
    for row in rows:
        _require(row, RECORD, request)
    return about, rows


def _require(record: dict[str, Any], keys: Mapping[str, Any], request: Request) -> None:
    for key, kind in keys.items():
        if key not in record or not isinstance(record[key], kind):
            has = f"is {record[key]!r}" if key in record else "is not there"
            raise TradeError(f"'{key}' {has}", remedy=_DRIFT, where=str(request))


def _value(row: dict[str, Any], indicator: str, codes: Sequence[str], request: Request) -> Indicator:
    if row["indicator"].get("id") != indicator or row["countryiso3code"] not in codes or not row["date"].isdecimal():
        what = (
            f"a value is of {row['indicator'].get('id')}, {row['countryiso3code']}, {row['date']}, which nobody asked"
        )
        raise TradeError(what, remedy=_DRIFT, where=str(request))
    value = None if row["value"] is None else Decimal(row["value"])
    return Indicator(indicator=indicator, country=row["countryiso3code"], year=int(row["date"]), value=value)
