"""The World Bank, stood in for: two-part arrays in pages, the newest year first, null for what is missing.

Unless JSON is asked for it answers in XML. What it does not know it answers with status 200 and a message.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pycountry

from standin.reply import Reply, Seen

if TYPE_CHECKING:
    from standin import StandIn

_INVALID = [{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}]
_NAMES = {"NY.GDP.MKTP.CD": "GDP (current US$)", "PA.NUS.FCRF": "Official exchange rate (LCU per US$, period average)"}


def api(standin: StandIn, seen: Seen) -> Reply:
    """The answer to `country/KEN;CHN/indicator/NY.GDP.MKTP.CD?…`."""
    if seen.one("format") != "json":
        return Reply(
            200, "text/xml", b'<?xml version="1.0" encoding="utf-8"?><wb:data xmlns:wb="http://www.worldbank.org"/>'
        )
    match = re.fullmatch(r"country/([A-Z;]+)/indicator/([A-Z.]+)", seen.path)
    if not match or match[2] not in _NAMES:
        return Reply.json(_INVALID)
    countries = [pycountry.countries.get(alpha_3=code) for code in match[1].split(";")]
    if None in countries:
        return Reply.json(_INVALID)
    first, _, last = seen.one("date", "1960:2100").partition(":")
    said = {(indicator, code, year): value for indicator, code, year, value in standin.shelf.indicators}
    years = sorted({int(year) for _, _, year in said if int(first) <= int(year) <= int(last or first)}, reverse=True)
    rows = [
        {
            "indicator": {"id": match[2], "value": _NAMES[match[2]]},
            "country": {"id": country.alpha_2, "value": country.name}, "countryiso3code": country.alpha_3,
            "date": str(year), "value": _number(said.get((match[2], country.alpha_3, str(year)))),
            "unit": "", "obs_status": "", "decimal": 0,
        }
        for country in countries
        for year in years
    ]  # fmt: skip
    size, page = int(seen.one("per_page", "50")), int(seen.one("page", "1"))
    about = {
        "page": page, "pages": -(-len(rows) // size), "per_page": size, "total": len(rows), "sourceid": "2",
        "lastupdated": "2026-10-07",
    }  # fmt: skip
    return Reply.json([about, rows[(page - 1) * size : page * size] or None])


def _number(said: str | None) -> float | int | None:
    return None if said is None else json.loads(said)
