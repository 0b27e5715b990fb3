"""The HTML that macros leave in a page: figures that open their receipt, terms that open their definition, and both of these.

Every piece is one line, or it would fall out of lists and admonitions. A receipt is a `popover`: it opens from a button
without any script; the same receipt is the head of a page of its own (`permanent`). The class names are a contract with
docs/assets/stylesheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from macros.facts.fact import Fact

RECEIPT_PREFIX = "r-"
FIGURES = "f"
"""The folder of the site in which everything with a receipt has a page of its own."""


Dress = Callable[[str, str, str, str], str]
"""How words with a receipt are dressed for a place: words, receipt id, CSS class and ink in, text or HTML out."""


def button(words: str, receipt: str, css: str, ink: str) -> str:
    """Words that open a receipt or a definition; `css` is empty for a figure, or word, quoted, cited, term."""
    html = '<button type="button" class="{}" popovertarget="{}{}">{}</button>'
    return str(Markup(html).format(f"fig {css}".strip(), RECEIPT_PREFIX, receipt, words))


def plain(words: str, receipt: str, css: str, ink: str) -> str:
    """The words alone, for titles and descriptions."""
    return words


def linked(root: str) -> Dress:
    """Words that lead to the page of what is behind them, where a receipt each would be too many. `root` leads to the site’s."""

    def dress(words: str, receipt: str, css: str, ink: str) -> str:
        address = f"{root}{FIGURES}/{receipt}/"
        return str(Markup('<a class="{}" href="{}">{}</a>').format(f"fig {css}".strip(), address, words))

    return dress


def in_ink(words: str, receipt: str, css: str, ink: str) -> str:
    """The words for a headline, where a balance takes the colour of its sign."""
    return str(Markup('<b class="{}">{}</b>').format(ink, words) if ink else escape(words))


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What is behind a figure, a word or a quotation. `sums` are the lines of the till receipt and `total` its last;
    `facts` are terms with what is said of them, `more` those that only its own page has room for."""

    name: str
    value: str = ""
    bound: str = ""
    verdict: str = ""
    sums: Sequence[tuple[str, str]] = ()
    total: tuple[str, str] | None = None
    facts: Sequence[tuple[str, str]] = ()
    more: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()

    @property
    def answer(self) -> Markup:
        """The value unrounded, or whether the words are true."""
        if self.verdict:
            return Markup('<p class="receipt-verdict">{}</p>').format(self.verdict)
        error = Markup(' <span class="receipt-bound">{}</span>').format(self.bound) if self.bound else ""
        return Markup('<p class="receipt-value">{}{}</p>').format(self.value, error) if self.value else Markup("")

    @property
    def sum(self) -> Markup:
        """The sum, set out like a till receipt; nothing where there was none."""
        rows = [Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(*line) for line in self.sums]
        if rows and self.total:
            rows.append(Markup('<tr class="receipt-total"><th scope="row">{}</th><td>{}</td></tr>').format(*self.total))
        return Markup('<table class="receipt-sum">{}</table>').format(Markup("").join(rows)) if rows else Markup("")

    def terms(self, *further: tuple[str, str]) -> Markup:
        """What is said of it, and further terms."""
        pairs = [Markup("<dt>{}</dt><dd>{}</dd>").format(*pair) for pair in (*self.facts, *further)]
        return Markup('<dl class="receipt-facts">{}</dl>').format(Markup("").join(pairs)) if pairs else Markup("")

    @property
    def text(self) -> str:
        """What stands below its name, as plain lines for a terminal."""
        value = ("Value", f"{self.value} {self.bound}".strip())
        sums = [*self.sums, *([self.total] if self.sums and self.total else [])]
        rows = [(Markup(what), Markup(said).striptags()) for what, said in (value, *sums, *self.facts, *self.more)]
        width = max(len(what) for what, _ in rows)
        return "\n".join([*(f"  {what:{width}}  {said}" for what, said in rows), *(f"  {note}" for note in self.notes)])

    @property
    def cautions(self) -> Markup:
        """What to know of it."""
        return Markup("").join(Markup('<p class="receipt-note">{}</p>').format(note) for note in self.notes)


def popover(id: str, receipt: Receipt, link: tuple[str, str] | None = None) -> Markup:
    """A receipt as it opens from its button; `link` is the term and the address of its own page."""
    further = [(link[0], Markup('<a href="{}">/f/{}/</a>').format(link[1], id))] if link else []
    pieces = (receipt.answer, receipt.sum, receipt.terms(*further), receipt.cautions)
    return Markup("").join([_opening(id, receipt.name, "receipt"), *pieces, Markup("</div>")])


def definition(id: str, *, name: str, text: str, notes: Iterable[str]) -> Markup:
    """What a term means, on the quiet ground of a note; `notes` stand below, on one line."""
    body = Markup('<p class="definition-text">{}</p><p class="receipt-note">{}</p></div>')
    return _opening(id, name, "receipt definition") + body.format(text, Markup(" ").join(notes))


def _opening(id: str, name: str, css: str) -> Markup:
    """The beginning of a popover: its name, and the button that closes it."""
    return Markup(
        '<div class="{}" id="{}{}" popover><div class="receipt-head"><p class="receipt-name">{}</p>'
        '<button type="button" class="receipt-close" popovertarget="{}{}" popovertargetaction="hide"'
        ' aria-label="Close">×</button></div>'
    ).format(css, RECEIPT_PREFIX, id, name, RECEIPT_PREFIX, id)


def receipts(pieces: Iterable[Markup]) -> Markup:
    """All receipts and definitions of a page, to stand after its article."""
    inside = Markup("").join(pieces)
    if not inside:
        return Markup("")
    return Markup('<section class="receipts md-typeset" data-search-exclude aria-label="Receipts">{}</section>').format(
        inside
    )


def link(words: str, address: str) -> Markup:
    """A link, or the bare words where there is no address."""
    return Markup('<a href="{}">{}</a>').format(address, words) if address else escape(words)


def ink(fact: Fact) -> str:
    """The colour of a balance: that of what was sold where more was sold, that of what was bought where less was."""
    if fact.measure.kind != "balance":
        return ""
    return "ink-sold" if fact.value > 0 else "ink-bought"
