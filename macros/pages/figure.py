"""A fact as a writer holds it: printed by naming it, and asked for its words, its kin and what may be claimed of it.

What shows something is a property (`{{ gap.noun }}`); what compares takes the other figure, or a period in words
(`{{ sold.change_from("a year earlier") }}`). Every property and method here is part of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.facts import changes, claims, levels
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.verdict import Wording
from macros.facts.view import Question
from macros.pages import phrases
from macros.pages.claimable import Claimable, figure
from macros.pages.parted import Parted
from macros.pages.recorded import Recorded

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

# What the house needs of a figure; everything else that is public is vocabulary.
BEHIND = frozenset({"fact", "id", "name", "sheet", "question", "again", "words", "asked", "derived"})

# What a sign asserts, by the word for it.
_PREDICATES = {"surplus": "surplus", "deficit": "deficit", "a rise": "rose", "a fall": "fell"}
_WAYS: dict[str, Callable[[Fact, Fact], Fact]] = {
    "change": changes.change,
    "difference": changes.difference,
    "times": changes.times,
    "share": levels.share,
    "revision": changes.revision,
}


@dataclass(frozen=True, eq=False)  # no slots, which Python restores one by one
class Figure(Recorded, Claimable, Parted):
    """A fact on a page. `name` is what the writer calls it, `question` how it can be asked again, None where it was derived;
    `again` works it out as it was known on an earlier day."""

    fact: Fact
    id: str
    name: str
    sheet: Sheet
    question: Question | None = None
    again: Callable[[date], Fact] | None = None

    # What is shown

    def __dir__(self) -> list[str]:
        """The vocabulary: what a writer may ask of it."""
        return list(_vocabulary())

    def __str__(self) -> str:
        """The figure as an editor writes it; a balance or a change prints its size, and its word carries the sign."""
        return self.sheet.show_figure(self, self.words())

    def __html__(self) -> Markup:
        return Markup(str(self))

    @property
    def short(self) -> str:
        """The figure for a table or a card: $844.5m."""
        return self.sheet.show_figure(self, self.words(short=True))

    @property
    def signed(self) -> str:
        """The figure with its sign: +$323.2 million."""
        return self.sheet.show_figure(self, self.words(signed=True))

    @property
    def short_signed(self) -> str:
        """The figure for a card, with its sign: +$323.2m."""
        return self.sheet.show_figure(self, self.words(short=True, signed=True))

    def to(self, digits: int) -> str:
        """The figure with so many decimals, where its precision bears them."""
        if not isinstance(digits, int):
            raise TradeError(f"'{digits}' is not a number of decimals", remedy="Write for example {{ sold.to(2) }}.")
        return self.sheet.show_figure(self, self.words(digits=digits))

    @property
    def period(self) -> str:
        """Its period in a sentence: "2025", "the first 11 months of 2025"."""
        return say.in_prose(self.fact.period)

    @property
    def months(self) -> str:
        """Its period by name: "January–November 2025"."""
        return say.label(self.fact.period)

    @property
    def noun(self) -> str:
        """Surplus or deficit of a balance; a rise or a fall of a change."""
        if self.fact.measure.kind == "balance":
            return self.sheet.show_word(
                self._verdict_of_sign("surplus", "deficit"), say.balance_noun(self.fact.value, bound=self.fact.bound)
            )
        if self.fact.measure.kind == "change":
            return self.sheet.show_word(
                self._verdict_of_sign("a rise", "a fall"), say.noun(self.fact.value, bound=self.fact.bound)
            )
        raise TradeError(f"{self._said} has no noun", remedy="Only a balance (surplus, deficit) and a change have one.")

    @property
    def verb(self) -> str:
        """What a change did: climbed, edged down, was little changed."""
        return self._moved("verb", say.verb)

    @property
    def did(self) -> str:
        """What a change did and by how much, in whatever words fit: "jumped 76.8%", "more than doubled, up 101.2%"."""
        return self._moved("verb", say.change)

    def wider_or_narrower(self, before: Figure | str) -> str:
        """How a gap compares, chosen: "sharply wider than", "slightly narrower than"."""
        other = self._other(before)
        grew = abs(self.fact.value) >= abs(other.fact.value)
        verdict = (claims.wider if grew else claims.narrower)(self.fact, other.fact)
        bounds = (other.fact.bound, self.fact.bound)
        return self.sheet.show_word(verdict, say.wider(before=other.fact.value, after=self.fact.value, bounds=bounds))

    def more_or_less(self, than: Figure | str) -> str:
        """How it compares, chosen: "more than", "slightly less than"."""
        other = self._other(than)
        verdict = (claims.more_than if self.fact.value >= other.fact.value else claims.less_than)(self.fact, other.fact)
        bounds = (self.fact.bound, other.fact.bound)
        return self.sheet.show_word(verdict, say.more_or_less(self.fact.value, other.fact.value, bounds=bounds))

    # Its kin

    @property
    def year_earlier(self) -> Figure:
        """The same figure for the same months of the year before."""
        return self.at("a year earlier")

    def at(self, period: str | int) -> Figure:
        """The same figure for another period: "2024", "same months of 2024"."""
        question = self.asked
        wanted = phrases.relative(str(period), self.fact.period, self.sheet.scope.view.latest(question))
        return self.sheet.ask(question._replace(period=wanted), f"{self.name}, {period}")

    def change_from(self, before: Figure | str) -> Figure:
        """The change in per cent since the same months of an earlier year."""
        return self.derived("change", before)

    def difference_from(self, before: Figure | str) -> Figure:
        """The change as an amount."""
        return self.derived("difference", before)

    def times(self, before: Figure | str) -> str:
        """How many times the earlier figure, in words: "twice", "about four times"."""
        figure = self.derived("times", before)
        return self.sheet.show_figure(figure, say.times(figure.fact.value, bound=figure.fact.bound))

    def share_of(self, whole: Figure) -> Figure:
        """What percentage it is of a whole over the same months."""
        return self.derived("share", whole)

    def revised_from(self, then: Figure) -> Figure:
        """What a later vintage made of it: the figure now less as it was known then."""
        return self.derived("revision", then)

    # Behind the words

    @property
    def _said(self) -> str:
        return f"the fact '{self.name}'"

    def words(self, *, digits: int | None = None, signed: bool = False, short: bool = False) -> str:
        """The figure in words, without any mark-up; the page may ask for more digits to keep two figures apart."""
        fact = self.fact
        digits = self.sheet.digits.get(self.id) if digits is None else digits
        return say.figure(fact.value, fact.unit, bound=fact.bound, digits=digits, signed=signed, short=short)

    @property
    def asked(self) -> Question:
        """The question it answers; a figure that was worked out from others has none, and cannot be asked again."""
        if self.question is None:
            raise TradeError(
                f"{self._said} was worked out from others and cannot be asked again",
                remedy="Declare it for the other period under 'facts:'.",
            )
        return self.question

    def derived(self, how: str, other: Figure | str) -> Figure:
        """A figure made from this one and another, in one of the ways of `_WAYS`."""
        before = self._other(other)
        again = None
        if self.again and before.again and how != "revision":  # of a revision, only the last state says anything
            again = partial(_again, how, (self.again, before.again))
        return self.sheet.add(
            _WAYS[how](self.fact, before.fact),
            f"{how}-{self.id}-from-{before.id}",
            f"{how} of {self.name}",
            again=again,
        )

    def _other(self, other: Figure | str) -> Figure:
        return self.at(other) if isinstance(other, (str, int)) else figure(other)

    def _moved(self, what: str, word: Callable[..., str]) -> str:
        if self.fact.measure.kind != "change":
            raise TradeError(
                f"{self._said} has no {what}", remedy="Ask a change: {{ sold.change_from('a year earlier').verb }}."
            )
        words = word(self.fact.value, bound=self.fact.bound)
        return self.sheet.show_word(self._verdict_of_sign("a rise", "a fall"), words)

    def _verdict_of_sign(self, positive: str, negative: str) -> Verdict:
        """That a signed figure is on the side its word says; words for nearly nothing assert nothing."""
        value, unit = self.fact.value, self.fact.unit
        word, other = (positive, negative) if value > 0 else (negative, positive)
        since = {"period": self.fact.parts[1].period} if self.fact.measure.kind == "change" else {}
        certain = abs(value) > self.fact.bound
        return Verdict(
            f"{claims.name(self.fact)} is {word}",
            True if certain else None,
            abs(value),
            unit,
            (self.fact,),
            wording=Wording(_PREDICATES[word], since),
            flips_to=Wording(_PREDICATES[other], since),
        )


def _again(how: str, parts: tuple[Callable[[date], Fact], Callable[[date], Fact]], day: date) -> Fact:
    """A figure made from two, as it was known on a day."""
    one, other = parts
    return _WAYS[how](one(day), other(day))


@cache
def _vocabulary() -> tuple[str, ...]:
    """The names of all that a writer may ask of a figure."""
    names = dict.fromkeys(name for one in Figure.__mro__ for name in vars(one))
    return tuple(name for name in names if not name.startswith("_") and name not in BEHIND)
