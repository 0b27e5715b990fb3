"""The schema for editors says of a front matter what the check says, as far as a schema can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from small_site import ROOT

from macros.errors import Problems
from macros.pages import front, schema
from macros.store.passport import datasets

VALIDATOR = Draft202012Validator(json.loads(schema.front_matter(["goods", "duties"])))
GOOD: dict[str, Any] = {
    "title": "Trade",
    "trade": {"data": ["goods", "duties"], "side": "Kenya", "partner": "United States", "as of": "October 2025"},
    "facts": {"sold": "exports, 2025"},
    "waived": {"highest": "an example of a word"},
}


def test_it_is_a_schema_and_allows_what_pages_have() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    assert list(VALIDATOR.iter_errors(GOOD)) == []


@pytest.mark.parametrize(
    "slip",
    [{"titel": "Trade"}, {"trade": {"partener": "Kenya"}}, {"trade": {"readout": "maybe"}}, {"facts": ["a"]}],
    ids=str,
)
def test_it_marks_the_slips_that_the_check_reports(slip: dict[str, Any]) -> None:
    problems = Problems()
    front.read("p.md", f"---\n{yaml.safe_dump(slip)}---\n", problems)
    assert problems
    assert list(VALIDATOR.iter_errors(GOOD | slip))


@pytest.mark.parametrize("data", ["good", [], ["goods", "goods"]], ids=str)
def test_it_knows_the_datasets(data: object) -> None:
    assert list(VALIDATOR.iter_errors(GOOD | {"trade": {"data": data}}))


def test_the_one_in_the_handbook_is_of_today() -> None:
    held = (ROOT / "docs" / "desk" / "front-matter.schema.json").read_text(encoding="utf-8")
    assert held == schema.front_matter(datasets(ROOT / "data")), "make schema"


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_every_page_of_ours_passes(page: Path) -> None:
    held = json.loads((ROOT / "docs" / "desk" / "front-matter.schema.json").read_text(encoding="utf-8"))
    keys = front.read(page.name, page.read_text(encoding="utf-8"), Problems()).keys
    said = {key: value.value for key, value in keys.items()}
    assert [error.message for error in Draft202012Validator(held).iter_errors(said)] == []
