"""The ways to other pages: who is near, that each way leads somewhere, and the way down to a partner."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import reading
from record import MILLION, Release, monthly, write_dataset

from macros.pages import related
from macros.pages.desk import Desk
from macros.pages.furniture import headline
from macros.pages.sheet import Sheet

HEAD = "---\ntitle: {title}\ntrade: {{data: samples, side: {side}, partner: United States}}\n---\n\n{body}\n"
TODAY = date(2026, 2, 5)
RECORD = Release(
    known=TODAY,
    covers="2025",
    rows=[
        row
        for place, amount in {"GHA": 40, "KEN": 30, "UGA": 20, "FRA": 90, "ETH": 25}.items()
        for flow in ("exports", "imports")
        for row in monthly(place, flow, "2025-01", [amount * MILLION] * 12)
    ],
)
TABLE, KENYA, UGANDA, GHANA = (f"partners/{name}.md" for name in ("index", "kenya", "uganda", "ghana"))
STORY, OTHER, COMPARED = "explainers/kenya.md", "explainers/uganda.md", "compare/kenya-and-uganda.md"
PAGES = {
    TABLE: ("All", "United States", ""),
    KENYA: ("Kenya in figures", "Kenya", "{{ related() }}"),
    UGANDA: ("Uganda in figures", "Uganda", "{{ related() }}"),
    GHANA: ("Ghana in figures", "Ghana", "{{ related() }}"),
    STORY: ("What became of tea", "Kenya", "{{ related() }}"),
    OTHER: ("What became of coffee", "Uganda", ""),
    COMPARED: ("Two neighbours", "Kenya", ""),
}


def _desk(root: Path, *pages: str) -> Desk:
    for page in pages:
        title, side, body = PAGES[page]
        (root / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / page).write_text(HEAD.format(title=title, side=side, body=body), encoding="utf-8")
    write_dataset(root / "data" / "samples", RECORD)
    return Desk(root, TODAY)


def _ways(desk: Desk, path: str) -> dict[str, str]:
    """Where each way leads, by its words."""
    sheet = _sound(desk, path)
    html = str(related.drawn(sheet, set(desk.published())))
    assert html.count("<a ") == html.count("<li>")
    return {words: address for address, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', html)}


def _sound(desk: Desk, path: str) -> Sheet:
    sheet = desk.sheet(path)
    assert str(sheet.problems) == ""
    return sheet


def test_a_partner_leads_to_its_neighbours_its_region_and_its_stories(tmp_path: Path) -> None:
    assert _ways(_desk(tmp_path, *PAGES), KENYA) == {
        "Ghana": "../../partners/ghana/",
        "Africa in the table of all partners": "../../partners/#africa",
        "Two neighbours": "../../compare/kenya-and-uganda/",
        "What became of tea": "../../explainers/kenya/",
    }, "Ethiopia comes next below, and has no page"


def test_the_next_larger_is_told_from_the_next_smaller(tmp_path: Path) -> None:
    desk = _desk(tmp_path, *PAGES)
    html = reading.text(related.drawn(_sound(desk, GHANA), set(desk.published())))
    assert "next larger" not in html
    html = reading.text(related.drawn(_sound(desk, KENYA), set(desk.published())))
    assert "Ghana next larger in Africa, by trade with the US in 2025" in html


def test_a_story_leads_to_its_partner_and_not_to_itself(tmp_path: Path) -> None:
    ways = _ways(_desk(tmp_path, *PAGES), STORY)
    assert ways["Kenya’s trade in figures"] == "../../partners/kenya/"
    assert "What became of tea" not in ways


def test_nothing_leads_where_there_is_no_page(tmp_path: Path) -> None:
    assert _ways(_desk(tmp_path, STORY), STORY) == {}


def test_the_way_down_to_a_partner(tmp_path: Path) -> None:
    desk = _desk(tmp_path, *PAGES)
    way = re.findall(r'<nav class="trail".*?</nav>', headline(_sound(desk, KENYA)))[0]
    assert reading.text(way) == "Countries Africa Kenya"
    assert re.findall(r'href="([^"]+)"', way) == ["../../partners/", "../../partners/#africa"]
    assert way.endswith('<li aria-current="page">Kenya</li></ol></nav>')


@pytest.mark.parametrize("path", [TABLE, STORY])
def test_no_other_page_has_one(tmp_path: Path, path: str) -> None:
    assert "trail" not in headline(_sound(_desk(tmp_path, *PAGES), path))


def test_a_page_about_no_partner_is_told(tmp_path: Path) -> None:
    desk = _desk(tmp_path, TABLE)
    (tmp_path / "docs" / TABLE).write_text("---\ntitle: All\n---\n\n{{ related() }}\n", encoding="utf-8")
    assert str(desk.sheet(TABLE).problems).startswith(
        "docs/partners/index.md:1: the page does not say what it is about"
    )
