"""Work that is done once and kept: in this process if there is little of it, in one for each core if there is much.

A chart costs the renderer some 25 ms, in which it does nothing else: threads do not help, processes do. They take a
second to begin, so a few drawings are made here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

from loky import cpu_count, get_reusable_executor

from macros.charts import render
from macros.charts.cache import Cache

_FEW = 12
_PARTS = ("charts", "words", "places", "errors.py", "periods.py", "units.py")

Work = Callable[..., bytes]
"""A function of a module, so that another process finds it; its arguments are told apart by what they print as."""


class Pool:
    """Hands out work, and gets what was done before from a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._asked: dict[str, tuple[Work, tuple[Any, ...]]] = {}
        self._begun: dict[str, Future[None]] = {}

    def submit(self, work: Work, *arguments: object) -> Callable[[], bytes]:
        """Ask for what `work(*arguments)` gives; calling what is returned waits for it."""
        key = _key(work, arguments)
        if key not in self._asked and key not in self._begun and self._cache.get(key) is None:
            self._asked[key] = (work, arguments)
            if self._begun or len(self._asked) > _FEW:
                self._begin()
        return lambda: self._result(key, work, arguments)

    def prune(self, most: int) -> None:
        """Let go of what has not been asked for longest, beyond so many bytes."""
        self._cache.prune(most)

    def _begin(self) -> None:
        """Let the processes do what has been asked for so far. They keep it; nothing large comes back from them."""
        executor = get_reusable_executor(max_workers=cpu_count(), context="loky")
        for key, (work, arguments) in self._asked.items():
            self._begun[key] = executor.submit(_do, self._cache, key, work, arguments)
        self._asked.clear()

    def _result(self, key: str, work: Work, arguments: tuple[object, ...]) -> bytes:
        if begun := self._begun.pop(key, None):
            begun.result()
        self._asked.pop(key, None)
        held = self._cache.get(key)
        if held is None:
            _do(self._cache, key, work, arguments)
            held = self._cache.get(key)
        return work(*arguments) if held is None else held  # the folder may be full, or emptied meanwhile


def _do(cache: Cache, key: str, work: Work, arguments: tuple[object, ...]) -> None:
    cache.put(key, work(*arguments))


def _key(work: Work, arguments: tuple[object, ...]) -> str:
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
