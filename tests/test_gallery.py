"""The gallery shows what it says: each line shown is the very line that made the chart below it, and no kind or option is left out.

The pages are those of docs/desk that ask for charts. Whether they are true is found by the check, as of any page; here
they are only read, so nothing depends on the record.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from macros.pages.plans import KINDS

DESK = Path(__file__).parents[1] / "docs" / "desk"
_SHOWN = re.compile(r"\{% raw %\}(.*?)\{% endraw %\}", re.DOTALL)
_MADE = re.compile(r"\{\{ chart\(.*?\) \}\}", re.DOTALL)
_KIND = re.compile(r'chart\("([\w-]+)"')


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _sections(page: Path) -> dict[str, str]:
    """The second-level sections of a page by their headings, in lower case."""
    parts = re.split(r"^## (.+)$", _text(page), flags=re.MULTILINE)
    return dict(zip((name.lower() for name in parts[1::2]), parts[2::2], strict=True))


def _options(section: str) -> dict[str, str]:
    """The table of options in a section: each with its default as it is written."""
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {name.strip(" `"): default.strip() for name, default, _ in rows}


# Of the other pages of the handbook some show a chart too, as an example that is not made.
PAGES = [page for page in sorted(DESK.glob("*.md")) if "\nrender_macros: false\n" not in _text(page)]
SECTIONS = {kind: section for page in PAGES for kind, section in _sections(page).items() if _MADE.search(section)}


def test_the_gallery_has_pages() -> None:
    assert [page.name for page in PAGES] == ["charts-mirrored.md", "charts.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_line_shown_is_the_one_that_is_made(page: Path) -> None:
    text = _text(page)
    shown = _SHOWN.findall(text)
    assert shown
    assert shown == _MADE.findall(_SHOWN.sub("", text))
    # … and the chart stands right below it.
    assert all(f"```\n{{% raw %}}{line}{{% endraw %}}\n```\n\n{line}\n" in text for line in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_facts_shown_are_those_at_the_head(page: Path) -> None:
    head, body = _text(page).split("---\n", 2)[1:]
    assert f"```yaml\n{head[head.index('facts:') :]}```\n" in body


def test_every_kind_has_a_section_with_a_chart_of_it() -> None:
    assert sorted(SECTIONS) == sorted(KINDS)
    for kind, section in SECTIONS.items():
        assert set(_KIND.findall(section)) == {kind}


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_is_listed_with_its_default(kind: str) -> None:
    """In the order in which the kind has them. What is worked out if it is left out, or must be given, is said in words."""
    options: dict[str, Any] = {
        name: one.default for name, one in inspect.signature(KINDS[kind]).parameters.items() if name != "sheet"
    }
    listed = _options(SECTIONS[kind])
    assert list(listed) == list(options)
    for name, default in options.items():
        if default or default is False:
            written = f'"{default}"' if isinstance(default, str) else str(default).lower()
            assert listed[name] == f"`{written}`", name


def _typed(node: nodes.Node) -> str:
    """The words of an expression that are typed in: those outside a claim or another call."""
    if isinstance(node, nodes.Call):
        return ""
    return str(node.value) if isinstance(node, nodes.Const) else " ".join(map(_typed, node.iter_child_nodes()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_headline_has_a_figure_typed_in(page: Path) -> None:
    """A year is no figure; an amount, a rank or a percentage would go stale."""
    calls = Environment().parse(_text(page)).find_all(nodes.Call)  # noqa: S701  nothing is rendered
    headlines = [_typed(given.value) for call in calls for given in call.kwargs if given.key == "headline"]
    assert headlines
    assert [said for said in headlines if re.search(r"[$%]|\b(?!(?:19|20)\d\d\b)\d", said)] == []
