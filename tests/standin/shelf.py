"""The figures that the stand-in has, and how they are put there: rows of our own tidy layout."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from macros.periods import Period


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a vintage: value in whole US dollars, `period` as it is written there."""

    partner: str
    flow: str
    period: str
    value: int
    product: str = ""

    @property
    def span(self) -> Period:
        return Period.parse(self.period)


class Shelf:
    """Rows by record: "us" is what the United States report; "404" and the like are Comtrade's reporters."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Row, ...]] = {}
        self.indicators: list[tuple[str, str, str, str | None]] = []
        """The World Bank's: indicator, ISO alpha-3 code, year, value as printed or None."""
        self.names: dict[str, str] = {}
        """What a publisher calls a place, by its own code, where that is not our name."""
        self.generation = 0

    def put(self, record: str, rows: Iterable[Row]) -> None:
        """Let a record be these rows."""
        self._rows[record] = tuple(rows)
        self.generation += 1

    def load(self, record: str, *vintage: Path) -> None:
        """Let a record be the rows of a vintage: its file of partners, and that of groups."""
        self.put(record, [row for path in vintage for row in read(path)])

    def rows(self, record: str) -> tuple[Row, ...]:
        """The rows of a record, none where it was never put there."""
        return self._rows.get(record, ())

    def records(self) -> list[str]:
        """The records that have rows."""
        return sorted(self._rows)


def read(path: Path) -> list[Row]:
    """The rows of a tidy file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Row(said["partner"], said["flow"], said["period"], int(said["value"]), said.get("product") or "")
            for said in csv.DictReader(lines)
        ]
