"""A vintage is named for its month, for its day where the month has one, and newer ones are newer by name too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from trade_samples import PASSPORT, dataset

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import vintages

DAY = date(2026, 10, 6)


def put(folder: Path, vintage: str, known: date, content: bytes) -> vintages.Recorded:
    release = vintages.Release(vintage=vintage, known=known, covers=Period.parse("2026-01"), origin="by hand")
    return vintages.put_on_record(folder, release, content, None)


def test_the_month_and_where_it_is_taken_the_day(tmp_path: Path) -> None:
    folder = dataset(tmp_path)
    assert vintages.id_for(folder, DAY, b"new", None) == "2026-10"
    put(folder, "2026-10", date(2026, 10, 1), b"old")
    assert vintages.id_for(folder, DAY, b"old", None) == "2026-10"  # the same content is the same vintage
    assert vintages.id_for(folder, DAY, b"new", None) == "2026-10-06"
    assert vintages.id_for(folder, DAY, b"old", b"and groups") == "2026-10-06"
    put(folder, "2026-10-06", DAY, b"new")
    put(folder, "2026-11", date(2026, 11, 4), b"newer")
    listed = yaml.safe_load((folder / "dataset.yml").read_text())["resources"]
    assert [entry["vintage"] for entry in listed] == ["2026-10", "2026-10-06", "2026-11"]
    assert {path.name for path in folder.iterdir()} == {
        "dataset.yml", "2026-10.csv", "2026-10-06.csv", "2026-11.csv"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("vintage", "told"),
    [
        ("2026-9", "'2026-9' is not a vintage. Name its month, such as 2026-10, or its day."),
        ("2026-10-32", "'2026-10-32' is not a vintage."),
        ("2026-10-05", "vintage 2026-10-05 is not of the day it was known, 2026-10-06. Call it 2026-10, or 2026-10-06"),
        ("2026-09", "vintage 2026-09 is not of the day it was known"),
    ],
)
def test_an_id_fits_its_day(tmp_path: Path, vintage: str, told: str) -> None:
    folder = dataset(tmp_path)
    with pytest.raises(TradeError) as raised:
        put(folder, vintage, DAY, b"")
    assert told in str(raised.value)
    assert (folder / "dataset.yml").read_text() == PASSPORT
