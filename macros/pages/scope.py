"""What a page speaks of, from its `trade:` section: whose side, which partner, which datasets, and as of when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from macros import places
from macros.charts.once import Once
from macros.errors import TradeError
from macros.facts.view import Question, View
from macros.pages import phrases
from macros.pages.front import Front
from macros.periods import Period
from macros.places import Place
from macros.store.calendar import Release
from macros.store.events import Events
from macros.store.glossary import Glossary
from macros.store.history import History
from macros.store.holdings import Holding
from macros.store.passport import Passport
from macros.store.quoted import Register
from macros.store.record import Record
from macros.store.schemes import Scheme

if TYPE_CHECKING:
    from macros.pages.answers import Answers
    from macros.pages.parts import Parts
    from macros.pages.sheet import Sheet

_EXAMPLES = {"data": "data: us-goods", "side": "side: Kenya", "partner": "partner: United States"}
T = TypeVar("T")


class Source(Protocol):
    """Where a page gets its data: the desk, as far as a page knows it."""

    as_of: date | None
    once: Once

    @property
    def today(self) -> date:
        """The day on which the site is made."""

    @property
    def register(self) -> Register:
        """What others said."""

    @property
    def events(self) -> Events:
        """Dated events."""

    @property
    def glossary(self) -> Glossary:
        """What the terms mean."""

    @property
    def history(self) -> History:
        """What became of the pages."""

    def holds(self, path: str) -> bool:
        """Whether there is such a page in the docs folder, written or made."""

    def head(self, path: str) -> Front | None:
        """The front matter of a page of the docs folder; None where there is no such page."""

    def overdue(self, dataset: str, grace: int = 0) -> tuple[Release, ...]:
        """Releases of a dataset that should have been in so many days ago and are not."""

    def following(self, dataset: str) -> Release | None:
        """The next release of a dataset that is not missed yet."""

    def record(self, dataset: str, as_of: date | None) -> Record:
        """The record of a dataset as of a day."""

    def passport(self, dataset: str) -> Passport:
        """The passport of a dataset."""

    def scheme(self, name: str) -> Scheme:
        """Who belongs to something, by the name of its folder."""

    def schemes(self) -> tuple[str, ...]:
        """The names of all schemes."""

    @property
    def parts(self) -> Parts:
        """What is kept of pages apart from them."""

    @property
    def answers(self) -> Answers:
        """What is worked out of the whole of a record."""

    def published(self) -> Iterator[str]:
        """The pages for readers, in order."""

    def written(self) -> Iterator[str]:
        """The pages for readers that somebody wrote, in order."""

    def sheet(self, path: str) -> Sheet:
        """A page of the docs folder, read and checked."""

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Every dataset and register as those are told of it who want to take it."""


class Scope:
    """Each thing is settled when it is first asked for; its error names its own line, wherever it was asked for."""

    def __init__(self, front: Front, source: Source) -> None:
        self._front = front
        self._source = source

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it with its page: not the record as it was asked, which holds all that was found."""
        return {name: value for name, value in self.__dict__.items() if name not in ("view", "now")}

    @cached_property
    def side(self) -> Place:
        """The place from whose side the page speaks."""
        return self._settled("side", lambda: places.find(self._said("side")))

    @cached_property
    def partner(self) -> Place:
        """The other side."""
        return self._settled("partner", lambda: places.find(self._said("partner")))

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """The names of the datasets it asks, the first before the others; each is known to exist."""
        return self._settled("data", self._datasets)

    def _datasets(self) -> tuple[str, ...]:
        self._said("data")
        said = self._front.trade["data"].value
        names = tuple(map(str, said)) if isinstance(said, list) else (str(said),)
        for name in names:
            self._source.passport(name)
        return names

    @cached_property
    def pinned(self) -> date | None:
        """The day to which the page is pinned; None for a living page."""
        if "as of" not in self._front.trade:
            return None
        return self._settled("as of", lambda: phrases.day(self._said("as of")))

    @property
    def readout(self) -> bool:
        """Whether the page asks for the reading aid on its charts."""
        return "readout" in self._front.trade and self._front.trade["readout"].value is True

    def question(self, measure: str) -> Question:
        """A measure of the page's two places, to be asked of any period."""
        return Question(
            measure=measure, period=Period.year(2000), side=self.side, partner=self.partner, as_of=self.pinned
        )

    @property
    def day(self) -> date | None:
        """The past day as which the page is made, whether the page or the whole build says so; None for today's record."""
        return self.pinned or self._source.as_of

    def known(self, asked: date | None) -> date | None:
        """The day of a fact that names one, or else of its page; raises if it cannot be known yet."""
        if asked and self.day and asked > self.day:
            raise TradeError(
                f"nothing can be known as of {asked} on a page made as of {self.day}", remedy="Name an earlier day."
            )
        return asked or self.pinned

    @cached_property
    def view(self) -> View:
        """The record as the page asks it."""
        if self._front.made and self._front.made.view:
            made: View = self._front.made.view
            return made
        return View(self._source.passport, self._source.record, self.datasets, self.day)

    @property
    def asked(self) -> View | None:
        """The record as the page has asked it so far; None where it has not."""
        view: View | None = self.__dict__.get("view")
        return view

    @cached_property
    def now(self) -> View:
        """The record as it is known today, also for a page that is pinned: what became of its figures."""
        return View(self._source.passport, self._source.record, self.datasets, self._source.as_of)

    @property
    def passport(self) -> Passport:
        """The passport of its first dataset."""
        return self._source.passport(self.datasets[0])

    def _said(self, key: str) -> str:
        if not self._front.trade:
            raise TradeError(
                "the page does not say what it is about",
                remedy="Add 'trade: {data: us-goods, side: Kenya, partner: United States}' to the front matter.",
            )
        if key not in self._front.trade:
            raise TradeError(f"the page does not say its '{key}'", remedy=f"Add '{_EXAMPLES[key]}' under 'trade:'.")
        return str(self._front.trade[key].value)

    def _settled(self, key: str, work: Callable[[], T]) -> T:
        line = self._front.trade[key].line if key in self._front.trade else self._front.line("trade")
        try:
            return work()
        except TradeError as error:
            raise error.at(self._front.where(line)) from None
