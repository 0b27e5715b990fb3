"""What we hold, as it is told to those who want to take it: every dataset and register with its passport, and which of its
files may be passed on.

`Passport` has what a figure needs. This has what a person needs, of the registers too, which have no reporter and no vintages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from macros.errors import TradeError
from macros.periods import Period
from macros.store.passport import PASSPORT

MAY_BE_PASSED_ON = frozenset({"us-government-work", "CC0-1.0", "CC-BY-4.0", "PDDL-1.0", "ODC-BY-1.0"})
"""The licences, by the names that passports use, under which a file may be offered again. No other is guessed to allow it."""
_TABLES = (".csv", ".parquet")
_TRAITS = ("reporter", "frequency", "basis", "adjustment", "prices", "currency")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Something named, with its address, which may be empty."""

    title: str
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of a dataset. A vintage has the day it was known and the months it speaks for; other files have neither."""

    path: Path
    sealed: str = ""
    rows: int = 0
    vintage: str = ""
    known: date | None = None
    covers: Period | None = None
    origin: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def hash(self) -> str:
        """SHA-256 in hexadecimal: as the passport sealed it, or of the file as it is where it may be written on."""
        return self.sealed or hashlib.sha256(self.path.read_bytes()).hexdigest()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.path.stat().st_size


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """A dataset or register: what it is, whose, under what licence, and its files, the newest vintage first.

    `short` names it where there is little room; `traits` are what a passport says of all its figures; `flows` and `fields` have
    names with what they mean. What a passport does not say is empty.
    """

    name: str
    title: str
    short: str
    description: str
    publisher: str
    licence: Link
    may_be_passed_on: bool
    sources: tuple[Link, ...]
    traits: dict[str, str]
    flows: dict[str, str]
    published: str
    has_calendar: bool
    fields: dict[str, str]
    files: tuple[File, ...]
    passport: Path

    @classmethod
    def read(cls, folder: Path) -> Holding:
        """The holding in a folder; without a licence that we know, its files may not be passed on."""
        path = folder / PASSPORT
        said: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for key in ("name", "title", "resources"):
            if key not in said:
                raise TradeError(
                    f"the passport has no '{key}'",
                    remedy="Copy it from another dataset's.",
                    where=f"{folder.parent.name}/{folder.name}/{PASSPORT}",
                )
        licence: dict[str, str] = next(iter(said.get("licenses", [])), {})
        resources: list[dict[str, Any]] = said["resources"] or []
        schema: dict[str, Any] = said.get("schema") or next((one["schema"] for one in resources if "schema" in one), {})
        return cls(
            name=said["name"],
            title=said["title"],
            short=said.get("short", said["title"]),
            description=_on_one_line(said.get("description", "")),
            publisher=said.get("publisher", ""),
            licence=Link(title=licence.get("title", ""), path=licence.get("path", "")),
            may_be_passed_on=licence.get("name") in MAY_BE_PASSED_ON,
            sources=tuple(Link(title=one["title"], path=one.get("path", "")) for one in said.get("sources", [])),
            traits={name: str(said[name]) for name in _TRAITS if name in said},
            flows={name: f"{one['title']}, {one['valuation']}" for name, one in said.get("flows", {}).items()},
            published=str(said.get("calendar", {}).get("published", "")),
            has_calendar=bool(said.get("calendar", {}).get("releases")),
            fields={one["name"]: one.get("description", "") for one in schema.get("fields", [])},
            files=tuple(_files(folder, resources)),
            passport=path,
        )

    @property
    def is_register(self) -> bool:
        """Whether we wrote it, and there are no vintages of a publisher's figures in it."""
        return "reporter" not in self.traits

    @property
    def is_held(self) -> bool:
        """Whether there is a file of it; a dataset may await its first vintage."""
        return bool(self.files)


def holdings(data: Path) -> tuple[Holding, ...]:
    """Everything below a data folder that has a passport: what is renewed by a calendar, other datasets, then registers."""
    found = [Holding.read(path.parent) for path in sorted(data.glob(f"*/{PASSPORT}"))]
    return tuple(sorted(found, key=lambda one: (one.is_register, not one.has_calendar, one.name)))


def _files(folder: Path, resources: list[dict[str, Any]]) -> Iterator[File]:
    """The files that a passport lists, the newest first, and any table beside them, such as the names of products."""
    listed = [
        File(
            path=folder / one["path"],
            sealed=str(one.get("hash", "")).removeprefix("sha256:"),
            rows=int(one.get("rows", 0)),
            vintage=str(one.get("vintage", "")),
            known=one.get("known"),
            covers=Period.parse(str(one["covers"])) if "covers" in one else None,
            origin=str(one.get("origin", "")),
            notes=tuple(map(_on_one_line, one.get("notes", ()))),
        )
        for one in resources
    ]
    yield from sorted(listed, key=lambda file: file.known or date.max, reverse=True)
    names = {file.path.name for file in listed}
    yield from (
        File(path=path)
        for path in sorted(folder.iterdir())
        if path.suffix in _TABLES and path.name not in names and not path.name.startswith(".")
    )


def _on_one_line(text: object) -> str:
    return " ".join(str(text).split())
