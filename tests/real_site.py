"""The real site, built once for all processes of a run, on the day of its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from small_site import ROOT

_BUILD = """
import sys, pathlib
from filelock import FileLock
from macros import proof
from macros.pages import doors

root, site = map(pathlib.Path, sys.argv[1:])
with FileLock(f"{site}.lock"):
    if not site.is_dir():
        built = doors.site(doors.desk(root), "mkdocs", proof.of_prose)
        built.name = "tested"  # beside what `make site` keeps
        new = site.with_name(f"{site.name}.new")
        new.mkdir(parents=True)
        built.build(new, root / "site")
        new.rename(site)
"""
"""Builds the site into a folder where nobody has, and waits where somebody does."""


def build(folder: Path) -> None:
    """Build the site into a folder, unless it is there."""
    ended = subprocess.run(_command(folder), cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@contextmanager
def begun(folder: Path) -> Iterator[None]:
    """Have it built in the time of a block; what goes wrong is told by `build`, which tries again."""
    nothing = subprocess.DEVNULL
    building = subprocess.Popen(_command(folder), cwd=ROOT, env=_environment(), stdout=nothing, stderr=nothing)
    try:
        yield
    finally:
        building.terminate()
        building.wait()


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-c", _BUILD, str(ROOT), str(folder)]


def _environment() -> dict[str, str]:
    return {**os.environ, "TRADE_TODAY": "2026-11-23", "NO_MKDOCS_2_WARNING": "1"}
