"""How many times, and how much of a whole, in the round words of prose: "twice", "about four times", "half"."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from macros.units import PERCENT, RATIO
from macros.words.numbers import ZERO, figure
from macros.words.pack import Pack, pack

_FEW = Decimal("2.75")  # below it the pack has words of its own: "twice", "more than double"
_NEARLY = Decimal("0.25")  # how far short of a whole number is still "nearly" that many times


def times(ratio: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """How many times, before "those of": "twice", "nearly double", "about four times", and "4.6 times" of 4.6."""
    words = pack(language)
    return _agreed(ratio, bound, lambda at: _times(at, words)) or figure(ratio, RATIO, bound=bound, language=language)


def part(percent: Decimal, *, bound: Decimal = ZERO, language: str = "en") -> str:
    """How much of a whole, before "of": "about a third", "more than half", and "12.3%" where no fraction is near."""
    words = pack(language)
    said = _agreed(percent, bound, lambda at: _part(at, words))
    return said or figure(percent, PERCENT, bound=bound, language=language)


def _agreed(value: Decimal, bound: Decimal, speak: Callable[[Decimal], str | None]) -> str | None:
    """What is said of a value, if the same would be said of it at either end of its error; else None."""
    said = {speak(value - bound), speak(value), speak(value + bound)}
    return said.pop() if len(said) == 1 else None


def _times(ratio: Decimal, words: Pack) -> str | None:
    band, whole = words.band("times.bands", ratio), int(ratio.to_integral_value(ROUND_HALF_UP))
    if band is None and ratio >= _FEW:
        whole = int(ratio + _NEARLY)
        band = words.band("times.whole", ratio - whole)
    return str(band["say"]).format(whole=words.spelled(whole)) if band else None


def _part(percent: Decimal, words: Pack) -> str | None:
    band = words.band("part", percent)
    return str(band["say"]) if band else None
