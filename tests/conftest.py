"""The small site: a copy to break, and as each engine builds it, once for all processes of a run; and which tests come first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import real_site
from filelock import FileLock
from hypothesis import settings
from small_site import ENGINES, SMALL_SITE, TODAY, Site

import macros.__main__

# The files that take minutes, in the order in which they are begun: who begins one of them last keeps the others waiting.
LONGEST = (
    "test_incremental.py",
    "test_partner_pages.py",
    "test_robust.py",
    "test_kind_maps.py",
    "test_axe.py",
    "test_pages.py",
    "test_first_explainer.py",
    "test_readout.py",
    "test_killed.py",
)

_IS_FIRST = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"  # of the processes of a run

# A law holds on a slow machine too; and what CI tries is the same each time, so that it fails for what was changed.
settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files come first, and all others as they came."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _real_site(request: pytest.FixtureRequest, shared: Path) -> Iterator[None]:
    """Has the real site begun with the run where tests in the browser will want it: it takes minutes, and there are others to run
    meanwhile."""
    is_wanted = any(item.path.parent.name == "browser" for item in request.session.items)
    with real_site.begun(shared / "built") if is_wanted and _IS_FIRST else nullcontext():
        yield


@pytest.fixture
def small_site(tmp_path: Path, shared: Path) -> Site:
    """A copy of the small site, not built, to do with as a test likes; its path has a space in it. What another copy drew need not
    be drawn again: a drawing is found by all that it is made from."""
    site = Site(Path(shutil.copytree(SMALL_SITE, tmp_path / "a site")))
    (shared / "drawings").mkdir(exist_ok=True)
    (site.root / ".build").mkdir()
    (site.root / ".build" / "charts").symlink_to(shared / "drawings")
    return site


@pytest.fixture
def command(
    small_site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., CompletedProcess[str]]:
    """What `python -m macros …` does in the copy of the small site, but in this process, for one of its own takes seconds to begin.
    Not for what builds."""

    def ended(*arguments: str, **environment: str) -> CompletedProcess[str]:
        with monkeypatch.context() as there:
            there.setattr(macros.__main__, "ROOT", small_site.root)
            there.chdir(small_site.root)
            for name, value in {"TRADE_TODAY": TODAY.isoformat(), **environment}.items():
                there.setenv(name, value)
            code = macros.__main__.main(list(arguments))
        return CompletedProcess(arguments, code, *capsys.readouterr())

    return ended


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Builds a copy of the small site with an engine, from nothing."""

    def built(engine: str, **environment: str) -> Site:
        site = Site(Path(shutil.copytree(SMALL_SITE, tmp_path_factory.mktemp(engine) / "a site")))
        ended = site.run("macros", "build", "--engine", engine, **environment)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return site

    return built


@pytest.fixture(scope="session")
def engines(build: Callable[..., Site], shared: Path) -> Mapping[str, Site]:
    """The small site as each engine builds it, made by the process that is the first to ask. Not to be changed."""

    def made(engine: str) -> Site:
        site = shared / f"built with {engine}"
        with FileLock(f"{site}.lock"):
            if not site.exists():
                site.symlink_to(build(engine).root)
        return Site(site)

    return {engine: made(engine) for engine in ENGINES}
