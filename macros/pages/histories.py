"""What readers are told of a page's own past: what newer data changed, what we got wrong, and what a pinned page leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.pages import companions
from macros.pages.figure import Figure
from macros.pages.plans.plan import FLOWS
from macros.store.history import Correction, Revision
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_WHY = {"new month": "New months", "revision": "Revised by the publisher"}
_SHOWN = 3


def history(sheet: Sheet) -> str:
    """What changed on this page since it was published: revisions and corrections, each with its own heading."""
    log = sheet.source.history
    revisions, corrections = log.revisions.of(sheet.path), log.corrections.of(sheet.path)
    return str(
        Markup(
            '<section class="history" aria-label="What changed on this page"><h2>What changed on this page</h2>{}{}</section>'
        ).format(
            _listed(
                "Revisions", map(_revision, revisions), "No figure here has been revised since the page was published."
            ),
            _listed("Corrections", map(_correction, corrections), "We have found no mistake of ours here."),
        )
    )


def corrections(sheet: Sheet) -> str:
    """Every correction of the site, newest first, and then every revision: the page of corrections."""
    log = sheet.source.history
    return str(
        Markup("{}{}").format(
            _listed("Corrections", [_correction(c, c.page) for c in log.corrections.entries], "None so far."),
            _listed("Revisions", [_revision(r, r.page) for r in log.revisions.entries], "None so far."),
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
        fact = figure.sheet.scope.now.ask(replace(figure.asked, as_of=None))
    except TradeError:
        return ""
    return replace(figure, fact=fact).words()


def _listed(heading: str, items: Iterable[Markup], none: str) -> Markup:
    inside = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    body = Markup("<ul>{}</ul>").format(inside) if inside else Markup("<p>{}</p>").format(none)
    return Markup("<h3>{}</h3>{}").format(heading, body)


def _revision(entry: Revision, page: str = "") -> Markup:
    return Markup("{}<b>{}</b> {}: <del>{}</del> <ins>{}</ins>").format(
        _on(page), say.day(date.fromisoformat(entry.day)), _WHY.get(entry.cause, entry.cause), entry.before, entry.after
    )


def _correction(entry: Correction, page: str = "") -> Markup:
    return Markup("{}<b>{}</b> {} It stood since {}. Noticed by: {}").format(
        _on(page), say.day(date.fromisoformat(entry.day)), entry.wrong, entry.since, entry.noticed
    )


def _on(page: str) -> str:
    return f"{page.removeprefix('docs/').removesuffix('.md')}: " if page else ""
