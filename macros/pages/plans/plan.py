"""What a kind of chart is made of before it is drawn, and what the kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.charts.drawing import Chart
from macros.facts.fact import Fact

_MILLION = 1_000_000
FLOWS = {"exports": "sold", "imports": "bought"}
"""What each flow is called on a chart; `Question.side` sells its exports and buys its imports."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A chart before it is drawn: the facts it rests on, the words around it, and its table."""

    facts: tuple[Fact, ...]
    subtitle: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart


def million(value: Decimal | int) -> float:
    """US dollars as the US$ million that charts are drawn in."""
    return float(value / _MILLION)


def capital(text: str) -> str:
    """The text with its first letter large: "Kenya’s", "The United States"."""
    return text[0].upper() + text[1:]
