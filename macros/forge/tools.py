"""git and gh, run with arguments and never through a shell. What they are told may come from anywhere, and stays an argument."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.errors import TradeError


def git(root: Path, *arguments: str, said: str | None = None, **environment: str) -> str:
    """What git prints, asked in a folder."""
    return _run("git", arguments, said, root, environment)


def gh(*arguments: str, said: str | None = None) -> str:
    """What gh answers; `said` goes to its standard input."""
    return _run("gh", arguments, said, None, {})


def _run(tool: str, arguments: Sequence[str], said: str | None, folder: Path | None, more: Mapping[str, str]) -> str:
    """What a tool prints, without blanks at the ends; `TradeError` with its own words where it fails."""
    try:
        ended = subprocess.run(  # noqa: S603
            [tool, *arguments],
            input=said,
            cwd=folder,
            env={**os.environ, **more},
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
    except FileNotFoundError:
        raise TradeError(f"there is no '{tool}' here", remedy="Install it, or let the workflow do this.") from None
    if ended.returncode:
        told = " ".join((ended.stderr or ended.stdout).split())
        words = [word for word in arguments if word[0] != "-" and "=" not in word]
        raise TradeError(f"'{' '.join([tool, *words[:2]])}' failed: {told}", remedy="Nothing after it was done.")
    return ended.stdout.strip()
