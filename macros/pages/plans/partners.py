"""Partners ranked by what was sold to them or bought from them in one period: the chart "partners"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.values import Bar
from macros.errors import TradeError, near
from macros.facts.fact import Fact
from macros.facts.view import MEASURES
from macros.pages.plans.changes import everyday, members
from macros.pages.plans.plan import FLOWS, Plan, capital, million
from macros.periods import Period
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_MOST = 40


def partners(
    sheet: Sheet, *, of: str = "exports", group: str = "World", period: str | int = "year to date", most: int = 10
) -> Plan:
    """The largest partners in one flow as ranked bars: the `most` largest of `group="Africa"` in `period="2025"`, and all others
    as one bar. The page's own country is picked out, and shown also where it is not among the largest.
    """
    scope, words, view = sheet.scope, pack("en"), sheet.scope.view
    measure = MEASURES.get(of, "")
    if measure not in FLOWS:
        raise TradeError(f"partners cannot be ranked by '{of}'", remedy=near(str(of), FLOWS))
    if not isinstance(most, int) or not 1 <= most <= _MOST:
        raise TradeError(f"most={most!r} cannot be drawn", remedy=f"Give a number from 1 to {_MOST}, such as most=10.")
    asked = scope.question(measure)
    record = view.record(asked)
    asked = asked._replace(period=Period.parse(str(period), latest=record.latest))
    ours = scope.side.code == record.passport.reporter
    whole = places.find(str(group))
    facts = view.field(asked, members(sheet, asked, whole))
    ranked = sorted((fact for fact in facts if fact.value), key=lambda fact: (-fact.value, _of(fact, ours).name))
    if not ranked:
        raise TradeError(f"nobody in '{whole.name}' has a figure for {asked.period}", remedy="Choose another period.")
    own = scope.partner if ours else scope.side
    first, rest = ranked[:most], ranked[most:]
    apart = [fact for fact in rest if _of(fact, ours) == own]
    rest = [fact for fact in rest if _of(fact, ours) != own]
    bars = [_bar(everyday(_of(fact, ours)), [fact], picked=_of(fact, ours) == own) for fact in first]
    for fact in apart:
        place = words.ordinal(ranked.index(fact) + 1, short=True)
        bars.append(_bar(words.say("chart.partners.apart", name=everyday(own), place=place), [fact], picked=True))
    if rest:
        name = words.say("chart.partners.rest", len(rest), number=words.number(len(rest)))
        bars.append(replace(_bar(name, rest), rest=True))
    drawn = RankedBars(bars=tuple(bars), flow=FLOWS[measure])
    return Plan(
        facts=tuple(ranked),
        subtitle=words.say(
            f"chart.partners.{measure}{'_to' if ours else ''}",
            side=capital(say.in_sentence(scope.side)),
            partner=say.in_sentence(scope.partner),
            group=say.in_sentence(whole),
            period=say.in_prose(asked.period),
            unit=drawn.money.unit,
        ),
        header=(words.say("chart.map.columns.country"), drawn.money.unit),
        rows=tuple((everyday(_of(fact, ours)), drawn.money.bare(_bar("", [fact]).amount)) for fact in ranked),
        chart=drawn,
    )


def _of(fact: Fact, ours: bool) -> Place:
    """The partner of the reporter that a figure is of."""
    return fact.measure.partner if ours else fact.measure.side


def _bar(name: str, facts: list[Fact], *, picked: bool = False) -> Bar:
    value, bound = (million(sum(one)) for one in ([f.value for f in facts], [f.bound for f in facts]))
    return Bar(name=name, value=value, bound=bound, emphasis=picked)
