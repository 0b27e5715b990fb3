"""Sums of money on a drawing. How they are written is for the words room; here they only share a scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from macros import words as say
from macros.units import USD
from macros.words.pack import pack

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in US$ million with the largest error it may have, which says how many of its digits may be written."""

    million: Decimal
    bound: Decimal = Decimal(0)

    @classmethod
    def of(cls, million: float, bound: float = 0.0) -> Amount:
        """The amount that a drawn number stands for: just the digits of that number, not its binary fraction."""
        return cls(Decimal(str(million)), Decimal(str(bound)))

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.million - other.million, self.bound + other.bound)

    @property
    def sign(self) -> int:
        """+1, −1, or 0 where rounding leaves open which."""
        return 0 if abs(self.million) <= self.bound else 1 if self.million > 0 else -1


@dataclass(frozen=True, slots=True)
class Money:
    """How one drawing writes its amounts: all in one scale of the phrase pack, and in one language."""

    scale: str = "million"
    language: str = "en"

    @classmethod
    def over(cls, millions: Iterable[float], language: str = "en") -> Money:
        """Millions; billions once the largest amount runs to five figures, plain dollars while it is below one."""
        largest = max(map(abs, millions))
        return cls("billion" if largest >= 10_000 else "million" if largest >= 1 else "one", language)

    @property
    def unit(self) -> str:
        """The unit of a bare number: "US$ million"."""
        return pack(self.language).say(f"chart.unit.{self.scale}")

    def full(self, amount: Amount, *, signed: bool = False) -> str:
        """An amount where there is room for words, and where it is spoken: "$1,640.8 million"."""
        return self._write(say.figure, amount, signed=signed)

    def short(self, amount: Amount) -> str:
        """An amount on a mark: "$1,640.8m"."""
        return self._write(say.figure, amount, short=True)

    def bare(self, amount: Amount, *, signed: bool = False) -> str:
        """An amount where the unit stands elsewhere: "593.2", "−116"."""
        return self._write(say.amount, amount, signed=signed)

    def tick(self, million: float, *, unit: bool, signed: bool = False) -> str:
        """A grid line's name in as few digits as it takes: "500", or with its unit "$1,500 million"."""
        value = Decimal(f"{million:.10g}") * _MILLION
        scaled = value.scaleb(-int(pack(self.language).get(f"scales.{self.scale}.power"))).normalize()
        write = say.figure if unit else say.amount
        digits = max(0, -int(scaled.as_tuple().exponent))
        return write(value, USD, scale=self.scale, digits=digits, signed=signed, language=self.language)

    def _write(self, how: Callable[..., str], amount: Amount, **style: bool) -> str:
        value, bound = amount.million * _MILLION, amount.bound * _MILLION
        return how(value, USD, bound=bound, scale=self.scale, language=self.language, **style)
