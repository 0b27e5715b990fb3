"""What others said, with publisher, date and link; and how it stands against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.facts.claims import Verdict
from macros.pages import agreement
from macros.pages.agreement import Agreement, exact
from macros.pages.figure import Figure

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def quoted(sheet: Sheet, id: str, words: str = "") -> str:
    """A figure or statement from the register of quotations, in its own words or in these, with its source behind it.

    `{{ quoted("story-bought") }}` or `{{ quoted("agoa-2028", "a law of September 2026") }}`
    """
    quotation = sheet.source.register.get(id)
    agreement.of(quotation, sheet.source, sheet.scope.day)  # its receipt will say it; a mistake in its row is met here
    return sheet.show_quoted(quotation, words)


def then_and_now(sheet: Sheet, *rows: tuple[str, Figure]) -> str:
    """A table of quoted figures, each beside the same figure from the record and what became of it in between.

    `{{ then_and_now(("story-bought", bought_11), ("story-gap", gap_11)) }}`
    """
    if not rows or not all(isinstance(row, tuple) and len(row) == 2 for row in rows):
        raise TradeError("a table of then and now needs pairs of a quotation and a figure",
                         remedy="Write then_and_now((\"story-bought\", bought), …).")  # fmt: skip
    header = ("", "Said then", "The record now", "In between")
    lines = [
        Markup(
            '<tr><td>{}, {}</td><td class="num" data-label="{}">{}</td><td class="num" data-label="{}">{}</td><td>{}</td></tr>'
        ).format(
            _row_name(figure, _beside(sheet, id, figure)), figure.months,
            header[1], Markup(quoted(sheet, id)), header[2], figure, Markup(against(sheet, id, figure)),
        )
        for id, figure in rows
    ]  # fmt: skip
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(Markup(' class="num"') if cell in header[1:3] else "", cell)
        for cell in header
    )
    return str(
        Markup('<table class="then-now"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
            head, Markup("").join(lines)
        )
    )


def _row_name(figure: Figure, stands: Agreement) -> str:
    """What was bought or sold, or the side of a balance, if it is still the one that was quoted."""
    kind = figure.fact.measure.kind
    if kind == "balance" and not stands.has_turned:
        return say.balance_noun(figure.fact.value, bound=figure.fact.bound).capitalize()
    return {"imports": "Bought", "exports": "Sold"}.get(kind, kind.capitalize())


def against(sheet: Sheet, id: str, figure: Figure) -> str:
    """How a quoted number stands to a figure of ours: "unchanged", "revised down by $13.0 million", or "now lower by" so
    much where the record does not tell whether it was right when it was published.

    `{{ against("story-bought-2024", bought_24) }}`
    """
    stands, fact = _beside(sheet, id, figure), figure.fact
    publisher = sheet.source.register.get(id).publisher
    asserts = f"the record now has {exact(fact)} where {publisher} had {say.exact(stands.said, fact.unit)}"
    verdict = Verdict(asserts, True, abs(stands.gap), fact.unit.of_a_difference, (fact,))
    return sheet.show_word(verdict, stands.word)


def _beside(sheet: Sheet, id: str, figure: Figure) -> Agreement:
    quotation = sheet.source.register.get(id)
    return agreement.beside(quotation, figure.fact, figure.question, sheet.scope.view)
