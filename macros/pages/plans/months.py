"""Both flows by month, or in sums of 12 months: the chart "months"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.months import Months
from macros.charts.values import Names
from macros.errors import Absent, TradeError
from macros.facts.view import Question
from macros.pages.plans.dated import dated, drawn
from macros.pages.plans.flows import Flows, cells
from macros.pages.plans.plan import FLOWS, Plan, capital
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_YEARS = 5


def months(sheet: Sheet, *, since: int | None = None, rolling: bool = False, events: Sequence[str] = ()) -> Plan:
    """What was bought and sold by month, as two lines with the balance shaded where its sign can be followed. From January of
    `since`, or over the last five years, to the latest month. With `rolling=true` each point is the sum of the 12 months to it.
    `events=["agoa-lapse"]` marks days.
    """
    words, scope = pack("en"), sheet.scope
    asked = scope.question("balance")
    found = [Flows.ask(sheet, asked, period) for period in _periods(sheet, asked, since, 12 if rolling else 1)]
    marked = dated(sheet, events, asked)
    sides = {"partner": say.short(scope.partner), "side": capital(say.in_sentence(scope.side))}
    names = Names(
        **{name: words.say(f"chart.names.{name}", **sides) for name in (*FLOWS.values(), "surplus", "deficit")}
    )
    chart = Months(months=tuple(one.month for one in found), names=names, events=drawn(marked))
    money = chart.money  # which goes through every amount
    return Plan(
        facts=tuple(fact for one in found for fact in one.facts),
        subtitle=words.say(
            f"chart.months.subtitle{'_rolling' if rolling else ''}",
            whose=capital(say.of_place(scope.side)),
            partner=say.in_sentence(scope.partner),
            unit=money.unit,
            first=say.label(found[0].period.end),
            last=say.label(found[-1].period.end),
        ),
        header=(money.unit, names.sold, names.bought, words.say("chart.columns.balance")),
        rows=tuple((one.month.named(), *cells(one.month, money.bare)) for one in found),
        chart=chart,
        events=marked,
    )


def first_year(since: object, begins: Period, latest: Period, years: int) -> int:
    """The year in which a chart begins: the writer's, or so many years up to the latest on record."""
    first = begins.first_year
    if since is None:
        return max(first, latest.last_year - years + 1)
    if not isinstance(since, int) or isinstance(since, bool) or not first <= since <= latest.last_year:
        raise Absent(
            f"a chart since {since!r} cannot be drawn", remedy=f"The record has months from {begins} to {latest}."
        )
    return since


def _periods(sheet: Sheet, asked: Question, since: int | None, length: int) -> list[Period]:
    """The months of the chart, or the periods of so many that end with each."""
    view = sheet.scope.view
    if view.record(asked).passport.is_annual:
        raise TradeError("this record is annual: it holds no months", remedy='Choose the chart "two-way".')
    begins, latest = view.begins(asked), view.latest(asked)
    start = max(first_year(since, begins, latest, _YEARS) * 12, begins.first + length - 1)
    if start >= latest.last:
        raise Absent(
            f"there are not two points to join from {Period(start, start)} on",
            remedy=f"Begin earlier; the record begins with {begins}.",
        )
    return [Period(month - length + 1, month) for month in range(start, latest.last + 1)]
