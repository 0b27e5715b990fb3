"""The real site, built once, served on loopback, and the system's Chromium to read it with.

The pages change with every release of data, so nothing here asserts a figure: only how pages behave.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import real_site
from playwright.sync_api import Browser, sync_playwright

_MADE = ("f/", "charts/", "partners/")
_PIECES = re.compile(r'<h2>[^<]*|class="[^"]*"')
"""What tells one build of a page from another: its sections, and what they are made of."""
_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing that reaches out, and no sandbox, which a container's root cannot have.
_QUIETLY = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The folder of the built site, one for all processes of a run, which is begun with the run."""
    real_site.build(shared / "built")
    return shared / "built"


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """The address of every page below the site's root."""
    return sorted(p.relative_to(site).as_posix().removesuffix("index.html") for p in site.rglob("*.html"))


@pytest.fixture(scope="session")
def telling(site: Path, paths: list[str]) -> list[str]:
    """Every page with the theme, and of those that our own templates make the shortest and the longest of each build.

    There are hundreds of the latter, alike but for their words: all of them are read for links, anchors, policy and HTML, and
    these few are opened in a browser; with EVERY_PAGE set, all are.
    """
    if os.environ.get("EVERY_PAGE"):
        return paths
    built: dict[tuple[str, frozenset[str]], list[tuple[int, str]]] = {}
    for path in paths:
        if path.startswith(_MADE):
            text = (site / path / "index.html").read_text(encoding="utf-8")
            of_one_build = built.setdefault((path.partition("/")[0], frozenset(_PIECES.findall(text))), [])
            of_one_build.append((len(text), path))
    ends = {end(alike)[1] for alike in built.values() for end in (min, max)}
    return sorted({*(path for path in paths if not path.startswith(_MADE)), *ends})


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests that need it are skipped."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("Chromium not found: browser tests skipped. Install Debian's chromium.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=_QUIETLY)
        yield running
        running.close()
