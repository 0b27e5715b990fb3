"""The feeds: sound Atom, each entry under an address that stays, revisions and corrections apart, and no clock."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from record import NEW, OLD, write_dataset

from macros.errors import TradeError
from macros.pages import feeds
from macros.pages.desk import Desk
from macros.pages.gist import gist
from macros.pages.publisher import Publisher
from macros.store import history
from macros.store.history import Revision

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = """---
title: "Bought {{{{ bought }}}} & more"
description: What was <bought>.
date: {day}
trade: {{data: samples, side: Kenya, partner: United States}}
facts:
  bought: imports, 2024
---

{{{{ bought }}}}
"""
REVISED = Revision(
    page="docs/page.md", day="2025-02-06", kind="revised", cause="revision", before="$5 < $6", after="$7"
)
CORRECTED = "page,day,wrong,since,noticed\ndocs/page.md,2025-03-01,A sign was wrong.,2025-02-20,a reader\n"


def _desk(root: Path, day: str = "2025-02-05", *, with_history: bool = True) -> Desk:
    (root / "docs").mkdir()
    (root / "docs" / "page.md").write_text(PAGE.format(day=day), encoding="utf-8")
    (root / "docs" / "undated.md").write_text("---\ntitle: Undated\n---\n\nWords.\n", encoding="utf-8")
    write_dataset(root / "data" / "samples", OLD, NEW)
    if with_history:
        history.record(root / "data", [REVISED])
        (root / "data" / "history" / "corrections.csv").write_text(CORRECTED, encoding="utf-8")
    return Desk(root, date(2025, 6, 1))


def _written(desk: Desk) -> dict[str, ElementTree.Element]:
    gists = [gist(desk.sheet(path)) for path in desk.published()]
    files = dict(feeds.files(desk, gists, Publisher(name="Samples", url="https://samples.test/")))
    assert {file.rpartition("/")[0] for file in files} == {"feeds"}
    return {Path(file).stem: ElementTree.fromstring(text) for file, text in files.items()}  # noqa: S314


def _texts(feed: ElementTree.Element, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}", "") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("with_history", [True, False])
def test_a_feed_is_what_the_standard_asks(tmp_path: Path, with_history: bool) -> None:
    found = _written(_desk(tmp_path, with_history=with_history))
    assert sorted(found) == ["corrections", "explainers", "revisions"]
    for name, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
        for one in (feed, *feed.findall(f"{ATOM}entry")):
            for required in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{required}")) == 1, (name, required)
            assert one.findtext(f"{ATOM}id", "").startswith("https://samples.test/")
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", one.findtext(f"{ATOM}updated", ""))
            assert len(one.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"https://samples.test/feeds/{name}.xml"  # type: ignore[union-attr]
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Samples"
        ids = _texts(feed, "id")
        assert len(ids) == len(set(ids))


def test_an_explainer_is_announced_on_its_day_with_its_computed_title(tmp_path: Path) -> None:
    feed = _written(_desk(tmp_path))["explainers"]
    assert [title.replace("\xa0", " ") for title in _texts(feed, "title")] == ["Bought $486.7 million & more"]
    assert _texts(feed, "content") == ["<p>What was &lt;bought&gt;.</p>"]
    assert _texts(feed, "published") == ["2025-02-05T00:00:00Z"]
    assert _texts(feed, "updated") == ["2025-03-01T00:00:00Z"]  # the day of its correction


def test_revisions_and_corrections_are_apart(tmp_path: Path) -> None:
    found = _written(_desk(tmp_path))
    assert _texts(found["revisions"], "title") == ["Kenya and the US: 1 was revised."]
    assert _texts(found["revisions"], "id") == ["https://samples.test/page/#revisions-2025-02-06"]
    assert "<del>$5 &lt; $6</del>" in _texts(found["revisions"], "content")[0]
    assert _texts(found["corrections"], "title") == ["Correction: Kenya and the US"]
    assert "A sign was wrong. It stood since 2025-02-20." in _texts(found["corrections"], "content")[0]


def test_a_feed_without_entries_is_as_old_as_the_newest_data(tmp_path: Path) -> None:
    feed = _written(_desk(tmp_path, with_history=False))["corrections"]
    assert _texts(feed, "id") == []
    assert feed.findtext(f"{ATOM}updated") == "2025-02-05T00:00:00Z"


def test_a_change_of_a_page_that_is_gone_leads_to_the_page_of_changes(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    (tmp_path / "docs" / "page.md").unlink()
    feed = _written(desk)["revisions"]
    assert _texts(feed, "id") == ["https://samples.test/changes/#revisions-2025-02-06"]


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    desk = _desk(tmp_path, day="last week")
    with pytest.raises(TradeError) as caught:
        _written(desk)
    assert str(caught.value) == "docs/page.md:4: 'last week' is not a day. Write it as 2026-11-23."
