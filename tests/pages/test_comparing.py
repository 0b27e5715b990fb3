"""Partners side by side: who stands in which column, what the words say, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import reading
from record import MEMBERS, MILLION, TENTH, Release, monthly, write_dataset, write_scheme

from macros.pages import comparing
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet

PAGE = """---
title: Compared
trade: {{data: samples, side: Kenya, partner: United States}}
facts:
  sold: exports, 2025
  bought: imports, 2025
  gap: balance, 2025
  cover: cover ratio, 2025
  ours: exports of United States to Kenya, 2025
---

{{{{ {tag} }}}}
"""
TODAY = date(2026, 2, 5)
# US$ million a month in 2024 and 2025: what the country sold to the United States, and what it bought.
AMOUNTS = {
    "KEN": ((20, 30), (50, 20)), "ETH": ((10, 20), (20, 40)), "GHA": ((40, 10), (45, 10)), "TCD": ((5, 1), (5, 1)),
}  # fmt: skip


def _rows() -> list[tuple[str, str, str, str, int, int]]:
    rows = [
        row
        for place, years in AMOUNTS.items()
        for flow, before, now in zip(("imports", "exports"), *years, strict=True)
        for row in monthly(place, flow, "2024-01", [before * MILLION] * 12 + [now * MILLION] * 12)
    ]
    # Nearly as much as Kenya, within the rounding; and nothing on record that it bought.
    return rows + monthly("UGA", "imports", "2024-01", [50 * MILLION] * 24, TENTH)


def _sheet(root: Path, tag: str, *pages: str) -> Sheet:
    (root / "docs" / "partners").mkdir(parents=True)
    (root / "docs" / "page.md").write_text(PAGE.format(tag=tag), encoding="utf-8")
    for page in pages:
        (root / "docs" / page).write_text("---\ntitle: One of them\n---\n", encoding="utf-8")
    write_dataset(root / "data" / "samples", Release(known=TODAY, covers="2024..2025", rows=_rows()))
    members = "".join(f"2025-01-01,{code},LIST,\n" for code in ("TCD", "ETH", "KEN", "NGA"))
    write_scheme(root, f"{MEMBERS}{members}")
    return Desk(root, TODAY).sheet("page.md")


def _table(sheet: Sheet, *figures: str, **options: object) -> list[list[str]]:
    """The rows of the table, cell by cell."""
    html = _html(sheet, *figures, **options)
    html = re.sub(r'<span class="compare-of".*?</span>', "", html)
    return [
        [reading.text(cell).replace(" .", ".") for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", html)
    ]


def _html(sheet: Sheet, *figures: str, **options: object) -> str:
    assert str(sheet.problems) == ""
    return comparing.compare(sheet, *(sheet.names[name] for name in figures), **options)  # type: ignore[arg-type]


def test_two_are_set_side_by_side(tmp_path: Path) -> None:
    places = ["Kenya", "Ethiopia"]
    sheet = _sheet(tmp_path, f"compare(sold, bought, gap, places={places})")
    head, *rows = _table(sheet, "sold", "bought", "gap", places=places)
    assert head == ["Measure", "Kenya", "Ethiopia", "In words"]
    assert [row[0] for row in rows] == ["Sold to the US 2025", "Bought from the US 2025", "Balance 2025"]
    assert [row[1] for row in rows] == [
        "$600.0m +150.0% on a year earlier",
        "$240.0m −33.3% on a year earlier",
        "+$360.0m surplus",
    ]
    assert [row[3] for row in rows] == [
        "Kenya sold far more than Ethiopia.",
        "Kenya bought far less than Ethiopia.",
        "In surplus: Kenya. In deficit: Ethiopia.",
    ]


def test_of_several_the_first_and_the_last_are_named(tmp_path: Path) -> None:
    places = ["Ethiopia", "Kenya", "Ghana"]
    sheet = _sheet(tmp_path, f"compare(sold, gap, cover, places={places})")
    assert [row[-1] for row in _table(sheet, "sold", "gap", "cover", places=places)[1:]] == [
        "The most: Kenya. The least: Ethiopia.",
        "In surplus: Kenya and Ghana. In deficit: Ethiopia.",
        "The most: Ghana. The least: Ethiopia.",
    ]


def test_who_belongs_to_a_scheme_is_chosen_by_size(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, 'compare(sold, scheme="club", largest=2)')
    assert _table(sheet, "sold", scheme="club", largest=2)[0] == ["Measure", "Kenya", "Ethiopia", "In words"]
    assert (
        "They are the two with the largest figure in the first row (Sold to the US, 2025), of the 3 countries with one "
        "that were listed for CLUB as of 1 January 2025. List: The club."
    ) in reading.text(_html(sheet, "sold", scheme="club", largest=2))


def test_what_rounding_hides_is_not_worded_and_what_is_missing_is_not_nothing(tmp_path: Path) -> None:
    places = ["Kenya", "Uganda"]
    sheet = _sheet(tmp_path, f"compare(sold, gap, places={places})")
    sold, gap = _table(sheet, "sold", "gap", places=places)[1:]
    assert sold[-1] == "Kenya sold about as much as Uganda."
    assert gap[1:] == ["+$360.0m surplus", "no figure", ""]


def test_every_figure_and_word_has_a_receipt(tmp_path: Path) -> None:
    places = ["Kenya", "Ethiopia"]
    sheet = _sheet(tmp_path, f"compare(sold, gap, places={places})")
    html = _html(sheet, "sold", "gap", places=places)
    opened = set(re.findall(r'popovertarget="r-([^"]+)"', html))
    assert opened == {claim.receipt for claim in sheet.said.claims}
    words = {claim.words: claim.verdict for claim in sheet.said.claims if claim.kind == "word"}
    assert words["far more than"] is not None
    assert words["far more than"].margin == 360 * MILLION


def test_a_name_leads_to_its_page_where_there_is_one(tmp_path: Path) -> None:
    places = ["Kenya", "Ethiopia"]
    sheet = _sheet(tmp_path, f"compare(sold, places={places})", "partners/kenya.md")
    assert re.findall(r'<a href="([^"]+)">(\w+)</a>', _html(sheet, "sold", places=places)) == [
        ("../partners/kenya/", "Kenya")
    ]


@pytest.mark.parametrize(
    ("tag", "problem"),
    [
        ('compare(places=["Kenya", "Ghana"])', "a comparison is of figures. Name facts declared under 'facts:', then places=[…]."),
        ("compare(sold)", "a comparison needs those it compares. Give either places=[\"Kenya\", \"Ghana\"] or scheme=\"agoa\"."),
        ('compare(sold, places=["Kenya"])', "1 places cannot be compared. Name 2 to 8, each once."),
        ('compare(sold, places=["Kenya", "Kenya"])', "2 places cannot be compared. Name 2 to 8, each once."),
        ('compare(sold, places=["Kenia", "Ghana"])', "no place is called 'Kenia'. Did you mean 'Kenya' or 'Estonia'?"),
        ('compare(sold, places=["France", "Italy"])', "none of these places has a figure for 'sold'. Choose another period."),
        ('compare(ours, places=["Kenya", "Ghana"])', "the words of a comparison are from the side of those it compares, "
            "not of United States. Make one of them the page's 'side', and the reporter its 'partner'."),
        ('compare(sold, scheme="clubs")', "there is no scheme 'clubs'. Did you mean 'club'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(tmp_path: Path, tag: str, problem: str) -> None:
    assert str(_sheet(tmp_path, tag).problems) == f"docs/page.md:12: {problem}"


def test_a_fact_that_could_not_be_worked_out_is_reported_once(tmp_path: Path) -> None:
    desk = _sheet(tmp_path, 'compare(sold, places=["Kenya", "Ghana"])').source
    page = tmp_path / "docs" / "page.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("sold: exports, 2025", "sold: exports, 1999"), encoding="utf-8"
    )
    assert [str(problem).partition(": ")[0] for problem in desk.sheet("page.md").problems] == ["docs/page.md:5"]
