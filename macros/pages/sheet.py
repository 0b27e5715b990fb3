"""One page as its writer left it: its front matter, its declared facts, and what comes of reading it.

A sheet is read once (`Sheet.read`), which gathers every mistake and every claim, and works the page out: `body` is what an
engine gets of it (`plain`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from macros import words as say
from macros.errors import Problems
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.standing import Standing, standing
from macros.facts.view import Question
from macros.ledger import Claim, PageEntry, Sentence, fitted, id_of
from macros.pages import companions, evaluate, front, html, ids, kept, terms
from macros.pages.declared import Declared, Missing
from macros.pages.evaluate import Rendered, Tag
from macros.pages.figure import Figure
from macros.pages.front import Made
from macros.pages.plans.plan import Plan
from macros.pages.said import Said
from macros.pages.scope import Scope, Source
from macros.pages.sentences import sentences, whole
from macros.store.glossary import Entry
from macros.store.quoted import Quotation


class Sheet:
    """A page: what it declares, what it says, and what is wrong with it."""

    def __init__(self, path: str, text: str, source: Source, made: Made | None = None) -> None:
        self.path = path
        self.source = source
        self.problems = Problems(made.problems if made else ())
        self.front = front.read(path, text, self.problems, made)
        self.scope = Scope(self.front, source)
        self.names: Mapping[str, Figure | Missing] = {}
        self.reads: dict[str, Sheet] = {}  # the pages it shows
        self.lists: tuple[str, ...] | None = None  # the pages there were when it asked for them
        self.leads: set[str] = set()  # and which of them come first on it
        self.said = Said()
        self.digits: dict[str, int] = {}
        self.plans: dict[Any, Plan] = made.plans if made else {}  # charts, by all that they were asked for
        self.title = self.inked_title = self.description = ""
        self.body = self.front.body
        self.companion: companions.Companion | None = None
        self.sentences: list[Sentence] = []
        self._tag: Callable[[], Tag | None] = lambda: None
        self._dress: html.Dress = html.button
        self._figures: dict[Fact, Figure] = {}
        self._standings: dict[tuple[Fact, str], Standing] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of a page that was read (`readings`): all but what serves the reading alone."""
        return {name: value for name, value in self.__dict__.items() if name != "_tag"} | {"_standings": {}}

    def __reduce_ex__(self, protocol: Any) -> Any:
        """How it is kept: one that another page shows is found again."""
        return (
            super().__reduce_ex__(protocol)
            if kept.is_within(self)
            else (kept.sheet, (self.path.removeprefix("docs/"),))
        )

    @property
    def faults(self) -> Problems:
        """What is wrong with the page, or else with those that it shows."""
        if self.problems:
            return self.problems
        return Problems(error for other in self.reads.values() for error in other.faults)

    # Reading

    def written(self) -> tuple[str, ...]:
        """The pages for readers that somebody wrote. A sheet that has asked is read again once they are others."""
        self.lists = tuple(self.source.written())
        return self.lists

    def read(self, vocabulary: Callable[[Sheet], Mapping[str, Any]]) -> Sheet:
        """Work out the facts and check every tag of the page; what is wrong is in `problems` afterwards."""
        macros = vocabulary(self)
        with self.problems.gathering(self.front.where(self.front.line("companion"))):
            self.companion = companions.of(self.front, self.source)
        self.names = Declared(self, macros).names
        self._read_text({**macros, **self.names})
        if self._keep_apart():
            self._read_text({**macros, **self.names})
        if self.front.made:
            self.front.made = replace(self.front.made, plans={}, view=None)
        self.plans = {}
        return self

    def _read_text(self, names: Mapping[str, Any]) -> None:
        """Read title, description and body, in the order in which a reader meets them."""
        self.sentences, said = [], Said()
        self.inked_title = _on_one_line(self._read_head("title", names, html.in_ink)[0])
        for key in ("title", "description"):
            rendered, more = self._read_head(key, names, html.plain)
            setattr(self, key, _on_one_line(rendered))
            if rendered.skeleton:
                self.sentences.append(whole(rendered, self.front.line(key), said.claims_after(more)))
            said += more
        if self.front.text("render_macros").casefold() != "false":
            first = self.front.body_line
            rendered, more = self._read(
                self.front.body, first, names, lambda tag: self.front.where(tag.line if tag else first)
            )
            self.body = rendered.text
            self.sentences += sentences(rendered, self.front.body_line, said.claims_after(more))
            said += more
        self.said = said

    def _read_head(self, key: str, names: Mapping[str, Any], dress: html.Dress) -> tuple[Rendered, Said]:
        """A text of the front matter with its macros worked out, and what it says, all at the line of its key."""
        line = self.front.line(key)
        with self.dressed(dress):
            rendered, said = self._read(
                self.front.text(key),
                line,
                names,
                lambda tag: self.front.where(self.front.line_of(key, tag.source if tag else "")),
            )
        said.claims = [replace(claim, line=line) for claim in said.claims]
        return rendered, said

    def _read(
        self, text: str, line: int, names: Mapping[str, Any], where: Callable[[Tag | None], str]
    ) -> tuple[Rendered, Said]:
        def begin(current: Callable[[], Tag | None]) -> None:
            self.said, self._tag = Said(), current

        return evaluate.check(text, line, names, self.problems, where, begin), self.said

    @contextmanager
    def dressed(self, dress: html.Dress) -> Iterator[None]:
        """For the time of a block, words with a receipt are dressed another way."""
        self._dress = dress
        try:
            yield
        finally:
            self._dress = html.button

    def _keep_apart(self) -> bool:
        """Give two compared figures that print alike the digits to tell them apart; whether any needed it."""
        before = dict(self.digits)
        for a, b, line in self.said.pairs:
            with self.problems.gathering(self.front.where(line)):
                bounds = (a.fact.bound, b.fact.bound)
                digits = say.distinct(a.fact.value, b.fact.value, a.fact.unit, bounds=bounds)
                if digits is not None:
                    self.digits |= {a.id: digits, b.id: digits}
        return self.digits != before

    # Asking and showing

    def ask(self, question: Question, name: str) -> Figure:
        """The figure that answers a question, under its own id."""
        return self.answer(question, self.scope.view.ask(question), name)

    def answer(self, question: Question, fact: Fact, name: str) -> Figure:
        """The figure of a fact that is known to answer a question."""

        again = partial(self._again, question, fact.as_of)
        return self.add(fact, ids.of_question(question, fact), name, question, again)

    def _again(self, question: Question, last: date, day: date) -> Fact:
        """The answer to a question as it was known on a day, or on the last one that it may know of."""
        return self.scope.view.ask(question._replace(as_of=min(day, last)))

    def standing(self, fact: Fact, asked: Question, extreme: str) -> Standing:
        """The place of a fact in its own history, found once."""
        if (fact, extreme) not in self._standings:
            self._standings[fact, extreme] = standing(fact, self.scope.view.history(asked), extreme)
        return self._standings[fact, extreme]

    def add(
        self,
        fact: Fact,
        id: str,
        name: str,
        question: Question | None = None,
        again: Callable[[date], Fact] | None = None,
    ) -> Figure:
        """A figure of this page."""
        figure = Figure(fact, fitted(id), name, self, question, again)
        self._figures.setdefault(fact, figure)
        return figure

    def show_figure(self, figure: Figure, words: str) -> str:
        """Print a figure, dressed as the place wants it: a button that opens its receipt, or plain in a title."""
        self.note("figure", words, (figure,), receipt=figure.id)
        return self._dress(words, figure.id, "", html.ink(figure.fact))

    def show_word(self, verdict: Verdict, words: str, kind: str = "word", answers: str = "") -> str:
        """Print a comparing word with the verdict behind it; `answers` is the question, where the verdict does not tell."""
        figures = tuple(self.figure_of(fact) for fact in verdict.facts)
        id = ids.of_verdict(verdict, [figure.id for figure in figures], kind, answers)
        self.note(kind, words, figures, verdict, receipt=id)
        if verdict.compared and verdict.holds:
            self.said.pairs.append((figures[0], figures[1], self.said.claims[-1].line))
        return self._dress(words, id, "word", html.ink(verdict.facts[0]))

    def show_quoted(self, quotation: Quotation, words: str) -> str:
        """Print what somebody else said: in their words, or in ours where some are given."""
        shown = words or quotation.words
        self.said.quotations[quotation.id] = quotation
        id = ids.of_quotation(quotation)
        self.note("quoted", shown, quoted=quotation.id, receipt=id)
        return self._dress(shown, id, "cited" if words else "quoted", "")

    def show_term(self, entry: Entry, words: str) -> str:
        """Print a term of the glossary. It asserts nothing, so the ledger has no claim of it."""
        self.said.terms[entry.id] = entry
        return self._dress(words, terms.definition_id(entry), "term", "")

    def note(
        self,
        kind: str,
        words: str,
        figures: tuple[Figure, ...] = (),
        verdict: Verdict | None = None,
        quoted: str = "",
        receipt: str = "",
    ) -> None:
        """Enter a claim, at the line of the tag that makes it."""
        self.said.facts |= {figure.id: figure for figure in figures if figure.id not in self.said.facts}
        facts = tuple(figure.id for figure in figures)
        tag = self._tag()
        line = tag.line if tag else 1
        self.said.tags.append(tag)
        self.said.claims.append(
            Claim(line=line, kind=kind, words=words, receipt=receipt, facts=facts, quoted=quoted, verdict=verdict)
        )

    def note_chart(self, headline: str, facts: tuple[Fact, ...]) -> None:
        """Enter a chart with every fact it draws."""
        self.note("chart", headline, tuple(self.figure_of(fact) for fact in facts))

    # What came of it

    @property
    def texts(self) -> dict[int, str]:
        """What the writer wrote for readers, by the line on which it begins: title, description and body."""
        heads = {self.front.line(key): self.front.text(key) for key in ("title", "description")}
        return {**heads, self.front.body_line: self.front.body}

    def shown(self) -> list[Figure]:
        """The figures that stand in the text, each once, in the order in which they appear."""
        found = dict.fromkeys(id for claim in self.said.claims if claim.kind == "figure" for id in claim.facts)
        return [self.said.facts[id] for id in found]

    @property
    def made(self) -> str:
        """For whom the page was made from a template; empty for a page that somebody wrote."""
        return self.front.made.member if self.front.made else ""

    @property
    def address(self) -> str:
        """Where the page is below the site's root: explainers/kenya-us-trade/."""
        return self.front.address

    def entry(self) -> PageEntry:
        """The page's part of the ledger."""
        facts = {id: figure.fact for id, figure in self.said.facts.items()}
        return PageEntry(self.path, self.address, self.title, self.description, facts, self.said.claims, self.sentences)

    def figure_of(self, fact: Fact) -> Figure:
        """The figure of a fact that the page rests on: the one already named on it, or one made for it."""
        if fact not in self._figures:
            self.add(fact, id_of(fact, self.scope.pinned or self._past_day(fact)), "")
        return self._figures[fact]

    def _past_day(self, fact: Fact) -> date | None:
        """The day as of which a fact was asked, where that is before the day of the page's record."""
        days = {self.source.record(dataset, self.scope.day).as_of for dataset in fact.datasets}
        return fact.as_of if days and fact.as_of not in days else None


def _on_one_line(rendered: Rendered) -> str:
    return " ".join(rendered.text.split())
