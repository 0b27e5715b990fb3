"""Two tellings of one story: their tabs, what ties them, and the record of today on the one that is pinned."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

from record import NEW, OLD, write_dataset

from macros.pages.desk import Desk
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary

PAGE = """---
title: A story
companion: {other}
trade: {{data: samples, side: Kenya, partner: United States{pin}}}
facts:
  bought: imports, 2023
  sold: exports, 2023
---

{{{{ headline() }}}}

{said}
"""


def _desk(root: Path, *, pin: str = ", as of: 2024-12-31", told: str = "") -> Desk:
    stories = root / "docs" / "stories"
    stories.mkdir(parents=True, exist_ok=True)
    (root / "docs" / "story.md").write_text(PAGE.format(other="stories/then.md", pin="", said=""), encoding="utf-8")
    (stories / "then.md").write_text(PAGE.format(other="../story.md", pin=pin, said=told), encoding="utf-8")
    write_dataset(root / "data" / "samples", OLD, NEW)
    return Desk(root, date(2025, 6, 1))


def _furniture(sheet: Sheet) -> str:
    assert str(sheet.problems) == ""
    return str(vocabulary(sheet)["headline"]())


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").split())


def test_each_of_the_two_shows_both_and_marks_itself(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    living, dated = (_furniture(desk.sheet(path)) for path in ("story.md", "stories/then.md"))
    assert '<nav class="tellings" aria-label="Two tellings of this story">' in living
    assert '<a href="../story/" aria-current="page">Living page</a>' in living
    assert '<a href="../stories/then/">As told in December 2024</a>' in living
    assert '<a href="../../story/">Living page</a>' in dated
    assert '<a href="../../stories/then/" aria-current="page">As told in December 2024</a>' in dated


def test_the_bar_of_the_dated_one_leads_to_the_living_one(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert '<a href="../../story/">Read the living page</a></p>' in _furniture(desk.sheet("stories/then.md"))
    assert "Read the living page" not in _furniture(desk.sheet("story.md"))


def test_a_page_follows_the_head_of_its_companion(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert "As told in December 2024" in _furniture(desk.sheet("story.md"))
    _desk(tmp_path, pin=", as of: 2024-06-30")
    assert "As told in June 2024" in _furniture(desk.sheet("story.md"))
    (tmp_path / "docs" / "stories" / "then.md").unlink()
    assert [str(problem) for problem in desk.sheet("story.md").problems] == [
        "docs/story.md:3: there is no other page 'stories/then.md' to be the companion. "
        "Name it as a link from this page would, such as 'companion: kenya-us-trade.md'."
    ]


def test_a_pinned_page_shows_its_figures_beside_those_of_today(tmp_path: Path) -> None:
    sheet = _desk(tmp_path, told="{{ then_and_now(bought, sold) }}").sheet("stories/then.md")
    assert str(sheet.problems) == ""
    said = _plain(sheet.sentences[-1].text)
    assert said.endswith(
        "Bought, 2023 $330 million $342 million revised up by $12 million "
        "Sold, 2023 $240 million $252 million revised up by $12 million"
    )
    ids = {claim.facts for claim in sheet.said.claims if _plain(claim.words) in ("$342 million", "$330 million")}
    assert ids == {("ken-usa-imports-2023-samples",), ("ken-usa-imports-2023-samples-as-of-2024-12-31",)}
