"""Units, and what may be done with them: a dollar is not a percentage, and a percentage is not a percentage point.

Values are kept in the base unit (whole US dollars, per cent, times); a scale such as "US$ million" only says how a
source wrote them or how a table prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.errors import TradeError, near


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `kind` is money, percent, percentage point, ratio or count; `code` names the currency or thing."""

    kind: str
    code: str = ""

    def __str__(self) -> str:
        return self.code or self.kind

    def require(self, other: Unit, doing: str) -> None:
        """Raise unless `other` is the same unit; `doing` completes "cannot ...", such as "compare"."""
        if self != other:
            raise TradeError(f"cannot {doing} {self} and {other}", remedy="Both must have the same unit.")

    @property
    def of_a_difference(self) -> Unit:
        """The unit of one value less another: percentages differ by percentage points."""
        return PERCENTAGE_POINT if self == PERCENT else self


USD = Unit("money", "US$")
PERCENT = Unit("percent", "%")
PERCENTAGE_POINT = Unit("percentage point", "percentage points")
RATIO = Unit("ratio", "times")
COUNT = Unit("count")
RANK = Unit("rank")

_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_UNITS = {
    "US$": USD,
    "USD": USD,
    "$": USD,
    "%": PERCENT,
    "percent": PERCENT,
    "percentage points": PERCENTAGE_POINT,
    "times": RATIO,
}


def parse(text: str) -> tuple[Unit, Decimal]:
    """The unit and the scale that a source or a register writes: `US$ million` is `(USD, 1000000)`."""
    code, _, scale = text.strip().partition(" ")
    if _UNITS.get(code) == USD and scale.strip() in _SCALES:
        return USD, Decimal(10) ** _SCALES[scale.strip()]
    if text.strip() in _UNITS:
        return _UNITS[text.strip()], Decimal(1)
    names = [*(f"US$ {scale}".strip() for scale in _SCALES), "%", "percentage points", "times"]
    raise TradeError(f"'{text}' is not a unit", remedy=near(text, names))
