"""The desk: one site's data and pages, read once and kept as long as nothing changes.

Zensical runs the macros module once for every page and MkDocs once for all, so nothing is kept there: a desk is found by
the content of what it reads (`Desk.at`), and a sheet by its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from macros.charts.cache import Cache
from macros.charts.pool import Pool
from macros.errors import Problems, TradeError
from macros.ledger import PageEntry
from macros.pages import companions, front
from macros.pages.front import Front, is_template
from macros.pages.made import Making, once
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.store.events import Events
from macros.store.glossary import Glossary
from macros.store.history import History
from macros.store.holdings import Holding, holdings
from macros.store.passport import Passport, datasets
from macros.store.quoted import Register
from macros.store.record import Record
from macros.store.schemes import FILE as MEMBERS
from macros.store.schemes import Scheme, names

HANDBOOK = "desk/"
"""The address below which the pages are for writers: built and checked like the others, and not part of what we say."""


class Desk:
    """The data and the pages below one folder, on one day; with `as_of`, as they would have been on a past one. With `sample` a
    template makes so many of its pages and no more."""

    def __init__(self, root: Path, today: date, as_of: date | None = None, sample: int = 0) -> None:
        self.root = root
        self.today = today
        self.as_of = as_of
        self.register = Register.read(root / "data" / "quoted")
        self.events = Events.read(root / "data" / "events", self.register)
        self.glossary = Glossary.read(root / "data" / "glossary", self.register)
        self.history = History.read(root / "data")
        self.pool = Pool(Cache(root / ".build" / "charts"))
        self._passports: dict[str, Passport] = {}
        self._records: dict[tuple[str, date | None], Record] = {}
        self._sheets: dict[tuple[str, str, str], Sheet] = {}
        self._heads: dict[tuple[str, str], Front] = {}
        self._making = Making(self, sample)
        self._open: list[str] = []  # pages being read, each by the one before it

    @classmethod
    def at(cls, root: Path, today: date, as_of: date | None = None, sample: int = 0) -> Desk:
        """The desk of a folder; the same one again while its data files are the same."""
        return _at(root.resolve(), today, as_of, sample, _stamp(root))

    def passport(self, dataset: str) -> Passport:
        """The passport of a dataset; `TradeError` with near names where there is none."""
        if dataset not in self._passports:
            self._passports[dataset] = Passport.read(self.root / "data" / dataset)
        return self._passports[dataset]

    def record(self, dataset: str, as_of: date | None) -> Record:
        """The record of a dataset as of a day, or as it is known now."""
        if (dataset, as_of) not in self._records:
            self._records[dataset, as_of] = Record(self.passport(dataset), as_of)
        return self._records[dataset, as_of]

    def scheme(self, name: str) -> Scheme:
        """Who belongs to something, by the name of its folder; `TradeError` with near names where there is none."""
        return Scheme.read(self.root / "data" / name)

    def datasets(self) -> list[str]:
        """The names of all datasets that a page can ask."""
        return datasets(self.root / "data")

    def schemes(self) -> tuple[str, ...]:
        """The names of all schemes."""
        return names(self.root / "data")

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every dataset and register as those are told of it who want to take it."""
        return holdings(self.root / "data")

    def sheet(self, path: str) -> Sheet:
        """A page of the docs folder, read and checked; `path` is relative to that folder."""
        made = self._making.page(path)
        text = made.text if made else self.text(path)
        head = self.head(path)
        other = self.head(companions.path(head)) if head and head.text("companion") else None
        key = (path, _digest(text), _digest(other.head) if other else "")
        held = self._sheets.get(key)
        if held is None or self._shows_others(held):
            if path in self._open:
                chain = " → ".join([*self._open[self._open.index(path) :], path])
                raise TradeError(f"a page cannot show itself: {chain}", remedy="Take one of these pages off the other.")
            self._open.append(path)
            try:
                held = self._sheets[key] = Sheet(f"docs/{path}", text, self, made).read(vocabulary)
            finally:
                self._open.pop()
        return held

    def _shows_others(self, held: Sheet) -> bool:
        """Whether the pages that a sheet lists or shows are others now."""
        if held.lists is not None and held.lists != tuple(self.written()):
            return True
        return any(self.sheet(one) is not read for one, read in held.reads.items())

    def head(self, path: str) -> Front | None:
        """The front matter of a page, read anew when its text is another; None where there is no such page."""
        made = self._making.page(path)
        if not made and not self._is_written(path):
            return None
        text = self.text(path)
        key = (path, _digest(text))
        if key not in self._heads:
            # Its own sheet reports what is wrong.
            self._heads[key] = front.read(f"docs/{path}", text, Problems(), made)
        return self._heads[key]

    def text(self, path: str) -> str:
        """The text of a page as its engine gets it: as it was written, or as it is made."""
        if made := self._making.page(path):
            return made.text
        try:
            return (self.root / "docs" / path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise TradeError("the page is not written in UTF-8", remedy="Save it as UTF-8 in your editor.") from None

    def paths(self) -> Iterator[str]:
        """All pages, in order: those that somebody wrote, and those that are made."""
        docs = self.root / "docs"
        written = (file.relative_to(docs).as_posix() for file in docs.rglob("*.md") if not is_template(file.name))
        yield from sorted([*written, *self._making.paths()])

    def published(self) -> Iterator[str]:
        """The pages for readers, in order."""
        return (path for path in self.paths() if self.is_published(path))

    def written(self) -> Iterator[str]:
        """The pages for readers that somebody wrote, in order: those that others list, and that the ledger holds."""
        return (path for path in self.published() if self._is_written(path))

    def made(self) -> Iterator[str]:
        """The pages that are made from templates, in order."""
        return self._making.paths()

    def holds(self, path: str) -> bool:
        """Whether there is such a page, written or made."""
        return self._is_written(path) or self._making.page(path) is not None

    def is_published(self, path: str) -> bool:
        """Whether a page is for readers."""
        return not path.startswith(HANDBOOK)

    def templates(self) -> list[Sheet]:
        """The templates, not read: what their writers wrote, as it stands."""
        return [Sheet(batch.template.path, batch.template.text, self) for batch in self._making.batches()]

    def _is_written(self, path: str) -> bool:
        return (self.root / "docs" / path).is_file() and not is_template(path)

    def entries(self) -> list[PageEntry]:
        """The ledger: what every page says that somebody wrote. What is made of them by the hundred keeps its own."""
        return [self.sheet(path).entry() for path in self.written()]

    def check(self) -> Problems:
        """Everything that is wrong on any page, by page and line; empty when the site may be built."""
        problems, made = Problems(), list[Sheet]()
        for batch in self._making.batches():
            problems.add(batch.problems)
        for path in self.paths():
            with problems.gathering(f"docs/{path}:1"):
                sheet = self.sheet(path)
                if sheet.made:
                    made.append(sheet)
                else:
                    problems.add(sheet.problems)
        problems.add(once(made))
        problems.errors.sort(key=_place)
        return problems


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _place(error: TradeError) -> tuple[str, int]:
    path, _, line = error.where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (error.where, 0)


@lru_cache(maxsize=4)
def _at(root: Path, today: date, as_of: date | None, sample: int, stamp: str) -> Desk:
    return Desk(root, today, as_of, sample)


def _stamp(root: Path) -> str:
    """A hash of the small files that say what the data are; each names the hashes of the large ones."""
    digest = hashlib.sha256()
    for path in sorted(
        [
            *(root / "data").glob("*/*.yml"),
            *(root / "data").glob(f"*/{MEMBERS}"),
            *(
                folder
                for name in ("quoted", "events", "glossary", "history")
                for folder in (root / "data" / name).glob("*.csv")
            ),
        ]
    ):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
