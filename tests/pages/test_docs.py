"""The docs folder as writers and their editors leave it: what is no file of the site, and what cannot be told apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import mkdocs.utils
import pytest
from small_site import SMALL_SITE, TODAY

from macros import proof
from macros.errors import TradeError
from macros.pages import doors
from macros.pages.desk import Desk
from macros.pages.mirror import Mirror

TEMPLATE = b"---\neach: all partners\ntitle: Trade with {{ each }}\ntrade: {data: goods, side: United States, partner: each}\n---\n"
NO_UTF8 = "the page is not written in UTF-8. Save it as UTF-8 in your editor."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small site."""
    return Desk(Path(shutil.copytree(SMALL_SITE, tmp_path / "site")), TODAY)


def _write(desk: Desk, path: str, content: bytes = b"# A page\n") -> Path:
    file = desk.root / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _mirrored(desk: Desk) -> set[str]:
    """The files that an engine gets, and the folders of those."""
    folder = doors.site(desk, "mkdocs", proof.of_prose).mirror()
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("before", "after"),
    [("x", "x/y.txt"), ("z/y.txt", "z"), ("p", "p/q.md"), ("r.md/y.txt", "r.md"), ("s.md", "s.md/y.txt"), ("t/u/v.md", "t")],
)  # fmt: skip
def test_a_file_may_become_a_folder_and_a_folder_a_file(before: str, after: str, desk: Desk) -> None:
    usual = _mirrored(desk)
    _write(desk, before)
    assert before in _mirrored(desk)
    top = desk.root / "docs" / before.partition("/")[0]
    shutil.rmtree(top) if top.is_dir() else top.unlink()
    _write(desk, after)
    assert _mirrored(desk) - usual == {after, after.partition("/")[0]}


def test_what_editors_keep_beside_a_page_is_nothing_of_the_site(desk: Desk) -> None:
    usual = _mirrored(desk)
    for path in (
        ".plain.md.swp",
        "plain.md~",
        "#plain.md#",
        ".hidden.md",
        ".kept/page.md",
        ".kept/each.md",
        "a/.DS_Store",
    ):
        _write(desk, path)
    (desk.root / "docs" / ".#plain.md").symlink_to("somebody@somewhere.1234")
    (desk.root / "docs" / "nowhere.md").symlink_to("gone.md")
    assert _mirrored(desk) == usual
    assert not desk.holds(".hidden.md")
    assert not proof.of(desk)


def test_a_file_that_goes_while_others_are_copied_is_not_there(desk: Desk) -> None:
    gone = _write(desk, "gone.txt")
    _mirrored(desk)
    mirror = Mirror(desk, desk.root / ".build" / "docs")
    mirror.make_room(desk.paths())
    gone.unlink()
    mirror.complete()
    assert "gone.txt" not in mirror.files
    assert not (mirror.folder / "gone.txt").exists()


@pytest.mark.parametrize("ending", sorted({*mkdocs.utils.markdown_extensions} - {".md"}))
def test_a_page_has_one_ending(ending: str, desk: Desk) -> None:
    _write(desk, f"folder/new{ending}")
    assert _told(desk) == [f"docs/folder/new{ending}: a page's name ends in .md. Call it 'new.md'."]


@pytest.mark.parametrize(
    ("one", "other", "address"),
    [("plain.md", "plain/index.md", "plain/"), ("b.md", "b/README.md", "b/"), ("README.md", "index.md", "")],
)
def test_two_pages_at_one_address_are_refused(one: str, other: str, address: str, desk: Desk) -> None:
    for path in (one, other):
        if not (desk.root / "docs" / path).exists():
            _write(desk, path)
    what = f"this page and docs/{other} would both be at /{address}"
    assert _told(desk) == [f"docs/{one}: {what}. Remove one of them, or give it another name."]


def test_so_is_one_that_is_written_where_another_is_made(desk: Desk) -> None:
    _write(desk, "with/each.md", TEMPLATE)
    _write(desk, "with/kenya/index.md")
    [told] = _told(desk)
    assert told.startswith("docs/with/kenya/index.md: this page and docs/with/kenya.md would both be at /with/kenya/.")


def test_a_page_that_is_not_utf_8_is_told_with_all_that_is_wrong(desk: Desk) -> None:
    _write(desk, "latin.md", "# Café\n\nA tag: {{ unknown }}.\n".encode("latin-1"))
    _write(desk, "plain.md", b"A tag: {{ unknown }}.\n")
    _write(desk, "with/each.md", TEMPLATE + "Café\n".encode("latin-1"))
    first, second, third, fourth = _told(desk)
    assert first == f"docs/latin.md:1: {NO_UTF8}"
    assert second.startswith("docs/latin.md:3: there is no fact or macro 'unknown'")
    assert third.startswith("docs/plain.md:1: there is no fact or macro 'unknown'")
    assert fourth == f"docs/with/each.md:6: {NO_UTF8}"


def _told(desk: Desk) -> list[str]:
    return [str(error) for error in proof.of(desk)]


def test_a_page_that_goes_while_it_is_read_is_told(desk: Desk) -> None:
    with pytest.raises(TradeError, match=r"docs/gone\.md: the page is no longer there\. Build again\.$"):
        desk.text("gone.md")
