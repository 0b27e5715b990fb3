"""What a reader gets: the built small site, under each engine."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema
import pytest
from reading import article, charts, description, navigation, plain, receipts, search_entries, text, title
from small_site import ENGINES, SMALL_SITE, Site

from macros.ledger import SCHEMA_FILE
from macros.pages.vocabulary import MACROS

TITLE = "Kenya’s made-up trade: a surplus of $30.5 million"
DESCRIPTION = (
    "In the first quarter of 2026 Kenya sold invented goods worth $190.8 million & bought some worth $160.3 million."
)
UGANDA = "Uganda’s made-up surplus of $25.0 million"
INDEX = (SMALL_SITE / "docs" / "index.md").read_text(encoding="utf-8")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(engine: str, engines: Mapping[str, Site]) -> Site:
    return engines[engine]


@pytest.fixture
def ledger(site: Site) -> dict[str, Any]:
    return dict(json.loads(site.built("ledger.json")))


def test_the_small_site_uses_every_macro() -> None:
    said = "".join(page.read_text(encoding="utf-8") for page in (SMALL_SITE / "docs").rglob("*.md"))
    assert [name for name in MACROS if f"{name}(" not in said] == []


def test_a_sound_site_passes_the_check(small_site: Site) -> None:
    ended = small_site.run("macros", "check")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("4 pages, ")


# The ledger


def test_the_ledger_is_of_its_schema(ledger: dict[str, Any], site: Site) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(ledger, schema, cls=jsonschema.Draft202012Validator)
    assert site.built(SCHEMA_FILE.name) == SCHEMA_FILE.read_text(encoding="utf-8")


def test_the_ledger_has_every_page_with_its_address(ledger: dict[str, Any], site: Site) -> None:
    assert {f"{page['url']}index.html" for page in ledger["pages"]} == site.pages().keys()


def test_every_fact_that_a_claim_rests_on_is_in_the_ledger(ledger: dict[str, Any]) -> None:
    named = {id for page in ledger["pages"] for claim in page["claims"] for id in claim["facts"]}
    assert named
    assert named <= ledger["facts"].keys()


def test_a_claim_is_entered_at_the_line_of_its_tag(ledger: dict[str, Any]) -> None:
    lines = INDEX.splitlines()
    claims = _page(ledger, "index.md")["claims"]
    assert [claim for claim in claims if "{{" not in lines[claim["line"] - 1]] == []
    entered = {plain(claim["words"]): lines[claim["line"] - 1] for claim in claims}
    for words, tag in {
        "larger than its purchases": "sold_now > bought_now",
        "already exceeded": "already_exceeds",
        "first": "{{ place }}",
        "a law": 'quoted("law"',
        "Kenya sells more than it buys": 'chart("two-way"',
    }.items():
        assert tag in entered[words]


def test_a_level_is_the_signed_sum_of_its_observations(ledger: dict[str, Any]) -> None:
    levels = [fact for fact in ledger["facts"].values() if fact["formula"] == "the sum of the published figures"]
    assert any(each["sign"] < 0 for fact in levels for each in fact["observations"]), "no level took a month away"
    for fact in levels:
        assert sum(each["sign"] * each["value"] for each in fact["observations"]) == fact["value"]
        assert sum(each["bound"] for each in fact["observations"]) == fact["bound"]


def test_a_pinned_page_knows_no_later_vintage(ledger: dict[str, Any]) -> None:
    ids = {id for claim in _page(ledger, "uganda.md")["claims"] for id in claim["facts"]}
    assert {vintage for id in ids for vintage in ledger["facts"][id]["vintages"]} == {"2025-03"}


# The pages


def test_every_button_opens_something_and_every_id_is_given_once(site: Site) -> None:
    for name, page in site.pages().items():
        ids = Counter(re.findall(r'\bid="([^"]*)"', page))
        assert [id for id, times in ids.items() if times > 1] == [], name
        assert set(re.findall(r'popovertarget="([^"]*)"', page)) <= ids.keys(), name


def test_every_receipt_is_opened_from_the_article(site: Site) -> None:
    for name, page in site.pages().items():
        opened = re.findall(r'popovertarget="([^"]*)"', article(page))
        assert set(receipts(page)) == {id for id in opened if not id.endswith("-embed")}, name
    assert len(receipts(site.built("index.html"))) > 20


def test_nothing_is_left_that_is_not_for_readers(site: Site) -> None:
    for name, page in site.pages().items():
        page = re.sub(r'<div popover class="embed-note".*?</div>', "", page)  # HTML to be copied
        for left in ("{{", "{%", "Traceback", "data-chart", "&lt;", " object at 0x", "Decimal("):
            assert left not in page, f"{left} in {name}"


def test_a_term_opens_its_definition_which_leads_to_its_place_in_the_glossary(site: Site) -> None:
    page = site.built("index.html")
    assert (
        '<button type="button" class="fig term" popovertarget="r-term-customs-value">customs value</button>'
        in article(page)
    )
    behind = page.split('id="r-term-customs-value"')[1]
    assert text(f"<p{behind}").startswith(
        "Customs value × The price at the border, without *freight* & insurance. Source: A made-up office . Glossary"
    )
    assert 'href="glossary/#customs-value"' in behind
    glossary = article(site.built("glossary/index.html"))
    assert re.search(r'<h3 id="customs-value">Customs value', glossary)
    assert "It rests on The Invented Gazette, 2 May 2026" in text(glossary)


def test_a_chart_has_its_drawing_and_its_data_as_a_table(site: Site) -> None:
    drawn = charts(site.built("index.html"))
    assert [("<svg" in chart, "<table" in chart) for chart in drawn] == [(True, True)] * 3
    two_way, balance, products = map(text, drawn)
    for figures in (("2021", "510.6", "702.9", "−", "192.3"), ("2026", "190.8", "160.3", "+", "30.5")):
        row = r"\D*".join(map(re.escape, figures))  # whatever the columns say beside the digits
        assert re.search(row, two_way)
        assert re.search(row, balance)
    assert re.search(r"61\D+Knitted clothing\D+247\.2", products)


def test_title_and_description_come_out_worked_out_everywhere(site: Site) -> None:
    page = site.built("index.html")
    assert title(page) == f"{TITLE} - A made-up site"
    assert description(page) == DESCRIPTION
    assert f"{TITLE} {DESCRIPTION}" in text(article(page))
    for name, each in site.pages().items():
        assert UGANDA in text(navigation(each)), name
    assert {TITLE, UGANDA} <= {plain(entry["title"]) for entry in search_entries(site)}


def test_search_finds_the_text_and_neither_charts_nor_receipts(site: Site) -> None:
    found = text(" ".join(entry["text"] for entry in search_entries(site)))
    assert "These months already exceeded the year before" in found
    page = text(site.built("index.html"))
    for unwanted in ("Knitted clothing", "in deficit", "sells more than it buys", "exports less imports", "±US$"):
        assert unwanted in page
        assert unwanted not in found


def test_a_second_build_is_the_same_to_the_byte(engine: str, site: Site, build: Callable[..., Site]) -> None:
    """Whatever the order of hashes, the locale and the folder; but for the site map, which has dates."""
    once, again = site.published(), build(engine, PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo").published()
    assert once.keys() == again.keys()
    assert [path for path in once if once[path] != again[path] and not path.startswith("sitemap.xml")] == []


def _page(ledger: dict[str, Any], name: str) -> Any:
    return next(page for page in ledger["pages"] if page["path"].endswith(name))
