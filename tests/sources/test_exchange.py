"""A folder is changed as a whole or not at all, whatever else happens to it meanwhile."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.errors import TradeError
from macros.sources import exchange

NEW = {"2026-10.csv": b"new\n", "dataset.yml": b"passport, with 2026-10\npath: 2026-10.csv\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "us-goods"
    made.mkdir(parents=True)
    (made / "dataset.yml").write_bytes(b"passport\n")
    (made / "2025-10.csv").write_bytes(b"old\n")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_exchange(monkeypatch: pytest.MonkeyPatch, number: int = errno.EXDEV) -> None:
    def refused(one: Path, other: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(exchange, "exchange", refused)


@pytest.mark.parametrize("by_exchange", [True, False])
def test_the_new_files_are_there_and_the_old_ones_are_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch, by_exchange: bool
) -> None:
    if not by_exchange:
        without_exchange(monkeypatch)
    before, old = contents(folder), (folder / "2025-10.csv").stat()
    caution = exchange.change(folder, NEW, exchange.state(folder))
    assert contents(folder) == before | NEW
    assert ((folder / "2025-10.csv").stat().st_ino, (folder / "2025-10.csv").stat().st_mtime_ns) == (
        old.st_ino,
        old.st_mtime_ns,
    )
    assert (caution == "") is by_exchange
    assert list(exchange.aside(folder.parent).rglob("*")) == []
    assert [path.name for path in folder.parent.iterdir()] == ["us-goods"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_permissions_are_kept(folder: Path) -> None:
    folder.chmod(0o2775)
    (folder / "dataset.yml").chmod(0o664)
    exchange.change(folder, NEW, exchange.state(folder))
    modes = {path.name: path.stat().st_mode & 0o7777 for path in (folder, *folder.iterdir())}
    assert (modes["us-goods"], modes["dataset.yml"], modes["2026-10.csv"]) == (0o2775, 0o664, 0o664)


def test_a_link_to_the_folder_stays_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(folder)
    exchange.change(tmp_path / "linked", NEW, exchange.state(folder))
    assert (tmp_path / "linked").is_symlink()
    assert (folder / "2026-10.csv").read_bytes() == b"new\n"


@pytest.mark.parametrize(
    ("touch", "named"),
    [
        (lambda folder: (folder / "dataset.yml").write_bytes(b"edited by hand\n"), "dataset.yml"),
        (lambda folder: (folder / "notes.txt").write_bytes(b"mine\n"), "notes.txt"),
        (lambda folder: (folder / "2025-10.csv").unlink(), "2025-10.csv"),
    ],
)
@pytest.mark.parametrize("when", ["while it is made", "just before the exchange"])
def test_what_somebody_else_changes_meanwhile_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, touch: Callable[[Path], object], named: str, when: str
) -> None:
    seen = exchange.state(folder)
    if when == "while it is made":
        touch(folder)
    else:
        really, times = exchange.exchange, []

        def exchanged(one: Path, other: Path) -> None:
            if not times:
                touch(folder)
            times.append(one)
            really(one, other)

        monkeypatch.setattr(exchange, "exchange", exchanged)
    with pytest.raises(TradeError) as raised:
        exchange.change(folder, NEW, seen)
    assert str(raised.value) == (
        f"{folder}: {named} changed while the new vintage was being made. That change was kept. Run this again."
    )
    kept = contents(folder)
    assert "2026-10.csv" not in kept
    touch_again = contents(folder)
    assert touch_again == kept
    assert kept.get("dataset.yml") == (b"edited by hand\n" if named == "dataset.yml" else b"passport\n")
    assert (named in kept) is (named != "2025-10.csv")
    assert not exchange.aside(folder.parent).exists() or not list(exchange.aside(folder.parent).iterdir())


def test_without_an_exchange_a_failure_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_exchange(monkeypatch)
    before = contents(folder)
    for fails_at in range(2):
        done: list[object] = []

        def replace(source: Path, target: Path, really=os.replace, done=done, fails_at=fails_at) -> None:  # type: ignore[no-untyped-def]
            if len(done) == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            done.append(target)
            really(source, target)

        monkeypatch.setattr(os, "replace", replace)
        with pytest.raises(OSError, match="No space"):
            exchange.change(folder, NEW, exchange.state(folder))
        assert contents(folder) == before


def test_what_a_kill_leaves_without_an_exchange_is_swept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is after the vintage's file was renamed and before the passport was."""
    before = contents(folder)
    left = exchange.aside(folder.parent)
    (left / "us-goods").mkdir(parents=True)
    (left / "pending.json").write_text('{"us-goods": ["2026-10.csv", ".2026-10.csv.new", ".dataset.yml.new"]}')
    (folder / "2026-10.csv").write_bytes(b"new\n")
    (folder / ".dataset.yml.new").write_bytes(NEW["dataset.yml"])
    exchange.sweep(folder.parent)
    assert contents(folder) == before
    assert not left.exists()


def test_what_is_on_record_is_never_swept(folder: Path) -> None:
    exchange.change(folder, NEW, exchange.state(folder))
    after = contents(folder)
    left = exchange.aside(folder.parent)
    left.mkdir(parents=True, exist_ok=True)
    (left / "pending.json").write_text('{"us-goods": ["2026-10.csv", ".2026-10.csv.new", ".dataset.yml.new"]}')
    exchange.sweep(folder.parent)
    assert contents(folder) == after


@pytest.mark.parametrize("by_exchange", [True, False])
def test_two_folders_change_places(folder: Path, monkeypatch: pytest.MonkeyPatch, by_exchange: bool) -> None:
    made, between = folder.with_name("made"), folder.with_name("between")
    made.mkdir()
    (made / "new.csv").write_bytes(b"new\n")
    before, new = contents(folder), contents(made)
    renamed = list[object]()

    def rename(source: Path, target: Path, really=os.rename) -> None:  # type: ignore[no-untyped-def]
        renamed.append(target)
        really(source, target)

    if not by_exchange:
        without_exchange(monkeypatch)
    monkeypatch.setattr(os, "rename", rename)
    exchange.swap(made, folder, between)
    assert (contents(folder), contents(made)) == (new, before)
    assert (renamed == []) is by_exchange, "between two renames there would be nothing in its place"
    assert not between.exists()


def test_a_folder_is_put_where_there_is_none(folder: Path) -> None:
    place = folder.with_name("place")
    exchange.swap(folder, place, folder.with_name("between"))
    assert (folder.exists(), len(contents(place))) == (False, 2)


NAMES = st.sampled_from(["dataset.yml", "2025-10.csv", "2026-10.csv", "2026-10-06.csv", "products.csv"])
FILES = st.dictionaries(NAMES, st.binary(max_size=40), max_size=5)


@given(held=FILES, new=FILES, fails=st.booleans())
def test_all_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, bytes], new: dict[str, bytes], fails: bool
) -> None:
    folder = tmp_path_factory.mktemp("law") / "data" / "set"
    folder.mkdir(parents=True)
    for name, content in ({"dataset.yml": b""} | held).items():
        (folder / name).write_bytes(content)
    before = contents(folder)
    wanted = new | ({"no such folder/x.csv": b""} if fails else {})
    try:
        exchange.change(folder, wanted, exchange.state(folder))
    except OSError:
        assert fails
        assert contents(folder) == before
    else:
        assert not fails
        assert contents(folder) == before | new
