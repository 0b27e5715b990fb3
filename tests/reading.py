"""What a reader, a browser and a search engine find in a built site, whichever engine built it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape

from small_site import Site


def article(page: str) -> str:
    """The article of a page, as HTML."""
    return _one(r"<article\b.*?</article>", page)


def navigation(page: str) -> str:
    """The list of pages of the site, as HTML."""
    return _one(r'<nav class="md-nav md-nav--primary.*?(?=<div class="md-content")', page)


def title(page: str) -> str:
    """The page's title, as a browser shows it."""
    return text(_one(r"<title>.*?</title>", page))


def description(page: str) -> str:
    """The page's description, as a search engine shows it."""
    tag = _one(r'<meta name="description" content="[^"]*"', page)
    return plain(unescape(tag.split('"')[3]))


def receipts(page: str) -> list[str]:
    """The ids of the receipts and definitions of a page."""
    return re.findall(r'<div class="receipt(?: definition)?" id="([^"]+)"', page)


def charts(page: str) -> list[str]:
    """The charts of a page, with all that frames them, as HTML."""
    return re.findall(r'<figure class="chart".*?</figure>', page, re.DOTALL)


def search_entries(site: Site) -> Iterator[Mapping[str, str]]:
    """The entries of the site's search index."""
    for name, key in (("search/search_index.json", "docs"), ("search.json", "items")):
        if name in site.published():
            yield from json.loads(site.built(name))[key]


def text(html: str) -> str:
    """What a reader reads, with single and plain spaces."""
    return plain(" ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()))


def plain(words: str) -> str:
    """Words with plain spaces where they have unbreakable ones."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def _one(pattern: str, page: str) -> str:
    match = re.search(pattern, page, re.DOTALL)
    assert match, f"the page has no {pattern}"
    return match[0]
