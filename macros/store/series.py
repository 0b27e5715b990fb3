"""What a publisher says: one series, and its single observations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from macros.periods import Period
from macros.units import Unit


@dataclass(frozen=True, kw_only=True)  # no slots, which Python restores one by one
class Series:
    """One published series: who reports which flow, with whom, of what, and how it is valued.

    `flow` is the reporter's own: `exports` of the United States are what its partner imports. `consumption` is what entered
    the reporter for consumption, and `duty` the duty calculated on it.
    """

    dataset: str
    publisher: str
    reporter: str
    partner: str
    flow: str
    product: str = ""
    valuation: str
    basis: str
    adjustment: str
    prices: str
    unit: Unit

    def __hash__(self) -> int:
        """That of what tells the series of a record apart, for it is asked for at every sum."""
        return hash((self.dataset, self.partner, self.flow, self.product))


class Observation(NamedTuple):  # and no dataclass: a page is kept with a thousand
    """One published number, in the base unit; `bound` is the largest error of its rounding, in the same unit."""

    series: Series
    period: Period
    value: Decimal
    bound: Decimal
    vintage: str

    def __hash__(self) -> int:
        """That of what tells the numbers of a record apart."""
        return hash((self.series.partner, self.series.flow, self.series.product, self.period, self.vintage))
