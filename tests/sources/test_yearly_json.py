"""Yearly JSON: months rounded to 0.1 million, totals better than their sum, null where none is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from trade_samples import json_row, write_lines

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import sums, yearly_json
from macros.sources.published import Reading

YEAR: list[float | None] = [1.5] * 12


def read(tmp_path: Path, *lines: str) -> Reading:
    return yearly_json.read([write_lines(tmp_path / "a.jsonl", *lines)])


def complaint(tmp_path: Path, *lines: str) -> str:
    with pytest.raises(TradeError) as raised:
        read(tmp_path, *lines)
    return str(raised.value)


def test_totals_are_stored_as_the_period_they_speak_for(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        json_row("KEN", 2025, YEAR, YEAR, exports_year=18.2),
        json_row("KEN", 2026, [0.1, 59.1], [0, 2.5], exports_year=59.3),
    )
    assert reading.covers == Period.parse("2025-01..2026-02")
    exports = {str(n.period): n.value for n in reading.kept if n.flow == "exports"}
    assert exports["2025"] == 18_200_000
    assert exports["2026-02"] == 59_100_000
    assert exports["2026-01..2026-02"] == 59_300_000
    assert len(exports) == 12 + 1 + 2 + 1
    assert {n.precision for n in reading.kept} == {100_000}
    assert not sums.months_to_totals(reading)


def test_after_one_month_its_total_is_not_stored_twice(tmp_path: Path) -> None:
    reading = read(tmp_path, json_row("KEN", 2026, [0.1], [0.2]))
    assert [str(n.period) for n in reading.kept] == ["2026-01", "2026-01"]


def test_groups_have_the_workbooks_codes_and_a_flow_not_compiled_is_left_out(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        json_row("AGG_0021", 2026, [0, 0], [1.5, 1]),
        json_row("AGG_0013", 2026, [1, 1], [1, 1]),
        json_row("XKX", 2026, [0, 0], [0, 0]),
    )
    assert {(n.partner, n.flow) for n in reading.kept} == {
        ("usmca-mexico", "imports"),
        ("africa", "imports"),
        ("africa", "exports"),
        ("XKX", "imports"),
        ("XKX", "exports"),
    }
    assert reading.account[0] == "exports of usmca-mexico: left out, nil in every month, so not compiled"


def test_a_total_further_off_than_rounding(tmp_path: Path) -> None:
    reading = read(tmp_path, json_row("KEN", 2025, YEAR, YEAR, exports_year=18.7))
    assert str(sums.months_to_totals(reading)) == (
        "a.jsonl:1: exports with Kenya in 2025 are 18.7, but the months add to 18 million. Compare with the source."
    )
    assert not sums.months_to_totals(read(tmp_path, json_row("KEN", 2025, YEAR, YEAR, exports_year=18.6)))


def test_all_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    lines = [
        json_row("KEN", 2026, [1, None], [1, 1]),
        json_row("UGA", 2026, [1, 1], [1, 1], balance_year=3),
        json_row("KEX", 2026, [1, 1], [1, 1]),
        json_row("TZA", 2026, [1.25, 1], [1, 1]),
    ]
    assert complaint(tmp_path, *lines).splitlines() == [
        "a.jsonl:1: exports of KEN have a gap: null before or a number after month 2. "
        "Only months not yet published are null, for all partners alike.",
        "a.jsonl:2: the balance of UGA in 2026 is 3, but exports less imports are 0. Compare with the source.",
        "a.jsonl:3: no place has the code 'KEX'. Did you mean 'MEX' or 'KEN'?",
        "a.jsonl:4: exports of TZA in 2026-01 are 1.25 million, finer than 0.1. "
        "The source has changed its rounding: the importer must learn the new one.",
    ]


def test_a_file_cut_off_and_a_year_not_whole(tmp_path: Path) -> None:
    whole = json_row("KEN", 2025, YEAR, YEAR)
    assert complaint(tmp_path, whole, whole[:40]).startswith("a.jsonl:2: not JSON (")
    assert complaint(tmp_path, '{"country_code": "KEN"}') == (
        "a.jsonl:1: no year, exports, imports, exports_year, imports_year, balance_year. "
        "Expected country_code, year, exports, imports, exports_year, imports_year, balance_year."
    )
    assert complaint(tmp_path, json_row("KEN", 2024, [1, 1], [1, 1]), whole) == (
        "a.jsonl: 2024 has 2 months published. Give a whole file for each year."
    )
    assert complaint(tmp_path, json_row("KEN", 2023, YEAR, YEAR), whole) == (
        "a.jsonl: 2024 has 0 months published. Give a whole file for each year."
    )
