"""The benchmark's site is what it says, and the ways of building that are compared show the same figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bench import generated, measured, report
from bench.generated import FACTS, Data
from bench.measured import Cost
from bench.systems import SYSTEMS
from small_site import ROOT

AMOUNT = re.compile(r"\$([\d.,]+)\s(million|billion)")  # ours do not break between the two


def built(name: str, folder: Path) -> str:
    """The first page of a site of two, built one way."""
    project = SYSTEMS[name].write(folder / name, generated.pages(2), Data())
    cost = measured.run(SYSTEMS[name].build, project.root, project.environment)
    assert cost.work
    assert cost.work > 0
    return project.built(1)[0]


def test_ours_has_every_figure_every_chart_and_the_table(tmp_path: Path) -> None:
    page = built("ours", tmp_path)
    opened = set(re.findall(r'class="fig" popovertarget="r-([^"]+)"', page))
    assert len(opened) == len(FACTS)
    assert page.count('<figure class="chart') == 3
    assert page.count("<th>Balance</th>") == 1


def test_all_show_the_same_amounts(tmp_path: Path) -> None:
    amounts = {name: AMOUNT.findall(built(name, tmp_path)) for name in ("floor", "usual")}
    assert amounts["floor"] == amounts["usual"]
    assert len(amounts["floor"]) == 19


def test_a_run_ends_with_its_table(tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    arguments = ["--sizes", "1", "--systems", "floor", "--states", "page", "serve", "--runs", "1", "--out", str(out)]
    ended = subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    table = out.read_text(encoding="utf-8")
    assert ended.stdout == table
    assert re.search(r"^## 1 pages \(one run\)$", table, re.MULTILINE)
    assert re.search(r"^\| page \| [\d.]+ s / [\d.]+(?: / \d+ MB)? \|$", table, re.MULTILINE)
    assert re.search(r"^\| serve \| [\d.]+ s \|$", table, re.MULTILINE)


def test_what_is_compared_has_the_same_pages_and_no_more_than_there_are() -> None:
    assert len({page.path for page in generated.pages(1000)}) == 1000
    with pytest.raises(ValueError, match="not 100000"):
        generated.pages(100_000)


def test_a_revision_reaches_the_first_page_and_a_month_is_added(tmp_path: Path) -> None:
    data = Data()
    data.write(tmp_path)
    first = (tmp_path / "data" / "generated" / "2026-04.csv").read_text(encoding="utf-8").splitlines()
    data.revise()
    data.add_month()
    data.write(tmp_path)
    then = (tmp_path / "data" / "generated" / "2026-04.csv").read_text(encoding="utf-8").splitlines()
    added = (tmp_path / "data" / "generated" / "2026-05.csv").read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(first, then, strict=True) if a != b]
    assert [a.split(",")[:4] for a, _ in changed] == [[generated.pages(1)[0].partner.code, "imports", "", "2026-02"]]
    assert ",2026-03," in added


BUSY = (
    "import time; a = time.process_time()\nwhile time.process_time() < a + 0.5: pass\nprint(flush=True); time.sleep(9)"
)
LEAVES = "import subprocess, sys, time\nother = subprocess.Popen([sys.executable, '-c', sys.argv[1]], stdout=subprocess.PIPE)\n"
LEAVES += "other.stdout.readline(); time.sleep(1); other.terminate()"


def test_the_work_of_processes_that_nobody_waited_for_counts(tmp_path: Path) -> None:
    assert (measured.run([sys.executable, "-c", LEAVES, BUSY], tmp_path, os.environ).work or 0) >= 0.5


def test_a_cell_leaves_out_what_was_not_measured() -> None:
    assert report.cell(Cost(wall=1.25, work=2.5, memory=3_000_000)) == "1.2 s / 2.5 / 3 MB"
    assert report.cell(Cost(wall=1.25)) == "1.2 s"
    assert report.cell(None) == "–"
