"""A figure over every product, chapter by chapter: what the charts of products share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.charts.values import Bar
from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.facts.view import ALL_PRODUCTS, Question
from macros.pages.figure import Figure
from macros.pages.plans.plan import FLOWS, million
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the Harmonized System with its part of a figure."""

    code: str
    name: str
    fact: Fact

    @property
    def bar(self) -> Bar:
        """The chapter as a chart takes it."""
        return Bar(name=self.name, value=million(self.fact.value), bound=million(self.fact.bound))


def over_every_product(of: object, what: str) -> tuple[Figure, Question]:
    """A figure over every product and what it asks; raises where it is no such figure: "a treemap needs …"."""
    question: Question | None = getattr(of, "question", None)
    if (
        not isinstance(of, Figure)
        or question is None
        or question.products != ALL_PRODUCTS
        or question.measure not in FLOWS
    ):
        raise TradeError(
            f"{what} a figure over every product",
            remedy="Declare one, such as 'goods_24: exports of every product, 2024', and give of=goods_24.",
        )
    return of, question


def chapters(sheet: Sheet, of: Figure, question: Question) -> list[Chapter]:
    """The chapters of a figure over every product, the largest first."""
    titles = sheet.scope.view.record(question).passport.products
    largest = sorted(of.fact.parts, key=lambda part: (-part.value, part.measure.products))
    return [Chapter(code, titles.get(code, f"HS {code}"), part) for part in largest for code in part.measure.products]


def rest(others: Sequence[Chapter]) -> list[Bar]:
    """All others as one bar, if there are any."""
    if not others:
        return []
    words = pack("en")
    name = words.say("chart.names.rest", len(others), number=words.number(len(others)))
    value, bound = (
        million(sum(one)) for one in zip(*((each.fact.value, each.fact.bound) for each in others), strict=True)
    )
    return [Bar(name=name, value=value, bound=bound, rest=True)]
