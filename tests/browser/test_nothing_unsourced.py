"""Every figure that a reader of the real site meets is in the ledger and has its page; whatever others said has a source and a day.

The check of what was typed in reads Markdown. This reads the built pages, so it also sees what a macro or a template prints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_site import ROOT

from macros.check import prose

PROSE = {"p", "li", "h1", "h2", "h3", "td", "th", "dd", "figcaption"}
"""Where sentences stand."""
APART = {
    "chart-drawing", "chart-subtitle", "chart-source", "chart-foot", "key-period", "key-months",  # drawings, what they measure
    "status", "late", "pinned", "tellings", "freshness",  # how far the record goes, and when it was known
    "history", "brief", "ledger", "cite", "changes", "corrections",  # what was said before, and the ledger itself
    "dataset", "passport", "holdings", "country-names", "countries-index",  # what we hold, and names
    "related",  # titles of other pages, which have them in the ledger
}  # fmt: skip
"""Furniture that makes no claim of trade: dates, periods, vintages, what was said before. By the class of its element."""
APART_PAGES = {
    "data/": "its figures are sizes of files, and what publishers note of theirs",
    "changes/": "its figures are what other pages said before",
    "glossary/": "each definition names its source below itself",
}
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    """The blocks of prose of an article, each figure that opens a receipt or leads to one left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open: list[tuple[str, bool]] = []  # each tag, and whether what is in it is passed over
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        classes = set((dict(attributes).get("class") or "").split())
        passed = bool(classes & (APART | {"fig"})) or tag in ("svg", "code", "pre", "script", "style")
        self._open.append((tag, passed or self._is_passed))
        if tag in PROSE and not self._is_passed:
            self.blocks.append("")
        elif passed and self.blocks:
            self.blocks[-1] += prose.TAG

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in VOID and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.blocks and not self._is_passed and any(tag in PROSE for tag, _ in self._open):
            self.blocks[-1] += data

    @property
    def _is_passed(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _article(site: Path, url: str) -> str:
    page = (site / url / "index.html").read_text(encoding="utf-8")
    found = re.search(r"<article\b.*?</article>", page, re.DOTALL)
    assert found, url
    return found[0]


def _unsourced(html: str, known: set[str]) -> Iterator[str]:
    for block in _Reader(html).blocks:
        for found in prose.tokens(block, 1):
            if found.kind == "figure" and not any(found.words in words for words in known):
                yield f"'{found.words}' in: {' '.join(block.split())}"


@pytest.fixture(scope="module")
def ledger(site: Path) -> Any:
    """The ledger of the built site."""
    return json.loads((site / "ledger.json").read_text(encoding="utf-8"))


def _waived(path: str) -> set[str]:
    head = (ROOT / path).read_text(encoding="utf-8").split("---\n")[1]
    return {str(words) for words in (yaml.safe_load(head).get("waived") or {})}


def test_no_figure_stands_outside_the_ledger(site: Path, ledger: Any) -> None:
    found = []
    for page in ledger["pages"]:
        if page["url"] in APART_PAGES:
            continue
        shows_others = any(claim["kind"] == "story" for claim in page["claims"])
        claims = [claim for one in ledger["pages"] if one is page or shows_others for claim in one["claims"]]
        known = {" ".join(claim["words"].split()) for claim in claims} | _waived(page["path"])
        found += [f"/{page['url']}: {one}" for one in _unsourced(_article(site, page["url"]), known)]
    assert found == []


def test_a_figure_outside_the_ledger_is_found() -> None:
    html = '<article><p>It sold <button class="fig">$3 million</button>, up 12%.</p><p class="status">Data to 2026</p></article>'
    assert list(_unsourced(html, {"$3 million"})) == [f"'12%' in: It sold {prose.TAG}, up 12%.{prose.TAG}"]
    assert list(_unsourced(html, {"12%"})) == []


def test_whatever_opens_or_leads_to_a_receipt_has_its_page(site: Path, ledger: Any) -> None:
    ids = {
        id for page in ledger["pages"] for id in re.findall(r'popovertarget="r-([^"]+)"', _article(site, page["url"]))
    }
    ids |= {claim["receipt"] for page in ledger["pages"] for claim in page["claims"] if "receipt" in claim}
    assert len(ids) > 100
    for id in ids:
        if not id.startswith("term-"):
            assert (site / "f" / id / "index.html").is_file(), id
            assert (site / "f" / f"{id}.json").is_file(), id


def test_whatever_others_said_has_a_source_and_a_day(site: Path, ledger: Any) -> None:
    quoted = {claim["receipt"] for page in ledger["pages"] for claim in page["claims"] if claim["kind"] == "quoted"}
    assert quoted
    for id in quoted:
        said = json.loads((site / "f" / f"{id}.json").read_text(encoding="utf-8"))["quotation"]
        assert said["publisher"], id
        assert said["link"] or said["document"], id
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", said["published"]), id
