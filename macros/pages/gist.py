"""What others need of a page that was read, and do not read the page for: where it is, what it is about, and what it says with a
receipt. A hundredth of the page, so that those of all pages can be held at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from macros.pages import about

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_FURNITURE = re.compile(r"\{\{[^{}]*\}\}")  # a tag that stands alone prints no sentence


class Saying(NamedTuple):
    """A figure, a word or a quotation as a page says it: the id of its receipt, its words, the sentence they stand in if they
    stand in one, and the ids of the facts it rests on."""

    id: str
    kind: str
    words: str
    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gist:
    """The gist of a page: `published` is the day that its writer named, as written, and `dated_at` the line where."""

    path: str
    address: str
    title: str
    description: str
    subject: str
    published: str
    dated_at: str
    sayings: tuple[Saying, ...]


def gist(sheet: Sheet) -> Gist:
    """The gist of a page."""
    return Gist(
        path=sheet.path,
        address=sheet.address,
        title=sheet.title,
        description=sheet.description,
        subject=about.subject(sheet),
        published=sheet.front.text("date"),
        dated_at=sheet.front.where(sheet.front.line("date")),
        sayings=tuple(_sayings(sheet)),
    )


def _sayings(sheet: Sheet) -> list[Saying]:
    sentences = {
        number: one.text
        for one in reversed(sheet.sentences)
        if not _FURNITURE.fullmatch(one.template)
        for number in one.claims
    }
    return [
        Saying(
            claim.receipt,
            claim.kind if claim.verdict is None else "word",
            claim.words,
            sentences.get(number, ""),
            claim.facts,
        )
        for number, claim in enumerate(sheet.said.claims)
        if claim.receipt
    ]
