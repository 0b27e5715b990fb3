"""The page and the JSON that each figure, word and quotation keeps: what they say, under which id, and that ids tell apart."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from reading import receipts, text
from referencing import Registry, Resource
from small_site import ENGINES, SMALL_SITE, TODAY, Site

from macros import ledger
from macros.errors import Problems
from macros.facts import claims
from macros.facts.verdict import Wording
from macros.ledger import PageEntry
from macros.pages import ids
from macros.pages.desk import Desk
from macros.pages.figure import Figure
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary

REVISED = "ken-usa-imports-2024-goods"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The small site, not built."""
    return Desk(SMALL_SITE, TODAY)


@pytest.fixture(params=ENGINES)
def site(engines: Mapping[str, Site], request: pytest.FixtureRequest) -> Site:
    """The small site as an engine builds it."""
    return engines[request.param]


def _sheet(desk: Desk, facts: str, body: str = "", data: str = "goods", path: str = "page.md") -> Sheet:
    head = f"title: A page\ntrade: {{data: {data}, side: Kenya, partner: United States}}\nfacts:\n{facts}"
    sheet = Sheet(path, f"---\n{head}---\n\n{body}\n", desk).read(vocabulary)
    assert str(sheet.problems) == ""
    return sheet


def _documents(site: Site) -> dict[str, Any]:
    named = [name for name in site.published() if re.fullmatch(r"f/[^/]+\.json", name)]
    return {name.removeprefix("f/").removesuffix(".json"): json.loads(site.built(name)) for name in named}


def _receipts(page: str) -> list[str]:
    """The ids of a page's receipts, without the definitions of its terms."""
    return [id for id in receipts(page) if not id.startswith("r-term-")]


# Every receipt has its page


def test_every_receipt_has_a_page_and_says_where(site: Site) -> None:
    found = {id for name, page in site.pages().items() if not name.startswith("desk/") for id in _receipts(page)}
    assert {f"r-{id}" for id in _documents(site)} >= found, "and what only a title or a table says has one too"
    for name, page in site.pages().items():
        root = "../" * name.count("/")
        for id in _receipts(page):
            assert f'<a href="{root}f/{id.removeprefix("r-")}/">' in page


def test_every_document_keeps_to_the_schema_and_names_the_words_of_the_ledger(site: Site) -> None:
    schema = json.loads(site.built("figure.schema.json"))
    of_ledger = Resource.from_contents(json.loads(site.built("ledger.schema.json")))
    check = jsonschema.Draft202012Validator(schema, registry=Registry().with_resource("ledger.schema.json", of_ledger))
    documents = _documents(site)
    lines = (SMALL_SITE / "docs" / "index.md").read_text(encoding="utf-8").splitlines()
    table = lines.index("{{ partners() }}") + 1
    for document in documents.values():
        check.validate(document)
    for page in json.loads(site.built("ledger.json"))["pages"]:
        for claim in page["claims"]:
            if claim["kind"] in ("chart", "story") or (page["url"], claim["line"]) == ("", table):
                assert "receipt" not in claim  # nor has a figure of the table of all partners
            else:
                said = [(one["page"].split("/", 3)[3], one["words"]) for one in documents[claim["receipt"]]["said"]]
                assert (page["url"], claim["words"]) in said


def test_a_page_has_the_value_unrounded_its_past_and_how_to_cite_it(site: Site) -> None:
    page, document = site.built(f"f/{REVISED}/index.html"), _documents(site)[REVISED]
    said = text(page)
    assert "<script" not in page
    assert [state["from"] for state in document["earlier"]] == ["2025-03-20", "2026-05-05"]
    then, now = (state["value"] for state in document["earlier"])
    assert now == document["facts"][0]["value"] != then
    for words in (f"US${now:,}", f"US${then:,}", "From 20 March 2025", document["citation"]):
        assert words in said
    assert document["citation"].endswith(f"/f/{REVISED}/")
    assert "vintage of 5 May 2026" in document["citation"]


def test_a_sentence_shows_its_words_and_a_card_shows_them_alone(site: Site) -> None:
    said = _documents(site)["ken-usa-exports-2026-01-to-2026-03-goods"]["said"]
    assert any(one["sentence"] == "" and one["words"].endswith("m") for one in said), "of the key numbers"
    assert all(one["words"] in one["sentence"] for one in said if one["sentence"])


# Ids


def test_a_word_that_was_chosen_keeps_its_id_when_it_turns(desk: Desk) -> None:
    sheet = _sheet(desk, "  gap: balance, 2025\n  gap_24: balance, 2024\n")
    gap, before = (sheet.names[name].fact for name in ("gap", "gap_24"))  # type: ignore[union-attr]
    for one, other in (
        (claims.surplus(gap), claims.deficit(gap)),
        (claims.rose(gap, before), claims.fell(gap, before)),
    ):
        assert ids.of_verdict(one, ["a", "b"], "word") == ids.of_verdict(other, ["a", "b"], "word")
        assert ids.of_verdict(one, ["a", "b"], "assertion") != ids.of_verdict(other, ["a", "b"], "assertion")
    since, ever = (replace(claims.surplus(gap), wording=Wording(name, {})) for name in ("since", "ever"))
    assert ids.of_verdict(since, ["a"], "word") == ids.of_verdict(ever, ["a"], "word")
    assert ids.of_verdict(since, ["a"], "word") != ids.of_verdict(claims.surplus(gap), ["a"], "word")
    assert ids.of_verdict(since, ["a"], "word") != ids.of_verdict(since, ["b"], "word"), "of another figure"


def test_the_same_question_to_another_dataset_has_another_id(desk: Desk) -> None:
    sold = _sheet(desk, "  sold: exports, 2024\n").names["sold"]
    assert isinstance(sold, Figure)
    asked, ends = sold.asked, (sold.fact.measure.side, sold.fact.measure.partner)
    found = [ledger.slug(*ends, asked.measure, (), asked.period, [name]) for name in ("goods", "other-goods")]
    assert found == [sold.id, "ken-usa-exports-2024-other-goods"]


def test_two_figures_under_one_id_are_refused(desk: Desk) -> None:
    sheet = _sheet(desk, "  sold: exports, 2024\n  bought: imports, 2024\n")
    one, other = (sheet.names[name].fact for name in ("sold", "bought"))  # type: ignore[union-attr]
    pages = [PageEntry("a.md", "a/", "", "", {"same": one}), PageEntry("b.md", "b/", "", "", {"same": other})]
    with pytest.raises(Problems, match=r"b\.md: 'same' is another figure here than on an earlier page"):
        ledger.document(pages)


def test_changes_since_different_years_have_different_ids(desk: Desk) -> None:
    facts = "  sold: exports, 2025\n  a: change in sold from 2024\n  b: change in sold from 2023\n"
    sheet = _sheet(desk, facts)
    found = [ledger.id_of(sheet.names[name].fact) for name in ("a", "b")]  # type: ignore[union-attr]
    assert found == [f"ken-usa-change-exports-2025-from-{year}-goods" for year in (2024, 2023)]


def test_a_long_id_is_cut_and_told_apart() -> None:
    one, other = (ledger.fitted("-".join(["61"] * 90) + end) for end in ("-a", "-b"))
    assert len(one) == len(other) == 150
    assert one != other
    assert ledger.fitted("ken-usa-imports-2024") == "ken-usa-imports-2024"
