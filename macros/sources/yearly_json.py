"""One file of JSON lines for each year: a partner's twelve months of both flows in US$ million, rounded to 0.1.

The totals of a year (or of the year to date) are the publisher's own, added up before rounding, so that they are better
than the sum of the months and are stored beside them. A month not yet published is null. There is no world row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.published import FLOWS, TENTH_OF_A_MILLION, Published, Reading, dollars, without_nil_groups

_GROUP = "AGG_"
_KEYS = ["country_code", "year", "exports", "imports", "exports_year", "imports_year", "balance_year"]


def read(paths: Sequence[Path]) -> Reading:
    """The numbers of all files: every month published, and the publisher's total of each year."""
    problems = Problems()
    rows = [entry for path in paths for entry in _rows(path, problems)]
    problems.raise_if_any()
    last = {
        year: max((at + 1 for _, row in rows if row["year"] == year for at in _published(row)), default=0)
        for year in {row["year"] for _, row in rows}
    }
    _require_whole_years(last, ", ".join(path.name for path in paths))
    kept: list[Published] = []
    for where, row in rows:
        with problems.gathering(where):
            kept += _numbers(row, last[row["year"]], where)
    problems.raise_if_any()
    kept, account = without_nil_groups(kept, {place.code for place in places.groups()})
    account += [
        "totals of a year or a year to date: stored, for the publisher added them up before rounding",
        f"{len(rows)} balances: checked to be exports less imports, and not stored",
    ]
    return Reading(
        source=", ".join(path.name for path in paths),
        kept=tuple(kept),
        covers=Period(min(last) * 12, max(last) * 12 + last[max(last)] - 1),
        account=tuple(account),
    )


def _numbers(row: dict[str, Any], last: int, where: str) -> Iterator[Published]:
    """The months and totals of a row."""
    code = row["country_code"]
    is_group = code.startswith(_GROUP)
    place = places.from_workbook_code(code.removeprefix(_GROUP)) if is_group else places.from_code(code)
    if row["balance_year"] != row["exports_year"] - row["imports_year"]:
        raise TradeError(
            f"the balance of {code} in {row['year']} is {row['balance_year']}, "
            f"but exports less imports are {row['exports_year'] - row['imports_year']}",
            remedy="Compare with the source.",
        )
    periods = [Period.month(row["year"], month) for month in range(1, last + 1)]
    # After a single month the total to date is that month over again.
    to_date = [Period.months(row["year"], 1, last)] if last > 1 else []
    for flow in FLOWS:
        if any(value is not None for value in row[flow][last:]) or None in row[flow][:last]:
            raise TradeError(
                f"{flow} of {code} have a gap: null before or a number after month {last}",
                remedy="Only months not yet published are null, for all partners alike.",
            )
        values = [*row[flow][:last], *[row[f"{flow}_year"]] * len(to_date)]
        for period, value in zip([*periods, *to_date], values, strict=True):
            in_dollars = dollars(value, where)
            if in_dollars % TENTH_OF_A_MILLION:
                raise TradeError(
                    f"{flow} of {code} in {period} are {value} million, finer than 0.1",
                    remedy="The source has changed its rounding: the importer must learn the new one.",
                )
            yield Published(
                partner=place.code,
                flow=flow,
                period=period,
                value=in_dollars,
                precision=TENTH_OF_A_MILLION,
                where=where,
            )


def _rows(path: Path, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with its place, its numbers as exact decimals."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.name}:{number}"
        with problems.gathering(where):
            yield where, _row(line)


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    except json.JSONDecodeError as error:
        raise TradeError(f"not JSON ({error})", remedy="The file may be cut off; fetch it again.") from error
    missing = [key for key in _KEYS if key not in row]
    if missing:
        raise TradeError(f"no {', '.join(missing)}", remedy=f"Expected {', '.join(_KEYS)}.")
    for flow in FLOWS:
        if len(row[flow]) != 12 or not all(isinstance(v, Decimal | None) for v in [*row[flow], row[f"{flow}_year"]]):
            raise TradeError(f"{flow} are not twelve numbers or nulls and a total", remedy="Compare with the source.")
    return {**row, "year": int(row["year"])}


def _published(row: dict[str, Any]) -> Iterator[int]:
    return (at for flow in FLOWS for at, value in enumerate(row[flow]) if value is not None)


def _require_whole_years(last: dict[int, int], where: str) -> None:
    """Raise unless the years follow each other and all but the newest are whole."""
    for year in range(min(last, default=0), max(last, default=0) + 1):
        if last.get(year, 0) != 12 and (year != max(last) or not last[year]):
            raise TradeError(
                f"{year} has {last.get(year, 0)} months published",
                remedy="Give a whole file for each year.",
                where=where,
            )
