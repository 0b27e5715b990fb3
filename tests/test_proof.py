"""What was typed in stops whoever builds, and is shown on the page to the writer who looks on."""

from __future__ import annotations

import pytest
from small_site import ENGINES, Site

PAGE = """---
title: Half a story
---

It sold goods worth $12.5 million, and the sun shone.
"""
SAID = "docs/story.md:5: '$12.5 million' is typed in."


@pytest.fixture
def typed(small_site: Site) -> Site:
    """The small site with a page on which a figure is typed in."""
    (small_site.root / "docs" / "story.md").write_text(PAGE, encoding="utf-8")
    return small_site


@pytest.mark.parametrize(
    "command",
    [("macros", "check"), *(("macros", "build", "--engine", engine) for engine in ENGINES), ("mkdocs", "build", "-q")],
    ids=" ".join,
)
def test_it_stops_whoever_builds(typed: Site, command: tuple[str, ...]) -> None:
    ended = typed.run(*command)
    assert ended.returncode != 0
    assert SAID in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (typed.root / "site").exists()


def test_the_writer_who_looks_on_sees_it_above_the_text(typed: Site) -> None:
    with typed.served() as told:
        page = typed.shown("story/index.html")
        assert page.index("This page cannot be published yet") < page.index("is typed in") < page.index("the sun shone")
        assert "cannot be published" not in typed.shown("plain/index.html")
        assert SAID in told()


def test_a_page_that_shows_a_broken_one_says_what_is_wrong_with_it(small_site: Site) -> None:
    docs = small_site.root / "docs"
    (docs / "broken.md").write_text("---\ntitle: Broken\n---\n\nA tag: {{ unknown }}.\n", encoding="utf-8")
    (docs / "front.md").write_text('---\ntitle: Front\n---\n\n{{ stories("broken.md") }}\n', encoding="utf-8")
    with small_site.served():
        for page in ("broken", "front"):
            assert "<code>docs/broken.md:5: " in small_site.shown(f"{page}/index.html")
