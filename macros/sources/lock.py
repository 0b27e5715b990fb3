"""One writer at a time for a data folder: the second is told who is at work and since when, and ends.

The lock is the operating system's own, on a file below `.build/`, so it goes when its holder dies, however it dies. Who holds it
stands in a file beside, for the system does not tell.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from macros.errors import TradeError
from macros.sources import exchange


@contextmanager
def alone(data: Path, doing: str) -> Iterator[None]:
    """The data folder to ourselves for the block, what a killed run left behind swept away.

    Raises `TradeError` where another holds it. `doing` is what the other is told: "refresh us-goods".
    """
    data = data.resolve()
    ours = data.parent / ".build"
    holder = ours / f"{data.name}.holder"
    lock = FileLock(ours / f"{data.name}.lock", timeout=0)
    try:
        try:
            if not data.is_dir():
                remedy = "Run this from the project's folder, or name it: --data."
                raise TradeError("no such folder", remedy=remedy, where=str(data))
            ours.mkdir(exist_ok=True)
            lock.acquire()
            holder.write_text(f"{doing} (process {os.getpid()} on {socket.gethostname()})", encoding="utf-8")
            exchange.sweep(data)
        except Timeout:
            raise TradeError(
                f"{_named(holder)} is writing to {data}", remedy="Wait until it has ended, then run this again."
            ) from None
        except OSError as error:
            raise exchange.could_not_write(error, ours) from error
        yield
    finally:
        lock.release()


def _named(holder: Path) -> str:
    """Who holds a lock and since when, in the time zone of this machine."""
    try:
        since = datetime.fromtimestamp(holder.stat().st_mtime, UTC).astimezone()
        return f"'{holder.read_text(encoding='utf-8')}', at work since {since:%Y-%m-%d %H:%M},"
    except OSError:  # it has the lock and is only now writing its name
        return "Another run"
