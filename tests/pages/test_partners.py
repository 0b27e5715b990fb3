"""Partners ranked, and a drawing of one's own, as a writer asks for them."""

from __future__ import annotations

import re

import pytest
from small_site import TODAY, Site

from macros.pages.desk import Desk

_HEAD = """---
title: Partners
trade: {{data: [goods], side: {side}, partner: {partner}}}
facts:
  sold: exports, 2025
  cover: cover ratio, 2021
---

{{{{ chart({chart}, headline="Who sells") }}}}

{{{{ sold }}}}
"""


def _built(site: Site, chart: str, side: str = "Kenya", partner: str = "United States") -> str:
    page = _HEAD.format(side=side, partner=partner, chart=chart)
    (site.root / "docs" / "plain.md").write_text(page, encoding="utf-8")
    ended = site.run("macros", "build")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return site.built("plain/index.html")


def _rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]*)</th>', page)


def test_the_page_s_own_country_is_shown_with_its_place_where_it_is_not_among_the_largest(small_site: Site) -> None:
    page = _built(small_site, '"partners", of="exports", group="Africa", period="2025", most=1')
    ranked = _rows(page)
    assert len(ranked) > 1
    drawn = re.search(r'aria-label="(Bar chart[^"]*)"', page)
    assert drawn
    place = ranked.index("Kenya")
    assert ("Kenya (" in drawn[1]) == (place > 0)


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ('"partners", of="balance"', "partners cannot be ranked by 'balance'. Choose 'exports' or 'imports'."),
        ('"partners", most=0', "most=0 cannot be drawn. Give a number from 1 to 40, such as most=10."),
        ('"custom"', "a drawing of your own needs figures. Give declared ones, such as of=[clothing_share]."),
        ('"custom", draw="waffle", of=[sold]', "a drawing of your own needs 'alt'. Say it in a sentence: alt=\"…\"."),
        (
            '"custom", draw="waffles", of=[sold], alt="A", subtitle="B"',
            "there is no drawing 'waffles' in charts/custom. Did you mean 'waffle'?",
        ),
    ],
)
def test_a_slip_is_named_at_its_line(small_site: Site, chart: str, said: str) -> None:
    page = _HEAD.format(side="Kenya", partner="United States", chart=chart)
    (small_site.root / "docs" / "plain.md").write_text(page, encoding="utf-8")
    assert [str(problem) for problem in Desk(small_site.root, TODAY).check()] == [f"docs/plain.md:9: {said}"]


def test_a_drawing_of_one_s_own_stands_in_the_same_frame(small_site: Site) -> None:
    page = _built(small_site, '"custom", draw="waffle", of=[cover], alt="Squares.", subtitle="Of a hundred; %"')
    assert 'aria-label="Squares."' in page
    assert "Of a hundred; %" in page
    assert "charts/plain/custom.svg" in page
