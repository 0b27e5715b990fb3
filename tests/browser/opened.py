"""A page opened as a reader has it: in a scheme, at a width, with scripts or without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page
from test_tokens import DARK, LIGHT

PAPER = {scheme: colours["paper"] for scheme, colours in (("light", LIGHT), ("dark", DARK))}
"""The colour of paper in each scheme."""
PAPER_OF_PAGE = "getComputedStyle(document.body).getPropertyValue('--paper').trim()"
HAS_FIGURES = "document.querySelector('button[popovertarget].fig') !== null"
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
"""What the checks of axe are held to."""


@contextmanager
def reading(
    browser: Browser, scheme: str = "light", width: int = 360, scripts: bool = True, strict: bool = True
) -> Iterator[Page]:
    """A page for the time of a block, in a browser that knows nothing yet."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        bypass_csp=not strict,
    )
    yield context.new_page()
    context.close()
