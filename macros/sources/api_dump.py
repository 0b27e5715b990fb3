"""A download of Census's API, one CSV for each flow: partner, month and a value in whole US dollars.

A partner without trade in a month has no row, and stays without. Groups stand among the countries under codes that are
not the workbook's: 0021 is twenty Latin American republics here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.published import Published, Reading

_VALUES = {"imports": "GEN_VAL_MO", "exports": "ALL_VAL_MO"}


def read(imports: Path, exports: Path) -> Reading:
    """The numbers of both flows; an error unless they speak for the same months."""
    problems = Problems()
    kept: list[Published] = []
    spans: dict[str, Period] = {}
    for flow, path in (("imports", imports), ("exports", exports)):
        with problems.gathering():
            numbers = list(_numbers(path, flow, problems))
            spans[flow] = span(numbers, path.name)
            kept += numbers
    problems.raise_if_any()
    if spans["imports"] != spans["exports"]:
        raise TradeError(
            f"imports speak for {spans['imports']}, exports for {spans['exports']}",
            remedy="Fetch both flows for the same months.",
            where=f"{imports.name}, {exports.name}",
        )
    return Reading(source=f"{imports.name}, {exports.name}", kept=tuple(kept), covers=spans["imports"])


def _numbers(path: Path, flow: str, problems: Problems) -> Iterator[Published]:
    column = _VALUES[flow]
    for where, row in table(path, ["CTY_CODE", column, "YEAR", "MONTH"]):
        with problems.gathering(where):
            yield number(row, flow, column, where, places.from_api_code)


def number(
    row: dict[str, str], flow: str, column: str, where: str, place: Callable[[str], places.Place], product: str = ""
) -> Published:
    """The number in a row of the API's answer."""
    if not (row[column] or "").isdecimal():
        raise TradeError(f"{column} is '{row[column]}'", remedy="Expected whole dollars, plain digits.")
    return Published(
        partner=place(row["CTY_CODE"]).code,
        flow=flow,
        product=product,
        period=Period.parse(f"{row['YEAR']}-{row['MONTH']}"),
        value=int(row[column]),
        precision=1,
        where=where,
    )


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
