"""Tables that writers edit by hand, as CSV: read row by row, each with its place in the file, and all mistakes at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from macros.errors import Problems, TradeError


def place(path: Path) -> str:
    """How a file below data/ is named to its writer: "data/quoted/quoted.csv"."""
    return "/".join(path.parts[-3:])


def text(path: Path) -> str:
    """The text of a table; spreadsheets put a byte order mark before the first column's name."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TradeError("the file is not UTF-8", remedy="Save it as 'CSV UTF-8'.", where=place(path)) from None


def rows(
    text: str, place: str, columns: tuple[str, ...], problems: Problems, *, may_follow: tuple[str, ...] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place, "data/quoted/quoted.csv:12". Rows that are not of the columns are noted and left out.

    Raises `TradeError` if the columns themselves are others. Those that `may_follow` are all there or none.
    """
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) not in (columns, (*columns, *may_follow)):
        also = f", and {', '.join(may_follow)} may follow" if may_follow else ""
        raise TradeError(
            f"the columns are {', '.join(reader.fieldnames or ['missing'])}",
            remedy=f"They must be {', '.join(columns)}{also}.",
            where=f"{place}:1",
        )
    for row in reader:
        where = f"{place}:{reader.line_num}"
        if None in row or None in row.values():
            problems.add(
                TradeError(
                    "the row has not one value for each column",
                    remedy="Put text that contains a comma between double quotes.",
                    where=where,
                )
            )
        else:
            yield where, row


def require(row: dict[str, str], columns: tuple[str, ...], remedy: str) -> None:
    """Raise unless a row has something in each of the columns; the first column of the row names it."""
    if missing := [column for column in columns if not row[column].strip()]:
        raise TradeError(f"'{next(iter(row.values()))}' has no {' and no '.join(missing)}", remedy=remedy)
