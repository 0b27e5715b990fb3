"""One page as its writer left it: its front matter, its declared facts, and what comes of reading it.

A sheet is read once (`Sheet.read`), which gathers every mistake and every claim; after that the engine, whichever it is,
renders the page with the same names and gets the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from macros import places
from macros import words as say
from macros.errors import Problems, TradeError, near
from macros.facts import changes, standing
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.view import Question, View
from macros.ledger import Claim, PageEntry
from macros.pages import evaluate, front, html, phrases
from macros.pages.evaluate import AlreadyReported
from macros.pages.figure import Figure
from macros.periods import Period
from macros.places import Place
from macros.store.passport import Passport
from macros.store.quoted import Quotation, Register
from macros.store.record import Record

Dress = Callable[[str, str, str, str], str]
"""How words with a receipt are dressed: words, receipt id, CSS class and ink in, text or HTML out."""


class Source(Protocol):
    """Where a page gets its data: the desk, as far as a page knows it."""

    today: date
    register: Register

    def record(self, dataset: str, as_of: date | None) -> Record:
        """The record of a dataset as of a day."""

    def passport(self, dataset: str) -> Passport:
        """The passport of a dataset."""


class Missing:
    """Stands for a fact whose declaration failed: using it ends the tag, and one mistake is not reported twice."""

    def _used(self, *_: object) -> Any:
        raise AlreadyReported

    __str__ = __html__ = __lt__ = __gt__ = __call__ = _used

    def __getattr__(self, name: str) -> Any:
        raise AlreadyReported


@dataclass(slots=True)
class Said:
    """What one reading of a page found it to say. A page is read again after each mistake, so this is begun anew."""

    claims: list[Claim] = field(default_factory=list)
    facts: dict[str, Figure] = field(default_factory=dict)
    verdicts: dict[str, tuple[str, Verdict]] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    drawings: dict[str, Callable[[], Markup]] = field(default_factory=dict)
    pairs: list[tuple[Figure, Figure]] = field(default_factory=list)

    def __add__(self, other: Said) -> Said:
        return Said(
            self.claims + other.claims,
            self.facts | other.facts,
            self.verdicts | other.verdicts,
            self.quotations | other.quotations,
            self.drawings | other.drawings,
            self.pairs + other.pairs,
        )


class Sheet:
    """A page: what it declares, what it says, and what is wrong with it."""

    def __init__(self, path: str, text: str, source: Source) -> None:
        self.source = source
        self.problems = Problems()
        self.front = front.read(path, text, self.problems)
        self.path = path
        self.names: dict[str, Figure | Missing] = {}
        self.said = Said()
        self.digits: dict[str, int] = {}
        self.title = self.inked_title = self.description = ""
        self._line: Callable[[], int] = lambda: 1
        self._dress: Dress = _as_button
        self._recording = True
        self._settled: dict[str, Any] = {}

    # Reading

    def read(self, vocabulary: Callable[[Sheet], Mapping[str, Any]]) -> Sheet:
        """Work out the facts and check every tag of the page; what is wrong is in `problems` afterwards."""
        macros = vocabulary(self)
        for name, value in self.front.facts.items():
            with self.problems.gathering(self.front.where(value.line)):
                self._require_free(name, macros)
        for name, value in self.front.facts.items():
            with self.problems.gathering(self.front.where(value.line)):
                self._declared(name, ())
            self.names.setdefault(name, Missing())
        self._check_text({**macros, **self.names})
        if self._keep_apart():
            self._check_text({**macros, **self.names})
        self._recording = False
        return self

    def _check_text(self, names: Mapping[str, Any]) -> None:
        """Read title, description and body, in the order in which a reader meets them."""
        self.inked_title, _ = self._head("title", names, _as_ink)
        self.title, title = self._head("title", names, _as_plain_text)
        self.description, description = self._head("description", names, _as_plain_text)
        body = Said()
        if self.front.text("render_macros").casefold() != "false":
            body = self._rendered(self.front.body, self.front.body_line, names, self.front.where)[1]
        self.said = title + description + body

    def _head(self, key: str, names: Mapping[str, Any], dress: Dress) -> tuple[str, Said]:
        """A text of the front matter with its macros worked out, on one line, and what it says."""
        line = self.front.line(key)
        self._dress = dress
        text, said = self._rendered(self.front.text(key), line, names, lambda _: self.front.where(line))
        self._dress = _as_button
        for number, claim in enumerate(said.claims):
            said.claims[number] = replace(claim, line=line)
        return " ".join(text.split()), said

    def _rendered(
        self, text: str, line: int, names: Mapping[str, Any], where: Callable[[int], str]
    ) -> tuple[str, Said]:
        def begin(current: Callable[[], int]) -> None:
            self.said, self._line = Said(), current

        return evaluate.check(text, line, names, self.problems, where, begin), self.said

    def _keep_apart(self) -> bool:
        """Give two compared figures that print alike the digits to tell them apart; whether any needed it."""
        found = False
        for a, b in self.said.pairs:
            with self.problems.gathering():
                digits = say.distinct(a.fact.value, b.fact.value, a.fact.unit, bounds=(a.fact.bound, b.fact.bound))
                if digits is not None:
                    self.digits |= {a.id: digits, b.id: digits}
                    found = True
        return found

    # Declared facts

    def _require_free(self, name: str, macros: Mapping[str, Any]) -> None:
        if not name.isidentifier():
            raise TradeError(
                f"'{name}' cannot be the name of a fact", remedy="Use letters, digits and _, such as bought_2025."
            )
        if name in macros:
            raise TradeError(f"the fact '{name}' would hide the macro of that name", remedy="Choose another name.")
        if name in self.front.keys:
            raise TradeError(
                f"the fact '{name}' would be hidden by the front matter key '{name}'", remedy="Choose another name."
            )

    def _declared(self, name: str, asking: tuple[str, ...]) -> Figure:
        """The figure of a declared name, working out first what it rests on."""
        if name in asking:
            raise TradeError(f"the fact '{name}' is declared by itself: {' → '.join((*asking, name))}",
                             remedy="Give one of them a measure and a period.")  # fmt: skip
        known = self.names.get(name)
        if isinstance(known, Figure):
            return known
        chain = (*asking, name)
        asked = phrases.parse(str(self.front.facts[name].value), set(self.front.facts) - {name})
        if isinstance(asked, phrases.Derived):
            figure = replace(self._derived(asked, chain), name=name)
        elif asked.base:
            base = self._declared(asked.base, chain)
            question = base._question()
            latest = self.view.latest(question)
            period = phrases.relative(asked.period, base.fact.period, latest) if asked.period else question.period
            figure = self.ask(replace(question, period=period, as_of=asked.as_of or question.as_of), name)
        else:
            question = Question(
                measure=asked.measure, period=Period(0, 0), side=self.side, partner=self.partner, products=asked.products,
                as_of=asked.as_of or self.pinned,
            )  # fmt: skip
            period = Period.parse(asked.period, latest=self.view.latest(question))
            figure = self.ask(replace(question, period=period), name)
        self.names[name] = figure
        return figure

    def _derived(self, asked: phrases.Derived, chain: tuple[str, ...]) -> Figure:
        of = self._declared(asked.of, chain)
        if asked.how == "rank":
            return self._rank(of, asked.other)
        other: Figure | str = self._declared(asked.other, chain) if asked.other in self.front.facts else asked.other
        if asked.how == "times":
            other = of.at(other) if isinstance(other, str) else other
            return self.add(changes.times(of.fact, other.fact), f"times-{of.id}-from-{other.id}", f"times of {of.name}")
        if asked.how in ("share", "revision") and isinstance(other, str):
            raise TradeError(f"there is no fact '{other}'", remedy=near(other, self.front.facts))
        method = {
            "change": "change_from",
            "difference": "difference_from",
            "share": "share_of",
            "revision": "revised_from",
        }
        return getattr(of, method[asked.how])(other)  # type: ignore[no-any-return]

    def _rank(self, of: Figure, among: str) -> Figure:
        question = of._question()
        record = self.view.record(question)
        everyone = [places.from_code(code) for code in record.partners()]
        regions = {places.region(place) for place in everyone} - {""}
        if among.casefold() not in ("all partners", *(region.casefold() for region in regions)):
            raise TradeError(f"'{among}' is not a field to rank in", remedy=near(among, {"all partners", *regions}))
        field = [p for p in everyone if among == "all partners" or places.region(p).casefold() == among.casefold()]
        fact = standing.rank(of.fact, self.view.field(question, [p for p in field if p != question.side]))
        return self.add(fact, f"rank-{of.id}-among-{among.casefold().replace(' ', '-')}", f"rank of {of.name}")

    # What the page speaks of

    @property
    def side(self) -> Place:
        """The place from whose side the page speaks."""
        return self._once("side", lambda: places.find(self._trade("side")))  # type: ignore[no-any-return]

    @property
    def partner(self) -> Place:
        """The other side."""
        return self._once("partner", lambda: places.find(self._trade("partner")))  # type: ignore[no-any-return]

    @property
    def view(self) -> View:
        """The record as this page asks it."""

        def opened() -> View:
            data = self._trade("data")
            return View(self.source.record, tuple(data) if isinstance(data, list) else (data,))

        return self._once("view", opened)  # type: ignore[no-any-return]

    @property
    def passport(self) -> Passport:
        """The passport of the page's first dataset."""
        data = self._trade("data")
        return self.source.passport(data[0] if isinstance(data, list) else data)

    @property
    def pinned(self) -> Any:
        """The day to which the page is pinned, None for a living page."""
        return self._once("pinned", lambda: phrases.day(self._trade("as of")) if "as of" in self.front.trade else None)

    def _trade(self, key: str) -> Any:
        if key not in self.front.trade:
            example = {"data": "data: us-goods", "side": "side: Kenya", "partner": "partner: United States"}[key]
            raise TradeError(f"the page does not say its '{key}'", remedy=f"Add '{example}' under 'trade:'.",
                             where=self.front.where(self.front.line("trade")))  # fmt: skip
        return self.front.trade[key].value

    def _once(self, key: str, work: Callable[[], Any]) -> Any:
        """Settle a thing once; its error names its own line, wherever it was asked for."""
        if key not in self._settled:
            line = self.front.trade[key].line if key in self.front.trade else self.front.line("trade")
            try:
                self._settled[key] = work()
            except TradeError as error:
                raise error.at(self.front.where(line)) from None
        return self._settled[key]

    # Asking and showing

    def ask(self, question: Question, name: str) -> Figure:
        """The figure that answers a question, under its own id."""
        return self.add(self.view.ask(question), _question_id(question), name, question)

    def add(self, fact: Fact, id: str, name: str, question: Question | None = None) -> Figure:
        """A figure of this page."""
        return Figure(fact, id, name, self, question)

    def show_figure(self, figure: Figure, words: str) -> str:
        """Print a figure: plain in titles, a button that opens its receipt elsewhere."""
        self.note("figure", words, (figure,))
        return self._dress(words, figure.id, "", _ink(figure.fact))

    def show_word(self, verdict: Verdict, words: str, kind: str = "word") -> str:
        """Print a comparing word with the verdict behind it."""
        id = "claim-" + hashlib.sha256(f"{verdict.asserts}|{words}".encode()).hexdigest()[:8]
        if self._recording:
            self.said.verdicts[id] = (words, verdict)
        figures = tuple(self._figure_of(fact) for fact in verdict.facts)
        self.note(kind, words, figures, verdict)
        if verdict.compared and len(figures) == 2 and self._recording:
            self.said.pairs.append((figures[0], figures[1]))
        return self._dress(words, id, "word", _ink(verdict.facts[0]))

    def show_quoted(self, quotation: Quotation, words: str) -> str:
        """Print what somebody else said: in their words, or in ours where some are given."""
        shown = words or quotation.words
        self.said.quotations[quotation.id] = quotation
        self.note("quoted", shown, quoted=quotation.id)
        return self._dress(shown, f"quoted-{quotation.id}", "cited" if words else "quoted", "")

    def note(
        self, kind: str, words: str, figures: tuple[Figure, ...] = (), verdict: Verdict | None = None, quoted: str = ""
    ) -> None:
        """Enter a claim, at the line of the tag that makes it."""
        if not self._recording:
            return
        for figure in figures:
            self.said.facts.setdefault(figure.id, figure)
        ids = tuple(figure.id for figure in figures)
        self.said.claims.append(
            Claim(line=self._line(), kind=kind, words=words, facts=ids, quoted=quoted, verdict=verdict)
        )

    def note_chart(self, headline: str, facts: tuple[Fact, ...]) -> None:
        """Enter a chart with every fact it draws."""
        self.note("chart", headline, tuple(self._figure_of(fact) for fact in facts))

    @property
    def is_recording(self) -> bool:
        """Whether the page is being read; afterwards the engine renders it, and nothing new may be said."""
        return self._recording

    def shown(self) -> list[Figure]:
        """The figures that stand in the text, each once, in the order in which they appear."""
        ids = dict.fromkeys(id for claim in self.said.claims if claim.kind == "figure" for id in claim.facts)
        return [self.said.facts[id] for id in ids]

    def entry(self, url: str) -> PageEntry:
        """The page's part of the ledger."""
        facts = {id: figure.fact for id, figure in self.said.facts.items()}
        return PageEntry(self.path, url, self.title, self.description, facts, self.said.claims)

    def _figure_of(self, fact: Fact) -> Figure:
        """The figure of a fact that a verdict rests on: the one already named on the page, or one made for it."""
        for known in (*self.said.facts.values(), *(f for f in self.names.values() if isinstance(f, Figure))):
            if known.fact == fact:
                return known
        return self.add(fact, _fact_id(fact), "", None)


def _as_button(words: str, receipt: str, css: str, ink: str) -> str:
    return str(html.button(words, receipt, css))


def _as_plain_text(words: str, receipt: str, css: str, ink: str) -> str:
    return words


def _as_ink(words: str, receipt: str, css: str, ink: str) -> str:
    """As in a headline, where a balance takes the colour of its sign."""
    return str(Markup('<b class="{}">{}</b>').format(ink, words) if ink else Markup.escape(words))


def _ink(fact: Fact) -> str:
    """The colour of a balance: that of what was sold where more was sold, that of what was bought where less was."""
    if fact.measure.kind != "balance":
        return ""
    return "ink-sold" if fact.value > 0 else "ink-bought"


def _question_id(question: Question) -> str:
    """An id that says what was asked, and stays the same when the answer changes."""
    products = f"-hs{'-'.join(question.products)}".replace("*", "all") if question.products else ""
    pinned = f"-as-of-{question.as_of.isoformat()}" if question.as_of else ""
    return _slug(question.side, question.partner, question.measure, question.period, products) + pinned


def _fact_id(fact: Fact) -> str:
    measure = fact.measure
    products = f"-hs{'-'.join(measure.products)}" if measure.products else ""
    return _slug(
        measure.side, measure.partner, f"{measure.kind}{'-' + measure.of if measure.of else ''}", fact.period, products
    )


def _slug(side: Place, partner: Place, measure: str, period: Period, products: str) -> str:
    text = f"{side.code}-{partner.code}-{measure}-{period}{products}".casefold()
    return text.replace("..", "-to-").replace(" ", "-")
