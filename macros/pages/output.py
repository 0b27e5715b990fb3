"""The files of a built site, each with what it was made for, so that the next build makes only what has changed.

A site is made of pieces: a page with its charts and its card, the page of a figure, the ledger. A piece is kept from the site
before for as long as it would be made from the same: its `seal`, a hash of what it is given, and whatever of the data was
read on the way. What no piece of this build has is no longer there. It is made in a folder of its own, with links to the
files that stay, or, while a writer looks on, in the place of the one before; whatever else is there goes.

Pages are written with the theme's own names of its style sheets, and get those of the sheets as they are cut at the end,
when it is known what all pages use (`theme`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from macros.store import notes, reads
from macros.store.reads import Read


@dataclass(slots=True)
class Piece:
    """What was made together: from what, its files below the site's root with size and time, and the names that its pages use
    of the theme's styles."""

    seal: str
    reads: list[tuple[Read, str]] = field(default_factory=list)
    files: dict[str, list[int]] = field(default_factory=dict)
    uses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Journal:
    """What is known of a site that was built: of what it was made as a whole, its pieces, and how its style sheets are called."""

    whole: str = ""
    styles: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Journal:
        """The journal in a file; an empty one where there is none that can be read."""
        try:
            held = notes.read(path)
            pieces = {
                name: Piece(seal, [(tuple(read), found) for read, found in reads], files, uses)
                for name, (seal, reads, files, uses) in held["pieces"].items()
            }
            return cls(held["whole"], held["styles"], pieces)
        except (ValueError, KeyError, TypeError, AttributeError):  # there is none, or it is damaged
            return cls()

    def write(self, path: Path) -> None:
        """Keep it in a file."""
        pieces = {name: [one.seal, one.reads, one.files, one.uses] for name, one in self.pieces.items()}
        notes.write(path, {"whole": self.whole, "styles": self.styles, "pieces": pieces})

    def describes(self, site: Path) -> bool:
        """Whether a folder has all of its files, none of them touched, and no other."""
        found = {file: _stat(f"{site}/{file}") for file in _walked(site)}
        return bool(self.pieces) and found == {
            name: stat for one in self.pieces.values() for name, stat in one.files.items()
        }


class Output:
    """A site in the making. `before` is the journal of the site that is there, `dress` what is done to every page as it is
    written, and `uses` what it uses of the theme's styles."""

    def __init__(
        self,
        site: Path,
        old: Path,
        before: Journal,
        found: Callable[[Read], str],
        dress: Callable[[str], str],
        uses: Callable[[str], Iterable[str]],
    ) -> None:
        self.site = site
        self.journal = Journal()
        self._old = old
        self._is_in_place = site == old
        self._before = before
        self._found = found
        self._dress = dress
        self._uses = uses
        self._folders: set[str] = set()  # that are there
        self._piece: Piece | None = None

    def keeps(self, name: str, seal: str) -> bool:
        """Whether a piece of the site before is as it would be made today; it is then part of this one."""
        piece = self._before.pieces.get(name)
        if piece is None or piece.seal != seal or any(self._found(read) != found for read, found in piece.reads):
            return False
        try:
            for file, stat in piece.files.items():
                self._carry(file, stat)
        except OSError:  # somebody took it away, or wrote to it
            return False
        self.journal.pieces[name] = piece
        return True

    def keeps_all(self, prefix: str) -> bool:
        """Whether all pieces of the site before whose names begin alike are as they would be made today."""
        named = [(name, piece) for name, piece in self._before.pieces.items() if name.startswith(prefix)]
        return all(self.keeps(name, piece.seal) for name, piece in named)

    @contextmanager
    def making(self, name: str, seal: str) -> Iterator[None]:
        """For the time of a block, what is written belongs to a piece, and what is read of the data is entered for it."""
        self._piece, noted = Piece(seal), set[Read]()
        try:
            with reads.under(noted):
                yield
            self._piece.reads = [(read, self._found(read)) for read in sorted(noted)]
            self.journal.pieces[name] = self._piece
        finally:
            self._piece = None

    def write(self, file: str, content: str | bytes | Iterable[str]) -> None:
        """Write a file of the piece that is being made, at once or in parts."""
        piece = self._making
        piece.files[file] = self._put(file, [content] if isinstance(content, str | bytes) else content)

    def page(self, file: str, text: str) -> None:
        """Write a page, dressed as all of them are."""
        text = self._dress(text)
        self._making.uses = sorted({*self._making.uses, *self._uses(text)})
        self.write(file, _renamed(text, self._before.styles))

    def copy(self, file: str, source: Path) -> None:
        """Write a file with the content of another."""
        self.write(file, source.read_bytes())

    @property
    def uses(self) -> set[str]:
        """What all pages use of the theme's styles."""
        return {name for piece in self.journal.pieces.values() for name in piece.uses}

    def finish(self, styles: Mapping[str, str]) -> Journal:
        """Give the style sheets the names they have now, and take away what does not belong there."""
        self._rename(styles)
        own = {file for piece in self.journal.pieces.values() for file in piece.files}
        for file in [file for file in _walked(self.site) if file not in own]:
            os.unlink(f"{self.site}/{file}")
            with suppress(OSError):  # there is more in the folder
                os.removedirs(os.path.dirname(f"{self.site}/{file}"))
        self.journal.styles = dict(styles)
        return self.journal

    @property
    def _making(self) -> Piece:
        assert self._piece is not None, "a file belongs to a piece"
        return self._piece

    def _rename(self, styles: Mapping[str, str]) -> None:
        """The names of the style sheets in all pages, where they are others than the site before had."""
        before = self._before.styles
        if styles == before:
            return
        again = {**{held: styles.get(own, own) for own, held in before.items()}, **styles}
        for piece in self.journal.pieces.values():
            for file in list(piece.files):
                if file.endswith(".html"):
                    text = (self.site / file).read_text(encoding="utf-8")
                    if (new := _renamed(text, again)) != text:
                        piece.files[file] = self._put(file, [new])

    def _put(self, file: str, parts: Iterable[str | bytes]) -> list[int]:
        """Write a file anew, and return its size and time; one that is linked from elsewhere stays as it is there."""
        path = self._place(file)
        _clear(path)
        with open(path, "wb") as opened:
            opened.writelines(part.encode() if isinstance(part, str) else part for part in parts)
        return _stat(path)

    def _place(self, file: str) -> str:
        """The path of a file, in a folder that is there."""
        path = f"{self.site}/{file}"
        folder = os.path.dirname(path)
        if folder not in self._folders:
            try:
                os.makedirs(folder, exist_ok=True)
            except (FileExistsError, NotADirectoryError):  # in the site that was there, one of them was a file
                for above in self._above(folder):
                    if not os.path.isdir(above):
                        _clear(above)
                os.makedirs(folder)
            self._folders.add(folder)
        return path

    def _above(self, folder: str) -> Iterator[str]:
        """A folder of the site and those that it is in, the outermost first."""
        parts = os.path.relpath(folder, self.site).split(os.sep)
        return (os.path.join(self.site, *parts[:count]) for count in range(1, len(parts) + 1))

    def _carry(self, file: str, stat: list[int]) -> None:
        """Take over a file of the site before, which raises `OSError` where it is not as it was left."""
        old, new = f"{self._old}/{file}", f"{self.site}/{file}"
        found = os.stat(old)
        if _told(found) != stat:
            raise FileNotFoundError(file)
        if self._is_in_place:
            return
        with suppress(OSError):
            if os.path.samestat(found, os.stat(new)):
                return
        _clear(self._place(file))
        try:
            os.link(old, new)
        except OSError:  # a disk without links
            shutil.copy2(old, new)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for before, after in names.items():
        text = text.replace(before, after)
    return text


def _clear(path: str) -> None:
    """Take away whatever is at a path."""
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _walked(site: Path) -> Iterator[str]:
    """The files below a folder."""
    for folder, _, files in os.walk(site):
        inside = os.path.relpath(folder, site).replace(os.sep, "/")
        yield from (name if inside == "." else f"{inside}/{name}" for name in files)


def _stat(path: str) -> list[int]:
    return _told(os.stat(path))


def _told(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns]
