"""Pages that other processes read and complete are those that would be made here, and what is wrong with one is told alike."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from small_site import EACH, SMALL_SITE, TODAY

from macros import proof
from macros.errors import Problems, TradeError
from macros.pages import crew, doors
from macros.pages.desk import Desk
from macros.store.contents import contents_of

WITH_CHART = f"""{EACH}
{{{{ chart("balance", headline="The balance") }}}}
"""


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with pages made from a template, below a folder with a blank in its name."""
    monkeypatch.setenv(doors.DAY_VARIABLE, TODAY.isoformat())
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "a site"))
    (root / "docs" / "made").mkdir()
    (root / "docs" / "made" / "each.md").write_text(WITH_CHART, encoding="utf-8")
    return root


def _built(root: Path) -> dict[str, bytes]:
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(root / ".build", ignore_errors=True)
    contents_of.cache_clear()
    site.mkdir()
    doors.site(doors.desk(root), "mkdocs", proof.of_prose).build(site, Path("/none"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _with_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_FEW", dict.fromkeys(crew._FEW, 1))


def test_others_make_the_same_site(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = _built(pages)
    _with_others(monkeypatch)
    assert _built(pages) == here
    assert "made/kenya/index.html" in here


def test_what_is_wrong_with_a_page_is_told_alike(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found out at the very end: a page that was not rendered, and pages that show what no reader should see."""
    template, settings = pages / "docs" / "made" / "each.md", pages / "mkdocs.yml"
    template.write_text(f"{WITH_CHART}\n{{% raw %}}{{{{ sold }}}}{{% endraw %}}\n", encoding="utf-8")
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nexclude_docs: made/kenya.md\n", encoding="utf-8")

    def told() -> str:
        with pytest.raises(Problems) as found:
            _built(pages)
        return str(found.value)

    here = told()
    _with_others(monkeypatch)
    assert told() == here
    assert "docs/made/kenya.md: the engine built no page for it" in here
    assert "docs/made/uganda.md: a macro was not worked out in the built page: " in here


def test_a_process_with_another_thread_is_not_copied() -> None:
    """The copy would lack that thread, and wait for it."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    way = crew._way()
    done.set()
    other.join()
    assert way in {"forkserver", "spawn"}


def _killed(desk: Desk, paths: list[str]) -> list[str]:
    os._exit(1)


def test_one_that_is_ended_from_outside_is_told_of(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_others(monkeypatch)
    with (
        crew.over(doors.desk(pages), ["index.md"], _killed) as outcomes,
        pytest.raises(TradeError, match="was ended from outside"),
    ):
        list(outcomes)
