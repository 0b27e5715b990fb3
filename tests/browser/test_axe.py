"""Axe finds nothing on any page, light and dark, on a phone and at a desk, with its receipts closed and with one open.

It takes as long as all other tests of pages, and so has a file of its own.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import HAS_FIGURES, PAPER, PAPER_OF_PAGE, WCAG, reading
from playwright.sync_api import Browser

_AT_REST = "* { transition: none !important; }"  # the theme's header fades from one title to the other


@pytest.mark.parametrize("scheme", PAPER)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, address: str, telling: list[str], scheme: str, width: int) -> None:
    faults = []
    with reading(browser, scheme, width, strict=False) as page:  # for a style of the test's own
        for path in telling:
            page.goto(address + path, wait_until="networkidle")  # the theme's script comes late, and sets the sidebar
            page.add_style_tag(content=_AT_REST)
            assert page.evaluate(PAPER_OF_PAGE) == PAPER[scheme], f"/{path}: not {scheme}"
            for state in ("closed", "a receipt open"):
                if state != "closed":
                    if not page.evaluate(HAS_FIGURES):
                        continue
                    page.locator("button[popovertarget].fig:visible").first.click()
                    page.locator(":popover-open").wait_for()
                found = Axe().run(page, options=WCAG).response["violations"]
                faults += [
                    f"/{path} at {width} px, {state}: {fault['id']} {node['target']} {node['failureSummary']}"
                    for fault in found
                    for node in fault["nodes"]
                ]
    assert faults == []
