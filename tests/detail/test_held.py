"""A detail is held whole and sealed, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import filelock
import pytest
from detail_samples import SMALL, line, sealed, written

from macros.detail import held, writing
from macros.detail.held import Detail
from macros.errors import TradeError

LINES = (
    "UGA imports 0901110025 2024-02 7",
    "KEN imports 6203439011 2024-01 5",
    "KEN imports 0901110025 2024-01 0",
    "KEN exports 8802400040 2023-12 11",
)
REMEDY = "Delete this folder and import it again: it is made from the source's files alone."


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_what_lies_on_the_disk(tmp_path: Path) -> None:
    detail = written(tmp_path, *LINES, notes=["about that day"], names={"0901110025": "Coffee, raw"})
    assert sorted(everything(detail.folder)) == [
        "manifest.json",
        "products.csv",
        "year=2023/flow=exports/part-0.parquet",
        "year=2024/flow=imports/part-0.parquet",
    ]
    assert (detail.name, str(detail.covers), detail.frequency, detail.digits, detail.rows) == (
        "us-hs10/2025-10", "2023-12..2024-02", "monthly", 10, 4,
    )  # fmt: skip
    assert [(part.year, part.flow, part.rows, part.value) for part in detail.parts] == [
        (2023, "exports", 1, 11),
        (2024, "imports", 3, 12),
    ]
    assert (detail.flows, detail.notes, detail.origin) == (("exports", "imports"), ("about that day",), "by hand")
    assert detail.product_names() == {"0901110025": "Coffee, raw"}
    assert held.find(tmp_path, "us-hs10") == held.find(tmp_path, "us-hs10/2025-10") == detail


def test_the_order_of_the_lines_changes_no_byte(tmp_path: Path) -> None:
    one = written(tmp_path / "a", *LINES)
    other = written(tmp_path / "b", *reversed(LINES))
    assert everything(one.folder) == everything(other.folder)
    assert one.seal == other.seal


def test_twice_is_once_and_other_content_is_refused(tmp_path: Path) -> None:
    detail, new = sealed(tmp_path, map(line, LINES))
    before = everything(tmp_path)
    assert new
    assert sealed(tmp_path, map(line, LINES)) == (detail, False)
    with pytest.raises(TradeError) as refused:
        written(tmp_path, *LINES[1:])
    assert str(refused.value) == (
        f"{detail.folder}: us-hs10/2025-10 is held with other content. "
        "A vintage is never changed: use a new id, or delete the folder first."
    )
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "the file is cut off: {short} of {size} bytes"),
        (lambda path: path.write_bytes(path.read_bytes() + b"\0"), "the file is longer than it was: {long} of {size} bytes"),
        (lambda path: path.write_bytes(b"\0" + path.read_bytes()[1:]), "the file was altered: its hash differs"),
        (lambda path: path.unlink(), "the file is missing"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_was_sealed_is_refused(tmp_path: Path, harm, told: str) -> None:  # type: ignore[no-untyped-def]
    detail = written(tmp_path, *LINES)
    path = detail.files[1]
    size = path.stat().st_size
    harm(path)
    with pytest.raises(TradeError) as refused:
        held.find(tmp_path, "us-hs10")
    assert str(refused.value) == f"{path}: {told.format(size=size, short=size - 9, long=size + 1)}. {REMEDY}"


def test_a_file_too_many_is_refused(tmp_path: Path) -> None:
    detail = written(tmp_path, *LINES)
    extra = detail.files[0].with_name("part-1.parquet")
    extra.write_bytes(detail.files[0].read_bytes())
    with pytest.raises(TradeError, match="the manifest does not list this file"):
        Detail.read(detail.folder)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no manifest: this is no whole detail"),
        ('{"format": 1, "col', "the manifest is cut off or altered"),
        ("[]", "the manifest is cut off or altered"),
        ('{"format": 0, "columns": {}}', "the detail is of another layout than ours"),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str | None, told: str) -> None:
    path = written(tmp_path, *LINES).folder / held.MANIFEST
    path.unlink()
    if text is not None:
        path.write_text(text)
    with pytest.raises(TradeError) as refused:
        Detail.read(path.parent)
    assert refused.value.what == told


def test_the_manifest_holds_the_sums(tmp_path: Path) -> None:
    path = written(tmp_path, *LINES).folder / held.MANIFEST
    assert json.loads(path.read_text())["files"][1] | {"sha256": "", "bytes": 0} == {
        "path": "year=2024/flow=imports/part-0.parquet",
        "sha256": "",
        "bytes": 0,
        "year": 2024,
        "flow": "imports",
        "rows": 3,
        "value": 12,
    }


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "no rows. The source may be cut off; fetch it again."),
        (["africa imports 61 2024 5"], "no rows of countries. The source may be cut off; fetch it again."),
        (
            ["KEN imports 61 2024 5", "KEN imports 61 2024 5", "UGA imports 6 2024 5"],
            "UGA imports 6 2024 5: products of 1 and 2 digits stand side by side, and would be counted twice. "
            "Ask the source for one level.\n"
            "KEN imports 61 2024 5: KEN imports 61 2024 was given twice there. Keep one of the two.",
        ),
        (
            ["KEN imports 61 2024 5", "KEN imports 62 2024-07 5"],
            "KEN imports 61 2024 5: years stand among months, and would be counted twice. Keep one of them.",
        ),
        (
            ["KEN transit 61 2024 5", "KEX imports 61 2024 5", "KEN imports 6x 2024 5", "KEN imports 61 24 5"],
            "KEN transit 61 2024 5: the flow is 'transit'. "
            "Choose 'consumption', 'duty', 'exports' or 'imports'.\n"
            "KEX imports 61 2024 5: no place has the code 'KEX'. Did you mean 'MEX' or 'KEN'?\n"
            "KEN imports 61 24 5: '24' is not a year or a month. Write 2024 or 2024-07.\n"
            "KEN imports 6x 2024 5: '6x' is not a code of the Harmonized System. Expected digits alone.",
        ),
        (["KEN imports 61 2024 -5"], "KEN imports 61 2024 -5: the value is -5. Expected whole dollars, zero or more."),
        (
            [f"KEN imports 61 2024 {2**63}"],
            f"KEN imports 61 2024 {2**63}: the value is {2**63}. Expected whole dollars, zero or more.",
        ),
        (
            [f"KEN imports 61 2024 {2**63 - 1}", "UGA imports 61 2024 1"],
            "a sum is larger than 64 bits can hold. No trade is: look for values in a wrong unit in the source.",
        ),
        (
            ["KEN imports 61 2024 5", "UGA imports 61 2024 2", "africa imports 61 2024 8"],
            "KEN imports 61 2024 5: imports of 61 in 2024: Africa has 8, but its partners add to 7. "
            "Look for missing rows.",
        ),
    ],
)
def test_lines_that_make_no_detail_leave_nothing(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(TradeError) as refused:
        written(tmp_path, *lines)
    assert str(refused.value) == told
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_groups_are_checked_and_left_out(tmp_path: Path) -> None:
    lines = ["KEN imports 61 2024 5", "FRA imports 61 2024 2", "africa imports 61 2024 5", "world imports 61 2024 7"]
    detail = written(tmp_path, *lines, "european-union imports 61 2024 2")
    assert detail.rows == 2
    assert detail.notes == (
        "3 rows of 3 groups are left out; the partners add up to africa, world in every product and period",
    )


@pytest.mark.parametrize(("name", "told"), [("US/2025-10", "'US' cannot name"), ("us/2025", "'2025' is not a vintage")])
def test_names_are_such_as_can_be_asked_for(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(TradeError, match=told):
        written(tmp_path, *LINES, name=name)


def test_what_is_not_held_is_said(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match=r"^no detail 'us-hs10' is held in .* Put one there with"):
        held.find(tmp_path, "us-hs10")
    written(tmp_path, *LINES)
    with pytest.raises(TradeError, match=r"Did you mean 'us-hs10/2025-10'\?$"):
        held.find(tmp_path, "us-hs10/2025-11")


def test_what_a_killed_import_left_is_cleared_away_and_read_by_nobody(tmp_path: Path) -> None:
    left = tmp_path / "us-hs10" / ".2025-10.new" / "year=2024"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    assert held.folders(tmp_path) == []
    detail = written(tmp_path, *LINES)
    assert held.folders(tmp_path) == [detail.folder]
    assert not left.exists()


def test_two_imports_at_once_are_kept_apart(tmp_path: Path) -> None:
    written(tmp_path, *LINES)
    with (
        filelock.FileLock(tmp_path / "us-hs10" / ".lock"),
        pytest.raises(TradeError, match="another import into us-hs10"),
    ):
        written(tmp_path, *LINES)  # fmt: skip


@pytest.mark.parametrize("fails", [OSError("disk full"), KeyboardInterrupt()])
def test_a_rename_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: BaseException
) -> None:
    def rename(*_: object) -> None:
        raise fails

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(type(fails)):
        written(tmp_path, *LINES)
    assert [path.name for path in (tmp_path / "us-hs10").iterdir()] == [".lock"]


def test_a_stream_is_taken_in_pieces(tmp_path: Path) -> None:
    with writing.draft(tmp_path, "us-hs10", "2025-10", SMALL) as new:
        for one in LINES:
            new.take([line(one)])
        detail, _ = new.seal(origin="by hand")
    assert detail == written(tmp_path, *LINES)
