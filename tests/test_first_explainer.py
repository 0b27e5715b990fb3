"""A new writer's first 15 minutes, replayed: the commands and the pages of the handbook's first page, and nothing else.

Done on a copy of the project with its own record, as a writer has it. Only the port differs, since another may be taken; and
what the build for the tests in the browser has read and drawn is not read and drawn again (that it would be the same to the
byte, `test_incremental.py` shows).
"""

from __future__ import annotations

import html
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import real_site
from small_site import ROOT

HANDBOOK = (ROOT / "docs" / "desk" / "index.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", HANDBOOK, re.MULTILINE | re.DOTALL)
COMMANDS = [line for language, block in _BLOCKS if not language for line in block.splitlines()]
FIRST, SECOND = (block for language, block in _BLOCKS if language == "markdown")
PATIENCE = 180
"""Seconds after which a page will not come any more; a builder that works needs a few."""
_FIGURE = re.compile(r'<button[^>]* class="fig[^>]*>[^<]*\d')
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("TRADE_", "MAKE", "MFLAGS"))}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The project as it would be cloned, with the environment that its first command would install."""
    folder = tmp_path_factory.mktemp("writer") / "trade explainers"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    for pins in folder.glob("requirements*.txt"):
        os.utime(pins, (0, 0))  # older than the environment, which so is up to date
    real_site.build(shared / "built")
    for kept in ("readings", "charts"):
        shutil.copytree(ROOT / ".build" / kept, folder / ".build" / kept)
    return folder


@pytest.fixture(scope="module")
def served(clone: Path) -> Iterator[str]:
    """The address at which the first command shows the site, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [*COMMANDS[0].split(), f"ADDRESS={address}"]
    with (clone.parent / "serve.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(
            command, cwd=clone, env=_ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        yield f"http://{address}/"
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def test_the_commands_are_those_that_are_replayed() -> None:
    assert [re.sub(r'".*', "…", command) for command in COMMANDS] == [
        "make serve",
        ".venv/bin/python -m macros new …",
        "make check",
        "make site",
    ]


def test_from_a_clone_to_a_published_page(clone: Path, served: str) -> None:
    # Minutes 1 to 3
    assert "Trade" in _shown(served, "<h1")
    assert "Your first explainer" in _shown(f"{served}desk/", "<h1")

    # Minutes 4 to 8
    said = _run(clone, COMMANDS[1])
    path = re.findall(r"docs/(\S+\.md)\.", said)[0]
    assert f"docs/{path}" in HANDBOOK
    address = f"{served}{path.removesuffix('.md')}/"
    assert address.removeprefix(served) in HANDBOOK
    draft = _shown(address, "Ghana and the US")
    assert _FIGURE.search(draft)
    assert "<svg" in draft
    assert "to do" not in draft
    page = clone / "docs" / path
    page.write_text(FIRST, encoding="utf-8")
    assert len(_FIGURE.findall(_shown(address, "Ghana’s trade with the US"))) == 2

    # Minutes 9 to 12
    page.write_text(SECOND, encoding="utf-8")
    second = _shown(address, "sold more than it bought")
    assert len(_FIGURE.findall(second)) > 2
    page.write_text(SECOND.replace("sold_24 > bought_24", "sold_24 < bought_24"), encoding="utf-8")
    told = _shown(address, "cannot be published yet")
    assert "the claim 'sold more than it bought' is false" in html.unescape(told)
    page.write_text(SECOND, encoding="utf-8")

    # Minutes 13 to 15
    assert "all true" in _run(clone, COMMANDS[2])
    _run(clone, COMMANDS[3])
    site = clone / "site"
    published = (site / path.removesuffix(".md") / "index.html").read_text(encoding="utf-8")
    assert "<svg" in published
    assert "sold more than it bought" in published
    assert f"{Path(path).stem}/" in (site / "index.html").read_text(encoding="utf-8")


def _run(clone: Path, command: str) -> str:
    ended = subprocess.run(
        shlex.split(command), cwd=clone, env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def _shown(address: str, words: str) -> str:
    """The page at an address once it has some words, for the site is built anew after each edit."""
    text, until = "", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310
                text = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            text = ""
        if words in text:
            return text
        time.sleep(0.3)
    raise AssertionError(f"{address} never had '{words}':\n{text[:2000]}")
