"""What readers are told of the past: what newer data changed, what we got wrong, and what a pinned page leaves out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from macros import words as say
from macros.errors import TradeError
from macros.pages import companions, html
from macros.pages.about import subject
from macros.pages.figure import Figure
from macros.pages.plans.plan import FLOWS
from macros.store.history import KINDS, Correction, Revision
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_SHOWN = 3
_CHART = "[chart] "  # before the headline of a chart, which stands for its sentence


def history(sheet: Sheet) -> str:
    """What changed on this page since it was published: revisions and corrections, each with its own heading."""
    words, log = pack("en"), sheet.source.history
    revisions, corrections = log.revisions.of(sheet.path), log.corrections.of(sheet.path)
    heading = words.say("site.changes.here")
    return str(
        Markup(
            '<section class="history" id="changed" aria-label="{}"><h2>{}</h2><h3>{}</h3>{}<h3>{}</h3>{}</section>'
        ).format(
            heading,
            heading,
            words.say("site.changes.revisions"),
            _by_day(revisions, _nothing) or Markup("<p>{}</p>").format(words.say("site.changes.never")),
            words.say("site.changes.corrections"),
            _corrections(corrections, _nothing, words.say("site.changes.no_mistake")),
        )
    )


def changes(sheet: Sheet) -> str:
    """Every correction of the site, also when there is none, and then what each release changed: the page of changes.

    `{{ changes() }}`
    """
    words, log = pack("en"), sheet.source.history
    linked = _linked(sheet)
    return str(
        Markup('<h2 id="corrections">{}</h2>{}<h2 id="revisions">{}</h2>{}').format(
            words.say("site.changes.corrections"),
            _corrections(log.corrections.entries, linked, words.say("site.changes.none")),
            words.say("site.changes.releases"),
            _by_day(log.revisions.entries, linked) or Markup("<p>{}</p>").format(words.say("site.changes.none")),
        )
    )


def latest_changes(sheet: Sheet, most: int = 5) -> str:
    """What the last release that was taken in changed for readers, sentence by sentence, the gravest first; so many at most.

    `{{ latest_changes(5) }}`
    """
    if not isinstance(most, int) or most < 1:
        raise TradeError(f"'{most}' is not a number of changes", remedy="Write a whole number, such as 5.")
    words, entries = pack("en"), sheet.source.history.revisions.entries
    last = gravest_first([entry for entry in entries if entry.day == entries[0].day])
    if not last:
        return str(Markup('<p class="no-changes">{}</p>').format(words.say("site.changes.none")))
    return str(
        Markup('<div class="latest"><p class="latest-count">{} {}</p>{}</div>').format(
            words.say("site.changes.taken_in", day=say.day(date.fromisoformat(last[0].day))),
            counted(last),
            listed(_every_page_first(last)[:most], _linked(sheet)),
        )
    )


def since_then(sheet: Sheet) -> Markup:
    """The bar of a pinned page: as of when it is made, and how many of its declared figures are different today."""
    pinned = sheet.scope.pinned
    if pinned is None:
        return Markup("")
    moved = [(figure, words) for figure in _declared(sheet) if (words := _today(figure)) not in ("", figure.words())]
    said = Markup("This page is kept as it was known on <b>{}</b>.").format(say.day(pinned))
    read = Markup("")
    if sheet.companion:
        words = pack("en").say("tellings.read")
        read = Markup(' <a href="{}">{}</a>').format(companions.link(sheet, sheet.companion.address), words)
    if not moved:
        return Markup('<p class="pinned">{} Its figures are the same today.{}</p>').format(said, read)
    examples = [f"{_what(figure)}, {figure.words()}, now {words}" for figure, words in moved[:_SHOWN]]
    rest = f"; and {pack('en').spelled(len(moved) - _SHOWN)} more" if len(moved) > _SHOWN else ""
    return Markup('<p class="pinned">{} Since then {} of its figures changed: {}{}.{}</p>').format(
        said, say.count_of(len(moved), "figure").split()[0], "; ".join(examples), rest, read
    )


def _what(figure: Figure) -> str:
    """What a figure is of and of when, in a list: "bought in 2024"."""
    measure = figure.fact.measure
    goods = f" of HS {' + '.join(measure.products)}" if measure.products else ""
    return f"{FLOWS.get(measure.kind, measure.kind)}{goods} in {figure.period}"


def _declared(sheet: Sheet) -> Iterable[Figure]:
    return (
        f
        for f in sheet.names.values()
        if isinstance(f, Figure) and f.question and f.question.as_of == sheet.scope.pinned
    )


def _today(figure: Figure) -> str:
    """What the same question gives on the record of today, printed alike; empty where it has no answer."""
    try:
        fact = figure.sheet.scope.now.ask(figure.asked._replace(as_of=None))
    except TradeError:
        return ""
    return replace(figure, fact=fact).words()


Linked = Callable[[str], Markup]
"""A page as a change names it: linked, or nothing on the page itself."""


def _linked(sheet: Sheet) -> Linked:
    """Names pages as seen from one of them; a page that is no longer there by its path alone."""
    known = {f"docs/{path}": path for path in sheet.written()}

    def linked(page: str) -> Markup:
        if page not in known or page == sheet.path or (other := sheet.source.sheet(known[page])).problems:
            return escape(page.removeprefix("docs/").removesuffix(".md"))
        return html.link(subject(other), companions.link(sheet, other.address))

    return linked


def _nothing(page: str) -> Markup:
    return Markup("")


def _by_day(entries: Iterable[Revision], linked: Linked) -> Markup:
    """What each release changed, the newest first, each under the day on which it was taken in."""
    words = pack("en")
    return Markup("").join(
        Markup('<div class="release"><p class="release-day"><b>{}</b> {}</p>{}</div>').format(
            words.say("site.changes.taken_in", day=say.day(date.fromisoformat(day))),
            counted(of_day := gravest_first(found)),
            listed(of_day, linked),
        )
        for day, found in groupby(entries, key=lambda entry: entry.day)
    )


def gravest_first(entries: Iterable[Revision]) -> list[Revision]:
    return sorted(entries, key=lambda entry: KINDS.index(entry.kind))


def _every_page_first(entries: Sequence[Revision]) -> list[Revision]:
    """The gravest kind first, and of each kind one change of every page before the second of any."""
    turn = Counter[tuple[str, str]]()
    order = []
    for entry in entries:
        turn[entry.kind, entry.page] += 1
        order.append((KINDS.index(entry.kind), turn[entry.kind, entry.page]))
    return [entry for _, entry in sorted(zip(order, entries, strict=True), key=lambda pair: pair[0])]


def counted(entries: Sequence[Revision]) -> str:
    """How many of each kind: "Three sentences flipped, one was revised, six moved."""
    words = pack("en")
    counts = [(kind, sum(entry.kind == kind for entry in entries)) for kind in KINDS]
    said = [
        words.say(f"site.changes.counts.{kind}", count, number=words.number(count)) for kind, count in counts if count
    ]
    return words.say("site.changes.counts.all", counts=say.and_list(said))


def listed(entries: Iterable[Revision], linked: Linked) -> Markup:
    """Changes one by one: what became of each, before, now, where and why; the words that differ are marked."""
    words, lines = pack("en"), []
    for entry in entries:
        before, after = _marked(*(_readable(text) for text in (entry.before, entry.after)))
        where = Markup(" ").join(
            part for part in (linked(entry.page), words.say(f"site.changes.why.{entry.cause}")) if part
        )
        lines.append(
            Markup(
                '<li class="change"><span class="verdict {}">{}</span><p class="was"><span>{}</span> {}</p>'
                '<p class="now"><span>{}</span> {}</p><p class="where">{}</p></li>'
            ).format(
                entry.kind, words.say(f"site.changes.{entry.kind}"), words.say("site.changes.before"), before,
                words.say("site.changes.now"), after, where,
            )
        )  # fmt: skip
    return Markup('<ul class="changes">{}</ul>').format(Markup("").join(lines))


def _readable(sentence: str) -> str:
    """A sentence of the record; a chart is named as one."""
    if not sentence.startswith(_CHART):
        return sentence
    return pack("en").say("site.changes.chart", headline=sentence.removeprefix(_CHART))


def _marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Both sentences, with the words that only one of them has marked."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    was, now = Markup(""), Markup("")
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        was += escape(gone) if kind == "equal" else _mark("del", gone)
        now += escape(came) if kind == "equal" else _mark("ins", came)
    return was, now


def _mark(tag: str, text: str) -> Markup:
    """The text within a tag, but for the space at its end."""
    bare = text.rstrip()
    return Markup(f"<{tag}>{{}}</{tag}>{{}}").format(bare, text[len(bare) :]) if bare else escape(text)


def _corrections(entries: Sequence[Correction], linked: Linked, none: str) -> Markup:
    """Mistakes of ours one by one, or that there is none."""
    if not entries:
        return Markup("<p>{}</p>").format(none)
    words = pack("en")
    lines = [
        Markup('<li class="correction"><p><b>{}</b> {} {}</p><p class="where">{} {}</p></li>').format(
            say.day(date.fromisoformat(entry.day)),
            entry.wrong,
            words.say("site.changes.stood", since=entry.since),
            words.say("site.changes.noticed", by=entry.noticed),
            linked(entry.page),
        )
        for entry in entries
    ]
    return Markup('<ul class="corrections">{}</ul>').format(Markup("").join(lines))
