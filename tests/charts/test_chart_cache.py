"""What was drawn is kept, whole, by all that went into it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.charts import once as onces
from macros.charts.cache import Cache
from macros.charts.drawing import Drawing, draw, draw_bytes
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.once import Once
from macros.charts.values import Bar
from macros.errors import TradeError

KEY = "ab" + "0" * 62


def _bars(value: float) -> RankedBars:
    return RankedBars(bars=(Bar(name="Coffee", value=value), Bar(name="Tea", value=1)))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "a cache")


def _files(cache: Cache) -> Iterator[Path]:
    return (path for path in sorted(cache.folder.rglob("*")) if path.is_file())


def test_what_is_put_is_got(cache: Cache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, b"drawn")
    assert cache.get(KEY) == b"drawn"


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40])
def test_half_an_entry_is_no_entry(cache: Cache, damage: bytes) -> None:
    cache.put(KEY, b"drawn")
    next(_files(cache)).write_bytes(damage)
    assert cache.get(KEY) is None


def test_whoever_asks_meanwhile_sees_all_of_it_or_nothing(cache: Cache) -> None:
    contents = [bytes([number]) * 100_000 for number in range(8)]
    writers = [threading.Thread(target=cache.put, args=(KEY, content)) for content in contents for _ in range(5)]
    for writer in writers:
        writer.start()
    seen = {cache.get(KEY) for _ in range(50)}
    for writer in writers:
        writer.join()
    assert seen <= {None, *contents}
    assert cache.get(KEY) in contents
    assert len(list(_files(cache))) == 1


def test_what_is_cut_off_leaves_nothing_behind(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        cache.put(KEY, b"drawn")
    assert list(_files(cache)) == []


def test_what_was_not_asked_for_goes_first(cache: Cache) -> None:
    keys = [f"{number:02}{KEY}" for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 68)  # 100 bytes with its own hash
        os.utime(next(path for path in _files(cache) if path.name == key), (1000 - age, 1000 - age))
    cache.get(keys[3])  # the oldest, but of use now
    cache.prune(250)
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True]


def test_a_file_that_was_never_moved_to_its_place_goes(cache: Cache) -> None:
    cache.put(KEY, b"drawn")
    left = cache.folder / KEY[:2] / ".new-left"
    left.write_bytes(b"half")
    cache.prune(10**9)
    assert left.exists()  # another process may be writing it now
    os.utime(left, (0, 0))
    cache.prune(10**9)
    assert list(_files(cache)) == [cache.folder / KEY[:2] / KEY]


def test_work_is_done_once(cache: Cache) -> None:
    first = Once(cache).of(draw_bytes, "chart-a", _bars(2))
    kept = {path: path.stat().st_ino for path in _files(cache)}
    assert Once(cache).of(draw_bytes, "chart-a", _bars(2)) == first
    assert {path: path.stat().st_ino for path in _files(cache)} == kept
    assert Drawing.from_bytes(first) == draw("chart-a", _bars(2))


def test_other_values_another_name_or_other_code_is_other_work(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries() -> int:
        Once(cache).of(draw_bytes, *job)
        return len(list(_files(cache)))

    job = ("chart-a", _bars(2))
    assert entries() == 1
    job = ("chart-a", _bars(2.5))
    assert entries() == 2
    job = ("chart-b", _bars(2.5))
    assert entries() == 3
    monkeypatch.setattr(onces, "_code", lambda: "another renderer")
    assert entries() == 4


def test_what_cannot_be_drawn_is_not_kept(cache: Cache) -> None:
    with pytest.raises(TradeError, match="'not a name' cannot name a chart"):
        Once(cache).of(draw_bytes, "not a name", _bars(2))
    assert list(_files(cache)) == []


def test_a_folder_that_can_take_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"")
    assert Once(Cache(tmp_path / "a file")).of(draw_bytes, "chart-a", _bars(2)) == draw_bytes("chart-a", _bars(2))
