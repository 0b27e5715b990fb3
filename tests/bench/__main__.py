"""`make bench`: measure, print the table, and write it to BENCHMARKS.md. A report, never a test.

PYTHONPATH=.:tests python -m bench [--sizes 10 100] [--systems ours floor] [--states cold page] [--runs 1] [--out FILE]
"""

from __future__ import annotations

import argparse
import operator
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from small_site import ROOT

from bench import generated, measured, report, serving
from bench.generated import Data
from bench.measured import Cost
from bench.systems import SYSTEMS, Project

SIZES = (10, 100, 300, 1000)
RUNS = 3
LARGE = 1000
"""From so many pages on, one run is enough unless more are asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What a build finds: what happened to the data since the one before, and what to the project."""

    says: str
    of_data: Callable[[Data], None] | None = None
    of_project: Callable[[Project], None] | None = None
    seen_on: int | None = 0
    """On how many of the first pages a reader must see something new after the build; None for all."""


COLD, SERVE = "cold", "serve"
STATES: Mapping[str, State] = {
    COLD: State(says="nothing built before, and nothing kept", of_project=Project.forget),
    "unchanged": State(says="the same again"),
    "row": State(says="one observation revised", of_data=Data.revise, seen_on=1),
    "page": State(says="one page edited", of_project=lambda project: project.edit("This page was changed."), seen_on=1),
    "month": State(
        says="a new vintage with one more month, which every page speaks of", of_data=Data.add_month, seen_on=None
    ),
    SERVE: State(says="from an edit of a page while the site is served to that page in the browser"),
}


def main() -> None:
    """Measure what was asked for, size by size, and report after each."""
    asked = _parser().parse_args()
    states = {name: STATES[name].says for name in STATES if name in asked.states}
    systems = {name: SYSTEMS[name].says for name in SYSTEMS if name in asked.systems}
    tables: list[report.Table] = []
    with tempfile.TemporaryDirectory(prefix="trade-bench-") as folder:
        for name in systems:  # so that none pays for what the disk and Python keep from the first time on
            project = SYSTEMS[name].write(Path(folder, "warm", name), generated.pages(1), Data())
            measured.run(SYSTEMS[name].build, project.root, project.environment)
        for size in asked.sizes:
            runs = asked.runs or (1 if size >= LARGE else RUNS)
            costs = measure(Path(folder, str(size)), size, runs, list(systems), set(states))
            tables.append(report.Table(pages=size, runs=runs, costs=costs))
            text = report.markdown(tables, states, systems, date.today())
            asked.out.write_text(text, encoding="utf-8")
    print(text, end="")


def measure(folder: Path, size: int, runs: int, systems: Sequence[str], states: set[str]) -> report.Costs:
    """The median cost of each state of each system. Within a run the systems take turns, so that all have the same weather."""
    found: dict[tuple[str, str], list[Cost]] = {}
    for run in range(runs):
        turned = [*systems[run % len(systems) :], *systems[: run % len(systems)]]
        data, pages = Data(), generated.pages(size)
        projects = {name: SYSTEMS[name].write(folder / str(run) / name, pages, data) for name in turned}
        for state in STATES:
            if state == COLD or (state in states and state != SERVE):
                for system, cost in _builds(state, projects, data):
                    found.setdefault((state, system), []).append(cost)
                    print(f"{size} pages, {state}, {system}: {report.cell(cost)}", file=sys.stderr)
        if SERVE in states and run == 0:
            for system, project in projects.items():
                if project.system.serve:
                    cost = serving.edits(project, runs)
                    found[SERVE, system] = [cost]
                    print(f"{size} pages, {SERVE}, {system}: {report.cell(cost)}", file=sys.stderr)
        shutil.rmtree(folder / str(run))
    return {key: _median(costs) for key, costs in found.items()}


def _builds(name: str, projects: Mapping[str, Project], data: Data) -> Iterator[tuple[str, Cost]]:
    """Bring about a state, and build each project that it concerns."""
    state = STATES[name]
    if state.of_data:
        state.of_data(data)
    for system, project in projects.items():
        if state.of_data and not project.system.reads_data:
            continue
        before = project.built(state.seen_on)
        if state.of_data:
            data.write(project.root)
        if state.of_project:
            state.of_project(project)
        os.sync()  # what was written for one must not be waited for by the next
        yield system, measured.run(project.system.build, project.root, project.environment)
        if any(map(operator.eq, before, project.built(state.seen_on))):
            sys.exit(f"{system} published a page as it was before ({name}): the time means nothing.")


def _median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure."""
    works = [cost.work for cost in costs if cost.work is not None]
    memories = [cost.memory for cost in costs if cost.memory is not None]
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        work=statistics.median(works) if works else None,
        memory=int(statistics.median(memories)) if memories else None,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What whole sites cost to build.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="PAGES")
    parser.add_argument("--systems", nargs="+", default=list(SYSTEMS), choices=SYSTEMS)
    parser.add_argument("--states", nargs="+", default=list(STATES), choices=STATES)
    parser.add_argument("--runs", type=int, help=f"of each (median of {RUNS}, one from {LARGE} pages on)")
    parser.add_argument("--out", type=Path, default=ROOT / "BENCHMARKS.md", help="where the report goes")
    return parser


if __name__ == "__main__":
    main()
