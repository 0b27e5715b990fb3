"""Two builds beside each other: what is kept of each, what the index links to, and the sentence on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_site import Site

from macros.check.preview import make
from macros.errors import TradeError

BEFORE = {
    "index.html": "front", "same/index.html": "same", "changed/index.html": "was", "gone/index.html": "gone",
    "assets/site.css": "css", "charts/changed/one/index.html": "chart", "ledger.json": "{}",
}  # fmt: skip
AFTER = {
    "index.html": "front", "same/index.html": "same", "changed/index.html": "is", "a & b/index.html": "new",
    "assets/site.css": "css", "charts/changed/one/index.html": "chart anew", "ledger.json": "{ }",
}  # fmt: skip


def _site(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_pages_that_differ_are_there_before_and_after(tmp_path: Path) -> None:
    out = tmp_path / "preview"
    found = make(_site(tmp_path / "a", BEFORE), _site(tmp_path / "b", AFTER), out)
    assert (found.changed, found.added, found.gone) == (
        ("changed/index.html",), ("a & b/index.html",), ("gone/index.html",),
    )  # fmt: skip
    assert found.sentence == "Of 4 pages 1 changed, 1 new, 1 gone; other files that differ: 2."
    kept = {path.relative_to(out / "before").as_posix() for path in (out / "before").rglob("*") if path.is_file()}
    assert kept == {"changed/index.html", "gone/index.html", "assets/site.css"}
    index = (out / "index.html").read_text(encoding="utf-8")
    assert found.sentence in index
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', index)]
    assert sorted(links) == [
        "after/a & b/index.html", "after/changed/index.html", "after/index.html", "before/changed/index.html",
        "before/gone/index.html",
    ]  # fmt: skip
    assert [link for link in links if not (out / link).is_file()] == []


def test_two_builds_alike(tmp_path: Path) -> None:
    site, out = _site(tmp_path / "a", BEFORE), tmp_path / "preview"
    (out / "left").mkdir(parents=True)
    assert make(site, site, out).sentence == "Of 4 pages 0 changed; other files that differ: 0."
    assert "<table>" not in (out / "index.html").read_text(encoding="utf-8")
    assert not (out / "left").exists()


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as refused:
        make(tmp_path, _site(tmp_path / "b", AFTER), tmp_path / "preview")
    assert str(refused.value) == f"'{tmp_path}' is not a built site. Build it with 'make site', or name a commit."


def test_the_command_says_the_sentence(small_site: Site) -> None:
    for name, files in (("a", BEFORE), ("b", AFTER)):
        _site(small_site.root / name, files)
    ended = small_site.run("macros", "preview", "a", "b")
    assert (ended.returncode, ended.stdout) == (
        0,
        "Of 4 pages 1 changed, 1 new, 1 gone; other files that differ: 2. See .build/preview/index.html.\n",
    )
