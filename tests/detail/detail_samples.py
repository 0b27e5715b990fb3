"""Small details made by hand: the figures are invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from macros.detail import writing
from macros.detail.engines import Settings
from macros.detail.held import Detail
from macros.detail.lines import Line

SMALL = Settings(memory=200, threads=2)
YEARS = "KEN consumption {code} {year} {value}"


def line(said: str, where: str = "") -> Line:
    """A line as "KEN imports 61 2024-07 5"; its place is its text unless given."""
    partner, flow, product, period, value = said.split()
    return Line(partner, flow, product, period, int(value), where or said)


def written(root: Path, *said: str, name: str = "us-hs10/2025-10", **about: object) -> Detail:
    """A detail of these lines."""
    return sealed(root, [line(one) for one in said], name, **about)[0]


def sealed(root: Path, lines: Iterable[Line], name: str = "us-hs10/2025-10", **about: object) -> tuple[Detail, bool]:
    """A detail of these lines, and whether it is new."""
    dataset, vintage = name.split("/")
    with writing.draft(root, dataset, vintage, SMALL) as new:
        new.take(lines)
        return new.seal(origin="by hand", **about)  # type: ignore[arg-type]
