"""The ways from a page to others near it: above its headline to the table of all partners, at its end to neighbours and explainers.

What stands at the end is put in once the site is built, for it has the titles of other pages, which may have this one’s in turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import places
from macros import words as say
from macros.errors import TradeError
from macros.pages import companions
from macros.pages.partners import FOLDER, TABLE, page_of, region_of
from macros.pages.stories import EXPLAINERS
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.front import Front
    from macros.pages.sheet import Sheet

COMPARISONS = "compare/"
"""The folder of the pages that compare partners."""
MARK = '<div data-related=""></div>'
"""What stands in a page until its related pages are put in."""


def related(sheet: Sheet) -> str:
    """The pages near this one: its partner’s own, the next larger and smaller in the region, the region in the table of all
    partners, and the explainers on the same partner; those that there are.

    `{{ related() }}`, at the end
    """
    _partner(sheet)  # raises for a page about no partner
    return MARK


def drawn(sheet: Sheet, published: Collection[str]) -> Markup:
    """What stands in place of the mark, where only these pages are published; nothing where no page is near."""
    words, place = pack("en"), _partner(sheet)
    items = [
        Markup('<li><a href="{}">{}</a>{}</li>').format(
            companions.link(sheet, address), title, Markup(" <small>{}</small>").format(note) if note else ""
        )
        for address, title, note in _found(sheet, place, published)
    ]
    if not items:
        return Markup("")
    return Markup(
        '<nav class="related" aria-labelledby="related" data-search-exclude><h2 id="related">{}</h2><ul>{}</ul></nav>'
    ).format(words.say("site.related.heading", place=say.in_sentence(place)), Markup("").join(items))


def trail(sheet: Sheet) -> Markup:
    """The way down to the page of a partner: Countries, its region, itself; nothing on any other page."""
    path = sheet.path.removeprefix("docs/")
    if not path.startswith(FOLDER) or path == TABLE or not sheet.source.holds(TABLE):
        return Markup("")
    words, place = pack("en"), _partner(sheet)
    region, anchor = region_of(place)
    table = companions.link(sheet, FOLDER)
    return Markup(
        '<nav class="trail" aria-label="{}" data-search-exclude><ol><li><a href="{}">{}</a></li><li><a href="{}#{}">{}</a></li>'
        '<li aria-current="page">{}</li></ol></nav>'
    ).format(
        words.say("site.related.trail"), table, words.say("site.related.countries"), table, anchor, region, place.name
    )


def _partner(sheet: Sheet) -> Place:
    """The end of the page’s trade that does not report it."""
    reporter = sheet.scope.passport.reporter
    return sheet.scope.partner if sheet.scope.side.code == reporter else sheet.scope.side


def _found(sheet: Sheet, place: Place, published: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The address, the title and a note of each page near this one."""
    words, here = pack("en"), sheet.path.removeprefix("docs/")
    slots = {"region": region_of(place)[0], "place": say.of_place(place)}
    own = page_of(place)
    if own in published and own != here:
        yield _address(own), words.say("site.related.own", **slots), ""
    yield from _neighbours(sheet, place, published, slots["region"])
    if TABLE in published and places.region(place):
        yield f"{FOLDER}#{region_of(place)[1]}", words.say("site.related.region", **slots), ""
    for path in sorted(published):
        if (
            path == here
            or not path.startswith((EXPLAINERS, COMPARISONS))
            or place not in _places(sheet.source.head(path))
        ):
            continue
        if found := sheet.source.parts.title(path):  # what is wrong with the others is told where it is
            yield *found, ""


def _neighbours(sheet: Sheet, place: Place, published: Collection[str], region: str) -> Iterator[tuple[str, str, str]]:
    *codes, year = sheet.source.answers.of("neighbours", sheet.scope.datasets[0], place.code).split() or [""]
    reporter = say.short(places.from_code(sheet.scope.passport.reporter))
    for size, code in zip(("larger", "smaller"), codes, strict=False):
        if code != "-" and page_of(other := places.from_code(code)) in published:
            slots = {"reporter": reporter, "year": year, "region": region}
            yield _address(page_of(other)), other.name, pack("en").say(f"site.related.{size}", **slots)


def _address(path: str) -> str:
    return f"{path.removesuffix('.md')}/"


def _places(front: Front | None) -> set[Place]:
    """The places that a page is about, by its trade section."""
    found = set()
    for key in ("side", "partner"):
        if front and key in front.trade:
            with suppress(TradeError):
                found.add(places.find(str(front.trade[key].value)))
    return found
