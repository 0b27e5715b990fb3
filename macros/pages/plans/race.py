"""One flow since January, year against year: the chart "race"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.race import Lap, Race
from macros.errors import TradeError, near
from macros.facts.fact import Fact
from macros.facts.levels import cumulative
from macros.facts.view import MEASURES, Question
from macros.pages.plans.plan import FLOWS, Plan, million
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def race(sheet: Sheet, *, of: str = "exports", years: int = 5) -> Plan:
    """One flow added up from January, this year against so many years before it: `of="exports", years=5`. `of` is imports or
    exports, or bought or sold.
    """
    scope, words = sheet.scope, pack("en")
    measure = MEASURES.get(of, "")
    if measure not in FLOWS:
        raise TradeError(
            f"'{of}' cannot be added up from January",
            remedy=near(str(of), [name for name, one in MEASURES.items() if one in FLOWS]),
        )
    asked = scope.question(measure)
    if scope.view.record(asked).passport.is_annual:
        raise TradeError("this record is annual: it holds no months", remedy='Choose the chart "two-way".')
    latest, begins = scope.view.latest(asked), scope.view.begins(asked)
    first, last = -(-begins.first // 12), latest.last_year
    if not isinstance(years, int) or isinstance(years, bool) or not 1 <= years <= last - first:
        raise TradeError(
            f"years={years!r} cannot be drawn",
            remedy=f"The record has {last - first} years before {last} from January on.",
        )
    found = {year: _year(sheet, asked, year, latest) for year in range(last - years, last + 1)}
    laps = tuple(
        Lap(
            year=year,
            totals=tuple(million(fact.value) for fact in facts),
            bounds=tuple(million(fact.bound) for fact in facts),
        )
        for year, facts in found.items()
    )
    chart, none = Race(laps=laps, flow=FLOWS[measure]), words.say("chart.race.none")
    rows = []
    for month in range(1, 13):
        cells = (chart.money.bare(lap.amount(month)) if month <= len(lap.totals) else none for lap in laps)
        rows.append((say.months_only(Period.months(last, 1, month)), *cells))
    return Plan(
        facts=tuple(fact for facts in found.values() for fact in facts),
        subtitle=words.say(
            f"chart.race.{measure}",
            side=say.in_sentence(scope.side),
            partner=say.in_sentence(scope.partner),
            unit=chart.money.unit,
            first=str(laps[0].year),
            last=str(last),
        ),
        header=(chart.money.unit, *(str(year) for year in found)),
        rows=tuple(rows),
        chart=chart,
    )


def _year(sheet: Sheet, asked: Question, year: int, latest: Period) -> list[Fact]:
    """The running totals of a year. Where the publisher's own totals say one more exactly than its months do, they say it."""
    view = sheet.scope.view
    last = latest.season[0] if year == latest.last_year else 12
    running = cumulative([view.ask(asked._replace(period=Period.month(year, month))) for month in range(1, last + 1)])
    asked_whole = (view.ask(asked._replace(period=fact.period)) for fact in running)
    return [min(pair, key=lambda fact: fact.bound) for pair in zip(running, asked_whole, strict=True)]
