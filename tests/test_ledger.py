"""The ledger: it has the form that its schema gives, and the same bytes for the same pages."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from record import made

from macros import ledger
from macros.facts.changes import change
from macros.facts.claims import more_than
from macros.facts.levels import balance
from macros.ledger import Claim, PageEntry, Sentence
from macros.periods import Period
from macros.store.routes import Route, Term

SOLD, BOUGHT, BEFORE = made(150, bound="0.5"), made(90, kind="imports"), made(100, "2023", vintage="2024-03")


def _pages() -> list[PageEntry]:
    facts = {"sold": SOLD, "bought": BOUGHT, "before": BEFORE, "gap": balance(SOLD, BOUGHT)}
    claims = [
        Claim(line=9, kind="figure", words="$150", facts=("sold",)),
        Claim(line=9, kind="assertion", words="more than", facts=("sold", "before"), verdict=more_than(SOLD, BEFORE)),
        Claim(line=12, kind="quoted", words="a lot", quoted="soy-sold"),
    ]
    other = PageEntry("a.md", "a/", "A", "", {"rise": change(SOLD, BEFORE), "sold": SOLD}, [])
    return [
        PageEntry(
            "soy.md",
            "soy/",
            "Soy’s year",
            "What became of soy.",
            facts,
            claims,
            [Sentence(9, "It sold $150.", "It sold {{ sold }}.")],
        ),
        other,
    ]


def _json(pages: list[PageEntry]) -> str:
    return ledger.to_json(map(ledger.leaf, pages))


def _document() -> dict[str, Any]:
    return ledger.document(_pages())


def _validator() -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(ledger.SCHEMA_FILE.read_text(encoding="utf-8")), format_checker=FormatChecker()
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(ledger.SCHEMA_FILE.read_text(encoding="utf-8")))


def test_a_ledger_has_the_form_of_its_schema() -> None:
    _validator().validate(_document())


@pytest.mark.parametrize("key", ["value", "bound", "vintages", "observations", "as_of"])
def test_the_schema_misses_what_is_left_out(key: str) -> None:
    document = _document()
    del document["facts"]["sold"][key]
    assert [error.message for error in _validator().iter_errors(document)] == [f"'{key}' is a required property"]


def test_the_schema_refuses_what_it_does_not_know() -> None:
    document = _document()
    document["pages"][0]["colour"] = "red"
    assert not _validator().is_valid(document)


def test_the_same_pages_give_the_same_bytes_in_any_order() -> None:
    forwards, backwards = _pages(), _pages()[::-1]
    for page in backwards:
        page.facts = dict(reversed(page.facts.items()))
    assert _json(forwards) == _json(backwards)
    assert _json(forwards).endswith("}\n")
    assert "Soy’s year" in _json(forwards)


def test_pages_and_facts_are_in_order_and_each_fact_is_there_once() -> None:
    document = _document()
    assert [page["path"] for page in document["pages"]] == ["a.md", "soy.md"]
    assert list(document["facts"]) == ["before", "bought", "gap", "rise", "sold"]


def test_a_fact_is_written_with_its_origin() -> None:
    sold = _document()["facts"]["sold"]
    assert (sold["value"], sold["bound"], sold["unit"], sold["period"]) == (150, 0.5, "US$", "2024")
    assert (sold["side"], sold["partner"], sold["as_of"]) == ("KEN", "USA", "2025-02-05")
    assert sold["observations"] == [
        {
            "dataset": "samples",
            "vintage": "2025-02",
            "partner": "KEN",
            "flow": "imports",
            "period": "2024",
            "value": 150,
            "bound": 0.5,
            "sign": 1,
        }
    ]


def test_a_sentence_is_written_as_it_is_read_and_as_it_was_written() -> None:
    [sentence] = _document()["pages"][1]["sentences"]
    written = {key: sentence[key] for key in ("line", "text", "template")}
    assert written == {"line": 9, "text": "It sold $150.", "template": "It sold {{ sold }}."}


def test_what_is_taken_away_is_marked() -> None:
    year, december = (made(1, period).observations[0] for period in ("2024", "2024-12"))
    eleven = Period.parse("January–November 2024")
    fact = replace(SOLD, period=eleven, route=Route(eleven, (Term(1, year), Term(-1, december))))
    written = ledger.fact_json(fact, {})["observations"]
    assert [(entry["sign"], entry["period"]) for entry in written] == [(1, "2024"), (-1, "2024-12")]


def test_parts_are_named_by_their_ids_where_they_have_one() -> None:
    facts = _document()["facts"]
    assert facts["gap"]["parts"] == ["sold", "bought"]
    assert facts["rise"]["parts"] == ["sold", "before"]
    assert facts["rise"]["vintages"] == ["2024-03", "2025-02"]


def test_parts_without_an_id_get_one_and_are_written_too() -> None:
    rise = {"rise-as-of-2025-02-28": change(SOLD, BEFORE)}
    facts = ledger.document([PageEntry("soy.md", "soy/", "", "", rise)])["facts"]
    parts = ["ken-usa-exports-2024-samples-as-of-2025-02-28", "ken-usa-exports-2023-samples-as-of-2025-02-28"]
    assert facts["rise-as-of-2025-02-28"]["parts"] == parts
    assert facts["rise-as-of-2025-02-28"]["observations"] == []
    assert [facts[part]["observations"][0]["value"] for part in parts] == [150, 100]


def test_a_claim_says_whether_it_holds_and_by_how_much() -> None:
    claims = _document()["pages"][1]["claims"]
    assert claims[0] == {"line": 9, "kind": "figure", "words": "$150", "facts": ["sold"]}
    assert {key: claims[1][key] for key in ("holds", "margin", "unit")} == {"holds": True, "margin": 50, "unit": "US$"}
    assert claims[2] == {"line": 12, "kind": "quoted", "words": "a lot", "facts": [], "quoted": "soy-sold"}


@pytest.mark.parametrize(
    ("value", "written"),
    [("150", "150"), ("150.0", "150"), ("1E+9", "1000000000"), ("0.5", "0.5"), ("-2.50", "-2.5"), ("-0.0", "0")],
)
def test_numbers_are_written_plainly(value: str, written: str) -> None:
    assert json.dumps(ledger.number(Decimal(value))) == written


def test_a_number_has_twelve_digits_on_every_machine() -> None:
    assert ledger.number(Decimal(100) / Decimal(3)) == 33.3333333333
