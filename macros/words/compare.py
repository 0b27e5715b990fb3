"""Comparing words: the verb of a change, the noun of a balance, wider and narrower, more and less.

The size that picks the word is the size that is printed, so "was little changed" never stands beside "12%", nor "rose"
beside "0.0%". What rounding leaves open is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from macros.errors import Absent, TradeError
from macros.units import PERCENT, Unit
from macros.words.numbers import ZERO, figure, rounded
from macros.words.pack import decimal, pack

_NOTHING_LOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Move:
    """What a change in per cent is called; `multiple` if its verb ("doubled") already states a size."""

    direction: str
    verb: str
    noun: str
    level: bool = False
    multiple: bool = False


def verb(percent: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """The verb of a change in per cent: "edged up", "fell", "plunged", "more than doubled", "was little changed"."""
    return _move(percent, bound, language).verb


def noun(percent: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """The noun of a change in per cent, with its article: "a slight rise", "a sharp fall", "little change"."""
    return _move(percent, bound, language).noun


def change(percent: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """The verb with its figure: "rose 8.2%", "more than doubled, up 123.7%", "was little changed"."""
    move, words = _move(percent, bound, language), pack(language)
    if move.level:
        return move.verb
    size = figure(abs(percent), PERCENT, bound=bound, language=language)
    key = f"change.multiple.{move.direction}" if move.multiple else "change.sized"
    return words.say(key, verb=move.verb, size=size)


def more_or_less(
    a: Decimal, b: Decimal, *, bounds: tuple[Decimal, Decimal] = (ZERO, ZERO), language: str = "en"
) -> str:
    """How one amount stands to another: "slightly more than", "far less than", "about as much as"."""
    if a < 0 or b < 0:
        raise TradeError("'more than' and 'less than' are for amounts, not for balances", remedy="Use wider().")
    band = _by_ratio("amounts", a, b, bounds, language)
    return str(band["more" if a > b else "less"])


def wider(
    *, before: Decimal, after: Decimal, bounds: tuple[Decimal, Decimal] = (ZERO, ZERO), language: str = "en"
) -> str:
    """How a balance stands to an earlier one on the same side: "sharply wider than", "slightly narrower than".

    `bounds` are the errors of `before` and `after`. Raises `TradeError` if the balance changed sides; see `turned`.
    """
    return _gap("wider", "narrower", before, after, bounds, language)


def widened(
    *, before: Decimal, after: Decimal, bounds: tuple[Decimal, Decimal] = (ZERO, ZERO), language: str = "en"
) -> str:
    """What a balance did, before its new size: "widened sharply to", "narrowed to", "was little changed at"."""
    return _gap("widened", "narrowed", before, after, bounds, language)


def turned(
    *, before: Decimal, after: Decimal, bounds: tuple[Decimal, Decimal] = (ZERO, ZERO), language: str = "en"
) -> str:
    """The turn of a balance that changed sides: "a deficit turned into a surplus". Raises if it did not."""
    sides = [_side(value, bound) for value, bound in zip((before, after), bounds, strict=True)]
    if "balance" in sides or sides[0] == sides[1]:
        raise Absent(f"the balance did not turn: {sides[0]} before, {sides[1]} after", remedy="Use wider().")
    return str(pack(language).get(f"balance.{sides[1]}.turned"))


def balance_noun(value: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """What a balance is: "surplus", "deficit", or "balance" where it is nothing or too small to tell from nothing."""
    return str(pack(language).get(f"balance.{_side(value, bound)}.noun"))


def balance(value: Decimal, unit: Unit, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """A balance with its size, after "leaving": "a deficit of $120.2 million", "trade in balance"."""
    size = figure(value, unit, bound=bound, language=language)
    return pack(language).say(f"balance.{_side(value, bound)}.amount", amount=size)


def _move(percent: Decimal, bound: Decimal, language: str) -> _Move:
    if percent < -_NOTHING_LOST:
        raise TradeError(f"nothing falls by more than all of itself, as by {percent}%", remedy="Check its parts.")
    words = pack(language)
    level = decimal(words.get("change.bands")[0]["below"])
    size = rounded(abs(percent), PERCENT, bound=bound, language=language)
    if (abs(percent) <= bound or not size) and abs(percent) + bound >= level:
        raise Absent("rounding leaves open whether it rose, fell or stood still", remedy="Give the two amounts.")
    direction = "up" if percent > 0 else "down"
    band = words.band("change.bands", size)
    if band is None:
        raise TradeError(f"no verb for a change of {size}%", remedy="Leave 'below' out of the last band of the pack.")
    said = band[direction]
    for multiple in words.get(f"change.multiples.{direction}"):
        of = decimal(multiple["of"])
        if size == of:
            return _Move(direction, multiple["exactly"], said["noun"], multiple=True)
        if of < size < decimal(multiple["below"]) and abs(percent) - bound > of:
            return _Move(direction, multiple["beyond"], said["noun"], multiple=True)
    return _Move(direction, said["verb"], said["noun"], level=size < level)


def _gap(
    larger: str, smaller: str, before: Decimal, after: Decimal, bounds: tuple[Decimal, Decimal], language: str
) -> str:
    sides = {_side(value, bound) for value, bound in zip((before, after), bounds, strict=True)}
    if sides == {"surplus", "deficit"}:
        raise Absent("a surplus and a deficit are not wider or narrower than each other", remedy="Use turned().")
    if "balance" in sides:
        raise Absent("trade in balance has no gap to be wider or narrower", remedy="Give the two balances.")
    band = _by_ratio("gaps", abs(after), abs(before), bounds, language)
    return str(band[larger if abs(after) > abs(before) else smaller])


def _by_ratio(key: str, a: Decimal, b: Decimal, bounds: tuple[Decimal, Decimal], language: str) -> Mapping[str, Any]:
    """The band for two sizes, by the larger over the smaller; raises where rounding leaves open which that is."""
    bands = pack(language).get(key)
    larger, smaller = max(a, b), min(a, b)
    ratio = larger / smaller if smaller else Decimal("Infinity") if larger else Decimal(1)
    band = pack(language).band(key, ratio) or bands[-1]
    if band is not bands[0] and abs(a - b) <= sum(bounds):
        raise Absent("rounding leaves open which of the two is more", remedy="Give the two amounts.")
    return band


def _side(value: Decimal, bound: Decimal) -> str:
    if abs(value) <= bound or not value:
        return "balance"
    return "surplus" if value > 0 else "deficit"
