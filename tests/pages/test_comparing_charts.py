"""The charts that compare: what they ask of the record, what they say of it, and what they refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from record import MILLION, NEW, OLD, Release, monthly, total, write_dataset

from macros.errors import TradeError
from macros.pages.desk import Desk
from macros.pages.plans import KINDS
from macros.pages.plans.plan import Plan
from macros.pages.sheet import Sheet

HEAD = """---
title: Compared
trade: {{data: {data}, side: {side}, partner: United States}}
facts:
{facts}
---

Nothing.
"""
FACTS = """  bought_24: imports, 2024
  bought_23: imports, 2023
  bought_then: bought_23, as of December 2024
  part: imports, January–June 2024
  gap_24: balance, 2024
  goods_24: exports of every product, 2024"""
PRODUCTS = Release(
    known=date(2025, 2, 5),
    covers="2023..2024",
    rows=[
        *monthly("KEN", "imports", "2023-01", [10 * MILLION] * 24, product="09"),
        *monthly("KEN", "imports", "2023-01", [5 * MILLION] * 12 + [9 * MILLION] * 12, product="61"),
    ],
)
GROUPS = Release(
    known=date(2025, 2, 5),
    covers="2023..2024",
    rows=[
        *(row for name, size in (("KEN", 20), ("UGA", 30)) for year in (2023, 2024)
          for row in total(name, "imports", str(year), (size + year - 2023) * MILLION)),
        *total("GHA", "imports", "2024", 7 * MILLION),
    ],
    groups=[*total("africa", "imports", "2023", 50 * MILLION), *total("africa", "imports", "2024", 59 * MILLION)],
)  # fmt: skip


def sheet_of(root: Path, data: str = "[samples, chapters]", side: str = "Kenya", facts: str = FACTS) -> Sheet:
    """A page on a record made up for it."""
    write_dataset(root / "data" / "samples", OLD, NEW)
    folder = write_dataset(root / "data" / "chapters", PRODUCTS, nil_where_absent=True)
    (folder / "products.csv").write_text("product,name\n09,Coffee\n61,Clothing\n", encoding="utf-8")
    write_dataset(root / "data" / "groups", GROUPS)
    end = {
        "reporter": "KEN",
        "flows": {flow: {"title": flow, "valuation": "at the border"} for flow in ("imports", "exports")},
    }
    theirs = [
        *monthly("USA", "imports", "2022-01", [12 * MILLION] * 36),
        *monthly("USA", "exports", "2022-01", [MILLION] * 36),
    ]
    write_dataset(root / "data" / "kenya", Release(known=date(2025, 2, 5), covers="2022..2024", rows=theirs), **end)
    (root / "docs").mkdir()
    (root / "docs" / "page.md").write_text(HEAD.format(data=data, side=side, facts=facts), encoding="utf-8")
    sheet = Desk(root, date(2025, 6, 1)).sheet("page.md")
    assert str(sheet.problems) == ""
    return sheet


def asked(sheet: Sheet, kind: str, **options: Any) -> Plan:
    """The plan of a chart, its options that name facts looked up."""
    return KINDS[kind](sheet, **options)


def rows(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\xa0", " ") for cell in row) for row in plan.rows]


def test_a_waterfall_by_chapter(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    plan = asked(sheet, "waterfall", of=sheet.names["goods_24"], since="2023")
    assert rows(plan) == [
        ("All goods", "180.0", "228.0", "+48.0"),
        ("Clothing", "60.0", "108.0", "+48.0"),
        ("Coffee", "120.0", "120.0", "less than 0.1"),  # as far as whole dollars tell
    ]
    assert "changed from 2023 to 2024, by chapter" in plan.subtitle


def test_a_waterfall_of_a_balance_is_sold_less_bought(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    plan = asked(sheet, "waterfall", of=sheet.names["gap_24"])
    moved = {step.name: step.value for step in plan.chart.steps}  # type: ignore[attr-defined]
    assert moved == {"Sold as much": 0.0, "Bought more": pytest.approx(-144, abs=6)}
    before, now = plan.facts[0], plan.facts[1]
    assert sum(moved.values()) == pytest.approx(float((now.value - before.value) / MILLION))


def test_a_waterfall_of_a_group_leaves_nobody_out(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "groups", "Africa", "  sold: exports, 2024")
    plan = asked(sheet, "waterfall", of=sheet.names["sold"])
    steps = [(step.name, step.value) for step in plan.chart.steps]  # type: ignore[attr-defined]
    assert steps == [("Kenya", 1.0), ("Uganda", 1.0), ("All other partners", 7.0)]  # Ghana had no figure in 2023


def test_a_waterfall_refuses_unlike_periods_and_what_has_no_parts(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for options, said in (
        ({"of": sheet.names["bought_24"]}, "a change of the figure 'bought_24' has no parts on record"),
        ({"of": sheet.names["bought_24"], "since": sheet.names["part"]}, "a change runs forward|a whole year"),
        ({}, "a waterfall needs a figure"),
    ):
        with pytest.raises(TradeError, match=said) as met:
            asked(sheet, "waterfall", **options)
        assert met.value.remedy


def test_a_slope_of_a_group_says_of_how_many(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "groups", "Kenya", "  sold: exports, 2024")
    plan = asked(sheet, "slope", of="sold", group="Africa", then="2023", now=2024)
    assert rows(plan) == [("Uganda", "30.0", "31.0", "+1.0"), ("Kenya", "20.0", "21.0", "+1.0")]
    assert [pair.emphasis for pair in plan.chart.pairs] == [False, True]  # type: ignore[attr-defined]
    assert plan.subtitle.replace("\xa0", " ") == "Goods sold to the United States in 2023 and in 2024; US$ million"


def test_a_slope_of_products(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    plan = asked(sheet, "slope", of=sheet.names["goods_24"], then="2023")
    assert rows(plan) == [("Coffee", "120.0", "120.0", "less than 0.1"), ("Clothing", "60.0", "108.0", "+48.0")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"of": "rank"}, "'rank' cannot be drawn then and now"),
        ({"then": "2023"}, "a slope runs between two dates"),
        ({"then": "2023", "now": "2024"}, "a slope needs its partners"),
        ({"then": "January–June 2023", "now": "2024", "partners": ["Kenya"]}, "cannot measure a change between"),
        ({"then": "2023", "now": "2024", "group": "Kenya"}, "the countries of 'Kenya' are not known here"),
        ({"then": "2023", "now": "2024", "partners": ["Atlantis"]}, "no place is called 'Atlantis'"),
    ],
)
def test_what_a_slope_refuses(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        asked(sheet_of(tmp_path), "slope", **options)
    assert met.value.remedy


def test_revisions_find_the_first_vintage_that_holds_a_figure(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    plan = asked(sheet, "revisions", of=[sheet.names["bought_23"], sheet.names["bought_24"]])
    assert rows(plan)[1] == ("Bought, 2024", "none", "none", "486.7", "5 Feb 2025", "none")
    first, now = plan.facts[:2]
    assert now.value - first.value == 12 * MILLION
    assert rows(plan)[0][2] == "6 Mar 2024"


def test_revisions_by_year_and_what_they_refuse(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    assert [row[0] for row in asked(sheet, "revisions", of="imports", since=2023).rows] == [
        "Bought, 2023",
        "Bought, 2024",
    ]
    for options, said in (
        ({}, "nothing says which figures"),
        ({"of": "imports"}, "since=None is not a year"),
        ({"of": "rank", "since": 2023}, "the revisions of 'rank' cannot be drawn"),
        ({"of": [sheet.names["bought_then"]]}, "the fact 'bought_then' is as of an earlier day"),
        ({"of": sheet.names["bought_24"]}, "no figure is held in two vintages"),
    ):
        with pytest.raises(TradeError, match=said) as met:
            asked(sheet, "revisions", **options)
        assert met.value.remedy


def test_a_mirror_asks_both_ends(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "[samples, kenya]", facts="  bought_24: imports, 2024")
    plan = asked(sheet, "mirror", of="bought")
    assert [row[0] for row in plan.rows] == ["2022", "2023", "2024"]
    assert rows(plan)[2] == ("2024", "486.7", "144.0", "+342.7")
    assert plan.header[1:3] == ("Sold, as the US reports it", "Bought, as Kenya reports it")
    assert "The United States’ total exports (f.a.s. value), and Kenya’s imports (at the border)" in plan.subtitle


def test_a_mirror_needs_a_dataset_of_each_end(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "samples", facts="  bought_24: imports, 2024")
    with pytest.raises(TradeError, match="no dataset of this page has the exports that Kenya reports") as met:
        asked(sheet, "mirror", of="exports")
    assert "imf-china" in met.value.remedy
    with pytest.raises(TradeError, match="'balance' is no flow with two ends"):
        asked(sheet, "mirror", of="balance")


def test_a_year_that_the_record_does_not_hold_is_a_gap(tmp_path: Path) -> None:
    holed = Release(
        known=date(2025, 2, 5),
        covers="2020..2024",
        rows=[
            *(
                row
                for year in (2020, 2021, 2023, 2024)
                for row in monthly("KEN", "imports", f"{year}-01", [MILLION] * 12)
            ),
            *monthly("KEN", "exports", "2020-01", [2 * MILLION] * 60),
        ],
    )
    write_dataset(tmp_path / "data" / "holed", holed)
    sheet = sheet_of(tmp_path, "holed", facts="  sold_24: exports, 2024")
    plan = asked(sheet, "balance")
    assert rows(plan)[2] == ("2022", "no figure", "24.0", "no figure")
    assert "No balance for 2022." in plan.chart.in_words
