"""The small site: a copy to break, and as each engine builds it, once for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from small_site import ENGINES, SMALL_SITE, Site

# A law holds on a slow machine too; and what CI tries is the same each time, so that it fails for what was changed.
settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")


@pytest.fixture
def small_site(tmp_path: Path) -> Site:
    """A copy of the small site, not built, to do with as a test likes; its path has a space in it."""
    return Site(Path(shutil.copytree(SMALL_SITE, tmp_path / "a site")))


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Builds a copy of the small site with an engine."""

    def built(engine: str, **environment: str) -> Site:
        site = Site(Path(shutil.copytree(SMALL_SITE, tmp_path_factory.mktemp(engine) / "a site")))
        ended = site.run("macros", "build", "--engine", engine, **environment)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return site

    return built


@pytest.fixture(scope="session")
def engines(build: Callable[..., Site]) -> Mapping[str, Site]:
    """The small site as each engine builds it. Not to be changed."""
    return {engine: build(engine) for engine in ENGINES}
