"""Schemes: a state is of a day, each standing has a source, and what is wrong is named by file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from record import CLUB, MEMBERS, write_scheme

from macros.errors import Problems, TradeError
from macros.store.schemes import Scheme, names

ROWS = "2024-01-01,KEN,LIST,\n2026-01-01,KEN,LIST,\n2026-01-01,UGA,LIST,back\n"


def written(root: Path, rows: str = MEMBERS + ROWS, passport: str = CLUB) -> Path:
    return write_scheme(root, rows, passport)


def test_the_newest_state_known_on_a_day_answers(tmp_path: Path) -> None:
    scheme = Scheme.read(written(tmp_path))
    assert scheme.state(date(2025, 12, 31))[0] == date(2024, 1, 1)
    day, members = scheme.state(date(2026, 5, 1))
    assert day == date(2026, 1, 1)
    assert list(members) == ["KEN", "UGA"]
    assert members["UGA"].note == "back"
    assert names(tmp_path / "data") == ("club",)


def test_before_the_first_state_nothing_is_known(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match=r"'club' has no state as of 2023-12-31\. The first is of 2024-01-01\."):
        Scheme.read(written(tmp_path)).state(date(2023, 12, 31))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2024-13-01,KEN,LIST,", "data/club/beneficiaries.csv:2: '2024-13-01' is not a day. Write it as 2026-05-19."),
        ("2024-01-01,XXX,LIST,", "data/club/beneficiaries.csv:2: no place has the code 'XXX'."),
        ("2024-01-01,KEN,,", "data/club/beneficiaries.csv:2: 'KEN' has no source."),
        ("2024-01-01,KEN,LISTE,", "the passport has no source 'LISTE'. Did you mean 'LIST'?"),
        ("2024-01-01,KEN,LIST", "data/club/beneficiaries.csv:2: the row has not one value for each column."),
        ("2024-01-01,KEN,LIST,\n2024-01-01,KEN,LIST,", "beneficiaries.csv:3: Kenya is given twice for 2024-01-01."),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(Problems) as met:
        Scheme.read(written(tmp_path, MEMBERS + row + "\n"))
    assert said in str(met.value)


def test_a_file_without_rows_or_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match="the file has no row"):
        Scheme.read(written(tmp_path / "a", MEMBERS))
    with pytest.raises(TradeError, match="the columns are place, day"):
        Scheme.read(written(tmp_path / "b", "place,day\n"))


def test_a_passport_without_a_key_and_a_scheme_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match=r"data/club/dataset.yml: the passport has no 'within'"):
        Scheme.read(written(tmp_path, passport=CLUB.replace("within:", "inside:")))
    with pytest.raises(TradeError, match=r"there is no scheme 'clubs'\. Did you mean 'club'\?"):
        Scheme.read(tmp_path / "data" / "clubs")
