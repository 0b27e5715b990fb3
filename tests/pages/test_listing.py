"""The end of an explainer and its margin: every figure in the ledger, numbered; months as columns; what changed in brief."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import pytest
from reading import article, receipts, text
from small_site import ENGINES, Site

from macros.charts.columns import Column, columns
from macros.pages.brief import differ
from macros.store.history import Revision


@pytest.fixture(params=ENGINES)
def page(engines: Mapping[str, Site], request: pytest.FixtureRequest) -> str:
    """The explainer of the small site as an engine builds it."""
    return engines[request.param].built("index.html")


def test_every_receipt_has_its_line_and_every_figure_its_number(page: str) -> None:
    lines = dict(re.findall(r'<tr id="f-[^"]+"><td>(\d+)</td><th scope="row"><a href="f/([^"]+)/">', page))
    assert list(lines) == [str(number) for number in range(1, len(lines) + 1)]
    assert {f"r-{id}" for id in lines.values()} >= {id for id in receipts(page) if not id.startswith("r-term-")}
    buttons = re.findall(r'<button type="button"(?: data-n="(\d+)")? class="fig[^"]*" popovertarget="r-([^"]+)"', page)
    assert buttons
    for number, id in buttons:
        assert lines[number] == id if not id.startswith("term-") else number == ""


def test_the_ledger_says_how_many_of_what_and_the_page_how_to_cite_it(page: str) -> None:
    said = text(article(page))
    assert re.search(r"Every figure on this page \d+ computed, \d+ comparing words and \d+ quoted", said)
    assert "How to cite “Kenya’s made-up trade" in said
    assert re.search(r"A made-up site\. Data to March 2026, vintage of 5 May 2026\. http://127\.0\.0\.1:8000/", said)


def test_a_key_number_has_a_column_for_each_month_and_no_words_of_its_own(page: str) -> None:
    cards = re.findall(r'<div class="key-months" data-search-exclude>(<svg.*?</svg>)</div>', page)
    assert len(cards) == 3
    for card in cards:
        bars = card.count("<rect") - 1  # and the line below them
        assert bars == 15, "January of the year before to March"
        assert 'aria-hidden="true"' in card


def test_columns_stand_on_zero_in_the_ink_of_their_month() -> None:
    drawn = ET.fromstring(  # noqa: S314  our own drawing
        columns([Column(10.0, "sold", "2025"), Column(None, "faint"), Column(-5.0, "bought"), Column(0.0, "faint")])
    )
    bars = [(rect.get("y"), rect.get("height"), rect.get("fill")) for rect in drawn.iter("rect")]
    assert bars == [
        ("0.0", "26.7", "var(--sold)"),
        ("26.7", "13.3", "var(--bought)"),
        ("25.7", "1.0", "var(--faint)"),
        ("26.2", "1", "var(--neutral)"),
    ]
    assert [rect.get("x") for rect in drawn.iter("rect")][:3] == ["0.00%", "50.00%", "75.00%"]
    assert [label.text for label in drawn.iter("text")] == ["2025"]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("That leaves a deficit of $34.2 million.", "That leaves a surplus of $1 million.", ("deficit", "surplus")),
        ("It stood at $59.1, then rose.", "It stood at $59.0, then rose.", ("$59.1", "$59.0")),
        ("The same.", "The same.", None),
        ("a " * 40, "b " * 40, None),
    ],
)
def test_the_margin_has_the_first_words_thatdiffer(before: str, after: str, shown: tuple[str, str] | None) -> None:
    entry = Revision(page="p.md", day="2026-01-01", kind="moved", cause="revision", before=before, after=after)
    assert differ(entry) == shown
