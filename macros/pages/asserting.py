"""Words that a writer wrote, or left to us, and the record has to bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.errors import Absent, TradeError
from macros.facts.claims import Verdict, name

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def claim(sheet: Sheet, verdict: object, words: str = "") -> str:
    """The words, or those of the claim itself, if what they assert is true; otherwise the build stops and says what is true.

    `{{ claim(bought > bought_24, "more than a year earlier") }}`
    """
    if not isinstance(verdict, Verdict):
        str(verdict)  # ends here if it is a fact whose own mistake has been noted
        raise TradeError(
            f"'{words}' asserts nothing that can be checked",
            remedy='Give a comparison first, such as claim(sold > bought, "…") or claim(gap.is_surplus, "…").',
        )
    said = words or wording(verdict)
    if verdict.holds is None:
        remedy = (
            "Say that they are about the same." if verdict.compared else "Claim something that rounding leaves certain."
        )
        raise Absent(f"the claim '{said}' is within the rounding of its figures ({_figures(verdict)})", remedy=remedy)
    if not verdict.holds:
        raise Absent(
            f"the claim '{said}' is false ({_figures(verdict)})",
            remedy=f"What is true: '{wording(verdict.instead)}'.",
        )
    return sheet.show_word(verdict, said, "assertion")


def wording(verdict: Verdict) -> str:
    """A claim in words, without its subject; the plain English of the ledger where the pack has none for it."""
    if verdict.wording is None:
        return verdict.asserts
    said = verdict.wording
    return say.claim(said.predicate, said.slots, negated=said.negated)


def _figures(verdict: Verdict) -> str:
    return "; ".join(f"{name(fact)}: {say.exact(fact.value, fact.unit)}" for fact in verdict.facts)
