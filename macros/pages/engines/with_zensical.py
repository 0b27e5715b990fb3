"""Zensical: reads the same mkdocs.yml, renders all pages at once, and has no events."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from macros.errors import TradeError
from macros.pages.engines.variables import DOCS, SITE

if TYPE_CHECKING:
    from macros.pages.engines import Job


class Zensical:
    """Runs Zensical in a process of its own."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of what renders, by package."""
        return {"zensical": version("zensical")}

    def render(self, job: Job) -> None:
        """Render all pages; `TradeError` with what Zensical said where it stops."""
        environment = {**os.environ, SITE: str(job.out), DOCS: str(job.docs.relative_to(job.root))}
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
        ended = subprocess.run(  # noqa: S603
            command, cwd=job.root, env=environment, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            raise TradeError(f"Zensical stopped:\n{ended.stdout}{ended.stderr}", remedy="Mend what it says above.")
