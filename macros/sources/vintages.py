"""Putting a vintage on record: its files, then its entries in the dataset's passport, all or nothing.

The passport `dataset.yml` is written by hand, with comments, down to its last key, `resources:`, which is ours: the
importer rewrites from that line on and leaves every byte above it. A second file would have spared us the cut, but a
Data Package has its resources in its descriptor. A vintage is immutable: the same content again changes nothing, other
content under its id is refused.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from macros.errors import TradeError
from macros.periods import Period

_PASSPORT = "dataset.yml"
_RESOURCES = "resources:\n"
_NOTICE = "# From here on written by `python -m macros import`; everything above is yours.\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """What is said of a vintage: its id, from which day it counts as known, where it came from, what to mind."""

    vintage: str
    known: date
    covers: Period
    origin: str
    notes: tuple[str, ...] = ()


def put_on_record(folder: Path, release: Release, partners: bytes, groups: bytes | None) -> bool:
    """Whether anything changed: False when the same vintage was on record already."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", release.vintage):
        raise TradeError(f"'{release.vintage}' is not a vintage", remedy="Name its month, such as 2026-10.")
    path = folder / _PASSPORT
    kept, resources = _passport(path)
    files = {f"{release.vintage}.csv": partners} | ({f"{release.vintage}.groups.csv": groups} if groups else {})
    entries = [_entry(release, name, content) for name, content in files.items()]
    held = [entry for entry in resources if entry["vintage"] == release.vintage]
    if held and held != entries:
        raise TradeError(
            f"vintage {release.vintage} is on record with other content ({_difference(held, entries)})",
            remedy="A vintage is never changed: use a new id, or take its entries out of the passport by hand.",
            where=str(path),
        )
    others = [entry for entry in resources if entry["vintage"] != release.vintage]
    listed = sorted([*others, *entries], key=lambda entry: (entry["vintage"], entry["groups"]))
    passport = kept + _NOTICE + _RESOURCES + _yaml(listed)
    wanted = {folder / name: content for name, content in files.items()} | {path: passport.encode()}
    if all(target.is_file() and target.read_bytes() == content for target, content in wanted.items()):
        return False
    _write(wanted)
    return True


def _entry(release: Release, name: str, content: bytes) -> dict[str, Any]:
    is_groups = name.endswith(".groups.csv")
    return {
        "name": f"{release.vintage}-groups" if is_groups else release.vintage,
        "path": name,
        "vintage": release.vintage,
        "known": release.known,
        "covers": str(release.covers),
        "groups": is_groups,
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "rows": content.count(b"\n") - 1,
        "origin": release.origin,
    } | ({"notes": list(release.notes)} if release.notes else {})


def _passport(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """The hand-written part of a passport, and its resources."""
    if not path.is_file():
        raise TradeError(
            "no passport",
            remedy="Write one first: copy that of another dataset, without its resources.",
            where=str(path),
        )
    text = path.read_text(encoding="utf-8")
    kept, found, ours = text.partition(f"\n{_RESOURCES}")
    if found and re.search(r"^[^\s#-]", ours, re.MULTILINE):
        raise TradeError("'resources' is not the last key", remedy="Move the others above it.", where=str(path))
    # The notice is ours too, though it stands above the line at which we cut.
    kept = (kept + "\n").removesuffix(_NOTICE) if found else text.rstrip("\n") + "\n"
    return kept, (yaml.safe_load(ours) or []) if found else []


def _yaml(entries: list[dict[str, Any]]) -> str:
    dumper = type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda self, data: True})
    return yaml.dump(entries, Dumper=dumper, sort_keys=False, allow_unicode=True, width=1000)


def _difference(held: Sequence[Mapping[str, Any]], entries: Sequence[Mapping[str, Any]]) -> str:
    """What of a vintage's entries differs."""
    if len(held) != len(entries):
        return "files"
    keys = [
        key for old, new in zip(held, entries, strict=True) for key in {**old, **new} if old.get(key) != new.get(key)
    ]
    return ", ".join(dict.fromkeys(keys))


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write all files or none, the last one last: aside first, then renamed."""
    aside = {target: target.with_name(f".{target.name}.new") for target in contents}
    new = [target for target in contents if not target.exists()]
    try:
        for target, content in contents.items():
            aside[target].write_bytes(content)
        for target in contents:
            os.replace(aside[target], target)
    except BaseException:
        for path in (*aside.values(), *new):
            path.unlink(missing_ok=True)
        raise
