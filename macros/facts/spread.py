"""How a whole is spread over its parts, which are products or countries: the largest, what they make up, who moved most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from macros.errors import Absent, TradeError
from macros.facts.changes import difference
from macros.facts.fact import Fact, is_settled
from macros.facts.levels import quotient
from macros.facts.verdict import Verdict, Wording, name
from macros.units import COUNT, PERCENT

HUNDRED = Decimal(100)
_OTHERS = ("other",)


def parts_of(whole: Fact) -> list[Fact]:
    """The products or countries that a figure adds up, the largest first; raises where it adds up neither.

    What a dataset holds only as all others in one is no part to be ranked.
    """
    alike = [one for one in whole.parts if (one.measure.kind, one.period) == (whole.measure.kind, whole.period)]
    if len(alike) != len(whole.parts) or len(alike) < 2:
        raise TradeError(
            f"{name(whole)} is not made of products or countries",
            remedy="Declare one that is, such as 'exports of every product, 2024' or 'exports of each African country, 2025'.",
        )
    return sorted((one for one in alike if one.measure.products != _OTHERS), key=lambda one: -one.value)


def largest(whole: Fact, count: int) -> tuple[list[Fact], Verdict]:
    """The so many largest parts, and that they are: by how much the last of them is ahead of the next."""
    ranked = parts_of(whole)
    if len(ranked) <= count:
        raise Absent(f"{name(whole)} has {len(ranked)} parts", remedy=f"Ask for fewer than {len(ranked)}.")
    last, following = ranked[count - 1], ranked[count]
    margin = last.value - following.value
    return ranked[:count], Verdict(
        f"the {count} largest parts of {name(whole)} are those of {_list(ranked[:count])}",
        True if is_settled(margin, last.bound + following.bound) else None,
        margin,
        whole.unit,
        (whole, *ranked[: count + 1]),
        Wording("in_top", {"count": (Decimal(count), COUNT)}),
    )


def share_of_largest(whole: Fact, count: int) -> Fact:
    """What percentage of the whole its so many largest parts make up."""
    top, _ = largest(whole, count)
    if any(one.value < 0 for one in parts_of(whole)):
        raise Absent(f"{name(whole)} has parts below zero, so none is a share", remedy="Take a share of one flow.")
    together = replace(
        whole,
        value=sum((one.value for one in top), Decimal(0)),
        bound=sum((one.bound for one in top), Decimal(0)),
    )
    value, bound = quotient(together, whole, HUNDRED)
    return replace(
        whole,
        measure=replace(whole.measure, kind="share", of=whole.measure.kind),
        value=value,
        bound=bound,
        unit=PERCENT,
        formula=f"the {count} largest ÷ all × 100",
        route=None,
        parts=(*top, whole),
    )


def on_side(whole: Fact, sign: int) -> Fact:
    """How many of the balances that a figure adds up are surpluses (`sign` 1) or deficits (-1).

    `bound` is how many of them rounding hides.
    """
    balances = parts_of(whole)
    if whole.measure.kind != "balance":
        raise TradeError(
            f"{name(whole)} has no sides",
            remedy="Declare a balance, such as 'balance of each African country, 2025'.",
        )
    unsure = sum(not is_settled(one.value, one.bound) for one in balances)
    side = "surplus" if sign > 0 else "deficit"
    return replace(
        whole,
        measure=replace(whole.measure, kind="count", of="balance"),
        value=Decimal(sum(sign * one.value > 0 for one in balances)),
        bound=Decimal(unsure),
        unit=COUNT,
        formula=f"how many of {len(balances)} have a {side}",
        route=None,
        parts=tuple(balances),
    )


def moved_most(now: Fact, before: Fact, sign: int, count: int) -> tuple[list[Fact], Verdict]:
    """The differences of the so many parts that rose (`sign` 1) or fell (-1) by the largest amount, and that they are those.

    A part without a figure at either date is left out, for nothing is known of how it moved.
    """
    then = {_end(one): one for one in parts_of(before)}
    steps = [difference(one, then[_end(one)]) for one in parts_of(now) if _end(one) in then]
    ranked = sorted((s for s in steps if sign * s.value > s.bound), key=lambda step: -sign * step.value)
    if len(ranked) < count:
        raise Absent(
            f"only {len(ranked)} parts of {name(now)} {'rose' if sign > 0 else 'fell'}",
            remedy="Ask for fewer." if ranked else "Leave the sentence out.",
        )
    last, beyond = ranked[count - 1], ranked[count:][:1]
    margin = sign * (last.value - sum(one.value for one in beyond))
    return ranked[:count], Verdict(
        f"of the parts of {name(now)} those of {_list(ranked[:count])} {'rose' if sign > 0 else 'fell'} most",
        True if is_settled(margin, last.bound + sum(one.bound for one in beyond)) else None,
        margin,
        now.unit,
        (now, before, *ranked[: count + 1]),
        Wording("in_top", {"count": (Decimal(count), COUNT)}),
    )


def turned(now: Fact, before: Fact, sign: int) -> list[Fact]:
    """The balances that became surpluses (`sign` 1) or deficits (-1), beyond rounding at both dates, the largest first."""
    then = {_end(one): one for one in parts_of(before)}
    found = [
        one
        for one in parts_of(now)
        if (was := then.get(_end(one))) and sign * one.value > one.bound and sign * was.value < -was.bound
    ]
    return sorted(found, key=lambda one: -abs(one.value))


def _end(fact: Fact) -> tuple[str, str, tuple[str, ...]]:
    return fact.measure.side.code, fact.measure.partner.code, fact.measure.products


def _list(facts: Sequence[Fact]) -> str:
    return ", ".join("HS " + "+".join(f.measure.products) if f.measure.products else f.measure.side.name for f in facts)
