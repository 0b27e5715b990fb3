"""Predicates: what a sentence asserts of two figures or of one balance. Each gives a `Verdict`: whether it holds, and by how much.

A verdict within the rounding of its figures is not a verdict: `holds` is None, and the page has to say less. Round
numbers are in `amounts`, records and ranks in `ranks`, runs in `runs`, parts of a whole in `parts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from macros.errors import Absent, TradeError
from macros.facts.changes import difference
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact, is_settled
from macros.facts.standing import Standing
from macros.facts.verdict import MANY, Slot, Wording
from macros.facts.verdict import Verdict as Verdict  # the other rooms know it from here
from macros.facts.verdict import name as name
from macros.periods import Period

_Slots = Mapping[str, Slot]
_Rivals = Sequence[Callable[[], Verdict]]


def more_than(a: Fact, b: Fact) -> Verdict:
    """Whether `a` is more than `b`: over the same months, or a fortiori.

    A shorter run of months may exceed a longer one ("11 months already exceed the whole of last year"): what is more
    than a whole is more than any part of it. The reverse says nothing and is refused.
    """
    _require_more_is_more(a, b)
    # That a part is less than the whole of another year says nothing.
    same_months = _is_of_same_months(a, b)
    rivals = (partial(less_than, a, b), partial(as_much, a, b)) if same_months else ()
    return _pair("is more than", "more", a, b, a.value - b.value, _other(a, b), rivals)


def less_than(a: Fact, b: Fact) -> Verdict:
    """Whether `a` is less than `b`, on the same terms as `more_than`."""
    _require_more_is_more(b, a)
    same_months = _is_of_same_months(a, b)
    rivals = (partial(more_than, a, b), partial(as_much, a, b)) if same_months else ()
    return _pair("is less than", "less", a, b, b.value - a.value, _other(a, b), rivals)


def as_much(a: Fact, b: Fact) -> Verdict:
    """Whether two figures of the same months are equal, to the last digit."""
    require_comparable(a, b)
    require_same_season(a, b)
    rivals = partial(more_than, a, b), partial(less_than, a, b)
    return _equal("is as much as", "equal", a, b, a.value - b.value, _other(a, b), rivals)


def already_exceeds(part: Fact, whole: Fact) -> Verdict:
    """Whether a part of a year is already more than a longer period; for equal lengths use `more_than`."""
    if len(part.period) >= len(whole.period):
        raise TradeError(
            f"'already' needs a shorter period against a longer one, not {part.period} against {whole.period}",
            remedy="Use > for periods of the same length.",
        )
    if part.measure.kind == "duty rate":
        raise TradeError("'already' is for what adds up month by month, not for a duty rate", remedy="Use >.")
    verdict = more_than(part, whole)
    return replace(verdict, wording=Wording("already", _other(part, whole)))


def rose(now: Fact, before: Fact) -> Verdict:
    """Whether a measure was higher than in the same months before."""
    rivals = partial(fell, now, before), partial(unchanged, now, before)
    return _pair("rose from", "rose", now, before, difference(now, before).value, _since(before), rivals)


def fell(now: Fact, before: Fact) -> Verdict:
    """Whether a measure was lower than in the same months before."""
    rivals = partial(rose, now, before), partial(unchanged, now, before)
    return _pair("fell from", "fell", now, before, -difference(now, before).value, _since(before), rivals)


def unchanged(now: Fact, before: Fact) -> Verdict:
    """Whether a measure was the same as in the same months before, to the last digit."""
    rivals = partial(rose, now, before), partial(fell, now, before)
    step = difference(now, before).value
    return _equal("is the same as", "unchanged", now, before, step, _since(before), rivals)


def wider(now: Fact, before: Fact) -> Verdict:
    """Whether a gap was wider than in the same months before: two balances of one sign, compared by size.

    A gap that changed sides is neither wider nor narrower, and is refused.
    """
    rivals = partial(narrower, now, before), partial(as_wide, now, before)
    return _gaps("wider than", "wider", now, before, _pair, gap_step(now, before), rivals)


def narrower(now: Fact, before: Fact) -> Verdict:
    """Whether a gap was narrower than in the same months before."""
    rivals = partial(wider, now, before), partial(as_wide, now, before)
    return _gaps("narrower than", "narrower", now, before, _pair, -gap_step(now, before), rivals)


def as_wide(now: Fact, before: Fact) -> Verdict:
    """Whether a gap was as wide as in the same months before, to the last digit."""
    rivals = partial(wider, now, before), partial(narrower, now, before)
    return _gaps("as wide as", "as_wide", now, before, _equal, gap_step(now, before), rivals)


def turned(now: Fact, before: Fact) -> Verdict:
    """Whether a balance changed sides since the same months before."""
    return _turn(now, before, "turned", "is on the other side of that of")


def stayed(now: Fact, before: Fact) -> Verdict:
    """Whether a balance is on the side on which it was in the same months before."""
    return _turn(now, before, "stayed", "is on the same side as that of")


def surplus(gap: Fact) -> Verdict:
    """Whether a balance is a surplus for its side."""
    return _sign(gap, gap.value, "surplus", partial(deficit, gap))


def deficit(gap: Fact) -> Verdict:
    """Whether a balance is a deficit for its side."""
    return _sign(gap, -gap.value, "deficit", partial(surplus, gap))


def balanced(gap: Fact) -> Verdict:
    """Whether a balance is nothing, to the last digit."""
    _require_balance(gap)
    holds = not gap.value if is_settled(gap.value, gap.bound) else None
    rivals = partial(surplus, gap), partial(deficit, gap)
    return Verdict(f"{name(gap)} is nothing", holds, -abs(gap.value), gap.unit, (gap,), Wording("balanced", {}), rivals)


def extreme_since(place: Standing, year: int | None) -> Verdict:
    """Whether a figure is the highest (or lowest) since `year`, that is, whether `year` is the last that was at or
    beyond it; without a year, whether it is the highest (lowest) on record.
    """
    actual = place.since.period.first_year if place.since else None
    said = f"since {year}" if year else "on record"
    return Verdict(
        asserts=f"{name(place.fact)} is the {place.extreme} {said}",
        holds=place.is_extreme_since(year),
        margin=place.margin if actual == year else -place.margin,
        unit=place.fact.unit,
        facts=(place.fact, *((place.since,) if place.since else ())),
        wording=extreme_words(place, place.fact.period.in_year(year) if year else None),
        rivals=(partial(extreme_since, place, actual),),
        flips_to=extreme_words(place, place.beyond_edge.period if place.beyond_edge else None),
    )


def gap_step(now: Fact, before: Fact) -> Decimal:
    """By how much a gap is wider than in the same months before; raises unless both are on one side."""
    _require_balance(now)
    _require_balance(before)
    require_comparable(now, before)
    require_same_season(now, before)
    if (now.value > 0) != (before.value > 0):
        raise Absent(
            "a surplus and a deficit cannot be compared as wider and narrower",
            remedy="Say that it turned, such as claim(gap.turned_from('a year earlier'), \"…\").",
        )
    return abs(now.value) - abs(before.value)


def _require_more_is_more(a: Fact, b: Fact) -> None:
    """Raise unless `a` being more than `b` says something: of the same months, or of fewer against more."""
    require_comparable(a, b)
    if a.period.season != b.period.season and not (_adds_up(a) and _adds_up(b) and len(a.period) < len(b.period)):
        require_same_season(a, b)


def _is_of_same_months(a: Fact, b: Fact) -> bool:
    """Whether less is the opposite of more: of the same months, and of duty rates, which do not grow with their months."""
    return a.period.season == b.period.season or a.measure.kind == b.measure.kind == "duty rate"


def _adds_up(fact: Fact) -> bool:
    """Whether more months can only make it larger, as with flows of goods."""
    return fact.measure.kind in ("imports", "exports", "trade", "calculated duty", "entered value")


def _pair(text: str, key: str, a: Fact, b: Fact, margin: Decimal, slots: _Slots, rivals: _Rivals) -> Verdict:
    """The verdict on two facts of which one is to be beyond the other."""
    holds = margin > 0 if is_settled(margin, a.bound + b.bound) else None
    text = f"{name(a)} {text} {name(b)}"
    return Verdict(text, holds, margin, a.unit, (a, b), Wording(key, slots), tuple(rivals), compared=True)


def _equal(text: str, key: str, a: Fact, b: Fact, step: Decimal, slots: _Slots, rivals: _Rivals) -> Verdict:
    """The verdict on two facts that are to be equal; what is equal prints alike, and may."""
    holds = not step if is_settled(step, a.bound + b.bound) else None
    text = f"{name(a)} {text} {name(b)}"
    return Verdict(text, holds, -abs(step), a.unit, (a, b), Wording(key, slots), tuple(rivals))


def _gaps(
    text: str, key: str, now: Fact, before: Fact, judge: Callable[..., Verdict], margin: Decimal, rivals: _Rivals
) -> Verdict:
    verdict = judge(text, key, now, before, margin, _since(before), rivals)
    return replace(verdict, asserts=f"the gap of {now.period} is {text} that of {before.period}")


def _turn(now: Fact, before: Fact, key: str, text: str) -> Verdict:
    for gap in (now, before):
        _require_balance(gap)
    require_comparable(now, before)
    require_same_season(now, before)
    # The nearer of the two to zero is the first to turn it round.
    margin = min(abs(now.value), abs(before.value))
    sides = [gap.value > 0 if is_settled(gap.value, gap.bound) else None for gap in (now, before)]
    holds = None if None in sides else (sides[0] != sides[1]) == (key == "turned")
    wording = Wording(key, {"side": "surplus" if (before.value > 0) == (key == "stayed") else "deficit"})
    rival = partial(stayed if key == "turned" else turned, now, before)
    asserts = f"{name(now)} {text} {before.period}"
    return Verdict(
        asserts, holds, margin if holds is not False else -margin, now.unit, (now, before), wording, (rival,)
    )


def _sign(gap: Fact, margin: Decimal, key: str, rival: Callable[[], Verdict]) -> Verdict:
    _require_balance(gap)
    holds = margin > 0 if is_settled(margin, gap.bound) else None
    rivals = (rival, partial(balanced, gap))
    return Verdict(f"{name(gap)} is a {key}", holds, margin, gap.unit, (gap,), Wording(key, {}), rivals)


def _require_balance(gap: Fact) -> None:
    if gap.measure.kind != "balance":
        raise TradeError(f"{name(gap)} is not a balance", remedy="Declare it as 'balance, PERIOD'.")


def extreme_words(place: Standing, since: Period | None) -> Wording:
    """The words of a place in history; "the highest since the year before" would say nothing, so it is less than that."""
    if since == place.fact.period.year_earlier:
        return Wording("lower" if place.extreme == "highest" else "higher", {"period": since})
    return (
        Wording("since", {"extreme": place.extreme, "period": since})
        if since
        else Wording("ever", {"extreme": place.extreme})
    )


def _since(before: Fact) -> _Slots:
    return {"period": before.period}


def _other(a: Fact, b: Fact) -> _Slots:
    """What tells the other of two facts from the first: its measure, its side or its months."""
    slots: dict[str, Slot] = {}
    if b.measure != a.measure:
        few = b.measure.products if len(b.measure.products) <= MANY else ()
        slots = {"measure": b.measure.kind, "products": " + ".join(few)}
        if b.measure.side != a.measure.side:
            slots["place"] = b.measure.side
        elif b.measure.partner != a.measure.partner:
            slots["partner"] = b.measure.partner
    return slots | ({"period": b.period} if b.period != a.period or not slots else {})
