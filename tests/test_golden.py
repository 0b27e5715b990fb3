"""What a writer gets wrong, and what they are told: each folder of `golden/` is a case.

A case is one or several pages and `expected.txt`, the lines of the run. A missing expectation is written, to be read by
whoever adds it; in CI it is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_site import ENGINES, SMALL_SITE, TODAY, Site

from macros.pages.desk import Desk

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())
WORDED = re.compile(r"docs/(?P<page>[\w-]+\.md):(?P<line>\d+): .+\. .+[.?]")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_with_its_line_and_remedy(case: Path, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(SMALL_SITE / "data")
    _put(case, tmp_path / "docs")
    problems = Desk(tmp_path, TODAY).check()
    said = "".join(f"{problem}\n" for problem in problems)
    expected = case / "expected.txt"
    if not expected.exists() and not os.environ.get("CI"):
        expected.write_text(said, encoding="utf-8")
        pytest.skip("its expectation was missing and has been written: read it")
    assert said == expected.read_text(encoding="utf-8")
    assert problems, "nothing was found wrong"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_expectation_says_where_what_and_remedy(case: Path) -> None:
    expected = case / "expected.txt"
    if not expected.exists():
        pytest.skip("not written yet")
    for said in expected.read_text(encoding="utf-8").splitlines():
        match = WORDED.fullmatch(said)
        assert match, f"not 'where: what. remedy.': {said}"
        lines = (case / match["page"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= int(match["line"]) <= len(lines), f"no such line: {said}"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_build_stops_and_keeps_the_last_good_site(
    engine: str, small_site: Site, engines: Mapping[str, Site]
) -> None:
    before, mistakes = _with_mistakes(small_site, engines)
    ended = small_site.run("macros", "build", "--engine", engine)
    assert ended.returncode == 1
    count = len(mistakes.splitlines())
    told, _, summary = ended.stderr.rstrip("\n").rpartition("\n")
    assert f"{told}\n" == mistakes
    assert summary.startswith(f"{count} problems")
    assert ended.stdout == ""
    assert small_site.published() == before


def test_plain_mkdocs_stops_too_however_quiet(small_site: Site, engines: Mapping[str, Site]) -> None:
    before, mistakes = _with_mistakes(small_site, engines)
    ended = small_site.run("mkdocs", "build", "-q")
    assert ended.returncode != 0
    assert mistakes in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    assert small_site.published() == before


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_only_seen_once_built_is_not_published(
    engine: str, small_site: Site, engines: Mapping[str, Site]
) -> None:
    shutil.copytree(engines[engine].root / "site", small_site.root / "site")
    before = small_site.published()
    (small_site.root / "docs" / "plain.md").write_text("# A plain page\n\nThe share was nan%.\n", encoding="utf-8")
    ended = small_site.run("macros", "build", "--engine", engine)
    assert ended.returncode == 1
    assert "docs/plain.md" in ended.stderr
    assert "a missing value was printed in the built page: … A plain page The share was nan%" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert small_site.published() == before


def _with_mistakes(site: Site, engines: Mapping[str, Site]) -> tuple[dict[str, bytes], str]:
    """The site as last published, now with the page of several mistakes beside the others; and what is to be said."""
    shutil.copytree(engines["mkdocs"].root / "site", site.root / "site")
    case = next(case for case in CASES if case.name == "several-in-one-file")
    _put(case, site.root / "docs")
    return site.published(), (case / "expected.txt").read_text(encoding="utf-8")


def _put(case: Path, docs: Path) -> None:
    docs.mkdir(exist_ok=True)
    for page in case.glob("*.md"):
        shutil.copy(page, docs)
