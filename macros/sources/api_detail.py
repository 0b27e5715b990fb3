"""Products by partner and month as Census's API has them, whoever brings the rows: a Parquet or CSV copy, or the service itself.

Rows are taken one by one. What the value is, its column says; a row with two measures gives a figure of each flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from macros import places
from macros.detail.lines import Line
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.decisions import Decisions

_VALUES = {"GEN_VAL_MO": "imports", "CON_VAL_MO": "consumption", "CAL_DUT_MO": "duty", "ALL_VAL_MO": "exports"}
_PRODUCTS = ("I_COMMODITY", "E_COMMODITY")
_MANY = 20


class Answers:
    """Rows of the API, as pairs of a place and a mapping by column; `names` has the products as the last row names each."""

    def __init__(self, rows: Iterable[tuple[str, Mapping[str, Any]]], decisions: Decisions) -> None:
        self._rows = rows
        self._decisions = decisions
        self.names: dict[str, str] = {}

    def lines(self) -> Iterator[Line]:
        """Each figure; raises at the end, gathered, for what could not be read, and before it where nothing can."""
        problems = Problems()
        for where, row in self._rows:
            with problems.gathering(where):
                yield from self._of(row, where)
            if len(problems.errors) >= _MANY:
                break  # all rows are wrong in the same way
        problems.raise_if_any()

    def _of(self, row: Mapping[str, Any], where: str) -> Iterator[Line]:
        column = next((name for name in _PRODUCTS if name in row), None)
        flows = [name for name in _VALUES if name in row]
        missing = [name for name in ("CTY_CODE", "YEAR", "MONTH") if name not in row]
        if column is None or not flows or missing:
            missing = [
                *missing,
                *([] if column else [" or ".join(_PRODUCTS)]),
                *([] if flows else [" or ".join(_VALUES)]),
            ]
            raise TradeError(f"no column {', '.join(missing)}", remedy="Is it the API's answer on products?")
        product, level = str(row[column]), str(row.get("COMM_LVL", ""))
        if level not in ("", f"HS{len(product)}"):
            raise TradeError(f"'{product}' is not of the level {level}", remedy="The row may be cut off.")
        if name := row.get(f"{column}_LDESC") or row.get(f"{column}_SDESC"):
            self.names[product] = str(name)
        partner, period = _partner(str(row["CTY_CODE"])), _period(str(row["YEAR"]), str(row["MONTH"]))
        for measure in flows:
            said = str(row[measure])
            value = (
                int(said)
                if said.isdecimal()
                else self._decisions.on(where, said, f"{product} of {partner} in {period}")
            )
            if value is not None:
                yield Line(partner, _VALUES[measure], product, period, value, where)


@cache
def _partner(code: str) -> str:
    return places.from_api_code(code).code


@cache
def _period(year: str, month: str) -> str:
    return str(Period.parse(f"{year}-{month}"))
