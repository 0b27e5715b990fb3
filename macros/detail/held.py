"""A detail as it is held on disk, and the manifest that seals it.

`<folder>/<dataset>/<vintage>/year=2024/flow=imports/part-0.parquet`, in order of partner, product and period, so that a
question on one partner reads little. Beside them `products.csv`, where the source names its products, and
`manifest.json`: where it all came from, what was decided on the way, and the hash, rows and sum of each file. What does not
have its hash is refused: a sum over a file that is cut off would look like any other.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.errors import Problems, TradeError, near
from macros.periods import Period

MANIFEST = "manifest.json"
NAMES = "products.csv"
FORMAT = 1
COLUMNS = {"partner": "string", "product": "string", "period": "string", "value": "int64"}
"""What a file holds; the year and the flow stand in its path."""
_REMEDY = "Delete this folder and import it again: it is made from the source's files alone."


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One Parquet file: its path below the vintage's folder, the year and flow in it, its rows and their sum in US dollars."""

    path: str
    year: int
    flow: str
    rows: int
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """One vintage of product detail: `digits` is how many each product has, `covers` the periods that have a figure."""

    folder: Path
    covers: Period
    frequency: str
    digits: int
    flows: tuple[str, ...]
    origin: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """How it is asked for: "us-hs10/2025-10"."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def rows(self) -> int:
        """The rows of all its files."""
        return sum(part.rows for part in self.parts)

    @property
    def files(self) -> list[Path]:
        """Its Parquet files."""
        return [self.folder / part.path for part in self.parts]

    @property
    def seal(self) -> str:
        """The hash of its manifest, which holds those of its files: two details of one seal are the same."""
        return f"sha256:{file_hash(self.folder / MANIFEST)}"

    @classmethod
    def read(cls, folder: Path) -> Detail:
        """The detail in a folder, every file of it checked; `Problems` name each that is missing, altered or too many."""
        if not (folder / MANIFEST).is_file():
            raise TradeError("no manifest: this is no whole detail", remedy=_REMEDY, where=str(folder))
        try:
            said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if said["format"] != FORMAT or said["columns"] != COLUMNS:
                raise TradeError(
                    "the detail is of another layout than ours", remedy=_REMEDY, where=str(folder / MANIFEST)
                )
            _verify(folder, said["files"])
            return cls(
                folder=folder,
                covers=Period.parse(said["covers"]),
                frequency=said["frequency"],
                digits=said["digits"],
                flows=tuple(said["flows"]),
                origin=said["origin"],
                notes=tuple(said["notes"]),
                parts=tuple(_part(entry) for entry in said["files"] if entry["path"] != NAMES),
            )
        except (ValueError, KeyError, TypeError):
            raise TradeError(
                "the manifest is cut off or altered", remedy=_REMEDY, where=str(folder / MANIFEST)
            ) from None

    def product_names(self) -> dict[str, str]:
        """The names that the source gives its products, by code; empty where it gives none."""
        path = self.folder / NAMES
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", newline="") as lines:
            return {row["product"]: row["name"] for row in csv.DictReader(lines)}


def find(root: Path, name: str) -> Detail:
    """The detail called `dataset/vintage`, or the newest vintage of `dataset`; `TradeError` where none is held."""
    dataset, _, vintage = name.partition("/")
    held = [folder for folder in folders(root) if folder.parent.name == dataset]
    chosen = [folder for folder in held if folder.name == (vintage or held[-1].name)]
    if not chosen:
        names = [f"{folder.parent.name}/{folder.name}" for folder in folders(root)]
        remedy = near(name, names) if names else "Put one there with 'python -m macros detail import'."
        raise TradeError(f"no detail '{name}' is held in {root}", remedy=remedy)
    return Detail.read(chosen[0])


def folders(root: Path) -> list[Path]:
    """The folders of all vintages held, by dataset and vintage."""
    return sorted(path for path in root.glob("*/*") if path.is_dir() and not path.name.startswith("."))


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _verify(folder: Path, entries: list[dict[str, Any]]) -> None:
    problems = Problems()
    listed = {folder / entry["path"]: entry for entry in entries}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST):
        if path not in listed:
            problems.add(TradeError("the manifest does not list this file", remedy=_REMEDY, where=str(path)))
    for path, entry in listed.items():
        if not path.is_file():
            problems.add(TradeError("the file is missing", remedy=_REMEDY, where=str(path)))
        elif (size := path.stat().st_size) != entry["bytes"]:
            what = "cut off" if size < entry["bytes"] else "longer than it was"
            problems.add(
                TradeError(f"the file is {what}: {size:,} of {entry['bytes']:,} bytes", remedy=_REMEDY, where=str(path))
            )
        elif file_hash(path) != entry["sha256"]:
            problems.add(TradeError("the file was altered: its hash differs", remedy=_REMEDY, where=str(path)))
    problems.raise_if_any()


def _part(entry: dict[str, Any]) -> Part:
    return Part(
        path=entry["path"],
        year=entry["year"],
        flow=entry["flow"],
        rows=entry["rows"],
        value=entry["value"],
    )
