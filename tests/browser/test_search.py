"""A country is found by any of its names in the search of the header, and the first answer leads to its own section."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

NAMES = [
    ("Egypt", "egypt"), ("Misri", "egypt"), ("Égypte", "egypt"), ("Egypte", "egypt"),
    ("Afrika Kusini", "south-africa"), ("Afrique du Sud", "south-africa"),
    ("Kodivaa", "cote-d-ivoire"), ("Ivory Coast", "cote-d-ivoire"), ("Côte d’Ivoire", "cote-d-ivoire"),
    ("Swaziland", "eswatini"), ("Éthiopie", "ethiopia"), ("Msumbiji", "mozambique"), ("Zaire", "dr-congo"),
]  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_a_country_is_found_by_any_of_its_names(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    try:
        page.goto(address)
        if width < 960:
            page.locator("label[for=__search].md-header__button").click()
        box = page.locator(".md-search__input")
        for name, section in NAMES:
            box.fill("")
            box.press_sequentially(name)  # the theme listens for keys
            found = page.locator(".md-search-result__item").first
            # First comes its place in the table or the page of its own, and the place is always there.
            place, page_of_it = f'a[href*="/countries/#{section}"]', f'a[href*="/partners/{section}/"]'
            expect(found.locator(f"{place}, {page_of_it}")).to_be_attached()
            expect(page.locator(f".md-search-result__item {place}")).to_be_attached()
            expect(page.locator(".md-tabs")).not_to_be_visible()
        box.fill("")
        box.press_sequentially("Misri")
        page.locator('.md-search-result__link[href*="#egypt"]').click()
        page.wait_for_url("**/countries/#egypt")
        heading = page.locator("#egypt")
        expect(heading).to_have_text("Egypt Égypte, Misri")  # the name, and those it was found by
        expect(heading).to_be_in_viewport()
    finally:
        page.close()
