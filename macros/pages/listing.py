"""What stands at the end of an explainer: every figure, word and quotation on it, numbered, and how to cite the page.

Folded on the screen, where each opens its receipt; open on paper, which cannot be pressed, so there each carries its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.facts.claims import Verdict
from macros.pages import about, receipts
from macros.pages.figure import Figure
from macros.pages.html import RECEIPT_PREFIX
from macros.pages.permanent import Entry, anchor, link
from macros.pages.publisher import Publisher
from macros.store.quoted import Quotation
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.desk import Desk
    from macros.pages.sheet import Sheet

_BUTTON = re.compile(rf'<button type="button"(?= class="fig[^"]*" popovertarget="{RECEIPT_PREFIX}([^"]+)")')
_KINDS = ("figure", "word", "quoted")
_COLUMNS = ("number", "what", "value", "how", "source", "known")


def listing(
    sheet: Sheet, entries: Mapping[str, Entry], held: Container[str], desk: Desk, publisher: Publisher
) -> Markup:
    """The ledger of a page and its citation; nothing for a page that is no explainer. Those `held` have pages of their own."""
    if not sheet.front.trade or not entries or sheet.reads:
        return Markup("")
    words, root = pack("en"), "../" * sheet.address.count("/")
    heads = [_head(name, words.say(f"listing.columns.{name}")) for name in _COLUMNS]
    rows = [
        Markup('<tr id="{}"><td>{}</td><th scope="row"><a href="{}">{}</a></th>{}</tr>').format(
            anchor(entry.id), number, link(entry.id, held, root), _name(entry), _cells(entry, desk)
        )
        for number, entry in enumerate(entries.values(), start=1)
    ]
    kinds = Counter(entry.kind for entry in entries.values())
    counts = say.and_list(
        [words.say(f"listing.counts.{kind}", kinds[kind], number=kinds[kind]) for kind in _KINDS if kinds[kind]]
    )
    return Markup(
        '<details class="ledger" data-search-exclude><summary><span role="heading" aria-level="2">{}</span> <small>{}</small>'
        '</summary><div class="scroll" tabindex="0" role="group" aria-label="{}"><table class="figures"><thead><tr>{}</tr></thead>'
        '<tbody>{}</tbody></table></div></details><section class="cite" data-search-exclude><h2>{}</h2><p>{}</p></section>'
    ).format(
        words.say("listing.heading"), counts, words.say("listing.heading"), Markup("").join(heads), Markup("").join(rows),
        words.say("permanent.cite.heading"), citation(sheet, publisher),
    )  # fmt: skip


def citation(sheet: Sheet, publisher: Publisher) -> str:
    """How to cite a page, in a line: title, site, how far the data go, their vintage, the address."""
    newest = sheet.source.record(sheet.scope.passport.name, sheet.scope.day).newest
    return pack("en").say(
        "listing.cite",
        title=sheet.title,
        site=publisher.name,
        end=say.label(about.end(sheet)),
        known=say.day(newest.known),
        address=publisher.url + sheet.address,
    )


def numbered(html: str, entries: Iterable[str]) -> str:
    """A page with the number of its line in the ledger on each figure, for paper to print."""
    numbers = {id: number for number, id in enumerate(entries, start=1)}
    return _BUTTON.sub(
        lambda found: f'{found[0]} data-n="{numbers[found[1]]}"' if found[1] in numbers else found[0], html
    )


def _head(name: str, words: str) -> Markup:
    return Markup('<th scope="col"{}>{}</th>').format(Markup(' class="num"') if name == "value" else "", words)


def _name(entry: Entry) -> str:
    if isinstance(entry.said, Figure):
        fact = entry.said.fact
        return pack("en").say("permanent.titled", name=receipts.fact_name(fact), period=say.label(fact.period))
    if isinstance(entry.said, Quotation):
        return entry.said.says
    return f"“{'”, “'.join(entry.wordings)}”"


def _cells(entry: Entry, desk: Desk) -> Markup:
    """Value, formula, source and the day it was known, or who said it and when."""
    words = pack("en")
    if isinstance(entry.said, Quotation):
        cells = ("", words.say("permanent.kinds.quoted"), entry.said.publisher, entry.said.published)
    else:
        receipt = entry.receipt
        value, how = receipt.value, ""
        if isinstance(entry.said, Verdict):
            value = receipt.verdict
            how = "; ".join(dict.fromkeys(name for name, _ in receipt.sums[:2]))
        else:
            how = entry.said.fact.formula
        held = [desk.passport(name).title for name in sorted({name for fact in entry.facts for name in fact.datasets})]
        days = say.and_list([say.day(day) for day in receipts.known(entry.facts, desk.passport)])
        cells = (value, how, "; ".join(held), days)
    return Markup('<td class="num">{}</td><td>{}</td><td>{}</td><td>{}</td>').format(*cells)
