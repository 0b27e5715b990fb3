"""Asking the record: one side, one partner, some datasets, and a question that can be put to any period or any day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from macros import places
from macros.errors import Absent, TradeError, near
from macros.facts import levels
from macros.facts.fact import Fact
from macros.periods import Period
from macros.places import Place
from macros.store.passport import Passport
from macros.store.record import Record

MEASURES: Mapping[str, str] = {
    "imports": "imports",
    "bought": "imports",
    "exports": "exports",
    "sold": "exports",
    "balance": "balance",
    "trade": "trade",
    "cover ratio": "cover ratio",
    "calculated duty": "calculated duty",
    "entered value": "entered value",
    "duty rate": "duty rate",
}
"""What can be asked for, by the words a writer may use for it."""

_FLOWS = ("exports", "imports")
_ON_ENTRY = ("calculated duty", "entered value")
_PAIRS: Mapping[str, tuple[Callable[[Fact, Fact], Fact], tuple[str, str]]] = {
    "balance": (levels.balance, _FLOWS),
    "trade": (levels.trade, _FLOWS),
    "cover ratio": (levels.cover_ratio, _FLOWS),
    "duty rate": (levels.duty_rate, _ON_ENTRY),
}
"""What is worked out from two levels, and from which."""
ALL_PRODUCTS = ("*",)
"""The products of a question that wants every product of the dataset, added up."""


class Question(NamedTuple):
    """What is asked: a measure (a value of `MEASURES`) over a period, of some products or all goods, as of a day or now.

    With `each`, a group, it is asked of every country of the group in the place of the side that does not report, and added
    up. With `dataset` that one alone may answer.
    """

    measure: str
    period: Period
    side: Place
    partner: Place
    products: tuple[str, ...] = ()
    each: Place | None = None
    dataset: str = ""
    as_of: date | None = None

    def __hash__(self) -> int:
        """That of what tells the questions of a page apart, for they are asked over and over."""
        return hash((self.measure, self.period, self.side.code, self.partner.code, self.products, self.as_of))


class View:
    """Answers questions from the datasets of a page, each dataset's record opened once for a day.

    Without products the first dataset that has none answers, with products the first that has them, as far as it holds such
    flows and one of the two sides reports it. `as_of` is the day for questions that name none.
    """

    def __init__(
        self,
        passport: Callable[[str], Passport],
        record: Callable[[str, date | None], Record],
        datasets: tuple[str, ...],
        as_of: date | None = None,
    ) -> None:
        self._passport = passport
        self._record = record
        self._datasets = datasets
        self._as_of = as_of
        self._answers: dict[Question, Fact] = {}
        self._histories: dict[Question, list[Fact]] = {}
        self._records: dict[tuple[object, ...], Record] = {}

    def record(self, question: Question) -> Record:
        """The record that answers a question."""
        kind = (question.measure, bool(question.products), question.dataset, question.as_of)
        key = (*kind, question.side.code, question.partner.code)
        if key not in self._records:
            self._records[key] = self._found(question)
        return self._records[key]

    def _found(self, question: Question) -> Record:
        if question.products and question.measure in ("calculated duty", "duty rate"):
            raise TradeError(
                "duty by product is not on record, only that of all goods", remedy="Leave the products out."
            )
        if question.dataset and question.dataset not in self._datasets:
            raise TradeError(
                f"'{question.dataset}' is no dataset of this page", remedy=near(question.dataset, self._datasets)
            )
        on_entry = question.measure in (*_ON_ENTRY, "duty rate")
        flows = {levels.OF_REPORTER[flow] for flow in (_ON_ENTRY if on_entry else _FLOWS)}
        held = {
            dataset: passport.reporter
            for dataset in ((question.dataset,) if question.dataset else self._datasets)
            if (passport := self._passport(dataset)).has_products == bool(question.products)
            and flows & passport.valuations.keys()
        }
        sides = (question.side.code, question.partner.code)
        # Where neither side is a reporter, the first dataset will say so.
        answers = [dataset for dataset, reporter in held.items() if reporter in sides] or list(held)
        if answers:
            return self._record(answers[0], question.as_of or self._as_of)
        kind = "on duty" if on_entry else "by product" if question.products else "of all goods"
        raise TradeError(
            f"none of {', '.join(self._datasets)} has figures {kind}",
            remedy="Name a dataset that has them under 'trade: data:'.",
        )

    def ask(self, question: Question) -> Fact:
        """The answer as a fact, found once; `TradeError` where the record does not reach."""
        if question not in self._answers:
            self._answers[question] = self._asked(question)
        return self._answers[question]

    def _asked(self, question: Question) -> Fact:
        if question.each:
            return levels.together(self.field(question._replace(each=None), self.members(question)), question.each)
        if question.measure in _PAIRS:
            work, pair = _PAIRS[question.measure]
            return work(*(self.ask(question._replace(measure=one)) for one in pair))
        record = self.record(question)
        products = _products(record, question)
        traded = _products(record, question, question.period)
        fact = levels.level(record, question.side, question.partner, question.measure, question.period, traded)
        if products == traded:
            return fact
        # Whatever had a row in it, a whole of one period compares with that of another.
        return replace(fact, measure=replace(fact.measure, products=products))

    def history(self, question: Question) -> list[Fact]:
        """The same question put to the same months of every earlier year on record, oldest first.

        Stops at the first year that the record does not hold, going back, so that "since" never leaps over a gap.
        """
        if question not in self._histories:
            self._histories[question] = self._back(question)
        return self._histories[question]

    def _back(self, question: Question) -> list[Fact]:
        found: list[Fact] = []
        period = question.period.year_earlier
        while True:
            try:
                found.append(self.ask(question._replace(period=period)))
            except TradeError:
                return found[::-1]
            period = period.year_earlier

    def same_months(self, question: Question) -> list[Fact]:
        """The same question put to the same months of every year for which the record answers it, oldest first, gaps or not."""
        reach, period = self.reach(question), question.period
        found = []
        for year in range(reach.first_year, reach.last_year + 1):
            with suppress(TradeError):
                found.append(self.ask(question._replace(period=period.in_year(year))))
        return found

    def is_whole(self, history: Sequence[Fact], question: Question) -> bool:
        """Whether a history goes back as far as the record does, so that nothing lies beyond a gap."""
        first = min((fact.period for fact in history), default=question.period)
        return first.first - 12 < self.reach(question).first

    def field(self, question: Question, others: list[Place]) -> list[Fact]:
        """The same question put to other partners of the reporter; those without a figure are left out."""
        of_reporter = question.side.code == self.record(question).passport.reporter
        found = []
        for other in others:
            with suppress(TradeError):
                found.append(
                    self.ask(question._replace(partner=other) if of_reporter else question._replace(side=other))
                )
        return found

    def members(self, question: Question) -> list[Place]:
        """The partners on record that count towards the group of a question; raises where the group's members are not held."""
        group, codes = question.each, self.record(question).partners()
        if group is None or not places.has_members(group):
            raise TradeError(
                f"the countries of '{group}' are not known here", remedy="Name a group of countries, such as Africa."
            )
        return [places.from_code(code) for code in codes if places.in_group(code, group.code)]

    def begins(self, question: Question) -> Period:
        """The first month on record of what is asked, whatever period is asked for."""
        return self.reach(question).start

    def reach(self, question: Question) -> Period:
        """From the first month on record of what is asked to the last, whatever period is asked for; of what is worked out from
        two, where both are."""
        if question.measure in _PAIRS:
            one, other = (self.reach(question._replace(measure=each)) for each in _PAIRS[question.measure][1])
            first = max(one.first, other.first)
            return Period(first, max(first, min(one.last, other.last)))
        record = self.record(question)
        products = _products(record, question) or ("",)
        series = [levels.series(record, question.side, question.partner, question.measure, one) for one in products]
        found = [reach for one in series if (reach := record.reach(one))]
        if not found and not {question.side.code, question.partner.code} & set(record.partners()):
            self.ask(question._replace(period=record.latest))  # says that there is nothing
        # Where the rows of a period are all there was, every product was on record as soon as any was.
        is_whole = question.products == ALL_PRODUCTS and record.passport.rows_are_all
        last = record.latest.last
        return Period(
            (min if is_whole else max)((one.first for one in found), default=last),
            max((one.last for one in found), default=last),
        )

    def last_year(self, question: Question) -> Period:
        """The last whole year for which the record answers a question, whatever period is asked for."""
        reach = self.reach(question)
        for year in range(reach.last_year, reach.first_year - 1, -1):
            with suppress(TradeError):
                return self.ask(question._replace(period=Period.year(year))).period
        raise Absent(f"there is no whole year of {question.measure} on record", remedy="Ask for months of it.")

    def latest(self, question: Question) -> Period:
        """The last month on record."""
        return self.record(question).latest


def _products(record: Record, question: Question, period: Period | None = None) -> tuple[str, ...]:
    """The products that a question about one flow asks for, by code; with a period, of every product those that it has."""
    if question.products != ALL_PRODUCTS:
        return question.products
    series = levels.series(record, question.side, question.partner, question.measure)
    return tuple(record.products(series.partner, series.flow, period))
