"""Two builds of one folder at once, and a build that is killed: what is published is the last good site, and of the last edit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from small_site import ROOT, TODAY, Site, until

_PAUSED = """
import sys
import macros.__main__
from macros.pages.site import Site

build = Site.build

def paused(*given, **named):
    build(*given, **named)
    print("made", flush=True)
    sys.stdin.readline()

Site.build = paused
sys.exit(macros.__main__.main(["build"]))
"""
"""A build that waits to be told before it is swapped in."""

_KILLED = """
import errno, os, pathlib, signal, sys
import macros.__main__
from macros.sources import exchange

def refused(one, other):
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

def between(event, given):
    if event == "os.rename" and pathlib.Path(given[1]).name == "site" and not pathlib.Path("site").exists():
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "renames":
    exchange.exchange = refused
sys.addaudithook(between)
sys.exit(macros.__main__.main(["build"]))
"""
"""A build that is killed when there is no `site/`, just before the new one takes its place."""


def _begun(site: Site, *command: str, **pipes: Any) -> subprocess.Popen[str]:
    """A process of Python in a site, on the day of the tests."""
    there = {**os.environ, "PYTHONPATH": str(ROOT), "TRADE_TODAY": TODAY.isoformat()}
    return subprocess.Popen([sys.executable, *command], cwd=site.root, env=there, text=True, **pipes)


def _edit(site: Site, text: str) -> None:
    page = site.root / "docs" / "plain.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def test_a_second_build_waits_for_the_first_and_is_what_is_published(small_site: Site) -> None:
    pipe, told = subprocess.PIPE, small_site.root.parent / "told"
    _edit(small_site, "The earlier edit.")
    with (
        _begun(small_site, "-c", _PAUSED, stdin=pipe, stdout=pipe) as first,
        told.open("w", encoding="utf-8") as said,
    ):
        assert first.stdout
        assert first.stdout.readline() == "made\n"
        _edit(small_site, "The later edit.")
        with _begun(small_site, "-m", "macros", "build", stdout=pipe, stderr=said) as second:
            until(lambda: second.poll() is not None or "This begins when" in told.read_text(encoding="utf-8"))
            first.communicate("\n")
            published, _ = second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert published.startswith("Built site/"), "it looked at the pages when it began, and not before it waited"
    assert f"'build with mkdocs (process {first.pid} on " in told.read_text(encoding="utf-8")
    assert "The later edit." in small_site.built("plain/index.html")


@pytest.mark.parametrize("swapped", ["at once", "renames"])
def test_a_killed_build_and_one_that_fails_leave_the_last_good_site(swapped: str, build: Callable[..., Site]) -> None:
    site = build("mkdocs")
    before = site.published()
    _edit(site, "An edit.")
    with _begun(site, "-c", _KILLED, swapped) as begun:
        assert begun.wait() == (0 if swapped == "at once" else -9)
    if swapped == "renames":
        assert not (site.root / "site").exists()
    else:
        assert "An edit." in site.built("plain/index.html")
        before = site.published()
    _edit(site, "{{ unknown }}")
    failed = site.run("macros", "build")
    assert failed.returncode == 1
    assert failed.stderr.endswith("site/ is as it was.\n")
    assert site.published() == before
