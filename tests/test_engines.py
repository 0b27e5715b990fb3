"""The exit is open: both engines make the same site of the same sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import reading
from small_site import Site

PIECES: Mapping[str, Callable[[str], Any]] = {
    "article": lambda page: reading.text(reading.article(page)),
    "title": reading.title,
    "description": reading.description,
    "receipts": reading.receipts,
    "charts": reading.charts,
}


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_is_the_same_under_both(piece: str, engines: Mapping[str, Site]) -> None:
    of = PIECES[piece]
    ours, theirs = (engines[engine].pages() for engine in ("mkdocs", "zensical"))
    assert ours.keys() == theirs.keys()
    assert {name: of(page) for name, page in ours.items()} == {name: of(page) for name, page in theirs.items()}
    assert of(ours["index.html"]), "there was nothing to compare"


def test_the_ledger_is_the_same_under_both(engines: Mapping[str, Site]) -> None:
    assert engines["mkdocs"].built("ledger.json") == engines["zensical"].built("ledger.json")
