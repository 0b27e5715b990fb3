"""What a command costs: its seconds, those of the processor in all its processes, and the most memory they hold together."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROCESSES = Path("/proc")
_EVERY = 0.05
"""Seconds between two looks."""
_TICKS = os.sysconf("SC_CLK_TCK")
"""In which the kernel counts the time of the processor, each second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of the processor, and bytes; None for what was not measured."""

    wall: float
    work: float | None = None
    memory: int | None = None


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """The cost of a command with all processes it starts; ends our own with what it said where it fails.

    Processor time is the kernel's count for the command and every process that it waited for or, where that is more, the sum
    of what each process of its session had used when it was last seen. Memory is the largest sum of the proportional sizes
    (PSS) of those processes. They are looked at twenty times a second; memory is None where there is no /proc.
    """
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        # A session of its own, by which its processes are found, also those whose parent has ended.
        child = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        watch = _Watch(child.pid)
        watch.start()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
        if child.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{said.read().decode(errors='replace')}")
    return Cost(wall=wall, work=max(used.ru_utime + used.ru_stime, sum(watch.work.values())), memory=watch.most or None)


class _Watch(threading.Thread):
    """Looks at the memory of a session and the work of its processes, in seconds, until it has `ended`."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.ended = threading.Event()
        self.most = 0
        self.work: dict[str, float] = {}

    def run(self) -> None:
        while not self.ended.wait(_EVERY):
            seen = list(_seen(self.session))
            self.most = max(self.most, sum(share for _, _, share in seen))
            self.work |= {process: work for process, work, _ in seen}


def _seen(session: int) -> Iterator[tuple[str, float, int]]:
    """Each process of a session: its number, its seconds of the processor, and its proportional size."""
    for process in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError, IndexError):  # it may have ended
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                work = (int(fields[11]) + int(fields[12])) / _TICKS
                yield process.name, work, _share((process / "smaps_rollup").read_text())


def _share(rollup: str) -> int:
    """The proportional size in what the kernel says of a process's memory, in bytes."""
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
