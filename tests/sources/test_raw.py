"""The raw store: what was fetched is kept once and whole, a run goes on, and can be replayed without a network."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from macros.errors import TradeError
from macros.sources.answers import Answer, Request
from macros.sources.raw import NotNow, RawStore, Replay, Run

NOW = datetime(2026, 11, 6, 13, 30, tzinfo=UTC)
QUESTION = Request(service="census-api", path="imports/hs", params=(("get", "CTY_CODE"), ("YEAR", "2026")))
ANSWER = Answer(
    content=b'[["CTY_CODE"]]', url="https://x.test/imports/hs?get=CTY_CODE", at=NOW, media="application/json"
)


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def files(store: RawStore) -> list[str]:
    return sorted(path.relative_to(store.folder).as_posix() for path in store.folder.rglob("*") if path.is_file())


def test_an_answer_is_kept_compressed_by_its_hash_with_what_is_known_of_it(store: RawStore) -> None:
    with store.begin("us-goods", NOW) as run:
        run.keep(QUESTION, ANSWER)
        run.keep(replace(QUESTION, path="exports/hs"), ANSWER)
    assert files(store) == sorted(
        [
            f"content/{ANSWER.sha256}.gz",
            *(
                f"runs/us-goods-20261106T133000Z/{q.digest}.json"
                for q in (QUESTION, replace(QUESTION, path="exports/hs"))
            ),
            "runs/us-goods-20261106T133000Z/finished",
        ]
    )
    assert run.find(QUESTION) == ANSWER
    assert run.find(replace(QUESTION, path="imports/hs2")) is None
    assert run.listed()[0] | {"path": ""} == {
        "service": "census-api", "path": "", "params": [["get", "CTY_CODE"], ["YEAR", "2026"]], "url": ANSWER.url,
        "at": "2026-11-06T13:30:00+00:00", "media": "application/json", "etag": "", "modified": "", "changed": True,
        "sha256": ANSWER.sha256, "bytes": 14,
    }  # fmt: skip


def test_the_same_answer_makes_the_same_bytes(tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        store = RawStore(tmp_path / name)
        store.begin("us-goods", NOW).keep(QUESTION, ANSWER)
        kept.append({name: (store.folder / name).read_bytes() for name in files(store)})
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("later", "leaving", "taken_up"),
    [
        (timedelta(hours=23), NotNow("later"), True),
        (timedelta(hours=23), KeyboardInterrupt(), True),
        (timedelta(hours=25), NotNow("later"), False),
        (timedelta(hours=-1), NotNow("a clock that went back"), False),
        (timedelta(hours=1), TradeError("the months do not add up"), False),
        (timedelta(hours=1), None, False),
    ],
)
def test_an_interrupted_run_is_taken_up_within_a_day_and_a_refused_one_is_not(
    store: RawStore, later: timedelta, leaving: BaseException | None, taken_up: bool
) -> None:
    def through() -> None:
        with store.begin("us-goods", NOW) as run:
            run.keep(QUESTION, ANSWER)
            if leaving:
                raise leaving

    if leaving:
        with pytest.raises(type(leaving)):
            through()
    else:
        through()
    again = store.begin("us-goods", NOW + later)
    assert (again.find(QUESTION) is not None) is taken_up
    assert store.begin("us-duties", NOW + later).find(QUESTION) is None


def test_of_a_run_that_fetched_nothing_nothing_is_left(store: RawStore) -> None:
    with store.begin("us-goods", NOW):
        pass
    assert not store.folder.exists()


def test_what_is_damaged_is_as_if_it_were_not_there_and_is_put_again(store: RawStore) -> None:
    run = store.begin("us-goods", NOW)
    run.keep(QUESTION, replace(ANSWER, etag='"1"'))
    content = store.folder / "content" / f"{ANSWER.sha256}.gz"
    for damage in (content.read_bytes()[:-9], b"", b"no gzip"):
        content.write_bytes(damage)
        assert run.find(QUESTION) is None
        assert store.earlier(QUESTION) is None
    run.keep(QUESTION, ANSWER)
    assert run.find(QUESTION) == ANSWER


def test_what_is_asked_about_again_is_the_newest_with_a_mark(store: RawStore) -> None:
    for hours, etag in ((0, '"1"'), (1, '"2"'), (2, "")):
        with store.begin("us-goods", NOW + timedelta(hours=hours)) as run:
            run.keep(QUESTION, replace(ANSWER, etag=etag))
    earlier = store.earlier(QUESTION)
    assert earlier
    assert earlier.etag == '"2"'


def test_a_run_is_replayed_by_its_id(store: RawStore) -> None:
    store.begin("us-goods", NOW).keep(QUESTION, ANSWER)
    replay = Replay(store.run("us-goods-20261106T133000Z"))
    assert replay.get(QUESTION) == ANSWER
    assert (replay.has_key("census-api"), replay.has_key("comtrade")) == (True, False)
    with pytest.raises(TradeError) as raised:
        replay.get(replace(QUESTION, path="exports/hs"))
    assert str(raised.value) == (
        "census-api: exports/hs?get=CTY_CODE&YEAR=2026: the run us-goods-20261106T133000Z has no whole answer to this "
        "question. The run was interrupted, or files of the raw store are gone: refresh from the service."
    )
    with pytest.raises(TradeError) as raised:
        store.run("us-goods-20261106T133001Z")
    assert str(raised.value) == (
        f"there is no run 'us-goods-20261106T133001Z' in {store.folder}. Did you mean 'us-goods-20261106T133000Z'?"
    )


def test_a_disk_that_is_full_leaves_nothing_half(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    run = store.begin("us-goods", NOW)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotNow) as raised:
        run.keep(QUESTION, ANSWER)
    assert str(raised.value) == (
        f"{store.folder}/content: a raw answer cannot be kept: No space left on device. "
        "Make room, or name another folder in TRADE_RAW; what was fetched before is kept."
    )
    assert files(store) == []


def test_other_folders_are_no_runs(store: RawStore) -> None:
    (store.folder / "runs" / "notes").mkdir(parents=True)
    (store.folder / "runs" / "us-goods-20261399T000000Z").mkdir()
    assert store.runs() == []
    assert isinstance(store.begin("us-goods", NOW), Run)


def test_what_was_refused_is_not_asked_about_again(store: RawStore) -> None:
    for day, etag, refused in ((0, '"1"', False), (2, '"2"', True)):
        run = store.begin("us-goods", NOW + timedelta(days=day))
        run.keep(QUESTION, replace(ANSWER, etag=etag))
        run.finish(refused=refused)
    earlier = store.earlier(QUESTION)
    assert earlier
    assert earlier.etag == '"1"'
