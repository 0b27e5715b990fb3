"""The chart "map" on a small record: from whose side, of when, who is left without a figure, and schemes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from record import MEMBERS, MILLION, TENTH, Release, monthly, write_dataset, write_scheme

from macros.charts.kinds.amounts_map import AmountsMap
from macros.charts.kinds.membership_map import MembershipMap
from macros.pages.desk import Desk
from macros.pages.plans.plan import Plan
from macros.pages.sheet import Sheet

PAGE = """---
title: Maps
trade: {{data: samples, side: {side}, partner: {partner}}}
facts:
  bought: imports, 2024
---

{{{{ bought }}}}

{{{{ chart("map", headline="A map", {options}) }}}}
"""


def flat(partner: str, flow: str, millions: int, last: int) -> list[tuple[str, str, str, str, int, int]]:
    """So many millions each month of 2024, and another number each month from January to July 2025."""
    return monthly(partner, flow, "2024-01", [millions * MILLION] * 12 + [last * MILLION] * 7, TENTH)


RECORD = Release(
    known=date(2025, 9, 5),
    covers="2024-01..2025-07",
    rows=[
        *flat("KEN", "exports", 10, 20),
        *flat("KEN", "imports", 30, 15),
        *flat("UGA", "exports", 4, 4),
        *flat("UGA", "imports", 2, 3),
        *flat("FRA", "exports", 90, 90),
        *flat("FRA", "imports", 80, 80),
        *flat("MLI", "exports", 1, 1),  # and nothing bought from it
        *flat("RWA", "imports", 0, 1),
    ],
)


def sheet(root: Path, options: str, side: str = "Kenya", partner: str = "United States") -> Sheet:
    (root / "docs").mkdir()
    text = PAGE.format(side=side, partner=partner, options=options)
    (root / "docs" / "page.md").write_text(text, encoding="utf-8")
    write_dataset(root / "data" / "samples", RECORD)
    write_scheme(root, f"{MEMBERS}2024-01-01,KEN,LIST,again since 2023\n2026-06-01,UGA,LIST,\n")
    return Desk(root, date(2025, 10, 1)).sheet("page.md")


def plan(root: Path, options: str, side: str = "Kenya", partner: str = "United States") -> Plan:
    read = sheet(root, options, side, partner)
    assert str(read.problems) == ""
    return read.said.charts["map"].plan


def rows(found: Plan) -> dict[str, str]:
    return {row[0]: row[-1].replace("\xa0", " ") for row in found.rows}


def test_a_balance_is_told_from_each_countrys_side_and_part_years_are_named(tmp_path: Path) -> None:
    found = plan(tmp_path, 'of="balance"')
    assert isinstance(found.chart, AmountsMap)
    assert found.subtitle.replace("\xa0", " ") == (
        "Goods balance of each country of Africa with the United States (sold less bought), January–July 2025; "
        "US$ million"
    )
    said = rows(found)
    assert list(said)[:2] == ["Uganda", "Kenya"]
    assert (said["Kenya"], said["Uganda"], said["Mali"], said["Chad"]) == ("−35", "−7", "no figure", "no figure")
    assert len(said) == 54
    assert len(found.facts) == 2
    assert [one.code for one in found.chart.countries if one.emphasis] == ["KEN"]
    assert "Natural Earth" in found.source


def test_from_the_reporters_side_the_sign_turns(tmp_path: Path) -> None:
    found = plan(tmp_path, 'of="balance", period=2024', "United States", "Kenya")
    assert found.subtitle.startswith("Goods balance of the United States with each country of Africa")
    assert found.subtitle.replace("\xa0", " ").endswith("2024; US$ million")
    said = rows(found)
    assert (said["Kenya"], said["Uganda"]) == ("−240", "+24")


def test_a_change_is_from_the_same_months_a_year_earlier(tmp_path: Path) -> None:
    found = plan(tmp_path, 'of="change", flow="imports"')
    assert found.subtitle == (
        "What each country of Africa bought from the United States, January–July 2025, against January–July 2024; %"
    )
    said = rows(found)
    assert said["Kenya"].startswith("+100")
    assert said["Chad"] == "no figure"


def test_a_change_from_nothing_is_no_figure(tmp_path: Path) -> None:
    said = rows(plan(tmp_path, 'of="change", flow="sold"'))
    assert said["Rwanda"] == "no figure"
    assert said["Kenya"].startswith("−50")


def test_the_world_is_every_country_on_record_but_the_reporter(tmp_path: Path) -> None:
    found = plan(tmp_path, 'of="sold", area="world", period="2024"')
    assert list(rows(found)) == ["France", "Kenya", "Uganda", "Rwanda", "Mali"]
    assert found.subtitle.startswith("What each partner sold to the United States, 2024")


def test_a_scheme_answers_as_of_the_pages_day(tmp_path: Path) -> None:
    found = plan(tmp_path, 'of="club"')
    assert isinstance(found.chart, MembershipMap)
    assert found.subtitle == "Countries in the club, as of 1 January 2024"
    assert found.rows[0] == ("Kenya", "Member", "Again since 2023")
    assert len(found.rows) == 54
    assert found.facts == ()
    assert found.source.startswith("The club. Map: Natural Earth")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ('of="balanse"', "a map of 'balanse' cannot be drawn. Did you mean 'balance'?"),
        ('of="trade"', "a map of 'trade' cannot be drawn."),
        ('area="asia"', "there is no map of 'asia'. Did you mean 'africa'?"),
        ('of="change", flow="balance"', "a map of the change of 'balance' cannot be drawn."),
        (
            'period="2019"',
            "no country of the map has a figure for 2019. Choose another period; the record ends with 2025-07.",
        ),
        ('period="last year"', "'last year' is not a period"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, options: str, said: str) -> None:
    assert said in str(sheet(tmp_path, options).problems)
