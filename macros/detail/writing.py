"""Writing a detail: its lines go to disk as they come, are checked there, and become a vintage by one rename, or nothing.

Lines are taken one at a time and never held all in memory. Until the rename they lie in a folder beside, which the next
import clears away if this one is killed; a lock keeps two imports apart.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import filelock
import narwhals as nw

from macros.detail import checking
from macros.detail.duck import Duck, told
from macros.detail.engines import Settings
from macros.detail.held import COLUMNS, FORMAT, MANIFEST, NAMES, Detail, file_hash
from macros.detail.lines import LARGEST, Line
from macros.detail.sums import Frame
from macros.errors import Problems, TradeError
from macros.periods import Period

_SPOOLED = {
    "partner": "VARCHAR",
    "flow": "VARCHAR",
    "product": "VARCHAR",
    "period": "VARCHAR",
    "value": "BIGINT",
    "place": "VARCHAR",
}
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VINTAGE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
# What DuckDB writes by itself; named, because what an older version wrote must stay the same bytes.
_ROW_GROUP = 122_880


class Draft:
    """A detail that is being written, in a folder beside its place."""

    def __init__(self, target: Path, settings: Settings) -> None:
        self._target = target
        self._aside = target.with_name(f".{target.name}.new")
        self._settings = settings
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True)
        self._spool = self._aside / "lines.csv"

    def take(self, lines: Iterable[Line]) -> None:
        """Write lines down, to be checked by `seal`. Every mistake that is met on the way is reported with its place."""
        problems = Problems()
        with self._spool.open("a", encoding="utf-8", newline="") as spool:
            write = csv.writer(spool, lineterminator="\n").writerow
            for line in lines:
                if 0 <= line.value <= LARGEST:
                    write(line)
                else:
                    problems.add(
                        TradeError(
                            f"the value is {line.value}",
                            remedy="Expected whole dollars, zero or more.",
                            where=line.where,
                        )
                    )
        problems.raise_if_any()

    def seal(
        self,
        *,
        origin: str,
        sources: Sequence[Path] = (),
        notes: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
    ) -> tuple[Detail, bool]:
        """The detail at its place, and whether it is new: the same lines under the same vintage change nothing.

        Raises for doubled figures, mixed levels or frequencies, groups that their partners do not add up to, and
        other content under a vintage that is held.
        """
        with Duck(self._settings) as duck:
            every = self._lines(duck)
            digits, frequency = checking.layout(duck, every)
            partners, left_out = checking.without_groups(duck, every)
            partners = partners.with_columns(year=nw.col("period").str.slice(0, 4).cast(nw.Int32))
            self._spool.unlink()
            files = list(self._parts(duck, partners))
            spans = [Period.parse(period) for (period,) in duck.rows(partners.select("period").unique())]
        if not files:
            raise TradeError("no rows of countries", remedy="The source may be cut off; fetch it again.")
        if names:
            files.append(self._names(names))
        manifest = {
            "format": FORMAT,
            "covers": str(Period(min(span.first for span in spans), max(span.last for span in spans))),
            "frequency": frequency,
            "digits": digits,
            "flows": sorted({entry["flow"] for entry in files if "flow" in entry}),
            "columns": COLUMNS,
            "origin": origin,
            "sources": [{"file": path.name, "sha256": file_hash(path)} for path in sources],
            "notes": [*notes, *left_out],
            "files": files,
        }
        written = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        (self._aside / MANIFEST).write_text(written, encoding="utf-8")
        return self._placed(written)

    def _placed(self, written: str) -> tuple[Detail, bool]:
        if self._target.exists():
            held = Detail.read(self._target)
            if (self._target / MANIFEST).read_text(encoding="utf-8") == written:
                return held, False
            raise TradeError(
                f"{held.name} is held with other content",
                remedy="A vintage is never changed: use a new id, or delete the folder first.",
                where=str(self._target),
            )
        self._aside.rename(self._target)
        return Detail.read(self._target), True

    def _lines(self, duck: Duck) -> Frame:
        if not self._spool.is_file() or not self._spool.stat().st_size:
            raise TradeError("no rows", remedy="The source may be cut off; fetch it again.")
        spool = duck.connection.read_csv(
            str(self._spool), header=False, auto_detect=False, columns=_SPOOLED, delimiter=",", quotechar='"'
        )
        with told():
            spool.create("lines")
        return nw.from_native(duck.connection.table("lines"))

    def discard(self) -> None:
        """Remove what was not sealed."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def _parts(self, duck: Duck, partners: Frame) -> Iterator[dict[str, Any]]:
        """Write each year and flow to a file of its own; what the manifest says of it."""
        cells = partners.group_by("year", "flow").agg(nw.len().alias("rows"), nw.col("value").sum().cast(nw.Int64))
        for year, flow, rows, value in duck.rows(cells.sort("year", "flow")):
            path = self._aside / f"year={year}" / f"flow={flow}" / "part-0.parquet"
            path.parent.mkdir(parents=True)
            part = partners.filter(nw.col("year") == year, nw.col("flow") == flow)
            ordered = part.sort("partner", "product", "period").select(*COLUMNS)
            with told():
                ordered.to_native().write_parquet(str(path), compression="zstd", row_group_size=_ROW_GROUP)
            yield self._entry(path, year=year, flow=flow, rows=rows, value=value)

    def _names(self, names: Mapping[str, str]) -> dict[str, Any]:
        path = self._aside / NAMES
        with path.open("w", encoding="utf-8", newline="") as lines:
            write_names(lines, names)
        return self._entry(path)

    def _entry(self, path: Path, **said: int | str) -> dict[str, Any]:
        return {
            "path": path.relative_to(self._aside).as_posix(),
            "sha256": file_hash(path),
            "bytes": path.stat().st_size,
        } | said


@contextmanager
def draft(root: Path, dataset: str, vintage: str, settings: Settings) -> Iterator[Draft]:
    """A detail to be written: take lines, then seal it. What is not sealed at the end is removed."""
    if not _NAME.fullmatch(dataset):
        raise TradeError(f"'{dataset}' cannot name a dataset", remedy="Write it in small letters, such as us-hs10.")
    if not _VINTAGE.fullmatch(vintage):
        raise TradeError(f"'{vintage}' is not a vintage", remedy="Name its month, such as 2026-10, or its day.")
    (root / dataset).mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(root / dataset / ".lock", timeout=0):
            new = Draft(root / dataset / vintage, settings)
            try:
                yield new
            finally:
                new.discard()
    except filelock.Timeout:
        raise TradeError(
            f"another import into {dataset} is running", remedy="Wait until it has ended.", where=str(root / dataset)
        ) from None


def write_names(lines: TextIO, names: Mapping[str, str]) -> None:
    """Write the names of products as a table `product,name`, in order of their codes."""
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(("product", "name"))
    table.writerows(sorted(names.items()))
