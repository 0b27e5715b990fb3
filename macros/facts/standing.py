"""Where a figure stands: its rank among others, and its place in its own history ("the highest since 2014")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from macros.errors import TradeError
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact
from macros.units import RANK


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure's place in its own history.

    `since` is the latest earlier figure at or beyond it (for the highest: at least as high), None on record; `record`
    holds the whole history, oldest first; `margin` is how far it is from the figure that would change the words.
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
    def is_certain(self) -> bool:
        """Whether rounding leaves no doubt about it: no figure that matters is within the errors of both."""
        others = self.record if self.since is None else self.record[self.record.index(self.since) :]
        return all(abs(o.value - self.fact.value) > o.bound + self.fact.bound for o in others)


def standing(fact: Fact, history: Sequence[Fact], extreme: str) -> Standing:
    """The place of a fact among the same months of earlier years; `extreme` is "highest" or "lowest".

    Raises `TradeError` when there is no earlier year to stand against.
    """
    earlier = sorted((h for h in history if h.period < fact.period), key=lambda h: h.period)
    if not earlier:
        raise TradeError(
            f"no earlier figure to call {fact.measure.kind} of {fact.period} the {extreme} since",
            remedy="The record is too short for this claim.",
        )
    sign = 1 if extreme == "highest" else -1
    for other in earlier:
        require_comparable(fact, other, "rank")
        require_same_season(fact, other, "rank")
    beyond = [h for h in earlier if sign * (h.value - fact.value) >= 0]
    after = [h for h in earlier if not beyond or h.period > beyond[-1].period]
    # The words change when an edge is crossed: upwards past the one at or beyond it, downwards past the best since.
    edges = [abs(h.value - fact.value) for h in (*beyond[-1:], *sorted(after, key=lambda h: sign * h.value)[-1:])]
    return Standing(fact, extreme, beyond[-1] if beyond else None, tuple(earlier), min(edges), len(beyond) + 1)


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
    unsure = sum(abs(other.value - fact.value) <= other.bound + fact.bound for other in others)
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
