"""What a piece of work read of the data: noted as it reads, so that it need be done again only when that is another.

`Desk` and `Record` note what they are asked for; whoever keeps the outcome of some work does it `under` a set, and keeps the
set beside it. `Contents.of` then tells whether the same would be read today.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Read = tuple[str, ...]
"""What was read: its kind, and which one. The kinds are those of `Contents`."""

_reads: ContextVar[set[Read] | None] = ContextVar("reads", default=None)


def note(*read: str) -> None:
    """Enter what is being read, where anybody keeps account."""
    noted = _reads.get()
    if noted is not None:
        noted.add(read)


@contextmanager
def under(noted: set[Read]) -> Iterator[None]:
    """For the time of a block, what is read is entered in a set, and in no other."""
    token = _reads.set(noted)
    try:
        yield
    finally:
        _reads.reset(token)
