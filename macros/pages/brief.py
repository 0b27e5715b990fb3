"""What changed on a page, in brief, in the margin beside its beginning: how many sentences, and the gravest in a few words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.store.history import KINDS, Revision
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_SHOWN = 3
_LONG = 60  # characters: a sentence that became another altogether says nothing in a margin


def brief(sheet: Sheet, below: str) -> Markup:
    """The note in the margin; `below` is the id of the whole history further down the page."""
    words, log = pack("en"), sheet.source.history
    revisions, corrections = log.revisions.of(sheet.path), log.corrections.of(sheet.path)
    counts = [(kind, sum(entry.kind == kind for entry in revisions)) for kind in KINDS]
    blocks = [
        Markup('<p><span class="verdict {}">{} {}</span></p>{}').format(
            kind, count, words.say(f"site.changes.{kind}").lower(), _examples(revisions, kind)
        )
        for kind, count in counts
        if count
    ] or [Markup("<p>{}</p>").format(words.say("site.changes.never"))]
    mistakes = (
        words.say("site.story.corrected", len(corrections), number=words.spelled(len(corrections)))
        if corrections
        else words.say("site.changes.no_mistake")
    )
    return Markup(
        '<aside class="brief" aria-label="{}" data-search-exclude><p class="brief-name">{}</p>{}<p>{}</p>'
        '<p><a href="#{}">{}</a></p></aside>'
    ).format(
        words.say("site.changes.brief"), words.say("site.changes.here"), Markup("").join(blocks), mistakes,
        below, words.say("site.changes.whole"),
    )  # fmt: skip


def _examples(revisions: list[Revision], kind: str) -> Markup:
    """What a few of one kind became, each in the first words that differ: deficit, surplus."""
    pairs = dict.fromkeys(pair for entry in revisions if entry.kind == kind and (pair := differ(entry)))
    items = [Markup("<li><del>{}</del> <ins>{}</ins></li>").format(*pair) for pair in list(pairs)[:_SHOWN]]
    return Markup("<ul>{}</ul>").format(Markup("").join(items)) if items else Markup("")


def differ(entry: Revision) -> tuple[str, str] | None:
    """The first words in which a sentence differs from what it was, and those in their place; None where they are many."""
    old, new = (re.findall(r"\S+", text) for text in (entry.before, entry.after))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = " ".join(old[a:b]).rstrip(",.;:"), " ".join(new[c:d]).rstrip(",.;:")
        if what == "replace" and len(gone) + len(came) <= _LONG:
            return gone, came
    return None
