"""The glossary: each term of the trade with its meaning in our own words, and where we read it.

One CSV, `data/glossary/glossary.csv`, which writers edit. `term` is what pages call it by and print, `full` its heading where
that says more, `also` other names for it. What a definition says of policy can be overtaken: so one that names a recent year
says as of when (`as_of`), and may name the quotations that it rests on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from macros.errors import Problems, TradeError, near
from macros.store import written
from macros.store.quoted import Quotation, Register, require_date

COLUMNS = ("term", "full", "also", "group", "definition", "as_of", "quotations", "source", "link", "explain")
_REQUIRED = ("term", "group", "definition", "source")
_RECENT_YEAR = re.compile(r"\b20[1-9]\d\b")
_EXPLAIN = {"": False, "yes": True}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A term and its definition. `explain` says that a page must explain it where it is first used; `where` is its line in
    the file."""

    term: str
    full: str
    also: tuple[str, ...]
    group: str
    definition: str
    as_of: str
    quotations: tuple[Quotation, ...]
    source: str
    link: str
    explain: bool
    where: str

    @property
    def id(self) -> str:
        """Its place on the page of the glossary: "customs-value"."""
        return "-".join(re.findall(r"[a-z0-9]+", self.term.casefold()))

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, its own name first."""
        return (self.term, *self.also)

    @property
    def heading(self) -> str:
        """Its name as a heading has it."""
        name = self.full or self.term
        return name[0].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order in which they are explained."""

    entries: tuple[Entry, ...]

    @classmethod
    def read(cls, folder: Path, register: Register) -> Glossary:
        """The glossary in a folder, empty where there is none; `Problems` name file and line of what is wrong."""
        path = folder / "glossary.csv"
        if not path.is_file():
            return cls(())
        return cls(tuple(_parsed(path, written.text(path), tuple(register.quotations.values()))))

    def get(self, name: str) -> Entry:
        """The term of that name, capitals apart; `TradeError` with near names where there is none."""
        found = {each.casefold(): entry for entry in self.entries for each in entry.names}
        if name.casefold() not in found:
            raise TradeError(
                f"there is no term '{name}' in the glossary",
                remedy=near(name, (each for entry in self.entries for each in entry.names)) if found else
                "Add a row to data/glossary/glossary.csv.",
            )  # fmt: skip
        return found[name.casefold()]

    @property
    def groups(self) -> dict[str, list[Entry]]:
        """The terms by group, each group where its first term stands."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.group, []).append(entry)
        return found


@lru_cache(maxsize=8)
def _parsed(path: Path, text: str, quotations: tuple[Quotation, ...]) -> list[Entry]:
    problems, found = Problems(), dict[str, Entry]()
    register = Register(path, {one.id: one for one in quotations})
    for where, row in written.rows(text, written.place(path), COLUMNS, problems):
        with problems.gathering(where):
            entry = _entry(row, where, register)
            for name in entry.names:
                if name.casefold() in found:
                    raise TradeError(f"'{name}' is explained twice", remedy="Each name stands for one term.")
            found |= {name.casefold(): entry for name in entry.names}
    problems.raise_if_any()
    return list(dict.fromkeys(found.values()))


def _entry(row: dict[str, str], where: str, register: Register) -> Entry:
    written.require(row, _REQUIRED, "A term is explained in words of ours, in a group, with the source that was read.")
    require_date(row["as_of"])
    if (year := _RECENT_YEAR.search(row["definition"])) and not row["as_of"].strip():
        raise TradeError(
            f"the definition of '{row['term']}' speaks of {year[0]} and not as of when it is so",
            remedy="Fill in 'as_of': what is said of policy can be overtaken.",
        )
    if row["explain"].strip() not in _EXPLAIN:
        raise TradeError(
            f"'{row['explain']}' is not understood under 'explain'", remedy="Write yes, or leave it empty."
        )
    return Entry(
        term=row["term"].strip(),
        full=row["full"].strip(),
        also=tuple(filter(None, map(str.strip, row["also"].split(";")))),
        group=row["group"].strip(),
        definition=row["definition"].strip(),
        as_of=row["as_of"].strip(),
        quotations=tuple(map(register.get, row["quotations"].split())),
        source=row["source"].strip(),
        link=row["link"].strip(),
        explain=_EXPLAIN[row["explain"].strip()],
        where=where,
    )
