"""The table of all partners: who is in it and where, what leads where, and what is missing or small."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import reading
from record import MILLION, Release, monthly, write_dataset

from macros import ledger
from macros.pages import permanent
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet

PAGE = "---\ntitle: Partners\ntrade: {data: samples, side: United States}\n---\n\n{{ partners() }}\n"
LATEST = date(2026, 9, 5)


def _both(partner: str, before: tuple[int, int], now: tuple[int, int]) -> list[tuple[str, str, str, str, int, int]]:
    """Exports and imports of a partner: a month’s of 2025, and a month’s of the seven of 2026, in dollars."""
    return [
        row
        for flow, of_2025, of_2026 in zip(("exports", "imports"), before, now, strict=True)
        for row in monthly(partner, flow, "2025-01", [of_2025] * 12 + [of_2026] * 7)
    ]


RECORD = Release(
    known=LATEST,
    covers="2020-01..2026-07",
    rows=[
        *_both("KEN", (2 * MILLION, 1 * MILLION), (3 * MILLION, 3 * MILLION)),
        *_both("CIV", (4 * MILLION, 1 * MILLION), (4 * MILLION, 2 * MILLION)),
        *_both("NRU", (1_500, 250), (1_500, 250)),
        *_both("FRA", (90 * MILLION, 80 * MILLION), (90 * MILLION, 80 * MILLION)),
        *monthly("TUV", "exports", "2025-01", [2 * MILLION + 100] * 19),  # and no imports on record
        *monthly("ANHH", "exports", "2020-01", [5 * MILLION] * 20),  # until August 2021
    ],
)


def _sheet(root: Path, *pages: str, **said: object) -> Sheet:
    (root / "docs" / "partners").mkdir(parents=True)
    (root / "docs" / "partners" / "index.md").write_text(PAGE, encoding="utf-8")
    for page in pages:
        (root / "docs" / page).write_text("---\ntitle: One of them\n---\n", encoding="utf-8")
    write_dataset(root / "data" / "samples", RECORD, **said)
    return Desk(root, LATEST).sheet("partners/index.md")


def _html(sheet: Sheet) -> str:
    assert str(sheet.problems) == ""
    return sheet.body


def _rows(html: str) -> dict[str, list[str]]:
    """The cells of each partner’s row, by its name."""
    rows = re.findall(r"<tr data-names.*?</tr>", html)
    cells = [[reading.text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return {name: rest for name, *rest in cells}


def test_regions_and_partners_stand_by_size(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path))
    assert re.findall(r'<tbody id="([^"]+)">', html) == ["europe", "africa", "australia-and-oceania"]
    assert [*_rows(html)] == ["France", "Côte d'Ivoire", "Kenya", "Tuvalu", "Nauru"]
    assert re.findall(r'href="#([^"]+)"', html) == ["europe", "africa", "australia-and-oceania"]


def test_a_row_has_the_last_full_year_and_this_year_to_date(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path))
    assert _rows(html)["Kenya"] == ["Africa", "$24.0m", "$12.0m", "+$12.0m", "$42.0m", "+100.0%"]
    assert reading.text(re.findall(r"<thead>.*?</thead>", html)[0]) == (
        "Partner Region Exports 2025 Imports 2025 Balance 2025 Trade Jan–Jul 2026 Change on a year earlier"
    )


def test_what_is_missing_is_not_nothing_and_what_is_small_is_in_thousands(tmp_path: Path) -> None:
    rows = _rows(_html(_sheet(tmp_path)))
    assert rows["Tuvalu"] == ["Australia and Oceania", "$24.0m", *["no figure"] * 4]
    assert rows["Nauru"][1:4] == ["$18,000", "$3,000", "+$15,000"]


def test_who_is_no_longer_there_is_listed_with_its_years(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path))
    gone = reading.text(html.partition('id="gone"')[2])
    assert "Netherlands Antilles 2020–2021" in gone
    assert "Netherlands Antilles" not in _rows(html)


def test_every_figure_is_a_claim_without_a_page_of_its_own(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    said = [cell for row in _rows(_html(sheet)).values() for cell in row[1:] if cell != "no figure"]
    assert [reading.plain(claim.words) for claim in sheet.said.claims] == said
    assert len(said) == 4 * 5 + 1
    assert permanent.entries(sheet) == {}
    facts = ledger.document([sheet.entry()])["facts"]
    assert facts["usa-ken-exports-2025-samples"]["value"] == 24 * MILLION


def test_a_partner_with_a_page_is_led_to_once_by_keyboard(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path, "partners/cote-d-ivoire.md"))
    leads = re.findall(r'<a (?:class="fig" )?href="\.\./partners/cote-d-ivoire/"( tabindex="-1")?>', html)
    assert leads == ["", *[' tabindex="-1"'] * 5]
    assert "partners/kenya/" not in html


def test_the_script_finds_names_and_the_order_of_what_prints_alike(tmp_path: Path) -> None:
    html = _html(_sheet(tmp_path))
    found = dict(re.findall(r'<tr data-names="([^"]+)" data-order="([^"]+)"', html))
    assert found["cote d ivoire kodivaa ivory coast"] == "0 0 3 1 2 1 1"
    assert (found["kenya"], found["tuvalu"]) == ("2 0 1 1 1 1 2", "4 1 2 - - - -"), "both sold goods worth $24.0m"


def test_a_record_without_months_is_refused(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, frequency="annual")
    assert str(sheet.problems) == (
        "docs/partners/index.md:6: 'samples' does not hold imports and exports by month. "
        "Name one first under 'trade: data:' that does, such as us-goods."
    )
