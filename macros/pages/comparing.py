"""Partners side by side: a measure in each row, a partner in each column, and at the end of the row what the figures say in words.

`{{ compare(sold, gap, places=["Kenya", "Ethiopia"]) }}` asks each figure again of each place, so that all of a row are alike; the
words are chosen, and follow the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import places as known
from macros import words as say
from macros.errors import TradeError
from macros.facts import claims, ranks
from macros.pages import companions, receipts
from macros.pages.claimable import figure as checked
from macros.pages.fields import count_to
from macros.pages.figure import Figure
from macros.pages.furniture import card_name
from macros.pages.partners import page_of
from macros.pages.plans.changes import with_partner
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_MOST = 8  # as many columns as a page has room for
_FLOWS = ("exports", "imports", "trade")

Row = dict[Place, Figure]
"""The figures of a measure by place; a place without a figure is left out."""


def compare(sheet: Sheet, *figures: Figure, places: Sequence[str] = (), scheme: str = "", largest: int = 5) -> str:
    """Some figures of the page, asked of each of some places, side by side, with their differences in words: of the places
    named, or of the so many members of a scheme that are largest by the first figure.

    `{{ compare(sold, bought, gap, places=["Kenya", "Ethiopia"]) }}` or `{{ compare(sold, gap, scheme="agoa", largest=6) }}`
    """
    asked = [checked(one) for one in figures]
    if not asked:
        raise TradeError("a comparison is of figures", remedy="Name facts declared under 'facts:', then places=[…].")
    if any(one.fact.measure.side.code == one.fact.basis.reporter for one in asked):
        raise TradeError(
            f"the words of a comparison are from the side of those it compares, not of {asked[0].fact.measure.side.name}",
            remedy="Make one of them the page's 'side', and the reporter its 'partner'.",
        )
    if bool(places) == bool(scheme):
        raise TradeError(
            "a comparison needs those it compares", remedy='Give either places=["Kenya", "Ghana"] or scheme="agoa".'
        )
    if scheme:
        compared, note = _largest(sheet, asked[0], str(scheme), count_to(largest))
    else:
        compared, note = [known.find(str(name)) for name in places], ""
    if not 2 <= len(set(compared)) == len(compared) <= _MOST:
        raise TradeError(f"{len(compared)} places cannot be compared", remedy=f"Name 2 to {_MOST}, each once.")
    rows = [(figure, _row(sheet, figure, compared)) for figure in asked]
    words = pack("en")
    facts = tuple(one.fact for _, row in rows for one in row.values())
    heads = [Markup('<th scope="col">{}</th>').format(_named(sheet, place)) for place in compared]
    body = [_line(figure, row, compared) for figure, row in rows]
    return str(
        Markup(
            '<div class="compare"><table class="compare-table"><caption>{}{}</caption><thead><tr><th scope="col">{}</th>{}'
            '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table><p class="chart-source">{}</p></div>'
        ).format(
            words.say("site.compare.caption", places=say.and_list([say.in_sentence(place) for place in compared])),
            f" {note}" if note else "",
            words.say("site.compare.measure"),
            Markup("").join(heads),
            words.say("site.compare.words"),
            Markup("").join(body),
            words.say("site.compare.source", source=receipts.source_line(facts, sheet.source.passport)),
        )
    )


def _largest(sheet: Sheet, figure: Figure, scheme: str, count: int) -> tuple[list[Place], str]:
    """The members of a scheme that are largest by a figure, and how they were chosen."""
    belongs = sheet.source.scheme(scheme)
    day, members = belongs.state(sheet.scope.day or sheet.source.today)
    ranked = []
    for member in members.values():
        with suppress(TradeError):  # no figure
            ranked.append((sheet.scope.view.ask(with_partner(sheet, figure.asked, member.place)).value, member.place))
    ranked.sort(key=lambda one: (-one[0], one[1].name))
    note = pack("en").say(
        "site.compare.chosen",
        count=pack("en").spelled(min(count, len(ranked))),
        of=len(ranked),
        name=belongs.name.upper(),
        day=say.day(day),
        measure=card_name(figure),
        period=figure.months,
        publisher=belongs.publisher,
    )
    return [place for _, place in ranked[:count]], note


def _row(sheet: Sheet, figure: Figure, compared: Sequence[Place]) -> Row:
    row = {}
    for place in compared:
        with suppress(TradeError):
            row[place] = sheet.ask(with_partner(sheet, figure.asked, place), f"{figure.name}, for {place.name}")
    if not row:
        raise TradeError(f"none of these places has a figure for '{figure.name}'", remedy="Choose another period.")
    return row


def _named(sheet: Sheet, place: Place) -> Markup | str:
    """A place, leading to its page where there is one."""
    page = page_of(place)
    if not sheet.source.holds(page):
        return place.name
    return Markup('<a href="{}">{}</a>').format(companions.link(sheet, f"{page.removesuffix('.md')}/"), place.name)


def _line(figure: Figure, row: Row, compared: Sequence[Place]) -> Markup:
    cells = [
        Markup('<td><span class="compare-of" aria-hidden="true">{}</span>{}</td>').format(
            place.name, _cell(row.get(place))
        )
        for place in compared
    ]
    return Markup('<tr><th scope="row">{} <small>{}</small></th>{}<td class="compare-words">{}</td></tr>').format(
        card_name(figure), figure.months, Markup("").join(cells), Markup(_words(row))
    )


def _cell(figure: Figure | None) -> Markup:
    """A figure, below it what became of it since a year earlier; of a balance, on which side it is."""
    words = pack("en")
    if figure is None:
        return Markup('<span class="none">{}</span>').format(words.say("site.countries.none"))
    if figure.fact.measure.kind == "balance":
        return Markup("{} <small>{}</small>").format(Markup(figure.short_signed), Markup(figure.noun))
    below = Markup("")
    if figure.fact.measure.kind in _FLOWS:
        with suppress(TradeError):  # of nothing there is no change in per cent
            change = figure.change_from("a year earlier")
            below = Markup(" <small>{}</small>").format(
                Markup(words.say("site.compare.change", change=change.short_signed))
            )
    return Markup("{}{}").format(Markup(figure.short), below)


def _words(row: Row) -> str:
    """What the figures of a row say: of two which is more, of several which is most and which least, of balances their sides."""
    if len(row) < 2:
        return ""
    kind = next(iter(row.values())).fact.measure.kind
    if kind == "balance":
        return _sides(row)
    if len(row) > 2:
        return _ends(row)
    (one, a), (other, b) = row.items()
    slots = {"one": say.short(one), "other": say.short(other)}
    key = kind if kind in _FLOWS else "other"
    try:
        return pack("en").say(f"site.compare.pairs.{key}", words=a.more_or_less(b), **slots)
    except TradeError:
        return pack("en").say("site.compare.close")


def _sides(row: Row) -> str:
    """Who has a surplus, and who a deficit; who is too near to nothing is named with neither."""
    said = []
    for side, predicate in (("surplus", claims.surplus), ("deficit", claims.deficit)):
        names = [
            figure.sheet.show_word(verdict, say.short(place), answers=f"{side} of {figure.id}")
            for place, figure in row.items()
            if (verdict := predicate(figure.fact)).holds
        ]
        if names:
            said.append(pack("en").say(f"site.compare.sides.{side}", names=say.and_list(names)))
    return " ".join(said)


def _ends(row: Row) -> str:
    """Who comes first and who last of all in the row."""
    ranked = sorted(row.items(), key=lambda one: -one[1].fact.value)
    field = [figure.fact for figure in row.values()]
    names = [
        figure.sheet.show_word(
            ranks.ranks(figure.fact, field, number), say.short(place), answers=f"{end} of {len(row)}"
        )
        for end, number, (place, figure) in (("most", 1, ranked[0]), ("least", len(ranked), ranked[-1]))
    ]
    return pack("en").say("site.compare.ends", most=names[0], least=names[1])
