"""The small site of made-up figures: where it is, and what a test does with a copy of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL_SITE = ROOT / "tests" / "data" / "small-site"
TODAY = date(2026, 6, 1)
ENGINES = ("mkdocs", "properdocs", "zensical")
EACH = """---
each: all partners
title: "Trade with {{ each }}"
description: The WORD.
trade:
  data: goods
  side: United States
  partner: each
facts:
  sold: exports, last year on record
---

{{ headline() }}

{% say %}
In {{ sold.period }} it sold goods worth {{ sold }}, by the WORD.
{% end %}
"""
"""A template of a page for each partner; WORD is for a test to replace."""


@dataclass(frozen=True, slots=True)
class Site:
    """A copy of the small site in a folder of its own."""

    root: Path

    def run(self, module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What `python -m module …` does there, on the day of the tests."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root, env=_environment(**environment), capture_output=True, text=True, check=False,
            encoding="utf-8",
        )  # fmt: skip

    @contextmanager
    def served(self) -> Iterator[Callable[[], str]]:
        """For the time of a block the site as a writer sees it; what is given says what the server has told so far."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        log = self.root.parent / f"{self.root.name}.log"
        command = [sys.executable, "-m", "macros", "serve", "--address", address]
        with log.open("w", encoding="utf-8") as told:
            running = subprocess.Popen(
                command, cwd=self.root, env=_environment(), stdout=told, stderr=subprocess.STDOUT
            )

        def said() -> str:
            return log.read_text(encoding="utf-8")

        try:
            until(lambda: "The site is at" in said() or running.poll() is not None)
            yield said
        finally:
            running.terminate()
            running.wait()

    def shown(self, page: str) -> str:
        """The text of a file of the site as it is served."""
        return (self.root / ".build" / "mkdocs-served" / page).read_text(encoding="utf-8")

    def built(self, page: str) -> str:
        """The text of a file of the built site."""
        return (self.root / "site" / page).read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        """The built pages by their path, without the error page, which belongs to the theme, and the pages without the theme."""
        site = self.root / "site"
        found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
        return {
            name: path.read_text(encoding="utf-8")
            for name, path in found.items()
            if not name.startswith(("404", "charts/", "f/"))
        }

    def published(self) -> dict[str, bytes]:
        """Every file of the built site by its path."""
        site = self.root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def until(happened: Callable[[], bool], patience: float = 60) -> None:
    """Wait until something has happened; fails where it does not for so many seconds."""
    ends = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.02)


def until_quiet(told: Callable[[], str], quiet: float = 2) -> None:
    """Wait until a preview has built nothing for so many seconds; fails where it builds over and over."""
    built, since = -1, time.monotonic()

    def is_quiet() -> bool:
        nonlocal built, since
        if (now := told().count("Built in")) != built:
            built, since = now, time.monotonic()
        return time.monotonic() - since > quiet

    until(is_quiet)


def _environment(**more: str) -> dict[str, str]:
    """That of a process in a small site, on the day of the tests; what a developer or a build has set does not reach it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRADE_")}
    ours = {"PYTHONPATH": str(ROOT), "TRADE_TODAY": TODAY.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    return {**inherited, **ours, **more}
