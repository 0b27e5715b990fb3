"""Killed between any two writes, on a full disk, where it may not write: the record is as it was or has the whole new vintage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_record import made
from small_site import ROOT
from standin import StandIn

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
Runs = list[dict[str, Any]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Runs refreshes that something is done to."""
    with StandIn() as standin:
        template = made(tmp_path_factory.mktemp("killed"), standin).root

        def run(how: str) -> Runs:
            asked = {"template": str(template), "environment": standin.environment, "how": how}
            ended = subprocess.run(
                [sys.executable, str(Path(__file__).with_name("dying.py"))],
                input=json.dumps(asked), capture_output=True, text=True, check=False, cwd=ROOT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/sources")])},
            )  # fmt: skip
            assert ended.returncode == 0, ended.stderr
            return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith('{"how"')]

        yield run


def test_killed_between_any_two_writes(runs: Any) -> None:
    found = runs("killed")
    assert len(found) > 25
    assert [run["code"] for run in found] == [-9] * (len(found) - 1) + [0]
    assert {run["after"] for run in found} == {"before", "whole"}
    assert {run["later"] for run in found} == {"0 whole"}
    states = [run["after"] for run in found]
    assert states == sorted(states)  # first as it was, then whole, and never to and fro


def test_killed_where_folders_cannot_be_exchanged(runs: Any) -> None:
    """There a kill may leave files that no passport names; the next run removes them."""
    found = runs("killed without exchange")
    assert found[-1]["code"] == 0
    assert "This disk cannot exchange two folders in one step" in found[-1]["told"]
    assert {run["later"] for run in found} == {"0 whole"}
    passport = [run["step"] for run in found if "us-goods/dataset.yml" not in run["after"]]
    assert found[-1]["after"] == "whole"
    assert passport


def test_a_full_disk(runs: Any) -> None:
    found = runs("disk full")
    assert len(found) > 10
    assert {run["after"] for run in found} == {"before", "whole"}
    assert {run["later"] for run in found} == {"0 whole"}
    refused = [run for run in found if run["after"] == "before"]
    assert refused
    for run in refused:
        assert run["code"] == 1
        assert "No space left on device. Make room" in run["told"], run


def test_a_limit_on_the_size_of_files(runs: Any) -> None:
    found = runs("files cut")
    assert {run["later"] for run in found} == {"0 whole"}
    assert Counter(run["after"] for run in found) == {"before": 4, "whole": 1}
    assert all("File too large. Make room" in run["told"] for run in found if run["after"] == "before")


def test_a_record_that_is_not_ours_to_write_on(runs: Any) -> None:
    (run,) = runs("not ours to write on")
    assert (run["code"], run["after"], run["later"]) == (1, "before", "0 whole"), run["told"]
    assert "Permission denied. Make the folder writable for this user, then run this again.\n" in run["told"]
