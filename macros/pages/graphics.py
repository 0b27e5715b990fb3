"""Charts as a writer asks for them: `{{ chart("two-way", since=1992, headline=…) }}`.

A kind of chart is one function here, entered in `KINDS`: it asks the page's record for facts and makes a `Plan`. Its
named arguments are the options that a writer may give, its docstring is what a writer reads of it. The macro leaves a
mark in the page; the drawing is made once the site is built, and stands where the mark was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from macros import words as say
from macros.charts.balance_bars import BalanceBars
from macros.charts.drawing import Chart, draw
from macros.charts.frame import figure as framed
from macros.charts.money import Money
from macros.charts.ranked_bars import RankedBars
from macros.charts.two_way import TwoWay
from macros.charts.values import Bar, Names, PartYear, Year
from macros.errors import TradeError, near
from macros.facts.fact import Fact
from macros.facts.view import ALL_PRODUCTS, Question
from macros.pages import receipts
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_MILLION = 1_000_000
_SHOWN_PRODUCTS = 8
_FLOWS = {"exports": "sold", "imports": "bought"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A chart before it is drawn: the facts it rests on, the words around it, and its table."""

    facts: tuple[Fact, ...]
    subtitle: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart


def chart(sheet: Sheet, kind: str = "", *unnamed: object, headline: str = "", id: str = "", **options: object) -> str:
    """A chart in its frame. `headline` says what it shows: words of a claim, for a chart asserts something.

    `{{ chart("two-way", since=1992, headline=claim(sold > bought, "Kenya now sells more than it buys")) }}`

    The kinds, and the options of each, are those of `KINDS`. A second chart of one kind needs an `id` of its own.
    """
    if kind not in KINDS:
        raise TradeError(f"there is no chart '{kind}'", remedy=near(str(kind), KINDS))
    if unnamed:
        raise TradeError(f"nothing says what {unnamed[0]!r} is", remedy="Name it, as in since=1992 or headline=….")
    known = {"headline", "id", *signature(KINDS[kind]).parameters} - {"sheet"}
    for option in options:
        if option not in known:
            raise TradeError(f"the chart '{kind}' has no option '{option}'", remedy=near(option, known))
    if not str(headline).strip():
        raise TradeError(f"the chart '{kind}' has no headline", remedy='Say what it shows: headline="…".')
    if not re.fullmatch(r"[\w-]*", str(id), re.ASCII):
        raise TradeError(f"'{id}' cannot be an id", remedy="Use letters, digits and hyphens, such as 'clothing'.")
    name = f"chart-{id or kind}"
    if sheet.is_recording and name in sheet.said.drawings:
        raise TradeError(
            f"the page has a chart '{id or kind}' already", remedy='Give this one an id of its own: id="…".'
        )
    plan = KINDS[kind](sheet, **options)
    if sheet.is_recording:
        # A headline with a claim in it is HTML already; a plain one is not.
        title = Markup(headline) if "<" in str(headline) else escape(headline)
        sheet.said.drawings[name] = cache(lambda: _framed(name, plan, title, sheet))
        sheet.note_chart(title.striptags(), plan.facts)
    return str(Markup('<div data-chart="{}"></div>').format(name))


def two_way(sheet: Sheet, *, since: object = None) -> Plan:
    """What was bought and sold by year, as two lines with the balance shaded between them.

    From `since`, or from the first full year on record, to the latest full year. The months of a year that is not over
    stand beside them, with the same months of the year before.
    """
    return _by_year(sheet, since, TwoWay, "flows")


def balance(sheet: Sheet, *, since: object = None) -> Plan:
    """What was sold less what was bought, as a bar for each year; the years are those of "two-way"."""
    return _by_year(sheet, since, BalanceBars, "balance")


def products(sheet: Sheet, *, of: Figure | None = None) -> Plan:
    """The largest chapters of a figure over every product, as ranked bars: `of=goods_24`, declared with
    'goods_24: exports of every product, 2024'.
    """
    question = getattr(of, "question", None)
    if of is None or question is None or question.products != ALL_PRODUCTS or question.measure not in _FLOWS:
        raise TradeError(
            "a chart of products needs a figure over every product",
            remedy="Declare one, such as 'goods_24: exports of every product, 2024', and give of=goods_24.",
        )
    words = pack("en")
    titles = sheet.scope.view.record(question).passport.products
    largest = sorted(of.fact.parts, key=lambda part: -part.value)
    codes = [part.measure.products[0] for part in largest]
    bars = [
        Bar(name=titles.get(code, f"HS {code}"), value=_million(part.value), bound=_million(part.bound))
        for code, part in zip(codes, largest, strict=True)
    ]
    shown = [replace(bars[0], emphasis=True), *bars[1:_SHOWN_PRODUCTS]]
    if rest := largest[_SHOWN_PRODUCTS:]:
        name = words.say("chart.names.rest", len(rest), number=words.number(len(rest)))
        value, bound = (_million(sum(part.value for part in rest)), _million(sum(part.bound for part in rest)))
        shown.append(Bar(name=name, value=value, bound=bound, rest=True))
    drawn = RankedBars(bars=tuple(shown), flow=_FLOWS[question.measure])
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


KINDS: dict[str, Callable[..., Plan]] = {"two-way": two_way, "balance": balance, "products": products}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Flows:
    """What was sold and what was bought over one period."""

    sold: Fact
    bought: Fact

    @property
    def period(self) -> Period:
        return self.sold.period

    @property
    def year(self) -> Year:
        """Both as a chart takes them."""
        return Year(
            year=self.period.first_year,
            sold=_million(self.sold.value),
            sold_bound=_million(self.sold.bound),
            bought=_million(self.bought.value),
            bought_bound=_million(self.bought.bound),
        )


def _by_year(sheet: Sheet, since: object, kind: type[TwoWay | BalanceBars], subtitle: str) -> Plan:
    """The plan of a chart of both flows by year, with the months of a year that is not over."""
    words, scope = pack("en"), sheet.scope
    years, halves = _asked(sheet, since)
    ends = {"first": str(years[0].period), "last": str(years[-1].period)}
    span, part = words.say("chart.subtitle.years", **ends), None
    if halves:
        before, now = halves
        months, brief = (say.months_only(now.period, short=short) for short in (False, True))
        part = PartYear(
            label=words.say("chart.names.part", months=months),
            short=words.say("chart.names.part", months=brief),
            before=before.year,
            now=now.year,
        )
        compared = {"months": months, "before": before.year.year, "now": now.year.year}
        span = words.say("chart.subtitle.years_and_part", **ends, **compared)
    sides = {"partner": say.short(scope.partner), "side": _capital(say.in_sentence(scope.side))}
    sold, bought, surplus, deficit = (
        words.say(f"chart.names.{name}", **sides) for name in ("sold", "bought", "surplus", "deficit")
    )
    names = Names(sold=sold, bought=bought, surplus=surplus, deficit=deficit)
    drawn = kind(years=tuple(one.year for one in years), names=names, part=part)
    return Plan(
        facts=tuple(fact for one in years + halves for fact in (one.sold, one.bought)),
        subtitle=words.say(
            f"chart.subtitle.{subtitle}",
            whose=_capital(say.of_place(scope.side)),
            partner=say.in_sentence(scope.partner),
            unit=drawn.money.unit,
            span=span,
        ),
        header=(drawn.money.unit, names.sold, names.bought, words.say("chart.columns.balance")),
        rows=tuple(_row(one, drawn.money) for one in years + halves),
        chart=drawn,
    )


def _asked(sheet: Sheet, since: object) -> tuple[list[_Flows], list[_Flows]]:
    """Both flows in each full year, and in the months of a year that is not over, after the same of the one before."""
    scope = sheet.scope
    asked = Question(
        measure="balance", period=Period.year(2000), side=scope.side, partner=scope.partner, as_of=scope.pinned
    )

    def flows(period: Period) -> _Flows:
        sold, bought = (scope.view.ask(replace(asked, measure=flow, period=period)) for flow in _FLOWS)
        return _Flows(sold=sold, bought=bought)

    begins, latest = scope.view.begins(asked), scope.view.latest(asked)
    part = Period(latest.last_year * 12, latest.last)
    full = latest.last_year if part.is_year else latest.last_year - 1
    first = begins.first_year + (begins.first % 12 > 0)
    start = first if since is None else since
    if not isinstance(start, int):
        raise TradeError(f"since={since!r} is not a year", remedy=f"Write for example since={first}.")
    if not first <= start < full:
        raise TradeError(
            f"a chart since {start} cannot be drawn", remedy=f"The record has full years from {first} to {full}."
        )
    years = [flows(Period.year(year)) for year in range(start, full + 1)]
    return years, [] if part.is_year else [flows(part.year_earlier), flows(part)]


def _row(flows: _Flows, money: Money) -> tuple[str, ...]:
    year = flows.year
    balance = money.bare(year.amount("balance"), signed=True)
    return say.label(flows.period), money.bare(year.amount("sold")), money.bare(year.amount("bought")), balance


def _framed(name: str, plan: Plan, headline: Markup, sheet: Sheet) -> Markup:
    words = pack("en")
    return Markup(
        framed(
            draw(name, plan.chart),
            headline=str(headline),
            subtitle=str(escape(plan.subtitle)),
            source=receipts.source_line(plan.facts, sheet.source.passport),
            header=plan.header,
            rows=plan.rows,
            source_word=words.say("chart.frame.source"),
            data_word=words.say("chart.frame.data"),
        )
    )


def _million(value: Decimal | int) -> float:
    return float(value / _MILLION)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
