"""UN Comtrade: what a country itself reports of its trade with each partner, all goods together, by year or by month.

Its answers are silent about mistakes: a wrong question gets what an empty shelf gets, status 200 and no records. So it is
asked first for which periods it has something (getDA), and an empty answer for one of those is a fault. Without a key an answer
ends at 500 records without saying so: one that is full is asked for again in parts, and refused where a part is still full.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.answers import Answer, Request
from macros.sources.published import Published, Reading
from macros.sources.web import Source

KEYED, PUBLIC = "comtrade", "comtrade-public"
_MOST = {KEYED: 100_000, PUBLIC: 500}
_AT_ONCE = {KEYED: 12, PUBLIC: 1}
"""Periods in one question: twelve are allowed; without a key a single one comes near the most that is answered."""
_FLOWS = {"M": "imports", "X": "exports"}
_WORLD = 0
_WHOLE_YEAR = 52
# One row for each flow: of all second partners, procedures and ways of transport together.
_TOGETHER = (("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0"))
RECORD = {
    "refYear": int, "refMonth": int, "period": str, "reporterCode": int, "flowCode": str, "partnerCode": int,
    "partner2Code": int, "customsCode": str, "motCode": int, "cmdCode": str, "primaryValue": (int, Decimal, type(None)),
}  # fmt: skip
"""The keys of a record that we rely on, and of what kind they are."""
AVAILABLE = {"period": (str, int), "reporterCode": int}
"""The same of a record of what there is to be had."""
_DRIFT = "See what has changed: python -m macros drift."


def totals(source: Source, reporter: str, since: int, *, by_month: bool) -> Reading:
    """Both flows of a reporter with every partner and the world, from a year on.

    Imports are c.i.f. and exports f.o.b., in US dollars, which the source gives with cents and we round. What is no place of
    ours is left out and named.
    """
    number = places.comtrade_code(reporter)
    found = _fetched(source, number, since, by_month=by_month)
    problems, kept = Problems(), list[Published]()
    left_out, unsaid = set[int](), 0
    for at, record in enumerate(found, start=1):
        with problems.gathering(where := f"comtrade {record['period']} record {at}"):
            period, value = _period(record, by_month=by_month), record["primaryValue"]
            place = places.from_comtrade_code(record["partnerCode"])
            if value is None:
                unsaid += 1
            elif place is None:
                left_out.add(record["partnerCode"])
            else:
                kept.append(
                    Published(
                        partner=place.code,
                        flow=_FLOWS[record["flowCode"]],
                        period=period,
                        value=_dollars(value),
                        precision=1,
                        where=where,
                    )
                )
    problems.add(_against_world(found))
    problems.raise_if_any()
    if not kept:
        raise TradeError("UN Comtrade gave no value", remedy=_DRIFT, where=places.name(reporter))
    return Reading(
        source=f"UN Comtrade, reporter {number}",
        kept=tuple(kept),
        covers=Period(min(n.period.first for n in kept), max(n.period.last for n in kept)),
        account=(
            "partners and leftovers add to the world in every period and flow",
            f"no place of ours, left out by UN Comtrade's codes: {', '.join(map(str, sorted(left_out))) or 'none'}",
            f"{unsaid} values that are not given: left out, missing and not nil",
        ),
    )


def _fetched(source: Source, reporter: int, since: int, *, by_month: bool) -> list[dict[str, Any]]:
    """The records of every period that is listed as available."""
    frequency = "M" if by_month else "A"
    service = KEYED if source.has_key(KEYED) else PUBLIC
    periods = _available(source, reporter, frequency, since)
    found: list[dict[str, Any]] = []
    for some in (periods[at : at + _AT_ONCE[service]] for at in range(0, len(periods), _AT_ONCE[service])):
        now = _records(source, service, reporter, frequency, some, "M,X")
        if missing := sorted(set(some) - {record["period"] for record in now}):
            raise TradeError(
                f"UN Comtrade lists {', '.join(missing)} of reporter {reporter} as available, but answers with nothing",
                remedy=f"The question may fit the service no longer. {_DRIFT}",
            )
        found += now
    return found


def _available(source: Source, reporter: int, frequency: str, since: int) -> list[str]:
    """The periods for which there is something, from a year on."""
    request = Request(service=PUBLIC, path=f"getDA/C/{frequency}/HS", params=(("reporterCode", str(reporter)),))
    listed = {str(one["period"]) for one in records(source.get(request), AVAILABLE, request)}
    periods = sorted(period for period in listed if period[:4] >= str(since))
    if not periods:
        by = "month" if frequency == "M" else "year"
        raise TradeError(
            f"UN Comtrade has nothing by {by} of reporter {reporter} since {since}",
            remedy="Look at 'since' and 'frequency' in the passport.",
        )
    return periods


def question(
    service: str, reporter: int, frequency: str, periods: Sequence[str], flows: str, partner: int | None = None
) -> Request:
    """The question for some flows and periods, with every partner or with one."""
    asked = (("reporterCode", str(reporter)), ("period", ",".join(periods)), ("cmdCode", "TOTAL"), ("flowCode", flows))
    path = f"{'get' if service == KEYED else 'preview'}/C/{frequency}/HS"
    of_one = () if partner is None else (("partnerCode", str(partner)),)
    return Request(service=service, path=path, params=(*asked, *_TOGETHER, *of_one))


def _records(
    source: Source, service: str, reporter: int, frequency: str, periods: Sequence[str], flows: str
) -> list[dict[str, Any]]:
    """The records of some periods, asked for flow by flow where an answer is full."""
    request = question(service, reporter, frequency, periods, flows)
    found = records(source.get(request), RECORD, request)
    if len(found) < _MOST[service]:
        return found
    if "," not in flows:
        raise TradeError(
            f"the answer has {len(found)} records, the most there can be: more may have been cut off",
            remedy="Set COMTRADE_API_KEY, for which answers are longer." if service == PUBLIC else _DRIFT,
            where=str(request),
        )
    return [
        record for flow in flows.split(",") for record in _records(source, service, reporter, frequency, periods, flow)
    ]


def records(answer: Answer, keys: dict[str, Any], request: Request) -> list[dict[str, Any]]:
    """The records in an answer's envelope, their numbers exact; an error unless it is one, whole, with these keys."""
    said = json.loads(answer.content or b"{}", parse_float=Decimal)
    found = said.get("data") if isinstance(said, dict) else None
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise TradeError("the answer is not the envelope of UN Comtrade", remedy=_DRIFT, where=str(request))
    if said.get("error"):
        raise TradeError(f"UN Comtrade says '{str(said['error'])[:200]}'", remedy=_DRIFT, where=str(request))
    if said.get("count") != len(found):
        what = f"UN Comtrade counts {said.get('count')} records and gives {len(found)}"
        raise TradeError(what, remedy=_DRIFT, where=str(request))
    for key, kind in keys.items():
        if other := [record for record in found if key not in record or not isinstance(record[key], kind)]:
            has = f"is {other[0][key]!r}" if key in other[0] else "is not there"
            raise TradeError(f"'{key}' of a record {has}", remedy=_DRIFT, where=str(request))
    return found


def _period(record: dict[str, Any], *, by_month: bool) -> Period:
    """The period of a record; raises where it is not the total of one flow and period."""
    together = (record["partner2Code"], record["customsCode"], record["motCode"], record["cmdCode"])
    if together != (0, "C00", 0, "TOTAL") or record["flowCode"] not in _FLOWS:
        raise TradeError(f"a record is of a part, {together}, or of flow {record['flowCode']}", remedy=_DRIFT)
    year, month = record["refYear"], record["refMonth"]
    expected = f"{year}{month:02}" if by_month else str(year)
    if record["period"] != expected or (not by_month and month != _WHOLE_YEAR):
        raise TradeError(f"a record of {record['period']} is of year {year} and month {month}", remedy=_DRIFT)
    return Period.month(year, month) if by_month else Period.year(year)


def _dollars(value: Decimal | int) -> int:
    if value < 0:
        raise TradeError(f"'{value}' is no amount of trade", remedy="Compare with the source.")
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_EVEN))


def _against_world(found: Sequence[dict[str, Any]]) -> Problems:
    """Where the partners and leftovers of a period and flow do not add to the world by more than a dollar for each."""
    problems = Problems()
    worlds: dict[tuple[str, str], Decimal] = {}
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for record in found:
        key, value = (record["period"], record["flowCode"]), record["primaryValue"]
        if value is None:
            continue
        counts[key] += 1
        if record["partnerCode"] == _WORLD:
            worlds[key] = Decimal(value)
        else:
            sums[key] += Decimal(value)
    for key in sorted(counts):
        if key not in worlds or abs(worlds[key] - sums[key]) > counts[key]:
            period, flow = key
            problems.add(
                TradeError(
                    f"{_FLOWS.get(flow, flow)} of {period} with all partners add to {sums[key]}, "
                    f"but the world is {worlds.get(key, 'not given')}",
                    remedy="Records may be missing: fetch again; if it stays, compare with the source.",
                    where="comtrade",
                )
            )
    return problems
