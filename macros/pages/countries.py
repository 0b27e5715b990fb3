"""Every country of a group with what it sold and bought: a table on a desk, cards on a phone, and a heading for each, so that
the search finds it under any of its names.

Its figures lead to their own pages, `/f/<id>/`: some three hundred receipts would outweigh everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.facts import claims, spread
from macros.facts.fact import Fact
from macros.pages import companions, html, receipts
from macros.pages.figure import Figure
from macros.pages.html import ink
from macros.places import Place
from macros.places.names import other_names, plain, slug
from macros.store.schemes import Scheme
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


_NAMES = 4  # as many as a line or two hold


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A country’s balance, and that of a year earlier where there is one; `turned` is 1 into surplus, -1 into deficit."""

    place: Place
    now: Fact
    before: Fact | None
    turned: int


def countries(sheet: Sheet, gaps: object, scheme: str = "", search: bool = True) -> str:
    """The countries of a balance, the largest seller first: what each sold and bought, and the same a year earlier. With
    `scheme="agoa"`, whether it belongs; with `search=false` the search does not find the countries here, but on another page.

    `{{ countries(gaps) }}`, with `gaps: balance of each African country, year to date` at the head
    """
    if not isinstance(gaps, Figure) or gaps.fact.measure.kind != "balance":
        str(gaps)  # ends here if it is a fact whose own mistake has been noted
        raise TradeError(
            "a table of countries needs their balances",
            remedy="Declare 'gaps: balance of each African country, year to date' and write countries(gaps).",
        )
    belongs = sheet.source.scheme(str(scheme)) if scheme else None
    members = belongs.state(sheet.scope.day or sheet.source.today) if belongs else None
    earlier = gaps.year_earlier
    rows = sorted(_rows(gaps.fact, earlier.fact), key=lambda row: (-_flow(row.now, 0).value, row.place.name))
    with sheet.dressed(html.linked(companions.link(sheet, ""))):
        listed = Markup("").join(
            _country(sheet, row, belongs.name if belongs else "", members[1] if members else {}, found=search)
            for row in rows
        )
    words = pack("en")
    notes = [
        words.say(
            "site.countries.reading",
            now=say.label(gaps.fact.period),
            before=say.label(earlier.fact.period),
            source=receipts.source_line((gaps.fact, earlier.fact), sheet.source.passport),
        )
    ]
    if belongs and members:
        notes.append(_standing(belongs, members[0]))
    return str(
        Markup(
            '{}<div class="countries{}"><div class="countries-head" aria-hidden="true">{}</div><ol>{}</ol></div>{}'
        ).format(
            _index(row.place for row in rows),
            " with-scheme" if belongs else "",
            Markup("").join(Markup("<span>{}</span>").format(name) for name in _columns(sheet, gaps.fact, belongs)),
            listed,
            Markup("").join(Markup('<p class="chart-source">{}</p>').format(note) for note in notes),
        )
    )


def _rows(now: Fact, before: Fact) -> Iterator[_Row]:
    then = {_country_of(fact): fact for fact in spread.parts_of(before)}
    turned = {_country_of(fact): sign for sign in (1, -1) for fact in spread.turned(now, before, sign)}
    for fact in spread.parts_of(now):
        place = _country_of(fact)
        yield _Row(place=place, now=fact, before=then.get(place), turned=turned.get(place, 0))


def _country_of(fact: Fact) -> Place:
    """The country that a figure is of: the end that does not report."""
    measure = fact.measure
    return measure.partner if measure.side.code == fact.basis.reporter else measure.side


def _flow(balance: Fact, which: int) -> Fact:
    """What was sold (0) or bought (1), of a balance."""
    return balance.parts[which]


def _index(found: Iterable[Place]) -> Markup:
    """All countries by name, each the way to its place in the table."""
    links = [
        Markup('<a href="#{}">{}</a>').format(slug(place), place.name)
        for place in sorted(found, key=lambda place: plain(place.name))
    ]
    label = pack("en").say("site.countries.by_name")
    return Markup('<nav class="countries-index" aria-label="{}" data-search-exclude>{}</nav>').format(
        label, Markup(" ").join(links)
    )


def _columns(sheet: Sheet, gaps: Fact, belongs: Scheme | None) -> list[str]:
    words = pack("en")
    names = ["", words.say("site.countries.country")]
    names += [words.say(f"site.countries.{column}") for column in ("sold", "bought", "balance")]
    return names + ([belongs.name.upper()] if belongs else [])


def _country(sheet: Sheet, row: _Row, scheme: str, members: Mapping[str, object], *, found: bool) -> Markup:
    words = pack("en")
    pairs = [("sold", 0), ("bought", 1), ("balance", None)]
    cells = []
    for column, which in pairs:
        now, before = (fact if fact is None or which is None else _flow(fact, which) for fact in (row.now, row.before))
        cells.append(
            Markup('<div class="{}"><dt>{}</dt><dd>{}{}</dd></div>').format(
                column, words.say(f"site.countries.{column}"), _amount(sheet, now), _before(sheet, before)
            )
        )
    if scheme:
        standing = words.say(f"site.countries.{'belongs' if row.place.code in members else 'not'}")
        cells.append(Markup('<div class="standing"><dt>{}</dt><dd>{}</dd></div>').format(scheme.upper(), standing))
    return Markup(
        '<li><div class="country"><h3 id="{}"{}>{}{}</h3>{}{}</div><dl data-search-exclude>{}</dl></li>'
    ).format(
        slug(row.place),
        Markup("" if found else " data-search-exclude"),
        row.place.name,
        _names(row.place),
        _typed(row.place),
        _turned(sheet, row),
        Markup("").join(cells),
    )


def _amount(sheet: Sheet, fact: Fact | None) -> Markup:
    if fact is None:
        return Markup('<span class="amount">{}</span>').format(pack("en").say("site.countries.none"))
    figure = sheet.figure_of(fact)
    is_balance = fact.measure.kind == "balance"
    words = Markup(figure.short_signed if is_balance else figure.short)
    return Markup('<span class="{}">{}</span>').format(f"amount {ink(fact)}".strip(), words)


def _before(sheet: Sheet, fact: Fact | None) -> Markup:
    if fact is None:
        return Markup("")
    return Markup(' <span class="before">{}</span>').format(
        Markup(pack("en").say("site.countries.before", amount=_amount(sheet, fact)))
    )


def _names(place: Place) -> Markup:
    """Its other names, the first few: in the heading, where the search finds them before any text."""
    others = other_names(place)[:_NAMES]
    said = [Markup('<span lang="{}">{}</span>').format(*other) for other in others]
    return Markup(' <span class="country-names">{}</span>').format(Markup(", ").join(said)) if said else Markup("")


def _typed(place: Place) -> Markup:
    """Its further names, and all without their accents as many type them, for the search alone."""
    others = other_names(place)
    names = [place.name, *(name for _, name in others)]
    typed = [name for _, name in others[_NAMES:]] + [plain(name) for name in names if plain(name) != name]
    return Markup("<p hidden>{}</p>").format(", ".join(typed)) if typed else Markup("")


def _turned(sheet: Sheet, row: _Row) -> Markup:
    """That its balance turned since a year earlier, as a claim of its own."""
    if not row.turned or row.before is None:
        return Markup("")
    words = pack("en").say(f"site.countries.into.{'surplus' if row.turned > 0 else 'deficit'}")
    return Markup('<p class="country-turned">{}</p>').format(
        Markup(sheet.show_word(claims.turned(row.now, row.before), words))
    )


def _standing(scheme: Scheme, day: date) -> str:
    return pack("en").say(
        "site.countries.scheme",
        name=scheme.name.upper(),
        says=scheme.says,
        day=say.day(day),
        publisher=scheme.publisher,
    )
