"""From published numbers to the number asked for, by the way that loses least.

A publisher prints months, and for some years totals computed before rounding. A window such as January–November can be
had as eleven rounded months (± 0.55 million) or as the year less December (± 0.1). Seen as a graph, the ends of months
are nodes and each published number is an edge from the start of its period to its end, which may be walked backwards
with a minus sign; its length is its rounding error. The shortest path is the best sum: Dijkstra's algorithm (1959).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from macros.periods import Period
from macros.store.series import Observation


class Term(NamedTuple):
    """An observation added (`sign` 1) or taken away (-1)."""

    sign: int
    observation: Observation


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Route:
    """A signed sum of observations that covers a period exactly."""

    period: Period
    terms: tuple[Term, ...]

    @property
    def value(self) -> Decimal:
        """The sum, in the unit of the series."""
        return sum((term.sign * term.observation.value for term in self.terms), Decimal(0))

    @property
    def bound(self) -> Decimal:
        """The largest error the sum can have from the rounding of its terms."""
        return sum((term.observation.bound for term in self.terms), Decimal(0))


class Numbers:
    """The published numbers of one series: of when each is, and each as an observation once it is asked for."""

    def __init__(self, periods: Sequence[Period], make: Callable[[int], Observation]) -> None:
        self.periods = periods
        self._make = make
        self._made: dict[int, Observation] = {}

    def __getitem__(self, at: int) -> Observation:
        if at not in self._made:
            self._made[at] = self._make(at)
        return self._made[at]


class RouteMap:
    """The numbers of one series, ready to be asked for any period.

    Where there are months alone nothing is gained by walking backwards: who went out of a period by a month would have to come
    back by the same.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._long = [one for one in numbers.periods if one.first < one.last]
        first, last = (
            min((one.first for one in self._long), default=0),
            max((one.last for one in self._long), default=0),
        )
        self._from: dict[int, list[int]] = {}  # the numbers by the month with which they begin
        self._to: dict[int, list[int]] = {}  # and by the one after their last, where they may be walked backwards
        self._found: dict[Period, Route | None] = {}
        for at, one in enumerate(numbers.periods):
            self._from.setdefault(one.first, []).append(at)
            if first <= one.last and one.first <= last:
                self._to.setdefault(one.last + 1, []).append(at)

    def best(self, period: Period) -> Route | None:
        """The route with the smallest bound, the fewest terms among equals; None if the numbers do not reach."""
        if period not in self._found:
            is_plain = not any(one.overlaps(period) for one in self._long)
            self._found[period] = self._months(period) if is_plain else self._direct(period) or self._searched(period)
        return self._found[period]

    def _months(self, period: Period) -> Route | None:
        """The sum of its months: the only way where no number of several months reaches into the period."""
        held = [self._from.get(month, ()) for month in range(period.first, period.last + 1)]
        if not all(held):
            return None
        numbers = self._numbers
        return Route(
            period, tuple(Term(1, min((numbers[at] for at in ones), key=lambda one: one.bound)) for ones in held)
        )

    def _direct(self, period: Period) -> Route | None:
        """The published number of the period itself, where no way round can be as good: any has a first and a last edge."""
        ends = [[*self._edges(node)] for node in (period.first, period.last + 1)]
        own = min(
            (term for to, term in ends[0] if to == period.last + 1),
            key=lambda term: term.observation.bound,
            default=None,
        )
        if own is None:
            return None
        least = sum(min(term.observation.bound for _, term in edges) for edges in ends)
        return Route(period, (own,)) if own.observation.bound <= least else None

    def _edges(self, node: int) -> Iterator[tuple[int, Term]]:
        """The numbers that begin or end at a node, each with the node it leads to."""
        for sign, found in ((1, self._from), (-1, self._to)):
            for one in (self._numbers[at] for at in found.get(node, ())):
                yield one.period.last + 1 if sign > 0 else one.period.first, Term(sign, one)

    def _searched(self, period: Period) -> Route | None:
        goal = period.last + 1
        serial = count()  # settles ties, so that no two terms are ever compared
        queue: list[tuple[Decimal, int, int, int, tuple[Term, ...]]] = [(Decimal(0), 0, next(serial), period.first, ())]
        settled: set[int] = set()
        while queue:
            bound, length, _, node, terms = heapq.heappop(queue)
            if node == goal:
                return Route(period, _in_order(terms))
            if node in settled:
                continue
            settled.add(node)
            for to, term in self._edges(node):
                if to not in settled:
                    further = bound + term.observation.bound
                    heapq.heappush(queue, (further, length + 1, next(serial), to, (*terms, term)))
        return None


def _in_order(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Added numbers first, then those taken away, each by period: the order in which a reader would do the sum."""
    return tuple(sorted(terms, key=lambda term: (-term.sign, term.observation.period)))
