"""Predicates with a round number: "more than $500 million", "more than half of", "doubled", "rose by at least 10%".

Each is worked out as an amount against a limit, `part − ½ × whole`, so its margin is in the unit of the figure, and no
division can blow up the rounding.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import partial

from macros import units
from macros.errors import TradeError
from macros.facts import changes, claims
from macros.facts.comparable import require_comparable, require_same_season
from macros.facts.fact import Fact
from macros.facts.verdict import Slot, Verdict, Wording, all_of, name
from macros.units import PERCENT, PERCENTAGE_POINT, RATIO, Unit

Amount = tuple[Decimal, Unit]
HUNDRED = Decimal(100)
_LEAST_NAMED = Decimal("0.1")
_FINE = 6  # decimals that tell two thirds of a sum from what the sum's own digits make of it
_THIRD = Decimal(1) / 3
_NAMED = {
    "half": Decimal("0.5"), "one half": Decimal("0.5"), "third": _THIRD, "one third": _THIRD,
    "two thirds": 2 * _THIRD, "quarter": Decimal("0.25"), "three quarters": Decimal("0.75"),
    "fifth": Decimal("0.2"), "tenth": Decimal("0.1"),
    "double": Decimal(2), "twice": Decimal(2), "triple": Decimal(3), "treble": Decimal(3), "quadruple": Decimal(4),
}  # fmt: skip
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EXAMPLES = 'Write for example "$500 million", "10%", "two-thirds", "one in ten", "double" or "threefold".'
_SIZED = {"over": "more than", "under": "less than", "at_least": "at least", "at_most": "at most", "exactly": "exactly"}


def amount(text: object) -> Amount:
    """The round number that a writer means, with its unit: "$500 million", "10%", "two-thirds", "threefold".

    >>> amount("one in ten")
    (Decimal('0.1'), Unit(kind='ratio', code='times'))
    """
    said = re.sub(r"\s+|(?<=[a-z])-(?=[a-z])", " ", str(text).casefold()).strip().removeprefix("a ")
    if said in _NAMED:
        return _NAMED[said], RATIO
    if match := re.fullmatch(r"one in (\w+)", said):
        part = 1 / _number(match[1], text)
        if part < _LEAST_NAMED and part != round(part, 4):
            raise TradeError(f"'{text}' has no round number", remedy="Write it in per cent.")
        return part, RATIO
    if match := re.fullmatch(r"([a-z]+)fold|(\S+) times", said):
        return _number(match[1] or match[2], text), RATIO
    if match := re.fullmatch(r"(?:us\$|usd |\$)\s?(\S+?) ?(thousand|million|billion|trillion)?", said):
        unit, scale = units.parse(f"US$ {match[2] or ''}")
        return _number(match[1], text) * scale, unit
    if match := re.fullmatch(r"(\S+?) ?(%|percent|per cent|percentage points)", said):
        return _number(match[1], text), PERCENTAGE_POINT if match[2] == "percentage points" else PERCENT
    raise TradeError(f"'{text}' is not an amount", remedy=_EXAMPLES)


def over(fact: Fact, limit: Amount, of: Fact | None = None) -> Verdict:
    """Whether a figure is more than a round number; with `of`, more than that part or multiple of another figure."""
    return _against("over", fact, limit, of)


def under(fact: Fact, limit: Amount, of: Fact | None = None) -> Verdict:
    """Whether it is less than a round number, or than a part or multiple of another figure."""
    return _against("under", fact, limit, of)


def at_least(fact: Fact, limit: Amount, of: Fact | None = None) -> Verdict:
    """Whether it is a round number or more; with `of`, that part or multiple of another figure or more."""
    return _against("at_least", fact, limit, of)


def at_most(fact: Fact, limit: Amount, of: Fact | None = None) -> Verdict:
    """Whether it is a round number or less; with `of`, that part or multiple of another figure or less."""
    return _against("at_most", fact, limit, of)


def rose_by(now: Fact, before: Fact, step: Amount) -> Verdict:
    """Whether a measure was higher than in the same months before by at least so much, in per cent or as an amount."""
    return _moved("rose", now, before, step)


def fell_by(now: Fact, before: Fact, step: Amount) -> Verdict:
    """Whether a measure was lower than in the same months before by at least so much."""
    return _moved("fell", now, before, step)


def settled(margin: Decimal, bound: Decimal, *, inclusive: bool) -> bool | None:
    """Whether a margin is above zero, or not below it where that will do; None where its error leaves it open."""
    if bound and abs(margin) <= bound:
        return None
    return margin > 0 or (inclusive and not margin)


def factor(part: Amount) -> Decimal:
    """A part or multiple as a number: "half" is 0.5, "60%" 0.6, "double" 2."""
    value, unit = part
    if unit not in (PERCENT, RATIO):
        raise TradeError(
            f"a part or a multiple is not an amount of {unit}", remedy='Write for example "half", "60%" or "double".'
        )
    return value / HUNDRED if unit == PERCENT else value


def _against(way: str, fact: Fact, limit: Amount, of: Fact | None) -> Verdict:
    size, unit, facts = _size(fact), fact.unit, (fact,) if of is None else (fact, of)
    if of is None:
        value, said = limit
        if said == RATIO and fact.unit == PERCENT:
            value, said = value * HUNDRED, PERCENT
        fact.unit.require(said, "compare")
        unit, bound, beside = unit.of_a_difference, fact.bound, ""
    else:
        require_comparable(fact, of)
        require_same_season(fact, of)
        if fact.measure.kind == "balance":
            claims.gap_step(fact, of)  # a deficit is no part of a surplus
        value = round(factor(limit) * _size(of), _FINE)
        bound, beside = fact.bound + factor(limit) * of.bound, f" of {name(of)}"
    gap = size - value
    margin = {"over": gap, "at_least": gap, "exactly": -abs(gap)}.get(way, -gap)
    holds = settled(margin, bound, inclusive=way not in ("over", "under"))
    if way == "exactly" and holds is not None:
        holds = not margin
    text = f"{name(fact)} is {_SIZED[way]} {_plain(limit)}{beside}"
    opposite = ("under", "over") if way in ("over", "at_least") else ("over", "under")
    rivals = [partial(_against, other, fact, limit, of) for other in (*opposite, "exactly") if other != way]
    return Verdict(text, holds, margin, unit, facts, Wording(way, {"amount": limit}), tuple(rivals))


def _moved(way: str, now: Fact, before: Fact, step: Amount) -> Verdict:
    sign = 1 if way == "rose" else -1
    value, unit = step
    if unit in (PERCENT, RATIO) and now.unit != PERCENT:
        changes.change(now, before)  # refuses what has no percentage change
        limit, extra = round(factor(step) * before.value, _FINE), factor(step) * before.bound
    else:
        now.unit.of_a_difference.require(unit, "measure a change in")
        limit, extra = value, Decimal(0)
    gap = changes.difference(now, before)
    margin = sign * gap.value - limit
    text = f"{name(now)} {way} by at least {_plain(step)} from {name(before)}"
    slots: dict[str, Slot] = {"amount": step, "period": before.period}
    moved = claims.rose(now, before) if way == "rose" else claims.fell(now, before)
    less = partial(_moved_less, way, now, before, step)
    holds = settled(margin, gap.bound + extra, inclusive=True)
    return Verdict(text, holds, margin, gap.unit, (now, before), Wording(f"{way}_by", slots), (less, *moved.rivals))


def _moved_less(way: str, now: Fact, before: Fact, step: Amount) -> Verdict:
    """Whether it did rise (or fall), but by less."""
    moved = claims.rose(now, before) if way == "rose" else claims.fell(now, before)
    enough = _moved(way, now, before, step)
    holds, margin = all_of([(one.holds, one.margin) for one in (moved, enough.negation)])
    text = f"{moved.asserts}, by less than {_plain(step)}"
    slots: dict[str, Slot] = {"amount": step, "period": before.period}
    wording = Wording(f"{way}_less", slots)
    return Verdict(text, holds, margin, enough.unit, (now, before), wording, (lambda: enough, *moved.rivals))


def _size(fact: Fact) -> Decimal:
    """A figure as it prints: a balance by its size. A change is asked of what changed."""
    if fact.measure.kind in ("change", "difference", "revision"):
        raise TradeError(
            f"'{fact.measure.kind}' has a direction, which a round number would hide",
            remedy="Ask the figure that changed, such as rose_from('a year earlier', by=\"10%\").",
        )
    return abs(fact.value) if fact.measure.kind == "balance" else fact.value


def _plain(limit: Amount) -> str:
    """A round number for the ledger: "US$500000000", "0.6667 times"."""
    value, unit = limit
    number = f"{round(value, 4).normalize():f}"
    return f"{unit}{number}" if unit.kind == "money" else f"{number}%" if unit == PERCENT else f"{number} {unit}"


def _number(text: str, whole: object) -> Decimal:
    if text in _NUMBERS:
        return Decimal(_NUMBERS.index(text) + 2)
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise TradeError(f"'{whole}' is not an amount", remedy=_EXAMPLES)
    return value
