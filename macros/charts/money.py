"""Amounts on a drawing, in US$ million or in per cent. How they are written is for the words room; here they share a scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Protocol

from macros import words as say
from macros.units import PERCENT, USD
from macros.words.pack import pack

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A drawn value with the largest error it may have, which says how many of its digits may be written."""

    value: Decimal
    bound: Decimal = Decimal(0)

    @classmethod
    def of(cls, value: float, bound: float = 0.0) -> Amount:
        """The amount that a drawn number stands for: just the digits of that number, not its binary fraction."""
        return cls(Decimal(str(value)), Decimal(str(bound)))

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.value - other.value, self.bound + other.bound)

    @property
    def sign(self) -> int:
        """+1, −1, or 0 where rounding leaves open which."""
        return 0 if abs(self.value) <= self.bound else 1 if self.value > 0 else -1


class Writer(Protocol):
    """How one drawing writes its amounts, all alike."""

    @property
    def language(self) -> str:
        """The language of its words and digits."""

    @property
    def unit(self) -> str:
        """The unit of a bare number: "US$ million", "%"."""

    def full(self, amount: Amount, *, signed: bool = False) -> str:
        """An amount where there is room for words, and where it is spoken: "$1,640.8 million"."""

    def short(self, amount: Amount) -> str:
        """An amount on a mark: "$1,640.8m"."""

    def bare(self, amount: Amount, *, signed: bool = False) -> str:
        """An amount where the unit stands elsewhere: "593.2", "−116"."""

    def tick(self, value: float, *, unit: bool, signed: bool = False) -> str:
        """A grid line's name in as few digits as it takes: "500", or with its unit "$1,500 million"."""


@dataclass(frozen=True, slots=True)
class Money:
    """Sums in US$ million, all written in one scale of the phrase pack."""

    scale: str = "million"
    language: str = "en"

    @classmethod
    def over(cls, millions: Iterable[float], language: str = "en") -> Money:
        """Millions; billions once the largest amount runs to five figures, plain dollars while it is below one."""
        largest = max(map(abs, millions))
        return cls("billion" if largest >= 10_000 else "million" if largest >= 1 else "one", language)

    @property
    def unit(self) -> str:
        return pack(self.language).say(f"chart.unit.{self.scale}")

    def full(self, amount: Amount, *, signed: bool = False) -> str:
        return self._write(say.figure, amount, signed=signed)

    def short(self, amount: Amount) -> str:
        return self._write(say.figure, amount, short=True)

    def bare(self, amount: Amount, *, signed: bool = False) -> str:
        return self._write(say.amount, amount, signed=signed)

    def tick(self, value: float, *, unit: bool, signed: bool = False, short: bool = False) -> str:
        """`short` is for a panel too small for the unit's word: "$15bn"."""
        dollars = Decimal(f"{value:.10g}") * _MILLION
        scaled = dollars.scaleb(-int(pack(self.language).get(f"scales.{self.scale}.power"))).normalize()
        write = partial(say.figure, short=short) if unit else say.amount
        digits = max(0, -int(scaled.as_tuple().exponent))
        return write(dollars, USD, scale=self.scale, digits=digits, signed=signed, language=self.language)

    def _write(self, how: Callable[..., str], amount: Amount, **style: bool) -> str:
        value, bound = amount.value * _MILLION, amount.bound * _MILLION
        return how(value, USD, bound=bound, scale=self.scale, language=self.language, **style)


@dataclass(frozen=True, slots=True)
class Percent:
    """Shares and rates, in per cent of something that the words around the drawing name."""

    language: str = "en"

    @property
    def unit(self) -> str:
        return pack(self.language).say("chart.unit.percent")

    def full(self, amount: Amount, *, signed: bool = False) -> str:
        return self._write(say.figure, amount, signed=signed)

    def short(self, amount: Amount) -> str:
        return self._write(say.figure, amount)

    def bare(self, amount: Amount, *, signed: bool = False) -> str:
        return self._write(say.amount, amount, signed=signed)

    def tick(self, value: float, *, unit: bool, signed: bool = False) -> str:
        number = Decimal(f"{value:.10g}").normalize()
        digits = max(0, -int(number.as_tuple().exponent))
        write = say.figure if unit else say.amount
        return write(number, PERCENT, scale="one", digits=digits, signed=signed, language=self.language)

    def _write(self, how: Callable[..., str], amount: Amount, *, signed: bool = False) -> str:
        return how(amount.value, PERCENT, bound=amount.bound, scale="one", signed=signed, language=self.language)
