"""`python -m macros detail`: from a source's file into product detail, and from there, summed, on record."""

from __future__ import annotations

import argparse
import errno
import re
import shlex
from pathlib import Path

import pytest
import yaml
from small_site import ROOT
from trade_samples import dataset, write_lines

from macros.sources import detail_cli

API = "I_COMMODITY,I_COMMODITY_SDESC,CTY_CODE,GEN_VAL_MO,YEAR,MONTH,COMM_LVL"
ROWS = (
    API,
    "6109,T-SHIRTS,7790,5,2024,01,HS4",
    "6110,SWEATERS,7790,2,2024,01,HS4",
    "6110,SWEATERS,7790,0,2024,02,HS4",
    "0901,COFFEE,7790,4,2023,12,HS4",
    "6110,SWEATERS,7780,1,2024,01,HS4",
    "6110,SWEATERS,4279,9,2024,01,HS4",
    "6110,SWEATERS,7XXX,3,2024,01,HS4",
    "6109,T-SHIRTS,7XXX,5,2024,01,HS4",
    "0901,COFFEE,7XXX,4,2023,12,HS4",
)


EVERY_MONTH = ("0901,COFFEE,4279,1,2023,01,HS4", "0901,COFFEE,4279,1,2024,12,HS4")
"""With these the detail reaches over whole years."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRADE_DETAIL", str(tmp_path / "kept apart"))
    for name in ("TRADE_ENGINE", "TRADE_MEMORY", "TRADE_THREADS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def detail(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    detail_cli.add_detail(parser)
    return detail_cli.run_detail(parser.parse_args([str(word) for word in words]))


def imported(folder: Path, *rows: str, more: tuple[str, ...] = ()) -> int:
    source = write_lines(folder / "hs4.csv", *(rows or ROWS))
    return detail("import", "us-hs4", "--csv", source, "--vintage", "2025-10", "--origin", "by hand", *more)


def aggregated(folder: Path, *more: str, again: str = "2025-10") -> int:
    known = ("--vintage", again, "--known", "2025-10-18", "--data", folder / "data")
    return detail("aggregate", "us-chapters", "--of", "us-hs4", *known, *more)


@pytest.fixture
def data(folder: Path) -> Path:
    data = folder / "data"
    write_lines(
        dataset(data, "us-chapters") / "products.csv", "product,name", "09,Coffee", "61,Knitted", "other,Others"
    )
    assert imported(folder) == 0
    return data


def test_in_and_held(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = (
        "us-hs4/2025-10: 6 rows for 2023-12..2024-02, monthly, imports, products of 4 digits; US$ 21\n"
        "  3 rows of 1 groups are left out; the partners add up to africa in every product and period\n"
    )
    capsys.readouterr()
    assert imported(folder) == 0
    assert capsys.readouterr().out == f"{told}{folder}/kept apart/us-hs4/2025-10: held already, unchanged\n"
    assert detail("list") == 0
    assert capsys.readouterr().out == told
    assert detail("names", "us-hs4") == 0
    assert capsys.readouterr().out == "product,name\n0901,COFFEE\n6109,T-SHIRTS\n6110,SWEATERS\n"


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (
            ["--level", "2", "--partners", "Africa"],
            [
                "KEN,imports,09,2023-12,4,1",
                "KEN,imports,61,2024-01,7,1",
                "KEN,imports,61,2024-02,0,1",
                "UGA,imports,61,2024-01,1,1",
            ],
        ),
        (
            ["--level", "2", "--yearly", "--years", "2024", "--partners", "Kenya", "France"],
            ["FRA,imports,09,2024,1,1", "FRA,imports,61,2024,9,1", "KEN,imports,61,2024,7,1"],
        ),
        (
            ["--level", "2", "--top", "1", "--yearly", "--years", "2023..2024", "--partners", "Kenya"],
            ["KEN,imports,09,2023,4,1", "KEN,imports,61,2024,7,1"],
        ),
        (
            ["--level", "2", "--top", "1", "--yearly", "--years", "2024", "--partners", "France"],
            ["FRA,imports,61,2024,9,1", "FRA,imports,other,2024,1,1"],
        ),
    ],
)
def test_out_and_on_record(folder: Path, data: Path, asked: list[str], rows: list[str]) -> None:
    if "--years" in asked:
        (folder / "kept apart").rename(folder / "before")
        assert imported(folder, *ROWS, *EVERY_MONTH) == 0
    assert aggregated(folder, *asked) == 0
    written = (data / "us-chapters" / "2025-10.csv").read_text()
    assert written.splitlines() == ["partner,flow,product,period,value,precision", *rows]


def test_where_it_comes_from_goes_on_record(folder: Path, data: Path) -> None:
    assert aggregated(folder, "--level", "2", "--note", "as of then") == 0
    (entry,) = yaml.safe_load((data / "us-chapters" / "dataset.yml").read_text())["resources"]
    assert entry["origin"] == "by hand"
    assert entry["covers"] == "2023-12..2024-02"
    assert entry["notes"][:2] == [
        "as of then",
        "3 rows of 1 groups are left out; the partners add up to africa in every product and period",
    ]
    assert entry["notes"][2].startswith("Summed from product detail us-hs4/2025-10, sha256:")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--level", "6"], "us-hs4/2025-10 has products of 4 digits, and none of 6. Ask for a level up to 4.\n"),
        (["--level", "2", "--partners", "Asia"], "the detail has no row of Asia. Leave it out.\n"),
        (
            ["--level", "2", "--partners", "European Union"],
            "the detail has no row of European Union. Name its members: the record does not hold them.\n",
        ),
        (["--level", "2", "--flow", "exports"], "us-hs4/2025-10 has no row of that. Ask for other partners, flows or years.\n"),
        (["--level", "2", "--years", "2024"], "us-hs4/2025-10 has no whole years 2024. It covers 2023-12..2024-02.\n"),
        (["--level", "2", "--totals", "us-goods/2025-10"], "us-goods/2025-10.csv: no such table. Write it as us-goods/2025-10.\n"),
        (["--level", "4"], "product is '6110', not one of 09, 61, other. Add it to products.csv.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_leaves_the_record_as_it_was(
    folder: Path, data: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    before = (data / "us-chapters" / "dataset.yml").read_bytes()
    capsys.readouterr()
    assert aggregated(folder, *asked) == 1
    out = capsys.readouterr().out
    assert told in out
    assert out.endswith("Nothing was written.\n")
    assert (data / "us-chapters" / "dataset.yml").read_bytes() == before


def test_products_must_add_to_the_partners_total(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goods = dataset(data) / "2025-10.csv"
    write_lines(goods, "partner,flow,period,value,precision", "KEN,imports,2024-01,8,1")
    assert aggregated(folder, "--level", "2", "--totals", "us-goods/2025-10") == 1
    assert "the chapters of Kenya add to 7 in 2024-01, but its imports are 8" in capsys.readouterr().out
    totals = [
        "KEN,imports,2024-01,7,1",
        "KEN,imports,2023-12,4,1",
        "UGA,imports,2024-01,1,1",
        "FRA,imports,2024-01,9,1",
    ]
    write_lines(goods, "partner,flow,period,value,precision", *totals[:-1])
    assert aggregated(folder, "--level", "2", "--totals", "us-goods/2025-10") == 1
    assert "the chapters of France add to 9 in 2024-01, but no total of its imports is held" in capsys.readouterr().out
    write_lines(goods, "partner,flow,period,value,precision", *totals)
    assert aggregated(folder, "--level", "2", "--totals", "us-goods/2025-10") == 0
    assert "chapters add to the partner's total in 2025-10.csv, every month\n" in capsys.readouterr().out
    assert aggregated(folder, "--level", "2", "--yearly", "--totals", "us-goods/2025-10", again="2025-10-18") == 0
    assert "chapters add to the partner's total in 2025-10.csv, every year\n" in capsys.readouterr().out


def test_a_cell_that_was_decided_stays_on_record(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kept apart").rename(folder / "before")
    rows = (*ROWS[:3], "0901,COFFEE,7790,4=,2023,12,HS4")
    capsys.readouterr()
    assert imported(folder, *rows) == 1
    assert capsys.readouterr().out == (
        "hs4.csv:4: the value of 0901 of KEN in 2023-12 is '4='. "
        "Look it up, then decide: --repair 'hs4.csv:4' VALUE 'why', or --skip 'hs4.csv:4' 'why'.\nNothing was written.\n"
    )
    assert imported(folder, *rows, more=("--repair", "hs4.csv:4", "4", "a slip of the source")) == 0
    assert aggregated(folder, "--level", "2") == 0
    (entry,) = yaml.safe_load((data / "us-chapters" / "dataset.yml").read_text())["resources"]
    assert entry["notes"][0] == "0901 of KEN in 2023-12: '4=' at hs4.csv:4 was read as 4: a slip of the source"


def test_a_full_disk_leaves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    assert imported(folder) == 1
    assert capsys.readouterr().out == (
        f"{folder}/kept apart: could not be written: No space left on device. "
        "Make room on the disk, then run this again.\nNothing was written.\n"
    )
    assert [path.name for path in (folder / "kept apart" / "us-hs4").iterdir()] == [".lock"]


def test_a_list_tells_of_every_detail_that_is_not_whole(
    folder: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for vintage in ("2025-08", "2025-12"):
        (folder / "kept apart" / "us-hs4" / vintage).mkdir()
    capsys.readouterr()
    assert detail("list") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("us-hs4/2025-10: 6 rows")
    assert [line.partition(": ")[0][-7:] for line in told[2:]] == ["2025-08", "2025-12"]


def test_a_file_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert detail("import", "us-hs4", "--parquet", "none.parquet", "--vintage", "2025-10", "--origin", "x") == 1
    assert capsys.readouterr().out == "none.parquet: no such file. Check the path.\nNothing was written.\n"
    assert detail("list") == 0
    assert capsys.readouterr().out == f"no detail is held in {folder}/kept apart\n"


@pytest.mark.parametrize("text", [detail_cli._EXAMPLES, (ROOT / "docs/desk/detail.md").read_text(encoding="utf-8")])
def test_every_command_that_is_shown_is_one(text: str) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    detail_cli.add_detail(parser)
    shown = re.findall(r"^(?: {2}|\.venv/bin/python -m macros )detail ((?:.*\\\n)*.*)", text, re.MULTILINE)
    assert len(shown) >= 2
    for command in shown:
        words = shlex.split(command.replace("\\\n", " ").partition(" > ")[0])
        assert parser.parse_args(words).action == words[0]
