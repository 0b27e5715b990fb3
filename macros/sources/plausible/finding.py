"""What is odd about a candidate, and how it is told: in a sentence, with numbers before and after, and what it would mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from macros import places
from macros.periods import Period

WORST = 5
"""How many numbers are shown as evidence."""


class Weight(Enum):
    """What follows from a finding."""

    REFUSED = "refused"
    HELD = "held"
    NOTED = "noted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What is odd about a candidate; `evidence` are the numbers, before → after, the worst first."""

    kind: str
    weight: Weight
    what: str
    means: str
    evidence: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}. {self.means}"


def before_after(rows: pd.DataFrame, prefix: str = "") -> tuple[str, ...]:
    """Each number as a line: "Kenya, imports, 2026-04: US$ 83.4 million → 211 million"."""
    lines = []
    for row in rows.to_dict("records"):
        product = f" of {row['product']}" if row.get("product") else ""
        after = row.get("after")
        when = f", {Period(int(row['first']), int(row.get('last') or row['first']))}"
        now = "nothing" if after is None or pd.isna(after) else money(after)
        was = "nothing" if pd.isna(row["before"]) else money(row["before"])
        lines.append(f"{places.name(row['partner'])}, {row['flow']}{product}{when}: {prefix}{was} → {now}")
    return tuple(lines)


def money(value: float, *, signed: bool = False) -> str:
    """An amount in millions where it has any: "US$ 83.4 million", "US$ 1"."""
    size = abs(value)
    text = f"{size / 1e6:,.1f} million" if size >= 1e5 else f"{size:,.0f}"
    sign = ("−" if value < 0 else "+") if signed else ""
    return f"{sign}US$ {text}"


def count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def listed(names: Iterable[str], *, limit: int = 8) -> str:
    """Names with commas, the rest counted."""
    every = list(names)
    more = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(every[:limit]) + more
