"""What was sold or bought in one period, by product: the chart "products"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.ranked_bars import RankedBars
from macros.pages.plans.chapters import chapters, over_every_product, rest
from macros.pages.plans.plan import FLOWS, Plan
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_SHOWN_PRODUCTS = 8


def products(sheet: Sheet, *, of: Figure | None = None) -> Plan:
    """The largest chapters of a figure over every product, as ranked bars: `of=goods_24`, declared with
    'goods_24: exports of every product, 2024'.
    """
    figure, question = over_every_product(of, "a chart of products needs")
    all_of_it = chapters(sheet, figure, question)
    words = pack("en")
    bars = [chapter.bar for chapter in all_of_it]
    shown = [replace(bars[0], emphasis=True), *bars[1:_SHOWN_PRODUCTS], *rest(all_of_it[_SHOWN_PRODUCTS:])]
    drawn = RankedBars(bars=tuple(shown), flow=FLOWS[question.measure])
    return Plan(
        facts=(figure.fact, *figure.fact.parts),
        subtitle=words.say(
            f"chart.subtitle.{question.measure}",
            side=say.in_sentence(figure.fact.measure.side),
            partner=say.in_sentence(figure.fact.measure.partner),
            period=say.in_prose(figure.fact.period),
            unit=drawn.money.unit,
        ),
        header=(*(words.say(f"chart.columns.{column}") for column in ("chapter", "name")), drawn.money.unit),
        rows=tuple((one.code, one.name, drawn.money.bare(one.bar.amount)) for one in all_of_it),
        chart=drawn,
    )
