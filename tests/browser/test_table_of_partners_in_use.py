"""The table of partners in a reader’s hands: sorted, narrowed down, by keyboard, from an address, and without any script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import WCAG
from playwright.sync_api import Browser, Page

TABLE = "partners/"
_SHOWN = "[...document.querySelectorAll('.partners tbody tr[data-names]')].filter(row => row.checkVisibility())"
_NAMES = f"{_SHOWN}.map(row => row.cells[0].textContent)"
_ORDER = f"column => {_SHOWN}.map(row => row.dataset.order.split(' ')[column])"
_HEADS = "[...document.querySelectorAll('.region-head')].filter(row => row.checkVisibility()).length"
_SORTED = "[...document.querySelectorAll('.partners th[aria-sort]')].map(head => [head.className, head.ariaSort])"
COLUMNS = {"Partner": 0, "Region": 1, "Exports": 2, "Imports": 3, "Balance": 4, "Trade": 5, "Change": 6}


@contextmanager
def _reading(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def _said(page: Page) -> str:
    return page.locator(".partners-find output").inner_text()


def test_no_other_page_loads_the_script(site: Path, telling: list[str]) -> None:
    folders = [path for path in telling if path.endswith("/")]
    asking = [path for path in folders if "partners.js" in (site / path / "index.html").read_text(encoding="utf-8")]
    assert asking == [TABLE]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("column", ["Partner", "Exports", "Change"])
def test_a_press_sorts_and_another_turns_it_round(browser: Browser, address: str, column: str, width: int) -> None:
    with _reading(browser, address + TABLE, width) as page:
        everyone = page.evaluate(_NAMES)
        press = page.locator(".partners thead button", has_text=column)
        for _ in range(2):
            press.click()
            order = page.evaluate(_ORDER, COLUMNS[column])
            figures = [int(one) for one in order if one != "-"]
            falls = page.evaluate(_SORTED)[0][1] == "descending"
            assert figures == sorted(figures, reverse=falls)
            assert order[len(figures) :] == ["-"] * (len(order) - len(figures)), "who has no figure comes last"
            assert sorted(page.evaluate(_NAMES)) == sorted(everyone)
            assert page.evaluate(_HEADS) == 0
            assert f"sort={column.lower()}" in page.url
        page.locator(".partners-find button").click()
        page.wait_for_function(f"{_HEADS} > 1")
        assert page.evaluate(_NAMES) == everyone, "as it came"
        assert (page.evaluate(_SORTED), page.url) == ([], address + TABLE)


@pytest.mark.parametrize("typed", ["cote d’ivoire", "CÔTE D", "ivory", "Kodivaa"])
def test_a_name_is_found_however_it_is_typed(browser: Browser, address: str, typed: str) -> None:
    with _reading(browser, address + TABLE) as page:
        count = len(page.evaluate(_NAMES))
        page.get_by_label("Name").fill(typed)
        assert page.evaluate(_NAMES) == ["Côte d'Ivoire"]
        assert (_said(page), page.evaluate(_HEADS)) == (f"1 of {count} partners", 1)
        page.get_by_label("Name").fill("nowhere at all")
        assert (_said(page), page.evaluate(_HEADS)) == (f"0 of {count} partners", 0)


def test_what_is_chosen_is_kept_in_the_address(browser: Browser, address: str) -> None:
    with _reading(browser, address + TABLE) as page:
        page.locator("#partners-region").select_option("africa")
        page.get_by_label("Name").fill("ma")
        page.locator(".partners thead button", has_text="Imports").click()
        names, said = page.evaluate(_NAMES), _said(page)
        assert len(names) > 1
        page.reload()
        assert (page.evaluate(_NAMES), _said(page)) == (names, said)
        assert page.evaluate(_SORTED) == [["of-imports", "descending"]]


def test_an_address_that_makes_no_sense_shows_the_table_as_it_is(browser: Browser, address: str) -> None:
    with _reading(browser, address + TABLE) as page:
        everyone = page.evaluate(_NAMES)
        page.goto(f"{address}{TABLE}?sort=toString&order=sideways&region=atlantis")
        assert page.evaluate(_NAMES) == everyone


def test_it_is_all_done_by_keyboard(browser: Browser, address: str) -> None:
    with _reading(browser, address + TABLE) as page:
        page.get_by_label("Name").focus()
        page.keyboard.type("guinea")
        assert len(page.evaluate(_NAMES)) > 1
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('th')?.className") == "of-exports":
                break
        page.keyboard.press("Enter")
        assert page.evaluate(_SORTED) == [["of-exports", "descending"]]
        page.keyboard.press("Space")
        assert page.evaluate(_SORTED) == [["of-exports", "ascending"]]
        assert page.evaluate("document.activeElement.closest('th').className") == "of-exports"


@pytest.mark.parametrize("width", [320, 1280])
def test_without_a_script_it_is_a_table_by_region(browser: Browser, address: str, width: int) -> None:
    with _reading(browser, address + TABLE, width, java_script_enabled=False) as page:
        assert page.locator(".partners-find").is_hidden()
        assert page.locator(".partners thead button").count() == 0
        assert page.locator(".partners tbody tr[data-names]").first.is_visible()
        page.locator(".partners-regions a", has_text="Africa").click()
        head = page.locator("#africa .region-head").bounding_box()
        sticky = page.locator(".partners thead").bounding_box()
        assert head
        assert sticky
        assert 0 < head["y"] < 200, "the region is in view"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_a_sorted_table(browser: Browser, address: str, scheme: str, width: int) -> None:
    with _reading(
        browser, f"{address}{TABLE}?sort=change&region=africa", width, color_scheme=scheme, bypass_csp=True
    ) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page, context=".partners", options=WCAG).response["violations"]
        assert [(fault["id"], node["target"]) for fault in found for node in fault["nodes"]] == []
