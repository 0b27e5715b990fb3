"""The data page: it says what the passports say, and offers what it may and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import reading
from record import NEW, OLD, write_dataset

from macros.pages import holdings
from macros.pages.desk import Desk

PAGE = "---\ntitle: Data\n---\n\n{{ freshness() }}\n\n{{ datasets() }}\n"
FREE = [{"name": "CC0-1.0", "title": "Creative Commons Zero"}]
TERMS = [{"name": "other-attribution", "title": "Terms of use", "path": "https://samples.test/terms"}]


def _desk(root: Path, today: date = date(2025, 4, 1)) -> Desk:
    (root / "docs").mkdir()
    (root / "docs" / "data.md").write_text(PAGE, encoding="utf-8")
    found = {"source": "Invented"}
    releases = [
        {"month": "2025-01", "date": date(2025, 3, 6), **found},
        {"month": "2025-02", "date": date(2025, 4, 3), **found},
    ]
    write_dataset(
        root / "data" / "open", OLD, NEW, licenses=FREE, title="Open <trade>", calendar={"releases": releases}
    )
    write_dataset(root / "data" / "shut", OLD, licenses=TERMS, title="Shut trade")
    return Desk(root, today)


def _html(desk: Desk) -> str:
    sheet = desk.sheet("data.md")
    assert str(sheet.problems) == ""
    return holdings.datasets(sheet)


def test_every_file_has_its_hash_and_its_address(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    html = _html(desk)
    offered = re.findall(r'<a href="\.\./data/([^"]+)" download>', html)
    assert offered == ["open/2025-02.csv", "open/2024-03.csv", "open/2024-03.groups.csv"]
    for held in desk.holdings:
        assert all(file.hash in html for file in held.files)
    assert html.count("Not offered here") == 2


def test_what_is_offered_is_copied_and_nothing_else(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    offered = dict(holdings.files(desk.holdings))
    assert sorted(offered) == [
        "data/open/2024-03.csv",
        "data/open/2024-03.groups.csv",
        "data/open/2025-02.csv",
        "data/open/dataset.yml",
        "data/shut/dataset.yml",
    ]
    assert offered["data/open/2025-02.csv"] == tmp_path / "data" / "open" / "2025-02.csv"


def test_words_of_a_passport_are_no_html(tmp_path: Path) -> None:
    assert "Open &lt;trade&gt;" in _html(_desk(tmp_path))


def test_how_fresh_each_is(tmp_path: Path) -> None:
    sheet = _desk(tmp_path).sheet("data.md")
    said = reading.text(holdings.freshness(sheet))
    assert said == (
        "Open <trade> to December 2024; January 2025 not in yet Shut trade to December 2023 "
        "Next release expected 3 April 2025"
    )


def test_a_dataset_that_awaits_its_first_vintage_says_so_and_is_not_told_as_fresh(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    write_dataset(tmp_path / "data" / "mirror", refresh={"from": "comtrade"}, title="Mirror trade")
    html = _html(desk)
    assert "Mirror trade</h3>" in html
    assert html.count("<li>No figures yet: the first release is awaited.</li>") == 1
    assert "Mirror" not in holdings.freshness(desk.sheet("data.md"))
