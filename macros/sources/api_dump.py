"""Answers of Census's API, one for each flow: partner, month and a value in whole US dollars.

A download of it is a CSV file, a live answer an array (`census_api`); both come here as rows. A partner without trade in a month
has no row, and stays without. Groups stand among the countries under codes that are not the workbook's: 0021 is twenty Latin
American republics here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.newcomers import Newcomers
from macros.sources.published import Published, Reading

VALUES = {"imports": "GEN_VAL_MO", "exports": "ALL_VAL_MO", "consumption": "CON_VAL_MO", "duty": "CAL_DUT_MO"}
"""The column that has each flow, by month."""
Rows = Iterable[tuple[str, Mapping[str, str]]]
"""Rows by column, each with the place it was read from."""


def read(imports: Path, exports: Path) -> Reading:
    """The numbers of both flows; an error unless they speak for the same months."""
    columns = ["CTY_CODE", "YEAR", "MONTH"]
    return of_flows(
        {
            flow: (path.name, table(path, [*columns[:1], VALUES[flow], *columns[1:]]))
            for flow, path in (("imports", imports), ("exports", exports))
        }
    )


def of_flows(answers: Mapping[str, tuple[str, Rows]], account: Sequence[str] = ()) -> Reading:
    """The numbers of some flows, each given as its source and rows; an error unless all speak for the same months."""
    problems = Problems()
    kept: list[Published] = []
    spans: dict[str, Period] = {}
    source = ", ".join(dict.fromkeys(name for name, _ in answers.values()))
    new = Newcomers(source)
    for flow, (name, rows) in answers.items():
        with problems.gathering():
            found = numbers(rows, flow, problems, new)
            kept += found
            if found or not new:
                spans[flow] = span(found, name)
    new.raise_if_any(problems)
    if len(set(spans.values())) > 1:
        raise TradeError(
            "flows do not speak for the same months: "
            + ", ".join(f"{flow} {months}" for flow, months in spans.items()),
            remedy="Fetch both flows for the same months.",
            where=source,
        )
    return Reading(source=source, kept=tuple(kept), covers=next(iter(spans.values())), account=tuple(account))


def numbers(rows: Rows, flow: str, problems: Problems, new: Newcomers, *, level: int = 0) -> list[Published]:
    """The numbers of one flow in rows of the API's answer; of products, where `level` says how many digits they have."""
    found: list[Published] = []
    for where, row in rows:
        with problems.gathering(where):
            try:
                found.append(_number(row, flow, where, _product(row, flow, level)))
            except places.Unknown as unknown:
                new.note(unknown.code, row.get("CTY_NAME") or "", _month(row))
    return found


def _product(row: Mapping[str, str], flow: str, level: int) -> str:
    """The product of a row, empty where rows are of all products together."""
    if not level:
        return ""
    product = row["E_COMMODITY" if flow == "exports" else "I_COMMODITY"]
    if row["COMM_LVL"] != f"HS{level}" or len(product) != level or not product.isdecimal():
        raise TradeError(
            f"'{product}' ({row['COMM_LVL']}) is not of HS{level}",
            remedy=f"Ask the API for COMM_LVL=HS{level}, or products would be counted twice.",
        )
    return product


def _number(row: Mapping[str, str], flow: str, where: str, product: str) -> Published:
    column = VALUES[flow]
    if not (row[column] or "").isdecimal():
        raise TradeError(f"{column} is '{row[column]}'", remedy="Expected whole dollars, plain digits.")
    return Published(
        partner=places.from_api_code(row["CTY_CODE"]).code,
        flow=flow,
        product=product,
        period=_month(row),
        value=int(row[column]),
        precision=1,
        where=where,
    )


def _month(row: Mapping[str, str]) -> Period:
    return Period.parse(f"{row['YEAR']}-{row['MONTH']}")


def table(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a CSV file with its place in it; an error unless it has the columns."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise TradeError(
                f"no column {', '.join(missing)}", remedy="Is it the API's answer as CSV?", where=f"{path.name}:1"
            )
        for row in reader:
            yield f"{path.name}:{reader.line_num}", row


def span(numbers: Sequence[Published], where: str) -> Period:
    """From the first month of some numbers to the last."""
    if not numbers:
        raise TradeError("no rows", remedy="The answer may be cut off; fetch it again.", where=where)
    return Period(min(n.period.first for n in numbers), max(n.period.last for n in numbers))
