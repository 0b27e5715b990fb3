"""What was drawn before, kept by what it was drawn from; safe for several processes, and against being cut off.

An entry is a file whose name is a hash of everything that went in, so it is never out of date, only no longer asked for.
It is written beside its place and moved there, and carries a hash of itself, so that half an entry is no entry.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_ABANDONED = 3600.0  # seconds after which a file that was not moved to its place never will be


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries by key in a folder, which is made when first needed."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The entry, or `None` if there is none or it is damaged."""
        path = self._path(key)
        try:
            held = path.read_bytes()
        except OSError:
            return None
        content = held[_DIGEST:]
        if hashlib.sha256(content).digest() != held[:_DIGEST]:
            return None
        with suppress(OSError):
            os.utime(path)  # it was of use, so it is not the first to go
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry; whoever asks meanwhile sees all of it or nothing."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        number, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink()
            raise

    def prune(self, most: int) -> None:
        """Remove what has not been asked for longest, until no more than `most` bytes are kept."""
        kept = 0
        for path, used, size in sorted(self._entries(), key=lambda entry: -entry[1]):
            kept += size
            abandoned = path.name.startswith(".new-") and used < time.time() - _ABANDONED
            if abandoned or kept > most:
                path.unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[Path, float, int]]:
        for path in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):  # another process may prune too
                found = path.stat()
                yield path, found.st_mtime, found.st_size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
