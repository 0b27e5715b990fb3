"""The exit is open: both engines make the same site of the same sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import reading
from small_site import ENGINES, Site

PIECES: Mapping[str, Callable[[str], Any]] = {
    "article": lambda page: reading.text(reading.article(page)),
    "title": reading.title,
    "description": reading.description,
    "receipts": reading.receipts,
    "charts": reading.charts,
}


@pytest.mark.parametrize("other", [engine for engine in ENGINES if engine != "mkdocs"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_page_is_the_same_under_both(piece: str, other: str, engines: Mapping[str, Site]) -> None:
    of = PIECES[piece]
    ours, theirs = (engines[engine].pages() for engine in ("mkdocs", other))
    assert ours.keys() == theirs.keys()
    assert {name: of(page) for name, page in ours.items()} == {name: of(page) for name, page in theirs.items()}
    assert of(ours["index.html"]), "there was nothing to compare"


def test_what_is_no_page_is_the_same_under_all(engines: Mapping[str, Site]) -> None:
    """The ledger, the feeds, the data, the charts, the page of each figure: whatever does not come from the theme."""
    of_theme = ("assets/", "search", "sitemap.xml", "objects.inv")
    found = {
        engine: {
            name: content
            for name, content in site.published().items()
            if not name.startswith(of_theme) and name not in site.pages() and name != "404.html"
        }
        for engine, site in engines.items()
    }
    assert found["mkdocs"].keys() >= {"ledger.json", "feeds/explainers.xml"}
    for other in found:
        assert found[other].keys() == found["mkdocs"].keys()
        assert [name for name, content in found[other].items() if content != found["mkdocs"][name]] == []
