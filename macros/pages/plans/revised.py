"""What became of figures since they were first held: the chart "revisions"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.revisions import Revised, Revisions
from macros.charts.money import Money
from macros.errors import TradeError, near
from macros.facts import changes
from macros.facts.fact import Fact
from macros.facts.view import MEASURES, Question
from macros.pages.figure import Figure
from macros.pages.plans.changes import as_drawn
from macros.pages.plans.plan import FLOWS, Plan, capital, million
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_MEASURES = {**FLOWS, "balance": "balance", "trade": "neutral"}


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure as it stands, and as it was first held; None where one vintage alone has it."""

    first: Fact | None
    now: Fact

    @property
    def name(self) -> str:
        """What it is and of when, without whose."""
        words, measure = pack("en"), self.now.measure
        period = say.label(self.now.period)
        if measure.kind in (*FLOWS, "balance"):
            name = words.say(f"chart.revisions.{measure.kind}", period=period)
        else:
            name = words.say(
                "chart.revisions.other", measure=capital(words.say(f"claims.terms.{measure.kind}")), period=period
            )
        if len(measure.products) == 1:
            return words.say("chart.revisions.of_product", name=name, product=measure.products[0])
        return name

    @property
    def drawn(self) -> Revised:
        """As the chart takes it."""
        return Revised(
            name=self.name,
            first=million(self.first.value) if self.first else None,
            first_bound=million(self.first.bound) if self.first else 0.0,
            now=million(self.now.value),
            now_bound=million(self.now.bound),
            flow=_MEASURES[self.now.measure.kind],
        )

    def row(self, money: Money, sheet: Sheet) -> tuple[str, ...]:
        """Its row in the chart's table, each figure with the day from which it was known."""
        none = pack("en").say("chart.revisions.none")
        signed = self.now.measure.kind == "balance"
        now = (money.bare(as_drawn(self.now), signed=signed), _known(self.now, sheet))
        if self.first is None:
            return self.name, none, none, *now, none
        moved = pack("en").say("chart.revisions.unchanged")
        if self.drawn.was_revised:
            moved = money.bare(as_drawn(changes.revision(self.now, self.first)), signed=True)
        return self.name, money.bare(as_drawn(self.first), signed=signed), _known(self.first, sheet), *now, moved


def revisions(sheet: Sheet, *, of: Sequence[Figure] | Figure | str = (), since: int | None = None) -> Plan:
    """What became of figures: as we first held them (hollow) and as they stand now (solid), both written. Of declared ones,
    `of=[bought_24, sold_24]`, or of each full year of a measure, `of="imports", since=2015`.
    """
    questions = _years(sheet, of, since) if isinstance(of, str) else _declared(sheet, of)
    held = [_held(sheet, question) for question in questions]
    words, scope = pack("en"), sheet.scope
    drawn = Revisions(figures=tuple(one.drawn for one in held))
    columns = ("first", "first_known", "now", "now_known", "change")
    return Plan(
        facts=tuple(fact for one in held for fact in (one.first, one.now) if fact is not None),
        subtitle=words.say(
            "chart.revisions.subtitle",
            whose=capital(say.of_place(scope.side)),
            partner=say.in_sentence(scope.partner),
            unit=drawn.money.unit,
        ),
        header=(drawn.money.unit, *(words.say(f"chart.revisions.{column}") for column in columns)),
        rows=tuple(one.row(drawn.money, sheet) for one in held),
        chart=drawn,
    )


def _declared(sheet: Sheet, of: Sequence[Figure] | Figure) -> list[Question]:
    """The questions of declared figures, which must ask for the record as it stands."""
    figures = [of] if isinstance(of, Figure) else list(of)
    found = []
    for figure in figures:
        question = getattr(figure, "question", None)
        if question is None or question.measure not in _MEASURES:
            raise TradeError(
                "revisions are drawn of what was sold or bought, of a balance or of two-way trade",
                remedy="Give declared figures, such as of=[bought_24, sold_24].",
            )
        if question.as_of != sheet.scope.pinned:
            raise TradeError(
                f"the fact '{figure.name}' is as of an earlier day",
                remedy="Give the figure as it stands; its first state is found.",
            )
        found.append(question)
    if not found:
        raise TradeError(
            "nothing says which figures", remedy='Give of=[bought_24, sold_24], or of="imports", since=2015.'
        )
    return found


def _years(sheet: Sheet, of: str, since: int | None) -> list[Question]:
    """A measure in each full year since one."""
    measure, scope = MEASURES.get(of, ""), sheet.scope
    if measure not in _MEASURES:
        raise TradeError(f"the revisions of '{of}' cannot be drawn", remedy=near(of, _MEASURES))
    asked = scope.question(measure)
    last = (scope.view.latest(asked).last + 1) // 12 - 1
    first = -(-scope.view.begins(asked).first // 12)
    if not isinstance(since, int) or not first <= since <= last:
        raise TradeError(
            f"since={since!r} is not a year of these figures",
            remedy=f"The record has full years from {first} to {last}.",
        )
    return [asked._replace(period=Period.year(year)) for year in range(since, last + 1)]


def _held(sheet: Sheet, question: Question) -> _Held:
    """A figure as it stands, and as the first vintage that holds its whole period had it."""
    view = sheet.scope.view
    now = view.ask(question)
    record = view.record(question)
    for vintage in record.vintages:
        with suppress(TradeError):
            first = view.ask(question._replace(as_of=vintage.known))
            return _Held(first if first.vintages != now.vintages else None, now)
    return _Held(None, now)


def _known(fact: Fact, sheet: Sheet) -> str:
    """The day from which the newest of its vintages was known."""
    passport = sheet.source.passport(fact.datasets[0])
    return say.day(max(passport.vintage(id).known for id in fact.vintages), short=True)
