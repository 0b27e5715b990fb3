"""What others said, with publisher, date and link; and how it stands against the record."""

from __future__ import annotations

from dataclasses import dataclass
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

_NO_ROWS = "a table of then and now needs quotations, or pairs of a quotation and a figure"
_ROWS = 'Write then_and_now("story-bought", ("story-gap", gap), …); on a pinned page also figures alone.'


def quoted(sheet: Sheet, id: str, words: str = "") -> str:
    """A figure or statement from the register of quotations, in its own words or in these, with its source behind it.

    `{{ quoted("story-bought") }}` or `{{ quoted("agoa-2028", "a law of September 2026") }}`
    """
    quotation = sheet.source.register.get(id)
    agreement.of(quotation, sheet.source, sheet.scope.day)  # its receipt will say it; a mistake in its row is met here
    return sheet.show_quoted(quotation, words)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of then and now: what was said, today's figure (None where the record does not reach), and how they stand."""

    said: str
    now: Figure | None
    stands: Agreement
    publisher: str

    def html(self, sheet: Sheet, header: tuple[str, ...]) -> Markup:
        became = _became(sheet, self.stands, self.now, self.publisher) if self.now else self.stands.word
        return Markup(
            '<tr><td>{}, {}</td><td class="num" data-label="{}">{}</td><td class="num" data-label="{}">{}</td><td>{}</td></tr>'
        ).format(
            _row_name(self.stands), say.label(self.stands.period),
            header[1], Markup(self.said), header[2], self.now or "–", Markup(became),
        )  # fmt: skip


def then_and_now(sheet: Sheet, *rows: tuple[str, Figure] | str | Figure) -> str:
    """A table of figures as they were, each beside the record of today and what became of it in between. A row is a quotation
    that says what it is about, a pair of any other and the figure beside it, or, on a pinned page, one of its figures.

    `{{ then_and_now("story-bought", "story-gap") }}` or `{{ then_and_now(("story-bought", bought_11)) }}`
    """
    if not rows:
        raise TradeError(_NO_ROWS, remedy=_ROWS)
    header = ("Figure and period", "Said then", "The record now", "In between")
    lines = [_row(sheet, row).html(sheet, header) for row in rows]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(Markup(' class="num"') if cell in header[1:3] else "", cell)
        for cell in header
    )
    return str(
        Markup('<table class="then-now"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
            head, Markup("").join(lines)
        )
    )


def _row(sheet: Sheet, row: object) -> _Row:
    pinned = sheet.scope.pinned
    match row:
        case str():
            stands = agreement.of(sheet.source.register.get(row), sheet.source, sheet.source.as_of)
            if stands is None:
                raise TradeError(
                    f"the quotation '{row}' does not say what it is about",
                    remedy="Fill in 'data', 'side', 'partner' and 'asks' in the register, or give it with a figure.",
                )
            now = _today(sheet, stands, f"today's figure of {row}")
            return _Row(quoted(sheet, row), now, stands, sheet.source.register.get(row).publisher)
        case (str(id), Figure() as figure) if pinned is None:
            return _Row(quoted(sheet, id), figure, _beside(sheet, id, figure), sheet.source.register.get(id).publisher)
        case Figure() if pinned is not None:
            stands = agreement.since(row.fact, row.asked, pinned, sheet.scope.now)
            now = _today(sheet, stands, f"{row.name} today")
            return _Row(str(row), now, stands, f"the record of {say.day(pinned)}")
    raise TradeError(_NO_ROWS, remedy=_ROWS)


def _today(sheet: Sheet, stands: Agreement, name: str) -> Figure | None:
    """Today's figure of what an agreement is about, on a page that may itself be pinned to an earlier day."""
    if stands.now is None or stands.asked is None:
        return None
    question = stands.asked._replace(as_of=None)
    return sheet.answer(question, stands.now, name)


def _row_name(stands: Agreement) -> str:
    """What was bought or sold, or the side of a balance, if it is still the one that was quoted."""
    kind = stands.kind
    if kind == "balance" and stands.now and not stands.has_turned:
        return say.balance_noun(stands.now.value, bound=stands.now.bound).capitalize()
    return {"imports": "Bought", "exports": "Sold"}.get(kind, kind.capitalize())


def against(sheet: Sheet, id: str, figure: Figure) -> str:
    """How a quoted number stands to a figure of ours: "unchanged", "revised down by $13.0 million", or "now lower by" so
    much where the record does not tell whether it was right when it was published.

    `{{ against("story-bought-2024", bought_24) }}`
    """
    return _became(sheet, _beside(sheet, id, figure), figure, sheet.source.register.get(id).publisher)


def _became(sheet: Sheet, stands: Agreement, now: Figure, publisher: str) -> str:
    fact = now.fact
    asserts = f"the record now has {exact(fact)} where {publisher} had {say.exact(stands.said, fact.unit)}"
    verdict = Verdict(asserts, True, abs(stands.gap), fact.unit.of_a_difference, (fact,))
    return sheet.show_word(verdict, stands.word, answers=f"{publisher} {stands.said}")


def _beside(sheet: Sheet, id: str, figure: Figure) -> Agreement:
    quotation = sheet.source.register.get(id)
    return agreement.beside(quotation, figure.fact, figure.question, sheet.scope.view)
