"""What is drawn before anybody asks is what is asked for, and what cannot be drawn is told by whoever asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_site import SMALL_SITE, TODAY

from macros.charts import render
from macros.errors import TradeError
from macros.pages.desk import Desk
from macros.pages.drawings import draw, drawn

PAGES = ("index.md", "glossary.md", "explainers/uganda.md")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(Path(shutil.copytree(SMALL_SITE, tmp_path / "site")), TODAY)
    desk.readings.are_kept = True
    return desk


def _refused(spec: object) -> str:
    raise TradeError("this cannot be drawn")


def test_the_renderer_is_asked_for_nothing_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(desk, PAGES)
    monkeypatch.setattr(render, "svg", _refused)
    said = [desk.sheet(page).said for page in PAGES]
    jobs = [one.job for page in said for one in (*page.charts.values(), *page.borrowed.values())]
    assert any(page.borrowed for page in said)
    assert [name for page in PAGES for name, _ in desk.parts.charts(page)] == [name for name, _ in jobs]
    for name, chart in jobs:
        assert drawn(desk, name, chart).id == name


def test_what_cannot_be_drawn_is_told_by_who_asks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "svg", _refused)
    draw(desk, PAGES)
    with pytest.raises(TradeError, match="cannot be drawn"):
        drawn(desk, *desk.parts.charts("index.md")[0])
