"""What every reader of a source hands on: published numbers, each with the place it was read from.

A reader takes paths and gives a `Reading`; it knows one format and nothing of our files. What is wrong in the source it
gathers, so that one run names every bad row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from macros.errors import TradeError
from macros.periods import Period

MILLION = 10**6
TENTH_OF_A_MILLION = 10**5
FLOWS = ("imports", "exports")
ON_ENTRY = ("consumption", "duty")


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """One number of a source in whole US dollars; `precision` is the size in dollars of the last digit it gives."""

    partner: str
    flow: str
    period: Period
    value: int
    precision: int
    where: str
    product: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a source says and how it was read.

    `kept` are the numbers to store, `covers` the months the source speaks for, and `account` the sentences on what was
    left out and why.
    """

    source: str
    kept: tuple[Published, ...]
    covers: Period
    account: tuple[str, ...] = ()


def dollars(millions: Decimal, where: str) -> int:
    """Whole dollars from millions; an error where the source would have parts of a dollar, or less than nothing."""
    value = millions * MILLION
    if value != int(value) or value < 0:
        raise TradeError(
            f"{millions} million is not a whole number of dollars, zero or more",
            remedy="Compare with the source.",
            where=where,
        )
    return int(value)


def without_nil_groups(kept: Sequence[Published], groups: set[str]) -> tuple[list[Published], list[str]]:
    """The numbers less those of a group's flow that is nil in every month, and sentences on what was left out.

    The source prints zeros for a flow that it does not compile for a group: not a trade of nothing.
    """
    traded = {(number.partner, number.flow) for number in kept if number.value}
    nil = sorted({(n.partner, n.flow) for n in kept if n.partner in groups} - traded)
    kept_now = [number for number in kept if (number.partner, number.flow) not in nil]
    return kept_now, [f"{flow} of {partner}: left out, nil in every month, so not compiled" for partner, flow in nil]


def runs(months: Sequence[Period]) -> list[Period]:
    """The unbroken stretches that months make up, in order."""
    ordered = sorted({month.first for month in months})
    stretches = [
        [first for _, first in run] for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    ]
    return [Period(stretch[0], stretch[-1]) for stretch in stretches]
