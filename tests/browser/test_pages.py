"""Every page as a reader has it: light and dark, from a small phone to a desk, with scripts and without, on paper."""

from __future__ import annotations

import gzip

import pytest
from opened import HAS_FIGURES, PAPER, PAPER_OF_PAGE, reading
from playwright.sync_api import Browser, Page, Request, Response

WIDTHS = (320, 360, 768, 1280)
LEGIBLE = 11
"""The smallest text of a chart, in CSS pixels, on a phone of 360."""
WEIGHT = 150_000
"""The most that a page may bring with it, scripts and all, in bytes as a server would send them."""
GALLERY = 350_000
"""The same for the handbook's gallery, which shows every chart there is."""

_SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_MISSING_IMAGES = "[...document.images].filter(i => !(i.complete && i.naturalWidth)).map(i => i.currentSrc || i.src)"
_SMALL_TEXT = """least => [...document.querySelectorAll('article svg text')]
  .filter(text => text.textContent.trim() && text.checkVisibility())
  .map(text => [parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM().d), text.textContent])
  .filter(([size]) => size < least - 0.05)
  .map(([size, words]) => `${size.toFixed(1)} px: ${words}`)"""
_HAS_SIDEBAR = "document.querySelector('.md-sidebar:not([hidden])') !== null"
_FOCUSABLE = "document.querySelectorAll('a[href], button, input, summary, [tabindex]').length"
_ON_A_FIGURE = "document.activeElement.matches('button[popovertarget].fig')"
_OPEN = "[...document.querySelectorAll(':popover-open')].map(open => open.id)"
_PRINTED = """[...document.querySelectorAll('.md-header, .md-tabs, .md-footer nav, .receipts, .receipt')]
  .filter(piece => piece.checkVisibility() && piece.getBoundingClientRect().height).map(piece => piece.className)"""


def _listen(page: Page, address: str, faults: list[str]) -> None:
    """Note whatever goes wrong while a page loads: what it says on the console, what it asks for and does not get."""

    def check_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asked another host: {request.url}")

    def check_response(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status}: {response.url}")

    def check_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # aborted: we went on to the next page before it had come
            faults.append(f"{request.failure}: {request.url}")

    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", check_request)
    page.on("requestfailed", check_failure)
    page.on("response", check_response)


@pytest.mark.parametrize("scheme", PAPER)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_page_opens_whole_in_any_width(
    browser: Browser, address: str, telling: list[str], scheme: str, scripts: bool
) -> None:
    faults: list[str] = []
    with reading(browser, scheme, scripts=scripts) as page:
        _listen(page, address, faults)
        for path in telling:
            page.goto(address + path)
            if (paper := page.evaluate(PAPER_OF_PAGE)) != PAPER[scheme]:
                faults.append(f"/{path} is {paper} where the system is {scheme}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate(_HAS_SIDEBAR):
                    page.reload()  # for the theme slides its pieces about in a resized window
                if page.evaluate(_SCROLLS_SIDEWAYS):
                    faults.append(f"/{path} scrolls sideways at {width} px")
                faults += [f"/{path} at {width} px misses {image}" for image in page.evaluate(_MISSING_IMAGES)]
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_receipt_opens_and_closes_by_keyboard(
    browser: Browser, address: str, telling: list[str], scripts: bool
) -> None:
    tried = 0
    with reading(browser, scripts=scripts) as page:
        for path in telling:
            page.goto(address + path)
            if not page.evaluate(HAS_FIGURES):
                continue
            tried += 1
            for _ in range(page.evaluate(_FOCUSABLE)):
                page.keyboard.press("Tab")
                if page.evaluate(_ON_A_FIGURE):
                    break
            assert page.evaluate(_ON_A_FIGURE), f"/{path}: no figure is reached by Tab"
            page.keyboard.press("Enter")
            assert page.evaluate(_OPEN) == [page.evaluate("document.activeElement.getAttribute('popovertarget')")], path
            page.keyboard.press("Escape")
            assert page.evaluate(_OPEN) == [], path
            assert page.evaluate(_ON_A_FIGURE), f"/{path}: the reader has lost the place"
    assert tried, "no page has figures"


def test_paper_gets_the_article_alone(browser: Browser, address: str, telling: list[str]) -> None:
    with reading(browser, width=768) as page:
        page.emulate_media(media="print")
        for path in telling:
            page.goto(address + path)
            assert page.evaluate(_PRINTED) == [], path
            assert page.locator("article, main").first.is_visible(), path


def test_the_text_of_charts_is_legible_on_a_phone(browser: Browser, address: str, telling: list[str]) -> None:
    charts = 0
    with reading(browser) as page:
        for path in telling:
            page.goto(address + path)
            charts += page.locator("article svg text:visible").count()
            assert page.evaluate(_SMALL_TEXT, LEGIBLE) == [], path
    assert charts, "no page has a chart"


def test_a_page_is_light_enough(browser: Browser, address: str, telling: list[str]) -> None:
    """The page, its styles, faces, scripts and pictures, compressed as a server would."""
    too_heavy = {}
    for path in telling:
        sizes = _weighed(browser, address + path)
        print(f"/{path}: {sum(sizes.values()) / 1000:.0f} kB in {len(sizes)} files")
        if sum(sizes.values()) > (GALLERY if path.startswith("desk/charts") else WEIGHT):
            too_heavy[path] = sizes
    assert too_heavy == {}


def _weighed(browser: Browser, page_address: str) -> dict[str, int]:
    answers: list[Response] = []
    with reading(browser) as page:
        page.on("response", lambda answer: answers.append(answer))  # it marks what it is given, so no bare append
        page.goto(page_address, wait_until="networkidle")
        bodies = {answer.url: answer.body() for answer in answers}
    return {url: min(len(body), len(gzip.compress(body))) for url, body in bodies.items()}
