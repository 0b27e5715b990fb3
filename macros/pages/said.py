"""What one reading of a page found it to say: its claims, and what they rest on or show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macros.ledger import Claim
from macros.pages.evaluate import Tag
from macros.pages.figure import Figure
from macros.pages.plans.plan import Asked
from macros.pages.sentences import ClaimsOf
from macros.store.glossary import Entry
from macros.store.quoted import Quotation

if TYPE_CHECKING:
    from macros.pages.stories import Borrowed


@dataclass(slots=True)
class Said:
    """A page is read again after each mistake, so this is begun anew."""

    claims: list[Claim] = field(default_factory=list)
    tags: list[Tag | None] = field(default_factory=list)
    facts: dict[str, Figure] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    terms: dict[str, Entry] = field(default_factory=dict)
    charts: dict[str, Asked] = field(default_factory=dict)
    borrowed: dict[str, Borrowed] = field(default_factory=dict)
    pairs: list[tuple[Figure, Figure, int]] = field(default_factory=list)

    def __add__(self, other: Said) -> Said:
        return Said(
            self.claims + other.claims,
            self.tags + other.tags,
            self.facts | other.facts,
            self.quotations | other.quotations,
            self.terms | other.terms,
            self.charts | other.charts,
            self.borrowed | other.borrowed,
            self.pairs + other.pairs,
        )

    def claims_after(self, following: Said) -> ClaimsOf:
        """The claims that a tag makes in what follows, by the places they will have once it is added."""
        first = len(self.claims)
        return lambda tag: [first + number for number, maker in enumerate(following.tags) if maker == tag]
