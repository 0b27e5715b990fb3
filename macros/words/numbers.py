"""Figures as they stand in a sentence, never with a digit that the error of the value does not bear.

A last digit of place p is borne while the error is at most 2p: 911,400,000 give or take 100,000 is "$911.4 million",
give or take 600,000 it is "$911 million". Halves round away from zero, as newspapers round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from macros.errors import Absent, TradeError, near
from macros.units import Unit
from macros.words.pack import Pack, decimal, pack

ZERO = Decimal(0)
_MOST_DIGITS = 12  # more than any source has
_DIVIDED = ("percent", "percentage point", "ratio")


@dataclass(frozen=True, slots=True)
class _Grain:
    """How finely a figure is printed: in which scale (a power of ten) and with how many decimals (negative: tens)."""

    scale: str
    power: int
    digits: int

    @property
    def place(self) -> Decimal:
        """What one in the last printed place is worth."""
        return Decimal(1).scaleb(self.power - self.digits)

    def bears(self, bound: Decimal) -> bool:
        return bound <= 2 * self.place

    def round(self, value: Decimal) -> Decimal:
        return value.quantize(self.place, ROUND_HALF_UP)


def figure(
    value: Decimal,
    unit: Unit,
    *,
    bound: Decimal = ZERO,
    digits: int | None = None,
    scale: str | None = None,
    signed: bool = False,
    short: bool = False,
    language: str = "en",
) -> str:
    """A value in house style: "$911.4 million", "23.7%", "third"; short "$911.4m"; signed "−$120.2 million".

    Without `signed` the size is printed, since the noun ("deficit") or the verb ("fell") has the sign. What would print
    as zero but may not be zero is "less than $0.1 million". `bound` is the largest error of the value. `digits` are
    decimals of the scale; `TradeError` where the bound does not bear them. `scale` holds it to one, such as "million".
    """
    style = "short" if short else "long"
    return _written(value, unit, bound, digits, scale, signed, style, language)


def amount(
    value: Decimal,
    unit: Unit,
    *,
    scale: str,
    bound: Decimal = ZERO,
    digits: int | None = None,
    signed: bool = False,
    language: str = "en",
) -> str:
    """The number of a `figure` alone, for a label or a cell whose unit and scale stand elsewhere: "593.2", "−116"."""
    return _written(value, unit, bound, digits, scale, signed, "bare", language)


def rounded(
    value: Decimal,
    unit: Unit,
    *,
    bound: Decimal = ZERO,
    digits: int | None = None,
    scale: str | None = None,
    language: str = "en",
) -> Decimal:
    """The very number that `figure` states, with its sign: 911400000 for "$911.4 million"; 0 for "less than ..."."""
    return _grain(value, unit, bound, digits, scale, pack(language)).round(value)


def distinct(
    a: Decimal,
    b: Decimal,
    unit: Unit,
    *,
    bounds: tuple[Decimal, Decimal] = (ZERO, ZERO),
    scale: str | None = None,
    language: str = "en",
) -> int | None:
    """The `digits` with which two unequal figures print in their true order; None where house style does it already.

    Raises `TradeError` where they are equal, or their errors do not bear the digits it would take.
    """
    house = _grain(max(a, b), unit, max(bounds), None, scale, pack(language)).digits
    choices: list[int | None] = [None, *range(max(house, 0), _MOST_DIGITS)]
    for digits in choices:
        try:
            prints = [
                rounded(value, unit, bound=error, digits=digits, scale=scale, language=language)
                for value, error in zip((a, b), bounds, strict=True)
            ]
        except TradeError:
            break  # nor will more digits be borne
        if max(prints) != min(prints) and (prints[0] > prints[1]) == (a > b):
            return digits
    names = " and ".join(exact(value, unit, language=language) for value in (a, b))
    raise Absent(f"{names} cannot be told apart", remedy="Say that they are about the same.")


def exact(value: Decimal, unit: Unit, *, language: str = "en") -> str:
    """A value for a receipt, not rounded to house style: "US$982,400,000"; what was divided, "23.71%"."""
    _require_number(value)
    digits = 0
    if unit.kind in _DIVIDED or value != value.to_integral_value():
        # Two figures at least, so that nothing small becomes 0.00.
        digits = max(2, 1 - value.adjusted()) if value else 2
    grain = _Grain("one", 0, digits)
    stated = grain.round(value)
    return _printed(abs(stated), unit, grain, "minus" if stated < 0 else "", "exact", pack(language))


def bound_text(bound: Decimal, unit: Unit, *, language: str = "en") -> str:
    """The largest error of a value, for a receipt: "±US$100,000", rounded up to two figures; or "exact"."""
    words = pack(language)
    if not bound:
        return words.say("bound.none")
    place = Decimal(1).scaleb(bound.adjusted() - 1)
    size = bound.quantize(place, ROUND_CEILING)
    return words.say("bound.size", size=exact(size, unit.of_a_difference, language=language))


def _written(
    value: Decimal,
    unit: Unit,
    bound: Decimal,
    digits: int | None,
    scale: str | None,
    signed: bool,
    style: str,
    language: str,
) -> str:
    words = pack(language)
    grain = _grain(value, unit, bound, digits, scale, words)
    stated = grain.round(value)
    if stated == 0 and (value or bound):
        # One step above the largest size it may have, for "less than" must be true of that too.
        limit = ((abs(value) + bound) // grain.place + 1) * grain.place
        return words.say("figure.below", limit=_printed(limit, unit, grain, "", style, words))
    sign = "" if not signed or stated == 0 else "plus" if stated > 0 else "minus"
    return _printed(abs(stated), unit, grain, sign, style, words)


def _grain(value: Decimal, unit: Unit, bound: Decimal, digits: int | None, scale: str | None, words: Pack) -> _Grain:
    """How finely a value is to be printed: the first step of its unit that can hold it."""
    _require_number(value)
    steps = [step for step in words.get(f"steps.{unit.kind}") if scale in (None, step["scale"])]
    if not steps:
        known = [step["scale"] for step in words.get(f"steps.{unit.kind}")]
        raise TradeError(f"{unit.kind} has no scale '{scale}'", remedy=near(str(scale), known))
    if not value and not bound:
        return _Grain("one", 0, 0)
    for step in steps:
        power = words.get("scales")[step["scale"]]["power"]
        grain = _Grain(step["scale"], power, step["digits"] if digits is None else digits)
        if step.get("whole") and not scale and (grain.digits > 0 or not grain.bears(bound)):
            continue
        while digits is None and not grain.bears(bound):
            grain = replace(grain, digits=grain.digits - 1)
        # A place as coarse as the next scale belongs to that scale: not "less than $10,000 million".
        if scale or "below" not in step or max(grain.round(abs(value)), grain.place) < decimal(step["below"]):
            break
    return _borne(grain, bound, unit)


def _borne(grain: _Grain, bound: Decimal, unit: Unit) -> _Grain:
    """The same grain; raises `TradeError` if it asks for a digit that the error of the value does not bear."""
    if grain.bears(bound):
        return grain
    most = grain
    while not most.bears(bound):
        most = replace(most, digits=most.digits - 1)
    raise Absent(
        f"a figure known only to {bound_text(bound, unit)} does not bear digits={grain.digits}",
        remedy="Leave 'digits' out" + (f", or ask for {most.digits} at most." if most.digits >= 0 else "."),
    )


def _printed(size: Decimal, unit: Unit, grain: _Grain, sign: str, style: str, words: Pack) -> str:
    """A size already rounded to its grain; `style` is long, short, exact or bare, `sign` plus, minus or nothing."""
    shown = size.scaleb(-grain.power).quantize(Decimal(1).scaleb(-max(grain.digits, 0)))
    number, sign = words.number(shown, grain.digits), words.get("signs")[sign] if sign else ""
    if style == "bare":
        return words.say("figure.bare", sign=sign, amount=number)
    if style == "long" and unit.kind == "count" and not sign:
        number = words.spelled(int(shown))
    elif style != "exact" and unit.kind == "rank":
        number = words.ordinal(int(shown), short=style == "short")
    scaled = "short" if style == "short" else "long"
    return words.say(
        f"figure.{style}.{unit.kind}",
        shown,
        sign=sign,
        unit=unit.code if style == "exact" else words.get("symbols").get(unit.code, unit.code),
        amount=words.say(f"scales.{grain.scale}.{scaled}", shown, number=number),
    )


def _require_number(value: Decimal) -> None:
    if not value.is_finite():
        raise TradeError("there is no number to print", remedy="Say that it is not known; missing is not zero.")
