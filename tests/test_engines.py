"""The exit is open: both engines make the same site of the same sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import reading
from small_site import ENGINES, Site

from macros.errors import TradeError
from macros.pages.engines import settings as read_settings

PIECES: Mapping[str, Callable[[str], Any]] = {
    "article": lambda page: reading.text(reading.article(page)),
    "title": reading.title,
    "description": reading.description,
    "receipts": reading.receipts,
    "charts": reading.charts,
}


@pytest.mark.parametrize("other", [engine for engine in ENGINES if engine != "mkdocs"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_page_is_the_same_under_both(piece: str, other: str, engines: Mapping[str, Site]) -> None:
    of = PIECES[piece]
    ours, theirs = (engines[engine].pages() for engine in ("mkdocs", other))
    assert ours.keys() == theirs.keys()
    assert {name: of(page) for name, page in ours.items()} == {name: of(page) for name, page in theirs.items()}
    assert of(ours["index.html"]), "there was nothing to compare"


def test_what_is_no_page_is_the_same_under_all(engines: Mapping[str, Site]) -> None:
    """The ledger, the feeds, the data, the charts, the page of each figure: whatever does not come from the theme."""
    of_theme = ("assets/", "search", "sitemap.xml", "objects.inv")
    found = {
        engine: {
            name: content
            for name, content in site.published().items()
            if not name.startswith(of_theme) and name not in site.pages() and name != "404.html"
        }
        for engine, site in engines.items()
    }
    assert found["mkdocs"].keys() >= {"ledger.json", "feeds/explainers.xml"}
    for other in found:
        assert found[other].keys() == found["mkdocs"].keys()
        assert [name for name, content in found[other].items() if content != found["mkdocs"][name]] == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("site_name: A\nnav:\n  - a\n b: c\n", "mkdocs.yml:4: the settings are not YAML: "),
        ("site_name: A: B\n", "mkdocs.yml:1: the settings are not YAML: mapping values are not allowed here"),
        ("- site_name\n", "mkdocs.yml:1: the settings are not 'key: value' lines. Begin with "),
        ("site_name: \x07\n", "mkdocs.yml: "),
        ("site_name: Caf\udce9\n", "mkdocs.yml: the settings are not written in UTF-8. "),
    ],
)
def test_settings_that_cannot_be_read_are_told_at_their_line(settings: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(TradeError) as raised:
        read_settings(tmp_path)
    assert str(raised.value).startswith(told)


def test_a_folder_without_settings_is_told(tmp_path: Path) -> None:
    with pytest.raises(TradeError, match=r"^there is no mkdocs.yml in .*Run this in the folder of the project\.$"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{% extends "base.html" %}\n{% block content %}\n{{ x y }}\n{% endblock %}\n', "main.html:3: the template is broken: "),
        ('\n{% extends "bass.html" %}\n', "main.html:2: there is no template 'bass.html'."),
        ("\n\n{{ x.y.z }}\n", "main.html:3: the template is broken: 'x' is undefined."),
    ],
)  # fmt: skip
def test_a_template_that_is_broken_is_told_at_its_line(template: str, told: str, small_site: Site) -> None:
    file = small_site.root / "mkdocs.yml"
    said = file.read_text(encoding="utf-8").replace("  name: material", "  name: material\n  custom_dir: overrides")
    file.write_text(said, encoding="utf-8")
    (small_site.root / "overrides").mkdir()
    (small_site.root / "overrides" / "main.html").write_text(template, encoding="utf-8")
    ended = small_site.run("macros", "build")
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert ended.stderr.startswith(f"overrides/{told}")
