"""The data page: what we hold, from whom, under what licence, and every file that may be taken away. It comes from the
passports, so it cannot be behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import places
from macros import words as say
from macros.pages import html
from macros.pages.late import periods_of
from macros.store.holdings import File, Holding
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

FOLDER = "data"
"""The folder of the site below which the files of a dataset lie, under its name."""


def datasets(sheet: Sheet) -> str:
    """Every dataset and register with its passport, and its files to take away where the licence allows it.

    `{{ datasets() }}`
    """
    root = "../" * sheet.address.count("/")
    return str(Markup("").join(_section(one, root) for one in sheet.source.holdings))


def freshness(sheet: Sheet) -> str:
    """How far each dataset goes, what of it is late, and when the next release is expected.

    `{{ freshness() }}`
    """
    words, source = pack("en"), sheet.source
    root = "../" * sheet.address.count("/")
    items, coming = [], []
    for held in (one for one in sheet.source.holdings if not one.is_register):
        passport = sheet.source.passport(held.name)
        if not passport.is_held:
            continue
        newest = sheet.source.record(held.name, sheet.source.as_of).newest
        end = str(newest.covers.last_year) if passport.is_annual else say.label(newest.covers.end)
        late, following = source.overdue(held.name), source.following(held.name)
        reach = words.say(
            "site.fresh.late" if late else "site.fresh.to", end=end, months=periods_of(late) if late else ""
        )
        items.append(
            Markup('<li><a href="{}#{}">{}</a> {}</li>').format(f"{root}{FOLDER}/", held.name, held.short, reach)
        )
        coming += [following] if following else []
    following = min(coming, key=lambda release: (release.first, release.last), default=None)
    day = say.about(following.first, following.last) if following else ""
    expected = Markup("<p><b>{}</b> {}</p>").format(words.say("site.fresh.next"), day) if day else ""
    return str(
        Markup('<section class="fresh" aria-label="{}"><ul>{}</ul>{}</section>').format(
            words.say("site.fresh.heading"), Markup("").join(items), expected
        )
    )


def files(holdings: Iterable[Holding]) -> Iterator[tuple[str, Path]]:
    """The files that may be passed on, and every passport, each with its place in the site, as the data page names it."""
    for held in holdings:
        files = [file.path for file in held.files] if held.may_be_passed_on else []
        for path in (held.passport, *files):
            yield f"{FOLDER}/{held.name}/{path.name}", path


def _section(held: Holding, root: str) -> Markup:
    words = pack("en")
    passport = html.link(held.passport.name, f"{root}{FOLDER}/{held.name}/{held.passport.name}")
    terms = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(words.say(f"site.data.{key}"), value) for key, value in _terms(held)
    )
    files = Markup("").join(_file(held, file, root) for file in held.files)
    files = files or Markup("<li>{}</li>").format(words.say("site.data.awaited"))
    return Markup(
        '<section class="holding"><h3 id="{}">{}</h3><p class="holding-name"><code>{}</code> {}</p>'
        '<p>{}</p><dl>{}</dl><ul class="files" data-search-exclude>{}</ul></section>'
    ).format(held.name, held.title, held.name, passport, held.description, terms, files)


def _terms(held: Holding) -> Iterator[tuple[str, object]]:
    """What the passport says, each under the name of its phrase."""
    traits = held.traits
    yield "publisher", held.publisher
    if "reporter" in traits:
        yield "reporter", places.name(traits["reporter"])
    if held.flows:
        yield "flows", "; ".join(held.flows.values())
    basis = [traits[key] for key in ("basis", "adjustment", "prices", "currency", "frequency") if key in traits]
    if basis:
        yield "basis", ", ".join(basis)
    if held.published:
        yield "published", held.published
    if held.sources:
        yield "sources", Markup("; ").join(html.link(one.title, one.path) for one in held.sources)
    if held.licence.title:
        yield "licence", html.link(held.licence.title, held.licence.path)
    if held.fields:
        said = [f"{name}: {meaning}" if meaning else name for name, meaning in held.fields.items()]
        yield "fields", "; ".join(said)


def _file(held: Holding, file: File, root: str) -> Markup:
    words, name = pack("en"), file.path.name
    facts = [words.say("site.data.kilobytes", size=words.number(-(-file.size // 1000)))]
    if file.rows:
        facts.append(words.say("site.data.rows", file.rows, number=words.number(file.rows)))
    if file.covers:
        facts.append(say.label(file.covers))
    if file.known:
        facts.append(words.say("site.data.known", day=say.day(file.known)))
    address = f"{root}{FOLDER}/{held.name}/{name}" if held.may_be_passed_on else ""
    parts = [
        Markup("<li><p><b>{}</b> {}</p>").format(
            Markup('<a href="{}" download>{}</a>').format(address, name) if address else name, "; ".join(facts)
        )
    ]
    if not address:
        parts.append(Markup("<p>{}</p>").format(words.say("site.data.withheld")))
    said = [
        Markup("SHA-256 <code>{}</code>").format(file.hash),
        *(text for text in (file.origin, *file.notes) if text),
    ]
    inside = Markup("").join(Markup("<p>{}</p>").format(text) for text in said)
    parts.append(Markup("<details><summary>{}</summary>{}</details>").format(words.say("site.data.origin"), inside))
    return Markup("").join([*parts, Markup("</li>")])
