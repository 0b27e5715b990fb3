"""A download of Census's API by HS chapter: US general imports from a partner by month, in whole US dollars."""

from __future__ import annotations

from pathlib import Path

from macros.errors import Problems
from macros.sources.api_dump import VALUES, numbers, span, table
from macros.sources.newcomers import Newcomers
from macros.sources.published import Reading


def read(path: Path) -> Reading:
    """The chapters' imports; `product` is the two digits of the chapter."""
    problems, new = Problems(), Newcomers(path.name)
    rows = table(path, ["I_COMMODITY", "CTY_CODE", VALUES["imports"], "YEAR", "MONTH", "COMM_LVL"])
    kept = numbers(rows, "imports", problems, new, level=2)
    new.raise_if_any(problems)
    return Reading(source=path.name, kept=tuple(kept), covers=span(kept, path.name))
