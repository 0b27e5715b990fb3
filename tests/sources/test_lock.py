"""One writer at a time; the second is told who, and a dead one is in nobody's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small_site import ROOT

from macros.errors import TradeError
from macros.sources import exchange, lock

HOLDER = """
import sys, time, pathlib
from macros.sources import lock
with lock.alone(pathlib.Path(sys.argv[1]), "refresh us-goods"):
    print("held", flush=True)
    time.sleep(60)
"""
BUILDER = """
import sys, pathlib
from macros.sources import lock
with lock.in_turn(pathlib.Path(sys.argv[1]), "site", sys.argv[2]):
    print("held", flush=True)
    sys.stdin.readline()
print("ended", flush=True)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def holding(data: Path) -> subprocess.Popen[str]:
    """Another process that has the lock."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


def test_the_second_is_told_who_is_at_work_and_the_dead_block_nobody(data: Path) -> None:
    with holding(data) as other:
        os.utime(data.parent / ".build" / "data.holder", (0, 0))
        with pytest.raises(TradeError) as raised, lock.alone(data, "import us-goods"):
            pass
        told = str(raised.value)
        assert told.startswith(f"'refresh us-goods (process {other.pid} on ")
        assert ")', at work since 19" in told
        assert told.endswith(f"is writing to {data}. Wait until it has ended, then run this again.")
        other.send_signal(signal.SIGKILL)
    with lock.alone(data, "import us-goods"):
        pass


def building(build: Path, doing: str) -> subprocess.Popen[str]:
    """A process that builds until it is told to end."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(build), doing], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )  # fmt: skip


@pytest.mark.parametrize("is_killed", [False, True])
def test_who_builds_second_says_so_and_waits(is_killed: bool, tmp_path: Path) -> None:
    build = tmp_path / ".build"
    with building(build, "build with mkdocs") as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with building(build, "build with zensical") as second:
            assert second.stderr
            told = second.stderr.readline()
            assert told.startswith(f"'build with mkdocs (process {first.pid} on ")
            assert told.endswith(", has not ended yet. This begins when it has; to stop waiting: Ctrl+C\n")
            if is_killed:
                first.kill()
            else:
                first.communicate("\n")
            assert second.communicate("\n") == ("held\nended\n", "")
        assert (first.wait() == 0) is not is_killed


def test_what_is_built_elsewhere_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lock.in_turn(tmp_path, "site", "build"), lock.in_turn(tmp_path, "served", "serve"):
        pass
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".build").write_text("a file", encoding="utf-8")
    with pytest.raises(TradeError, match="could not be written"), lock.in_turn(tmp_path / ".build", "site", "build"):
        pass


def test_two_data_folders_do_not_wait_for_each_other(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with lock.alone(data, "refresh"), lock.alone(tmp_path / "other", "refresh"):
        pass


def test_what_a_dead_run_left_is_swept(data: Path) -> None:
    left = exchange.aside(data)
    (left / "us-goods").mkdir(parents=True)
    with lock.alone(data, "refresh"):
        assert not left.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match="no such folder"), lock.alone(tmp_path / "data", "refresh"):
        pass
    assert not (tmp_path / ".build").exists()
