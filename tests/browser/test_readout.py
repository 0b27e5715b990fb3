"""The reading aid on charts: only where a page asks for it, only once it is used, and never needed to read a chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import WCAG
from playwright.sync_api import Browser, Locator, Page, Route
from small_site import ROOT

ASKS = "desk/charts/"
DOES_NOT = "explainers/kenya-us-trade/"
KINDS = ("two-way", "months", "balance", "race", "rate")
SCRIPTS = ROOT / "docs" / "assets" / "javascripts"

_STOPS = """drawing => { const shown = [...drawing.children].find(one => one.offsetWidth);
  return shown.dataset.stops.split(' ').slice(2).map(stop => stop.split(':').map(Number)); }"""
_ROWS = """drawing => [...drawing.parentElement.querySelectorAll('tbody tr')]
  .map(row => [...row.cells].map(cell => cell.textContent))"""
_CARD = "card => [...card.querySelectorAll('dt:first-child, dd:nth-of-type(n + 2)')].map(piece => piece.textContent)"
_WHERE = "aid => [aid.getBoundingClientRect().left + parseFloat(getComputedStyle(aid, '::before').left)]"
_LAYOUT = """() => [...document.querySelectorAll('article, figure, .chart-foot')]
  .map(one => JSON.stringify(one.getBoundingClientRect()))"""


@contextmanager
def _reading(browser: Browser, address: str, path: str = ASKS, width: int = 1280, **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    page.goto(address + path)
    yield page
    context.close()


def _drawing(page: Page, kind: str) -> Locator:
    drawing = page.locator(f"#chart-{kind} .chart-drawing")
    drawing.scroll_into_view_if_needed()
    return drawing


def _place(drawing: Locator, share: float) -> tuple[float, float]:
    """Where a stop lies in the window, at the height of the middle of the upper half."""
    box = drawing.locator(":scope > :visible").first.bounding_box()
    assert box
    return box["x"] + box["width"] * share / 100, box["y"] + min(120.0, box["height"] / 3)


def _require_row(page: Page, drawing: Locator, row: int) -> None:
    card = drawing.locator(".readout dl")
    card.wait_for()
    assert card.evaluate(_CARD) == drawing.evaluate(_ROWS)[row]
    box, window = card.bounding_box(), page.viewport_size
    assert box
    assert window
    assert 0 <= box["x"] <= box["x"] + box["width"] <= window["width"]
    assert 0 <= box["y"] <= box["y"] + box["height"] <= window["height"]


def _asked_for(page: Page, address: str, path: str) -> list[str]:
    """The names of our scripts that a page asks for, to be read once it has been used."""
    found: list[str] = []
    page.on("request", lambda request: found.append(Path(request.url).name))
    page.goto(address + path, wait_until="networkidle")
    return found


def _ours(found: list[str]) -> list[str]:
    return [name for name in found if name in ("charts.js", "readout.js")]


def test_the_scripts_are_small_and_bring_nothing_along() -> None:
    for name, most in (("charts.js", 600), ("readout.js", 3000)):
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        assert len(text.encode()) < most
        assert not re.search(r"innerHTML|insertAdjacent|setAttribute|eval|Function\(|https?:", text), name


def test_every_stop_has_its_row(site: Path) -> None:
    page = (site / ASKS / "index.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure class="chart" id="chart-([\w-]+)".*?</figure>', page, re.DOTALL)
    bodies = dict(zip(figures, re.findall(r'<figure class="chart".*?</figure>', page, re.DOTALL), strict=True))
    for kind in KINDS:
        rows = bodies[kind].split("<tbody>")[1].count("<tr>")
        wide, narrow = (
            [*map(int, re.findall(r"(\d+):", stops))] for stops in re.findall(r'stops="([^"]+)"', bodies[kind])
        )
        assert wide == list(range(rows)), kind
        assert narrow == list(range(len(narrow))), kind
        assert len(narrow) in (rows, rows - 2), "a part-year may stand below"


def test_a_page_that_does_not_ask_has_nothing_of_it(
    browser: Browser, site: Path, address: str, paths: list[str]
) -> None:
    for path in paths:
        text = (site / path / "index.html" if path.endswith("/") or not path else site / path).read_text(
            encoding="utf-8"
        )
        assert ("data-stops" in text) is ("javascripts/charts.js" in text) is (path == ASKS), path
    with _reading(browser, address, DOES_NOT) as page:
        found = _asked_for(page, address, DOES_NOT)
        drawing = page.locator(".chart-drawing").first
        drawing.hover()
        page.wait_for_timeout(200)
        assert _ours(found) == []
        assert drawing.get_attribute("tabindex") is None


def test_only_the_loader_comes_before_the_first_use(browser: Browser, address: str) -> None:
    with _reading(browser, address) as page:
        found = _asked_for(page, address, ASKS)
        assert _ours(found) == ["charts.js"]
        _drawing(page, "months").hover()
        page.locator(".readout dl").wait_for()
        assert _ours(found) == ["charts.js", "readout.js"]
        _drawing(page, "race").hover()
        page.locator("#chart-race .readout dl").wait_for()
        assert _ours(found) == ["charts.js", "readout.js"], "once is enough"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_pointing_shows_the_nearest_row(browser: Browser, address: str, kind: str, width: int) -> None:
    with _reading(browser, address, width=width) as page:
        drawing = _drawing(page, kind)
        stops = drawing.evaluate(_STOPS)
        before = page.evaluate(_LAYOUT)
        for row, share in (stops[0], stops[len(stops) // 2], stops[-1]):
            x, y = _place(drawing, share)
            page.mouse.move(x, y)
            _require_row(page, drawing, row)
            assert drawing.locator(".readout").evaluate(_WHERE) == pytest.approx([x], abs=1)
        assert page.evaluate(_LAYOUT) == before, "nothing moves"
        page.mouse.move(1, 1)
        assert drawing.locator(".readout").count() == 0


def test_a_panel_below_is_not_read_off_the_one_above(browser: Browser, address: str) -> None:
    with _reading(browser, address, width=360) as page:
        drawing = _drawing(page, "two-way")
        box = drawing.bounding_box()
        assert box
        page.mouse.move(box["x"] + 100, box["y"] + 100)
        drawing.locator(".readout dl").wait_for()
        page.mouse.move(box["x"] + 100, box["y"] + box["height"] - 30)
        assert drawing.locator(".readout").count() == 0


def test_the_keyboard_goes_from_row_to_row(browser: Browser, address: str) -> None:
    with _reading(browser, address) as page:
        drawing = _drawing(page, "months")
        last = drawing.evaluate(_STOPS)[-1][0]
        page.locator("#chart-two-way summary").focus()
        for _ in range(20):
            page.keyboard.press("Tab")
            if drawing.evaluate("drawing => drawing === document.activeElement"):
                break
        _require_row(page, drawing, last)
        said = page.locator("#chart-months [aria-live=polite]")
        assert said.text_content() == "", "the name of the drawing is being read"
        for key, row in (("ArrowLeft", last - 1), ("ArrowLeft", last - 2), ("ArrowRight", last - 1), ("Home", 0),
                         ("ArrowLeft", 0), ("End", last)):  # fmt: skip
            page.keyboard.press(key)
            _require_row(page, drawing, row)
            words = said.text_content() or ""
            assert all(cell in words for cell in drawing.evaluate(_ROWS)[row])
        page.keyboard.press("Escape")
        assert drawing.locator(".readout").count() == 0
        assert drawing.evaluate("drawing => drawing === document.activeElement"), "the reader has lost the place"
        page.keyboard.press("ArrowLeft")
        _require_row(page, drawing, last - 1)
        page.keyboard.press("Tab")
        assert drawing.locator(".readout").count() == 0


def test_a_finger_shows_a_row_and_one_elsewhere_hides_it(browser: Browser, address: str) -> None:
    with _reading(browser, address, width=360, has_touch=True, is_mobile=True) as page:
        drawing = _drawing(page, "rate")
        stops = drawing.evaluate(_STOPS)
        for row, share in (stops[2], stops[-3]):  # the first one loads the script
            page.touchscreen.tap(*_place(drawing, share))
            drawing.locator(".readout dl").wait_for()
            _require_row(page, drawing, row)
        headline = page.locator("#chart-rate .chart-headline").bounding_box()
        assert headline
        page.touchscreen.tap(headline["x"] + 5, headline["y"] + 5)
        assert drawing.locator(".readout").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_with_the_card_open(browser: Browser, address: str, scheme: str, width: int) -> None:
    with _reading(browser, address, width=width, color_scheme=scheme) as page:
        drawing = _drawing(page, "race")
        drawing.focus()
        page.keyboard.press("ArrowLeft")
        drawing.hover()
        drawing.locator(".readout dl").wait_for()
        found = Axe().run(page, context="#chart-race", options=WCAG).response["violations"]
        assert [
            (fault["id"], node["target"], node["failureSummary"]) for fault in found for node in fault["nodes"]
        ] == []


def test_paper_shows_none_of_it(browser: Browser, address: str) -> None:
    with _reading(browser, address) as page:
        _drawing(page, "months").hover()
        aid = page.locator("#chart-months .readout")
        aid.locator("dl").wait_for()
        page.emulate_media(media="print")
        assert not aid.is_visible()


def test_nothing_is_styled_that_a_strict_policy_forbids(browser: Browser, address: str) -> None:
    def strictly(route: Route) -> None:
        answer = route.fetch()
        policy = "style-src-attr 'none'; style-src-elem 'self'; script-src-attr 'none'"
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    with _reading(browser, address, DOES_NOT) as page:
        page.route(f"**/{ASKS}", strictly)
        page.goto(address + ASKS)
        drawing = _drawing(page, "months")
        row, share = drawing.evaluate(_STOPS)[20]
        x, y = _place(drawing, share)
        page.mouse.move(x, y)
        _require_row(page, drawing, row)
        assert drawing.locator(".readout").evaluate(_WHERE) == pytest.approx([x], abs=1)


def test_charts_are_read_without_javascript(browser: Browser, address: str) -> None:
    with _reading(browser, address, java_script_enabled=False) as page:
        for kind in KINDS:
            drawing = _drawing(page, kind)
            assert drawing.locator("svg:visible").count() == 1
            assert drawing.get_attribute("aria-label")
            assert drawing.get_attribute("tabindex") is None
        page.locator("#chart-months summary").click()
        assert page.locator("#chart-months tbody tr").first.is_visible()
