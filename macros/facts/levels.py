"""Levels and what is made of two of them over the same months: balance, two-way trade, cover ratio, duty rate, share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from macros import places
from macros.errors import Absent, TradeError
from macros.facts.comparable import require_comparable
from macros.facts.fact import Basis, Fact, Measure
from macros.periods import Period
from macros.places import Place
from macros.store.record import Record
from macros.store.series import Series
from macros.units import PERCENT, USD

HUNDRED = Decimal(100)
OF_REPORTER = {"imports": "imports", "exports": "exports", "entered value": "consumption", "calculated duty": "duty"}
"""The reporter's flow behind each measure that is a level, where the reporter is the side that asks."""
_OPPOSITE = {**OF_REPORTER, "imports": "exports", "exports": "imports"}
"""And where it is the partner. Duty is charged where goods enter, whoever asks: that has no opposite."""
_PARTS_OF = {
    "imports": {"imports"},
    "exports": {"exports"},
    "trade": {"imports", "exports", "trade"},
    "entered value": {"entered value"},
}


def level(record: Record, side: Place, partner: Place, flow: str, period: Period, products: Sequence[str] = ()) -> Fact:
    """One flow, or the duty on one, over a period, in the unit of its series, as `side` sees it.

    Where `side` is not the reporter, its imports are the reporter's exports and the reverse, valued as the reporter
    values them. Several products are added up. Raises `TradeError` where the record does not reach or neither side is
    the reporter.
    """
    if len(products) > 1:
        parts = tuple(level(record, side, partner, flow, period, [product]) for product in products)
        return _added(parts, Measure(kind=flow, side=side, partner=partner, products=tuple(products)), "products")
    one = series(record, side, partner, flow, *products)
    route = record.total(one, period)
    return Fact(
        measure=Measure(kind=flow, side=side, partner=partner, products=tuple(products)),
        period=period,
        value=route.value,
        bound=route.bound,
        unit=one.unit,
        formula="the sum of the published figures",
        basis=_basis(one),
        as_of=record.as_of,
        route=route,
    )


@lru_cache(maxsize=4096)  # one for each series, asked for at every period
def _basis(one: Series) -> Basis:
    return Basis(one.publisher, one.reporter, one.basis, one.adjustment, one.prices, one.valuation)


def balance(exports: Fact, imports: Fact) -> Fact:
    """Exports less imports of one side with one partner; above zero a surplus, below zero a deficit.

    Source: US Census Bureau, International trade definitions ("trade balance").
    """
    _require_pair(exports, imports)
    return _combined("balance", exports, imports, exports.value - imports.value, "exports less imports")


def trade(exports: Fact, imports: Fact) -> Fact:
    """Two-way trade: exports plus imports."""
    _require_pair(exports, imports)
    return _combined("trade", exports, imports, exports.value + imports.value, "exports plus imports")


def cover_ratio(exports: Fact, imports: Fact) -> Fact:
    """Exports as a percentage of imports: 100 where they are equal.

    Source: INSEE, Foreign trade coverage ratio.
    """
    _require_pair(exports, imports)
    value, bound = quotient(exports, imports, HUNDRED)
    fact = _combined("cover ratio", exports, imports, value, "exports ÷ imports × 100")
    return replace(fact, bound=bound, unit=PERCENT)


def duty_rate(duty: Fact, entered: Fact) -> Fact:
    """The average rate of duty: calculated duty as a percentage of the customs value of what it was calculated on.

    Of several months it is their duty over their value, never the mean of their rates.

    Source: US International Trade Administration, import and export terms ("calculated duties", "customs value").
    """
    _require_duty_and_value(duty, entered)
    value, bound = quotient(duty, entered, HUNDRED)
    fact = _combined("duty rate", duty, entered, value, "calculated duty ÷ entered value × 100")
    return replace(fact, bound=bound, unit=PERCENT)


def share(part: Fact, whole: Fact) -> Fact:
    """What percentage of `whole` `part` is; both over the same months, of one flow (or one in both) and one vintage."""
    require_comparable(part, whole, "take a share of")
    if part.measure.kind not in _PARTS_OF.get(whole.measure.kind, ()):
        raise TradeError(
            f"a share is of like in like, not of {part.measure.kind} in {whole.measure.kind}",
            remedy="Take a share of imports in imports, of exports in exports, or of either in two-way trade.",
        )
    if part.period != whole.period:
        raise TradeError(
            f"a share needs one period, not {part.period} of {whole.period}",
            remedy="Ask for both over the same months.",
        )
    if part.value > whole.value:
        raise TradeError(
            "a part cannot be larger than its whole", remedy="Swap them, or ask how many times larger it is."
        )
    value, bound = quotient(part, whole, HUNDRED)
    return Fact(
        measure=replace(part.measure, kind="share", of=part.measure.kind),
        period=part.period,
        value=value,
        bound=bound,
        unit=PERCENT,
        formula="part ÷ whole × 100",
        basis=part.basis,
        as_of=part.as_of,
        parts=(part, whole),
    )


def together(figures: Sequence[Fact], group: Place) -> Fact:
    """One measure of each country of a group, added up: of those that have a figure, which are its parts."""
    if not figures:
        raise Absent(f"no country of '{group.name}' has a figure", remedy="Choose another period or measure.")
    first = figures[0]
    if first.unit != USD:
        raise TradeError(f"{first.measure.kind}s of countries do not add up", remedy="Ask for an amount of each.")
    others = [fact for fact in figures if fact.measure.side != first.measure.side]
    measure = replace(first.measure, side=group) if others else replace(first.measure, partner=group)
    return _added(tuple(figures), measure, "countries")


def cumulative(months: Sequence[Fact]) -> tuple[Fact, ...]:
    """The running total after each of some levels of consecutive months, in the same unit."""
    running: list[Fact] = []
    for number, fact in enumerate(months, start=1):
        parts = tuple(months[:number])
        if number > 1:
            _require_next(fact, parts[-2])
        period = Period(parts[0].period.first, fact.period.last)
        running.append(
            replace(_added(parts, fact.measure, "months"), period=period, formula="the running total of its months")
        )
    return tuple(running)


def series(record: Record, side: Place, partner: Place, flow: str, product: str = "") -> Series:
    """The reporter's series that holds one flow of `side` with `partner`; raises if neither of them reports it."""
    reporter = record.passport.reporter
    if side.code == reporter:
        return record.series(partner.code, OF_REPORTER[flow], product)
    if partner.code == reporter:
        return record.series(side.code, _OPPOSITE[flow], product)
    raise TradeError(
        f"'{record.passport.name}' holds the trade of {places.name(reporter)} only, "
        f"not that of {side.name} with {partner.name}",
        remedy=f"One of side and partner must be {places.name(reporter)}.",
    )


def quotient(top: Fact, bottom: Fact, scale: Decimal) -> tuple[Decimal, Decimal]:
    """`top ÷ bottom × scale` and the largest error it can have, given the errors of both.

    Raises `TradeError` where the divisor is zero or cannot be told from zero.
    """
    if abs(bottom.value) <= bottom.bound:
        raise Absent(
            f"cannot divide by {bottom.measure.kind} of {bottom.period}: they are nothing, or too little to tell from nothing",
            remedy="Give the amounts instead of a ratio.",
        )
    value = top.value / bottom.value * scale
    ends = [(top.value + a * top.bound) / (bottom.value + b * bottom.bound) * scale for a in (1, -1) for b in (1, -1)]
    return value, max(abs(end - value) for end in ends)


def _require_duty_and_value(duty: Fact, entered: Fact) -> None:
    kinds = (duty.measure.kind, entered.measure.kind)
    ends = [(fact.measure.side, fact.measure.partner, fact.measure.products) for fact in (duty, entered)]
    if kinds != ("calculated duty", "entered value") or ends[0] != ends[1] or duty.period != entered.period:
        raise TradeError(
            f"{kinds[0]} of {duty.period} and {kinds[1]} of {entered.period} make no duty rate",
            remedy="It takes calculated duty and entered value of the same goods over the same months, in this order.",
        )
    require_comparable(duty, entered, "set against each other")


def _require_pair(exports: Fact, imports: Fact) -> None:
    kinds = (exports.measure.kind, imports.measure.kind)
    ends = [(fact.measure.side, fact.measure.partner) for fact in (exports, imports)]
    if kinds != ("exports", "imports") or ends[0] != ends[1]:
        raise TradeError(
            f"{kinds[0]} of {ends[0][0].name} and {kinds[1]} of {ends[1][0].name} make no balance",
            remedy="It takes exports and imports of one side with one partner, in this order.",
        )
    require_comparable(exports, imports, "set against each other")
    if exports.period != imports.period:
        raise TradeError(
            f"exports of {exports.period} and imports of {imports.period} do not belong together",
            remedy="Ask for both over the same months.",
        )


def _combined(kind: str, exports: Fact, imports: Fact, value: Decimal, formula: str) -> Fact:
    basis = replace(exports.basis, valuation=f"{exports.basis.valuation} less {imports.basis.valuation}")
    if kind != "balance":
        basis = replace(basis, valuation=f"{exports.basis.valuation} and {imports.basis.valuation}")
    return Fact(
        measure=replace(exports.measure, kind=kind),
        period=exports.period,
        value=value,
        bound=exports.bound + imports.bound,
        unit=exports.unit,
        formula=formula,
        basis=basis,
        as_of=exports.as_of,
        parts=(exports, imports),
    )


def _require_next(fact: Fact, before: Fact) -> None:
    if fact.measure != before.measure:
        raise TradeError(
            f"{before.measure.kind} and {fact.measure.kind} do not add up to one running total",
            remedy="Add up one measure of one side with one partner.",
        )
    require_comparable(fact, before, "add up")
    if fact.period.first != before.period.last + 1:
        raise TradeError(f"{fact.period} does not follow {before.period}", remedy="Add up months without a gap.")


def _added(parts: tuple[Fact, ...], measure: Measure, of: str) -> Fact:
    """The sum of facts of one period, and of what they are."""
    if len(set(parts)) < len(parts):
        raise TradeError("the same figure would be added twice", remedy="Name each product once.")
    return replace(
        parts[0],
        measure=measure,
        value=sum((part.value for part in parts), Decimal(0)),
        bound=sum((part.bound for part in parts), Decimal(0)),
        formula=f"the sum of its {of}",
        route=None,
        parts=parts,
    )
