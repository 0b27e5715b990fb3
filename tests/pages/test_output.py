"""The files of a site in the making: whatever stood in its folder before, what is there in the end is what belongs there."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.pages.output import Journal, Output


def _made(site: Path, old: Path, before: Journal, pages: dict[str, str]) -> Journal:
    """A site of these pages, each a piece of its own whose seal is its text."""
    out = Output(site, old, before, lambda read: "", str, lambda text: ())
    for name, text in pages.items():
        if not out.keeps(name, text):
            with out.making(name, text):
                out.page(f"{name}/index.html", text)
    return out.finish({})


def _files(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, Journal]:
    return tmp_path / "site", _made(tmp_path / "site", Path("/none"), Journal(), {"one": "1", "two": "2"})


@pytest.mark.parametrize(
    "there", ["nothing", "the same", "another", "a stranger", "a folder for a file", "a file for a folder"]
)
def test_it_is_made_upon_whatever_is_there(there: str, site: tuple[Path, Journal], tmp_path: Path) -> None:
    old, before = site
    new = tmp_path / "new"
    if there == "the same":
        _made(new, old, before, {"one": "1", "two": "2"})
    elif there == "another":
        _made(new, Path("/none"), Journal(), {"one": "other", "two": "2", "three": "3"})
    elif there == "a stranger":
        (new / "one" / "deep").mkdir(parents=True)
        (new / "one" / "deep" / "left.txt").write_text("left", encoding="utf-8")
    elif there == "a folder for a file":
        for name in ("one", "two"):
            (new / name / "index.html" / "deep").mkdir(parents=True)
    elif there == "a file for a folder":
        new.mkdir()
        for name in ("one", "two"):
            (new / name).write_text("left", encoding="utf-8")
    journal = _made(new, old, before, {"one": "1", "two": "changed"})
    assert _files(new) == {"one/index.html": "1", "two/index.html": "changed"}
    assert _files(old) == {"one/index.html": "1", "two/index.html": "2"}, "a site that is published is not written to"
    assert journal.describes(new)
    assert not (new / "one" / "deep").exists()
    assert (new / "one" / "index.html").samefile(old / "one" / "index.html"), "what stays is not written again"


def test_in_its_own_place_only_what_changed_is_written(site: tuple[Path, Journal]) -> None:
    folder, before = site
    stays = (folder / "one" / "index.html").stat().st_ino
    journal = _made(folder, folder, before, {"one": "1"})
    assert _files(folder) == {"one/index.html": "1"}
    assert not (folder / "two").exists()
    assert (folder / "one" / "index.html").stat().st_ino == stays
    assert journal.describes(folder)


def test_what_somebody_wrote_to_is_made_again(site: tuple[Path, Journal], tmp_path: Path) -> None:
    old, before = site
    (old / "one" / "index.html").write_text("spoilt", encoding="utf-8")
    _made(tmp_path / "new", old, before, {"one": "1", "two": "2"})
    assert _files(tmp_path / "new") == {"one/index.html": "1", "two/index.html": "2"}
