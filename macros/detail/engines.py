"""What runs the sums: DuckDB in our own process, or Spark, by a setting. Both take the same expressions and give the same rows."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from macros.detail.held import Detail
from macros.detail.sums import Frame
from macros.errors import TradeError, near

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Which engine, and what it may take: `memory` in megabytes, `threads` 0 for every core, `master` Spark's address."""

    engine: str = "duckdb"
    memory: int = 1500
    threads: int = 0
    master: str = "local[*]"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """As TRADE_ENGINE, TRADE_MEMORY, TRADE_THREADS and TRADE_SPARK_MASTER say; `TradeError` where one cannot be."""
        usual = cls()
        threads = environment.get("TRADE_THREADS") or "0"
        if not threads.isdecimal():
            raise TradeError(f"TRADE_THREADS is '{threads}'", remedy="Give a whole number, or nothing for every core.")
        memory = re.fullmatch(r"([1-9]\d*) *([MG])B", environment.get("TRADE_MEMORY") or f"{usual.memory}MB")
        if not memory:
            raise TradeError(f"TRADE_MEMORY is '{environment['TRADE_MEMORY']}'", remedy="Write it as 1500MB or 4GB.")
        return cls(
            engine=known(environment.get("TRADE_ENGINE") or usual.engine, "TRADE_ENGINE"),
            memory=int(memory[1]) * (1000 if memory[2] == "G" else 1),
            threads=int(threads),
            master=environment.get("TRADE_SPARK_MASTER") or usual.master,
        )


class Engine(Protocol):
    """Reads details and runs sums over them, until it is closed."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def scan(self, detail: Detail) -> Frame:
        """The detail as a lazy frame of `partner, flow, product, year, period, value`."""
        ...

    def kept(self, frame: Frame) -> Frame:
        """The same frame, worked out once however often it is used."""
        ...

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame comes to, in its order."""
        ...


def start(settings: Settings) -> Engine:
    """The engine of the settings, to be closed by `with`; `TradeError` with the remedy where something it needs is missing."""
    # Each is imported when it is asked for: Spark is there by choice, and takes seconds to begin.
    if settings.engine == "spark":
        from macros.detail.spark import Spark

        return Spark(settings)
    from macros.detail.duck import Duck

    return Duck(settings)


def state(name: str, settings: Settings) -> str:
    """Whether an engine can be had, in a line for the editor: its version, or what is missing and what to do."""
    try:
        if name == "spark":
            from macros.detail.spark import found

            return f"ready: {found()}, on {settings.master}"
        from macros.detail.duck import VERSION

        threads = f"{settings.threads} threads" if settings.threads else "every core"
        return f"ready: DuckDB {VERSION}, {threads}, {settings.memory} MB of memory"
    except TradeError as error:
        return str(error)


def known(name: str, said_by: str) -> str:
    """The name of an engine, as given; `TradeError` for any other."""
    if name not in ENGINES:
        raise TradeError(f"{said_by} is '{name}', and there is no such engine", remedy=near(name, ENGINES))
    return name


def too_large() -> TradeError:
    """What is said of a sum that 64 bits cannot hold."""
    return TradeError(
        "a sum is larger than 64 bits can hold", remedy="No trade is: look for values in a wrong unit in the source."
    )
