"""The charts of parts and of many: what they ask of the record, what they say of it, and what they refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from record import MILLION, TENTH, Release, Row, monthly, total, write_dataset

from macros.errors import TradeError
from macros.pages.desk import Desk
from macros.pages.plans import KINDS
from macros.pages.plans.plan import Plan
from macros.pages.sheet import Sheet

HEAD = """---
title: Parts
trade: {{data: [{data}], side: {side}, partner: {partner}}}
facts:
{facts}
---

Nothing.
"""
_SIZES = {"KEN": 20, "UGA": 30, "GHA": 10, "NGA": 25, "ZAF": 60, "EGY": 40, "TZA": 5}


def _flows(flow: str, codes: list[str], first: str, months: int, times: int = 1) -> list[Row]:
    return [
        row
        for code in codes
        for row in monthly(code, flow, first, [_SIZES[code] * times * MILLION] * months, precision=TENTH)
    ]


WORLD = Release(
    known=date(2025, 9, 5),
    covers="2022-01..2025-06",
    rows=[
        *_flows("imports", [*_SIZES], "2022-01", 42),
        *_flows("exports", ["KEN", "UGA"], "2023-01", 30, times=2),
        *total("GHA", "exports", "2024", 1900 * MILLION),
    ],
    groups=[
        *monthly("africa", "imports", "2022-01", [200 * MILLION] * 42, precision=TENTH),
        *monthly("africa", "exports", "2022-01", [200 * MILLION] * 42, precision=TENTH),
        *monthly("world", "imports", "2022-01", [1000 * MILLION] * 42, precision=TENTH),
    ],
)
PRODUCTS = Release(
    known=date(2025, 2, 5),
    covers="2023..2024",
    rows=[
        row
        for chapter, (before, now) in {
            "09": (10, 10), "61": (5, 9), "62": (20, 21), "06": (4, 4), "07": (3, 3), "08": (2, 2), "26": (1, 0), "12": (0, 1),
        }.items()
        for row in monthly("KEN", "imports", "2023-01", [before * MILLION] * 12 + [now * MILLION] * 12, product=chapter)
    ],
)  # fmt: skip


def sheet_of(
    root: Path, side: str = "Kenya", partner: str = "United States", facts: str = "  sold: exports, 2024"
) -> Sheet:
    """A page on a record made up for it."""
    write_dataset(root / "data" / "samples", WORLD)
    folder = write_dataset(root / "data" / "chapters", PRODUCTS, nil_where_absent=True)
    names = {
        "06": "Flowers",
        "07": "Vegetables",
        "08": "Nuts",
        "09": "Coffee",
        "12": "Seeds",
        "61": "Knitted",
        "62": "Woven",
    }
    listed = "".join(f"{code},{name}\n" for code, name in names.items())
    (folder / "products.csv").write_text(f"product,name\n{listed}26,Ores\n", encoding="utf-8")
    (root / "docs").mkdir()
    page = HEAD.format(data="samples, chapters", side=side, partner=partner, facts=facts)
    (root / "docs" / "page.md").write_text(page, encoding="utf-8")
    sheet = Desk(root, date(2025, 10, 1)).sheet("page.md")
    assert str(sheet.problems) == ""
    return sheet


GOODS = "  goods: exports of every product, 2024"


def asked(sheet: Sheet, kind: str, **options: Any) -> Plan:
    return KINDS[kind](sheet, **options)


def plain(plan: Plan) -> str:
    return plan.subtitle.replace("\xa0", " ")


def test_shares_of_partners_in_a_group(tmp_path: Path) -> None:
    plan = asked(sheet_of(tmp_path), "share", partners=["Uganda", "Kenya"], group="Africa")
    assert plan.header == ("%", "Uganda", "Kenya", "All others")
    assert plan.rows == tuple((year, "15.0", "10.0", "75.0") for year in ("2022", "2023", "2024"))
    assert plain(plan) == (
        "Shares of the goods that Africa sold to the United States; %, full years 2022 to 2024; the months of 2025 are left out"
    )
    assert [part.emphasis for part in plan.chart.parts] == [False, True, False]  # type: ignore[attr-defined]
    assert plan.chart.flow == "sold"  # type: ignore[attr-defined]


def test_the_five_largest_of_a_group_and_the_pages_own(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, side="Ghana")
    assert asked(sheet, "share", group="Africa").header[1:-1] == ("South Africa", "Egypt", "Uganda", "Nigeria", "Ghana")
    assert asked(sheet, "share").subtitle.startswith("Shares of the goods that all partners sold to")


def test_shares_in_what_the_reporter_bought(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, side="United States", partner="Kenya")
    plan = asked(sheet, "share", of="imports", partners=["Kenya"], since=2024, form="bars")
    assert plan.chart.flow == "bought"  # type: ignore[attr-defined]
    assert plan.rows == (("2024", "2.0", "98.0"),)


def test_shares_by_period_are_bars_if_asked(tmp_path: Path) -> None:
    plan = asked(sheet_of(tmp_path), "share", partners=["Kenya"], group="Africa", since=2024, form="bars")
    assert not plan.chart.areas  # type: ignore[attr-defined]


def test_shares_of_products(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, facts=GOODS)
    plan = asked(sheet, "share", of=sheet.names["goods"], since=2023)
    assert plan.header == ("%", "Woven", "Coffee", "Knitted", "Flowers", "Vegetables", "3 other chapters")
    assert plan.rows == (
        ("2023", "44.4", "22.2", "11.1", "8.9", "6.7", "6.7"),
        ("2024", "42.0", "20.0", "18.0", "8.0", "6.0", "6.0"),
    )
    assert "full years 2023 and 2024" in plan.subtitle


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"of": "balance", "group": "Africa"}, "shares of 'balance' cannot be drawn"),
        ({"form": "pie"}, "cannot be drawn as 'pie'"),
        ({"partners": ["France"], "group": "Africa"}, "France is not counted to Africa"),
        ({"group": "European Union"}, "the countries of 'European Union' are not known here"),
        (
            {"partners": [*("Kenya", "Uganda", "Ghana", "Nigeria", "Egypt", "Tanzania")], "group": "Africa"},
            "6 parts cannot",
        ),
        ({"partners": ["Kenya"], "group": "Africa", "since": 1950}, "shares since 1950"),
        ({"partners": ["Kenya"], "group": "Africa", "since": "1950"}, "cannot be the text '1950'"),
        ({"partners": ["Kenya"], "group": "Africa", "since": 2024}, "no two years in a row"),
        ({"of": "imports", "partners": ["Kenya"], "group": "Africa", "since": 2022}, "no figure at the first"),
        ({"of": "imports", "partners": ["Kenya"]}, "what World bought in 2024 is not on record"),
    ],
)
def test_what_shares_refuse(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        asked(sheet_of(tmp_path), "share", **options)
    assert met.value.remedy


def test_small_multiples_of_a_group(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    plan = asked(sheet, "multiples", group="Africa", largest=2, scale="own")
    assert plain(plan) == (
        "Goods sold to and bought from the United States, each panel on a scale of its own; US$, full years 2023 to 2024; "
        "the two largest of three by two-way trade in 2024"
    )
    names = [one.name for one in plan.chart.ordered]  # type: ignore[attr-defined]
    assert names == ["Ghana", "Uganda"]
    assert [tuple(cell.replace("\xa0", " ") for cell in row) for row in plan.rows[:2]] == [
        ("Ghana", "2023", "$120 million", "no figure", "no figure"),
        ("Ghana", "2024", "$120 million", "$1,900.0 million", "−$1,780 million"),
    ]
    earlier = asked(sheet, "multiples", group="Africa", since=2022)
    assert earlier.rows[0][1:4:2] == ("2022", "no figure")


def test_small_multiples_of_the_balance_with_named_partners(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, side="United States", partner="Kenya")
    plan = asked(sheet, "multiples", of="balance", partners=["Kenya", "Uganda"], since=2023)
    assert plain(plan) == (
        "The United States’ goods balance with each (sold less bought), all on one scale; US$, full years 2023 to 2024"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "need their partners"),
        ({"of": "rank", "group": "Africa"}, "know no 'rank'"),
        ({"scale": "log", "group": "Africa"}, "know no 'log'"),
        ({"group": "Africa", "largest": 25}, "largest=25 is no number of panels"),
        ({"partners": ["Kenya"] * 25}, "25 panels are too many"),
        ({"partners": ["Kenya"], "since": 2024}, "panels since 2024 cannot be drawn"),
        ({"partners": ["Atlantis"]}, "no place is called 'Atlantis'"),
    ],
)
def test_what_small_multiples_refuse(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        asked(sheet_of(tmp_path), "multiples", **options)
    assert met.value.remedy


def test_a_treemap(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, facts=GOODS)
    plan = asked(sheet, "treemap", of=sheet.names["goods"])
    assert plain(plan) == (
        "What Kenya sold to the United States in 2024, $600.0 million, by chapter of the Harmonized System; % of the whole"
    )
    assert plan.rows[0] == ("62", "Woven", "252.0", "42.0")
    assert plan.rows[-1] == ("26", "Ores", "less than 0.1", "less than 0.1")  # as far as whole dollars tell
    with pytest.raises(TradeError, match="a treemap needs a figure over every product"):
        asked(sheet, "treemap")
