"""Runs a refresh again and again in processes that die, or whose disk refuses, one step later each time. For `test_killed.py`.

It is a program of its own, for it forks, and a process with threads should not. What a step is the interpreter tells: every opening
for writing, link, rename, removal and new folder below the project, and the exchange of two folders.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from small_record import Project
from standin.still import Still

from macros.errors import TradeError
from macros.sources import exchange

TODAY = date(2026, 10, 6)
MAKING = ("open", "os.mkdir", "os.link")
STEPS = (*MAKING, "os.rename", "os.remove", "os.rmdir", "os.truncate", "macros.exchange")


def steps_below(root: str, event: str, args: tuple[object, ...]) -> bool:
    """Whether an event is a step of writing below a folder."""
    if event not in STEPS:
        return False
    if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        return False
    return any(os.fsdecode(a).startswith(root) for a in args if isinstance(a, str | bytes | os.PathLike))


def at_step(root: Path, number: int, act: Callable[[str], None], *, onwards: bool = False) -> None:
    """Have something done at a step of this process, or at each from then on."""
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if steps_below(str(root), event, args):
            seen += 1
            if seen == number or (onwards and seen > number):
                act(event)

    sys.addaudithook(hook)


def die(event: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(event: str) -> None:
    """As a disk without room: nothing new can be made, but things can be renamed and removed."""
    if event in MAKING:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def in_a_child(project: Project, prepare: Callable[[], None]) -> tuple[int, str]:
    """How a refresh ended in a process of its own, minus the signal where one ended it, and what it said."""
    hears, says = os.pipe()
    if child := os.fork():
        os.close(says)
        with os.fdopen(hears, encoding="utf-8") as lines:
            told = lines.read()
        _, status = os.waitpid(child, 0)
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), told
    code = 99
    try:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            prepare()
            try:
                code = project.refresh(today=TODAY)
            except TradeError as error:  # as the command line does
                out.write(f"{error}\n")
                code = 1
            except Exception:  # a bug, which the test is to see
                out.write(traceback.format_exc())
        os.write(says, out.getvalue().encode())
    finally:
        os._exit(code)


def copies(template: Path, environment: dict[str, str]) -> Iterator[Project]:
    """The same project, anew each time."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # so that another user can come in
        while True:
            root = Path(folder) / "project"
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(template, root)
            root.chmod(0o755)
            still = Still(environment)
            still.today = still.today.replace(2026, 10, 6, 12, 31)
            yield Project(root, None, still)  # type: ignore[arg-type]


def state(project: Project, whole: dict[str, bytes], before: dict[str, bytes]) -> str:
    """What the record is after a refresh: "before", "whole", or else what is wrong with it."""
    now = project.contents()
    if now == before:
        return "before"
    if now == whole:
        return "whole"
    return f"neither: {sorted(name for name in {*now, *whole} if now.get(name) != whole.get(name))}"


def main() -> None:
    """Print one JSON line for each refresh: what was done to it, how it ended, and the record afterwards and after one more."""
    asked = json.load(sys.stdin)
    projects = copies(Path(asked["template"]), asked["environment"])
    project = next(projects)
    before = project.contents()
    assert project.refresh(today=TODAY) == 0  # in this process, so that all is imported before it forks
    whole = project.contents()
    recovered: dict[tuple[object, ...], str] = {}

    def run(how: str, number: int, prepare: Callable[[Project], None]) -> int:
        project = next(projects)
        code, told = in_a_child(project, lambda: prepare(project))
        after = state(project, whole, before)
        left = tuple(sorted(str(p.relative_to(project.root)) for p in (project.root / ".build").rglob("*")))
        if (after, left) not in recovered:  # of equal leftovers one is enough
            project.data.chmod(0o755)
            again, more = in_a_child(project, lambda: None)
            recovered[after, left] = f"{again} {state(project, whole, before)}{more if again else ''}"
        said = {"how": how, "step": number, "code": code, "told": told.replace(str(project.root), "PROJECT")}
        print(json.dumps(said | {"after": after, "later": recovered[after, left]}), flush=True)
        return code

    how = asked["how"]
    for number in SIZES if how == "files cut" else count(1):
        if run(how, number, partial(WAYS[how], number=number)) == 0 or how == "not ours to write on":
            break


def killed(project: Project, number: int) -> None:
    at_step(project.root, number, die)


def killed_without_exchange(project: Project, number: int) -> None:
    def refused(one: Path, other: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    exchange.exchange = refused
    at_step(project.data, number, die)


def disk_full(project: Project, number: int) -> None:
    at_step(project.root, number, refuse, onwards=True)


def files_cut(project: Project, number: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))


def read_only(project: Project, number: int) -> None:
    """Let the record be readable alone; for root, who may always write, as somebody else."""
    for name in (".raw", ".build"):
        (project.root / name).mkdir(exist_ok=True)
        (project.root / name).chmod(0o777)
    if os.geteuid() == 0:
        os.setuid(65534)
    else:
        project.data.chmod(0o555)


SIZES = (0, 100, 2_000, 10_000, 1_000_000)
WAYS = {
    "killed": killed,
    "killed without exchange": killed_without_exchange,
    "disk full": disk_full,
    "files cut": files_cut,
    "not ours to write on": read_only,
}


if __name__ == "__main__":
    main()
