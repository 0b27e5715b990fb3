"""Many pages at once: what is to be done with each is done by as many processes as there are cores, and with a few pages here.

What others work out they leave on the disk, where everybody finds it: readings, drawings, the files of the site. So little
comes back from them, and nobody holds much. They end with the block that had use for them, and what they held with them.

On Linux they are copies of this process (fork), which begin at once and share what it holds, as long as it has no thread but this
one: a copy has no other, and would wait for it. The renderer and a server have some. Elsewhere, and then, they are forked off
one that has loaded our code, which takes a second or two.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from macros.errors import TradeError
from macros.pages.desk import Desk

T = TypeVar("T")
Work = Callable[..., list[T]]
"""A function of a module, of a desk, the paths of some pages, and what else it is given; an outcome for each page."""
_FEW = {"fork": 3, "forkserver": 12, "spawn": 24}  # pages that are done sooner than others have begun
_AT_ONCE = 4  # pages that are handed out together at most, so that all end at about the same time


@contextmanager
def over(desk: Desk, paths: Sequence[str], work: Work[T], *given: Any) -> Iterator[Iterator[T]]:
    """Have work done with pages for the time of a block; the outcomes, in the order of the pages, are waited for one by one."""
    way = _way()
    if len(paths) < _FEW[way]:
        yield iter(work(desk, paths, *given))
        return
    desk.readings.save()  # which others read
    size = min(_AT_ONCE, -(-len(paths) // (4 * _cores())))
    parts = [paths[first : first + size] for first in range(0, len(paths), size)]
    others = _begun(way)
    try:
        yield _outcomes([others.submit(_do, desk.place, work, part, given) for part in parts])
    finally:
        others.shutdown(cancel_futures=True)


def _outcomes(begun: list[Future[list[T]]]) -> Iterator[T]:
    try:
        for one in begun:
            yield from one.result()
    except BrokenProcessPool:
        raise TradeError(
            "a process that was working on pages was ended from outside",
            remedy="There may be too little memory: end other programs, and build again.",
        ) from None


def _way() -> str:
    """How processes are begun."""
    with suppress(OSError):  # where there is no such folder
        if len([*Path("/proc/self/task").iterdir()]) == 1:
            return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begun(way: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(_cores(), context, _prepare)


def _prepare() -> None:
    """What each of them does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us ends them too
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    gc.freeze()
    gc.set_threshold(20_000, 10, 5)


def _end_with_the_first() -> None:
    """End this process once the one that began it is gone, however that ended: nobody else would tell us, and we would wait for
    pages for good."""
    if first := multiprocessing.parent_process():
        first.join()
        os._exit(1)


def _do(place: tuple[Any, ...], work: Work[T], paths: Sequence[str], given: tuple[Any, ...]) -> list[T]:
    desk = Desk.at(*place)
    desk.readings.are_kept = True
    desk.readings.refresh()
    with desk.settled():
        return work(desk, paths, *given)
