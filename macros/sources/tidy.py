"""Our own layout: one row for a number, the same bytes for the same reading.

`partner,flow,[product,]period,value,precision`, sorted; value and precision in whole US dollars. Groups have a file of
their own beside the partners', so that no sum can mix them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from macros import places
from macros.errors import Problems, TradeError
from macros.sources.published import FLOWS, ON_ENTRY, Published

_PERIOD = r"\d{4}|\d{4}-\d{2}(\.\.\d{4}-\d{2})?"
_KEY = ["partner", "flow", "product", "period"]


def frame(numbers: Sequence[Published], *, products: Collection[str] = ()) -> pd.DataFrame:
    """The numbers as rows in order; raises, gathered, for a doubled key or a value the layout does not allow.

    Without `products` there is no column for them.
    """
    _require_single_keys(numbers)
    rows = pd.DataFrame(
        {
            "partner": [n.partner for n in numbers],
            "flow": [n.flow for n in numbers],
            "product": [n.product for n in numbers],
            "period": [str(n.period) for n in numbers],
            "value": [n.value for n in numbers],
            "precision": [n.precision for n in numbers],
            "where": [n.where for n in numbers],
        }
    ).astype({"partner": str, "flow": str, "product": str, "period": str, "value": "int64", "precision": "int64"})
    _validate(rows, products)
    rows = rows.drop(columns=["where"] if products else ["where", "product"])
    return rows.sort_values([column for column in _KEY if column in rows]).reset_index(drop=True)


def text(rows: pd.DataFrame) -> bytes:
    """The bytes of a frame as we store it: UTF-8, line feeds."""
    return rows.to_csv(index=False, lineterminator="\n").encode()


def _validate(rows: pd.DataFrame, products: Collection[str]) -> None:
    """Raise, gathered, for every value that the layout does not allow."""
    expected = {
        "partner": (rows["partner"].isin([place.code for place in places.everywhere()]), "a code of ours"),
        "flow": (rows["flow"].isin([*FLOWS, *ON_ENTRY]), " or ".join([*FLOWS, *ON_ENTRY])),
        "product": (rows["product"].isin([*products] or [""]), f"one of {', '.join(products) or 'none'}"),
        "period": (rows["period"].str.fullmatch(_PERIOD), "a month, a year or a run of months"),
        "value": (rows["value"] >= 0, "zero or more"),
        "precision": (rows["precision"].isin([10**power for power in range(7)]), "1, 10, 100 … 1000000"),
    }
    problems = Problems()
    for column, (fits, wanted) in expected.items():
        remedy = "Add it to products.csv." if column == "product" else "The reader of this format must not pass it on."
        for value, where in rows.loc[~fits.astype(bool), [column, "where"]].itertuples(index=False):
            problems.add(TradeError(f"{column} is '{value}', not {wanted}", remedy=remedy, where=where))
    problems.raise_if_any()


def _require_single_keys(numbers: Sequence[Published]) -> None:
    """Raise for every number that says again what another said."""
    problems = Problems()
    read_at: dict[str, str] = {}
    for number in numbers:
        key = " ".join(filter(None, (number.partner, number.flow, number.product, str(number.period))))
        if key in read_at:
            problems.add(
                TradeError(
                    f"{key} was given already at {read_at[key]}", remedy="Keep one of the two.", where=number.where
                )
            )
        read_at[key] = number.where
    problems.raise_if_any()
