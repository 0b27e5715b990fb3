"""Then and now, a line for each partner or product: the chart "slope"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.slope import Pair, Slope
from macros.errors import TradeError, near
from macros.facts.view import MEASURES, Question
from macros.pages import phrases
from macros.pages.figure import Figure
from macros.pages.plans.changes import Step, both, everyday, members, with_partner
from macros.pages.plans.chapters import chapters, over_every_product
from macros.pages.plans.plan import FLOWS, Plan, capital, million
from macros.periods import Period
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_SHOWN = 8
_MEASURES = (*FLOWS, "balance", "duty rate")
_HUES = {**FLOWS, "duty rate": "duty"}


def slope(
    sheet: Sheet,
    *,
    of: Figure | str = "exports",
    then: Figure | str | int = "",
    now: str | int = "",
    partners: Sequence[str] = (),
    group: str = "",
) -> Plan:
    """Then and now: one line an item between two dates. Of exports, imports, the balance or the duty rate, for
    `partners=["Kenya", "Ghana"]` or the eight largest of `group="Africa"`, from `then="2015"`, or
    `"a year earlier"`, to `now="2025"`; or, with
    `of=goods_24` over every product, its eight largest chapters, `then="2023"`. The page's own partner is picked out.
    """
    if isinstance(of, str):
        steps, count, question = _of_partners(sheet, of, then, now, partners, group)
        subtitle = question.measure
        if question.side.code == sheet.scope.view.record(question).passport.reporter:
            subtitle += "_to"
    else:
        steps, count, question = _of_products(sheet, of, then)
        subtitle = f"{question.measure}_of"
    words, scope = pack("en"), sheet.scope
    own = {everyday(place) for place in (scope.side, scope.partner)}
    dates = {"then": steps[0].then.period, "now": steps[0].now.period}
    drawn = Slope(
        pairs=tuple(
            Pair(
                name=step.name,
                then=_drawn(step.then.value, question),
                then_bound=_drawn(step.then.bound, question),
                now=_drawn(step.now.value, question),
                now_bound=_drawn(step.now.bound, question),
                emphasis=step.name in own or (not isinstance(of, str) and step is steps[0]),
            )
            for step in steps
        ),
        **{when: say.label(period) for when, period in dates.items()},
        flow=_HUES.get(question.measure, "balance"),
    )
    said = words.say(
        f"chart.slope.{subtitle.replace(' ', '_')}",
        side=say.in_sentence(scope.side),
        whose=capital(say.of_place(scope.side)),
        partner=say.in_sentence(scope.partner),
        unit=drawn.money.unit,
        **{when: say.in_prose(period) for when, period in dates.items()},
    )
    if count > len(steps) and not partners:
        shown = {"subtitle": said, "shown": words.spelled(min(len(steps), _SHOWN)), "count": count}
        if len(steps) > _SHOWN:
            said = words.say("chart.slope.largest_and", own=steps[-1].name, **shown)
        else:
            said = words.say("chart.slope.largest", **shown)
    return Plan(
        facts=tuple(fact for step in steps for fact in (step.then, step.now)),
        subtitle=said,
        header=(drawn.money.unit, drawn.then, drawn.now, words.say("chart.slope.change")),
        rows=tuple(step.row(drawn.money, signed=question.measure == "balance") for step in steps),
        chart=drawn,
    )


def _of_products(sheet: Sheet, of: Figure, then: Figure | str | int) -> tuple[list[Step], int, Question]:
    """The largest chapters of a figure at both dates, of how many, and what was asked."""
    _, question = over_every_product(of, "a slope of products needs")
    before = then if isinstance(then, Figure) else of.at(then or "a year earlier")
    _ = Step("", before.fact, of.fact).change  # refuses what does not compare
    of_then = {part.measure.products: part for part in before.fact.parts}
    largest = chapters(sheet, of, question)
    steps = [Step(one.name, of_then[one.fact.measure.products], one.fact) for one in largest[:_SHOWN]]
    return steps, len(largest), question


def _of_partners(
    sheet: Sheet, of: str, then: Figure | str | int, now: str | int, partners: Sequence[str], group: str
) -> tuple[list[Step], int, Question]:
    """The partners at both dates, the largest first, of how many, and what was asked."""
    measure, scope, view = MEASURES.get(of, ""), sheet.scope, sheet.scope.view
    if measure not in _MEASURES:
        raise TradeError(f"'{of}' cannot be drawn then and now", remedy=near(of, _MEASURES))
    if not then or not now or isinstance(then, Figure):
        raise TradeError("a slope runs between two dates", remedy='Give both, such as then="2015", now="2025".')
    if bool(partners) == bool(group):
        raise TradeError(
            "a slope needs its partners", remedy='Give either partners=["Kenya", "Ghana"] or group="Africa".'
        )
    asked = scope.question(measure)
    latest = view.latest(asked)
    until = Period.parse(str(now), latest=latest)
    ends = [asked._replace(period=period) for period in (phrases.relative(str(then), until, latest), until)]
    if partners:
        named = [places.find(str(name)) for name in ([partners] if isinstance(partners, str) else partners)]
        found = [
            (one, view.ask(with_partner(sheet, ends[0], one)), view.ask(with_partner(sheet, ends[1], one)))
            for one in named
        ]
    else:
        found = both(sheet, ends[0], ends[1], members(sheet, asked, places.find(group)))
    if not found:
        raise TradeError("no partner has a figure at both dates", remedy="Choose other dates or partners.")
    steps = sorted(
        (Step(everyday(one), then_, now_) for one, then_, now_ in found), key=lambda step: -abs(step.now.value)
    )
    _ = steps[0].change  # refuses dates that do not compare
    shown = (
        steps
        if partners
        else [*steps[:_SHOWN], *(one for one in steps[_SHOWN:] if _is_own(one, scope.side, scope.partner))]
    )
    return shown, len(steps), ends[1]


def _drawn(amount: Decimal, question: Question) -> float:
    """A fact's number as the chart takes it: a rate in per cent, a sum in US$ million."""
    return float(amount) if question.measure == "duty rate" else million(amount)


def _is_own(step: Step, *own: Place) -> bool:
    return step.name in {everyday(place) for place in own}
