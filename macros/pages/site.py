"""The whole site, from pages to files: read what has changed, have it rendered, complete it, and keep the rest.

Each step knows what it was given the last time: a reading its data (`readings`), the engine its Markdown (`plain`), a piece of
the site its page (`output`). So a build costs what has changed, and is the same to the byte as one from nothing; what all of
it rests on, our code, the settings and the theme, does everything anew.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros import ledger
from macros.errors import Problems
from macros.pages import crew, feeds, finish, found, front, holdings, html, mirror, slip, theme
from macros.pages.completing import Completing, complete
from macros.pages.desk import Desk
from macros.pages.docs import refused
from macros.pages.drawings import draw
from macros.pages.engines import Engine
from macros.pages.gist import Gist
from macros.pages.mirror import Mirror
from macros.pages.output import Journal, Output, Piece
from macros.pages.publisher import Publisher
from macros.pages.rendering import Rendering
from macros.pages.sheet import Sheet
from macros.pages.state import journal_of
from macros.store.contents import BUILD, digest

_KEPT_DRAWINGS = 4_000_000_000  # bytes; a page with three charts has some two million
_FIGURES = f"{html.FIGURES}/"  # how the names of the pieces begin that are the page of a figure
Of = Callable[[Sheet], Problems]


def _nothing() -> None:
    """What is done where nothing is."""


@dataclass(slots=True)
class Site:
    """A site that is built with one engine, over and over. `of_prose` says what is wrong with the prose of a page; while a
    writer looks on (`is_served`), a page with something wrong shows it, and the theme stays as it came. `last` is the journal
    of the site before, where that was read."""

    desk: Desk
    engine: Engine
    name: str
    publisher: Publisher
    of_prose: Of
    is_served: bool = False
    last: Journal | None = None

    def build(
        self,
        site: Path,
        old: Path,
        whole: str = "",
        prove: Callable[[], None] = _nothing,
        show: Callable[[], None] = _nothing,
    ) -> None:
        """Build the site into a folder, with what is still right of the one in `old`; `Problems` if it is not fit to publish.
        `whole` is a hash of all that it is made of; `prove` raises what is wrong with it, once all pages are read, and `show` is
        called once all are there, where a writer waits for one and for nothing beside it."""
        with self.desk.settled():
            if self.is_served:  # or else `prove` tells it, with all that is wrong beside it
                refused(self.desk.root / "docs", self.desk.made()).raise_if_any()
            docs, unread = self._mirrored()
            prove()
            with crew.over(self.desk, unread, draw) as drawn:
                frame = self._rendering(self._rendered).render(docs)
                deque(drawn, maxlen=0)
            before = self.last or Journal.read(self._journal)
            journal = self._complete(site, old, before, self._rendered, frame, show)
        journal.whole = whole
        journal.write(self._journal)
        self.last = journal
        self._save()
        self.desk.once.prune(_KEPT_DRAWINGS)

    def mirror(self) -> Path:
        """Write what an engine renders, for one that was begun by itself; the folder with it."""
        with self.desk.settled():
            docs, _ = self._mirrored()
        self._save()
        return docs.folder

    def complete_in(self, site: Path) -> None:
        """Complete what an engine that was begun by itself rendered into a folder, there."""
        rendered = self.desk.root / BUILD / f"{self.name}-by-itself"
        shutil.rmtree(rendered, ignore_errors=True)
        shutil.move(site, rendered)
        with self.desk.settled():
            docs, _ = self._mirrored()
            frame = self._rendering(rendered).frame(docs)
            self._complete(site, Path(), Journal(), rendered, frame)

    def _save(self) -> None:
        """Remember for the next run what was learnt in this one."""
        self.desk.readings.save()
        self.desk.readings.prune()
        self.desk.contents.save()

    @property
    def _rendered(self) -> Path:
        return self.desk.root / BUILD / (f"{self.name}-watched" if self.is_served else self.name)

    @property
    def _journal(self) -> Path:
        return journal_of(self.desk.root, f"{self.name}-served" if self.is_served else self.name)

    # Before the engine

    def _rendering(self, folder: Path) -> Rendering:
        return Rendering(self.desk, self.engine, self.publisher, folder)

    def _mirrored(self) -> tuple[Mirror, list[str]]:
        """Read the pages that are not read yet, and write all as the engine will have them; with the pages that were read."""
        self.desk.readings.are_kept = True
        docs = Mirror(self.desk, self.desk.root / BUILD / ("docs-served" if self.is_served else "docs"))
        paths = list(self.desk.paths())
        docs.make_room(paths)
        unread = [path for path in paths if not self.desk.is_known(path)]
        single = [path for path in unread if not self.desk.readings.shows_others(path)]
        with crew.over(self.desk, single, mirror.read, docs.folder) as outcomes:
            for path, reading, held in filter(None, outcomes):
                self.desk.readings.adopt(path, reading)
                if not self.is_served:  # or else it shows its writer what is wrong with its prose
                    docs.files[path] = held
        for path in paths:
            if path not in docs.files:
                docs.write(path, self._problems(path))
        docs.complete()
        return docs, unread

    def _problems(self, path: str) -> Problems | None:
        """What is wrong with a page: only while a writer looks on does one come so far."""
        is_prose = self.desk.is_listed(path)
        if not self.is_served or (self.desk.is_proven(path) if is_prose else self.desk.kept(path)):
            return None
        sheet = self.desk.sheet(path)
        found = sheet.faults or (self.of_prose(sheet) if is_prose else Problems())
        if not found:
            self.desk.prove(path)
        return found or None

    # After the engine

    def _complete(
        self,
        site: Path,
        old: Path,
        before: Journal,
        rendered: Path,
        frame: str,
        show: Callable[[], None] = _nothing,
    ) -> Journal:
        """Make of what the engine rendered the site as it is published, with what is still right of the one before."""
        face = self.desk.contents.file(finish.face(self.desk.root))
        base = digest(self.desk.readings.code, frame, str(self.is_served), face)
        readers = frozenset(self.desk.published())
        how = Completing(rendered, site, self.publisher, base, before.styles, self.is_served, readers)
        out = how.output(self.desk, old, before)
        gists = [gist for path in self.desk.written() if (gist := self.desk.parts.gist(path))]
        how.permanent.update(one.id for gist in gists for one in gist.sayings)
        files, problems = dict[str, str](), Problems()
        for path in self.desk.paths():
            with problems.gathering(f"docs/{path}"):
                files[path] = finish.file_of(path, rendered)
        again = [path for path, file in files.items() if not out.keeps(path, how.seal(self.desk, path, file))]
        with crew.over(self.desk, again, complete, how) as pages:
            if not self.is_served:  # then nobody looks on, and others are still at work
                self._beside(gists, out, base)
            for path, piece in zip(again, pages, strict=True):
                if isinstance(piece, Piece):
                    out.journal.pieces[path] = piece
                else:
                    problems.add(piece)
        problems.raise_if_any()
        if self.is_served:
            show()
            self._beside(gists, out, base)
        self._of_theme(out, base, how, set(files.values()))
        return out.finish(self._assets(out, before, rendered))

    def _beside(self, gists: Sequence[Gist], out: Output, base: str) -> None:
        """Make what stands beside the pages: the pages of figures, the ledger, the feeds, and the data to take away."""
        seal = digest(base, *map(self.desk.seal, self.desk.written()))
        if not (out.keeps("ledger", seal) and out.keeps_all(_FIGURES)):
            leaves = [leaf for path in self.desk.written() if (leaf := self.desk.parts.leaf(path))]
            slip.write(gists, leaves, self.desk, out, self.publisher, base)
            with out.making("ledger", seal):
                out.write("ledger.json", ledger.streamed(leaves))
                for schema in (ledger.SCHEMA_FILE, slip.SCHEMA_FILE):
                    out.copy(schema.name, schema)
        if not out.keeps("feeds", digest(base, repr(gists))):
            with out.making("feeds", digest(base, repr(gists))):
                for file, text in feeds.files(self.desk, gists, self.publisher):
                    out.write(file, text)
        if not out.keeps("data", base):
            with out.making("data", base):
                for file, source in holdings.files(self.desk.holdings):
                    out.copy(file, source)

    def _of_theme(self, out: Output, base: str, how: Completing, own: set[str]) -> None:
        """Take over what else the engine made: the page for no page, the map of the site, the index of the search."""
        rendered = how.rendered
        files = {path.relative_to(rendered).as_posix(): path for path in sorted(rendered.rglob("*"))}
        files = {
            file: path
            for file, path in files.items()
            if path.is_file() and file not in own and not file.startswith(("assets/", "."))
        }
        seal = digest(base, self.desk.contents.tree(*files.values()))
        if out.keeps("theme", seal):
            return
        made = {front.address(path) for path in self.desk.made()}
        with out.making("theme", seal):
            for file, path in files.items():
                if file.endswith(".html"):
                    out.page(file, path.read_text(encoding="utf-8"))
                elif file in found.INDEXES:
                    index = found.lean(file, path.read_text(encoding="utf-8"), made)
                    waits = file == theme.INDEX and theme.SEARCH in how.shims
                    for name, text in theme.apart(index) if waits else [(file, index)]:
                        out.write(name, text)
                else:
                    out.copy(file, path)

    def _assets(self, out: Output, before: Journal, rendered: Path) -> dict[str, str]:
        """Make the assets as they are published; the names of the theme's style sheets, and of what is left of each."""
        assets = rendered / "assets"
        seal = digest(str(self.is_served), self.desk.contents.tree(assets), *sorted(out.uses))
        if out.keeps("assets", seal):
            return before.styles
        with out.making("assets", seal):
            if self.is_served:
                found: dict[str, bytes] = {
                    path.relative_to(assets).as_posix(): path.read_bytes()
                    for path in assets.rglob("*")
                    if path.is_file()
                }
                renamed: dict[str, str] = {}
            else:
                found, renamed = theme.lightened(assets, out.uses)
            for file, content in found.items():
                out.write(f"assets/{file}", content)
        return renamed
