"""The page that every figure, comparing word and quotation keeps: `/f/<id>/`, with `/f/<id>.json` beside it. What is said only
on pages made from a template, by the thousand, has a line at the end of its page instead.

It says what the receipt says, where the site says it, how the figure stood before, and how to cite it. The id is what was
asked, so the address stays when the answer changes, also that of a word that was chosen and has turned.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.ledger import Claim
from macros.pages import receipts
from macros.pages.figure import Figure
from macros.pages.gist import Gist, gist
from macros.pages.html import FIGURES, Receipt
from macros.pages.sheet import Sheet
from macros.store import reads
from macros.store.quoted import Quotation


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the site says it: the page, the words, and the sentence they stand in if they stand in one."""

    page: str
    address: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What is said somewhere: by the page of which gist first, its kind there, the ids of the facts it rests on, and where."""

    gist: Gist
    kind: str
    facts: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps its receipt, which the page shows and lists at its end
class Entry:
    """What has a page: a figure, a comparing word with its verdict, or a quotation; a sheet that says it speaks for it."""

    id: str
    kind: str
    sheet: Sheet
    said: Figure | Verdict | Quotation
    mentions: list[Mention]

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

    @cached_property
    def receipt(self) -> Receipt:
        """What is behind it."""
        source = self.sheet.source
        if isinstance(self.said, Figure):
            return receipts.for_fact(self.said.fact, source.passport)
        if isinstance(self.said, Verdict):
            return receipts.for_verdict("”, “".join(self.wordings), self.said, source.passport)
        return receipts.for_quotation(self.said, source, self.sheet.scope.day)


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


def listed(gists: Iterable[Gist]) -> dict[str, Listed]:
    """Everything some pages say that has a receipt, by its id."""
    found: dict[str, Listed] = {}
    for page in gists:
        for one in page.sayings:
            entry = found.setdefault(one.id, Listed(page, one.kind, one.facts))
            entry.mentions.append(Mention(page.title, page.address, one.words, one.sentence))
    return found


def entries(sheet: Sheet) -> dict[str, Entry]:
    """Everything a page says that has a receipt, by its id."""
    said = {claim.receipt: _said(sheet, claim) for claim in reversed(sheet.said.claims) if claim.receipt}
    return {
        id: Entry(id=id, kind=one.kind, sheet=sheet, said=said[id], mentions=one.mentions)
        for id, one in listed([gist(sheet)]).items()
    }


def _said(sheet: Sheet, claim: Claim) -> Figure | Verdict | Quotation:
    if claim.quoted:
        return sheet.said.quotations[claim.quoted]
    return sheet.said.facts[claim.receipt] if claim.verdict is None else claim.verdict
