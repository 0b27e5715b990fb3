"""What goes out to GitHub: every call of gh and git by name, with a gh that only writes down what it is told."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.check.proposal import Proposal
from macros.errors import TradeError
from macros.forge import issue, previous, pull

FAKE = """import json, os, pathlib, shutil, sys
folder = pathlib.Path(os.environ["FAKE_GH"])
said = sys.stdin.read() if "-" in sys.argv else ""
with (folder / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps([sys.argv[1:], said]) + "\\n")
answers = json.loads((folder / "answers.json").read_text())
command = " ".join(sys.argv[1:3])
if command == "run download":
    shutil.copy(folder / "artifact.tar", sys.argv[sys.argv.index("--dir") + 1])
answer = answers.get(command, "")
if isinstance(answer, list):
    print(answer[0], file=sys.stderr)
    sys.exit(1)
print(answer)
"""
Gh = Callable[..., list[tuple[str, str]]]
TURNED = Proposal(title="New figures of goods: 2 sentences change, 1 with a word that turned", body="Body.",
                  labels=("data", "words turned"), why_not=("1 sentence with a word that turned",))  # fmt: skip
QUIET = Proposal(title="New figures of goods: 1 sentence changes", body="Quiet.", labels=("data",), why_not=())


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gh:
    """A gh with answers by command; called again, what it was told: each call in one line, and its standard input."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh.py").write_text(FAKE, encoding="utf-8")
    # A shell between: the line that names an interpreter bears no blank in its path.
    (folder / "gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder}/gh.py" "$@"\n', encoding="utf-8")
    (folder / "gh").chmod((folder / "gh").stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_GH", str(folder))

    def told(**answers: str | list[str]) -> list[tuple[str, str]]:
        if answers:
            named = {command.replace("_", " "): answer for command, answer in answers.items()}
            (folder / "answers.json").write_text(json.dumps({"pr view": "false", **named}), encoding="utf-8")
        calls = folder / "calls.jsonl"
        lines = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
        return [(" ".join(arguments), said) for arguments, said in map(json.loads, lines)]

    told(pr_list="")
    return told


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with data in it, and a place to push to."""
    root, origin = tmp_path / "work", tmp_path / "origin.git"
    for command in (["git", "init", "-q", "--bare", str(origin)], ["git", "init", "-q", "-b", "main", str(root)]):
        subprocess.run(command, check=True)
    (root / "data" / "goods").mkdir(parents=True)
    (root / "data" / "goods" / "dataset.yml").write_text("name: goods\n", encoding="utf-8")
    (root / "page.md").write_text("A page.\n", encoding="utf-8")
    _git(root, "remote", "add", "origin", str(origin))
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "begin")
    return root


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def _new_figures(root: Path) -> None:
    (root / "data" / "goods" / "2026-12.csv").write_text("partner\n", encoding="utf-8")
    (root / "page.md").write_text("A page that somebody is writing.\n", encoding="utf-8")


def test_the_datasets_that_changed_are_those_whose_files_did(root: Path) -> None:
    assert pull.changed_datasets(root) == []
    _new_figures(root)
    (root / "data" / "history").mkdir()
    (root / "data" / "history" / "revisions.csv").write_text("page\n", encoding="utf-8")
    assert pull.changed_datasets(root) == ["goods", "history"]


def test_a_pull_request_is_opened_with_the_data_alone(root: Path, gh: Gh) -> None:
    _new_figures(root)
    before = (_git(root, "status", "--porcelain"), _git(root, "rev-parse", "HEAD"))
    pull.submit(root, TURNED, "main", may_merge=True, check="check.yml")
    assert (_git(root, "status", "--porcelain"), _git(root, "rev-parse", "HEAD")) == before, "nothing here was touched"
    pushed = _git(root, "ls-remote", "origin", f"refs/heads/{pull.BRANCH}").split()[0]
    assert _git(root, "diff", "--name-only", "HEAD", pushed) == "data/goods/2026-12.csv"
    assert _git(root, "log", "-1", "--format=%s|%an", pushed) == f"{TURNED.title}|new figures"
    calls = [call for call, _ in gh()]
    assert [call.split(" --")[0] for call in calls] == [
        "label create data", "label create words turned", "pr list", "pr create", f"pr view {pull.BRANCH}",
        "workflow run check.yml", f"pr view {pull.BRANCH}",
    ]  # fmt: skip
    (created,) = [one for one in gh() if one[0].startswith("pr create")]
    assert created == (
        f"pr create --head {pull.BRANCH} --base main --title {TURNED.title} --body-file - --label data,words turned", "Body.",
    )  # fmt: skip


def test_an_open_pull_request_is_brought_up_to_date(root: Path, gh: Gh) -> None:
    _new_figures(root)
    gh(pr_list="7")
    pull.submit(root, QUIET, "main", may_merge=False, check="")
    (edited,) = [one for one in gh() if one[0].startswith("pr edit")]
    assert edited == (
        f"pr edit 7 --title {QUIET.title} --body-file - --add-label data --remove-label words turned,revision", "Quiet.",
    )  # fmt: skip
    assert not [call for call, _ in gh() if call.startswith(("pr create", "workflow", "pr merge"))]


@pytest.mark.parametrize(
    ("proposal", "may_merge", "is_on", "call"),
    [
        (QUIET, True, False, f"pr merge {pull.BRANCH} --auto --squash"),
        (QUIET, True, True, ""),
        (QUIET, False, False, ""),
        (QUIET, False, True, f"pr merge {pull.BRANCH} --disable-auto"),
        (TURNED, True, False, ""),
        (TURNED, True, True, f"pr merge {pull.BRANCH} --disable-auto"),  # a word turned since
    ],
)
def test_it_merges_by_itself_only_where_settings_and_sentences_agree(
    root: Path, gh: Gh, proposal: Proposal, may_merge: bool, is_on: bool, call: str
) -> None:
    _new_figures(root)
    gh(pr_view="true" if is_on else "false")
    pull.submit(root, proposal, "main", may_merge=may_merge, check="")
    assert [one for one, _ in gh() if one.startswith("pr merge")] == ([call] if call else [])


def test_what_a_tool_says_of_its_failure_is_passed_on(root: Path, gh: Gh) -> None:
    _new_figures(root)
    gh(label_create=["HTTP 403: Resource not accessible"])
    with pytest.raises(TradeError) as refused:
        pull.submit(root, QUIET, "main", may_merge=False, check="")
    assert str(refused.value) == (
        "'gh label create' failed: HTTP 403: Resource not accessible. Nothing after it was done."
    )


def test_without_gh_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TradeError) as refused:
        issue.report("Drift", "drift", "It drifted.")
    assert str(refused.value) == "there is no 'gh' here. Install it, or let the workflow do this."


@pytest.mark.parametrize(
    ("number", "text", "call", "said"),
    [
        ("", "It drifted.", "issue create --title Drift --label drift --body-file -", "It drifted."),
        ("12", "It drifted more.", "issue edit 12 --title Drift --body-file -", "It drifted more."),
        ("12", " \n", "issue close 12 --comment It has not been met again.", ""),
        ("", "", "issue list --label drift --state open --json number --jq .[0].number", ""),
    ],
)
def test_there_is_one_issue_of_a_kind(gh: Gh, number: str, text: str, call: str, said: str) -> None:
    gh(issue_list=number)
    issue.report("Drift", "drift", text)
    assert gh()[-1] == (call, said)


def test_the_previous_site_comes_from_the_last_run_that_ended_well(gh: Gh, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bin" / "artifact.tar", "w") as files:
        entry = tarfile.TarInfo("./index.html")
        entry.size = 4
        files.addfile(entry, io.BytesIO(b"well"))
    gh(run_list="42 abc123")
    out = tmp_path / "previous"
    (out / "left").mkdir(parents=True)
    assert previous.fetch("deploy.yml", "main", out) == "abc123"
    assert [path.name for path in out.iterdir()] == ["index.html"]
    assert gh()[0][0].startswith("run list --workflow deploy.yml --branch main --status success --limit 1")
    assert gh()[1][0].startswith("run download 42 --name github-pages --dir ")


def test_where_nothing_was_deployed_well_before_it_says_so(gh: Gh, tmp_path: Path) -> None:
    gh(run_list="null null")
    with pytest.raises(TradeError) as refused:
        previous.fetch("deploy.yml", "main", tmp_path / "previous")
    assert str(refused.value) == "no earlier site was deployed well. Mend the present one and deploy it again."
