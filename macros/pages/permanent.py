"""The page that every figure, comparing word and quotation keeps: `/f/<id>/`, with `/f/<id>.json` beside it. What is said only
on pages made from a template, by the thousand, has a line at the end of its page instead.

It says what the receipt says, where the site says it, how the figure stood before, and how to cite it. The id is what was
asked, so the address stays when the answer changes, also that of a word that was chosen and has turned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros import ledger
from macros import words as say
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.ledger import Claim
from macros.pages import bare, earlier, receipts
from macros.pages.desk import Desk
from macros.pages.earlier import State
from macros.pages.figure import Figure
from macros.pages.html import FIGURES, Receipt
from macros.pages.output import Output
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet
from macros.store import reads
from macros.store.contents import digest
from macros.store.quoted import Quotation
from macros.words.pack import pack

SCHEMA_FILE = Path(ledger.__file__).with_name("figure.schema.json")
_ROOT = "../../"
_FURNITURE = re.compile(r"\{\{[^{}]*\}\}")  # a tag that stands alone prints no sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the site says it: the page, the words, and the sentence they stand in if they stand in one."""

    page: str
    address: str
    words: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What has a page: a figure, a comparing word with its verdict, or a quotation; the first sheet that says it speaks for it."""

    id: str
    kind: str
    sheet: Sheet
    said: Figure | Verdict | Quotation
    mentions: list[Mention] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures it is or rests on."""
        if isinstance(self.said, Figure):
            return (self.said.fact,)
        return self.said.facts if isinstance(self.said, Verdict) else ()

    @property
    def wordings(self) -> list[str]:
        """Its words, each once."""
        return list(dict.fromkeys(mention.words for mention in self.mentions))

    def receipt(self, desk: Desk) -> Receipt:
        """What is behind it."""
        if isinstance(self.said, Figure):
            return receipts.for_fact(self.said.fact, desk.passport)
        if isinstance(self.said, Verdict):
            return receipts.for_verdict("”, “".join(self.wordings), self.said, desk.passport)
        return receipts.for_quotation(self.said, desk, self.sheet.scope.day)


def address(id: str) -> str:
    """Where its page is, below the site's root."""
    return f"{FIGURES}/{id}/"


def anchor(id: str) -> str:
    """The id of its line in the list at the end of a page."""
    return f"f-{id}"


def link(id: str, held: Container[str], root: str) -> str:
    """Where it is linked for good from a page: its own page, or, where it is not among those `held`, its line on that page."""
    reads.note("permanent", id)
    return f"{root}{address(id)}" if id in held else f"#{anchor(id)}"


def entries(sheets: Iterable[Sheet]) -> dict[str, Entry]:
    """Everything some pages say that has a receipt, by its id."""
    found: dict[str, Entry] = {}
    for sheet in sheets:
        sentences = {
            number: one.text
            for one in reversed(sheet.sentences)
            if not _FURNITURE.fullmatch(one.template)
            for number in one.claims
        }
        for number, claim in enumerate(sheet.said.claims):
            if claim.receipt:
                kind = claim.kind if claim.verdict is None else "word"
                entry = found.setdefault(
                    claim.receipt, Entry(id=claim.receipt, kind=kind, sheet=sheet, said=_said(sheet, claim))
                )
                sentence = sentences.get(number, "")
                entry.mentions.append(Mention(sheet.title, sheet.address, claim.words, sentence))
    return found


def write(found: Mapping[str, Entry], desk: Desk, out: Output, publisher: Publisher, code: str) -> None:
    """Write the page and the JSON of each entry into the site, where they are others than before; `code` is a hash of what
    makes all of them."""
    facts = ledger.facts_of(entry.sheet.entry() for entry in found.values())
    names = ledger.names_of(facts)
    ids = {one.said.fact: id for id, one in found.items() if isinstance(one.said, Figure)}
    seals = {sheet: desk.seal(sheet.path.removeprefix("docs/")) for sheet in {one.sheet for one in found.values()}}
    for id, entry in found.items():
        rests = [ids.get(fact, "") for fact in _below(entry)]
        parts = [names[ledger.key(part)] for fact in entry.facts for part in fact.parts]
        said = [f"{one}" for one in entry.mentions]
        seal = digest(code, id, seals[entry.sheet], *said, "", *rests, "", *parts)
        if out.keeps(f"{FIGURES}/{id}", seal):
            continue
        with out.making(f"{FIGURES}/{id}", seal):
            receipt, states = entry.receipt(desk), _states(entry, desk)
            cited = citation(entry, receipt, desk, publisher)
            out.page(f"{address(id)}index.html", _page(entry, receipt, states, cited, ids, publisher))
            document = _document(entry, receipt, states, cited, names, publisher)
            out.write(f"{FIGURES}/{id}.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def citation(entry: Entry, receipt: Receipt, desk: Desk, publisher: Publisher) -> str:
    """How to cite it, in a line."""
    words, where = pack("en"), publisher.url + address(entry.id)
    if isinstance(entry.said, Quotation):
        one = entry.said
        source = ", ".join(part for part in (one.publisher, one.document, one.published) if part)
        return words.say("permanent.cite.quoted", source=source, site=publisher.name, address=where)
    source = receipts.source_line(entry.facts, desk.passport).split(". ")[0]
    fact = entry.facts[0]
    named = words.say("permanent.titled", name=receipts.fact_name(fact), period=say.label(fact.period))
    value = receipt.value or receipt.name
    what = words.say("permanent.cite.what", name=named, value=value)
    return words.say("permanent.cite.computed", what=what, site=publisher.name, source=source, address=where)


def _said(sheet: Sheet, claim: Claim) -> Figure | Verdict | Quotation:
    if claim.quoted:
        return sheet.said.quotations[claim.quoted]
    return sheet.said.facts[claim.receipt] if claim.verdict is None else claim.verdict


def _states(entry: Entry, desk: Desk) -> tuple[State, ...]:
    return earlier.states(entry.said, desk.passport) if isinstance(entry.said, Figure) else ()


# The page


def _page(
    entry: Entry,
    receipt: Receipt,
    states: tuple[State, ...],
    cited: str,
    ids: Mapping[Fact, str],
    publisher: Publisher,
) -> str:
    words = pack("en")
    named = receipt.name
    if isinstance(entry.said, Figure):
        named = words.say("permanent.titled", name=receipt.name, period=say.label(entry.said.fact.period))
    kind = words.say(f"permanent.kinds.{entry.kind}")
    data = Markup('<a href="../{}.json">JSON</a>').format(entry.id)
    sections = [
        _section("permanent.said", _mentions(entry)),
        _section("permanent.earlier", _earlier(states)),
        _section("permanent.rests", _rests(entry, ids)),
        _section("permanent.cite.heading", Markup('<p class="cite">{}</p>').format(cited)),
    ]
    body = Markup(
        '<header class="bare-head"><a href="{}">{}</a></header><main class="slip"><p class="slip-kind">{}</p><h1>{}</h1>'
        "{}{}{}{}{}<p>{}</p></main>"
    ).format(
        _ROOT, publisher.name, kind, named, receipt.answer, receipt.sum, receipt.terms(*receipt.more),
        receipt.cautions, Markup("").join(sections), data,
    )  # fmt: skip
    head = Markup(
        '<meta name="description" content="{}"><link rel="alternate" type="application/json" href="../{}.json">'
    )
    return bare.page(
        f"{named} – {publisher.name}",
        _ROOT,
        body,
        css="bare",
        canonical=publisher.url + address(entry.id),
        head=head.format(cited, entry.id),
    )


def _section(heading: str, inside: Markup) -> Markup:
    if not inside:
        return inside
    return Markup("<section><h2>{}</h2>{}</section>").format(pack("en").say(heading), inside)


def _mentions(entry: Entry) -> Markup:
    """Each page that says it, with its words and the sentences they stand in."""
    pages: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for one in entry.mentions:
        pages.setdefault((one.page, one.address), {})[one.words, one.sentence] = None
    return Markup("").join(
        Markup('<p class="slip-page"><a href="{}{}">{}</a></p><ul>{}</ul>').format(
            _ROOT, where, title, Markup("").join(_said_so(*said) for said in pages[title, where])
        )
        for title, where in pages
    )


def _said_so(words: str, sentence: str) -> Markup:
    before, found, after = sentence.partition(words)
    if not found:
        return Markup("<li><mark>{}</mark></li>").format(words)
    return Markup("<li>{}<mark>{}</mark>{}</li>").format(before, words, after)


def _earlier(states: tuple[State, ...]) -> Markup:
    """What it was from which day on; a sentence where it never changed."""
    words = pack("en")
    known = [state for state in states if state.fact]
    if not known:
        return Markup("")
    if len(known) == 1:
        day = say.day(known[0].day)
        return Markup("<p>{}</p>").format(words.say("permanent.unchanged", day=day))
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
            words.say("permanent.from", day=say.day(state.day)), say.exact(state.fact.value, state.fact.unit)
        )
        for state in known
        if state.fact
    )
    return Markup('<table class="receipt-sum">{}</table>').format(rows)


def _below(entry: Entry) -> list[Fact]:
    """The figures that it was worked out from or compares."""
    return list(dict.fromkeys(entry.said.fact.parts if isinstance(entry.said, Figure) else entry.facts))


def _rests(entry: Entry, ids: Mapping[Fact, str]) -> Markup:
    """The figures with pages of their own that it was worked out from or compares."""
    items = [
        Markup('<li><a href="../{}/">{}, {}</a></li>').format(
            ids[fact], receipts.fact_name(fact), say.label(fact.period)
        )
        for fact in _below(entry)
        if fact in ids
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(items)) if items else Markup("")


# The JSON


def _document(
    entry: Entry,
    receipt: Receipt,
    states: tuple[State, ...],
    cited: str,
    names: Mapping[Any, str],
    publisher: Publisher,
) -> dict[str, Any]:
    """What `figure.schema.json` describes."""
    document: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "url": publisher.url + address(entry.id),
        "name": receipt.name,
        "citation": cited,
        "said": [
            {"page": publisher.url + one.address, "title": one.page, "words": one.words, "sentence": one.sentence}
            for one in entry.mentions
        ],
        "facts": [ledger.fact_json(fact, names) for fact in entry.facts],
        "notes": list(receipt.notes),
    }
    if isinstance(entry.said, Figure):
        document["earlier"] = list(_written(states))
    elif isinstance(entry.said, Verdict):
        verdict = entry.said
        margin = {"margin": ledger.number(verdict.margin), "unit": str(verdict.unit)}
        document["verdict"] = {"asserts": verdict.asserts, "holds": verdict.holds, **margin}
    else:
        keys = ("says", "period", "publisher", "document", "published", "link")
        document["quotation"] = {key: getattr(entry.said, key) for key in keys}
    return document


def _written(states: tuple[State, ...]) -> Iterator[dict[str, Any]]:
    for state in states:
        value = ledger.number(state.fact.value) if state.fact else None
        yield {"from": state.day.isoformat(), "value": value}
