"""What a build says: every fact and every claim of every page, with line, words, value and origin.

`site/ledger.json` is how checks, diffs and tests read a site. Its form is `ledger.schema.json`; it holds no clock and no
path of a machine, so the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from macros.errors import Problems, TradeError
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.periods import Period
from macros.places import Place
from macros.store.series import Observation

SCHEMA = 1
SCHEMA_FILE = Path(__file__).with_name("ledger.schema.json")
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LONGEST = 150  # characters of an id: it names a folder and a file, and stands in an address


@dataclass(frozen=True, kw_only=True)  # no slots, which Python restores one by one
class Claim:
    """Something a page says, at a line, in words.

    `kind` is figure (a number shown), word (chosen by the generator), assertion (written and checked), quoted (somebody
    else's), chart, or story (the headline of another page, shown on this one). `facts` are the ids of the facts it rests on,
    `receipt` is the id of its receipt; a chart, a story and a figure of a long table have none.
    """

    line: int
    kind: str
    words: str
    receipt: str = ""
    facts: tuple[str, ...] = ()
    verdict: Verdict | None = None
    quoted: str = ""

    def to_json(self) -> dict[str, Any]:
        """The claim as the ledger writes it, without what does not apply."""
        entry: dict[str, Any] = {"line": self.line, "kind": self.kind, "words": self.words, "facts": list(self.facts)}
        if self.receipt:
            entry["receipt"] = self.receipt
        if self.verdict is not None:
            margin = {"margin": number(self.verdict.margin), "unit": str(self.verdict.unit)}
            entry |= {"asserts": self.verdict.asserts, "holds": self.verdict.holds, **margin}
        if self.quoted:
            entry["quoted"] = self.quoted
        return entry


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Sentence:
    """One sentence, heading, list item or piece of furniture of a page, as it is read and as it was written.

    What a reader sees changes when the Markdown does or when its tags print something else: `text` is what is read,
    `template` what was written, so that a later build can tell which of the two has moved. `line` is where it begins.
    """

    line: int
    text: str
    template: str
    claims: tuple[int, ...] = ()
    """Which of the page's claims it makes, by their place in the list."""


@dataclass(slots=True)
class PageEntry:
    """One page of the ledger: its resolved title and description, its facts by id, its claims and sentences in order."""

    path: str
    url: str
    title: str
    description: str
    facts: dict[str, Fact] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def id_of(fact: Fact, pinned: date | None = None) -> str:
    """The id of a fact: what it is, of when and from which dataset, so that it stays the same when the value changes;
    `pinned` is its day, where it is asked as of one."""
    measure = fact.measure
    kind = f"{measure.kind}-{measure.of}" if measure.of else measure.kind
    before = fact.parts[1].period if measure.of and len(fact.parts) == 2 else fact.period
    since = f"-from-{before}" if before != fact.period else ""
    named = slug(measure.side, measure.partner, kind, measure.products, f"{fact.period}{since}", fact.datasets)
    return fitted(named + _as_of(pinned))


def slug(
    side: Place, partner: Place, measure: str, products: tuple[str, ...], period: Period | str, datasets: Iterable[str]
) -> str:
    """What an id says of a measure, fit to stand in an address: "ken-usa-imports-2025-us-goods"."""
    goods = f"-hs-{'-'.join(products)}".replace("*", "all") if products else ""
    named = "-".join([f"{side.code}-{partner.code}-{measure}{goods}-{period}", *datasets])
    return named.casefold().replace("..", "-to-").replace(" ", "-")


def fitted(id: str) -> str:
    """An id no longer than a file's name may be; what is cut off stays told apart by its hash."""
    if len(id) <= _LONGEST:
        return id
    return f"{id[: _LONGEST - 13]}-{hashlib.sha256(id.encode()).hexdigest()[:12]}"


def _as_of(day: date | None) -> str:
    return f"-as-of-{day.isoformat()}" if day else ""


class Written(NamedTuple):
    """A fact as the ledger writes it. `key` tells it from others, `text` is its JSON but for its parts, `own` the id that it has
    where no page names it, and `vintages` what is put after that where another has it."""

    key: str
    text: str
    own: str
    vintages: tuple[str, ...]
    parts: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page's part of the ledger, fit to be kept: the page as JSON, and its facts by id."""

    path: str
    page: str
    facts: Mapping[str, Written]


def leaf(page: PageEntry) -> Leaf:
    """A page's part of the ledger."""
    said = {
        "path": page.path,
        "url": page.url,
        "title": page.title,
        "description": page.description,
        "claims": [claim.to_json() for claim in page.claims],
        "sentences": [asdict(sentence) for sentence in page.sentences],
    }
    found: dict[tuple[str, str], Written] = {}
    return Leaf(page.path, _json(said), {id: _written(fact, id, found) for id, fact in page.facts.items()})


def streamed(leaves: Iterable[Leaf]) -> Iterator[str]:
    """The whole ledger as text, bit by bit, for it may be long: pages by path, facts by id, each written once, with all that they
    were made of."""
    leaves = sorted(leaves, key=lambda one: one.path)
    facts, named = facts_of(leaves)
    yield f'{{"schema":{SCHEMA},"pages":['
    for number, page in enumerate(leaves):
        yield f"{',' if number else ''}{page.page}"
    yield '],"facts":{'
    for number, (id, one) in enumerate(sorted(facts.items())):
        parts = _json([named[part.key] for part in one.parts])
        yield f'{"," if number else ""}{_json(id)}:{one.text[:-1]},"parts":{parts}}}'
    yield "}}\n"


def to_json(leaves: Iterable[Leaf]) -> str:
    """The whole ledger as text."""
    return "".join(streamed(leaves))


def document(pages: Iterable[PageEntry]) -> dict[str, Any]:
    """The whole ledger of some pages."""
    found: dict[str, Any] = json.loads(to_json(map(leaf, pages)))
    return found


def facts_of(leaves: Iterable[Leaf]) -> tuple[dict[str, Written], dict[str, str]]:
    """Every fact of some pages by id, with what each was made of, and the id of each by its key; `Problems` where one id stands
    for two facts."""
    problems, facts = Problems(), dict[str, Written]()
    for page in leaves:
        for id, fact in page.facts.items():
            if facts.setdefault(id, fact) != fact:
                problems.add(
                    TradeError(
                        f"'{id}' is another figure here than on an earlier page, and both would have one address",
                        remedy="Take it from the same dataset, or ask it of a day.",
                        where=page.path,
                    )
                )
    problems.raise_if_any()
    named = {fact.key: id for id, fact in sorted(facts.items(), reverse=True)}
    for id in sorted(facts):
        _add_parts(facts[id], facts, named)
    return facts, named


def fact_json(fact: Fact, named: Mapping[str, str]) -> dict[str, Any]:
    """A fact as the ledger writes it: a level with its observations, any other with the ids of its parts."""
    return {**_own_json(fact), "parts": [named[key(part)] for part in fact.parts]}


def _own_json(fact: Fact) -> dict[str, Any]:
    """A fact without its parts, whose ids depend on what the pages name."""
    measure = fact.measure
    return {
        "measure": measure.kind,
        "of": measure.of,
        "products": list(measure.products),
        "side": measure.side.code,
        "partner": measure.partner.code,
        "period": str(fact.period),
        "value": number(fact.value),
        "bound": number(fact.bound),
        "unit": str(fact.unit),
        "formula": fact.formula,
        "basis": {
            "publisher": fact.basis.publisher,
            "reporter": fact.basis.reporter,
            "accounts": fact.basis.basis,
            "adjustment": fact.basis.adjustment,
            "prices": fact.basis.prices,
            "valuation": fact.basis.valuation,
        },
        "as_of": fact.as_of.isoformat(),
        "datasets": list(fact.datasets),
        "vintages": list(fact.vintages),
        "observations": [_observation_json(t.observation, t.sign) for t in (fact.route.terms if fact.route else ())],
    }


def _written(fact: Fact, id: str, found: dict[tuple[str, str], Written]) -> Written:
    """A fact with what it was made of; a part of a pinned fact is pinned. What was `found` is not written twice."""
    known = (key(fact), id)
    if known not in found:
        pinned = re.search(r"-as-of-(\d{4}-\d{2}-\d{2})$", id)
        day = date.fromisoformat(pinned[1]) if pinned else None
        parts = tuple(_written(part, id_of(part, day), found) for part in fact.parts)
        found[known] = Written(known[0], _json(_own_json(fact)), id, fact.vintages, parts)
    return found[known]


def _add_parts(fact: Written, facts: dict[str, Written], named: dict[str, str]) -> None:
    """Enter what a fact was made of, under ids of their own."""
    for part in fact.parts:
        if part.key not in named:
            own = part.own
            if own in facts:  # the same question, last answered by another vintage
                own = fitted("-".join([own, *part.vintages]))
            named[part.key] = own
            facts[own] = part
            _add_parts(part, facts, named)


def number(value: Decimal) -> int | float:
    """A number for JSON: whole where it is whole, otherwise to twelve significant digits."""
    return int(value) if value == value.to_integral_value() else float(f"{value:.12g}")


def key(fact: Fact) -> str:
    """What tells one fact from another."""
    one, origin = fact.measure, (*fact.vintages, "", *fact.datasets)
    asked = (one.kind, one.of, one.side.code, one.partner.code, *one.products, "", str(fact.period), str(fact.unit))
    return "|".join([*asked, fact.as_of.isoformat(), *origin])


def _observation_json(observation: Observation, sign: int) -> dict[str, Any]:
    series = observation.series
    entry = {
        "dataset": series.dataset,
        "vintage": observation.vintage,
        "partner": series.partner,
        "flow": series.flow,
        "period": str(observation.period),
        "value": number(observation.value),
        "bound": number(observation.bound),
        "sign": sign,
    }
    return entry | ({"product": series.product} if series.product else {})
