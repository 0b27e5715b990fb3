"""The classes of a map: round limits, a colour for each class, and the class of each amount.

A surplus takes the three tones of what is sold and a deficit those of what is bought; an amount of one flow takes the three
tones of that flow. Of a change, rises take the flow's hue and falls are grey: a fall in what is sold is nothing bought.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from macros.charts.money import Amount
from macros.errors import TradeError

_ROUND = (1.0, 2.0, 5.0)
_DEFICITS, _SURPLUSES = ("d3", "d2", "d1"), ("s1", "s2", "s3")
_FALLS = ("rule-2", "faint")
_TONES = {"sold": _SURPLUSES, "bought": ("d1", "d2", "d3")}
_ON = {"s3": "on-s3", "d3": "on-d3", "duty": "paper"}


@dataclass(frozen=True, slots=True)
class Classes:
    """The colours of the classes from the lowest up, and the limits between them, in the unit of the amounts.

    Of signed amounts, those that rounding cannot tell from zero belong to no class (`of` gives None).
    """

    tones: tuple[str, ...]
    limits: tuple[float, ...]
    signed: bool

    def of(self, amount: Amount) -> int | None:
        """The number of an amount's class, from 0; an amount on a limit belongs to the class above it."""
        if self.signed and not amount.sign:
            return None
        return bisect_right(self.limits, float(amount.value))

    @property
    def zero(self) -> int:
        """The number of the first class above zero; that after the last where all are below."""
        if not self.signed or self.limits[0] > 0:
            return 0
        return bisect_right(self.limits, 0.0) if self.limits[-1] >= 0 else len(self.tones)


def classes(amounts: Sequence[Amount], of: str, flow: str) -> Classes:
    """The classes for a map of levels, balances or changes (`of`); `flow` is the hue, "sold" or "bought".

    Raises `TradeError` where there is nothing to class: no amount, or none that is certainly other than zero.
    """
    signed = of != "level"
    sizes = sorted(abs(float(amount.value)) for amount in amounts if (amount.sign if signed else amount.value))
    if not sizes:
        raise TradeError(
            "every amount is zero, or too small to tell from zero" if amounts else "no place has a figure",
            remedy="Say so in a sentence: there is nothing to colour.",
        )
    if not signed:
        return Classes(_TONES[flow], _limits(sizes, 0.55, 0.85), signed)
    high: tuple[str, ...]
    low: tuple[str, ...]
    above = any(amount.sign > 0 for amount in amounts)
    below = any(amount.sign < 0 for amount in amounts)
    if of == "change":
        limits, high, low = _limits(sizes, 0.5), _TONES[flow][1:], _FALLS
    else:
        limits, high, low = _limits(sizes, 0.5, 0.9), _SURPLUSES, _DEFICITS
    tones = (low if below else ()) + (high if above else ())
    under = tuple(-limit for limit in reversed(limits)) if below else ()
    return Classes(tones, under + ((0.0,) if above and below else ()) + (limits if above else ()), signed)


def on(tone: str) -> str:
    """The ink of words on a class."""
    return _ON.get(tone, "ink")


def _limits(sizes: Sequence[float], *shares: float) -> tuple[float, ...]:
    """Round numbers near the sizes that leave so large a share below them, each larger than the one before."""
    found: list[float] = []
    for share in shares:
        limit = _nearest_round(sizes[min(len(sizes) - 1, int(share * len(sizes)))])
        if found and limit <= found[-1]:
            limit = _nearest_round(found[-1] * 2.2)
        found.append(limit)
    return tuple(found)


def _nearest_round(size: float) -> float:
    power = math.floor(math.log10(size))
    choices = [_scaled(digit, power + extra) for extra in (0, 1) for digit in _ROUND]
    return min(choices, key=lambda choice: abs(math.log(choice / size)))


def _scaled(digit: float, power: int) -> float:
    # Dividing by a power of ten gives 0.2, where multiplying by a negative one gives 0.2000…01.
    return digit * 10.0**power if power >= 0 else digit / 10.0**-power
