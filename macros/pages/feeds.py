"""Feeds for those who follow the site: new explainers, what newer data changed, and what we got wrong, each apart.

Atom (RFC 4287), made from the pages and their histories: no clock, so the same files give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.errors import TradeError
from macros.pages import histories
from macros.pages.gist import Gist
from macros.pages.publisher import Publisher
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.desk import Desk

FOLDER = "feeds"
"""The folder of the site in which the feeds are."""
CHANGES = "changes/"
"""The address of the page that lists all changes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry of a feed. `id` is where it is, and stays so; `body` is HTML."""

    id: str
    title: str
    link: str
    published: date
    updated: date
    body: Markup


def files(desk: Desk, gists: Sequence[Gist], publisher: Publisher) -> Iterator[tuple[str, str]]:
    """The three feeds, each with its place in the site."""
    quiet = max((file.known for held in desk.holdings for file in held.files if file.known), default=date.min)
    by_path = {gist.path: gist for gist in gists}
    found = {
        "explainers": _explainers(desk, gists, publisher),
        "corrections": _corrections(desk, by_path, publisher),
        "revisions": _revisions(desk, by_path, publisher),
    }
    for name, items in found.items():
        yield f"{FOLDER}/{name}.xml", _atom(name, items, quiet, publisher)


def _explainers(desk: Desk, gists: Iterable[Gist], publisher: Publisher) -> list[Item]:
    """The pages that say when they were first published, as they read now; changed when newer data or we changed them."""
    items = []
    for gist in gists:
        if not gist.published:
            continue
        published = _published(gist)
        log = desk.history
        days = [entry.day for entry in log.revisions.of(gist.path)]
        days += [entry.day for entry in log.corrections.of(gist.path)]
        link = publisher.url + gist.address
        items.append(
            Item(
                id=link,
                title=gist.title,
                link=link,
                published=published,
                updated=max([published, *map(date.fromisoformat, days)]),
                body=Markup("<p>{}</p>").format(gist.description),
            )
        )
    return items


def _published(gist: Gist) -> date:
    try:
        return date.fromisoformat(gist.published)
    except ValueError:
        raise TradeError(
            f"'{gist.published}' is not a day", remedy="Write it as 2026-11-23.", where=gist.dated_at
        ) from None


def _corrections(desk: Desk, gists: dict[str, Gist], publisher: Publisher) -> list[Item]:
    words, items = pack("en"), []
    for entry in desk.history.corrections.entries:
        link, about = _page(entry.page, gists, publisher)
        mark = hashlib.sha256(entry.wrong.encode()).hexdigest()[:8]
        day = date.fromisoformat(entry.day)
        items.append(
            Item(
                id=f"{link}#correction-{entry.day}-{mark}",
                title=words.say("site.feeds.correction", page=about),
                link=link,
                published=day,
                updated=day,
                body=Markup("<p>{} {} {}</p>").format(
                    entry.wrong,
                    words.say("site.changes.stood", since=entry.since),
                    words.say("site.changes.noticed", by=entry.noticed),
                ),
            )
        )
    return items


def _revisions(desk: Desk, gists: dict[str, Gist], publisher: Publisher) -> list[Item]:
    """What each release changed on each page: one entry for both."""
    words, items = pack("en"), []
    for (said, page), found in groupby(desk.history.revisions.entries, key=lambda entry: (entry.day, entry.page)):
        entries, day = histories.gravest_first(found), date.fromisoformat(said)
        link, about = _page(page, gists, publisher)
        items.append(
            Item(
                id=f"{link}#revisions-{said}",
                title=words.say("site.feeds.revision", page=about, counts=histories.counted(entries)),
                link=link,
                published=day,
                updated=day,
                body=histories.listed(entries, lambda page: Markup("")),
            )
        )
    return items


def _page(path: str, gists: dict[str, Gist], publisher: Publisher) -> tuple[str, str]:
    """The address of a page, and what it is about; of one that is gone, the page of changes and its path."""
    if path in gists:
        return publisher.url + gists[path].address, gists[path].subject
    return publisher.url + CHANGES, path.removeprefix("docs/").removesuffix(".md")


def _atom(name: str, items: Sequence[Item], quiet: date, publisher: Publisher) -> str:
    """A feed, the newest entry first; one without entries is as old as the newest data."""
    words, address = pack("en"), f"{publisher.url}{FOLDER}/{name}.xml"
    newest = sorted(items, key=lambda item: (item.updated, item.published, item.id), reverse=True)
    home = publisher.url + (CHANGES if name != "explainers" else "")
    head = Markup(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n"
        '<link rel="self" type="application/atom+xml" href="{}"/>\n<link rel="alternate" type="text/html" href="{}"/>\n'
    ).format(
        address,
        words.say(f"site.feeds.{name}", site=publisher.name),
        _moment(newest[0].updated if newest else quiet),
        publisher.name,
        address,
        home,
    )
    entries = Markup("").join(
        Markup(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n"
            '<link rel="alternate" type="text/html" href="{}"/>\n<content type="html">{}</content>\n</entry>\n'
        ).format(
            item.id, item.title, _moment(item.published), _moment(item.updated), item.link, str(item.body)
        )
        for item in newest
    )  # fmt: skip
    return str(head + entries + Markup("</feed>\n"))


def _moment(day: date) -> str:
    """A day as Atom has it (RFC 3339): its first moment, of universal time."""
    return f"{day.isoformat()}T00:00:00Z"
