"""What drove a change, from one total to the next: the chart "waterfall"."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.waterfall import Part, Waterfall
from macros.charts.money import Amount, Writer
from macros.errors import TradeError
from macros.facts import changes
from macros.facts.fact import Fact
from macros.facts.view import ALL_PRODUCTS, Question
from macros.pages.figure import Figure
from macros.pages.plans.plan import FLOWS, Plan, capital, million
from macros.places import Place
from macros.units import USD
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One thing at both dates, under the name it has on the chart; `sign` is −1 where more of it makes the total less."""

    name: str
    then: Fact
    now: Fact
    sign: int = 1

    @property
    def change(self) -> Fact:
        """The change as an amount; refuses what does not compare, such as part of a year with a whole one."""
        return changes.difference(self.now, self.then)

    def row(self, money: Writer, *, signed: bool = False) -> tuple[str, ...]:
        """Its row in the chart's table: both amounts, and the change."""
        then, now, moved = (as_drawn(fact) for fact in (self.then, self.now, self.change))
        written = (money.bare(amount, signed=signed) for amount in (then, now))
        return self.name, *written, money.bare(moved, signed=True)


def waterfall(sheet: Sheet, *, of: Figure | None = None, since: Figure | str | int = "a year earlier") -> Plan:
    """What drove a change, the largest parts of it named: `of=goods_24`, declared with 'goods_24: exports of every product,
    2024' (by chapter), a balance (what was sold, what was bought) or a flow of a group of countries (by country), since
    another figure or a period: `since="2023"`.
    """
    question = getattr(of, "question", None)
    if of is None or question is None or question.measure not in (*FLOWS, "balance"):
        raise TradeError(
            "a waterfall needs a figure of what was sold or bought, or a balance",
            remedy="Declare one, such as 'goods_24: exports of every product, 2024', and give of=goods_24.",
        )
    before = since if isinstance(since, Figure) else of.at(since)
    whole = Step("", before.fact, of.fact)
    moved, words, scope = whole.change, pack("en"), sheet.scope
    if question.measure == "balance":
        steps, subtitle = _flows(whole), "balance"
    elif question.products == ALL_PRODUCTS:
        steps, subtitle = _chapters(sheet, of, whole), question.measure
    else:
        steps, subtitle = _partners(sheet, of, before), f"{question.measure}_of_group"
    parts = [
        Part(name=step.name, value=million(step.sign * step.change.value), bound=million(step.change.bound))
        for step in steps[:_NAMED]
    ]
    others, named = steps[_NAMED:], steps[:_NAMED]
    # Of a group this is also the trade of those who have no figure at one of the two dates.
    left = moved.value - sum(step.sign * step.change.value for step in named)
    if others or left:
        phrase = "chart.names.rest" if question.products else "chart.waterfall.partners"
        parts.append(
            Part(
                name=words.say(phrase, len(others), number=words.number(len(others))),
                value=million(left),
                bound=million(moved.bound + sum(step.change.bound for step in named)),
                rest=True,
            )
        )
    totals = (
        Part(name=say.label(fact.period), value=million(fact.value), bound=million(fact.bound))
        for fact in (whole.then, whole.now)
    )
    drawn = Waterfall(
        before=next(totals), now=next(totals), steps=tuple(parts), flow=FLOWS.get(question.measure, "balance")
    )
    facts = [fact for step in (whole, *steps) for fact in (step.then, step.now)]
    listed = replace(whole, name=words.say("chart.waterfall.total"))
    signed = question.measure == "balance"
    return Plan(
        facts=tuple(facts),
        subtitle=words.say(
            f"chart.waterfall.{subtitle}",
            side=say.in_sentence(scope.side),
            whose=capital(say.of_place(scope.side)),
            partner=say.in_sentence(scope.partner),
            before=say.in_prose(whole.then.period),
            now=say.in_prose(whole.now.period),
            unit=drawn.money.unit,
        ),
        header=(drawn.money.unit, drawn.before.name, drawn.now.name, words.say("chart.waterfall.change")),
        rows=tuple(step.row(drawn.money, signed=signed and step is listed) for step in (listed, *steps)),
        chart=drawn,
    )


def as_drawn(fact: Fact) -> Amount:
    """A fact as an amount in US$ million, or in per cent, to be written by a chart's `Writer`."""
    if fact.unit != USD:
        return Amount(fact.value, fact.bound)
    return Amount.of(million(fact.value), million(fact.bound))


def both(sheet: Sheet, then: Question, now: Question, others: Iterable[Place]) -> list[tuple[Place, Fact, Fact]]:
    """Two questions put to other partners of the reporter; who has no figure at one of the two dates is left out."""
    found = []
    for other in others:
        with suppress(TradeError):
            asked = [sheet.scope.view.ask(with_partner(sheet, one, other)) for one in (then, now)]
            found.append((other, asked[0], asked[1]))
    return found


def with_partner(sheet: Sheet, question: Question, other: Place) -> Question:
    """The same question of another partner of the reporter."""
    reporter = sheet.scope.view.record(question).passport.reporter
    return question._replace(partner=other) if question.side.code == reporter else question._replace(side=other)


def members(sheet: Sheet, question: Question, group: Place) -> list[Place]:
    """The countries on record that count towards a group; raises where we do not hold its members."""
    codes = sheet.scope.view.record(question).partners()
    if group.kind != "group" or not places.sums_countries(group.code) or places.in_group(codes[0], group.code) is None:
        raise TradeError(
            f"the countries of '{group.name}' are not known here",
            remedy="Name a group of countries such as Africa, or name each partner.",
        )
    return [places.from_code(code) for code in codes if places.in_group(code, group.code)]


def _flows(whole: Step) -> list[Step]:
    """What was sold and what was bought, which make a balance."""
    found = []
    for number, (then, now) in enumerate(zip(whole.then.parts, whole.now.parts, strict=True)):
        step = Step("", then, now, sign=-1 if number else 1)
        moved = step.change.value
        how = "more" if moved > 0 else "less" if moved < 0 else "same"
        found.append(replace(step, name=pack("en").say(f"chart.waterfall.{FLOWS[now.measure.kind]}.{how}")))
    return found


def _chapters(sheet: Sheet, of: Figure, whole: Step) -> list[Step]:
    """Each chapter at both dates, the largest change first."""
    titles = sheet.scope.view.record(of.asked).passport.products
    then = {part.measure.products: part for part in whole.then.parts}
    steps = [
        Step(titles.get(part.measure.products[0], f"HS {part.measure.products[0]}"), then[part.measure.products], part)
        for part in whole.now.parts
    ]
    return sorted(steps, key=lambda step: (-abs(step.change.value), step.name))


def _partners(sheet: Sheet, of: Figure, before: Figure) -> list[Step]:
    """Each country of a group at both dates, the largest change first."""
    question = of.asked
    group = next((place for place in (question.side, question.partner) if place.kind == "group"), None)
    if group is None or question.products:
        raise TradeError(
            f"a change of the figure '{of.name}' has no parts on record",
            remedy="Give a figure over every product, of a group of countries, or a balance.",
        )
    found = both(sheet, before.asked, question, members(sheet, question, group))
    steps = [Step(everyday(place), then, now) for place, then, now in found]
    return sorted(steps, key=lambda step: (-abs(step.change.value), step.name))


def everyday(place: Place) -> str:
    """A place's name as it stands on a mark: the short one where there is one, without an article."""
    return str(pack("en").get("places.short_words").get(place.code, place.name))
