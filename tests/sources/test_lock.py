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
