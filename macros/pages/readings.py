"""Pages that were read, kept from one run to the next, each with what it read of the data.

A reading is good for as long as the page has the same text, our code is the same, and each thing it read is what it was: the
rows of the partners it asked for, a passport, a register, the day if it said something of it, the pages it shows. So a
release has those pages read anew that rest on what it changed, and no others.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from macros.pages import kept
from macros.store import notes
from macros.store.contents import Contents, digest
from macros.store.reads import Read

_CODE = Path(__file__).parent.parent
_LIBRARIES = (
    "altair", "babel", "jinja2", "markdown", "markupsafe", "pandas", "pycountry", "uharfbuzz", "vl-convert-python",
)  # fmt: skip
_SEALED = hashlib.sha256().digest_size
_ABANDONED = 3600.0  # seconds after which nobody is still writing a file that is half written


@dataclass(frozen=True)  # no slots: it keeps its seal
class Reading:
    """A page as it was read: the seal of its text, what else it read, each with a hash, and a hash of what its prose was proven
    with, empty where it was not."""

    text: str
    reads: tuple[tuple[Read, str], ...]
    proven: str = ""

    @cached_property
    def seal(self) -> str:
        """A hash of all that it was read from."""
        return digest(self.text, *(f"{read}\0{found}" for read, found in self.reads))

    def is_good(self, text: str, of: Callable[[Read], str]) -> bool:
        """Whether the page would be read alike today: with the text of that seal, and what `of` finds."""
        return self.text == text and all(of(read) == found for read, found in self.reads)


class Readings:
    """The last reading of each page, in a folder; `code` is a hash of what reads all pages alike. Only a build keeps more
    (`are_kept`): a command that asks writes nothing."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self.code = code
        self.are_kept = False
        self._by_page: dict[str, Reading] = {}
        self._is_new = False
        self._listed = ""
        self.refresh()

    def refresh(self) -> None:
        """Take over the list of readings, if another process has kept a new one."""
        listed = self._index.read_text(encoding="utf-8") if self._index.is_file() else ""
        if listed == self._listed:
            return
        self._listed = listed
        self._by_page.clear()
        with suppress(ValueError, TypeError, AttributeError):  # it is damaged
            for path, (text, reads, proven) in json.loads(listed).items():
                self._by_page[path] = Reading(text, tuple((tuple(read), found) for read, found in reads), proven)

    def seal_of(self, path: str, text: str) -> str:
        """The seal of a page's text, under the code of today."""
        return digest(self.code, path, text)

    def held(self, path: str, text: str, of: Callable[[Read], str]) -> Reading | None:
        """What is kept of a page, if it would be read alike today: with the text of that seal, and what `of` finds."""
        held = self._by_page.get(path)
        return held if held and held.is_good(text, of) and self._file(held).is_file() else None

    def shows_others(self, path: str) -> bool:
        """Whether a page shows other pages, by what it read the last time, or by its name: it is read when those are."""
        before = self._by_page.get(path)
        return any(kind == "page" for (kind, *_), _ in before.reads) if before else path.endswith("index.md")

    def has(self, path: str, reading: Reading) -> bool:
        """Whether that reading of a page is kept."""
        held = self._by_page.get(path)
        return held is not None and held.seal == reading.seal

    def proven(self, path: str) -> str:
        """With what the prose of a page that is kept was proven."""
        return self._by_page[path].proven

    def load(self, reading: Reading, source: Any, part: str = "") -> Any:
        """What came of a reading, a sheet as a rule, or a part of it that is kept apart, with its data from a source; None where
        what was kept is damaged."""
        with suppress(OSError):
            held = self._file(reading, part).read_bytes()
            content = held[_SEALED:]
            if hashlib.sha256(content).digest() == held[:_SEALED]:
                with kept.within(source):
                    return pickle.loads(content)  # noqa: S301 -- our own, below .build/
        return None

    def keep(self, path: str, reading: Reading, outcome: Any, **parts: Any) -> None:
        """Keep a reading and what came of it, in the place of any before, and parts of that for those who need no more; unless
        nothing is to be written."""
        if not self.are_kept:
            return
        for part, one in {**parts, "": outcome}.items():
            with kept.within(one):
                content = pickle.dumps(one, protocol=pickle.HIGHEST_PROTOCOL)
            notes.put(self._file(reading, part), hashlib.sha256(content).digest() + content)
        self.adopt(path, reading)

    def adopt(self, path: str, reading: Reading) -> None:
        """Enter a reading that another process has kept."""
        self._by_page[path] = reading
        self._is_new = True

    def prove(self, path: str, proven: str) -> None:
        """Remember with what nothing is wrong with the prose of a page that is kept."""
        if path in self._by_page:
            self._by_page[path] = replace(self._by_page[path], proven=proven)
            self._is_new = True

    def save(self) -> None:
        """Keep the list of readings."""
        if self._is_new:
            held = {path: [one.text, one.reads, one.proven] for path, one in self._by_page.items()}
            notes.write(self._index, held)
            self._is_new = False

    def prune(self) -> None:
        """Let go of what the list does not have. Another process that has some of it on a list of its own reads those pages anew;
        what it is only now writing is left to it."""
        names = {_name(one) for one in self._by_page.values()}
        for file in self._folder.glob("*"):
            with suppress(FileNotFoundError):  # another may let go of it at the same moment
                if file.suffix == ".new":  # half written (notes.put)
                    is_left = file.stat().st_mtime < time.time() - _ABANDONED
                else:
                    is_left = file.name.partition(".")[0] not in names and file != self._index
                if is_left:
                    file.unlink()

    @property
    def _index(self) -> Path:
        return self._folder / "index.json"

    def _file(self, reading: Reading, part: str = "") -> Path:
        return Path(f"{self._folder}/{_name(reading)}{part and f'.{part}'}.pickle")


def code(contents: Contents) -> str:
    """A hash of what reads all pages alike: our code, Python, and the libraries that decide what comes of it."""
    return digest(contents.tree(_CODE), sys.version, *map(version, _LIBRARIES))


def _name(reading: Reading) -> str:
    return reading.seal[:32]
