"""DuckDB, in our own process: the engine at hand, and the one that writes details and reads a source's Parquet."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import narwhals as nw

from macros.detail.engines import Settings, too_large
from macros.detail.held import Detail
from macros.detail.sums import Frame
from macros.errors import TradeError

VERSION = duckdb.__version__
_AT_ONCE = 10_000


class Duck:
    """A DuckDB of our own: what does not fit into its memory goes to a folder for the time, which is removed on closing."""

    def __init__(self, settings: Settings) -> None:
        self._numbers = itertools.count()
        self._scratch = tempfile.TemporaryDirectory(prefix="trade-detail-")
        limits: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{settings.memory}MB",
            "temp_directory": self._scratch.name,
        }
        if settings.threads:
            limits["threads"] = settings.threads
        # A file, so that tables made on the way lie on disk.
        self.connection = duckdb.connect(str(Path(self._scratch.name) / "work.duckdb"), config=limits)
        self.connection.execute("SET enable_progress_bar = false")  # it would stand among what the command prints

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._scratch.cleanup()

    def scan(self, detail: Detail) -> Frame:
        """The detail as a lazy frame; years and flows that are not asked for are not read."""
        files = [str(path) for path in detail.files]
        return nw.from_native(self.connection.read_parquet(files, hive_partitioning=True))

    def kept(self, frame: Frame) -> Frame:
        """The same frame, worked out once and written down."""
        name = f"kept_{next(self._numbers)}"
        with told():
            frame.to_native().create(name)
        return nw.from_native(self.connection.table(name))

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame comes to, in its order."""
        with told():
            return frame.to_native().fetchall()  # type: ignore[no-any-return]


@contextmanager
def told() -> Iterator[None]:
    """What DuckDB refuses, worded for the editor."""
    try:
        yield
    except (duckdb.ConversionException, duckdb.OutOfRangeException):
        raise too_large() from None
    except duckdb.IOException as error:
        raise TradeError(
            f"DuckDB cannot read or write: {_first_line(error)}",
            remedy="Look whether the disk is full; TRADE_DETAIL and TMPDIR name folders on another.",
        ) from None
    except duckdb.OutOfMemoryException as error:
        raise TradeError(
            f"DuckDB has not enough memory: {_first_line(error)}",
            remedy="Give it more with TRADE_MEMORY, or ask for fewer years or partners.",
        ) from None


def parquet_rows(path: Path, settings: Settings) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a source's Parquet file with its place, "file.parquet, row 12"; a few thousand are held at a time."""
    with Duck(settings) as duck:
        try:
            answer = duck.connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            raise TradeError(
                f"the file cannot be read as Parquet: {_first_line(error)}",
                remedy="It may be cut off; fetch it again.",
                where=path.name,
            ) from None
        columns, number = [column[0] for column in answer.description], 0
        while rows := answer.fetchmany(_AT_ONCE):
            for row in rows:
                number += 1
                yield f"{path.name}, row {number}", dict(zip(columns, row, strict=True))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
