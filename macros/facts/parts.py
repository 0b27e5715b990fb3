"""Predicates of a whole and its parts: the largest make up at least so much; one part explains most of the change."""

from __future__ import annotations

from decimal import Decimal

from macros.errors import Absent
from macros.facts import levels
from macros.facts.amounts import Amount, factor, settled
from macros.facts.changes import difference
from macros.facts.fact import Fact, is_settled
from macros.facts.spread import largest, parts_of
from macros.facts.verdict import Verdict, Wording, name
from macros.units import COUNT

HALF = Decimal("0.5")


def top_make_up(whole: Fact, count: int, part: Amount) -> Verdict:
    """Whether the so many largest products or countries that a figure adds up make up at least a part of it."""
    products = parts_of(whole)
    top, _ = largest(whole, count)
    margin = sum((one.value for one in top), -round(factor(part) * whole.value, 6))
    # Whichever they are: an error moves the sum of the largest by no more than as many of the largest errors.
    bound = sum(sorted((one.bound for one in products), reverse=True)[:count], factor(part) * whole.bound)
    return Verdict(
        f"the {count} largest parts of {name(whole)} make up at least {factor(part):.1%} of it",
        settled(margin, bound, inclusive=True),
        margin,
        whole.unit,
        (whole, *top),
        Wording("top_make_up", {"count": (Decimal(count), COUNT), "amount": part}),
    )


def explains_most(part: Fact, part_before: Fact, whole: Fact, whole_before: Fact) -> Verdict:
    """Whether more than half of the change of a whole is that of one of its parts, in the same direction."""
    for one, all_ in ((part, whole), (part_before, whole_before)):
        levels.share(one, all_)  # refuses what is no part
    step, whole_step = difference(part, part_before), difference(whole, whole_before)
    if not whole_step.value:
        raise Absent(f"{name(whole)} did not change, so nothing explains it", remedy="Leave the claim out.")
    sign = 1 if whole_step.value > 0 else -1
    margin = sign * (step.value - HALF * whole_step.value)
    certain = is_settled(whole_step.value, whole_step.bound)
    holds = settled(margin, step.bound + HALF * whole_step.bound, inclusive=False) if certain else None
    direction = "rise" if sign > 0 else "fall"
    return Verdict(
        f"{name(part)} makes up most of the {direction} of {name(whole)} from {whole_before.period}",
        holds,
        margin,
        whole.unit,
        (part, part_before, whole, whole_before),
        Wording("explains_most", {"move": direction}),
    )
