"""The data below one folder, on one day, as pages ask for them; each is read once, and noted as it is asked for (`reads`)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from macros.charts.cache import Cache
from macros.charts.once import Once
from macros.store import reads
from macros.store.calendar import Release
from macros.store.contents import BUILD, contents_of, digest
from macros.store.events import Events
from macros.store.glossary import Glossary
from macros.store.history import History
from macros.store.holdings import Holding, holdings
from macros.store.passport import Passport, datasets
from macros.store.quoted import Register
from macros.store.reads import Read
from macros.store.record import Record
from macros.store.schemes import Scheme, names


class Shelf:
    """The data of a site on a day; with `as_of`, as they would have been on a past one. They do not change: other data are
    another shelf's."""

    def __init__(self, root: Path, today: date, as_of: date | None = None) -> None:
        self.root = root
        self.as_of = as_of
        self.contents = contents_of(root)
        self.once = Once(Cache(root / BUILD / "charts"))
        self._today = today
        self._passports: dict[str, Passport] = {}
        self._records: dict[tuple[str, date | None], Record] = {}
        self._found: dict[Read, str] = {}
        # Sealed before they are read, or an edit between would be taken for what was read.
        for name in ("quoted", "events", "glossary", "history"):
            Shelf.found(self, ("register", name))
        self._register = Register.read(root / "data" / "quoted")
        self._events = Events.read(root / "data" / "events", self._register)
        self._glossary = Glossary.read(root / "data" / "glossary", self._register)
        self._history = History.read(root / "data")

    @property
    def today(self) -> date:
        """The day on which the site is made."""
        reads.note("today")
        return self._today

    @property
    def register(self) -> Register:
        """What others said."""
        reads.note("register", "quoted")
        return self._register

    @property
    def events(self) -> Events:
        """Dated events."""
        for name in ("events", "quoted"):
            reads.note("register", name)
        return self._events

    @property
    def glossary(self) -> Glossary:
        """What the terms mean."""
        for name in ("glossary", "quoted"):
            reads.note("register", name)
        return self._glossary

    @property
    def history(self) -> History:
        """What became of the pages."""
        reads.note("register", "history")
        return self._history

    def passport(self, dataset: str) -> Passport:
        """The passport of a dataset; `TradeError` with near names where there is none."""
        reads.note("passport", dataset)
        if dataset not in self._passports:
            Shelf.found(self, ("passport", dataset))
            self._passports[dataset] = Passport.read(self.root / "data" / dataset)
        return self._passports[dataset]

    def overdue(self, dataset: str, grace: int = 0) -> tuple[Release, ...]:
        """Releases of a dataset that should have been in so many days ago and are not, the longest missed first. A page that
        asks is another page when they are others, and not on every day."""
        reads.note("overdue", dataset, str(grace))
        return self.passport(dataset).overdue(self._today - timedelta(days=grace))

    def following(self, dataset: str) -> Release | None:
        """The next release of a dataset that is not missed yet; None where its calendar ends."""
        reads.note("following", dataset)
        return self.passport(dataset).next_release(self._today)

    def record(self, dataset: str, as_of: date | None) -> Record:
        """The record of a dataset as of a day, or as it is known now."""
        passport = self.passport(dataset)
        if (dataset, as_of) not in self._records:
            self._records[dataset, as_of] = Record(passport, as_of)
        return self._records[dataset, as_of]

    def scheme(self, name: str) -> Scheme:
        """Who belongs to something, by the name of its folder; `TradeError` with near names where there is none."""
        reads.note("register", name)
        return Scheme.read(self.root / "data" / name)

    def datasets(self) -> list[str]:
        """The names of all datasets that a page can ask."""
        reads.note("data")
        return datasets(self.root / "data")

    def schemes(self) -> tuple[str, ...]:
        """The names of all schemes."""
        reads.note("schemes")
        return names(self.root / "data")

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Every dataset and register as those are told of it who want to take it."""
        reads.note("data")
        return self._holdings

    @cached_property
    def _holdings(self) -> tuple[Holding, ...]:
        return holdings(self.root / "data")

    def found(self, read: Read) -> str:
        """A hash of what would be read of the data now."""
        kind, *which = read
        if kind == "today":
            return self._today.isoformat()
        if read not in self._found:
            if kind == "overdue":
                self._found[read] = digest(repr(self.overdue(which[0], int(which[1]))))
            elif kind == "following":
                self._found[read] = digest(repr(self.following(which[0])))
            else:
                self._found[read] = self.contents.of(read, self.passport)
        return self._found[read]
