"""The folder that an engine reads: every page with its macros worked out, and all else below docs/ as it is.

What was written there is known by hashes, so that a page is written again when it would be another, or when somebody has
touched what was written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.errors import Problems
from macros.pages import plain
from macros.pages.desk import Desk
from macros.pages.readings import Reading
from macros.store import notes
from macros.store.contents import digest


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the mirror: what it was made of, a hash of what was written, and the title of a page."""

    made_of: str
    written: str
    title: str = ""


@dataclass(slots=True)
class Mirror:
    """The mirror of a desk's docs in a folder, which is known by a file beside it."""

    desk: Desk
    folder: Path
    files: dict[str, Held] = field(default_factory=dict)
    _before: Mapping[str, Held] = field(init=False)

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
        self.files[path] = Held(made_of, self.desk.contents.file(file), sheet.title)
        return self.files[path]

    def complete(self) -> None:
        """Copy all else, and take away what is no longer there."""
        docs = self.desk.root / "docs"
        for file in sorted(path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md"):
            path = file.relative_to(docs).as_posix()
            made_of = self.desk.contents.file(file)
            if not self._is_there(path, made_of):
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, self.folder / path)
            self.files[path] = Held(made_of, made_of)
        for file in [path for path in self.folder.rglob("*") if path.is_file()]:
            if file.relative_to(self.folder).as_posix() not in self.files:
                file.unlink()
        self._before = self.files
        self.save()

    def save(self) -> None:
        """Remember what was written."""
        held = {path: [one.made_of, one.written, one.title] for path, one in {**self._before, **self.files}.items()}
        notes.write(self._known, held)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each page with a hash of its Markdown."""
        return ((path, held.written) for path, held in self.files.items() if path.endswith(".md"))

    @property
    def statics(self) -> str:
        """A hash of all that is no page."""
        return digest(*(held.written for path, held in sorted(self.files.items()) if not path.endswith(".md")))

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
