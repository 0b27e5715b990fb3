"""One at a time. Who would write to a data folder second is told who is at work and since when, and ends, for the record may be
another by then; who would build a site second says so, and waits.

The lock is the operating system's own, on a file below `.build/`, so it goes when its holder dies, however it dies. Who holds it
stands in a file beside, for the system does not tell.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from macros.errors import TradeError


@contextmanager
def alone(data: Path, doing: str) -> Iterator[None]:
    """The data folder to ourselves for the block, what a killed run left behind swept away.

    Raises `TradeError` where another holds it. `doing` is what the other is told: "refresh us-goods".
    """
    from macros.sources import exchange

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
            _sign(holder, doing)
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


@contextmanager
def in_turn(ours: Path, what: str, doing: str) -> Iterator[None]:
    """What is built below a folder (`.build/`) to ourselves for the block, once whoever builds the same has ended.

    `what` names it, `doing` is what another is told: "build with mkdocs". That we wait is said on the standard error.
    """
    holder = ours / f"{what}.holder"
    lock = FileLock(ours / f"{what}.lock", timeout=0)
    try:
        try:
            ours.mkdir(exist_ok=True)
            try:
                lock.acquire()
            except Timeout:
                waits = f"{_named(holder)} has not ended yet. This begins when it has; to stop waiting: Ctrl+C"
                print(waits, file=sys.stderr, flush=True)
                lock.acquire(timeout=-1)
            _sign(holder, doing)
        except OSError as error:
            from macros.sources import exchange  # which takes longer than to see that nothing has changed

            raise exchange.could_not_write(error, ours) from error
        yield
    finally:
        lock.release()


def _sign(holder: Path, doing: str) -> None:
    """Have it said who holds a lock."""
    holder.write_text(f"{doing} (process {os.getpid()} on {socket.gethostname()})", encoding="utf-8")


def _named(holder: Path) -> str:
    """Who holds a lock and since when, in the time zone of this machine."""
    try:
        since = datetime.fromtimestamp(holder.stat().st_mtime, UTC).astimezone()
        return f"'{holder.read_text(encoding='utf-8')}', at work since {since:%Y-%m-%d %H:%M},"
    except OSError:  # it has the lock and is only now writing its name
        return "Another run"
