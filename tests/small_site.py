"""The small site of made-up figures: where it is, and what a test does with a copy of it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL_SITE = ROOT / "tests" / "data" / "small-site"
TODAY = date(2026, 6, 1)
ENGINES = ("mkdocs", "zensical")


@dataclass(frozen=True, slots=True)
class Site:
    """A copy of the small site in a folder of its own."""

    root: Path

    def run(self, module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What `python -m module …` does there, on the day of the tests."""
        ours = {"PYTHONPATH": str(ROOT), "TRADE_TODAY": TODAY.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
        # What a developer or a build has set must not reach the sites of the tests.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRADE_")}
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root, env={**inherited, **ours, **environment}, capture_output=True, text=True, check=False,
            encoding="utf-8",
        )  # fmt: skip

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
