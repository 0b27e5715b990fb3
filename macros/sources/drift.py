"""Whether the live services still answer as the clients rely on: met with the fewest questions, by a scheduled job.

A question to each: status, media type and soundness are the client's own checks, the columns and kinds of values those that the
readers name. What is new is told too, for it may be something we should know. Nothing is put on record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from macros.errors import TradeError
from macros.sources import census_api, comtrade, services, workbook, world_bank
from macros.sources.answers import Request
from macros.sources.raw import NotNow
from macros.sources.web import Source

_KENYA, _WORLD = "7790", 0
_ENVELOPE = {"elapsedTime", "count", "data", "error"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """How a service was met: `drifted` says what is not as relied on, `unmet` why it could not be asked."""

    service: str
    drifted: tuple[str, ...] = ()
    unmet: str = ""

    def __str__(self) -> str:
        if self.unmet:
            return f"{self.service}: not met. {self.unmet}"
        return "\n".join(f"{self.service}: {line}" for line in self.drifted or ("as expected",))


def meet(source: Source, today: date, names: tuple[str, ...] = ()) -> Iterator[Met]:
    """How each service was met, one after the other; all of them where none is named."""
    for name in names or tuple(PROBES):
        service = services.service(name)
        if service.key and not source.has_key(name):
            yield Met(service=name, unmet=f"It wants a key, and {service.key.variable} is not set.")
            continue
        try:
            yield Met(service=name, drifted=tuple(PROBES[name](source, today)))
        except NotNow as error:
            yield Met(service=name, unmet=str(error).removeprefix(f"{name}: "))
        except TradeError as error:
            yield Met(service=name, drifted=(str(error).removeprefix(f"{name}: "),))


def exit_code(met: list[Met]) -> int:
    """1 where anything has drifted, 3 where nothing has but a service could not be met, else 0."""
    if any(one.drifted for one in met):
        return 1
    return 3 if any(one.unmet for one in met) else 0


def _census_api(source: Source, today: date) -> Iterator[str]:
    """Each flow with one partner in the year before last, which is whole."""
    for flow, columns in census_api.TOTALS.items():
        year = today.year - 2
        request = census_api.request(flow, columns, year, [("CTY_CODE", _KENYA)])
        table = json.loads(source.get(request).content or b"[]")
        if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
            yield f"{request.path}: no table any more"
            continue
        header = [str(cell) for cell in table[0]] if table else []
        yield from (f"{request.path}: {line}" for line in columns_changed(header, [*columns, "time", "CTY_CODE"]))
        if kinds := sorted({type(cell).__name__ for row in table[1:] for cell in row} - {"str"}):
            yield f"{request.path}: values were strings, and some are {', '.join(kinds)}"
        if len(table) != 13:
            yield f"{request.path}: {max(0, len(table) - 1)} rows for the twelve months of {year}"


def _census_files(source: Source, today: date) -> Iterator[str]:
    """The header of country.xlsx, which comes only where it has changed since it was last fetched."""
    answer = source.get(Request(service="census-files", path="balance/country.xlsx"))
    yield from columns_changed(workbook.header(answer.content, answer.name), workbook.COLUMNS)
    if not (answer.etag or answer.modified):
        yield "no ETag and no Last-Modified: every refresh now has the whole file sent"


def _comtrade(service: str) -> Callable[[Source, date], Iterator[str]]:
    """What China reports of its trade with the world in a year that is long out."""

    def probe(source: Source, today: date) -> Iterator[str]:
        if service == comtrade.PUBLIC:
            listed = Request(service=service, path="getDA/C/A/HS", params=(("reporterCode", "156"),))
            if not comtrade.records(source.get(listed), comtrade.AVAILABLE, listed):
                yield "getDA: lists nothing of China's"
        year = str(today.year - 3)
        request = comtrade.question(service, 156, "A", [year], "M", partner=_WORLD)
        answer = source.get(request)
        found = comtrade.records(answer, comtrade.RECORD, request)
        yield from columns_changed(list(json.loads(answer.content)), sorted(_ENVELOPE))
        if len(found) != 1:
            yield f"{len(found)} records of China's imports from the world in {year}, where one was"

    return probe


def _world_bank(source: Source, today: date) -> Iterator[str]:
    """The GDP of Kenya in two years that are long out."""
    request = world_bank.question(world_bank.GDP, ["KEN"], today.year - 4, today.year - 3)
    _, rows = world_bank.parts(source.get(request), request)
    if len(rows) != 2:
        yield f"{len(rows)} values of Kenya's GDP for two years"
    elif int(rows[0]["date"]) < int(rows[1]["date"]):
        yield "the newest year came first, and does no longer"


PROBES: Mapping[str, Callable[[Source, date], Iterator[str]]] = {
    "census-files": _census_files,
    "census-api": _census_api,
    comtrade.PUBLIC: _comtrade(comtrade.PUBLIC),
    comtrade.KEYED: _comtrade(comtrade.KEYED),
    "world-bank": _world_bank,
}


def columns_changed(found: list[str], expected: list[str]) -> Iterator[str]:
    """What columns are gone, and what are new."""
    if gone := [column for column in dict.fromkeys(expected) if column not in found]:
        yield f"gone: {', '.join(gone)}"
    if new := [column for column in found if column not in expected]:
        yield f"new: {', '.join(new)}"
