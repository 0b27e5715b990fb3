"""What a chart is given: plain values in US$ million, and the words to set beside them.

Missing is `None` and stays a gap. What cannot be drawn truly is refused here, before anything is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros import words as say
from macros.charts.money import Amount
from macros.errors import TradeError
from macros.periods import Period
from macros.words.pack import pack


@dataclass(frozen=True, kw_only=True, slots=True)
class Both:
    """What was sold and bought in one step of time, each with the largest error it may have.

    `None` is a figure that is not known. Each kind of step counts its own: `at` is the next whole number for the next.
    """

    sold: float | None
    bought: float | None
    sold_bound: float = 0.0
    bought_bound: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("sold", self.sold), ("bought", self.bought)):
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise TradeError(
                    f"{name} in {self.named()} is {value}, which is not an amount of goods",
                    remedy="Give a number from zero up, or None where there is no figure.",
                )

    @property
    def balance(self) -> float | None:
        """Sold less bought, if both are known."""
        return None if self.sold is None or self.bought is None else self.sold - self.bought

    def amount(self, of: str) -> Amount:
        """What was sold or bought, or the balance, as it may be written; to be asked only where it is known."""
        if of == "balance":
            return self.amount("sold") - self.amount("bought")
        return Amount.of(getattr(self, of), getattr(self, f"{of}_bound"))

    @property
    def at(self) -> int:
        """Where it stands in its time."""
        raise NotImplementedError

    def named(self, language: str = "en") -> str:
        """When it is: "2025", "July 2026"."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)  # no slots, which Python restores one by one
class Year(Both):
    """Both in a year, or in some months of it."""

    year: int

    @property
    def at(self) -> int:
        return self.year

    def named(self, language: str = "en") -> str:
        return str(self.year)


@dataclass(frozen=True, kw_only=True)  # no slots, which Python restores one by one
class Month(Both):
    """Both in a month, counted as in `Period`, or summed over the 12 months to it."""

    month: int
    rolling: bool = False

    @property
    def at(self) -> int:
        return self.month

    def named(self, language: str = "en") -> str:
        month = say.label(Period(self.month, self.month), language=language)
        return pack(language).say("chart.months.ending", month=month) if self.rolling else month


@dataclass(frozen=True, kw_only=True, slots=True)
class PartYear:
    """The months of a year that is not over, beside the same months of the year before.

    `label` heads the panel ("January–July only"), `short` where there is little room ("Jan–Jul only").
    """

    label: str
    before: Year
    now: Year
    short: str = ""

    def __post_init__(self) -> None:
        if self.now.year != self.before.year + 1:
            raise TradeError(
                f"{self.label}: {self.now.year} does not follow {self.before.year}",
                remedy="Give the same months of the year before.",
            )
        if self.now.balance is None or self.before.balance is None:
            raise TradeError(
                f"{self.label}: a figure of {self.before.year} or {self.now.year} is missing",
                remedy="Leave the part-year out until both sides of both years are published.",
            )

    @property
    def largest(self) -> float:
        """The largest of its four amounts."""
        return max(value for one in (self.before, self.now) for value in (one.sold, one.bought) if value is not None)

    @property
    def brief(self) -> str:
        """The shortest heading there is."""
        return self.short or self.label


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The words set on the marks, from the side that the page speaks from, and the language of amounts."""

    sold: str
    bought: str
    surplus: str
    deficit: str
    language: str = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One ranked amount. `emphasis` picks it out from the rest; `rest` marks the group of all others, drawn last."""

    name: str
    value: float
    bound: float = 0.0
    emphasis: bool = False
    rest: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value >= 0):
            raise TradeError(
                f"'{self.name}' is {self.value}, which cannot be a bar from zero",
                remedy="Give an amount from zero up; leave out what has no figure, and say so in the text.",
            )

    @property
    def amount(self) -> Amount:
        """The value as it may be written."""
        return Amount.of(self.value, self.bound)


def require_order(steps: Sequence[Both]) -> None:
    """Raise unless the years or months run from first to last, each once."""
    for one, following in pairwise(steps):
        if one.at >= following.at:
            raise TradeError(
                f"{following.named()} is given after {one.named()}",
                remedy=f"Give each {type(one).__name__.casefold()} once, in order, from one vintage.",
            )
