"""What comes into product detail: USA Trade Online's tables and the API's rows, every mistake with its place, no cell guessed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from trade_samples import write_lines

from macros.detail.duck import parquet_rows
from macros.detail.engines import Settings
from macros.errors import TradeError
from macros.sources.api_detail import Answers
from macros.sources.decisions import Decisions
from macros.sources.usatrade import Tables

HEADER = "Commodity,Country,District,Time,Customs  Value (Cons) ($US),Unnamed: 5"
COFFEE = '"0901110025 Coffee, Arabica, Not Roasted (kg)"'


def read(path: Path, repairs: Sequence[Sequence[str]] = (), skips: Sequence[Sequence[str]] = ()) -> list[Any]:
    decisions = Decisions.given(repairs, skips)
    tables = Tables([path], decisions)
    lines = [tuple(line) for line in tables.lines()]
    decisions.require_met()
    return [lines, tables.names, decisions.notes]


def test_a_table_of_usa_trade_online(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "2024.csv",
        HEADER,
        f'{COFFEE},Congo (Kinshasa),All Districts,2024,"49,145,489",',
        f"{COFFEE},Kenya,All Districts,2024,0,",
        "9999950000 Estimated Imports Of Low Valued Transactions (x),Cabo Verde,All Districts,2024,12,",
    )
    assert read(path) == [
        [
            ("COD", "consumption", "0901110025", "2024", 49145489, "2024.csv:2"),
            ("KEN", "consumption", "0901110025", "2024", 0, "2024.csv:3"),
            ("CPV", "consumption", "9999950000", "2024", 12, "2024.csv:4"),
        ],
        {
            "0901110025": "Coffee, Arabica, Not Roasted",
            "9999950000": "Estimated Imports Of Low Valued Transactions",
        },
        [],
    ]


def test_what_is_wrong_in_a_table_is_told_with_its_line(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "2024.csv",
        HEADER,
        f'{COFFEE},Kenya,All Districts,2024,"49,14",',
        f"{COFFEE},Wakanda,All Districts,2024,5,",
        f"{COFFEE},Kenya,Houston-Galveston,2024,5,",
        "Coffee,Kenya,All Districts,2024,5,",
        f"{COFFEE},Ken",
    )
    with pytest.raises(TradeError) as raised:
        read(path)
    told = str(raised.value).splitlines()
    assert told[0] == (
        "2024.csv:2: the value of 0901110025 of Kenya in 2024 is '49,14'. "
        "Look it up, then decide: --repair '2024.csv:2' VALUE 'why', or --skip '2024.csv:2' 'why'."
    )
    assert told[1].startswith("2024.csv:3: no place is called 'Wakanda'.")
    assert told[2:4] == [
        "2024.csv:4: the district is 'Houston-Galveston'. Save the table for All Districts.",
        "2024.csv:5: 'Coffee' is not a code and a name. The line may be cut off.",
    ]
    assert told[4] == "2024.csv:6: the line is cut off. Save the table again."


def test_another_measure_is_refused(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "2024.csv", "Commodity,Country,Time,Shipping Weight (Kg)", f"{COFFEE},Kenya,2024,5")
    with pytest.raises(
        TradeError, match=r"^2024\.csv:1: no column Customs Value \(Cons\) \(\$US\)\. Save that measure"
    ):
        read(path)


BAD = (HEADER, f"{COFFEE},Kenya,All Districts,2024,7,", f'{COFFEE},Uganda,All Districts,2024,"2,429=",')


@pytest.mark.parametrize(
    ("repairs", "skips", "values", "note"),
    [
        ([("2024.csv:3", "2429", "a slip")], [], [7, 2429], "was read as 2429: a slip"),
        ([], [("2024.csv:3", "no other source")], [7], "was left out: no other source"),
    ],
)
def test_a_cell_that_cannot_be_read_is_decided_by_a_person_and_noted(
    tmp_path: Path,
    repairs: list[tuple[str, str, str]],
    skips: list[tuple[str, str]],
    values: list[int],
    note: str,
) -> None:
    lines, _, notes = read(write_lines(tmp_path / "2024.csv", *BAD), repairs, skips)
    assert [line[4] for line in lines] == values
    assert notes == [f"0901110025 of Uganda in 2024: '2,429=' at 2024.csv:3 {note}"]


@pytest.mark.parametrize("place", ["2024.csv:2", "2023.csv:3"])
def test_a_decision_about_no_unreadable_cell_is_refused(tmp_path: Path, place: str) -> None:
    path = write_lines(tmp_path / "2024.csv", *BAD)
    with pytest.raises(TradeError) as raised:
        read(path, [("2024.csv:3", "2429", "a slip")], [(place, "why not")])
    assert str(raised.value) == (
        f"a decision is given on {place}, where no unreadable value was met. Leave it out, or mend its place."
    )


def test_a_repair_is_whole_dollars() -> None:
    with pytest.raises(TradeError, match=r"^the repair of f:3 is '2,429'\. Give whole dollars in plain digits"):
        Decisions.given([("f:3", "2,429", "a slip")], [])


def rows_of(*rows: dict[str, Any]) -> Answers:
    return Answers(((f"row {number}", row) for number, row in enumerate(rows, 1)), Decisions())


API = {"I_COMMODITY": "61", "CTY_CODE": "7790", "YEAR": "2024", "MONTH": "07", "COMM_LVL": "HS2"}


def test_rows_of_the_api_as_text_or_numbers_and_with_two_measures() -> None:
    answers = rows_of(
        {**API, "GEN_VAL_MO": "5", "CON_VAL_MO": 4, "I_COMMODITY_SDESC": "APPAREL, KNIT"},
        {**API, "CTY_CODE": "0003", "GEN_VAL_MO": 0},
        {"E_COMMODITY": "8802400040", "CTY_CODE": "7790", "YEAR": "2024", "MONTH": "07", "ALL_VAL_MO": "9"},
    )
    assert [tuple(line) for line in answers.lines()] == [
        ("KEN", "imports", "61", "2024-07", 5, "row 1"),
        ("KEN", "consumption", "61", "2024-07", 4, "row 1"),
        ("european-union", "imports", "61", "2024-07", 0, "row 2"),
        ("KEN", "exports", "8802400040", "2024-07", 9, "row 3"),
    ]
    assert answers.names == {"61": "APPAREL, KNIT"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({**API, "GEN_VAL_MO": None}, "row 1: the value of 61 of KEN in 2024-07 is 'None'. Look it up, then decide:"),
        ({**API, "GEN_VAL_MO": "5", "CTY_CODE": "9XXX"}, "row 1: '9XXX' is no code of the API that we know."),
        ({**API, "GEN_VAL_MO": "5", "COMM_LVL": "HS4"}, "row 1: '61' is not of the level HS4. The row may be cut off."),
        ({"CTY_CODE": "7790", "YEAR": "2024"}, "row 1: no column MONTH, I_COMMODITY or E_COMMODITY, GEN_VAL_MO or"),
    ],
)
def test_rows_of_the_api_that_cannot_be_read(row: dict[str, Any], told: str) -> None:
    with pytest.raises(TradeError) as raised:
        list(rows_of(row).lines())
    assert str(raised.value).startswith(told)


def test_rows_come_as_they_are_asked_for_and_end_when_all_are_wrong() -> None:
    taken = []

    def endless() -> Any:
        while True:
            taken.append(1)
            yield f"row {len(taken)}", {**API, "GEN_VAL_MO": "5" if len(taken) < 3 else "x"}

    lines = Answers(endless(), Decisions()).lines()
    assert (next(lines).value, len(taken)) == (5, 1)
    with pytest.raises(TradeError):
        list(lines)
    assert len(taken) == 22


def test_a_parquet_file_of_the_api(tmp_path: Path) -> None:
    path = tmp_path / "hs2.parquet"
    with duckdb.connect() as connection:
        connection.sql("SELECT '61' AS I_COMMODITY, 5::BIGINT AS GEN_VAL_MO").write_parquet(str(path))
    assert list(parquet_rows(path, Settings())) == [("hs2.parquet, row 1", {"I_COMMODITY": "61", "GEN_VAL_MO": 5})]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TradeError, match=r"^hs2\.parquet: the file cannot be read as Parquet: .* It may be cut off"):
        list(parquet_rows(path, Settings()))
