"""What is kept of the pages when two processes keep it in one folder: neither takes from the other what it cannot do without."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from small_site import SMALL_SITE, TODAY

from macros.pages.desk import Desk

PAGE = "explainers/uganda.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_SITE, tmp_path / "site"))


def _desk(root: Path) -> Desk:
    """A desk such as a build and a preview have, each its own."""
    desk = Desk(root, TODAY)
    desk.readings.are_kept = True
    return desk


def test_what_another_has_let_go_of_is_read_anew(root: Path) -> None:
    """As a build does while a preview is made, which has the page as it was before on its list."""
    served = _desk(root)
    leaf, charts, title = served.parts.leaf(PAGE), served.parts.charts(PAGE), served.sheet(PAGE).title
    assert leaf
    served.readings.save()
    held = served.kept(PAGE)
    assert held
    with served.settled():
        served.seal(PAGE)  # it will not be looked at again
        _desk(root).readings.prune()  # by one that has it on its list too
        assert served.readings.load(held, served)
        (root / ".build" / "readings" / "index.json").unlink()
        _desk(root).readings.prune()
        assert served.readings.load(held, served) is None
        served._sheets.clear()
        assert (served.parts.leaf(PAGE), served.parts.charts(PAGE)) == (leaf, charts)
        assert served.sheet(PAGE).title == title
    assert served.readings.load(held, served), "it is kept again"


def test_what_another_is_writing_is_left_to_it(root: Path) -> None:
    desk = _desk(root)
    desk.sheet(PAGE)
    folder = root / ".build" / "readings"
    now, left, old = (folder / name for name in ("one.17.new", "two.18.new", "three.pickle"))
    for file in (now, left, old):
        file.write_bytes(b"half")
    os.utime(left, (time.time() - 7200,) * 2)
    desk.readings.prune()
    assert [file.exists() for file in (now, left, old)] == [True, False, False]


def test_what_another_takes_away_at_the_same_moment_stops_nobody(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = _desk(root)
    desk.sheet(PAGE)
    gone = [root / ".build" / "readings" / name for name in ("one.pickle", "two.17.new")]
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: iter(gone))
    desk.readings.prune()
