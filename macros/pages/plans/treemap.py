"""What was sold or bought in one period, every product a tile: the chart "treemap"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.treemap import Treemap
from macros.charts.money import Percent
from macros.pages.plans.chapters import chapters, over_every_product, rest
from macros.pages.plans.plan import FLOWS, Plan
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_SHOWN = 24
_SMALLEST = 0.004  # of the whole; below that a tile is a speck


def treemap(sheet: Sheet, *, of: Figure | None = None) -> Plan:
    """Every chapter of a figure over every product as a tile as large as its amount: `of=goods_24`, declared with
    'goods_24: exports of every product, 2024'. The smallest make one tile; the table has them all.
    """
    figure, question = over_every_product(of, "a treemap needs")
    all_of_it = chapters(sheet, figure, question)
    words = pack("en")
    bars = [chapter.bar for chapter in all_of_it]
    whole = sum(bar.value for bar in bars)
    cut = sum(bar.value >= _SMALLEST * whole for bar in bars[:_SHOWN])
    shown = bars if cut >= len(bars) - 1 else bars[:cut]
    drawn, percent = Treemap(bars=(*shown, *rest(all_of_it[len(shown) :])), flow=FLOWS[question.measure]), Percent()
    columns = (words.say(f"chart.columns.{column}") for column in ("chapter", "name"))
    return Plan(
        facts=(figure.fact, *figure.fact.parts),
        subtitle=words.say(
            f"chart.treemap.{question.measure}",
            side=say.in_sentence(question.side),
            partner=say.in_sentence(question.partner),
            period=say.in_prose(figure.fact.period),
            total=drawn.money.full(drawn.total),
        ),
        header=(*columns, drawn.money.unit, percent.unit),
        rows=tuple(
            (one.code, one.name, drawn.money.bare(one.bar.amount), percent.bare(drawn.share(one.bar)))
            for one in all_of_it
        ),
        chart=drawn,
    )
