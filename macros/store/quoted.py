"""The register of quotations: what others said, in their words, with publisher, date and link.

One CSV, `data/quoted/quoted.csv`, which writers edit. A row is a figure or a statement; `words` is how it is quoted where the
page gives no words of its own, `says` what the source said, in a sentence of ours.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from macros import units
from macros.errors import Problems, TradeError, near

COLUMNS = ("id", "words", "value", "unit", "says", "period", "publisher", "document", "published", "link", "note")
_REQUIRED = ("id", "words", "says", "publisher", "published")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Something said by somebody else. `published` is a date as exactly as it is known: 2026, 2026-02 or 2026-02-03."""

    id: str
    words: str
    value: Decimal | None
    unit: str
    says: str
    period: str
    publisher: str
    document: str
    published: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class Register:
    """All quotations by id."""

    path: Path
    quotations: dict[str, Quotation]

    @classmethod
    def read(cls, folder: Path) -> Register:
        """The register in a folder, empty where there is none; `Problems` name file and line of what is wrong."""
        path = folder / "quoted.csv"
        if not path.is_file():
            return cls(path, {})
        try:
            # Spreadsheets put a byte order mark before the first column's name.
            return cls(path, _parsed(path, path.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError:
            raise TradeError("the file is not UTF-8", remedy="Save it as 'CSV UTF-8'.", where=_place(path)) from None

    def get(self, id: str) -> Quotation:
        """The quotation of that id."""
        if id not in self.quotations:
            raise TradeError(
                f"there is no quotation '{id}' in the register", remedy=near(id, self.quotations) if self.quotations else
                "Add a row to data/quoted/quoted.csv.",
            )  # fmt: skip
        return self.quotations[id]


@lru_cache(maxsize=8)
def _parsed(path: Path, text: str) -> dict[str, Quotation]:
    place = _place(path)
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise TradeError(
            f"the columns are {', '.join(reader.fieldnames or ['missing'])}", remedy=f"They must be {', '.join(COLUMNS)}.",
            where=f"{place}:1",
        )  # fmt: skip
    problems, found = Problems(), dict[str, Quotation]()
    for row in reader:
        where = f"{place}:{reader.line_num}"
        if None in row or None in row.values():
            problems.add(TradeError("the row has not one value for each column", where=where,
                                    remedy="Put text that contains a comma between double quotes."))  # fmt: skip
            continue
        missing = [column for column in _REQUIRED if not row[column].strip()]
        if missing:
            problems.add(TradeError(f"'{row['id']}' has no {' and no '.join(missing)}", where=where,
                                    remedy="A quotation must say who said it and when."))  # fmt: skip
        if row["id"] in found:
            problems.add(
                TradeError(f"'{row['id']}' is given twice", remedy="Each id stands for one quotation.", where=where)
            )
        with problems.gathering(where):
            _require_date(row["published"])
        with problems.gathering(where):
            value = _value(row)
            found[row["id"]] = Quotation(value=value, **{name: text for name, text in row.items() if name != "value"})
    problems.raise_if_any()
    return found


def _value(row: dict[str, str]) -> Decimal | None:
    """The number that was quoted, in the register's unit; None for a statement."""
    if not row["value"]:
        return None
    # Decimal would also read NaN, Infinity, 1_000 and 1e3.
    if not re.fullmatch(r"-?\d+(\.\d+)?", row["value"], re.ASCII):
        raise TradeError(f"'{row['value']}' is not a number", remedy="Write plain digits, such as 930.8.")
    units.parse(row["unit"])
    return Decimal(row["value"])


def _require_date(text: str) -> None:
    """Raise unless a text is a year, a month or a day; one that is missing is reported elsewhere."""
    try:
        if not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", text.strip(), re.ASCII):
            raise ValueError
        date.fromisoformat(text.strip() + "0001-01-01"[len(text.strip()) :])
    except ValueError:
        raise TradeError(f"'{text}' is not a date", remedy="Write 2026, 2026-02 or 2026-02-03.") from None


def _place(path: Path) -> str:
    return "/".join(path.parts[-3:])
