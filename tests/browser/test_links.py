"""Every link within the site leads somewhere, and every button to its receipt. No browser needed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

_HOME = "http://here/"


class _Page(HTMLParser):
    """What a page can be entered by, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.receipts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if value is None:
                continue
            if name == "id":
                self.ids.append(value)
            elif name == "popovertarget":
                self.receipts.append(value)
            elif name in ("href", "src"):
                self.links.append(value)


def _read(site: Path, paths: list[str]) -> dict[str, _Page]:
    files = {path: site / path / "index.html" if path.endswith("/") or not path else site / path for path in paths}
    return {urljoin(_HOME, path): _Page(file.read_text(encoding="utf-8")) for path, file in files.items()}


def test_internal_links_and_anchors_lead_somewhere(site: Path, paths: list[str]) -> None:
    pages = _read(site, paths)
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(_HOME):
                continue
            if target in pages:
                found = anchor in ("", "__skip", *pages[target].ids)
            else:
                found = (site / unquote(urlsplit(target).path).lstrip("/")).is_file()
            if not found:
                broken.append(f"{address}: {link}")
    assert broken == []
    assert any(page.links for page in pages.values())


def test_every_id_stands_once_and_every_button_has_its_receipt(site: Path, paths: list[str]) -> None:
    for address, page in _read(site, paths).items():
        assert sorted(page.ids) == sorted(set(page.ids)), address
        assert set(page.receipts) <= set(page.ids), address
