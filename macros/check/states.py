"""The ledger of a site in some state: as it is now, as it would have been on a past day, as it was at a commit, or as built.

A ledger is made by `python -m macros ledger` in a process of its own, so that a commit answers with its own code.
"""

from __future__ import annotations

import calendar
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from macros.errors import TradeError

Ledger = dict[str, Any]


def ledger_of(root: Path, state: str) -> Ledger:
    """The ledger of a state: "now", a day or month, a commit, a folder with a ledger.json or the file itself."""
    path = Path(state)
    if path.is_dir():
        path = path / "ledger.json"
    if path.is_file():
        return _parsed(path.read_text(encoding="utf-8"), state)
    if state == "now":
        return _made(root, state)
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", state):
        year, month = int(match[1]), int(match[2])
        day = match[3] or f"{calendar.monthrange(year, month)[1]:02d}"
        return _made(root, state, as_of=f"{match[1]}-{match[2]}-{day}")
    with at_commit(root, state) as folder:
        return _made(folder, state)


@contextmanager
def at_commit(root: Path, revision: str) -> Iterator[Path]:
    """The files of a commit, in a folder that is gone afterwards."""
    git = ["git", "-C", str(root), "archive", "--format=tar", revision]
    archived = subprocess.run(git, capture_output=True, check=False)  # noqa: S603
    if archived.returncode:
        raise TradeError(
            f"'{revision}' is neither a day, a month, a built site nor a commit",
            remedy="Write for example '2025-10', 'HEAD~1', 'site' or 'site/ledger.json'.",
        )
    with tempfile.TemporaryDirectory(prefix="trade-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archived.stdout)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def built(folder: Path) -> Path:
    """The site of a folder, built there with its own code."""
    command = [sys.executable, "-m", "macros", "build"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise TradeError(f"its site could not be built: {made.stderr.strip()}", remedy="Mend that state first.")
    return folder / "site"


def _made(root: Path, state: str, as_of: str = "") -> Ledger:
    command = [sys.executable, "-m", "macros", "ledger", "--tolerant", *(["--as-of", as_of] if as_of else [])]
    # What this process was told about days is for this process.
    environment = {name: value for name, value in os.environ.items() if name != "TRADE_AS_OF"}
    made = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise TradeError(
            f"no ledger of '{state}' could be made: {made.stderr.strip()}", remedy="Mend that state first."
        )
    return _parsed(made.stdout, state)


def _parsed(text: str, state: str) -> Ledger:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise TradeError(f"the ledger of '{state}' is not JSON: {error}", remedy="Build that site again.") from None
    if not isinstance(found, dict) or "pages" not in found:
        raise TradeError(f"'{state}' is not a ledger", remedy="Give a site's ledger.json.")
    return found
