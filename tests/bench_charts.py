"""`make bench-charts`: what charts cost us beside what the renderer alone costs. A report, never a test.

750 charts, each at two sizes, of three kinds and of different figures, in one process: cold, that is with an empty cache, and
warm; beside vl-convert on the same specifications.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from macros.charts import render
from macros.charts.cache import Cache
from macros.charts.drawing import Chart, draw, draw_bytes
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.once import Once
from macros.charts.theme import NARROW, WIDE
from macros.charts.values import Bar, Names, Year

CHARTS = 750


def main() -> None:
    """Print the seconds of each way, within one run, for the machine may be busy."""
    charts = _charts()
    draw("warm-up", charts[0])
    specs = [chart.sketch(size).spec for chart in charts for size in (WIDE, NARROW)]
    pure = _timed(lambda: [render.svg(spec) for spec in specs])
    with tempfile.TemporaryDirectory() as folder:
        cold = _timed(lambda: _draw_all(charts, Path(folder)))
        warm = _timed(lambda: _draw_all(charts, Path(folder)))
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    print(f"{CHARTS} charts at two sizes, load {os.getloadavg()[0]:.1f}")
    print(f"vl-convert alone {pure:7.2f} s")
    print(f"ours, cold       {cold:7.2f} s   {cold / pure:.2f} times that")
    print(f"ours, warm       {warm:7.2f} s   {warm / CHARTS * 1000:.2f} ms a chart")
    print(f"kept             {kept / 1e6:7.1f} MB")


def _draw_all(charts: list[Chart], folder: Path) -> None:
    once = Once(Cache(folder))
    for number, chart in enumerate(charts):
        once.of(draw_bytes, f"chart-{number}", chart)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _charts() -> list[Chart]:
    chance = random.Random(7)  # noqa: S311
    return [_chart(number % 3, chance) for number in range(CHARTS)]


def _chart(kind: int, chance: random.Random) -> Chart:
    if kind == 2:
        bars = [Bar(name=f"Chapter {number}", value=round(chance.lognormvariate(3, 1.5), 1)) for number in range(8)]
        return RankedBars(bars=tuple(bars), flow="sold")
    names = Names(sold="Sold to the US", bought="Bought from the US", surplus="In surplus", deficit="In deficit")
    years = tuple(
        Year(year=year, sold=round(chance.uniform(100, 900), 1), bought=round(chance.uniform(100, 900), 1))
        for year in range(1992, 2026)
    )
    return TwoWay(years=years, names=names) if kind else BalanceBars(years=years, names=names)


if __name__ == "__main__":
    main()
