"""Putting a vintage on record: its files, then its entries in the dataset's passport, all or nothing.

A vintage is named for the month of the day from which it was known, and for the day where the month has one already.

The passport `dataset.yml` is written by hand, with comments, down to its last key, `resources:`, which is ours: the
importer rewrites from that line on and leaves every byte above it. A second file would have spared us the cut, but a
Data Package has its resources in its descriptor. A vintage is immutable: the same content again changes nothing, other
content under its id is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import exchange
from macros.store.passport import PASSPORT

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """How putting a vintage on record went: `changed` is False when the same was on record already."""

    changed: bool
    caution: str = ""


def id_for(folder: Path, known: date, partners: bytes, groups: bytes | None) -> str:
    """What a vintage known on a day is to be called: "2026-10", or "2026-10-06" where that is taken by other content."""
    _, resources = _passport(folder / PASSPORT)
    held = {(entry["vintage"], entry["groups"]): entry["hash"] for entry in resources}
    month = f"{known:%Y-%m}"
    wanted = {(month, False): _hash(partners)} | ({(month, True): _hash(groups)} if groups else {})
    taken = {key: said for key, said in held.items() if key[0] == month}
    return month if not taken or taken == wanted else known.isoformat()


def put_on_record(folder: Path, release: Release, partners: bytes, groups: bytes | None) -> Recorded:
    """Add a vintage to a dataset: its files and its entries in the passport, or nothing at all.

    Raises `TradeError` where its id does not fit its day or is taken, and where the disk refuses.
    """
    path = folder / PASSPORT
    _require_id(release, str(path))
    try:
        seen = exchange.state(folder)
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
        wanted = files | {PASSPORT: passport.encode()}
        if all((folder / n).is_file() and (folder / n).read_bytes() == content for n, content in wanted.items()):
            return Recorded(changed=False)
        return Recorded(changed=True, caution=exchange.change(folder, wanted, seen))
    except OSError as error:
        raise exchange.could_not_write(error, folder) from error


def _require_id(release: Release, where: str) -> None:
    """Raise unless a vintage is called by the month or the day of its day."""
    day = r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?"
    if not re.fullmatch(day, release.vintage):
        raise TradeError(f"'{release.vintage}' is not a vintage", remedy="Name its month, such as 2026-10, or its day.")
    if not release.known.isoformat().startswith(release.vintage):
        raise TradeError(
            f"vintage {release.vintage} is not of the day it was known, {release.known.isoformat()}",
            remedy=f"Call it {release.known:%Y-%m}, or {release.known.isoformat()} where that is taken.",
            where=where,
        )


def _entry(release: Release, name: str, content: bytes) -> dict[str, Any]:
    is_groups = name.endswith(".groups.csv")
    return {
        "name": f"{release.vintage}-groups" if is_groups else release.vintage,
        "path": name,
        "vintage": release.vintage,
        "known": release.known,
        "covers": str(release.covers),
        "groups": is_groups,
        "hash": _hash(content),
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


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
