"""The report in Markdown: on what machine, what was measured, and a table for each size."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.measured import Cost

_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "zensical", "altair", "vl-convert-python", "pandas")

Costs = Mapping[tuple[str, str], Cost]
"""By state and system."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What sites of one size cost."""

    pages: int
    runs: int
    costs: Costs


def markdown(tables: list[Table], states: Mapping[str, str], systems: Mapping[str, str], day: date) -> str:
    """The whole report; `states` and `systems` have what each name stands for."""
    return "\n".join(_lines(tables, states, systems, day)) + "\n"


def _lines(tables: list[Table], states: Mapping[str, str], systems: Mapping[str, str], day: date) -> Iterator[str]:
    yield from ("# What whole sites cost to build", "")
    yield (
        "Made by `make bench` on generated figures: 200 partners by month, and pages of 12 figures, three charts and a table "
        "each. Every build is a process of its own."
    )
    yield from ("", f"{day.isoformat()}, {machine()}.", "")
    yield from (f"- **{name}**: {says}." for name, says in systems.items())
    yield ""
    yield from (f"- **{name}**: {says}." for name, says in states.items())
    yield from ("", "Each cell: seconds on the clock / seconds of the processor in all processes / megabytes of all "
                "processes together at their most (PSS).")  # fmt: skip
    for table in tables:
        runs = "one run" if table.runs == 1 else f"median of {table.runs} runs"
        yield from ("", f"## {table.pages:,} pages ({runs})", "")
        yield f"| | {' | '.join(systems)} |"
        yield f"|---|{'---|' * len(systems)}"
        for state in states:
            yield f"| {state} | {' | '.join(cell(table.costs.get((state, system))) for system in systems)} |"


def cell(cost: Cost | None) -> str:
    """A cost as it stands in the table, with what was not measured left out; a dash for none at all."""
    if cost is None:
        return "–"
    work = [] if cost.work is None else [f"{cost.work:.1f}"]
    memory = [] if cost.memory is None else [f"{cost.memory / 1e6:.0f} MB"]
    return " / ".join([f"{cost.wall:.1f} s", *work, *memory])


def machine() -> str:
    """Processor, cores, memory, load, system, Python and the versions of what is compared."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at the end, "
        f"{platform.system()}, Python {platform.python_version()}, {packages}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
