"""A number we work out, with all that is needed to believe it, compare it and say it.

A fact knows its formula and what it was made of, down to the published observations; so its source, its vintages and
the error it may carry are never typed in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from macros.periods import Period
from macros.places import Place
from macros.store.routes import Route
from macros.store.series import Observation
from macros.units import Unit


def is_settled(margin: Decimal, bound: Decimal) -> bool:
    """Whether an error of up to `bound` leaves no doubt of the sign of `margin`; without any error there is none."""
    return abs(margin) > bound or not bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What is measured, from whose side: Kenya's imports from the United States, or its balance with them.

    `kind` is imports, exports, balance, trade, cover ratio, calculated duty, entered value, duty rate, change, difference,
    times, revision, share, count or rank.
    `of` names the measure that one of these last seven is about; `products` are product codes, empty for all goods.
    """

    kind: str
    side: Place
    partner: Place
    of: str = ""
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What must agree before two facts may be compared, apart from unit and period."""

    publisher: str
    reporter: str
    basis: str
    adjustment: str
    prices: str
    valuation: str


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps what it was found to rest on
class Fact:
    """A value with its unit, period, formula and origins; `bound` is the largest error that rounding can have left in it.

    `route` is the sum of observations behind a level; `parts` are the facts that any other fact was worked out from, in
    the order of the formula.
    """

    measure: Measure
    period: Period
    value: Decimal
    bound: Decimal
    unit: Unit
    formula: str
    basis: Basis
    as_of: date
    route: Route | None = None
    parts: tuple[Fact, ...] = ()

    def __hash__(self) -> int:
        """That of what is asked and answered, which tells facts apart well enough without all that is behind them."""
        return hash((self.measure, self.period, self.value, self.as_of))

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """The published numbers it rests on, each once."""
        found = [term.observation for term in self.route.terms] if self.route else []
        for part in self.parts:
            found += part.observations
        return tuple(dict.fromkeys(found))

    @cached_property
    def months(self) -> frozenset[tuple[int, str]]:
        """The months that it rests on, each with the vintage that it is taken from."""
        found = [(one.period, one.vintage) for one in self.observations]
        return frozenset(
            (month, vintage) for period, vintage in found for month in range(period.first, period.last + 1)
        )

    @cached_property
    def vintages(self) -> tuple[str, ...]:
        """The vintages of those numbers, oldest first: more than one where a comparison spans a revision."""
        return tuple(sorted({observation.vintage for observation in self.observations}))

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """The datasets they come from."""
        return tuple(sorted({observation.series.dataset for observation in self.observations}))
