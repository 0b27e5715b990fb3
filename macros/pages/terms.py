"""The terms of the trade on a page: a word that opens its definition, and the page that has them all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.pages import html
from macros.periods import Period
from macros.store.glossary import Entry
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

ADDRESS = "glossary/"
"""Where the page with `glossary()` stands, below the site's root: each definition has a link to it."""


def term(sheet: Sheet, name: str, words: str = "") -> str:
    """A term of the glossary, as it is called here or in these words, with its definition behind it. Its first use on a page
    is where it belongs.

    `{{ term("FAS") }}` or `{{ term("general imports", "what arrives") }}`
    """
    return sheet.show_term(sheet.source.glossary.get(name), words or name)


def glossary(sheet: Sheet) -> str:
    """Every term with its definition and source, by group, as headings: the page of the glossary."""
    groups = sheet.source.glossary.groups
    if not groups:
        raise TradeError("there is no glossary to print", remedy="Add data/glossary/glossary.csv.")
    pieces = []
    for group, entries in groups.items():
        pieces.append(f"## {group}")
        for entry in entries:
            rests = [
                Markup(sheet.show_quoted(one, f"{one.publisher}, {_day(one.published)}")) for one in entry.quotations
            ]
            said = Markup(" ").join(_origin(entry, rests))
            pieces.append(f"### {entry.heading} {{#{entry.id}}}")
            pieces.append(Markup("<p>{}</p>").format(entry.definition))
            pieces.append(Markup('<p class="origin">{}</p>').format(said))
    return "\n\n".join(pieces)


def definition(entry: Entry, root: str) -> Markup:
    """What a term opens; `root` leads from the page to the site's root."""
    more = html.link(pack("en").say("glossary.title"), f"{root}{ADDRESS}#{entry.id}")
    return html.definition(
        definition_id(entry), name=entry.heading, text=entry.definition, notes=[*_origin(entry), more]
    )


def definition_id(entry: Entry) -> str:
    """The id of a definition among the receipts of a page."""
    return f"term-{entry.id}"


def _origin(entry: Entry, rests: list[Markup] | None = None) -> list[Markup]:
    """As of when a definition is so, what it rests on, and where it was read."""
    words = pack("en")
    said = [words.say("glossary.as_of", day=_day(entry.as_of))] if entry.as_of else []
    notes = [Markup("{}").format(one) for one in said]
    if rests:
        notes.append(Markup(words.say("glossary.rests", sources="{}")).format(Markup("; ").join(rests)))
    return [*notes, Markup(words.say("glossary.source", source="{}")).format(html.link(entry.source, entry.link))]


def _day(text: str) -> str:
    """A date as exactly as it is known: "2 September 2026", "September 2026" or "2026"."""
    return say.day(date.fromisoformat(text)) if len(text) == len("2026-09-02") else say.label(Period.parse(text))
