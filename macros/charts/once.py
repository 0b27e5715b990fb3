"""Work that is done once and kept by all that goes into it: a drawing costs some 60 ms, half of them the renderer’s."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from macros.charts import render
from macros.charts.cache import Cache

_PARTS = ("charts", "words", "places", "errors.py", "periods.py", "units.py")


class Once:
    """Does work, or gets what was done before from a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def of(self, work: Callable[..., bytes], *arguments: object) -> bytes:
        """What `work(*arguments)` gives; the arguments are told apart by what they print as."""
        key = _key(work, arguments)
        held = self._cache.get(key)
        if held is None:
            held = work(*arguments)
            with suppress(OSError):  # the folder may be full
                self._cache.put(key, held)
        return held

    def prune(self, most: int) -> None:
        """Let go of what has not been asked for longest, beyond so many bytes."""
        self._cache.prune(most)


def _key(work: Callable[..., bytes], arguments: tuple[object, ...]) -> str:
    content = f"{_code()}\n{work.__module__}.{work.__qualname__}\n{arguments!r}"
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def _code() -> str:
    """A hash of all that decides how a drawing looks, apart from its values: our code, words and fonts, and the renderer."""
    macros = Path(__file__).parent.parent
    digest = hashlib.sha256(render.RENDERER.encode())
    for part in _PARTS:
        for path in sorted(path for path in [macros / part, *(macros / part).rglob("*")] if path.is_file()):
            if "__pycache__" not in path.parts:
                digest.update(path.relative_to(macros).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
