"""Countries that a publisher lists and we do not know yet: a question for a person, with the answer ready to be put down.

A new code of Schedule C is no mistake; countries come and go. But which it is, how it is called here and from when it counts
is not for a program to say. So a reading that meets one ends with `Newcomers`, and everything stays as it was. The row that
would make it a place is in its words; once a person has put that into `data/places/schedule_c.csv`, it is one like any other.
"""

from __future__ import annotations

import csv
import io

import pycountry

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.store.contents import NEW_PLACES
from macros.store.newplaces import COLUMNS


class Newcomers(TradeError):
    """Codes that are no place's yet, each as a row that would make it one."""

    def __init__(self, source: str) -> None:
        super().__init__("places that are not known yet", where=source)
        self._seen: dict[str, tuple[str, Period | None]] = {}

    def note(self, code: str, name: str, month: Period | None) -> None:
        """Take note of a code, of what the publisher calls it last, and of a month in which it traded."""
        _, earlier = self._seen.get(code, ("", None))
        self._seen[code] = (name, min(filter(None, (earlier, month)), default=None))

    def __bool__(self) -> bool:
        return bool(self._seen)

    @property
    def rows(self) -> tuple[dict[str, str], ...]:
        """The rows that would make them places: code, name and first month as far as they can be told."""
        return tuple(_row(code, name, first) for code, (name, first) in sorted(self._seen.items()))

    def __str__(self) -> str:
        return "\n".join(
            f"{self.where}: Schedule C {row['schedule_c']}, '{self._seen[row['schedule_c']][0]}', is no place we know. "
            f"Look at it, then put this row into data/{NEW_PLACES}: {_line(row)}"
            for row in self.rows
        )

    def raise_if_any(self, problems: Problems) -> None:
        """End here if anything was gathered: with all problems, or with these alone where there are no others."""
        if self and problems:
            problems.add(self)
        problems.raise_if_any()
        if self:
            raise self


def _row(code: str, name: str, first: Period | None) -> dict[str, str]:
    called = name.title() if name.isupper() else name
    found = next((c for c in pycountry.countries if called.casefold() in (c.name.casefold(), _common(c))), None)
    taken = {place.code for place in places.everywhere()}
    ours = found.alpha_3 if found is not None and found.alpha_3 not in taken else f"SC-{code}"
    said = {"schedule_c": code, "code": ours, "kind": "country", "name": called, "since": str(first or "")}
    return {column: said.get(column, "") for column in COLUMNS}


def _common(country: object) -> str:
    return str(getattr(country, "common_name", "")).casefold()


def _line(row: dict[str, str]) -> str:
    line = io.StringIO()
    csv.DictWriter(line, COLUMNS, lineterminator="").writerow(row)
    return line.getvalue()
