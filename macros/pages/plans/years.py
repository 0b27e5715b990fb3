"""Both flows by full year, with the months of a year that is not over: the charts "two-way" and "balance"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.values import Names, PartYear
from macros.errors import Absent
from macros.facts.view import Question
from macros.pages.plans.dated import dated
from macros.pages.plans.dated import drawn as drawn_events
from macros.pages.plans.flows import Flows, cells
from macros.pages.plans.plan import FLOWS, Plan, capital
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def two_way(sheet: Sheet, *, since: int | None = None, events: Sequence[str] = ()) -> Plan:
    """What was bought and sold by year, as two lines with the balance shaded between them.

    From `since`, or from the first full year on record, to the latest full year. The months of a year that is not over
    stand beside them, with the same months of the year before. `events=["agoa-lapse"]` marks days.
    """
    return _by_year(sheet, since, events, TwoWay, "flows")


def balance(sheet: Sheet, *, since: int | None = None, events: Sequence[str] = ()) -> Plan:
    """What was sold less what was bought, as a bar for each year; the years are those of "two-way"."""
    return _by_year(sheet, since, events, BalanceBars, "balance")


def _by_year(
    sheet: Sheet, since: int | None, events: Sequence[str], kind: type[TwoWay | BalanceBars], subtitle: str
) -> Plan:
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
    sides = {"partner": say.short(scope.partner), "side": capital(say.in_sentence(scope.side))}
    sold, bought, surplus, deficit = (
        words.say(f"chart.names.{name}", **sides) for name in ("sold", "bought", "surplus", "deficit")
    )
    names = Names(sold=sold, bought=bought, surplus=surplus, deficit=deficit)
    marked = dated(sheet, events, sheet.scope.question("balance"))
    drawn = kind(years=tuple(one.year for one in years), names=names, part=part, events=drawn_events(marked))
    money = drawn.money  # which goes through every amount
    return Plan(
        facts=tuple(fact for one in years + halves for fact in one.facts),
        subtitle=words.say(
            f"chart.subtitle.{subtitle}",
            whose=capital(say.of_place(scope.side)),
            partner=say.in_sentence(scope.partner),
            unit=money.unit,
            span=span,
        ),
        header=(money.unit, names.sold, names.bought, words.say("chart.columns.balance")),
        rows=tuple((say.label(one.period), *cells(one.year, money.bare)) for one in years + halves),
        chart=drawn,
        events=marked,
    )


def _asked(sheet: Sheet, since: int | None) -> tuple[list[Flows], list[Flows]]:
    """Both flows in each full year, and in the months of a year that is not over, after the same of the one before."""
    scope = sheet.scope
    asked = sheet.scope.question("balance")
    begins, latest = scope.view.begins(asked), _latest(sheet, asked)
    part = Period(latest.last_year * 12, latest.last)
    full = latest.last_year if part.is_year else latest.last_year - 1
    first = begins.first_year + (begins.first % 12 > 0)
    start = first if since is None else since
    if first >= full:
        raise Absent("there are no two full years of both flows on record", remedy='Choose the chart "months".')
    if not first <= start < full:
        raise Absent(
            f"a chart since {start} cannot be drawn", remedy=f"The record has full years from {first} to {full}."
        )
    years = [Flows.ask(sheet, asked, Period.year(year)) for year in range(start, full + 1)]
    halves = [] if part.is_year else [Flows.ask(sheet, asked, one) for one in (part.year_earlier, part)]
    return years, halves if all(len(one.facts) == len(FLOWS) for one in halves) else []


def _latest(sheet: Sheet, asked: Question) -> Period:
    """The last month on record of either flow, which with a country that is no more is long ago."""
    ends = [sheet.scope.view.reach(asked._replace(measure=flow)).end for flow in FLOWS]
    return max(ends)
