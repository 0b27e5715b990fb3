"""What the pages of US trade with each partner say: `partners/<page>.txt` has the words of one, with the headlines of its charts.

They are of every kind of partner: large and tiny, old and young, some that are no more and some with hardly any trade. The
record is that of a past day, so a new vintage changes none. A missing expectation is written, to be read by whoever adds
it; in CI it is a failure.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from reading import plain
from small_site import ROOT

from macros import places
from macros.pages.desk import Desk
from macros.pages.made import once
from macros.pages.sheet import Sheet
from macros.places.names import slug

FOLDER = Path(__file__).parent / "partners"
DAY = date(2026, 10, 1)
PARTNERS = (
    "Kenya", "Canada", "China", "Lesotho", "Burundi", "South Sudan", "Eswatini", "Kosovo", "Côte d'Ivoire", "Netherlands",
    "Soviet Union", "Yugoslavia", "Czechoslovakia", "Ethiopia (with Eritrea)",
    "Vatican City", "Heard and McDonald Islands", "North Korea", "Gaza", "Western Sahara", "Pitcairn Islands",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(ROOT, DAY, as_of=DAY)


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_page_says(partner: str, desk: Desk) -> None:
    name = slug(places.find(partner))
    said = _words(desk.sheet(f"partners/{name}.md"))
    expected = FOLDER / f"{name}.txt"
    if not expected.exists() and not os.environ.get("CI"):
        expected.write_text(said, encoding="utf-8")
        pytest.skip("its expectation was missing and has been written: read it")
    assert said == expected.read_text(encoding="utf-8")


def test_every_partner_has_a_page_without_a_mistake(desk: Desk) -> None:
    sheets = [desk.sheet(path) for path in desk.made() if path.startswith("partners/")]
    assert str(once(sheets)) == ""
    assert {sheet.made for sheet in sheets} == {
        place.name for place in map(places.from_code, desk.record("us-goods", DAY).partners()) if place.kind != "other"
    }
    for sheet in sheets:
        said = _words(sheet)
        assert not re.search(r"\$0(?!\.[1-9])|(?<![\d.,])0%|  |[,;] ?[.;,]|\{|\bNone\b", said), said
        assert sheet.description.endswith("."), sheet.path


def _words(sheet: Sheet) -> str:
    """The words of a page, line by line: title, description, sentences and the headlines of its charts."""
    charts = [f"[{name}] {chart.title}" for name, chart in sheet.said.charts.items()]
    lines = [one.text for one in sheet.sentences if one.text and not one.template.startswith("{{ headline")]
    return plain("\n".join([*lines, *charts])) + "\n"
