"""Census's workbook country.xlsx: US goods trade with every partner and group by month, in US$ million.

What it does not say about itself: a month not yet published is 0 there, like a true nil; country rows are rounded to
0.1 million before 2003; and a code whose territory is gone goes on with rows of zeros for years. Its yearly totals are the
sums of its months, rounded or not, and carry nothing of their own. Where a year has one that is not, they were added up
before rounding, and are then better than the months and stored beside them.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median_low

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.newcomers import Newcomers
from macros.sources.published import MILLION, TENTH_OF_A_MILLION, Published, Reading, dollars, without_nil_groups

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_LETTERS = {"imports": "I", "exports": "E"}
COLUMNS = ["year", "CTY_CODE", "CTYNAME"] + [letter + month for letter in "IE" for month in [*_MONTHS, "YR"]]
# The decimals of a value in millions, at the least, and what they say it is rounded to.
_STEPS = ((4, 1), (2, 1_000), (1, TENTH_OF_A_MILLION), (0, MILLION))
_SEASONALLY_ADJUSTED = "0004"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One flow of one row: twelve months and their total, in millions as printed."""

    code: str
    partner: str
    flow: str
    year: int
    months: tuple[Decimal, ...]
    total: Decimal
    where: str


def read(path: Path) -> Reading:
    """The numbers of a workbook up to its last published month."""
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, name: str) -> Reading:
    """The same of its bytes; `name` is how its rows are cited."""
    problems = Problems()
    lines, adjusted = _lines(content, name, problems)
    last = max(
        (line.year * 12 + at for line in lines for at, value in enumerate(line.months) if value),
        default=None,
    )
    if last is None:
        raise TradeError("no month has a value", remedy="Compare with the source.", where=name)
    covers = Period(min(line.year for line in lines) * 12, last)
    precision = _precisions(lines)
    with_totals = {line.year for line in lines if line.total != sum(line.months, Decimal(0))}
    kept: list[Published] = []
    outside = 0
    for line in lines:
        with problems.gathering():
            step = precision[_key(line)]
            _require_total(line, step)
            life = covers if places.is_group(line.partner) else places.life(line.code)
            for at, value in enumerate(line.months):
                month = Period.month(line.year, at + 1)
                if month not in covers:
                    continue
                # A nil outside the life of a code is no observation; a value there is the source's own, and stays.
                if not value and month not in life:
                    outside += 1
                    continue
                kept.append(
                    Published(
                        partner=line.partner,
                        flow=line.flow,
                        period=month,
                        value=dollars(value, line.where),
                        precision=step,
                        where=line.where,
                    )
                )
            to_date = Period(line.year * 12, min(line.year * 12 + 11, covers.last))
            if line.year in with_totals and len(to_date) > 1 and (line.total or to_date in life):
                kept.append(
                    Published(
                        partner=line.partner,
                        flow=line.flow,
                        period=to_date,
                        value=dollars(line.total, line.where),
                        precision=step,
                        where=line.where,
                    )
                )
    problems.raise_if_any()
    groups = {place.code for place in places.groups()}
    kept, account = without_nil_groups(kept, groups)
    account += [
        f"{adjusted} rows of the seasonally adjusted world (0004): left out, another series",
        f"months after {covers.end}: cut, zero in every row because not yet published",
        f"{outside} nils outside the months in which a code was in use: left out, they are no observations",
        *_on_totals(lines, with_totals),
    ]
    return Reading(source=name, kept=tuple(kept), covers=covers, account=tuple(account))


def _on_totals(lines: list[_Line], with_totals: set[int]) -> Iterator[str]:
    stored = sum(line.year in with_totals for line in lines)
    if stored:
        yield f"{stored} totals of a year or a year to date: stored, for the publisher added them up before rounding"
    if stored < len(lines):
        rest = len(lines) - stored
        yield f"{rest} yearly totals: checked against their months and not stored, for they are no more than the sums"


def _require_total(line: _Line, step: int) -> None:
    """Raise where the total of a row is further from its months than rounding explains."""
    added = sum(line.months, Decimal(0))
    if 2 * abs(line.total - added) * MILLION > (len(line.months) + 1) * step:
        raise TradeError(
            f"{line.flow} with {places.name(line.partner)} in {line.year} are {line.total}, "
            f"but the months add to {added} million",
            remedy="Compare with the source.",
            where=line.where,
        )


def _key(line: _Line) -> tuple[str, str, int]:
    return (line.partner if places.is_group(line.partner) else "", line.flow, line.year)


def _precisions(lines: list[_Line]) -> Mapping[tuple[str, str, int], int]:
    """The precision of a year, by the last digit that at least half its months show.

    One value's look tells nothing (59.1 may be 59.100000), a year's does: of all countries together, of a group by
    itself. A stray long value does not make a year precise, as in the European Union's of 2005; its imports of 2004
    are in thousands, and the world's of 2004 to 2007 in whole millions.
    """
    decimals: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for line in lines:
        decimals[_key(line)] += (max(0, -int(v.normalize().as_tuple().exponent)) for v in line.months if v)
    usual = {key: median_low(printed) for key, printed in decimals.items() if printed}
    return {key: next(step for least, step in _STEPS if usual.get(key, 0) >= least) for key in decimals}


def _lines(content: bytes, name: str, problems: Problems) -> tuple[list[_Line], int]:
    """Every row as two lines, one for each flow, and how many rows of the adjusted world were passed over.

    Raises, gathered, for what is wrong; `Newcomers` alone where there is nothing but places that are not known yet.
    """
    lines: list[_Line] = []
    adjusted = 0
    new = Newcomers(name)
    for number, row in enumerate(_rows(content, name), start=2):
        where = f"{name}:{number}"
        code = str(row["CTY_CODE"])
        if code == _SEASONALLY_ADJUSTED:
            adjusted += 1
            continue
        with problems.gathering(where):
            year = _year(row["year"])
            try:
                partner = places.from_workbook_code(code).code
            except places.Unknown:
                first = next((at for at, month in enumerate(_MONTHS) if row[f"I{month}"] or row[f"E{month}"]), None)
                new.note(code, str(row["CTYNAME"]), None if first is None else Period.month(year, first + 1))
                continue
            for flow, letter in _LETTERS.items():
                months = tuple(_millions(row, letter + month) for month in _MONTHS)
                total = _millions(row, letter + "YR")
                lines.append(
                    _Line(code=code, partner=partner, flow=flow, year=year, months=months, total=total, where=where)
                )
    new.raise_if_any(problems)
    return lines, adjusted


def header(content: bytes, name: str) -> list[str]:
    """The names of a workbook's columns."""
    return [str(cell) for cell in next(_cells(content, name), ())]


def _rows(content: bytes, name: str) -> Iterator[dict[str, object]]:
    cells = _cells(content, name)
    columns = [str(cell) for cell in next(cells, ())]
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise TradeError(
            f"no column {', '.join(missing)}",
            remedy=f"Expected {', '.join(COLUMNS[:4])} … EYR.",
            where=f"{name}:1",
        )
    for row in cells:
        if any(cell is not None for cell in row):
            yield dict(zip(columns, row, strict=True))


def _cells(content: bytes, name: str) -> Iterator[tuple[object, ...]]:
    """The cells of the first sheet, row by row."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise TradeError(
            f"not a readable Excel workbook ({error})",
            remedy="Open it: it may be an error page or cut off; fetch it again.",
            where=name,
        ) from error
    yield from book.worksheets[0].iter_rows(values_only=True)


def _year(cell: object) -> int:
    text = str(cell)
    if not (text.isdigit() and len(text) == 4):
        raise TradeError(f"'{text}' is not a year", remedy="Expected four digits.")
    return int(text)


def _millions(row: Mapping[str, object], column: str) -> Decimal:
    cell = row[column]
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise TradeError(f"{column} is '{cell}', not a number", remedy="A month without trade is 0 in this file.")
    # Cells are binary: 59.1 may come as 59.10000000000001. Eight decimals are cents, so that less than a dollar shows.
    return Decimal(repr(round(cell, 8)))
