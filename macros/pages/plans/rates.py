"""The average duty by month, under dated events: the chart "rate"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.rate import Rate, Rated
from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.pages.plans.dated import dated, drawn
from macros.pages.plans.months import first_year
from macros.pages.plans.plan import Plan
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def rate(sheet: Sheet, *, since: int | None = None, between: Sequence[str] = (), events: Sequence[str] = ()) -> Plan:
    """The average duty by month as columns: calculated duty as a percentage of the value of imports for consumption. With
    `between=("agoa-lapse", "agoa-2026")` the months between two events are picked out; `events=["duty-10"]` marks more days.
    """
    scope, words = sheet.scope, pack("en")
    asked = scope.question("duty rate")
    reporter = scope.view.record(asked).passport.reporter
    days = _days(sheet, between)
    begins, latest = scope.view.begins(asked), scope.view.latest(asked)
    start = max(begins.first, first_year(since, begins, latest, 1000) * 12)
    facts = {month: _ask(sheet, asked, Period(month, month)) for month in range(start, latest.last + 1)}
    marked = dated(sheet, [*between, *events], asked)
    chart = Rate(
        months=tuple(
            Rated(month=month, value=float(fact.value), bound=float(fact.bound))
            if fact
            else Rated(month=month, value=None)
            for month, fact in facts.items()
        ),
        name=words.say("chart.rate.name"),
        events=drawn(marked),
        between=days,
    )
    none = words.say("chart.rate.none")
    return Plan(
        facts=tuple(fact for fact in facts.values() if fact),
        subtitle=words.say(
            f"chart.rate.{'bought' if scope.side.code == reporter else 'sold'}",
            side=say.in_sentence(scope.side),
            partner=say.in_sentence(scope.partner),
            first=say.label(Period(start, start)),
            last=say.label(latest),
        ),
        header=(chart.percent.unit, words.say("chart.rate.name")),
        rows=tuple(
            (say.label(Period(one.month, one.month)), chart.percent.bare(one.amount) if one.value is not None else none)
            for one in chart.months
        ),
        chart=chart,
        events=marked,
    )


def _ask(sheet: Sheet, asked: Question, period: Period) -> Fact | None:
    with suppress(TradeError):  # a gap in the record is a gap between the columns
        return sheet.scope.view.ask(asked._replace(period=period))
    return None


def _days(sheet: Sheet, between: Sequence[str]) -> tuple[date, date] | None:
    """The days of the two events between which months are picked out."""
    if not between:
        return None
    if isinstance(between, str) or len(between) != 2:
        raise TradeError(
            f"between={between!r} does not name two events",
            remedy='Write for example between=("agoa-lapse", "agoa-2026").',
        )
    one, other = (sheet.source.events.get(key).day for key in between)
    return one, other
