"""The slip of a figure, a comparing word or a quotation: its own page, and the same as JSON (`figure.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros import ledger
from macros import words as say
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.ledger import Leaf
from macros.pages import bare, earlier, permanent, receipts
from macros.pages.desk import Desk
from macros.pages.earlier import State
from macros.pages.figure import Figure
from macros.pages.gist import Gist
from macros.pages.html import FIGURES, Receipt
from macros.pages.output import Output
from macros.pages.permanent import Entry, address
from macros.pages.publisher import Publisher
from macros.store.contents import digest
from macros.store.quoted import Quotation
from macros.words.pack import pack

SCHEMA_FILE = Path(ledger.__file__).with_name("figure.schema.json")
_ROOT = "../../"


def write(
    gists: Sequence[Gist], leaves: Iterable[Leaf], desk: Desk, out: Output, publisher: Publisher, code: str
) -> None:
    """Write the page and the JSON of all that some pages say into the site, where they are others than before; `leaves` are what
    these pages have in the ledger, `code` is a hash of what makes all slips."""
    facts, names = ledger.facts_of(leaves)
    found = permanent.listed(gists)
    ids = {facts[id].key: id for id in found if id in facts}
    entries: tuple[Gist | None, Mapping[str, Entry]] = None, {}  # of the page that comes next, for a page has many
    for id, one in found.items():
        below = facts[id].parts if id in facts else [facts[fact] for fact in one.facts]
        parts = below if id in facts else [part for fact in below for part in fact.parts]
        rests = [ids.get(fact.key, "") for fact in below]
        said, page = [f"{mention}" for mention in one.mentions], one.gist.path.removeprefix("docs/")
        seal = digest(code, id, desk.seal(page), *said, "", *rests, "", *(names[part.key] for part in parts))
        if out.keeps(f"{FIGURES}/{id}", seal):
            continue
        if entries[0] is not one.gist:
            entries = one.gist, permanent.entries(desk.sheet(page))
        with out.making(f"{FIGURES}/{id}", seal):
            entry = replace(entries[1][id], mentions=one.mentions)
            receipt = entry.receipt
            slip = _Slip(entry, receipt, _states(entry, desk), citation(entry, receipt, desk, publisher), publisher)
            out.page(f"{address(id)}index.html", slip.page(ids))
            document = json.dumps(slip.document(names), ensure_ascii=False, indent=1)
            out.write(f"{FIGURES}/{id}.json", f"{document}\n")


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


def _states(entry: Entry, desk: Desk) -> tuple[State, ...]:
    return earlier.states(entry.said, desk.passport) if isinstance(entry.said, Figure) else ()


@dataclass(frozen=True, slots=True)
class _Slip:
    """What a slip says, in either form; `states` are how a figure stood before, `cited` is how to cite it."""

    entry: Entry
    receipt: Receipt
    states: tuple[State, ...]
    cited: str
    publisher: Publisher

    def page(self, ids: Mapping[str, str]) -> str:
        """Its page; `ids` are of the figures that have pages too, by their keys."""
        words = pack("en")
        named = self.receipt.name
        if isinstance(self.entry.said, Figure):
            named = words.say("permanent.titled", name=self.receipt.name, period=say.label(self.entry.said.fact.period))
        kind = words.say(f"permanent.kinds.{self.entry.kind}")
        data = Markup('<a href="../{}.json">JSON</a>').format(self.entry.id)
        sections = [
            _section("permanent.said", _mentions(self.entry)),
            _section("permanent.earlier", _earlier(self.states)),
            _section("permanent.rests", _rests(self.entry, ids)),
            _section("permanent.cite.heading", Markup('<p class="cite">{}</p>').format(self.cited)),
        ]
        body = Markup(
            '<header class="bare-head"><a href="{}">{}</a></header><main class="slip"><p class="slip-kind">{}</p><h1>{}</h1>'
            "{}{}{}{}{}<p>{}</p></main>"
        ).format(
            _ROOT, self.publisher.name, kind, named, self.receipt.answer, self.receipt.sum, self.receipt.terms(*self.receipt.more),
            self.receipt.cautions, Markup("").join(sections), data,
        )  # fmt: skip
        head = Markup(
            '<meta name="description" content="{}"><link rel="alternate" type="application/json" href="../{}.json">'
        )
        return bare.page(
            f"{named} – {self.publisher.name}",
            _ROOT,
            body,
            css="bare",
            canonical=self.publisher.url + address(self.entry.id),
            head=head.format(self.cited, self.entry.id),
        )

    def document(self, names: Mapping[str, str]) -> dict[str, Any]:
        """What `figure.schema.json` describes."""
        document: dict[str, Any] = {
            "id": self.entry.id,
            "kind": self.entry.kind,
            "url": self.publisher.url + address(self.entry.id),
            "name": self.receipt.name,
            "citation": self.cited,
            "said": [
                {
                    "page": self.publisher.url + one.address,
                    "title": one.page,
                    "words": one.words,
                    "sentence": one.sentence,
                }
                for one in self.entry.mentions
            ],
            "facts": [ledger.fact_json(fact, names) for fact in self.entry.facts],
            "notes": list(self.receipt.notes),
        }
        if isinstance(self.entry.said, Figure):
            document["earlier"] = list(_written(self.states))
        elif isinstance(self.entry.said, Verdict):
            verdict = self.entry.said
            margin = {"margin": ledger.number(verdict.margin), "unit": str(verdict.unit)}
            document["verdict"] = {"asserts": verdict.asserts, "holds": verdict.holds, **margin}
        else:
            keys = ("says", "period", "publisher", "document", "published", "link")
            document["quotation"] = {key: getattr(self.entry.said, key) for key in keys}
        return document


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


def _rests(entry: Entry, ids: Mapping[str, str]) -> Markup:
    """The figures with pages of their own that it was worked out from or compares."""
    items = [
        Markup('<li><a href="../{}/">{}, {}</a></li>').format(
            ids[ledger.key(fact)], receipts.fact_name(fact), say.label(fact.period)
        )
        for fact in _below(entry)
        if ledger.key(fact) in ids
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(items)) if items else Markup("")


def _written(states: tuple[State, ...]) -> Iterator[dict[str, Any]]:
    for state in states:
        value = ledger.number(state.fact.value) if state.fact else None
        yield {"from": state.day.isoformat(), "value": value}
