"""Spark, by choice (`make spark`): the same sums on many cores or machines, which must all see the folder of details."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import warnings
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import narwhals as nw

from macros.detail.engines import Settings, too_large
from macros.detail.held import Detail
from macros.detail.sums import Frame
from macros.errors import TradeError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SCHEMA = "partner string, product string, period string, value bigint, year int, flow string"
_QUIET = Path(__file__).with_name("spark-log4j2.properties")


class Spark:
    """A Spark session of our own. Java says a line on its modules as it starts, and nothing else is said."""

    def __init__(self, settings: Settings) -> None:
        found()
        self._session = _session(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.stop()

    def scan(self, detail: Detail) -> Frame:
        """The detail as a lazy frame; years and flows that are not asked for are not read."""
        reader = self._session.read.schema(_SCHEMA).option("basePath", str(detail.folder.absolute()))
        read: Frame = nw.from_native(reader.parquet(*(str(path.absolute()) for path in detail.files)))
        return read

    def kept(self, frame: Frame) -> Frame:
        """The same frame, worked out once, when it is first used."""
        kept: Frame = nw.from_native(frame.to_native().persist())
        return kept

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame comes to, in its order."""
        from pyspark.errors import ArithmeticException

        try:
            return [tuple(row) for row in frame.to_native().collect()]
        except ArithmeticException:
            raise too_large() from None


def found() -> str:
    """The version of Spark that is installed; `TradeError` with the remedy where it or Java is missing."""
    try:
        version = importlib.metadata.version("pyspark")
    except importlib.metadata.PackageNotFoundError:
        raise TradeError(
            "Spark is not installed", remedy="Install it with 'make spark', or use TRADE_ENGINE=duckdb."
        ) from None
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        place = f"in JAVA_HOME ({home})" if home else "on the path"
        raise TradeError(
            f"Spark needs Java 17 or later, and there is none {place}",
            remedy="Install one, such as openjdk-17-jre-headless, or use TRADE_ENGINE=duckdb.",
        )
    return f"Spark {version}"


def _session(settings: Settings) -> SparkSession:
    said = {
        "spark.app.name": "trade-detail",
        "spark.master": settings.master,
        "spark.driver.memory": f"{settings.memory}m",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET.as_uri()}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error and not a wrong number
        "spark.sql.session.timeZone": "UTC",
    }
    if settings.master == "local[*]":
        said |= {
            "spark.master": f"local[{settings.threads or '*'}]",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            # Its default of 200 parts is for many machines; one spends its time on starting them.
            "spark.sql.shuffle.partitions": str(2 * (settings.threads or os.cpu_count() or 1)),
        }
    try:
        with warnings.catch_warnings():
            # It warns of the pandas that is installed, whose frames we never hand to it.
            warnings.simplefilter("ignore", FutureWarning)
            from pyspark.sql import SparkSession

            builder = SparkSession.builder
            for key, value in said.items():
                builder = builder.config(key, value)
            return builder.getOrCreate()
    except Exception as error:  # Java's own, of many kinds
        raise TradeError(
            f"Spark did not start: {str(error).splitlines()[0]}",
            remedy=f"Look at what Java says above, and at TRADE_SPARK_MASTER ({settings.master}), or use TRADE_ENGINE=duckdb.",
        ) from error
