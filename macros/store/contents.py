"""What stands in the files of a site, as hashes: of a file, of a folder, of the rows of one partner as known on a day.

A file is read again only when its size, its place on the disk or one of its times is another than when it was read last (as
git does); what changed within the last moments is always read again, for a clock has ticks.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from macros.store import notes

if TYPE_CHECKING:
    from macros.store.passport import Passport, Table
    from macros.store.reads import Read

BUILD = ".build"
"""The folder for what is kept from one run to the next, and can be deleted at any moment."""
NEW_PLACES = "places/schedule_c.csv"
"""Where in the data folder places stand that our own tables lack: whoever names a partner rests on it."""
_TICK = 2_000_000_000  # nanoseconds within which a file may change without a change of its times
_SEALS = re.compile(rb"^\s+(?:- )?(?:hash|bytes|rows): .*\n", re.MULTILINE)
_LEADER = re.compile(rb"^\s*with: (\S+)", re.MULTILINE)
Stat = tuple[int, int, int, int]


def digest(*parts: str | bytes) -> str:
    """A hash of some texts, in order."""
    sealed = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        sealed.update(len(content).to_bytes(8) + content)
    return sealed.hexdigest()


class Contents:
    """The files below a folder. What was learnt of them is kept in a file from one run to the next."""

    def __init__(self, root: Path, kept: Path) -> None:
        self.root = root
        self._kept = kept
        self._files: dict[str, tuple[Stat, str]] = {}
        self._parts: dict[str, dict[str, str]] = {}
        self._is_new = False
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # it is damaged
            held = notes.read(kept)
            self._files = {path: (tuple(stat), seal) for path, (stat, seal) in held["files"].items()}
            self._parts = held["parts"]

    def save(self) -> None:
        """Keep what was learnt, of the parts only those of files as they are now."""
        if self._is_new:
            seals = {seal for _, seal in self._files.values()}
            parts = {seal: of for seal, of in self._parts.items() if seal in seals}
            notes.write(self._kept, {"files": self._files, "parts": parts})
            self._is_new = False

    def file(self, path: Path | str) -> str:
        """A hash of a file's bytes; empty where there is none."""
        name = str(path)
        try:
            found = os.stat(name)
        except OSError:
            return ""
        stat = (found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
        held = self._files.get(name)
        if held is not None and held[0] == stat:
            return held[1]
        seal = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        if time.time_ns() - max(stat[2:]) > _TICK:
            self._files[name] = (stat, seal)
            self._is_new = True
        return seal

    def tree(self, *folders: Path) -> str:
        """A hash of all files of some folders, or of single files, by their names."""
        files = (file for folder in folders for file in _files(str(folder)))
        return digest(*(f"{self._name(file)}\0{self.file(file)}" for file in files))

    def _name(self, file: str) -> str:
        """A file as its folder knows it, wherever that is."""
        root = f"{self.root}{os.sep}"
        return file.removeprefix(root) if file.startswith(root) else file.rpartition(os.sep)[2]

    def of(self, read: Read, passport: Callable[[str], Passport]) -> str:
        """A hash of what would be read today, of the kinds that belong to the data."""
        kind, *which = read
        data = self.root / "data"
        if kind == "passport":
            return digest(self._passport(data / which[0]), self.file(data / NEW_PLACES))
        if kind in ("rows", "partners", "table"):
            dataset, day, *partner = which
            return digest(*self._known(passport(dataset), day, kind, *partner), self.file(data / NEW_PLACES))
        if kind == "schemes":
            return digest(*sorted(found.parent.name for found in data.glob("*/members.csv")))
        if kind == "data":
            return self.tree(data)
        return self.tree(data / which[0])  # "register"

    def _passport(self, folder: Path) -> str:
        """What a passport says, but for the seals of its files, and what stands beside it for all vintages."""
        with suppress(OSError):
            said = (folder / "dataset.yml").read_bytes()
            leader = _LEADER.search(said)
            also = (folder.parent / leader[1].decode() / "dataset.yml").read_bytes() if leader else b""
            return digest(_SEALS.sub(b"", said), _SEALS.sub(b"", also), self.file(folder / "products.csv"))
        return ""

    def _known(self, passport: Passport, day: str, kind: str, partner: str = "") -> Iterator[str]:
        """Of each vintage known by a day its id, whether its files are sound, and a hash of the rows of a partner, the names of
        all, or a hash of all their rows."""
        for vintage in passport.vintages:
            if day and vintage.known > date.fromisoformat(day):
                continue
            yield vintage.id
            for table in filter(None, (vintage.partners, vintage.groups)):
                seal = self.file(table.path)
                yield str(table.hash == f"sha256:{seal}")
                if kind == "table":
                    yield seal
                else:
                    parts = self._by_partner(table)
                    yield parts.get(partner, "") if kind == "rows" else "\n".join(parts)

    def _by_partner(self, table: Table) -> Mapping[str, str]:
        """A hash of the rows of each partner in a vintage's file."""
        seal = self.file(table.path)
        if not seal:
            return {}
        if seal not in self._parts:
            rows: dict[bytes, list[bytes]] = {}
            for line in table.path.read_bytes().splitlines()[1:]:
                rows.setdefault(line.partition(b",")[0], []).append(line)
            self._parts[seal] = {
                partner.decode(): hashlib.sha256(b"\n".join(lines)).hexdigest()[:16] for partner, lines in rows.items()
            }
            self._is_new = True
        return self._parts[seal]


@lru_cache(maxsize=8)
def contents_of(root: Path) -> Contents:
    """The files below a folder, what is learnt of them kept there."""
    return Contents(root, root / BUILD / "contents.json")


def _files(path: str) -> Iterator[str]:
    """A file, or the files below a folder, in order."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield path
    except FileNotFoundError:
        return
    else:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path
