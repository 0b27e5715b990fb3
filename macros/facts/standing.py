"""Where a figure stands: its rank among others, and its place in its own history ("the highest since 2014")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from macros.errors import Absent, TradeError
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact, is_settled
from macros.units import RANK

_SIGNS = {"highest": 1, "lowest": -1}


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure's place in its own history.

    `since` is the latest earlier figure at or beyond it (for the highest: at least as high), None on record; `record`
    holds the whole history, oldest first; `margin` is how far it is from the figure that would change the words;
    `rank` counts from the extreme, equals sharing a place.
    """

    fact: Fact
    extreme: str
    since: Fact | None
    record: tuple[Fact, ...]
    margin: Decimal
    rank: int

    @property
    def is_tie(self) -> bool:
        """Whether the earlier figure equals it."""
        return self.since is not None and self.since.value == self.fact.value

    @property
    def beyond_edge(self) -> Fact | None:
        """The earlier figure that it would be the extreme since, if it crossed its nearer edge; None for on record."""
        sign, since = _SIGNS[self.extreme], self.since
        after = [h for h in self.record if since is None or h.period > since.period]
        best = max(after, key=lambda h: (sign * h.value, h.period), default=None)
        if best and (since is None or abs(self.fact.value - best.value) < abs(since.value - self.fact.value)):
            return best
        return next(
            (
                h
                for h in reversed(self.record)
                if since and sign * (h.value - since.value) > 0 and h.period < since.period
            ),
            None,
        )

    def is_extreme_since(self, year: int | None) -> bool | None:
        """Whether that year was the last at or beyond it (without a year: none ever was); None where rounding hides it.

        One later figure that is surely at or beyond it makes the claim false, whatever is uncertain besides.
        """
        later = [self._falls_short(h) for h in self.record if year is None or h.period.first_year > year]
        of_year = [self._falls_short(h) for h in self.record if h.period.first_year == year]
        if False in later or True in of_year or (year is not None and not of_year):
            return False
        return None if None in (*later, *of_year) else True

    def is_extreme_within(self, years: int) -> bool | None:
        """Whether none of that many years, its own among them, comes up to it; None where rounding hides it."""
        fall_short = [self._falls_short(h) for h in self.record[-(years - 1) :]]
        return False if False in fall_short else None if None in fall_short else True

    def _falls_short(self, other: Fact) -> bool | None:
        """Whether an earlier figure does not come up to this one; None where rounding hides it."""
        margin = _SIGNS[self.extreme] * (self.fact.value - other.value)
        return margin > 0 if is_settled(margin, self.fact.bound + other.bound) else None


def standing(fact: Fact, history: Sequence[Fact], extreme: str) -> Standing:
    """The place of a fact among the same months of earlier years; `extreme` is "highest" or "lowest".

    Raises `TradeError` when there is no earlier year to stand against.
    """
    earlier = sorted((h for h in history if h.period < fact.period), key=lambda h: h.period)
    if not earlier:
        raise Absent(
            f"no earlier figure to call {fact.measure.kind} of {fact.period} the {extreme} since",
            remedy="The record is too short for this claim.",
        )
    sign = _SIGNS[extreme]
    for other in earlier:
        require_comparable(fact, other, "rank")
        require_same_season(fact, other, "rank")
    beyond = [h for h in earlier if sign * (h.value - fact.value) >= 0]
    after = [h for h in earlier if not beyond or h.period > beyond[-1].period]
    # The words change when an edge is crossed: upwards past the one at or beyond it, downwards past the best since.
    edges = [abs(h.value - fact.value) for h in (*beyond[-1:], *sorted(after, key=lambda h: sign * h.value)[-1:])]
    ahead = [h for h in beyond if h.value != fact.value]
    return Standing(fact, extreme, beyond[-1] if beyond else None, tuple(earlier), min(edges), len(ahead) + 1)


def rank(fact: Fact, field: Sequence[Fact]) -> Fact:
    """The place of a fact among others of one period, 1 for the largest; equals share a place.

    `bound` says how many places rounding could move it.
    """
    others = [other for other in field if other.measure != fact.measure]
    for other in others:
        require_comparable(fact, other, "rank")
        if other.period != fact.period:
            raise TradeError(f"cannot rank {fact.period} among {other.period}", remedy="Rank figures of one period.")
    ahead = sum(other.value > fact.value for other in others)
    unsure = sum(not is_settled(other.value - fact.value, other.bound + fact.bound) for other in others)
    return replace(
        fact,
        measure=replace(fact.measure, kind="rank", of=fact.measure.kind),
        value=Decimal(ahead + 1),
        bound=Decimal(unsure),
        unit=RANK,
        formula=f"place among {len(others) + 1}, the largest first",
        route=None,
        parts=(fact, *others),
    )
