"""Predicates of a place among others: the third-largest, among the three largest, the highest in ten years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from macros.errors import Absent
from macros.facts import claims, standing
from macros.facts.fact import Fact, is_settled
from macros.facts.standing import Standing
from macros.facts.verdict import Verdict, Wording, name
from macros.units import COUNT, RANK


def ranks(fact: Fact, field: Sequence[Fact], place: int) -> Verdict:
    """Whether a figure has exactly that place among others of its period, 1 for the largest; equals share a place."""
    others = _others(fact, field, place)
    least, most = _ahead(fact, others)
    holds = (True if least == most else None) if least <= place - 1 <= most else False
    actual = sum(other.value > fact.value for other in others) + 1
    above, below = others[: place - 1], others[place - 1 :]
    # The neighbour above must stay ahead, the one below must not get ahead.
    edges = [(above[-1].value - fact.value, place - 1, above[-1])] if above else []
    edges += [(fact.value - below[0].value, place + 1, below[0])] if below else []
    margin, becomes, neighbour = min(edges, key=lambda edge: edge[0])
    return Verdict(
        f"{name(fact)} is number {place} of {len(others) + 1}",
        holds,
        margin,
        fact.unit,
        (fact, neighbour),
        _place(place),
        (partial(ranks, fact, field, actual),) if actual != place else (),
        flips_to=_place(becomes),
    )


def in_top(fact: Fact, field: Sequence[Fact], count: int) -> Verdict:
    """Whether a figure is among the so many largest of its period."""
    others = _others(fact, field, count)
    if len(others) < count:
        raise Absent(
            f"there are only {len(others) + 1} to rank, so all are among the {count} largest",
            remedy="Claim a higher place.",
        )
    least, most = _ahead(fact, others)
    last = others[count - 1]
    return Verdict(
        f"{name(fact)} is among the {count} largest of {len(others) + 1}",
        True if most < count else False if least >= count else None,
        fact.value - last.value,
        fact.unit,
        (fact, last),
        Wording("in_top", {"count": (Decimal(count), COUNT)}),
        (partial(ranks, fact, field, sum(other.value > fact.value for other in others) + 1),),
        flips_to=_place(count + 1),
    )


def extreme_within(place: Standing, years: int) -> Verdict:
    """Whether a figure is the highest (or lowest) of so many years, its own among them; a shorter record refuses."""
    if years < 2 or len(place.record) < years - 1:
        raise Absent(
            f"the record of {place.fact.measure.kind} has {len(place.record) + 1} years, and cannot bear out {years}",
            remedy="Claim 2 years or more, up to those on record.",
        )
    sign = 1 if place.extreme == "highest" else -1
    best = max(place.record[-(years - 1) :], key=lambda h: sign * h.value)
    actual = place.since.period.first_year if place.since else None
    return Verdict(
        f"{name(place.fact)} is the {place.extreme} in {years} years",
        place.is_extreme_within(years),
        sign * (place.fact.value - best.value),
        place.fact.unit,
        (place.fact, best),
        Wording("within", {"extreme": place.extreme, "count": (Decimal(years), COUNT)}),
        (partial(claims.extreme_since, place, actual),),
        flips_to=claims.extreme_words(place, best.period),
    )


def peak(record: Sequence[Fact]) -> Verdict:
    """That the highest of one measure over the same months of some years is ahead of every other, which is its first fact."""
    best, *others = sorted(record, key=lambda fact: (-fact.value, fact.period))
    if not others:
        raise Absent(f"{name(best)} stands alone", remedy="The record is too short for a peak.")
    margin, bound = best.value - others[0].value, best.bound + others[0].bound
    return Verdict(
        f"{name(best)} is the highest of {len(record)} years",
        bool(margin) if is_settled(margin, bound) else None,
        margin,
        best.unit,
        (best, others[0]),
        Wording("ever", {"extreme": "highest"}),
    )


def _others(fact: Fact, field: Sequence[Fact], place: int) -> list[Fact]:
    """The rest of the field, the largest first; raises where they cannot be ranked together."""
    others = standing.rank(fact, field).parts[1:]
    if not 1 <= place <= len(others) + 1:
        raise Absent(f"there is no place {place} among {len(others) + 1}", remedy="Places count from 1.")
    if not others:
        raise Absent(f"{name(fact)} stands alone", remedy="Rank it among others.")
    return sorted(others, key=lambda other: -other.value)


def _ahead(fact: Fact, others: Sequence[Fact]) -> tuple[int, int]:
    """How many are surely ahead, and how many may be."""
    steps = [(other.value - fact.value, other.bound + fact.bound) for other in others]
    least = sum(step > 0 and is_settled(step, bound) for step, bound in steps)
    return least, least + sum(not is_settled(step, bound) for step, bound in steps)


def _place(place: int) -> Wording:
    return Wording("ranks", {"ordinal": (Decimal(place), RANK)}) if place > 1 else Wording("largest", {})
