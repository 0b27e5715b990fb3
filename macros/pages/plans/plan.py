"""What a kind of chart is made of before it is drawn, and what the kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from macros.charts.drawing import Chart
from macros.facts.fact import Fact
from macros.store.events import Dated

_MILLION = 1_000_000
FLOWS = {"exports": "sold", "imports": "bought"}
"""What each flow is called on a chart; `Question.side` sells its exports and buys its imports."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A chart before it is drawn: the facts it rests on, the words around it, and its table.

    `source` is said where the facts cannot say it themselves; `events` are the dated events that it marks, each with its
    own source.
    """

    facts: tuple[Fact, ...]
    subtitle: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart
    source: str = ""
    events: tuple[Dated, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A chart that a page asked for: where it stands, what it rests on, and its headline as HTML."""

    id: str
    page: str
    plan: Plan
    headline: Markup

    @property
    def html_id(self) -> str:
        """The id of its frame on the page."""
        return f"chart-{self.id}"

    @property
    def job(self) -> tuple[str, Chart]:
        """What is asked of the renderer."""
        return self.html_id, self.plan.chart

    @property
    def address(self) -> str:
        """Where its files are below the site's root, without the ending."""
        return f"charts/{self.page.strip('/') or 'index'}/{self.id}"

    @cached_property
    def title(self) -> str:
        """The headline as plain text."""
        return self.headline.striptags()


def million(value: Decimal | int) -> float:
    """US dollars as the US$ million that charts are drawn in."""
    return float(value / _MILLION)


def capital(text: str) -> str:
    """The text with its first letter large: "Kenya’s", "The United States"."""
    return text[0].upper() + text[1:]
