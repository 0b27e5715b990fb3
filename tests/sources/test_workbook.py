"""The workbook says less than it seems to: zeros, roundings and codes that have to be known."""

from __future__ import annotations

from pathlib import Path

import pytest
from trade_samples import ABSENT, months, workbook_row, write_workbook

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import workbook
from macros.sources.published import Published, Reading

KENYA, SUDAN_BEFORE, SUDAN, ISRAEL_BEFORE = "7790", "7320", "7321", "5080"


def read(tmp_path: Path, *rows: list[object]) -> Reading:
    return workbook.read(write_workbook(tmp_path / "country.xlsx", *rows))


def of(reading: Reading, partner: str, flow: str = "imports") -> dict[str, Published]:
    return {str(n.period): n for n in reading.kept if (n.partner, n.flow) == (partner, flow)}


def complaint(tmp_path: Path, *rows: list[object]) -> str:
    with pytest.raises(TradeError) as raised:
        read(tmp_path, *rows)
    return str(raised.value)


def test_months_not_yet_published_are_cut_and_a_nil_among_the_published_stays(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        workbook_row(2024, KENYA, months(1.25, 0, 0), months(2.5, 0, 0)),
        workbook_row(2024, "7830", months(3.25, 0, 4.125)),
    )
    assert reading.covers == Period.parse("2024-01..2024-03")
    assert {month: n.value for month, n in of(reading, "KEN").items()} == {
        "2024-01": 1_250_000,
        "2024-02": 0,
        "2024-03": 0,
    }


def test_precision_is_told_by_a_year_and_not_by_a_value(tmp_path: Path) -> None:
    tenths, dollars = [59.1] * 12, [0.123456] * 11 + [59.1]
    reading = read(tmp_path, workbook_row(2002, KENYA, tenths), workbook_row(2003, KENYA, dollars))
    kenya = of(reading, "KEN")
    assert (kenya["2002-12"].value, kenya["2002-12"].precision) == (59_100_000, 100_000)
    assert (kenya["2003-12"].value, kenya["2003-12"].precision) == (59_100_000, 1)


@pytest.mark.parametrize(
    ("year", "precision"),
    [
        ([103993.0] * 12, 1_000_000),
        ([103993.1] * 6 + [103993.0] * 6, 1_000_000),
        ([103993.1] * 11 + [103993.0], 100_000),
        ([19117.095] + [21879.6] * 11, 100_000),
        ([19117.095] * 11 + [21879.6], 1_000),
        ([19117.095123] * 11 + [21879.6], 1),
    ],
)
def test_a_group_has_a_precision_of_its_own(tmp_path: Path, year: list[float], precision: int) -> None:
    reading = read(tmp_path, workbook_row(2004, KENYA, [1.123456] * 12), workbook_row(2004, "0015", year))
    assert {n.precision for n in of(reading, "world").values()} == {precision}
    assert {n.precision for n in of(reading, "KEN").values()} == {1}


def test_the_seasonally_adjusted_world_is_left_out_and_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, workbook_row(2024, KENYA, months(1.5)), workbook_row(2024, "0004", months(9.0, 9.5)))
    assert {n.partner for n in reading.kept} == {"KEN"}
    assert reading.covers == Period.parse("2024-01")
    assert "1 rows of the seasonally adjusted world (0004): left out, another series" in reading.account


def test_a_nil_outside_the_life_of_a_code_is_no_observation(tmp_path: Path) -> None:
    year = [0.5] * 7 + [0.0] * 5
    reading = read(
        tmp_path,
        workbook_row(2011, SUDAN_BEFORE, year),
        workbook_row(2011, SUDAN, [0.0] * 7 + [0.5] * 5),
        workbook_row(2011, ISRAEL_BEFORE, ABSENT),
    )
    assert list(of(reading, "SDN-2011")) == [f"2011-{month:02}" for month in range(1, 8)]
    assert list(of(reading, "SDN")) == [f"2011-{month:02}" for month in range(8, 13)]
    assert not of(reading, "ISR")


def test_a_value_outside_the_life_of_a_code_stays(tmp_path: Path) -> None:
    reading = read(tmp_path, workbook_row(1993, "7749", [0.4, *[0.0] * 5, *[1.5] * 6]))
    assert list(of(reading, "ETH")) == ["1993-01", *[f"1993-{month:02}" for month in range(7, 13)]]


def test_a_flow_not_compiled_for_a_group_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, workbook_row(2021, "0021", months(7.5)), workbook_row(2021, KENYA, months(1.5)))
    assert not of(reading, "usmca-mexico", "exports")
    assert of(reading, "KEN", "exports")["2021-01"].value == 0
    assert "exports of usmca-mexico: left out, nil in every month, so not compiled" in reading.account


def test_binary_noise_is_no_part_of_a_dollar(tmp_path: Path) -> None:
    reading = read(tmp_path, workbook_row(2024, KENYA, months(9.496448000000001, 0.000029999999999999997)))
    assert [n.value for n in of(reading, "KEN").values()] == [9_496_448, 30]


def test_all_that_is_wrong_is_named_with_its_row(tmp_path: Path) -> None:
    total_off = workbook_row(2024, "7830", months(1.5))
    total_off[15] = 2.5
    assert complaint(tmp_path, workbook_row(2024, KENYA, months(1.5)), total_off) == (
        "country.xlsx:3: imports with Tanzania in 2024 are 2.5, but the months add to 1.5 million. "
        "Compare with the source."
    )
    bad_cell = workbook_row(2024, KENYA, months(1.5))
    bad_cell[3] = "1,204"
    assert complaint(tmp_path, bad_cell, workbook_row(2024, "7777", ABSENT), workbook_row(24, KENYA, ABSENT)) == (
        "country.xlsx:2: IJAN is '1,204', not a number. A month without trade is 0 in this file.\n"
        "country.xlsx:4: '24' is not a year. Expected four digits.\n"
        "country.xlsx: Schedule C 7777, 'name', is no place we know. "
        "Look at it, then put this row into data/places/schedule_c.csv: 7777,SC-7777,country,name,,,,"
    )
    assert complaint(tmp_path, workbook_row(2024, KENYA, months(-1.5))) == (
        "country.xlsx:2: -1.5 million is not a whole number of dollars, zero or more. Compare with the source."
    )
    assert complaint(tmp_path, workbook_row(2024, KENYA, ABSENT)) == (
        "country.xlsx: no month has a value. Compare with the source."
    )


def test_a_total_may_differ_by_rounding(tmp_path: Path) -> None:
    row = workbook_row(1992, KENYA, [1.1] * 12)
    row[15] = 13.2 + 0.6
    assert of(read(tmp_path, row), "KEN")["1992"].value == 13_800_000
    row[15] = 13.2 + 0.7
    assert "but the months add to 13.2 million" in complaint(tmp_path, row)


def test_totals_that_are_more_than_sums_are_kept_for_their_whole_year(tmp_path: Path) -> None:
    better = workbook_row(2026, KENYA, months(1.1, 2.1))
    better[15] = 3.3
    reading = read(
        tmp_path,
        workbook_row(2025, KENYA, [1.1] * 12),
        better,
        workbook_row(2026, "7830", months(0.4, 0.4), months(0.1)),
    )
    totals = [(n.partner, n.flow, str(n.period), n.value, n.precision) for n in reading.kept if len(n.period) > 1]
    assert (
        totals
        == [
            ("KEN", "imports", "2026-01..2026-02", 3_300_000, 100_000),
            ("KEN", "exports", "2026-01..2026-02", 0, 100_000),
            ("TZA", "imports", "2026-01..2026-02", 800_000, 100_000),
            ("TZA", "exports", "2026-01..2026-02", 100_000, 100_000),
        ]
        or totals
    )
    assert (
        "4 totals of a year or a year to date: stored, for the publisher added them up before rounding"
        in reading.account
    )
    assert (
        "2 yearly totals: checked against their months and not stored, for they are no more than the sums"
        in reading.account
    )


def test_an_error_page_and_a_renamed_column(tmp_path: Path) -> None:
    page = tmp_path / "country.xlsx"
    page.write_text("<html>Service unavailable</html>")
    with pytest.raises(
        TradeError, match=r"^country\.xlsx: not a readable Excel workbook \(File is not a zip file\)\. Open"
    ):
        workbook.read(page)
    header = ["YEAR" if column == "year" else column for column in workbook.COLUMNS]
    write_workbook(page, workbook_row(2024, KENYA, ABSENT), header=header)
    with pytest.raises(TradeError, match=r"^country\.xlsx:1: no column year\. Expected year, CTY_CODE"):
        workbook.read(page)
