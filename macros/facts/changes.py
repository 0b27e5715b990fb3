"""From then to now: change in per cent, difference, how many times, and revision. Always over the same season."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from macros.errors import Absent, TradeError
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact
from macros.facts.levels import HUNDRED, quotient
from macros.units import PERCENT, RATIO, Unit

_CAN_CROSS_ZERO = ("balance", "change", "difference", "revision")


def change(now: Fact, before: Fact) -> Fact:
    """The change from `before` to `now`, in per cent of `before`.

    Refused where a percentage would mean nothing: for what can cross zero, such as a balance, and from nothing; and for a
    duty rate, whose changes are told in percentage points.
    """
    _require_then_and_now(now, before)
    if now.measure.kind in _CAN_CROSS_ZERO:
        raise TradeError(
            f"a {now.measure.kind} has no percentage change: it can cross zero",
            remedy="Use difference_from(), or compare the two with wider_than().",
        )
    if now.measure.kind == "duty rate":
        raise TradeError(
            "a duty rate moves by percentage points: a percentage of a percentage misleads",
            remedy="Use difference_from().",
        )
    value, bound = quotient(now, before, HUNDRED)
    return _between("change", now, before, value - HUNDRED, bound, PERCENT, "(now ÷ before − 1) × 100")


def difference(now: Fact, before: Fact) -> Fact:
    """`now` less `before`, in their own unit (percentages differ by percentage points)."""
    _require_then_and_now(now, before)
    value, bound = now.value - before.value, now.bound + before.bound
    return _between("difference", now, before, value, bound, now.unit.of_a_difference, "now less before")


def times(now: Fact, before: Fact) -> Fact:
    """How many times `before` `now` is; both above zero."""
    _require_then_and_now(now, before)
    if now.value <= 0 or before.value <= 0:
        raise Absent("'how many times' needs two amounts above zero", remedy="Use difference_from().")
    value, bound = quotient(now, before, Decimal(1))
    return _between("times", now, before, value, bound, RATIO, "now ÷ before")


def revision(now: Fact, then: Fact) -> Fact:
    """What became of a figure between two vintages: the same question today less as it was known `then`.

    The one comparison of vintages that is meant, and it says so in its name.
    """
    same = (now.measure, now.period, now.unit) == (then.measure, then.period, then.unit)
    if not same or then.as_of > now.as_of:
        raise TradeError(
            "a revision compares one figure with itself as it was known earlier",
            remedy="Declare the earlier one with 'as of', for example 'bought_24, as of October 2025'.",
        )
    return _between("revision", now, then, now.value - then.value, now.bound + then.bound, now.unit, "now less then")


def _require_then_and_now(now: Fact, before: Fact) -> None:
    if now.measure != before.measure:
        raise TradeError(
            f"a change is from one {before.measure.kind} figure to the same measure later, "
            f"not from {before.measure.kind} to {now.measure.kind}",
            remedy="Compare different measures with > or <.",
        )
    require_comparable(now, before, "measure a change between")
    require_same_season(now, before, "measure a change between")
    if now.period <= before.period:
        raise TradeError(
            f"a change runs forward in time, not from {before.period} to {now.period}", remedy="Swap the two."
        )


def _between(kind: str, now: Fact, before: Fact, value: Decimal, bound: Decimal, unit: Unit, formula: str) -> Fact:
    return replace(
        now,
        measure=replace(now.measure, kind=kind, of=now.measure.kind),
        value=value,
        bound=bound,
        unit=unit,
        formula=formula,
        route=None,
        parts=(now, before),
    )
