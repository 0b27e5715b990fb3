"""What became of an assertion: whether it holds, by how much, how it is worded, and what may be true in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.periods import Period
from macros.places import Place
from macros.units import Unit

MANY = 4
"""More products than this are counted and not named."""
Slot = Period | Place | tuple[Decimal, Unit] | str


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Wording:
    """What the words room needs to word a claim: a predicate of the phrase pack, and plain values for its slots."""

    predicate: str
    slots: Mapping[str, Slot]
    negated: bool = False


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Verdict:
    """What became of an assertion. `margin` is how far it is from flipping, in `unit`; negative where it is false.

    `asserts` is the claim in plain English, for the ledger; `wording` is what the phrase pack words.
    """

    asserts: str
    holds: bool | None
    margin: Decimal
    unit: Unit
    facts: tuple[Fact, ...]
    wording: Wording | None = None
    rivals: tuple[Callable[[], Verdict], ...] = field(default=(), repr=False, compare=False)
    """What may be true in its place. Made when asked for: a rival has this one among its own."""
    compared: bool = False
    """Whether the words set the first two facts side by side, so that both must not print alike."""
    flips_to: Wording | None = None
    """What it would become at its nearer edge, where that is not its first rival."""

    def __bool__(self) -> bool:
        """Refused: whether a sentence stands must not hang on an `if` that nobody sees."""
        raise TradeError(
            "a comparison cannot choose the text",
            remedy="Let the figure choose its words, such as more_or_less(), or claim() it.",
        )

    @property
    def negation(self) -> Verdict:
        """The opposite: it holds where this one is false, by the same margin."""
        return Verdict(
            f"it is not so that {self.asserts}",
            None if self.holds is None else not self.holds,
            -self.margin,
            self.unit,
            self.facts,
            self.wording and replace(self.wording, negated=not self.wording.negated),
            (lambda: self,),
            self.compared,
        )

    @property
    def instead(self) -> Verdict:
        """What is true where this one is false: the first of its rivals that holds, or its mere negation."""
        return next((rival for make in self.rivals if (rival := make()).holds), self.negation)

    @property
    def becomes(self) -> Wording | None:
        """What would be said if it flipped."""
        return self.flips_to or (self.rivals[0]() if self.rivals else self.negation).wording


def all_of(conditions: Iterable[tuple[bool | None, Decimal]]) -> tuple[bool | None, Decimal]:
    """Whether every condition holds, and the margin of the one that is nearest to failing, or fails by the most."""
    known = list(conditions)
    held = {holds for holds, _ in known}
    margins = [margin for holds, margin in known if holds is False or False not in held]
    return (False if False in held else None if None in held else True), min(margins)


def name(fact: Fact) -> str:
    """A fact in plain words, for verdicts and error messages: "Kenya's imports, 2025"."""
    kind = fact.measure.kind if not fact.measure.of else f"{fact.measure.kind} ({fact.measure.of})"
    products = fact.measure.products
    goods = (
        f" of HS {' + '.join(products)}"
        if 0 < len(products) <= MANY
        else f" of {len(products)} products"
        if products
        else ""
    )
    return f"{fact.measure.side.name}'s {kind}{goods}, {fact.period}"
