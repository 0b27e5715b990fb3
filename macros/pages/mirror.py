"""The folder that an engine reads: every page with its macros worked out, and all else below docs/ as it is.

What was written there is known by hashes, so that a page is written again when it would be another, or when somebody has
touched what was written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from macros.errors import Problems
from macros.pages import docs, plain
from macros.pages.desk import Desk
from macros.pages.readings import Reading
from macros.store import notes
from macros.store.contents import digest


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the mirror: what it was made of, a hash of what was written, and of a page its title in the menus and its marks
    there. Without one of its own its engine takes a heading that it begins with, so the title is how it begins."""

    made_of: str
    written: str
    title: str = ""
    marks: str = ""


@dataclass(slots=True)
class Mirror:
    """The mirror of a desk's docs in a folder, which is known by a file beside it."""

    desk: Desk
    folder: Path
    files: dict[str, Held] = field(default_factory=dict)
    _before: Mapping[str, Held] = field(init=False)
    _others: list[str] = field(init=False, default_factory=list)  # files that are no pages

    def __post_init__(self) -> None:
        self._before = {path: Held(*held) for path, held in notes.read(self._known).items()}

    @property
    def _known(self) -> Path:
        return self.folder.with_suffix(".json")

    def write(self, path: str, problems: Problems | None = None) -> Held:
        """Write a page, unless it is there; with what is wrong with it, where a writer looks on."""
        made_of = digest(self.desk.seal(path), str(problems or ""))
        if self._is_there(path, made_of):
            self.files[path] = self._before[path]
            return self.files[path]
        sheet, file = self.desk.sheet(path), self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plain.markdown(sheet, problems), encoding="utf-8")
        title = sheet.title or sheet.body.lstrip().partition("\n\n")[0]
        self.files[path] = Held(made_of, self.desk.contents.file(file), title, sheet.front.marks)
        return self.files[path]

    def make_room(self, pages: Iterable[str]) -> None:
        """Take away what is no longer there: before anything is written, for where a file was may now be a folder."""
        self._others = sorted(path for path in docs.files(self.desk.root / "docs") if not path.endswith(".md"))
        stays = {*pages, *self._others}
        for folder, _, names in os.walk(self.folder, topdown=False):
            files = [Path(folder, name) for name in names]
            gone = [file for file in files if file.relative_to(self.folder).as_posix() not in stays]
            for file in gone:
                file.unlink()
            if gone == files:
                with suppress(OSError):  # there are folders in it
                    Path(folder).rmdir()

    def complete(self) -> None:
        """Copy all else."""
        for path in self._others:
            try:
                self.files[path] = self._copied(path)
            except (FileNotFoundError, NotADirectoryError):  # it went after it was listed
                (self.folder / path).unlink(missing_ok=True)
        self._before = self.files
        self.save()

    def save(self) -> None:
        """Remember what was written."""
        held = {
            path: [one.made_of, one.written, one.title, one.marks]
            for path, one in {**self._before, **self.files}.items()
        }
        notes.write(self._known, held)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each page with a hash of its Markdown."""
        return ((path, held.written) for path, held in self.files.items() if path.endswith(".md"))

    @property
    def statics(self) -> str:
        """A hash of all that is no page."""
        return digest(*(held.written for path, held in sorted(self.files.items()) if not path.endswith(".md")))

    def _copied(self, path: str) -> Held:
        file, copy = self.desk.root / "docs" / path, self.folder / path
        made_of = self.desk.contents.file(file)
        if not self._is_there(path, made_of):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        return Held(made_of, made_of)

    def _is_there(self, path: str, made_of: str) -> bool:
        held = self._before.get(path)
        return (
            held is not None
            and held.made_of == made_of
            and self.desk.contents.file(f"{self.folder}/{path}") == held.written
        )


def read(desk: Desk, paths: Sequence[str], folder: Path) -> list[tuple[str, Reading, Held] | None]:
    """Read pages and write them into a mirror; nothing for one with something wrong."""
    mirror = Mirror(desk, folder)
    return [(path, reading, mirror.write(path)) if (reading := desk.kept(path)) else None for path in paths]
