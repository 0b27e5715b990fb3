"""The desk: one site's data and pages, read once and kept as long as nothing changes.

An engine may run the macros module once for every page, so nothing is kept there: a desk is found by the content of its data
(`Desk.at`), and a sheet by all that it was read from (`readings`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.errors import Problems, TradeError
from macros.ledger import PageEntry
from macros.pages import docs, front, kept, parts
from macros.pages.answers import Answers
from macros.pages.front import TEMPLATE, Front, is_template
from macros.pages.made import Making, once
from macros.pages.readings import Reading, Readings, code
from macros.pages.remembered import Remembered
from macros.pages.sheet import Sheet
from macros.pages.shelf import Shelf
from macros.pages.vocabulary import vocabulary
from macros.store import reads
from macros.store.contents import BUILD, contents_of, digest
from macros.store.reads import Read

HANDBOOK = "desk/"
"""The address below which the pages are for writers: built and checked like the others, and not part of what we say."""
_AT_HAND = 6  # sheets in memory; the others are on disk


class Desk(Shelf):
    """The data and the pages below one folder, on one day; with `as_of`, as they would have been on a past one. With `sample` a
    template makes so many of its pages and no more."""

    def __init__(self, root: Path, today: date, as_of: date | None = None, sample: int = 0) -> None:
        super().__init__(root, today, as_of)
        folder = root / BUILD / ("readings" if as_of is None else f"readings-{as_of}")
        self.readings = Readings(folder, digest(code(self.contents), str(as_of)))
        self._sheets: OrderedDict[str, tuple[Reading, Sheet]] = OrderedDict()
        self._heads: dict[tuple[str, str], Front] = {}
        self._sample = sample
        self._making = Making(self, sample)
        self._listed: tuple[str, ...] = ()
        self._written = frozenset[str]()  # of those
        self.remembered = Remembered(self.readings, self)
        self.parts = parts.Parts(self)
        self.answers = Answers(self)
        self._open: list[str] = []  # pages being read, each by the one before it
        self._asked: list[str] = []  # pages whose seals are being asked for
        self._is_settled = False
        self._settled: dict[str, Reading] = {}

    @classmethod
    def at(cls, root: Path, today: date, as_of: date | None = None, sample: int = 0) -> Desk:
        """The desk of a folder; the same one again while its data files are the same."""
        root = root.resolve()
        return _at(root, today, as_of, sample, contents_of(root).tree(root / "data"))

    @property
    def place(self) -> tuple[Path, date, date | None, int]:
        """By what another process finds its like (`at`)."""
        return self.root, self._today, self.as_of, self._sample

    def __reduce__(self) -> Any:
        """How a page keeps it: the desk is there when the page is read again."""
        return kept.desk, ()

    # The pages

    def sheet(self, path: str) -> Sheet:
        """A page of the docs folder, read and checked; `path` is relative to that folder."""
        reads.note("page", path)
        reading = self._reading(path)
        held = self._sheets.get(path)
        if held is None or held[0].seal != reading.seal:
            kept_one = self.readings.load(reading, self) if self.readings.has(path, reading) else None
            if kept_one is None:  # it is kept nowhere, as one with something wrong, or it is damaged
                self._read(path, self._sealed(path))
                return self._sheets[path][1]
            return self._at_hand(path, reading, kept_one)
        self._sheets.move_to_end(path)
        return held[1]

    def seal(self, path: str) -> str:
        """A hash of all that a page was read from: as long as it is the same, so is the sheet."""
        return self._reading(path).seal

    def _reading(self, path: str) -> Reading:
        """The reading of a page: the one at hand or the one that is kept, if it would be read alike today, or one made anew."""
        if path in self._settled:
            return self._settled[path]
        text = self._sealed(path)
        held = self._sheets.get(path)
        if held and held[0].is_good(text, self.found):
            reading = held[0]
        else:
            reading = self.readings.held(path, text, self.found) or self._read(path, text)
        if self._is_settled:
            self._settled[path] = reading
        return reading

    def _sealed(self, path: str) -> str:
        """The seal of a page's text, or of the template it is made from."""
        file = f"{self.root}/docs/{path}"
        template = f"{file.rpartition('/')[0]}/{TEMPLATE}"
        return self.readings.seal_of(path, self.contents.file(file) or self.contents.file(template))

    def _read(self, path: str, text: str) -> Reading:
        if path in self._open:
            chain = " → ".join([*self._open[self._open.index(path) :], path])
            raise TradeError(f"a page cannot show itself: {chain}", remedy="Take one of these pages off the other.")
        self._open.append(path)
        noted: set[Read] = set()
        try:
            with reads.under(noted):
                made = self._making.made(path)
                text_of = made.text if made else self.text(path)
                sheet = Sheet(f"docs/{path}", text_of, self, made).read(vocabulary)
            reading = Reading(text, tuple((read, self.found(read)) for read in sorted(noted)))
        finally:
            self._open.pop()
        self._at_hand(path, reading, sheet)
        if not sheet.faults:
            self.readings.keep(path, reading, sheet, **parts.of(sheet, is_listed=self.is_listed(path)))
        return reading

    def _at_hand(self, path: str, reading: Reading, sheet: Sheet) -> Sheet:
        self._sheets[path] = (reading, sheet)
        self._sheets.move_to_end(path)
        while len(self._sheets) > _AT_HAND:
            self._sheets.popitem(last=False)
        return sheet

    @contextmanager
    def settled(self) -> Iterator[None]:
        """For the time of a block the pages are taken to stay as they are, so that none is looked at twice."""
        was, self._is_settled = self._is_settled, True
        self._listed = self._listed if was else ()
        try:
            yield
        finally:
            self._is_settled = was
            if not was:
                self._settled.clear()
                self._listed = ()

    def _seal_within(self, path: str) -> str:
        """The seal of a page that another shows; of one that leads back to itself, which is a mistake, nothing."""
        if path in (*self._open, *self._asked):
            return ""
        self._asked.append(path)
        try:
            return self.seal(path)
        finally:
            self._asked.pop()

    def found(self, read: Read) -> str:
        """A hash of what would be read now."""
        kind, *which = read
        if kind == "page":
            return self._seal_within(which[0]) if self._holds(which[0]) else ""
        if kind == "head":
            with suppress(TradeError):  # of a page that cannot be read, which is told where it is
                return digest(head.head) if (head := self._head(which[0])) else ""
            return ""
        if kind == "held":
            return str(self._holds(which[0]))
        if kind == "title":
            gist = self.parts.gist(which[0]) if self._holds(which[0]) else None
            return digest(gist.address, gist.title) if gist else ""
        if kind == "pages":
            return digest(*self.published(), "", *self.written())
        if kind == "answer":
            return self.answers.now(*which)
        return super().found(read)

    def head(self, path: str) -> Front | None:
        """The front matter of a page, read anew when its text is another; None where there is no such page."""
        reads.note("head", path)
        return self._head(path)

    def _head(self, path: str) -> Front | None:
        if not self._holds(path):
            return None
        key = (path, self._sealed(path))
        if key not in self._heads:  # what is wrong with it its own sheet reports
            made = self._making.made(path)
            self._heads[key] = front.read(f"docs/{path}", made.text if made else self.text(path), Problems(), made)
        return self._heads[key]

    def text(self, path: str) -> str:
        """The text of a page, as somebody wrote it or as it is made."""
        made = self._making.made(path)
        return made.text if made else front.text(self.root / "docs" / path)

    def paths(self) -> Iterator[str]:
        """All pages, in order: those that somebody wrote, and those that are made."""
        reads.note("pages")
        if self._is_settled and self._listed:
            return iter(self._listed)
        self._written = frozenset(docs.written(self.root / "docs"))
        self._listed = tuple(sorted([*self._written, *self._making.paths()]))
        return iter(self._listed)

    def published(self) -> Iterator[str]:
        """The pages for readers, in order."""
        return (path for path in self.paths() if self.is_published(path))

    def written(self) -> Iterator[str]:
        """The pages for readers that somebody wrote, in order: those that others list, and that the ledger holds."""
        return (path for path in self.paths() if self.is_listed(path))

    def is_listed(self, path: str) -> bool:
        """Whether a page is one of those."""
        return self.is_published(path) and self._is_written(path)

    def made(self) -> Iterator[str]:
        """The pages that are made from templates, in order."""
        return self._making.paths()

    def holds(self, path: str) -> bool:
        """Whether there is such a page, written or made."""
        reads.note("held", path)
        return self._holds(path)

    def _holds(self, path: str) -> bool:
        return self._is_written(path) or self._making.holds(path)

    def is_published(self, path: str) -> bool:
        """Whether a page is for readers."""
        return not path.startswith(HANDBOOK)

    def templates(self) -> list[Sheet]:
        """The templates, not read: what their writers wrote, as it stands."""
        return [Sheet(batch.template.path, batch.template.text, self) for batch in self._making.batches()]

    def _is_written(self, path: str) -> bool:
        if self._is_settled and self._listed:
            return path in self._written
        return docs.is_ours(path) and not is_template(path) and (self.root / "docs" / path).is_file()

    def entries(self) -> list[PageEntry]:
        """The ledger: what every page says that somebody wrote. What is made of them by the hundred keeps its own."""
        return [self.sheet(path).entry() for path in self.written()]

    def check(self) -> Problems:
        """Everything that is wrong on any page, by page and line; empty when the site may be built."""
        problems, made = Problems(), list[Sheet]()
        with self.settled():
            for batch in self._making.batches():
                problems.add(batch.problems)
            for path in self.paths():
                with problems.gathering(f"docs/{path}:1"):
                    if self.kept(path):
                        continue
                    sheet = self.sheet(path)
                    if sheet.made:
                        made.append(sheet)
                    else:
                        problems.add(sheet.problems)
            problems.add(docs.refused(self.root / "docs", self.made()))
        problems.add(once(made))
        problems.sort()
        return problems

    def is_known(self, path: str) -> bool:
        """Whether a page was read before as it would be read now."""
        return self.readings.held(path, self._sealed(path), self.found) is not None

    def kept(self, path: str) -> Reading | None:
        """The reading of a page, which is read if it was not; None where something is wrong with it."""
        reading = self._reading(path)
        return reading if self.readings.has(path, reading) else None

    def is_proven(self, path: str) -> bool:
        """Whether also its prose was found to be in order."""
        return self.kept(path) is not None and self.readings.proven(path) == self._terms

    def prove(self, path: str) -> None:
        """Remember that the prose of a page is in order, as far as terms are explained as they are now."""
        self.readings.prove(path, self._terms)

    @property
    def _terms(self) -> str:
        """A hash of what the prose of a page is proven with."""
        return digest(*(self.found(("register", name)) for name in ("glossary", "quoted")))


@lru_cache(maxsize=4)
def _at(root: Path, today: date, as_of: date | None, sample: int, data: str) -> Desk:
    return Desk(root, today, as_of, sample)
