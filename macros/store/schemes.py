"""Schemes: who belongs to something as of a day, with the source of each standing: AGOA's beneficiaries, for one.

`data/<scheme>/` holds a passport and one CSV, which editors write. A state is the whole list of a day. States make no timeline:
what happened between two of them is not held, so a scheme is asked as of a day and answers with the day of its state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from macros import places
from macros.errors import Problems, TradeError, near
from macros.places import Place
from macros.store import written

COLUMNS = ("as_of", "place", "sources", "note")
FILE = "beneficiaries.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A place that belongs, the texts that say so, and one caution, which may be empty."""

    place: Place
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheme:
    """A scheme: what it is in words, what its two standings are called, and its states by day."""

    name: str
    title: str
    says: str
    within: str
    without: str
    publisher: str
    states: dict[date, dict[str, Member]]

    @classmethod
    def read(cls, folder: Path) -> Scheme:
        """The scheme in a folder; `TradeError` or `Problems` name file and line of what is wrong."""
        path = folder / FILE
        if not path.is_file():
            raise TradeError(f"there is no scheme '{folder.name}'", remedy=near(folder.name, names(folder.parent)))
        try:
            said = yaml.load((folder / "dataset.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            keys = {source["key"]: source["title"] for source in said["sources"]}
            return cls(
                name=said["name"],
                title=said["title"],
                says=said["scheme"],
                within=said["within"],
                without=said["without"],
                publisher=said["publisher"],
                states=_states(path, keys),
            )
        except KeyError as error:
            raise TradeError(
                f"the passport has no {error}",
                remedy="Copy it from data/agoa.",
                where=written.place(folder / "dataset.yml"),
            ) from None

    def state(self, day: date) -> tuple[date, dict[str, Member]]:
        """The newest state known on a day, with its own day; members by code. Raises where none is as old."""
        held = [as_of for as_of in self.states if as_of <= day]
        if not held:
            raise TradeError(
                f"'{self.name}' has no state as of {day.isoformat()}",
                remedy=f"The first is of {min(self.states).isoformat()}.",
            )
        return max(held), self.states[max(held)]


def names(data: Path) -> tuple[str, ...]:
    """The names of the schemes in a folder of data."""
    return tuple(sorted(found.parent.name for found in data.glob(f"*/{FILE}")))


def _states(path: Path, sources: dict[str, str]) -> dict[date, dict[str, Member]]:
    problems, found = Problems(), dict[date, dict[str, Member]]()
    for where, row in written.rows(written.text(path), written.place(path), COLUMNS, problems):
        with problems.gathering(where):
            day, member = _member(row, sources)
            if member.place.code in found.setdefault(day, {}):
                raise TradeError(f"{member.place} is given twice for {day}", remedy="Give each place once a day.")
            found[day][member.place.code] = member
    problems.raise_if_any()
    if not found:
        raise TradeError(
            "the file has no row", remedy="Add a row for each place that belongs.", where=written.place(path)
        )
    return found


def _member(row: dict[str, str], sources: dict[str, str]) -> tuple[date, Member]:
    try:
        day = date.fromisoformat(row["as_of"])
    except ValueError:
        raise TradeError(f"'{row['as_of']}' is not a day", remedy="Write it as 2026-05-19.") from None
    keys = tuple(row["sources"].split())
    if not keys:
        raise TradeError(f"'{row['place']}' has no source", remedy="Name at least one of the passport's sources.")
    if unknown := [key for key in keys if key not in sources]:
        raise TradeError(f"the passport has no source '{unknown[0]}'", remedy=near(unknown[0], sources))
    return day, Member(place=places.from_code(row["place"]), sources=keys, note=row["note"])
