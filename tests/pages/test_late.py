"""What readers are told of figures that are late: in the bar past the threshold, on which pages, and from which day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from record import MILLION, OLD, Release, monthly, write_dataset
from small_site import Site

from macros.errors import TradeError
from macros.pages.desk import Desk
from macros.pages.late import bar
from macros.pages.publisher import Publisher
from macros.pages.vocabulary import vocabulary

NAMED = [{"month": "2024-01", "date": date(2024, 3, 7), "source": "https://samples.test/calendar"}]
LIVING = """---
title: A page
trade: {data: samples, side: Kenya, partner: United States}
facts: {sold: "exports, 2023"}
---

{{ headline() }}

It sold {{ sold }}.
"""
PAGES = {
    "living.md": LIVING,
    "pinned.md": LIVING.replace("United States}", "United States, as of: 2024-04-01}"),
    "plain.md": "# No figures\n\nNone.\n",
}


def _desk(root: Path, today: date, **calendar: Any) -> Desk:
    said = {"rule": {"days": 35, "after": "month"}, "releases": NAMED} | calendar
    write_dataset(root / "data" / "samples", OLD, calendar=said)
    (root / "docs").mkdir(exist_ok=True)
    for name, text in PAGES.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    return Desk(root, today)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2024, 3, 7), ""),  # due, and within the time that readers are spared
        (date(2024, 4, 5), ""),
        (date(2024, 4, 6), "January 2024, since 7 March 2024: Invented trade"),
        # What came due later is named with it, whether it has a day or not.
        (date(2024, 4, 11), "January–February 2024, since 7 March 2024: Invented trade"),
        (date(2024, 12, 11), "January–October 2024, since 7 March 2024: Invented trade"),
    ],
)
def test_the_bar_comes_after_the_threshold(tmp_path: Path, today: date, said: str) -> None:
    found = bar(_desk(tmp_path, today).sheet("living.md"), stale_after=30)
    assert found.striptags() == (f"Newer figures are due and not in here yet. {said}." if said else "")


def test_what_no_publisher_dated_is_late_since_about_a_day(tmp_path: Path) -> None:
    sheet = _desk(tmp_path, date(2024, 4, 11), releases=[]).sheet("living.md")
    assert "January–February 2024, since about early March 2024: Invented trade" in bar(sheet, stale_after=30)
    assert bar(sheet, stale_after=32) == ""


@pytest.mark.parametrize(
    ("covers", "said"),
    [
        ("2022..2023", "January 2024, since 7 March 2024: Duties; Invented trade"),
        (
            "2022-01..2023-10",
            "January 2024, since 7 March 2024: Invented trade. "
            "November 2023 – January 2024, since about early January 2024: Duties",
        ),
    ],
)
def test_what_is_late_alike_is_said_once_and_the_latest_first(tmp_path: Path, covers: str, said: str) -> None:
    desk = _desk(tmp_path, date(2024, 4, 6))
    write_dataset(
        tmp_path / "data" / "duties",
        Release(known=OLD.known, covers=covers, rows=monthly("KEN", "duty", "2022-01", [MILLION] * 22)),
        title="Duties",
        flows={flow: {"title": flow, "valuation": "customs value"} for flow in ("consumption", "duty")},
        calendar={"with": "samples"},
    )
    text = (
        LIVING.replace("samples", "[samples, duties]")
        .replace("2023", "2022")
        .replace("{sold", '{duty: "calculated duty, 2022", sold')
    )
    (tmp_path / "docs" / "both.md").write_text(
        text.replace("sold {{ sold }}", "sold {{ sold }}, {{ duty }}"), encoding="utf-8"
    )
    sheet = desk.sheet("both.md")
    assert list(sheet.problems) == []
    assert bar(sheet, stale_after=0).striptags() == f"Newer figures are due and not in here yet. {said}."


@pytest.mark.parametrize("page", ["pinned.md", "plain.md"])
def test_a_page_of_a_past_day_and_one_without_figures_have_none(tmp_path: Path, page: str) -> None:
    assert bar(_desk(tmp_path, date(2025, 6, 1)).sheet(page), stale_after=0) == ""


def test_the_line_under_the_headline_says_what_is_late_and_what_comes_next(tmp_path: Path) -> None:
    for today, late, following in (
        (date(2024, 3, 6), "", "7 March 2024"),
        (date(2024, 3, 7), "Not in yet: <b>January 2024</b>", "about early April 2024"),
        (date(2024, 5, 11), "Not in yet: <b>January–March 2024</b>", "about early June 2024"),
    ):
        headline = str(vocabulary(_desk(tmp_path, today).sheet("living.md"))["headline"]())
        assert late in headline
        assert ("Not in yet" in headline) == bool(late)
        assert f"Next release expected <b>{following}</b>" in headline


def test_a_build_puts_the_bar_above_the_article_of_living_pages(small_site: Site) -> None:
    ended = small_site.run("macros", "build", TRADE_TODAY="2026-07-04")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    page = small_site.built("index.html")
    assert "April 2026, since 4 June 2026: Made-up trade in goods by partner, monthly." in page
    assert re.search(r'<article class="[^"]+"[^>]*><p class="late"', page)
    assert page.index('<p class="late"') < page.index("<h1")
    assert 'class="late"' not in small_site.built("explainers/uganda/index.html"), "it is kept as of a day"
    assert 'class="late"' not in small_site.built("plain/index.html"), "it has no figures"


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ({"stale_after": "soon"}, "mkdocs.yml: extra.trade.stale_after: expected days, got 'soon'. "
         "Write a whole number, such as 30."),
        ({"stale_after": -1}, "mkdocs.yml: extra.trade.stale_after: expected days, got '-1'. "
         "Write a whole number, such as 30."),
        ({"stale_after": True}, "mkdocs.yml: extra.trade.stale_after: expected days, got 'True'. "
         "Write a whole number, such as 30."),
        ({"stale": 3}, "mkdocs.yml: extra.trade: there is no setting 'stale'. Did you mean 'stale_after'?"),
        (30, "mkdocs.yml: extra.trade: expected settings, got '30'. Write 'stale_after: 30' below it."),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_refused(extra: Any, line: str) -> None:
    with pytest.raises(TradeError) as refused:
        Publisher.read({"site_name": "A site", "extra": {"trade": extra}}, "http://here.test/")
    assert str(refused.value) == line


def test_a_site_must_have_a_name() -> None:
    with pytest.raises(TradeError, match=r"^mkdocs.yml: the site has no name\. "):
        Publisher.read({}, "http://here.test/")


def test_the_threshold_is_a_setting() -> None:
    assert Publisher.read({"site_name": "A site"}, "http://here.test").stale_after == 30
    said = {"site_name": "A site", "site_url": "https://there.test", "extra": {"trade": {"stale_after": 0}}}
    assert Publisher.read(said, "") == Publisher(name="A site", url="https://there.test/", stale_after=0)
