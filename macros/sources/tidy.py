"""Our own layout: one row for a number, the same bytes for the same reading.

`partner,flow,[product,]period,value,precision`, sorted; value and precision in whole US dollars. Groups have a file of
their own beside the partners', so that no sum can mix them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
import pandera.pandas as pa

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
    )
    _validate(rows, products)
    rows = rows.drop(columns=["where"] if products else ["where", "product"])
    return rows.sort_values([column for column in _KEY if column in rows]).reset_index(drop=True)


def text(rows: pd.DataFrame) -> bytes:
    """The bytes of a frame as we store it: UTF-8, line feeds."""
    return rows.to_csv(index=False, lineterminator="\n").encode()


def _validate(rows: pd.DataFrame, products: Collection[str]) -> None:
    """Raise for every value that the layout does not allow."""
    schema = pa.DataFrameSchema(
        {
            "partner": pa.Column(str, pa.Check.isin([place.code for place in places.everywhere()])),
            "flow": pa.Column(str, pa.Check.isin([*FLOWS, *ON_ENTRY])),
            "product": pa.Column(str, pa.Check.isin([*products] or [""])),
            "period": pa.Column(str, pa.Check.str_matches(f"^(?:{_PERIOD})$")),
            "value": pa.Column("int64", pa.Check.ge(0)),
            "precision": pa.Column("int64", pa.Check.isin([10**power for power in range(7)])),
            "where": pa.Column(str),
        },
        strict=True,
        ordered=True,
    )
    problems = Problems()
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as failed:
        for case in failed.failure_cases.itertuples():
            remedy = (
                "Add it to products.csv."
                if case.column == "product"
                else "The reader of this format must not pass it on."
            )
            problems.add(
                TradeError(
                    f"{case.column} is '{case.failure_case}', against {case.check}",
                    remedy=remedy,
                    where=str(rows["where"].get(case.index, "")),
                )
            )
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
