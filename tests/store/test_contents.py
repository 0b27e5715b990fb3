"""What stands in files, as hashes: another content is another hash, however alike the files look from outside."""

from __future__ import annotations

import os
from pathlib import Path

from record import NEW, OLD, write_dataset

from macros.store import reads
from macros.store.contents import Contents
from macros.store.passport import Passport
from macros.store.reads import Read
from macros.store.record import Record


def _contents(root: Path) -> Contents:
    return Contents(root, root / ".build" / "contents.json")


def test_a_file_is_known_by_its_content_and_read_again_when_touched(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one", encoding="utf-8")
    os.utime(path, (1, 1))
    contents = _contents(tmp_path)
    first = contents.file(path)
    contents.save()
    path.write_text("two", encoding="utf-8")  # as long as before
    os.utime(path, (1, 1))  # and, by its own account, as old
    assert contents.file(path) != first
    assert _contents(tmp_path).file(path) == contents.file(path)
    assert contents.file(tmp_path / "gone.md") == ""


def test_what_was_learnt_may_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one", encoding="utf-8")
    known = _contents(tmp_path).file(path)
    (tmp_path / ".build").mkdir()
    for damaged in ("", "spoilt", "[]", '{"files": {"page.md": 3}, "parts": {}}', '{"files": []}'):
        (tmp_path / ".build" / "contents.json").write_text(damaged, encoding="utf-8")
        assert _contents(tmp_path).file(path) == known


def test_a_tree_is_known_by_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("one", encoding="utf-8")
    contents = _contents(tmp_path)
    first = contents.tree(folder)
    (folder / "a.md").rename(folder / "b.md")
    assert contents.tree(folder) != first
    (folder / "b.md").rename(folder / "a.md")
    assert contents.tree(folder) == first


def test_a_question_to_the_record_is_noted_by_partner_and_each_has_rows_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "samples"
    write_dataset(folder, OLD, NEW)
    passport = Passport.read(folder)
    noted: set[Read] = set()
    with reads.under(noted):
        record = Record(passport)
        record.reach(record.series("KEN", "imports"))
    assert noted == {("rows", "samples", "", "KEN")}
    contents = _contents(tmp_path)
    kenya, other = (contents.of(("rows", "samples", "", code), lambda _: passport) for code in ("KEN", "UGA"))
    assert kenya != other
