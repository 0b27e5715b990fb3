"""Census's trade API, asked year by year: with every partner and group, by product, and the duty on what enters.

Its answers are arrays of strings, header first. Country totals come with the year to date beside each month, which is checked
and not stored, for months to the dollar add up to it. Nothing there (204) is a year before 2010 or one that has no month yet.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from macros import places
from macros.errors import Problems, TradeError
from macros.sources.answers import Request
from macros.sources.api_dump import VALUES, Rows, numbers, of_flows, span
from macros.sources.newcomers import Newcomers
from macros.sources.published import Published, Reading
from macros.sources.web import Source

FIRST_YEAR = 2010
_LONG = (6, 10)
"""The levels of detail that are too long for one answer with every partner, and are asked for by first digit."""
_TO_DATE = {"imports": "GEN_VAL_YR", "exports": "ALL_VAL_YR"}
TOTALS = {flow: ("CTY_CODE", "CTY_NAME", VALUES[flow], to_date) for flow, to_date in _TO_DATE.items()}
"""The columns that are asked for of each flow, without products."""
_SIDES = {"imports": "imports", "consumption": "imports", "duty": "imports", "exports": "exports"}


def totals(source: Source, since: int, today: date) -> Reading:
    """Both flows with every partner and group, each month from a year on."""
    problems = Problems()
    answers: dict[str, tuple[str, list[tuple[str, Mapping[str, str]]]]] = {}
    for flow, columns in TOTALS.items():
        rows = [
            row for year in range(since, today.year + 1) for row in _rows(source, request(flow, columns, year), columns)
        ]
        problems.add(_against_to_date(rows, flow))
        answers[flow] = (f"{flow}/hs", rows)
    problems.raise_if_any()
    checked = sum(len(rows) for _, rows in answers.values())
    return of_flows(answers, [f"{checked} years to date: checked against their months to the dollar, and not stored"])


def products(source: Source, flow: str, level: int, partners: Sequence[str], since: int, today: date) -> Reading:
    """A flow by product of so many digits; with some partners, or with every country where none is named."""
    letter = "E" if flow == "exports" else "I"
    columns = [f"{letter}_COMMODITY", "CTY_CODE", "CTY_NAME", VALUES[flow]]
    problems, kept = Problems(), list[Published]()
    name = f"{_SIDES[flow]}/hs by HS{level}"
    new = Newcomers(name)
    split = [f"{digit}*" for digit in range(10)] if level in _LONG and not partners else [""]
    for year in range(since, today.year + 1):
        for begins in split:
            filters = [
                ("COMM_LVL", f"HS{level}"),
                *([(f"{letter}_COMMODITY", begins)] if begins else []),
                *_of(partners),
            ]
            rows = _rows(source, request(flow, columns, year, filters), [*columns, "COMM_LVL"])
            kept += numbers(rows, flow, problems, new, level=level)
    new.raise_if_any(problems)
    return Reading(source=name, kept=tuple(kept), covers=span(kept, name))


def duties(source: Source, partners: Sequence[str], since: int, today: date) -> Reading:
    """What entered for consumption and the duty calculated on it; with some partners, or with every country."""
    columns = ["CTY_CODE", "CTY_NAME", VALUES["consumption"], VALUES["duty"]]
    rows = [
        row
        for year in range(since, today.year + 1)
        for row in _rows(source, request("consumption", columns, year, _of(partners)), columns)
    ]
    return of_flows(dict.fromkeys(("consumption", "duty"), ("imports/hs", rows)))


def request(flow: str, columns: Sequence[str], year: int, filters: Sequence[tuple[str, str]] = ()) -> Request:
    """The question for a flow in a year. Without filters the groups come too."""
    months = ("time", f"from {year}-01 to {year}-12")
    return Request(
        service="census-api", path=f"{_SIDES[flow]}/hs", params=(("get", ",".join(columns)), months, *filters)
    )


def _of(partners: Sequence[str]) -> list[tuple[str, str]]:
    """The filters for some partners, or for every country without the groups."""
    if not partners:
        return [("SUMMARY_LVL", "DET")]
    return [("CTY_CODE", places.schedule_c(places.find(partner).code)) for partner in partners]


def _rows(source: Source, asked: Request, columns: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of the answer by column, with YEAR and MONTH for its `time`; an error unless it is such a table."""
    answer = source.get(asked)
    if not answer.content:
        return
    where = f"{asked.path} {dict(asked.params)['time'][5:9]}"
    said = json.loads(answer.content)
    if (
        not isinstance(said, list)
        or not said
        or not all(isinstance(row, list) and len(row) == len(said[0]) for row in said)
    ):
        raise _no_table("the answer is no table with a header", where)
    header, *rows = said
    if missing := [column for column in (*columns, "time") if column not in header]:
        raise _no_table(f"the answer has no column {', '.join(missing)}", where)
    for number, row in enumerate(rows, start=1):
        cells = dict(zip(header, row, strict=True))
        year, _, month = str(cells["time"]).partition("-")
        yield f"{where} row {number}", {key: str(cell) for key, cell in cells.items()} | {"YEAR": year, "MONTH": month}


def _no_table(what: str, where: str) -> TradeError:
    return TradeError(what, remedy="See what has changed: python -m macros drift.", where=where)


def _against_to_date(rows: Rows, flow: str) -> Problems:
    """Where the months of a partner and year do not add to the publisher's year to date, in any month that has one."""
    problems, sums = Problems(), defaultdict[tuple[str, str], int](int)
    column, to_date = VALUES[flow], _TO_DATE[flow]
    for where, row in sorted(rows, key=lambda one: (one[1]["CTY_CODE"], one[1]["YEAR"], one[1]["MONTH"])):
        if not (row[column].isdecimal() and row[to_date].isdecimal()):
            what = f"{column} is '{row[column]}' and {to_date} '{row[to_date]}'"
            problems.add(TradeError(what, remedy="Expected whole dollars, plain digits.", where=where))
            continue
        key = row["CTY_CODE"], row["YEAR"]
        sums[key] += int(row[column])
        if sums[key] != int(row[to_date]):
            problems.add(
                TradeError(
                    f"{flow} with {row['CTY_CODE']} are {row[to_date]} from January to {row['YEAR']}-{row['MONTH']}, "
                    f"but the months add to {sums[key]}",
                    remedy="Rows may be missing: fetch again; if it stays, ask the publisher.",
                    where=where,
                )
            )
            sums[key] = int(row[to_date])
    return problems
