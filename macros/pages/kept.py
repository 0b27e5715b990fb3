"""How a page is kept on the disk: whole, but for the data it was read from and the other pages it shows, which are found again.

Pickle asks each object how it is to be made again. What is `within` is the page while one is written, and the desk while one
is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_one: ContextVar[Any] = ContextVar("one", default=None)


@contextmanager
def within(one: Any) -> Iterator[None]:
    """For the time of a block, the page that is written, or the desk for which one is read."""
    token = _one.set(one)
    try:
        yield
    finally:
        _one.reset(token)


def is_within(one: Any) -> bool:
    """Whether it is the page that is being written."""
    return _one.get() is one


def desk() -> Any:
    """The desk for which a page is read."""
    return _one.get()


def sheet(path: str) -> Any:
    """Another page, of that desk."""
    return _one.get().sheet(path)
