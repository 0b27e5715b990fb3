"""Reading a vintage's file: its bytes must have the hash in the passport, for a vintage never changes.

What was checked when it was imported is what is read here, so a load costs a hash, and once for each content a parse.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from macros.errors import TradeError
from macros.periods import Period
from macros.store.passport import Table

COLUMNS = ("partner", "flow", "period", "value", "precision")


class Column(NamedTuple):
    """The rows of one series in a file: of each the period, the value, and the largest error of its rounding, in the unit of the
    dataset."""

    periods: Sequence[Period]
    values: Sequence[int | Decimal]
    bounds: Sequence[Decimal]


class Rows:
    """The rows of one file, by partner."""

    def __init__(self, frame: pd.DataFrame) -> None:
        frame = frame if "product" in frame else frame.assign(product="")
        self._at = frame.groupby("partner", sort=False).indices
        # Each name is held once, for they are few.
        flows, products, periods = (frame[name].astype("category").array for name in ("flow", "product", "period"))
        self._names, self._periods = (flows, products), periods.codes
        self._named = [Period.parse(name) for name in periods.categories]
        self._numbers = [frame[name].to_numpy() for name in ("value", "precision")]
        self._lately = lru_cache(maxsize=8)(self._worked_out)  # who asks for a partner asks for all of its series

    @property
    def partners(self) -> tuple[str, ...]:
        """The codes of the partners (or groups), in order."""
        return tuple(map(str, self._at))

    def of(self, partner: str) -> Mapping[tuple[str, str], Column]:
        """A partner's rows by flow and product ("" where the file has none); empty for a partner without any."""
        return self._lately(partner)

    def _worked_out(self, partner: str) -> Mapping[tuple[str, str], Column]:
        if partner not in self._at:
            return {}
        at = self._at[partner]
        flows, products = (names.take(at) for names in self._names)
        which = flows.codes * np.int64(len(products.categories)) + products.codes  # by flow, then by product
        found: dict[tuple[str, str], Column] = {}
        for one in np.unique(which):
            rows = at[which == one]
            flow, product = divmod(int(one), len(products.categories))
            values, precisions = (column.take(rows).tolist() for column in self._numbers)
            found[flows.categories[flow], products.categories[product]] = Column(
                [self._named[code] for code in self._periods.take(rows).tolist()], values, [*map(_half, precisions)]
            )
        return found


@lru_cache(maxsize=256)  # a file has a few, a hundred thousand times
def _half(precision: int) -> Decimal:
    return Decimal(precision) / 2


def rows(table: Table) -> Rows:
    """The rows of a vintage's file; raises `TradeError` where the file is not the one that was imported."""
    return _parsed(table.hash, _content(table))


def frame(table: Table) -> pd.DataFrame:
    """The same as a frame, a column each for partner, flow, product where there are any, period, value and precision."""
    return _frame(_content(table))


def _content(table: Table) -> bytes:
    """The bytes of a vintage's file, which must have the hash in the passport."""
    where = "/".join(table.path.parts[-3:])
    if not table.path.is_file():
        raise TradeError(
            "the file of this vintage is missing", remedy="Take it from the repository again.", where=where
        )
    content = table.path.read_bytes()
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != table.hash:
        raise TradeError(
            "the file is not the one that was imported: its hash differs from the passport's",
            remedy="A vintage is never edited: restore the file, and import corrections as a new vintage.",
            where=where,
        )
    return content


@lru_cache(maxsize=32)
def _parsed(hash: str, content: bytes) -> Rows:
    return Rows(_frame(content))


def _frame(content: bytes) -> pd.DataFrame:
    types: dict[Hashable, str] = {
        "partner": "str",
        "flow": "str",
        "product": "str",
        "period": "str",
        "value": "int64",
        "precision": "int64",
    }
    return pd.read_csv(io.BytesIO(content), dtype=types, keep_default_na=False)
