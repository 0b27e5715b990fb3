"""JSON lines of duty: a partner's twelve months of calculated duty and of imports for consumption, in whole US dollars.

Calculated duty is what Census works out from the entries, and its rate is that over their customs value. The rates and the
totals of a year are checked and not stored, for months to the dollar add up to them. A month not yet published is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.api_dump import span
from macros.sources.published import ON_ENTRY, Published, Reading

_KEYS = {"consumption": "import_value", "duty": "duties"}
_RATE = "rate"
_LAST_DIGIT = Decimal("0.00001")


def read(paths: Sequence[Path]) -> Reading:
    """The months of all files; an error, gathered, for every row that does not add up."""
    problems = Problems()
    kept: list[Published] = []
    rows = 0
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            rows += 1
            with problems.gathering(where := f"{path.name}:{number}"):
                kept += _months(_row(line), where)
    problems.raise_if_any()
    source = ", ".join(path.name for path in paths)
    account = (f"{rows} totals of a year, and the rates: checked against the months, and not stored",)
    return Reading(source=source, kept=tuple(kept), covers=span(kept, source), account=account)


def _row(line: str) -> dict[str, Any]:
    """A row with its rates as exact decimals."""
    try:
        row = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise TradeError(f"not JSON ({error})", remedy="The file may be cut off; fetch it again.") from error
    lists = [*_KEYS.values(), _RATE]
    wanted = ["country_code", "year", *lists, *(f"{key}_year" for key in lists)]
    missing = [key for key in wanted if key not in row]
    if missing:
        raise TradeError(f"no {', '.join(missing)}", remedy=f"Expected {', '.join(wanted)}.")
    for key in lists:
        if not isinstance(row[key], list) or len(row[key]) != 12:
            raise TradeError(f"'{key}' are not twelve months", remedy="Compare with the source.")
    for key in _KEYS.values():
        if any(not isinstance(value, int) or value < 0 for value in (*filter(_is_given, row[key]), row[f"{key}_year"])):
            raise TradeError(f"'{key}' are not whole dollars, zero or more", remedy="Compare with the source.")
    return dict(row)


def _months(row: dict[str, Any], where: str) -> Iterator[Published]:
    """The months of a row that are published, once they are known to add up."""
    place, year = places.from_code(row["country_code"]), row["year"]
    last = len(list(takewhile(_is_given, row["duties"])))
    for key in (*_KEYS.values(), _RATE):
        if any(map(_is_given, row[key][last:])) or not all(map(_is_given, row[key][:last])):
            raise TradeError(
                f"'{key}' of {place.code} have a gap: null before or a number after month {last}",
                remedy="Only months not yet published are null, in every list alike.",
            )
    for key in _KEYS.values():
        if sum(row[key][:last]) != row[f"{key}_year"]:
            raise TradeError(
                f"'{key}' of {place.code} in {year} add to {sum(row[key][:last])}, but the total is {row[f'{key}_year']}",
                remedy="Compare with the source.",
            )
    sums = [*zip(row["duties"], row["import_value"], row[_RATE], strict=True)][:last]
    for duty, value, rate in (*sums, (row["duties_year"], row["import_value_year"], row[f"{_RATE}_year"])):
        if value and abs(Decimal(duty) / value - rate) > _LAST_DIGIT:
            raise TradeError(
                f"a rate of {place.code} in {year} is {rate}, but {duty} over {value} is {duty / value:.5f}",
                remedy="Compare with the source.",
            )
    for flow in ON_ENTRY:
        for month, value in enumerate(row[_KEYS[flow]][:last], start=1):
            yield Published(
                partner=place.code,
                flow=flow,
                period=Period.month(year, month),
                value=value,
                precision=1,
                where=where,
            )


def _is_given(value: object) -> bool:
    return value is not None
