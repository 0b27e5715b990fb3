"""Words that a writer wrote and the record has to bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.errors import TradeError
from macros.facts.claims import Verdict, name

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def claim(sheet: Sheet, verdict: object, words: str) -> str:
    """The words, if what they assert is true; otherwise the build stops and says what is true.

    `{{ claim(bought > bought_24, "more than a year earlier") }}`
    """
    if not isinstance(verdict, Verdict):
        str(verdict)  # ends here if it is a fact whose own mistake has been noted
        raise TradeError(
            f"'{words}' asserts nothing that can be checked",
            remedy='Give a comparison first, such as claim(sold > bought, "…") or claim(gap.is_surplus, "…").',
        )
    if verdict.holds is None:
        raise TradeError(
            f"the claim '{words}' is within the rounding of its figures ({_figures(verdict)})",
            remedy="Say that they are about the same.",
        )
    if not verdict.holds:
        raise TradeError(
            f"the claim '{words}' is false: {verdict.instead} ({_figures(verdict)})", remedy="Write what is true."
        )
    return sheet.show_word(verdict, words, "assertion")


def _figures(verdict: Verdict) -> str:
    return "; ".join(f"{name(fact)}: {say.exact(fact.value, fact.unit)}" for fact in verdict.facts)
