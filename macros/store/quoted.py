"""The register of quotations: what others said, in their words, with publisher, date and link.

One CSV, `data/quoted/quoted.csv`, which writers edit. A row is a figure or a statement; `words` is how it is quoted where the
page gives no words of its own, `says` what the source said, in a sentence of ours. A row that fills in `data`, `side`,
`partner` and `asks` says what it is about in our own terms, so that the record can be held against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from macros import places, units
from macros.errors import Problems, TradeError, near
from macros.places import Place
from macros.store import written

COLUMNS = (
    "id", "words", "value", "unit", "says", "period", "publisher", "document", "published", "link", "note",
    "data", "side", "partner", "asks", "contradicts",
)  # fmt: skip
_REQUIRED = ("id", "words", "says", "publisher", "published")
_ABOUT = ("data", "side", "partner", "asks")


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a quoted number is about in our own terms: a dataset, two places, and what is asked of it, as pages ask."""

    data: str
    side: Place
    partner: Place
    asks: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Something said by somebody else. `published` is a date as exactly as it is known: 2026, 2026-02 or 2026-02-03.

    `contradicts` are the ids of what it does not fit beside, which its note explains; `where` is its line in the register.
    """

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
    about: About | None
    contradicts: tuple[str, ...]
    where: str

    @property
    def last_day(self) -> date:
        """The last day on which it can have been published."""
        year, month, day = (int(part) for part in (self.published + "-0-0").split("-")[:3])
        if day:
            return date(year, month, day)
        following = date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)
        return following - timedelta(days=1)


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
        return cls(path, _parsed(path, written.text(path)))

    def get(self, id: str) -> Quotation:
        """The quotation of that id."""
        if id not in self.quotations:
            raise TradeError(
                f"there is no quotation '{id}' in the register", remedy=near(id, self.quotations) if self.quotations else
                "Add a row to data/quoted/quoted.csv.",
            )  # fmt: skip
        return self.quotations[id]

    def at_odds(self, quotation: Quotation) -> list[Quotation]:
        """What a quotation contradicts and what contradicts it, in the order of the register."""
        return [
            other
            for other in self.quotations.values()
            if other.id in quotation.contradicts or quotation.id in other.contradicts
        ]


@lru_cache(maxsize=8)
def _parsed(path: Path, text: str) -> dict[str, Quotation]:
    problems, found = Problems(), dict[str, Quotation]()
    for where, row in written.rows(text, written.place(path), COLUMNS, problems):
        with problems.gathering(where):
            written.require(row, _REQUIRED, "A quotation must say who said it and when.")
        if row["id"] in found:
            problems.add(
                TradeError(f"'{row['id']}' is given twice", remedy="Each id stands for one quotation.", where=where)
            )
        with problems.gathering(where):
            require_date(row["published"])
        with problems.gathering(where):
            found[row["id"]] = _quotation(row, where)
    for quotation in found.values():
        with problems.gathering(quotation.where):
            _require_contradicted(quotation, found)
    problems.raise_if_any()
    return found


def _quotation(row: dict[str, str], where: str) -> Quotation:
    return Quotation(
        **{name: row[name] for name in COLUMNS if name not in ("value", *_ABOUT, "contradicts")},
        value=_value(row),
        about=_about(row),
        contradicts=tuple(row["contradicts"].split()),
        where=where,
    )


def _about(row: dict[str, str]) -> About | None:
    """What a row is about in our terms, None where it does not say."""
    filled = [column for column in _ABOUT if row[column].strip()]
    if not filled:
        return None
    if missing := [column for column in (*_ABOUT, "value") if not row[column].strip()]:
        raise TradeError(f"'{row['id']}' gives {' and '.join(filled)}, but no {' and no '.join(missing)}",
                         remedy="To be checked, a row needs data, side, partner, asks and value.")  # fmt: skip
    side, partner = (places.find(row[column]) for column in ("side", "partner"))
    return About(data=row["data"], side=side, partner=partner, asks=row["asks"])


def _require_contradicted(quotation: Quotation, found: dict[str, Quotation]) -> None:
    """Raise unless what a row contradicts is there, and the row says in its note what to make of it."""
    for id in quotation.contradicts:
        if id not in found or id == quotation.id:
            raise TradeError(f"'{quotation.id}' contradicts '{id}', which is no other quotation of the register",
                             remedy=near(id, found.keys() - {quotation.id}))  # fmt: skip
    if quotation.contradicts and not quotation.note.strip():
        raise TradeError(f"'{quotation.id}' contradicts another and has no note",
                         remedy="Say in 'note' what to make of it; pages that quote either show it.")  # fmt: skip


def _value(row: dict[str, str]) -> Decimal | None:
    """The number that was quoted, in the register's unit; None for a statement."""
    if not row["value"]:
        return None
    # Decimal would also read NaN, Infinity, 1_000 and 1e3.
    if not re.fullmatch(r"-?\d+(\.\d+)?", row["value"], re.ASCII):
        raise TradeError(f"'{row['value']}' is not a number", remedy="Write plain digits, such as 930.8.")
    units.parse(row["unit"])
    return Decimal(row["value"])


def require_date(text: str) -> None:
    """Raise unless a text is a year, a month or a day; one that is missing is reported elsewhere."""
    try:
        if not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", text.strip(), re.ASCII):
            raise ValueError
        date.fromisoformat(text.strip() + "0001-01-01"[len(text.strip()) :])
    except ValueError:
        raise TradeError(f"'{text}' is not a date", remedy="Write 2026, 2026-02 or 2026-02-03.") from None
