"""What is claimed, in words: of a claim that stands, of its negation, and of what would be true in its place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from macros.periods import Period
from macros.places import Place
from macros.units import COUNT, RANK, RATIO, Unit
from macros.words.dates import in_prose
from macros.words.naming import in_sentence, of_place
from macros.words.numbers import figure, rounded
from macros.words.pack import Pack, pack

Slot = Period | Place | tuple[Decimal, Unit] | str
_MOST_DIGITS = 12


def claim(predicate: str, slots: Mapping[str, Slot], *, negated: bool = False, language: str = "en") -> str:
    """A claim without its subject: "more than in 2024", "not the highest since 2014", "rose by at least 10% from 2024".

    A slot that is a text names a term of the pack, such as "surplus"; a number comes with its unit.
    """
    words = pack(language)
    said = {name: _said(slot, words, language) for name, slot in slots.items() if name != "products"}
    said["other"] = _other(slots, said, words, language)
    count = slots.get("count")
    plural = count[0] if isinstance(count, tuple) else 0
    return words.say(f"claims.{predicate}.{'fails' if negated else 'holds'}", plural, **said)


def _said(slot: Slot, words: Pack, language: str) -> str:
    if isinstance(slot, Period):
        return in_prose(slot, language=language)
    if isinstance(slot, Place):
        return in_sentence(slot, language=language)
    if isinstance(slot, str):
        return str(words.get("claims.terms")[slot])
    value, unit = slot
    if unit == RATIO and (named := words.get("claims.multiple_words").get(f"{value:.4f}")):
        return str(named)
    if unit in (COUNT, RANK):
        return figure(value, unit, language=language)
    return _round_number(value, unit, language)


def _round_number(value: Decimal, unit: Unit, language: str) -> str:
    """A number with no more decimals than it has: "$500 million", not "$500.0 million"."""
    exact = (d for d in range(_MOST_DIGITS) if rounded(value, unit, digits=d, language=language) == value)
    return figure(value, unit, digits=next(exact, None), language=language)


def _other(slots: Mapping[str, Slot], said: Mapping[str, str], words: Pack, language: str) -> str:
    """What it is compared with, as far as that differs: "in 2024", "imports", "Uganda’s exports of HS 09 in 2024"."""
    parts = []
    if "measure" in said:
        parts.append(said["measure"])
        if isinstance(place := slots.get("place"), Place):
            parts = [words.say("claims.of_side", whose=of_place(place, language=language), measure=parts[0])]
        if isinstance(partner := slots.get("partner"), Place):
            parts.append(words.say("claims.with_partner", partner=in_sentence(partner, language=language)))
        if products := str(slots.get("products", "")):
            parts.append(words.say("claims.of_products", products=products))
    if "period" in said:
        parts.append(words.say("claims.in_period", period=said["period"]))
    return " ".join(parts)
