"""DuckDB and Spark give the same table; an engine that cannot be had is told with what to do."""

from __future__ import annotations

import importlib.metadata
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import narwhals as nw
import pytest
from detail_samples import SMALL, line, sealed, written

from macros.detail import engines, held, tables
from macros.detail.duck import Duck, told
from macros.detail.engines import Engine, Settings
from macros.detail.held import Detail
from macros.detail.tables import Ask
from macros.errors import TradeError

WITH_SPARK = Settings(engine="spark", memory=1000, threads=2)


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    """One session for all, for it takes seconds to begin."""
    if not (state := engines.state("spark", WITH_SPARK)).startswith("ready"):
        pytest.skip(state)
    with engines.start(WITH_SPARK) as engine:
        yield engine


@pytest.fixture(scope="module")
def detail(tmp_path_factory: pytest.TempPathFactory) -> Detail:
    """Some hundred invented lines, in a folder with a space in its name."""
    chance = random.Random(11)  # noqa: S311
    keys = {
        (
            chance.choice(["KEN", "UGA", "CIV"]),
            chance.choice(["imports", "exports"]),
            chance.choice(["0901110025", "0901120015", "6203439011", "6204639009", "6110303053", "8802400040"]),
            f"{chance.choice([2023, 2024])}-{chance.randint(1, 12):02}",
        )
        for _ in range(400)
    }
    lines = [line(f"{' '.join(key)} {chance.choice([0, 5, chance.randint(0, 10**12)])}") for key in sorted(keys)]
    return sealed(tmp_path_factory.mktemp("detail") / "kept apart", lines)[0]


ASKS = {
    "chapters of some partners by year": Ask(digits=2, partners=frozenset({"KEN", "CIV"}), yearly=True),
    "every product in one, of a year and a flow": Ask(digits=0, years=(2024, 2024), flows=frozenset({"imports"})),
    "the largest headings": Ask(digits=4, top=2),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_both_engines_give_the_same_table(spark: Engine, detail: Detail, ask: Ask) -> None:
    with Duck(SMALL) as duck:
        expected = tables.rows(duck, detail, ask)
    assert len(expected) > 5
    assert tables.rows(spark, detail, ask) == expected


def test_neither_engine_lets_a_sum_overflow(spark: Engine, tmp_path: Path) -> None:
    # Two years, so that no file's own sum is too large.
    large = written(tmp_path, f"KEN imports 61 2023 {2**62}", f"KEN imports 61 2024 {2**62}")
    with Duck(SMALL) as duck:
        for engine in (duck, spark):
            in_one_year = engine.scan(large).with_columns(period=nw.lit("2024"), year=nw.lit(2024))
            with pytest.raises(TradeError, match="a sum is larger than 64 bits can hold"):
                engine.rows(tables.table(engine, in_one_year, Ask(digits=2)))


@pytest.mark.parametrize("name", ["duckdb", "spark"])
def test_files_that_are_not_what_the_manifest_says_are_found_by_their_sums(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> None:
    one = written(tmp_path, "KEN imports 61 2024 5", "UGA imports 61 2024 2")
    other = written(tmp_path / "other", "KEN imports 61 2024 6", "UGA imports 61 2024 2")
    swapped = Detail.read(one.folder)
    swapped.files[0].write_bytes(other.files[0].read_bytes())  # after it was checked
    engine: Engine = request.getfixturevalue("spark") if name == "spark" else request.getfixturevalue("duck")
    with pytest.raises(TradeError, match="the sums do not add to what us-hs10/2025-10 holds"):
        tables.rows(engine, swapped, Ask(digits=2))


@pytest.fixture
def duck() -> Iterator[Engine]:
    with Duck(SMALL) as duck:
        yield duck


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Settings()),
        ({"TRADE_ENGINE": "spark", "TRADE_SPARK_MASTER": "spark://far:7077"}, Settings(engine="spark", master="spark://far:7077")),
        ({"TRADE_MEMORY": "4GB", "TRADE_THREADS": "3"}, Settings(memory=4000, threads=3)),
        ({"TRADE_MEMORY": "900 MB", "TRADE_ENGINE": ""}, Settings(memory=900)),
    ],
)  # fmt: skip
def test_settings_come_from_the_environment(environment: dict[str, str], expected: Settings) -> None:
    assert Settings.read(environment) == expected


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TRADE_ENGINE": "sparc"}, "TRADE_ENGINE is 'sparc', and there is no such engine. Did you mean 'spark'?"),
        ({"TRADE_MEMORY": "lots"}, "TRADE_MEMORY is 'lots'. Write it as 1500MB or 4GB."),
        ({"TRADE_MEMORY": "0MB"}, "TRADE_MEMORY is '0MB'. Write it as 1500MB or 4GB."),
        ({"TRADE_THREADS": "-1"}, "TRADE_THREADS is '-1'. Give a whole number, or nothing for every core."),
    ],
)
def test_settings_that_cannot_be_are_refused(environment: dict[str, str], told: str) -> None:
    with pytest.raises(TradeError) as refused:
        Settings.read(environment)
    assert str(refused.value) == told


def test_spark_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    told = "Spark is not installed. Install it with 'make spark', or use TRADE_ENGINE=duckdb."
    assert engines.state("spark", WITH_SPARK) == told
    with pytest.raises(TradeError) as refused:
        engines.start(WITH_SPARK)
    assert str(refused.value) == told


@pytest.mark.parametrize(("home", "place"), [(None, "on the path"), ("nowhere", "in JAVA_HOME (nowhere)")])
def test_java_that_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str | None, place: str) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "4.3.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    assert engines.state("spark", WITH_SPARK) == (
        f"Spark needs Java 17 or later, and there is none {place}. "
        "Install one, such as openjdk-17-jre-headless, or use TRADE_ENGINE=duckdb."
    )


def test_too_little_memory_is_told(detail: Detail) -> None:
    with Duck(Settings(memory=1, threads=1)) as duck, pytest.raises(TradeError) as refused:
        tables.rows(duck, detail, Ask(digits=10))
    assert refused.value.what.startswith("DuckDB has not enough memory: ")
    assert refused.value.remedy == "Give it more with TRADE_MEMORY, or ask for fewer years or partners."


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match=r"^DuckDB cannot read or write: .* Look whether the disk is full"), told():
        duckdb.connect(str(tmp_path / "none" / "x.duckdb"))


def test_details_are_found_by_name_and_newest_first(tmp_path: Path) -> None:
    for vintage in ("2025-10", "2025-09"):
        written(tmp_path, "KEN imports 61 2024 5", name=f"us-hs2/{vintage}")
    assert held.find(tmp_path, "us-hs2").name == "us-hs2/2025-10"
    assert held.find(tmp_path, "us-hs2/2025-09").name == "us-hs2/2025-09"
