"""JSON lines of duty: twelve months of duty and of value, whose totals and rates must add up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from trade_samples import dataset, run_import, write_lines

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import duties
from macros.sources.published import Reading


def row(code: str, year: int, months: list[tuple[int, int]], **wrong: object) -> str:
    """A line with its rates and totals worked out, each month a duty and a value, but for what is said to be wrong."""
    pad: list[int | float | None] = [None] * (12 - len(months))
    charged, value = sum(duty for duty, _ in months), sum(value for _, value in months)
    return json.dumps(
        {
            "country_code": code,
            "year": year,
            "duties": [duty for duty, _ in months] + pad,
            "import_value": [value for _, value in months] + pad,
            "rate": [round(duty / value, 5) for duty, value in months] + pad,
            "duties_year": charged,
            "import_value_year": value,
            "rate_year": round(charged / value, 5),
        }
        | wrong
    )


YEAR = [(1, 8), *[(2, 4)] * 11]


def read(tmp_path: Path, *lines: str) -> Reading:
    return duties.read([write_lines(tmp_path / "d.jsonl", *lines)])


def test_months_are_stored_and_totals_are_not(tmp_path: Path) -> None:
    reading = read(tmp_path, row("KEN", 2025, YEAR), row("KEN", 2026, [(3, 10), (0, 7)]), row("MEX", 2025, YEAR))
    assert reading.covers == Period.parse("2025-01..2026-02")
    assert len(reading.kept) == 2 * (12 + 2 + 12)
    kenya = {(n.flow, str(n.period)): n.value for n in reading.kept if n.partner == "KEN"}
    assert (kenya["duty", "2025-01"], kenya["consumption", "2025-01"], kenya["duty", "2026-02"]) == (1, 8, 0)
    assert {n.precision for n in reading.kept} == {1}
    assert reading.account == ("3 totals of a year, and the rates: checked against the months, and not stored",)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"country_code": "KEX"}, "no place has the code 'KEX'. Did you mean 'MEX' or 'KEN'?"),
        (
            {"duties_year": 24},
            "'duties' of KEN in 2025 add to 23, but the total is 24. Compare with the source.",
        ),
        (
            {"rate_year": 0.5},
            "a rate of KEN in 2025 is 0.5, but 23 over 52 is 0.44231. Compare with the source.",
        ),
        ({"rate": [0.2, *[0.5] * 11]}, "a rate of KEN in 2025 is 0.2, but 1 over 8 is 0.12500. Compare with the source."),
        (
            {"duties": [1, None, *[2] * 10]},
            "'import_value' of KEN have a gap: null before or a number after month 1. "
            "Only months not yet published are null, in every list alike.",
        ),
        ({"duties": [1.5, *[2] * 11]}, "'duties' are not whole dollars, zero or more. Compare with the source."),
        ({"import_value": [-8, *[4] * 11]}, "'import_value' are not whole dollars, zero or more. Compare with the source."),
        ({"import_value": [8]}, "'import_value' are not twelve months. Compare with the source."),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_named_with_its_line(tmp_path: Path, wrong: dict[str, object], told: str) -> None:
    with pytest.raises(TradeError) as raised:
        read(tmp_path, row("MEX", 2025, YEAR), row("KEN", 2025, YEAR, **wrong))
    assert str(raised.value) == f"d.jsonl:2: {told}"


def test_a_file_cut_off_and_one_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as raised:
        read(tmp_path, row("KEN", 2025, YEAR)[:40], '{"country_code": "KEN", "year": 2025}')
    lines = str(raised.value).splitlines()
    assert lines[0].startswith("d.jsonl:1: not JSON (")
    assert lines[1].startswith("d.jsonl:2: no import_value, duties, rate, import_value_year, duties_year, rate_year.")


def test_a_vintage_of_duties(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dataset(tmp_path / "data", "us-duties")
    source = write_lines(tmp_path / "d.jsonl", row("KEN", 2026, [(3, 10)]))
    words = ["--vintage", "2026-10", "--known", "2026-10-01", "--data", tmp_path / "data"]
    assert run_import("us-goods", "--duties", source, *words) == 1
    assert capsys.readouterr().out.startswith("not one source that fits us-goods.")
    assert run_import("us-duties", "--duties", source, *words) == 0
    assert (folder / "2026-10.csv").read_text() == (
        "partner,flow,period,value,precision\nKEN,consumption,2026-01,10,1\nKEN,duty,2026-01,3,1\n"
    )
