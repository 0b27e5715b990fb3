"""What became of the pages since they were published: revisions, which are better data, and corrections, which are our mistakes.

Two files, never mixed. `data/history/revisions.csv` is written by `python -m macros diff A B --record`;
`data/history/corrections.csv` by an editor.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from macros.errors import Problems, TradeError, near

FOLDER = "history"
KINDS = ("flipped", "revised", "moved")
"""What may become of a sentence, the gravest first: a word of it turned, a figure of the same months was revised, or newer
months took the place of older ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """A sentence that newer data changed: on which page, when we took them in, what became of it (one of `KINDS`), and why
    ("new month" or "revision")."""

    page: str
    day: str
    kind: str
    cause: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A mistake of ours: on which page, when it was mended, what was wrong, since when, and how it was noticed."""

    page: str
    day: str
    wrong: str
    since: str
    noticed: str


Entry = TypeVar("Entry", Revision, Correction)


@dataclass(frozen=True, slots=True)
class Log(Generic[Entry]):
    """The entries of one file, newest first."""

    path: Path
    entries: tuple[Entry, ...]

    def of(self, page: str) -> list[Entry]:
        """What concerns one page, newest first."""
        return [entry for entry in self.entries if entry.page == page]


@dataclass(frozen=True, slots=True)
class History:
    """Both logs of a site."""

    revisions: Log[Revision]
    corrections: Log[Correction]

    @classmethod
    def read(cls, data: Path) -> History:
        """The logs below a data folder, empty where there are none; `Problems` name file and line of what is wrong."""
        folder = data / FOLDER
        return cls(_log(folder / "revisions.csv", Revision), _log(folder / "corrections.csv", Correction))


def record(data: Path, found: Iterable[Revision]) -> int:
    """Add revisions to the log, each once and in the order in which they were found, and say how many were new."""
    log = _log(data / FOLDER / "revisions.csv", Revision)
    new = [revision for revision in dict.fromkeys(found) if revision not in log.entries]
    if new:
        log.path.parent.mkdir(parents=True, exist_ok=True)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_columns(Revision))
        writer.writerows(astuple(entry) for entry in sorted((*log.entries, *new), key=lambda entry: entry.day))
        aside = log.path.with_name(f".{log.path.name}.new")
        aside.write_text(out.getvalue(), encoding="utf-8")
        aside.replace(log.path)
    return len(new)


def _columns(kind: type[Revision] | type[Correction]) -> list[str]:
    return [field.name for field in fields(kind)]


def _log(path: Path, kind: type[Entry]) -> Log[Entry]:
    if not path.is_file():
        return Log(path, ())
    where = "/".join(path.parts[-3:])
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if list(reader.fieldnames or ()) != _columns(kind):
        raise TradeError(
            f"the columns are {', '.join(reader.fieldnames or ['missing'])}",
            remedy=f"They must be {', '.join(_columns(kind))}.",
            where=f"{where}:1",
        )
    problems, entries = Problems(), list[Entry]()
    for row in reader:
        place = f"{where}:{reader.line_num}"
        if None in row or None in row.values() or not all(value.strip() for value in row.values()):
            problems.add(
                TradeError("the row has not a value for each column", remedy="Fill in all of them.", where=place)
            )
        elif not _is_day(row["day"]):
            problems.add(TradeError(f"'{row['day']}' is not a day", remedy="Write it as 2026-11-23.", where=place))
        elif row.get("kind", KINDS[0]) not in KINDS:
            problems.add(
                TradeError(f"'{row['kind']}' is no kind of change", remedy=near(row["kind"], KINDS), where=place)
            )
        else:
            entries.append(kind(**row))
    problems.raise_if_any()
    return Log(path, tuple(sorted(entries, key=lambda entry: entry.day, reverse=True)))


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
