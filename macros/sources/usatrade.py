"""A table saved from USA Trade Online: ten-digit products by country and year, in whole US dollars with thousands separators.

The product stands before its description, and the country under the name that Census prints, "Congo (Kinshasa)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from macros import places
from macros.detail.lines import Line
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.api_dump import table
from macros.sources.decisions import Decisions

_VALUES = {"Customs Value (Cons) ($US)": "consumption"}
"""Its measures, and the flow of ours that each is."""
_EVERY_DISTRICT = "All Districts"
_GROUPED = re.compile(r"\d{1,3}(,\d{3})*|\d+")
_COMMODITY = re.compile(r"(\d+) (.*?)(?: \(\w*\))?")  # its unit of quantity, in brackets, is no part of its name


class Tables:
    """Tables of one measure, read line by line; `names` has each product as the last table names it."""

    def __init__(self, paths: Sequence[Path], decisions: Decisions) -> None:
        self._paths = paths
        self._decisions = decisions
        self.names: dict[str, str] = {}

    def lines(self) -> Iterator[Line]:
        """Each figure; raises at the end, gathered, for all that could not be read."""
        problems = Problems()
        for path in self._paths:
            with problems.gathering():
                yield from self._of(path, problems)
        problems.raise_if_any()

    def _of(self, path: Path, problems: Problems) -> Iterator[Line]:
        for where, row in table(path, ["Commodity", "Country", "Time"]):
            column = next((name for name in row if name and " ".join(name.split()) in _VALUES), None)
            if column is None:
                raise TradeError(
                    f"no column {' or '.join(_VALUES)}", remedy="Save that measure.", where=f"{path.name}:1"
                )
            with problems.gathering(where):
                line = self._line(row, _VALUES[" ".join(column.split())], row[column], where)
                if line:
                    yield line

    def _line(self, row: dict[str, str], flow: str, said: str, where: str) -> Line | None:
        if None in row.values():
            raise TradeError("the line is cut off", remedy="Save the table again.")
        commodity = _COMMODITY.fullmatch(row["Commodity"])
        if not commodity:
            raise TradeError(f"'{row['Commodity']}' is not a code and a name", remedy="The line may be cut off.")
        if row.get("District", _EVERY_DISTRICT) != _EVERY_DISTRICT:
            raise TradeError(f"the district is '{row['District']}'", remedy=f"Save the table for {_EVERY_DISTRICT}.")
        product, self.names[commodity[1]] = commodity.groups()
        partner = _partner(row["Country"])
        period = _period(row["Time"])
        value: int | None
        if _GROUPED.fullmatch(said):
            value = int(said.replace(",", ""))
        else:
            value = self._decisions.on(where, said, f"{product} of {row['Country']} in {period}")
        return None if value is None else Line(partner, flow, product, period, value, where)


@cache
def _partner(name: str) -> str:
    return places.find(name).code


@cache
def _period(said: str) -> str:
    return str(Period.parse(said))
