"""The facts that a page declares at its head, worked out in whatever order they rest on each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from macros import places
from macros.errors import TradeError, near
from macros.facts import standing
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.pages import fields, phrases
from macros.pages.figure import Figure
from macros.periods import Period

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'""")
_NAME = re.compile(r"[^\W\d]\w*")


class Missing:
    """Stands for a fact whose declaration failed: using it ends the tag with the same error, which is not reported twice."""

    def __init__(self, error: TradeError) -> None:
        self.error = error

    def _used(self, *_: object) -> Any:
        raise self.error.with_traceback(None)

    __str__ = __html__ = __lt__ = __gt__ = __call__ = _used

    def __getattr__(self, name: str) -> Any:
        self._used()


def needed(phrases: Mapping[str, str], text: str) -> set[str]:
    """The names of those facts that a text speaks of outside of quotation marks, and of those that these rest on."""
    found, said = set[str](), _NAME.findall(_QUOTED.sub("", text))
    while new := phrases.keys() & set(said) - found:
        found |= new
        said = [name for one in new for name in _NAME.findall(phrases[one])]
    return found


class Declared:
    """The declared facts of one page by name. A name that could not be worked out is `Missing`."""

    def __init__(self, sheet: Sheet, taken: Collection[str]) -> None:
        self.names: dict[str, Figure | Missing] = {}
        self._sheet = sheet
        self._phrases = sheet.front.facts
        for name, value in self._phrases.items():
            try:
                self._require_free(name, taken)
                self._figure(name, ())
            except TradeError as error:
                sheet.problems.add(error.at(sheet.front.where(value.line)))
                self.names.setdefault(name, Missing(error))

    def _require_free(self, name: str, taken: Collection[str]) -> None:
        if not name.isidentifier():
            raise TradeError(
                f"'{name}' cannot be the name of a fact", remedy="Use letters, digits and _, such as bought_2025."
            )
        if name in taken:
            raise TradeError(f"the fact '{name}' would hide the macro of that name", remedy="Choose another name.")
        if name in self._sheet.front.keys:
            raise TradeError(
                f"the fact '{name}' would be hidden by the front matter key '{name}'", remedy="Choose another name."
            )

    def _figure(self, name: str, asking: tuple[str, ...]) -> Figure:
        """The figure of a name; `asking` are the names on the way to it."""
        chain = (*asking, name)
        if name in asking:
            raise TradeError(
                f"the fact '{name}' rests on itself: {' → '.join(chain)}",
                remedy="Give one of them a measure and a period.",
            )
        known = self.names.get(name)
        if isinstance(known, Missing):
            raise known.error.with_traceback(None)
        if known is None:
            value = self._phrases[name]
            try:
                asked = phrases.parse(str(value.value), set(self._phrases) - {name})
                made = self._derived(asked, chain) if isinstance(asked, phrases.Derived) else self._asked(asked, chain)
            except TradeError as error:
                raise error.at(self._sheet.front.where(value.line)) from None
            known = self.names[name] = replace(made, name=name)
        return known

    def _asked(self, asked: phrases.Asked, chain: tuple[str, ...]) -> Figure:
        scope = self._sheet.scope
        if asked.base:
            base = self._figure(asked.base, chain)
            question = base.asked._replace(
                as_of=scope.known(asked.as_of) if asked.as_of else base.asked.as_of,
                dataset=asked.dataset or base.asked.dataset,
            )
            question = self._of_place(question, asked.place)
            if asked.period:
                latest = scope.view.latest(question)
                question = question._replace(period=phrases.relative(asked.period, base.fact.period, latest))
            return self._sheet.ask(question, chain[-1])
        question = Question(
            measure=asked.measure,
            period=Period(0, 0),  # until the record has said which month is its latest
            side=places.find(asked.side) if asked.side else scope.side,
            partner=places.find(asked.partner) if asked.partner else scope.partner,
            products=asked.products,
            each=places.find(asked.each) if asked.each else None,
            dataset=asked.dataset,
            as_of=scope.known(asked.as_of),
        )
        question = self._of_place(question, asked.place)
        if asked.period.casefold() == phrases.LAST_YEAR:
            period = scope.view.last_year(question)
        else:
            period = Period.parse(asked.period, latest=scope.view.latest(question))
        return self._sheet.ask(question._replace(period=period), chain[-1])

    def _of_place(self, question: Question, place: str) -> Question:
        """The same question of another partner of the reporter, where one is named."""
        if not place:
            return question
        other = places.find(place)
        reporter = self._sheet.scope.view.record(question).passport.reporter
        if other.code == reporter:
            raise TradeError(
                f"'for {place}' names the reporter of these figures, who is on the other side of every one",
                remedy="Name another partner.",
            )
        return question._replace(partner=other) if question.side.code == reporter else question._replace(side=other)

    def _derived(self, asked: phrases.Derived, chain: tuple[str, ...]) -> Figure:
        of = self._figure(asked.of, chain)
        if asked.how == "rank":
            return self._rank(of, asked.other)
        if asked.other in self._phrases:
            other: Figure | str = self._figure(asked.other, chain)
        elif asked.how in ("share", "revision"):
            raise TradeError(f"there is no fact '{asked.other}'", remedy=near(asked.other, self._phrases))
        else:
            other = asked.other
        return of.derived(asked.how, other)

    def _rank(self, of: Figure, among: str) -> Figure:
        """The place of a figure among those of all partners, or of the partners in one of Census's regions."""
        chosen, others = fields.partners(of, among)
        again = partial(_ranked, of, among)
        id = f"rank-{of.id}-among-{chosen.casefold().replace(' ', '-')}"
        return self._sheet.add(standing.rank(of.fact, others), id, of.name, again=again)


def _ranked(of: Figure, among: str, day: date) -> Fact:
    """The place of a figure as it was known on a day."""
    then = of.sheet.ask(of.asked._replace(as_of=day), of.name)
    return standing.rank(then.fact, fields.partners(then, among)[1])
