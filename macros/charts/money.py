"""How amounts are written on a drawing. Templates and separators are data, so that another language is a `Money`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Money:
    """A way to write amounts given in US$ million: `per` million make one unit of it."""

    axis: str  # the top grid line, which names the unit
    value: str  # an amount standing alone
    per: float = 1.0
    decimal: str = "."
    group: str = ","

    def number(self, amount: float, *, signed: bool = False) -> str:
        """The amount to one decimal, or to its first digit if less: 1,640.8; +323.2 and −120.2 when signed."""
        places = 1
        while places < 6 and amount and not round(amount / self.per, places):
            places += 1  # what is small is not zero
        return self._written(amount, places, signed)

    def labelled(self, amount: float) -> str:
        """The amount with its unit: $1,640.8m."""
        return self.value.format(self.number(amount))

    def tick(self, amount: float, *, unit: bool, signed: bool = False) -> str:
        """A grid line's name in as few digits as it takes: 500, or $1,500 million with its unit."""
        plain = f"{abs(amount) / self.per:.6f}".rstrip("0").rstrip(".")
        places = len(plain.partition(".")[2])
        text = self._written(abs(amount), places, False)
        return self._sign(amount, signed) + (self.axis.format(text) if unit else text)

    def _written(self, amount: float, places: int, signed: bool) -> str:
        shown = round(amount / self.per, places)
        text = f"{abs(shown):,.{places}f}".translate({ord(","): self.group, ord("."): self.decimal})
        return self._sign(shown, signed) + text

    @staticmethod
    def _sign(amount: float, signed: bool) -> str:
        if amount < 0:
            return "−"
        return "+" if signed and amount > 0 else ""


MILLION = Money(axis="${} million", value="${}m")
BILLION = Money(axis="${} billion", value="${}bn", per=1000)
