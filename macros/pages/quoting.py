"""What others said, with publisher, date and link; and how it stands against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import units
from macros import words as say
from macros.errors import TradeError
from macros.facts.claims import Verdict
from macros.pages.figure import Figure

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def quoted(sheet: Sheet, id: str, words: str = "") -> str:
    """A figure or statement from the register of quotations, in its own words or in these, with its source behind it.

    `{{ quoted("story-bought") }}` or `{{ quoted("agoa-2028", "a law of September 2026") }}`
    """
    return sheet.show_quoted(sheet.source.register.get(id), words)


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
            _row_name(figure), figure.months,
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


def _row_name(figure: Figure) -> str:
    """What was bought or sold, or the side of a balance."""
    kind = figure.fact.measure.kind
    if kind == "balance":
        return say.balance_noun(figure.fact.value, bound=figure.fact.bound).capitalize()
    return {"imports": "Bought", "exports": "Sold"}.get(kind, kind.capitalize())


def against(sheet: Sheet, id: str, figure: Figure) -> str:
    """How a quoted number stands against a figure of ours: "unchanged", or "revised down by $19.4 million".

    Unchanged means that ours prints as the quotation does, with as many digits as it has.
    """
    quotation = sheet.source.register.get(id)
    if quotation.value is None:
        raise TradeError(
            f"the quotation '{id}' has no value to compare", remedy="Fill in 'value' and 'unit' in the register."
        )
    unit, scale = units.parse(quotation.unit)
    figure.fact.unit.require(unit, "compare")
    place = scale.scaleb(int(quotation.value.as_tuple().exponent))
    ours, theirs = abs(figure.fact.value), quotation.value * scale
    bound = figure.fact.bound + place / 2
    gap = ours - theirs
    if abs(gap) <= bound:
        words = "unchanged"
    else:
        words = f"revised {'up' if gap > 0 else 'down'} by {say.figure(abs(gap), unit, bound=bound)}"
    asserts = f"the record now has {say.exact(ours, unit)} where {quotation.publisher} had {say.exact(theirs, unit)}"
    return sheet.show_word(Verdict(asserts, True, abs(gap), unit, (figure.fact,)), words)
