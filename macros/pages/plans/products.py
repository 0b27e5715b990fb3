"""What was sold or bought in one period, by product: the chart "products"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.values import Bar
from macros.errors import TradeError
from macros.facts.view import ALL_PRODUCTS
from macros.pages.plans.plan import FLOWS, Plan, million
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_SHOWN_PRODUCTS = 8


def products(sheet: Sheet, *, of: Figure | None = None) -> Plan:
    """The largest chapters of a figure over every product, as ranked bars: `of=goods_24`, declared with
    'goods_24: exports of every product, 2024'.
    """
    question = getattr(of, "question", None)
    if of is None or question is None or question.products != ALL_PRODUCTS or question.measure not in FLOWS:
        raise TradeError(
            "a chart of products needs a figure over every product",
            remedy="Declare one, such as 'goods_24: exports of every product, 2024', and give of=goods_24.",
        )
    words = pack("en")
    titles = sheet.scope.view.record(question).passport.products
    largest = sorted(of.fact.parts, key=lambda part: -part.value)
    codes = [part.measure.products[0] for part in largest]
    bars = [
        Bar(name=titles.get(code, f"HS {code}"), value=million(part.value), bound=million(part.bound))
        for code, part in zip(codes, largest, strict=True)
    ]
    shown = [replace(bars[0], emphasis=True), *bars[1:_SHOWN_PRODUCTS]]
    if rest := largest[_SHOWN_PRODUCTS:]:
        name = words.say("chart.names.rest", len(rest), number=words.number(len(rest)))
        value, bound = (million(sum(part.value for part in rest)), million(sum(part.bound for part in rest)))
        shown.append(Bar(name=name, value=value, bound=bound, rest=True))
    drawn = RankedBars(bars=tuple(shown), flow=FLOWS[question.measure])
    return Plan(
        facts=(of.fact, *of.fact.parts),
        subtitle=words.say(
            f"chart.subtitle.{question.measure}",
            side=say.in_sentence(sheet.scope.side),
            partner=say.in_sentence(sheet.scope.partner),
            period=say.in_prose(of.fact.period),
            unit=drawn.money.unit,
        ),
        header=(*(words.say(f"chart.columns.{column}") for column in ("chapter", "name")), drawn.money.unit),
        rows=tuple((code, bar.name, drawn.money.bare(bar.amount)) for code, bar in zip(codes, bars, strict=True)),
        chart=drawn,
    )
