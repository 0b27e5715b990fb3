"""An import puts a whole vintage on record, the same bytes every time, or leaves everything as it was."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
import yaml
from trade_samples import PASSPORT, dataset, json_row, run_import, write_api, write_lines

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import tidy
from macros.sources.published import Published

HS2 = "I_COMMODITY,CTY_CODE,GEN_VAL_MO,YEAR,MONTH,COMM_LVL"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    dataset(tmp_path / "data")
    return tmp_path / "data"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def goods(data: Path, *lines: str, vintage: str = "2026-10", known: str = "2026-10-01") -> int:
    source = write_lines(data.parent / "2026.jsonl", *lines)
    words = ["--vintage", vintage, "--known", known, "--origin", "by hand", "--note", "about that day"]
    return run_import("us-goods", "--jsonl", source, *words, "--data", data)


KENYA = json_row("KEN", 2026, [1, 2.5], [3, 0])
AFRICA = json_row("AGG_0013", 2026, [1, 2.5], [3, 0])


def test_what_is_written(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert goods(data, AFRICA, KENYA) == 0
    partners = (
        "partner,flow,period,value,precision\n"
        "KEN,exports,2026-01,1000000,100000\n"
        "KEN,exports,2026-01..2026-02,3500000,100000\n"
        "KEN,exports,2026-02,2500000,100000\n"
        "KEN,imports,2026-01,3000000,100000\n"
        "KEN,imports,2026-01..2026-02,3000000,100000\n"
        "KEN,imports,2026-02,0,100000\n"
    )
    written = contents(data / "us-goods")
    assert written["2026-10.csv"].decode() == partners
    assert written["2026-10.groups.csv"].decode() == partners.replace("KEN", "africa")
    passport = written["dataset.yml"].decode()
    assert passport.startswith(PASSPORT)
    assert yaml.safe_load(passport)["resources"][0] == {
        "name": "2026-10",
        "path": "2026-10.csv",
        "vintage": "2026-10",
        "known": date(2026, 10, 1),
        "covers": "2026-01..2026-02",
        "groups": False,
        "hash": f"sha256:{hashlib.sha256(partners.encode()).hexdigest()}",
        "bytes": len(partners),
        "rows": 6,
        "origin": "by hand",
        "notes": ["about that day"],
    }
    assert [resource["groups"] for resource in yaml.safe_load(passport)["resources"]] == [False, True]
    told = capsys.readouterr().out
    assert "2026.jsonl: 12 numbers for 2026-01..2026-02" in told
    assert "partners: 1 with 6 rows\ngroups: 1 with 6 rows\n" in told


def test_twice_is_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goods(data, AFRICA, KENYA)
    before = contents(data)
    assert goods(data, KENYA, AFRICA) == 0
    assert contents(data) == before
    assert "vintage 2026-10 was on record already, unchanged" in capsys.readouterr().out


def test_a_passport_that_awaits_its_first_vintage_gets_it(data: Path) -> None:
    path = data / "us-goods" / "dataset.yml"
    path.write_text(f"{PASSPORT}resources:\n")
    assert goods(data, KENYA) == 0
    assert path.read_text().count("resources:") == 1
    assert [resource["vintage"] for resource in yaml.safe_load(path.read_text())["resources"]] == ["2026-10"]


def test_vintages_are_added_in_order_and_the_passports_own_part_is_left_alone(data: Path) -> None:
    goods(data, KENYA)
    later = contents(data)["us-goods/2026-10.csv"]
    path = data / "us-goods" / "dataset.yml"
    path.write_text(path.read_text().replace("# none", "# none yet"))
    assert goods(data, json_row("KEN", 2026, [1], [3]), vintage="2026-09", known="2026-09-03") == 0
    passport = path.read_text()
    assert passport.startswith(PASSPORT.replace("# none", "# none yet"))
    assert [resource["vintage"] for resource in yaml.safe_load(passport)["resources"]] == ["2026-09", "2026-10"]
    assert contents(data)["us-goods/2026-10.csv"] == later


@pytest.mark.parametrize(
    ("line", "known", "difference"),
    [
        (json_row("KEN", 2026, [1, 2.6], [3, 0]), "2026-10-01", "hash"),
        (KENYA, "2026-10-02", "known"),
    ],
)
def test_a_vintage_is_never_changed(
    data: Path, capsys: pytest.CaptureFixture[str], line: str, known: str, difference: str
) -> None:
    goods(data, KENYA)
    before = contents(data)
    capsys.readouterr()
    assert goods(data, line, known=known) == 1
    assert contents(data) == before
    assert capsys.readouterr().out == (
        f"{data}/us-goods/dataset.yml: vintage 2026-10 is on record with other content ({difference}). "
        "A vintage is never changed: use a new id, or take its entries out of the passport by hand.\n"
        "Nothing was written.\n"
    )


def test_a_file_changed_by_hand_is_put_right(data: Path) -> None:
    goods(data, KENYA)
    before = contents(data)
    (data / "us-goods" / "2026-10.csv").write_text("oops")
    assert goods(data, KENYA) == 0
    assert contents(data) == before


@pytest.mark.parametrize(
    ("lines", "vintage", "told"),
    [
        ([KENYA, KENYA], "2026-10", "2026.jsonl:2: KEN imports 2026-01 was given already at 2026.jsonl:1. Keep one"),
        (
            [KENYA, json_row("AGG_0013", 2026, [9, 9], [3, 0])],
            "2026-10",
            "exports: the partners of africa do not add up",
        ),
        ([KENYA], "October", "'October' is not a vintage. Name its month, such as 2026-10, or its day."),
        (
            [KENYA],
            "2026-09",
            "vintage 2026-09 is not of the day it was known, 2026-10-01. Call it 2026-10, or 2026-10-01",
        ),
        ([json_row("KEN", 2026, [1, 1], [1, 1], exports_year=9)], "2026-10", "are 9, but the months add to 2 million"),
    ],
)
def test_nothing_is_left_behind_by_what_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], lines: list[str], vintage: str, told: str
) -> None:
    before = contents(data)
    assert goods(data, *lines, vintage=vintage) == 1
    assert contents(data) == before
    out = capsys.readouterr().out
    assert told in out
    assert out.endswith("Nothing was written.\n")


def test_the_passport_is_written_first_and_ends_with_the_resources(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "us-goods" / "dataset.yml"
    path.write_text(f"{PASSPORT}resources:\n- name: x\nlater: 1\n")
    assert goods(data, KENYA) == 1
    assert "dataset.yml: 'resources' is not the last key. Move the others above it." in capsys.readouterr().out
    path.unlink()
    assert goods(data, KENYA) == 1
    assert "dataset.yml: no passport. Write one first" in capsys.readouterr().out


def test_chapters_are_named_and_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    folder = dataset(data, "us-chapters")
    source = write_lines(tmp_path / "hs2.csv", HS2, "62,7790,2,2024,01,HS2", "61,7790,5,2024,01,HS2")
    words = ["us-chapters", "--hs2", source, "--vintage", "2025-10", "--known", "2025-10-18", "--data", data]
    write_lines(folder / "products.csv", "product,name", "61,Knitted clothing")
    assert run_import(*words) == 1
    assert "hs2.csv:2: product is '62', not one of 61. Add it to products.csv." in capsys.readouterr().out
    write_lines(folder / "products.csv", "product,name", "61,Knitted clothing", "62,Woven clothing")
    write_lines(dataset(data) / "2025-10.csv", "partner,flow,period,value,precision", "KEN,imports,2024-01,8,1")
    assert run_import(*words) == 1
    assert "the chapters of Kenya add to 7 in 2024-01, but its imports are 8" in capsys.readouterr().out
    write_lines(data / "us-goods" / "2025-10.csv", "partner,flow,period,value,precision", "KEN,imports,2024-01,7,1")
    assert run_import(*words) == 0
    assert (folder / "2025-10.csv").read_text() == (
        "partner,flow,product,period,value,precision\nKEN,imports,61,2024-01,5,1\nKEN,imports,62,2024-01,2,1\n"
    )


def test_gaps_are_declared_on_the_command_line(data: Path, tmp_path: Path) -> None:
    imports = write_api(tmp_path / "i.csv", "GEN_VAL_MO", "7790 5 2024 01", "- 9 2024 01")
    exports = write_api(tmp_path / "e.csv", "ALL_VAL_MO", "7790 5 2024 01")
    words = ["us-goods", "--api-imports", imports, "--vintage", "2025-10", "--known", "2025-10-18", "--data", data]
    assert run_import(*words) == 1
    assert run_import(*words, "--api-exports", exports) == 1
    assert run_import(*words, "--api-exports", exports, "--gap", "World", "2024-01", "as printed") == 0
    resources = yaml.safe_load((data / "us-goods" / "dataset.yml").read_text())["resources"]
    assert resources[0]["notes"] == [
        "world in 2024-01 is not the sum of its partners (by up to US$ 0.000004 million a month): as printed"
    ]


def test_the_command_says_what_does_not_fit(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["us-goods", "--vintage", "2025-10", "--known", "2025-10-18", "--data", data]
    assert run_import(*words, "--hs2", tmp_path / "none.csv") == 1
    assert capsys.readouterr().out.startswith("not one source that fits us-goods. See the examples: ")
    assert run_import(*words, "--workbook", tmp_path / "none.xlsx") == 1
    assert capsys.readouterr().out == f"{tmp_path}/none.xlsx: no such file. Check the path.\nNothing was written.\n"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"partner": "KEX"}, "partner is 'KEX'"),
        ({"flow": "transit"}, "flow is 'transit'"),
        ({"value": -1}, "value is '-1'"),
        ({"precision": 7}, "precision is '7'"),
        ({"product": "61"}, "product is '61'"),
        ({"period": Period.parse("2024-11..2025-02")}, ""),
    ],
)
def test_the_layout_is_a_gate_of_its_own(changed: dict[str, object], told: str) -> None:
    number = {"partner": "KEN", "flow": "imports", "period": Period.parse("2024-01"), "value": 1, "precision": 1}
    published = Published(**{**number, "where": "f:3", **changed})  # type: ignore[arg-type]
    if not told:
        assert len(tidy.frame([published])) == 1
        return
    with pytest.raises(TradeError) as raised:
        tidy.frame([published])
    assert str(raised.value).startswith(f"f:3: {told}, not ")


def test_years_do_not_come_in_runs() -> None:
    years = Published(
        partner="KEN", flow="imports", period=Period.parse("2023..2024"), value=1, precision=1, where="f:3"
    )
    with pytest.raises(TradeError, match=r"^f:3: period is '2023\.\.2024'"):
        tidy.frame([years])
