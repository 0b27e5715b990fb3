"""The site while it is written: what is told, and that it goes on."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from small_site import EACH, Site, until, until_quiet

from macros.errors import TradeError
from macros.pages.engines import live


def test_an_address_that_is_in_use_is_told_before_the_first_build(small_site: Site) -> None:
    with _in_use() as address:
        ended = small_site.run("macros", "serve", "--address", address)
    assert ended.returncode == 1
    told = f"the site cannot be served at {address}: .+\\. Name another: '--address 127.0.0.1:800[12]'."
    assert re.fullmatch(told, ended.stderr.strip().splitlines()[-1])
    assert "Traceback" not in ended.stderr
    assert not (small_site.root / ".build" / "mkdocs-served").exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.1:http", "127.0.0.1:99999", "nowhere.invalid:8000"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(TradeError, match=re.escape(address)):
        live.require_free(address)


def test_it_follows_a_folder_that_is_moved_away_and_then_rests(small_site: Site) -> None:
    folder = small_site.root / "docs" / "moving"
    folder.mkdir()
    (folder / "page.md").write_text("# A page\n", encoding="utf-8")
    shown = small_site.root / ".build" / "mkdocs-served" / "moving" / "page" / "index.html"
    with small_site.served() as told:
        assert shown.exists()
        shutil.move(folder, small_site.root / "moved")
        until(lambda: not shown.exists())
        until_quiet(told)


def test_bad_input_is_told_and_it_goes_on(small_site: Site) -> None:
    """Whatever would be the end of a build: each is told, and once it is mended, the next edit is shown."""
    docs, settings = small_site.root / "docs", small_site.root / "mkdocs.yml"
    good = settings.read_text(encoding="utf-8")
    (small_site.root / "overrides").mkdir()
    settings.write_text(good.replace("  name: material", "  name: material\n  custom_dir: overrides"), encoding="utf-8")
    main, each = small_site.root / "overrides" / "main.html", docs / "made" / "each.md"
    main.write_text('{% extends "base.html" %}\n', encoding="utf-8")
    each.parent.mkdir()
    each.write_text(EACH, encoding="utf-8")
    with small_site.served() as told:
        _spoilt(told, "docs/plain.markdown: a page's name ends in .md", lambda: (docs / "plain.markdown").touch())
        (docs / "plain.markdown").unlink()
        (docs / "plain").mkdir()
        _spoilt(told, "both be at /plain/", lambda: (docs / "plain" / "index.md").write_text("# Plain\n"))
        shutil.rmtree(docs / "plain")
        _spoilt(told, "docs/made/each.md:1: the page is not", lambda: each.write_bytes(b"\xe9" + EACH.encode()))
        each.write_text(EACH, encoding="utf-8")
        _spoilt(told, "docs/latin.md:1: the page is not", lambda: (docs / "latin.md").write_bytes(b"\xe9"))
        (docs / "latin.md").unlink()
        _spoilt(told, "overrides/main.html:2: the template", lambda: main.write_text("\n{{ x y }}"))
        main.write_text('{% extends "base.html" %}\n', encoding="utf-8")
        _spoilt(told, "mkdocs.yml:2: the settings are not", lambda: settings.write_text("a: b\n c: d\n"))
        settings.write_text(good, encoding="utf-8")
        plain = docs / "plain.md"
        plain.write_text("# Plain\n\nAn edit in the end.\n", encoding="utf-8")
        until(lambda: "An edit in the end." in small_site.shown("plain/index.html"))
        assert "Traceback" not in told()


def _spoilt(told: Callable[[], str], what: str, spoil: Callable[[], object]) -> None:
    spoil()
    until(lambda: what in told())


@contextmanager
def _in_use() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield f"127.0.0.1:{other.getsockname()[1]}"
