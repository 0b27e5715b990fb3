"""The register of dated events: on which day what took effect, each with the quotation that says so.

One CSV, `data/events/events.csv`, which writers edit. `name` is how a chart names the event, `short` where there is little
room, `quotation` the id of the row of the register of quotations that it rests on: no event without a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.errors import Problems, TradeError, near
from macros.store import written
from macros.store.quoted import Quotation, Register

COLUMNS = ("key", "day", "name", "short", "quotation")
_REQUIRED = ("key", "day", "name", "quotation")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """Something that took effect on a day. `where` is its line in the register."""

    key: str
    day: date
    name: str
    short: str
    quotation: Quotation
    where: str


@dataclass(frozen=True, slots=True)
class Events:
    """All dated events by key."""

    events: dict[str, Dated]

    @classmethod
    def read(cls, folder: Path, register: Register) -> Events:
        """The register in a folder, empty where there is none; `Problems` name file and line of what is wrong."""
        path = folder / "events.csv"
        if not path.is_file():
            return cls({})
        return cls(_parsed(path, register))

    def get(self, key: str) -> Dated:
        """The event of that key."""
        if key not in self.events:
            raise TradeError(
                f"there is no event '{key}' in the register", remedy=near(key, self.events) if self.events else
                "Add a row to data/events/events.csv.",
            )  # fmt: skip
        return self.events[key]


def _parsed(path: Path, register: Register) -> dict[str, Dated]:
    problems, found = Problems(), dict[str, Dated]()
    for where, row in written.rows(written.text(path), written.place(path), COLUMNS, problems):
        with problems.gathering(where):
            event = _event(row, where, register)
            if event.key in found:
                raise TradeError(f"'{event.key}' is given twice", remedy="Each key stands for one event.")
            found[event.key] = event
    problems.raise_if_any()
    return found


def _event(row: dict[str, str], where: str, register: Register) -> Dated:
    written.require(row, _REQUIRED, "An event has a day, a name, and the id of the quotation that it rests on.")
    return Dated(
        key=row["key"],
        day=_day(row["day"]),
        name=row["name"],
        short=row["short"].strip() or row["name"],
        quotation=register.get(row["quotation"]),
        where=where,
    )


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise TradeError(
            f"'{text}' is not a day", remedy="Write 2026-02-03; a month or a year is not enough."
        ) from None
