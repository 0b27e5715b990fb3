"""The ways of building the same pages that are measured, each as a project in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from small_site import ROOT

from bench.generated import DATASET, FACTS, TODAY, Data, Page
from macros.pages import html
from macros.pages.desk import Desk

ADDRESS = "http://127.0.0.1"
_NOT_SOURCES = ("site", ".build", ".cache")
_CHART = re.compile(r"\{\{ chart\(.*?\) \}\}\n\n", re.DOTALL)

_SETTINGS = """\
# Generated, for measuring.
site_name: Generated pages
site_url: http://127.0.0.1:8000/
site_dir: !ENV [TRADE_SITE, site]
docs_dir: !ENV [TRADE_DOCS, docs]
theme:
  name: material
  variant: classic
  font: false
{theme}
nav: [index.md]
not_in_nav: /pages/
strict: true
plugins:
  - search
{plugin}
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, tables]
"""
_MACROS = """\
  - macros:
      modules: [{module}]
      on_undefined: strict
      on_error_fail: true
watch: [data]
"""
_OURS = """\
extra_css:
  - assets/stylesheets/tokens.css
  - assets/stylesheets/site.css
  - assets/stylesheets/article.css
"""
_IN_BROWSER = """\
extra_javascript:
  - https://cdn.jsdelivr.net/npm/vega@6
  - https://cdn.jsdelivr.net/npm/vega-lite@6
  - https://cdn.jsdelivr.net/npm/vega-embed@7
"""

Texts = Mapping[str, str]
"""Pages by their path below docs/."""


@dataclass(frozen=True, kw_only=True, slots=True)
class System:
    """A way of building: how its pages are written, its settings, and what is run to build and to serve. `serve` is empty
    where there is no preview of its own; a port is put in."""

    says: str
    texts: Callable[[Sequence[Page], Data, Path], Texts]
    settings: str
    build: tuple[str, ...]
    serve: tuple[str, ...] = ()
    reads_data: bool = True

    def write(self, root: Path, pages: Sequence[Page], data: Data) -> Project:
        """The project, not built, in a folder that is made for it."""
        root.mkdir(parents=True)
        data.write(root)
        texts = self.texts(pages, data, root)
        if not self.reads_data:
            shutil.rmtree(root / "data")
        links = "".join(f"- [{page.partner}, {page.year}]({page.path})\n" for page in pages)
        head = "---\ntitle: Generated pages\nrender_macros: false\n---\n\n"
        for path, text in {**texts, "index.md": f"{head}{links}"}.items():
            _write(root / "docs" / path, text)
        _write(root / "mkdocs.yml", self.settings)
        return Project(self, root, tuple(pages))


@dataclass(frozen=True, slots=True)
class Project:
    """A system's site in its folder. What happens to one page happens to the first."""

    system: System
    root: Path
    pages: tuple[Page, ...]

    @property
    def environment(self) -> dict[str, str]:
        """What its commands find: our code and nothing that a developer has set for the sites they work on."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("TRADE_") and name != "PYTHONDONTWRITEBYTECODE"
        }
        found = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        return {**inherited, "PYTHONPATH": found, "TRADE_TODAY": TODAY.isoformat(), "NO_MKDOCS_2_WARNING": "1"}

    @property
    def address(self) -> str:
        """Where the first page is below the site's root."""
        return self.pages[0].address

    def built(self, first: int | None) -> list[str]:
        """So many of the first pages as they were built, or all."""
        site = self.root / "site"
        return [(site / page.address / "index.html").read_text(encoding="utf-8") for page in self.pages[:first]]

    def forget(self) -> None:
        """Leave the sources alone: nothing built, nothing kept from before."""
        for name in _NOT_SOURCES:
            shutil.rmtree(self.root / name, ignore_errors=True)

    def edit(self, sentence: str) -> None:
        """Put a sentence at the end of the first page."""
        path = self.root / "docs" / self.pages[0].path
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _ours(pages: Iterable[Page], data: Data, root: Path) -> Texts:
    """The pages as our writers have them, with our style sheets, fonts and scripts beside."""
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    (root / "overrides").symlink_to(ROOT / "overrides")
    return {page.path: f"{_our_head(page)}{page.body}" for page in pages}


def _our_head(page: Page) -> str:
    facts = "".join(f"  {name}: {asked.format(year=page.year)}\n" for name, asked in FACTS.items())
    return (
        f'---\ntitle: "{page.partner} and the United States in {{{{ sold.period }}}}"\n'
        "description: Every figure on this page is generated.\n"
        f'trade: {{data: {DATASET}, side: "{page.partner}", partner: United States}}\nfacts:\n{facts}---\n'
    )


def _usual(pages: Iterable[Page], data: Data, root: Path) -> Texts:
    """The same texts, for macros of their own."""
    return {
        page.path: f"{_plain_head(page, f'partner: {page.partner.code}{chr(10)}year: {page.year}{chr(10)}')}{page.body}"
        for page in pages
    }


def _plain_head(page: Page, more: str = "") -> str:
    title = f'title: "{page.partner} and the United States in {page.year}"\n'
    return f"---\n{title}description: Every figure on this page is generated.\n{more}---\n"


def _expanded(pages: Iterable[Page], data: Data, root: Path) -> Texts:
    """The same texts with our figures in words, and without charts: what is left for an engine alone to do."""
    for page in pages:
        _write(root / "docs" / page.path, f"{_our_head(page)}{page.body}")
    desk = Desk.at(root, TODAY)
    texts = {}
    for page in pages:
        sheet = desk.sheet(page.path)
        sheet.problems.raise_if_any()
        with sheet.dressed(html.plain):
            body = Environment().from_string(_CHART.sub("", page.body)).render(sheet.names)  # noqa: S701
        texts[page.path] = f"{_plain_head(page)}{body}"
    return texts


_MKDOCS = (sys.executable, "-m", "mkdocs")
_OF_MKDOCS: Mapping[str, tuple[str, ...]] = {
    "build": (*_MKDOCS, "build", "--quiet"),
    "serve": (*_MKDOCS, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
}
_MACROS_BUILD = (sys.executable, "-m", "macros", "build")
_USUAL_MACROS = _MACROS.format(module="bench.usual")
_OUR_SETTINGS = _SETTINGS.format(theme="  custom_dir: overrides", plugin=_MACROS.format(module="macros") + _OURS)

SYSTEMS: Mapping[str, System] = {
    "floor": System(
        says="MkDocs and Material alone, on the same pages with every figure already in words and no charts",
        texts=_expanded,
        settings=_SETTINGS.format(theme="", plugin=""),
        **_OF_MKDOCS,
        reads_data=False,
    ),
    "usual": System(
        says="mkdocs-macros and pandas, with Altair's specification of each chart for vega-embed in the browser",
        texts=_usual,
        settings=_SETTINGS.format(theme="", plugin=f"{_USUAL_MACROS}{_IN_BROWSER}extra: {{charts: browser}}"),
        **_OF_MKDOCS,
    ),
    "naive": System(
        says="the same with each chart as SVG in the page, drawn by vl-convert where it stands and kept nowhere",
        texts=_usual,
        settings=_SETTINGS.format(theme="", plugin=f"{_USUAL_MACROS}extra: {{charts: inline}}"),
        **_OF_MKDOCS,
    ),
    "ours": System(
        says="python -m macros build: figures with receipts and pages of their own, charts drawn and as files, the ledger",
        texts=_ours,
        settings=_OUR_SETTINGS,
        build=_MACROS_BUILD,
        serve=(sys.executable, "-m", "macros", "serve", "--address", "127.0.0.1:{port}"),
    ),
    "ours-zensical": System(
        says="the same with Zensical in MkDocs' place",
        texts=_ours,
        settings=_OUR_SETTINGS,
        build=(*_MACROS_BUILD, "--engine", "zensical"),
    ),
}
