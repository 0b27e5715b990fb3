"""Predicates: what a sentence asserts of facts. Each gives a `Verdict`: whether it holds, and by how much.

A verdict within the rounding of its figures is not a verdict: `holds` is None, and the page has to say less.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.errors import TradeError
from macros.facts.changes import difference
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact, is_settled
from macros.facts.standing import Standing
from macros.units import Unit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an assertion. `margin` is how far it is from flipping, in `unit`; negative where it is false.

    `asserts` is the claim in plain words; `instead` is what would be true.
    """

    asserts: str
    holds: bool | None
    margin: Decimal
    unit: Unit
    facts: tuple[Fact, ...]
    instead: str = ""
    compared: bool = False
    """Whether the words set the two facts side by side, so that both must not print alike."""

    def __bool__(self) -> bool:
        """Refused: whether a sentence stands must not hang on an `if` that nobody sees."""
        raise TradeError(
            "a comparison cannot choose the text",
            remedy="Let the figure choose its words, such as more_or_less(), or claim() it.",
        )


def more_than(a: Fact, b: Fact) -> Verdict:
    """Whether `a` is more than `b`: over the same months, or a fortiori.

    A shorter run of months may exceed a longer one ("11 months already exceed the whole of last year"): what is more
    than a whole is more than any part of it. The reverse says nothing and is refused.
    """
    require_comparable(a, b)
    if a.period.season != b.period.season and not (_adds_up(a) and _adds_up(b) and len(a.period) < len(b.period)):
        require_same_season(a, b)
    return _verdict(
        f"{name(a)} is more than {name(b)}", a, b, a.value - b.value, f"{name(a)} is not more than {name(b)}"
    )


def less_than(a: Fact, b: Fact) -> Verdict:
    """Whether `a` is less than `b`, on the same terms as `more_than`."""
    return more_than(b, a)


def already_exceeds(part: Fact, whole: Fact) -> Verdict:
    """Whether a part of a year is already more than a longer period; for equal lengths use `more_than`."""
    if len(part.period) >= len(whole.period):
        raise TradeError(
            f"'already' needs a shorter period against a longer one, not {part.period} against {whole.period}",
            remedy="Use > for periods of the same length.",
        )
    return more_than(part, whole)


def rose(now: Fact, before: Fact) -> Verdict:
    """Whether a measure was higher than in the same months before."""
    step = difference(now, before)
    return _verdict(f"{name(now)} rose from {name(before)}", now, before, step.value, f"{name(now)} did not rise")


def fell(now: Fact, before: Fact) -> Verdict:
    """Whether a measure was lower than in the same months before."""
    step = difference(now, before)
    return _verdict(f"{name(now)} fell from {name(before)}", now, before, -step.value, f"{name(now)} did not fall")


def wider(now: Fact, before: Fact) -> Verdict:
    """Whether a gap was wider than in the same months before: two balances of one sign, compared by size.

    A gap that changed sides is neither wider nor narrower, and is refused.
    """
    step = _gap_step(now, before)
    return _verdict(
        f"the gap of {now.period} is wider than that of {before.period}", now, before, step, "it is not wider"
    )


def narrower(now: Fact, before: Fact) -> Verdict:
    """Whether a gap was narrower than in the same months before."""
    step = -_gap_step(now, before)
    text = f"the gap of {now.period} is narrower than that of {before.period}"
    return _verdict(text, now, before, step, "it is not narrower")


def turned(now: Fact, before: Fact) -> Verdict:
    """Whether a balance changed sides since the same months before."""
    for gap in (now, before):
        _require_balance(gap)
    require_comparable(now, before)
    require_same_season(now, before)
    # The nearer of the two to zero is the first to turn it round.
    margin = min(abs(now.value), abs(before.value))
    sides = [gap.value > 0 if is_settled(gap.value, gap.bound) else None for gap in (now, before)]
    holds = None if None in sides else sides[0] != sides[1]
    text = f"{name(now)} is on the other side of that of {before.period}"
    return Verdict(text, holds, margin if holds else -margin, now.unit, (now, before), "it stayed on its side")


def surplus(gap: Fact) -> Verdict:
    """Whether a balance is a surplus for its side."""
    _require_balance(gap)
    return _sign(gap, gap.value, "surplus", "deficit")


def deficit(gap: Fact) -> Verdict:
    """Whether a balance is a deficit for its side."""
    _require_balance(gap)
    return _sign(gap, -gap.value, "deficit", "surplus")


def extreme_since(place: Standing, year: int | None) -> Verdict:
    """Whether a figure is the highest (or lowest) since `year`, that is, whether `year` is the last that was at or
    beyond it; without a year, whether it is the highest (lowest) on record.
    """
    actual = place.since.period.first_year if place.since else None
    said = f"since {year}" if year else "on record"
    true = f"since {actual}" if actual else "on record"
    return Verdict(
        asserts=f"{name(place.fact)} is the {place.extreme} {said}",
        holds=place.is_extreme_since(year),
        margin=place.margin if actual == year else -place.margin,
        unit=place.fact.unit,
        facts=(place.fact, *((place.since,) if place.since else ())),
        instead=f"it is the {place.extreme} {true}",
    )


def name(fact: Fact) -> str:
    """A fact in plain words, for verdicts and error messages: "Kenya's imports, 2025"."""
    kind = fact.measure.kind if not fact.measure.of else f"{fact.measure.kind} ({fact.measure.of})"
    return f"{fact.measure.side.name}'s {kind}, {fact.period}"


def _adds_up(fact: Fact) -> bool:
    """Whether more months can only make it larger, as with flows of goods."""
    return fact.measure.kind in ("imports", "exports", "trade")


def _verdict(text: str, a: Fact, b: Fact, margin: Decimal, instead: str) -> Verdict:
    holds = margin > 0 if is_settled(margin, a.bound + b.bound) else None
    return Verdict(text, holds, margin, a.unit, (a, b), instead, compared=True)


def _sign(gap: Fact, margin: Decimal, word: str, other: str) -> Verdict:
    holds = margin > 0 if is_settled(margin, gap.bound) else None
    instead = f"it is a {other}" if margin else "trade is in balance"
    return Verdict(f"{name(gap)} is a {word}", holds, margin, gap.unit, (gap,), instead)


def _gap_step(now: Fact, before: Fact) -> Decimal:
    _require_balance(now)
    _require_balance(before)
    require_comparable(now, before)
    require_same_season(now, before)
    if (now.value > 0) != (before.value > 0):
        raise TradeError(
            "a surplus and a deficit cannot be compared as wider and narrower",
            remedy="Say that it turned, such as claim(gap.turned_from('a year earlier'), \"…\").",
        )
    return abs(now.value) - abs(before.value)


def _require_balance(gap: Fact) -> None:
    if gap.measure.kind != "balance":
        raise TradeError(f"{name(gap)} is not a balance", remedy="Declare it as 'balance, PERIOD'.")
