"""Every partner of the reporter in one table, by region and in each the largest first: `{{ partners() }}`.

Its figures are claims of the page and lead to the partner's own page: fifteen hundred receipts would be as many pages. It is read
without any script; with partners.js it is sorted by any column and narrowed down to a name or a region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import places
from macros import words as say
from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.facts.roster import Partner, Roster
from macros.pages import companions, receipts
from macros.pages.html import ink
from macros.places import Place
from macros.places.names import all_typed, plain, slug
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

FOLDER = "partners/"
"""Where the pages of partners are, below the folder of pages; its index has the table."""
TABLE = f"{FOLDER}index.md"
_SCRIPT = "assets/javascripts/partners.js"
_YEAR, _NOW = ("exports", "imports", "balance"), ("trade", "change")
_SIGNED = ("balance", "change")


def partners(sheet: Sheet) -> str:
    """Every partner of the reporter of the page's first dataset: exports, imports and balance of the last full year, trade this
    year to date and its change, by region; below it those who are no longer in the figures.

    `{{ partners() }}`
    """
    held = sheet.source.answers.roster(sheet.scope.datasets[0], sheet.scope.day)
    if not held.partners:
        raise TradeError(f"nobody has figures for {held.year} or {held.now}", remedy="Name another dataset first.")
    words, regions, order = pack("en"), _by_region(held), _order(held)
    paths = set(sheet.source.published())
    facts = tuple(fact for one in held.partners for fact in (one.exports, one.imports, one.trade) if fact)
    bodies = [_region(sheet, name, ranked, order, paths) for name, ranked in regions.items()]
    slots = {"reporter": say.in_sentence(held.reporter), "year": say.label(held.year)}
    return str(
        Markup(
            '<div class="partners" data-search-exclude>{}{}<table class="partners-table"><caption>{}</caption>'
            '<thead><tr>{}</tr></thead>{}</table><p class="chart-source">{}</p>{}<script type="module" src="{}"></script></div>'
        ).format(
            _jumps(regions),
            _finder(regions, len(held.partners)),
            words.say("site.partners.caption", **slots),
            _heads(held),
            Markup("").join(bodies),
            words.say("site.partners.reading", source=receipts.source_line(facts, sheet.source.passport)),
            _gone(held),
            companions.link(sheet, _SCRIPT),
        )
    )


def page_of(place: Place) -> str:
    """The page of a partner, below the folder of pages, whether there is one or not."""
    return f"{FOLDER}{slug(place)}.md"


def region_of(place: Place) -> tuple[str, str]:
    """The region under which a partner stands in the table, and its anchor there."""
    name = places.region(place) or pack("en").say("site.partners.nowhere")
    return name, "-".join(plain(name).casefold().split())


def _by_region(held: Roster) -> dict[str, list[Partner]]:
    """The partners by region, the region with the most trade first."""
    found: dict[str, list[Partner]] = {}
    for one in held.partners:
        found.setdefault(region_of(one.place)[0], []).append(one)
    return dict(sorted(found.items(), key=lambda entry: -sum(one.size for one in entry[1])))


def _order(held: Roster) -> Mapping[Place, str]:
    """For each partner its place in each column from the least, equals sharing one, and - where there is no figure: what a
    script sorts by, since two amounts may print alike."""
    keys: list[dict[Place, object]] = [
        {one.place: plain(one.place.name).casefold() for one in held.partners},
        {one.place: region_of(one.place)[0] for one in held.partners},
    ]
    for column in (*_YEAR, *_NOW):
        facts = {one.place: getattr(one, column) for one in held.partners}
        keys.append({place: fact.value for place, fact in facts.items() if fact})
    ranks = [{value: number for number, value in enumerate(sorted({*of.values()}))} for of in keys]  # type: ignore[type-var]
    return {
        one.place: " ".join(
            str(rank[of[one.place]]) if one.place in of else "-" for rank, of in zip(ranks, keys, strict=True)
        )
        for one in held.partners
    }


def _jumps(regions: Mapping[str, Sequence[Partner]]) -> Markup:
    words = pack("en")
    links = [
        Markup('<li><a href="#{}">{}</a> {}</li>').format(region_of(ranked[0].place)[1], name, len(ranked))
        for name, ranked in regions.items()
    ]
    return Markup('<nav class="partners-regions" aria-label="{}"><ul>{}</ul></nav>').format(
        words.say("site.partners.regions"), Markup("").join(links)
    )


def _finder(regions: Mapping[str, Sequence[Partner]], count: int) -> Markup:
    """What narrows the table down, for who has scripts, and how many are left, which is said aloud."""
    words = pack("en")
    options = [
        Markup('<option value="{}">{}</option>').format(region_of(ranked[0].place)[1], name)
        for name, ranked in regions.items()
    ]
    return Markup(
        '<form class="partners-find" role="search" aria-label="{}"><p><label for="partners-name">{}</label>'
        '<input id="partners-name" name="name" type="search" autocomplete="off" spellcheck="false"></p>'
        '<p><label for="partners-region">{}</label><select id="partners-region" name="region"><option value="">{}</option>{}'
        '</select></p><button type="reset">{}</button><output for="partners-name partners-region" data-some="{}">{}</output></form>'
    ).format(
        words.say("site.partners.find"),
        words.say("site.partners.name"),
        words.say("site.partners.region"),
        words.say("site.partners.everywhere"),
        Markup("").join(options),
        words.say("site.partners.reset"),
        words.get("site.partners.some"),
        words.say("site.partners.all", count, count=count),
    )


def _heads(held: Roster) -> Markup:
    words, year = pack("en"), say.label(held.year)
    notes = {
        **dict.fromkeys(_YEAR, year),
        "trade": say.label(held.now, short=True),
        "change": words.say("site.partners.columns.change_note"),
    }
    return Markup("").join(
        Markup('<th scope="col" class="of-{}">{}{}</th>').format(
            column,
            words.say(f"site.partners.columns.{column}"),
            Markup(" <small>{}</small>").format(notes[column]) if column in notes else "",
        )
        for column in ("partner", "region", *_YEAR, *_NOW)
    )


def _region(sheet: Sheet, name: str, ranked: Sequence[Partner], order: Mapping[Place, str], paths: set[str]) -> Markup:
    words = pack("en")
    count = words.say("site.partners.all", len(ranked), count=len(ranked))
    head = Markup('<tr class="region-head"><th scope="rowgroup" colspan="{}">{} <small>{}</small></th></tr>').format(
        2 + len(_YEAR) + len(_NOW), name, count
    )
    rows = [_row(sheet, one, name, order[one.place], paths) for one in ranked]
    return Markup('<tbody id="{}">{}{}</tbody>').format(region_of(ranked[0].place)[1], head, Markup("").join(rows))


def _row(sheet: Sheet, one: Partner, region: str, order: str, paths: set[str]) -> Markup:
    leads = "" if (page := page_of(one.place)) not in paths else companions.link(sheet, f"{page.removesuffix('.md')}/")
    name = Markup('<a href="{}">{}</a>').format(leads, one.place.name) if leads else one.place.name
    cells = [_cell(sheet, column, getattr(one, column), leads) for column in (*_YEAR, *_NOW)]
    return Markup(
        '<tr data-names="{}" data-order="{}"><th scope="row">{}</th><td class="of-region">{}</td>{}</tr>'
    ).format(all_typed(one.place), order, name, region, Markup("").join(cells))


def _cell(sheet: Sheet, column: str, fact: Fact | None, leads: str) -> Markup:
    """A figure, which leads to the partner's page; by the keyboard the name does, so that each row has one stop."""
    if fact is None:
        return Markup('<td class="of-{}"><span class="none">{}</span></td>').format(
            column, pack("en").say("site.countries.none")
        )
    figure = sheet.figure_of(fact)
    said = figure.words(short=True, signed=column in _SIGNED)
    sheet.note("figure", said, (figure,))
    dressed = Markup('<a class="fig" href="{}" tabindex="-1">{}</a>').format(leads, said) if leads else said
    return Markup('<td class="{}">{}</td>').format(f"of-{column} {ink(fact)}".strip(), dressed)


def _gone(held: Roster) -> Markup:
    if not held.gone:
        return Markup("")
    words = pack("en")
    items = [Markup("<li>{} <small>{}</small></li>").format(place.name, say.label(years)) for place, years in held.gone]
    return Markup('<section class="partners-gone"><h2 id="gone">{}</h2><p>{}</p><ul>{}</ul></section>').format(
        words.say("site.partners.gone"),
        words.say("site.partners.gone_note", year=say.label(held.year)),
        Markup("").join(items),
    )
