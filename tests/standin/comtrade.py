"""UN Comtrade, stood in for: with a key up to 100,000 records, without at most 500, and nothing at all is an answer too.

A wrong question gets what an empty shelf gets: status 200, count 0, no error. So do two years in a monthly question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pycountry

from standin.reply import Reply, Seen
from standin.shelf import Row

if TYPE_CHECKING:
    from standin import StandIn

_PREVIEW = 500
_FLOWS = {"imports": "M", "exports": "X"}
_OWN_CODES = {"USA": 842, "CHE": 757, "FRA": 251, "NOR": 579, "IND": 699, "world": 0}
_ANSWER = "application/json; charset=utf-8"


def keyed(standin: StandIn, seen: Seen) -> Reply:
    """The service for keys, which come in a header."""
    if seen.headers.get("ocp-apim-subscription-key") != standin.key:
        message = "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
        return Reply.json({"statusCode": 401, "message": message}, 401)
    match = re.fullmatch(r"get/C/([AM])/HS", seen.path)
    return _data(standin, seen, match[1], 100_000) if match else Reply.page(404, "Not Found")


def public(standin: StandIn, seen: Seen) -> Reply:
    """The service for everybody: a preview, and what there is to be had."""
    if match := re.fullmatch(r"preview/C/([AM])/HS", seen.path):
        return _data(standin, seen, match[1], _PREVIEW)
    if match := re.fullmatch(r"getDA/C/([AM])/HS", seen.path):
        return _availability(standin, seen, match[1])
    return Reply.page(404, "Not Found")


def _data(standin: StandIn, seen: Seen, frequency: str, most: int) -> Reply:
    periods, flows = seen.one("period").split(","), seen.one("flowCode").split(",")
    partners = seen.one("partnerCode")
    found = [
        _record(row, frequency, int(seen.one("reporterCode")))
        for row in standin.shelf.rows(seen.one("reporterCode"))
        if _period(row, frequency) in periods
        and _FLOWS[row.flow] in flows
        and (not partners or str(code(row.partner)) in partners.split(","))
        and seen.one("cmdCode", "TOTAL") == (row.product or "TOTAL")
    ]
    if seen.one("partner2Code") != "0" or seen.one("motCode") != "0" or seen.one("customsCode") != "C00":
        # A row for each way of transport, beside the one for all.
        found += [record | {"motCode": 1000} for record in found]
    found = found[: min(most, int(seen.one("maxRecords", str(most))))]
    return Reply.json({"elapsedTime": "0.21 secs", "count": len(found), "data": found, "error": ""}, media=_ANSWER)


def _record(row: Row, frequency: str, reporter: int) -> dict[str, Any]:
    year, month = row.span.first_year, row.span.first % 12 + 1
    value = None if row.value < 0 else float(row.value)  # a shelf has no other way to say null
    is_import = row.flow == "imports"
    return {
        "typeCode": "C", "freqCode": frequency,
        "refPeriodId": int(f"{year}{1 if frequency == 'A' else month:02}01"), "refYear": year,
        "refMonth": 52 if frequency == "A" else month, "period": _period(row, frequency),
        "reporterCode": reporter, "reporterISO": None, "reporterDesc": None, "flowCode": _FLOWS[row.flow], "flowDesc": None,
        "partnerCode": code(row.partner), "partnerISO": None, "partnerDesc": None, "partner2Code": 0,
        "classificationCode": "H6", "cmdCode": row.product or "TOTAL", "aggrLevel": 0, "customsCode": "C00", "motCode": 0,
        "qty": None, "netWgt": None, "cifvalue": value if is_import else None, "fobvalue": None if is_import else value,
        "primaryValue": value, "isReported": True, "isAggregate": False,
    }  # fmt: skip


def _availability(standin: StandIn, seen: Seen, frequency: str) -> Reply:
    rows = standin.shelf.rows(seen.one("reporterCode"))
    periods = sorted({_period(row, frequency) for row in rows} - {""})
    found = [
        {
            "datasetCode": 0, "typeCode": "C", "freqCode": frequency, "period": period,
            "reporterCode": int(seen.one("reporterCode")), "reporterISO": None, "reporterDesc": None,
            "classificationCode": "H6", "classificationSearchCode": "HS", "isOriginalClassification": True,
            "totalRecords": sum(_period(row, frequency) == period for row in rows),
            "firstReleased": "2026-01-01T00:00:00", "lastReleased": "2026-01-01T00:00:00",
        }
        for period in periods
    ]  # fmt: skip
    return Reply.json({"elapsedTime": "0.05 secs", "count": len(found), "data": found, "error": ""}, media=_ANSWER)


def _period(row: Row, frequency: str) -> str:
    """A row's period as Comtrade writes it, empty where the row is of another frequency."""
    if frequency == "A":
        return str(row.span.first_year) if row.span.is_year else ""
    return f"{row.span.first_year}{row.span.first % 12 + 1:02}" if len(row.span) == 1 else ""


def code(partner: str) -> int:
    """Comtrade's code of a place of ours: M49, but for those that have another here."""
    if partner in _OWN_CODES:
        return _OWN_CODES[partner]
    return int(pycountry.countries.get(alpha_3=partner).numeric)
