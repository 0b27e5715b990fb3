"""What was sold or bought in one period, every product a tile: the chart "treemap"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.treemap import Treemap
from macros.charts.money import Percent
from macros.charts.values import Bar
from macros.errors import TradeError
from macros.facts.view import ALL_PRODUCTS
from macros.pages.plans.plan import FLOWS, Plan, million
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
    question = getattr(of, "question", None)
    if of is None or question is None or question.products != ALL_PRODUCTS or question.measure not in FLOWS:
        raise TradeError(
            "a treemap needs a figure over every product",
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
    whole = sum(bar.value for bar in bars)
    cut = sum(bar.value >= _SMALLEST * whole for bar in bars[:_SHOWN])
    shown = bars if cut >= len(bars) - 1 else bars[:cut]
    if rest := largest[len(shown) :]:
        name = words.say("chart.names.rest", len(rest), number=words.number(len(rest)))
        value, bound = million(sum(part.value for part in rest)), million(sum(part.bound for part in rest))
        shown = [*shown, Bar(name=name, value=value, bound=bound, rest=True)]
    drawn, percent = Treemap(bars=tuple(shown), flow=FLOWS[question.measure]), Percent()
    columns = (words.say(f"chart.columns.{column}") for column in ("chapter", "name"))
    return Plan(
        facts=(of.fact, *of.fact.parts),
        subtitle=words.say(
            f"chart.treemap.{question.measure}",
            side=say.in_sentence(question.side),
            partner=say.in_sentence(question.partner),
            period=say.in_prose(of.fact.period),
            total=drawn.money.full(drawn.total),
        ),
        header=(*columns, drawn.money.unit, percent.unit),
        rows=tuple(
            (code, bar.name, drawn.money.bare(bar.amount), percent.bare(drawn.share(bar)))
            for code, bar in zip(codes, bars, strict=True)
        ),
        chart=drawn,
    )
