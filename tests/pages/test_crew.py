"""Pages that other processes read and complete are those that would be made here, and what is wrong with one is told alike."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from small_site import EACH, ROOT, SMALL_SITE, TODAY, until

from macros import proof
from macros.errors import Problems, TradeError
from macros.pages import crew, doors
from macros.pages.desk import Desk
from macros.store.contents import contents_of

WITH_CHART = f"""{EACH}
{{{{ chart("balance", headline="The balance") }}}}
"""


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with pages made from a template, below a folder with a blank in its name."""
    monkeypatch.setenv(doors.DAY_VARIABLE, TODAY.isoformat())
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "a site"))
    (root / "docs" / "made").mkdir()
    (root / "docs" / "made" / "each.md").write_text(WITH_CHART, encoding="utf-8")
    return root


def _built(root: Path) -> dict[str, bytes]:
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(root / ".build", ignore_errors=True)
    contents_of.cache_clear()
    site.mkdir()
    doors.site(doors.desk(root), "mkdocs", proof.of_prose).build(site, Path("/none"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _with_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_FEW", dict.fromkeys(crew._FEW, 1))


def test_others_make_the_same_site(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = _built(pages)
    _with_others(monkeypatch)
    assert _built(pages) == here
    assert "made/kenya/index.html" in here


def test_what_is_wrong_with_a_page_is_told_alike(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found out at the very end: a page that was not rendered, and pages that show what no reader should see."""
    template, settings = pages / "docs" / "made" / "each.md", pages / "mkdocs.yml"
    template.write_text(f"{WITH_CHART}\n{{% raw %}}{{{{ sold }}}}{{% endraw %}}\n", encoding="utf-8")
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nexclude_docs: made/kenya.md\n", encoding="utf-8")

    def told() -> str:
        with pytest.raises(Problems) as found:
            _built(pages)
        return str(found.value)

    here = told()
    _with_others(monkeypatch)
    assert told() == here
    assert "docs/made/kenya.md: the engine built no page for it" in here
    assert "docs/made/uganda.md: a macro was not worked out in the built page: " in here


def test_a_process_with_another_thread_is_not_copied() -> None:
    """The copy would lack that thread, and wait for it."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    way = crew._way()
    done.set()
    other.join()
    assert way in {"forkserver", "spawn"}


def _killed(desk: Desk, paths: list[str]) -> list[str]:
    os._exit(1)


def test_one_that_is_ended_from_outside_is_told_of(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_others(monkeypatch)
    with (
        crew.over(doors.desk(pages), ["index.md"], _killed) as outcomes,
        pytest.raises(TradeError, match="was ended from outside"),
    ):
        list(outcomes)


_SLOW = """
import sys, pathlib, test_crew
from macros.pages import crew, doors

way, root = sys.argv[1:]
crew._way = lambda: way
with crew.over(doors.desk(pathlib.Path(root)), ["index.md"] * 100, test_crew.at_work, root) as outcomes:
    list(outcomes)
"""


def at_work(desk: Desk, paths: list[str], root: str) -> list[str]:
    """Work that does not end, by a process that says which it is."""
    Path(root, f"{os.getpid()}.pid").touch()
    time.sleep(600)
    return paths


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # one that nobody has asked yet how it ended


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc, which tells who runs")
@pytest.mark.parametrize("way", ["fork", "forkserver"])
def test_nobody_outlives_the_process_that_began_them(way: str, pages: Path) -> None:
    if way not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {way} here")
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "pages")))
    command = [sys.executable, "-c", _SLOW, way, str(pages)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}) as first:
        try:
            until(lambda: len([*pages.glob("*.pid")]) == crew._cores() or first.poll() is not None)
        finally:
            first.kill()
    others = [int(file.stem) for file in pages.glob("*.pid")]
    assert len(others) == crew._cores()
    until(lambda: not any(map(_runs, others)))
