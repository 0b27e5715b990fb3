"""The table of countries: who is in it, in which order, and that its figures lead to pages of their own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import reading
from record import MEMBERS, MILLION, Release, monthly, write_dataset, write_scheme

from macros.pages import countries
from macros.pages.desk import Desk
from macros.pages.figure import Figure
from macros.pages.sheet import Sheet

PAGE = """---
title: Countries
trade: {{data: samples, side: Kenya, partner: United States}}
facts:
  gaps: balance of each African country, year to date
  sold: exports of each African country, year to date
---

{{{{ {tag} }}}}
"""


def _flat(partner: str, flow: str, before: int, now: int) -> list[tuple[str, str, str, str, int, int]]:
    return monthly(partner, flow, "2024-01", [before * MILLION] * 12 + [now * MILLION] * 7)


RECORD = Release(
    known=date(2025, 9, 5),
    covers="2024-01..2025-07",
    rows=[
        *_flat("EGY", "imports", 4, 5), *_flat("EGY", "exports", 1, 9),  # into deficit
        *_flat("CIV", "imports", 8, 8), *_flat("CIV", "exports", 2, 2),
        *_flat("KEN", "imports", 1, 3), *_flat("KEN", "exports", 2, 1),  # into surplus
        *_flat("FRA", "imports", 90, 90), *_flat("FRA", "exports", 80, 80),  # no African country
    ],
)  # fmt: skip


def _sheet(root: Path, tag: str = "countries(gaps)") -> Sheet:
    (root / "docs").mkdir()
    (root / "docs" / "countries.md").write_text(PAGE.format(tag=tag), encoding="utf-8")
    write_dataset(root / "data" / "samples", RECORD)
    write_scheme(root, f"{MEMBERS}2025-01-01,KEN,LIST,\n")
    return Desk(root, date(2025, 9, 6)).sheet("countries.md")


def _html(sheet: Sheet, scheme: str = "") -> str:
    assert str(sheet.problems) == ""
    gaps = sheet.names["gaps"]
    assert isinstance(gaps, Figure)
    return countries.countries(sheet, gaps, scheme)


def test_the_largest_seller_stands_first(tmp_path: Path) -> None:
    assert re.findall(r'<h3 id="([^"]+)">', _html(_sheet(tmp_path))) == ["cote-d-ivoire", "egypt", "kenya"]


def test_a_country_has_its_figures_beside_those_of_a_year_earlier(tmp_path: Path) -> None:
    row = _html(_sheet(tmp_path)).split("<li>")[2]
    assert reading.text(row) == (
        "Egypt Égypte , Misri Egypte Into deficit "
        "Sold $35.0m $28.0m a year earlier Bought $63.0m $7.0m a year earlier Balance −$28.0m +$21.0m a year earlier"
    )


def test_every_figure_leads_to_its_page_and_is_in_the_ledger(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    html = _html(sheet)
    led = re.findall(r'href="\.\./f/([^"]+)/"', html)
    assert len(led) == len(set(led)) == 3 * 6 + 2
    assert set(led) == {claim.receipt for claim in sheet.said.claims}
    assert "popovertarget" not in html


def test_who_belongs_to_a_scheme(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path, 'countries(gaps, scheme="club")'), "club")
    assert [reading.text(row).rsplit(" ", 1)[1] for row in re.findall(r'<div class="standing">.*?</div>', html)] == [
        "No", "No", "Yes",
    ]  # fmt: skip
    assert "CLUB: Countries in the club, as of 1 January 2025. The club." in reading.text(html)


def test_what_is_no_balance_of_countries_is_refused(tmp_path: Path) -> None:
    assert str(_sheet(tmp_path, "countries(sold)").problems) == (
        "docs/countries.md:9: a table of countries needs their balances. "
        "Declare 'gaps: balance of each African country, year to date' and write countries(gaps)."
    )


def test_a_second_table_leaves_the_search_to_the_first(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    assert '<h3 id="kenya">' in countries.countries(sheet, sheet.names["gaps"])
    assert '<h3 id="kenya" data-search-exclude>' in countries.countries(sheet, sheet.names["gaps"], search=False)
