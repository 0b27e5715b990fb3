"""The strict policy of each page is kept in every state a reader can bring it to, and the search still finds things."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

SEARCH = "[data-md-component=search-query]"
LATE = ("workers/", "bundle.", "search.js")
_PALETTE = "label[for^=__palette]:visible"


def test_every_page_has_a_policy_before_anything_else(site: Path, paths: list[str]) -> None:
    for path in paths:
        file = site / path / "index.html" if path.endswith("/") or not path else site / path
        head, policy, rest = file.read_text(encoding="utf-8").partition('<meta http-equiv="Content-Security-Policy"')
        assert policy, path
        assert "src=" not in head, path
        assert "href=" not in head, path
        assert "unsafe" not in rest.partition(">")[0], path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_is_refused_in_any_state(browser: Browser, address: str, telling: list[str], scripts: bool) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in telling:
        page.goto(address + path)
        receipt = page.locator("button[popovertarget].fig:visible")
        if receipt.count():
            receipt.first.click()
            page.keyboard.press("Escape")
        if scripts and page.locator(_PALETTE).count():
            page.locator(_PALETTE).first.click()
            page.evaluate("localStorage.clear()")
    context.close()
    assert said == []


def test_the_search_loads_what_it_needs_once_something_is_asked(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(address, wait_until="networkidle")
    assert not [name for name in asked if name.startswith(("search/", *(f"assets/javascripts/{one}" for one in LATE)))]
    _ask(page, "kenya")
    found = {link.get_attribute("href") for link in page.locator(".md-search-result__link").all()}
    assert any("explainers/kenya-us-trade/" in str(link) for link in found)
    assert {"search/index.json", "assets/javascripts/search.js"} <= {name.partition("?")[0] for name in asked}
    assert not [name for name in asked if "Content Security Policy" in name]
    context.close()


def test_a_word_typed_while_the_search_loads_is_the_one_that_is_found(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/search/index.json", _slowly)
    page.goto(address, wait_until="networkidle")
    _ask(page, "titanium")
    page.wait_for_timeout(200)
    assert {mark.lower() for mark in page.locator(".md-search-result__item mark").all_inner_texts()} == {"titanium"}
    context.close()


@pytest.mark.parametrize("slow", [False, True], ids=["quick", "slow"])
def test_the_colours_change_with_the_first_press(browser: Browser, address: str, slow: bool) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if slow:
        page.route("**/bundle.*", _slowly)
    page.goto(address, wait_until="networkidle")
    for scheme, medium in (("default", "light"), ("slate", "dark")):
        page.locator(_PALETTE).first.click()
        chosen = f"body[data-md-color-scheme={scheme}][data-md-color-media*={medium}]"  # the scheme alone may have been before
        page.locator(chosen).wait_for()
    page.reload(wait_until="networkidle")
    assert page.locator("body[data-md-color-scheme=slate]").count() == 1, "it is remembered"
    context.close()


@pytest.mark.parametrize("slow", [False, True], ids=["quick", "slow"])
def test_a_key_opens_the_search(browser: Browser, address: str, slow: bool) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if slow:
        page.route("**/bundle.*", _slowly)
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("/")
    page.locator(f"{SEARCH}:focus").wait_for()
    context.close()


def _slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def _ask(page: Page, words: str) -> None:
    page.locator(SEARCH).click()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
