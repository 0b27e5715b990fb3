"""What a site rests on besides its pages and its record: each edited in turn, and what is built upon the site before is what is
built from nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import EACH, SMALL_SITE, TODAY, Site

from macros import proof
from macros.pages.desk import Desk

NEW_PLACE = "schedule_c,code,kind,name,aliases,since,until,note\n7999,XNW,country,Newland,,,,\n"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with more settings, with pages made from a template, and with a partner whom our own tables lack."""
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "a site"))
    docs, face = root / "docs", root / "docs" / "assets" / "fonts" / "tx-sans.woff2"
    face.parent.mkdir(parents=True)
    face.write_bytes(b"a face")
    (root / "base.yml").write_text("copyright: One\n", encoding="utf-8")
    _replace(root / "mkdocs.yml", "site_name:", "INHERIT: base.yml\nsite_author: !ENV [OUR_AUTHOR, nobody]\nsite_name:")
    (docs / "explainers" / "each.md").write_text(EACH, encoding="utf-8")
    (docs / "told.md").write_text("---\ntitle: Told\n---\n\n{{ stories() }}\n", encoding="utf-8")
    vintage = root / "data" / "goods" / "2026-05.csv"
    before = hashlib.sha256(vintage.read_bytes()).hexdigest()
    text = vintage.read_text(encoding="utf-8")
    more = [line.replace("UGA,", "XNW,", 1) for line in text.splitlines() if line.startswith("UGA,")]
    vintage.write_text("\n".join([text.rstrip("\n"), *more]) + "\n", encoding="utf-8")
    _replace(vintage.with_name("dataset.yml"), before, hashlib.sha256(vintage.read_bytes()).hexdigest())
    (root / "data" / "places").mkdir()
    (root / "data" / "places" / "schedule_c.csv").write_text(NEW_PLACE, encoding="utf-8")
    return root


EDITS: dict[str, Callable[[Path], object]] = {
    "the mark of a page in the menus": lambda root: _replace(
        root / "docs" / "explainers" / "uganda.md", "title:", "icon: material/star\ntitle:"
    ),
    "the heading of a page without a title": lambda root: _replace(
        root / "docs" / "plain.md", "# A plain", "# Another"
    ),
    "the settings that others inherit": lambda root: _replace(root / "base.yml", "One", "Two"),
    "the face that goes into files": lambda root: (root / "docs/assets/fonts/tx-sans.woff2").write_bytes(b"another"),
    "a page written in the place of a made one": lambda root: (root / "docs/explainers/kenya.md").write_text(
        "---\ntitle: By hand\ndescription: By hand.\n---\n\nBy hand.\n", encoding="utf-8"
    ),
    "the name of a new place": lambda root: _replace(root / "data/places/schedule_c.csv", "Newland", "Newer Republic"),
    "a variable that the settings name": lambda root: (root / "author").write_text("Somebody", encoding="utf-8"),
}


def test_each_is_seen(root: Path, tmp_path: Path) -> None:
    def built(folder: Path) -> dict[str, bytes]:
        author = (folder / "author").read_text(encoding="utf-8") if (folder / "author").is_file() else "nobody"
        site = Site(folder)
        ended = site.run("macros", "build", OUR_AUTHOR=author, TRADE_TODAY=TODAY.isoformat())
        assert ended.returncode == 0, ended.stderr
        return site.published()

    before = built(root)
    for name, edit in EDITS.items():
        edit(root)
        after = built(root)
        clean = Path(shutil.copytree(root, tmp_path / name, ignore=shutil.ignore_patterns(".build", "site")))
        expected = built(clean)
        differ = {file for file in expected.keys() | after.keys() if expected.get(file) != after.get(file)}
        assert differ == set(), name
        assert after != before, f"{name}: no reader would see it"
        before = after


def _desk(root: Path) -> Desk:
    desk = Desk(root, TODAY)
    desk.readings.are_kept = True
    return desk


def test_a_term_that_must_be_explained_is_asked_of_pages_that_were_proven(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "site"))
    page, glossary = root / "docs" / "explainers" / "uganda.md", root / "data" / "glossary" / "glossary.csv"
    page.write_text(f"{page.read_text(encoding='utf-8')}\nThe freight is dear.\n", encoding="utf-8")
    desk = _desk(root)
    assert not proof.of(desk)
    desk.readings.save()
    head = glossary.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = {"term": "freight", "group": "Trade", "definition": "Carriage by sea.", "source": "Us", "explain": "yes"}
    with glossary.open("a", encoding="utf-8") as file:
        file.write(",".join(row.get(key, "") for key in head) + os.linesep)
    assert "freight" in str(proof.of(_desk(root)))


def test_a_register_that_is_edited_while_pages_are_read_is_read_anew_the_next_time(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "site"))
    page = root / "docs" / "plain.md"
    page.write_text('---\ntitle: P\n---\n\nBy {{ term("customs value") }}.\n', encoding="utf-8")
    desk = _desk(root)
    _replace(root / "data" / "glossary" / "glossary.csv", "The price at the border", "The price when it was paid")
    desk.sheet("plain.md")
    desk.readings.save()
    [term] = _desk(root).sheet("plain.md").said.terms.values()
    assert "when it was paid" in term.definition
