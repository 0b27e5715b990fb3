"""How long a writer waits: from an edit saved while the site is served to the page that a browser gets with it."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

from bench.measured import Cost
from bench.systems import Project

_PATIENCE = 3600.0
"""Seconds after which a page will not come any more."""
_EVERY = 0.02
_UNFINISHED = "data-chart="
"""What stands in our pages until their drawings do."""


def edits(project: Project, times: int) -> Cost:
    """The median seconds from an edit to the page with it, of several edits one after another."""
    with _served(project) as page:
        page.wait_for("")
        waits = []
        for number in range(times):
            sentence = f"This was edited{' again' * number}."
            begun = time.perf_counter()
            project.edit(sentence)
            page.wait_for(sentence)
            waits.append(time.perf_counter() - begun)
    return Cost(wall=statistics.median(waits))


class _Page:
    """A page as the preview hands it out."""

    def __init__(self, address: str, server: subprocess.Popen[bytes]) -> None:
        self.address = address
        self.server = server

    def wait_for(self, sentence: str) -> None:
        """Come back once the page is whole and has a sentence."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.server.poll() is None:
            text = self._text()
            if text and sentence in text and _UNFINISHED not in text:
                return
            time.sleep(_EVERY)
        sys.exit(f"{self.address} never had '{sentence}'; the server's code is {self.server.poll()}.")

    def _text(self) -> str:
        try:
            with urlopen(self.address, timeout=_PATIENCE) as answer:  # noqa: S310
                return str(answer.read().decode())
        except (URLError, HTTPException, ConnectionError):  # not up yet
            return ""


@contextmanager
def _served(project: Project) -> Iterator[_Page]:
    port = _free_port()
    command = [part.format(port=port) for part in project.system.serve]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(
            command, cwd=project.root, env=project.environment, stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield _Page(f"http://127.0.0.1:{port}/{project.address}", server)
        finally:
            os.killpg(server.pid, signal.SIGINT)  # it removes what it built
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
