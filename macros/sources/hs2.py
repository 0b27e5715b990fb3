"""A download of Census's API by HS chapter: US general imports from a partner by month, in whole US dollars."""

from __future__ import annotations

from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.sources.api_dump import number, span, table
from macros.sources.published import Published, Reading

_VALUE = "GEN_VAL_MO"


def read(path: Path) -> Reading:
    """The chapters' imports; `product` is the two digits of the chapter."""
    problems = Problems()
    kept: list[Published] = []
    for where, row in table(path, ["I_COMMODITY", "CTY_CODE", _VALUE, "YEAR", "MONTH", "COMM_LVL"]):
        with problems.gathering(where):
            chapter = row["I_COMMODITY"]
            if row["COMM_LVL"] != "HS2" or len(chapter) != 2 or not chapter.isdecimal():
                raise TradeError(
                    f"'{chapter}' ({row['COMM_LVL']}) is not an HS chapter",
                    remedy="Ask the API for COMM_LVL=HS2, or chapters would be counted twice.",
                )
            kept.append(number(row, "imports", _VALUE, where, places.from_api_code, chapter))
    problems.raise_if_any()
    return Reading(source=path.name, kept=tuple(kept), covers=span(kept, path.name))
