"""`make bench`: how long a cold build takes, as a whole process, several times over. A report, never a test."""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 5
ENGINES = ("mkdocs", "zensical")


def main() -> None:
    """Print the least, the median and the most seconds of a build with each engine that is installed."""
    print(f"{platform.machine()}, Python {platform.python_version()}, {RUNS} runs after one to warm the disk")
    for engine in ENGINES:
        command = [sys.executable, "-m", "macros", "build", "--engine", engine]
        times = [_timed(command) for _ in range(RUNS + 1)][1:]
        low, middle, high = min(times), statistics.median(times), max(times)
        print(f"{engine:10} {low:6.2f} s least {middle:6.2f} s median {high:6.2f} s most")


def _timed(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parent.parent)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
