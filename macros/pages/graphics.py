"""Charts as a writer asks for them: `{{ chart("two-way", since=1992, headline=…) }}`.

Here a page's record is turned into the plain values that the charts room draws. The macro leaves a mark in the page; the
drawing is made once the site is built, and stands where the mark was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from macros import words as say
from macros.charts.balance_bars import balance_bars
from macros.charts.drawing import Drawing
from macros.charts.frame import figure as framed
from macros.charts.ranked_bars import ranked_bars
from macros.charts.two_way import two_way
from macros.charts.values import Bar, Names, PartYear, Year
from macros.errors import TradeError, near
from macros.facts.fact import Fact
from macros.facts.view import ALL_PRODUCTS, Question
from macros.pages import receipts
from macros.periods import Period

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_MILLION = 1_000_000
_SHOWN_PRODUCTS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A chart before it is drawn: its facts, the words around it, and how to draw it."""

    facts: tuple[Fact, ...]
    subtitle: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    draw: Callable[[str], Drawing]


def chart(sheet: Sheet, kind: str, *, headline: str, since: int = 0, of: Figure | None = None, id: str = "") -> str:
    """A chart in its frame. `headline` says what it shows: words of a claim, for a chart asserts something.

    `{{ chart("two-way", since=1992, headline=claim(sold > bought, "Kenya now sells more than it buys")) }}`

    Kinds: "two-way" (bought and sold by year), "balance" (their difference), both from `since` to the latest full year
    with the months of a year that is not over beside them; "products" (`of` a figure over every product).
    """
    if kind not in _KINDS:
        raise TradeError(f"there is no chart '{kind}'", remedy=near(kind, _KINDS))
    name = f"chart-{id or kind}"
    if sheet.is_recording and name in sheet.said.drawings:
        raise TradeError(
            f"the page has a chart '{id or kind}' already", remedy='Give this one an id of its own: id="…".'
        )
    plan = _KINDS[kind](sheet, since, of)
    if sheet.is_recording:
        sheet.said.drawings[name] = cache(lambda: _framed(sheet, name, plan, headline))
        sheet.note_chart(str(Markup(headline).striptags()), plan.facts)
    return str(Markup('<div data-chart="{}"></div>').format(name))


def _framed(sheet: Sheet, name: str, plan: Plan, headline: str) -> Markup:
    return Markup(
        framed(
            plan.draw(name),
            headline=headline if "<" in headline else str(escape(headline)),
            subtitle=str(escape(plan.subtitle)),
            source=receipts.source_line(plan.facts, sheet.source.passport),
            header=plan.header,
            rows=plan.rows,
        )
    )


def _flows(sheet: Sheet, since: int, of: Figure | None) -> tuple[list[tuple[Fact, Fact]], list[tuple[Fact, Fact]]]:
    """What was sold and bought in each full year, and in the months of a year that is not over and of the one before."""
    if of is not None:
        raise TradeError("this chart is of all trade with the partner and takes no 'of'", remedy="Leave 'of' out.")
    asked = Question(
        measure="exports",
        period=Period.year(2000),
        side=sheet.scope.side,
        partner=sheet.scope.partner,
        as_of=sheet.scope.pinned,
    )
    latest = sheet.scope.view.latest(asked)
    full = latest.last_year if latest.last % 12 == 11 else latest.last_year - 1
    begins = sheet.scope.view.begins(asked)
    if not since:
        since = begins.first_year + (begins.first % 12 > 0)
    if since < begins.first_year or since > full - 1:
        raise TradeError(
            f"a chart since {since} cannot be drawn",
            remedy=f"The record has full years from {begins.first_year} to {full}.",
        )

    def pair(period: Period) -> tuple[Fact, Fact]:
        sold, bought = (
            sheet.scope.view.ask(replace(asked, measure=flow, period=period)) for flow in ("exports", "imports")
        )
        return sold, bought

    part = Period(latest.last_year * 12, latest.last)
    return (
        [pair(Period.year(year)) for year in range(since, full + 1)],
        [] if part.is_year else [pair(part.year_earlier), pair(part)],
    )


def _plan_flows(sheet: Sheet, since: int, of: Figure | None, measured: str, draw: Callable[..., Drawing]) -> Plan:
    years, halves = _flows(sheet, since, of)
    part = None
    if halves:
        period = halves[1][0].period
        part = PartYear(
            label=f"{say.months_only(period)} only", short=f"{say.months_only(period, short=True)} only",
            before=_year(*halves[0]), now=_year(*halves[1]),
        )  # fmt: skip
    partner, side = say.short(sheet.scope.partner), say.in_sentence(sheet.scope.side)
    names = Names(sold=f"Sold to {partner}", bought=f"Bought from {partner}",
                  surplus=f"{_capital(side)} in surplus", deficit=f"{_capital(side)} in deficit")  # fmt: skip
    span = f"full years {years[0][0].period} to {years[-1][0].period}"
    if halves:
        before, now = (pair[0].period for pair in halves)
        span += f", and {say.months_only(now)} of {before.first_year} and {now.first_year}"
    return Plan(
        facts=tuple(fact for pair in years + halves for fact in pair),
        subtitle=measured.format(
            whose=_capital(say.of_place(sheet.scope.side)), partner=say.in_sentence(sheet.scope.partner)
        )
        + f"; US$ million, {span}",
        header=("", names.sold, names.bought, "Balance"),
        rows=tuple(_row(*pair) for pair in years + halves),
        draw=lambda name: draw(name, [_year(*pair) for pair in years], names, part=part),
    )


def _plan_products(sheet: Sheet, since: int, of: Figure | None) -> Plan:
    if of is None or of.question is None or of.question.products != ALL_PRODUCTS:
        raise TradeError(
            "a chart of products needs a figure over every product",
            remedy="Declare one, such as 'goods_24: exports of every product, 2024', and give of=goods_24.",
        )
    names = sheet.scope.view.record(of.question).passport.products
    largest = sorted(of.fact.parts, key=lambda part: -part.value)
    shown, rest = largest[:_SHOWN_PRODUCTS], largest[_SHOWN_PRODUCTS:]
    label = {fact: names.get(fact.measure.products[0], f"HS {fact.measure.products[0]}") for fact in largest}
    bars = [Bar(name=label[fact], value=float(fact.value / _MILLION), emphasis=fact is shown[0]) for fact in shown]
    if rest:
        bars.append(
            Bar(name=f"{len(rest)} other chapters", value=float(sum(f.value for f in rest) / _MILLION), rest=True)
        )
    verb = "sold to" if of.fact.measure.kind == "exports" else "bought from"
    return Plan(
        facts=(of.fact, *of.fact.parts),
        subtitle=f"What {say.in_sentence(sheet.scope.side)} {verb} {say.in_sentence(sheet.scope.partner)} in {say.in_prose(of.fact.period)}, "
        "by chapter of the Harmonized System; US$ million",
        header=("Chapter", "", "US$ million"),
        rows=tuple((f.measure.products[0], label[f], _million(f)) for f in largest),
        draw=lambda name: ranked_bars(name, bars, flow="sold" if verb == "sold to" else "bought"),
    )


_KINDS: dict[str, Callable[[Sheet, int, Figure | None], Plan]] = {
    "two-way": lambda sheet, since, of: _plan_flows(sheet, since, of, "{whose} goods trade with {partner}", two_way),
    "balance": lambda sheet, since, of: _plan_flows(
        sheet, since, of, "{whose} goods balance with {partner} (sold less bought)", balance_bars
    ),
    "products": _plan_products,
}


def _year(sold: Fact, bought: Fact) -> Year:
    return Year(year=sold.period.first_year, sold=float(sold.value / _MILLION), bought=float(bought.value / _MILLION))


def _row(sold: Fact, bought: Fact) -> tuple[str, ...]:
    gap = sold.value - bought.value
    bound = sold.bound + bought.bound
    balance = say.figure(gap, sold.unit, bound=bound, scale="million", signed=True)
    return say.label(sold.period), _million(sold), _million(bought), balance


def _million(fact: Fact) -> str:
    """A table's cell, with no digit that the figure does not bear."""
    return say.figure(fact.value, fact.unit, bound=fact.bound, scale="million")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
