"""The house of STYLE.md: which room may import which, and what no file may do. A failure names file and line."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import ROOT

ALPHABET = {"errors", "periods", "units", "places"}
MAY_IMPORT = {
    **dict.fromkeys(ALPHABET, ALPHABET),
    "store": ALPHABET,
    "facts": ALPHABET | {"store"},
    "words": ALPHABET,
    "charts": ALPHABET | {"words"},  # they draw plain values, and could draw for anybody
    "ledger": ALPHABET | {"store", "facts"},
    "pages": ALPHABET | {"store", "facts", "words", "charts", "ledger"},
    "check": ALPHABET | {"store", "facts", "words", "ledger"},  # reads what a build says, and never makes a page
    "detail": ALPHABET,
    "sources": ALPHABET | {"store", "detail"},
    "forge": ALPHABET | {"check"},  # sends out what others made, and makes nothing
    "proof": {"errors", "pages", "check"},  # where the two meet
    "answers": {"errors", "places", "periods", "facts", "words", "pages", "check"},
    "__init__": {"pages", "proof"},
    "commands": {"sources", "forge"},  # the arguments of theirs, which they keep themselves
    "__main__": {
        "commands",
        "errors",
        "places",
        "store",
        "ledger",
        "pages",
        "check",
        "proof",
        "answers",
        "sources",
        "forge",
    },
}
"""The rooms, and what each may use beside itself."""

ONLY_IN = {
    **dict.fromkeys(("altair", "vl_convert", "uharfbuzz"), ("macros/charts/",)),
    **dict.fromkeys(("mkdocs", "mkdocs_macros", "material", "zensical"), ("macros/pages/engines/",)),
    "jinja2": ("macros/pages/",),
    "filelock": ("macros/sources/", "macros/detail/"),
    "pandas": ("macros/store/", "macros/sources/", "macros/charts/custom/", "macros/charts/kinds/custom.py"),
    **dict.fromkeys(("duckdb", "narwhals", "pyspark", "py4j"), ("macros/detail/",)),
    **dict.fromkeys(
        (
            "http", "socket", "ssl", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc", "webbrowser",
            "urllib.request", "urllib3", "httpx", "requests", "aiohttp", "tenacity", "rich",
        ),
        ("macros/sources/",),
    ),
}  # fmt: skip
"""Packages that one place alone may know, with all that lies below their names."""

BY_ANOTHER_DOOR = {"__import__", "import_module", "run_module", "run_path", "exec", "eval"}
WITHOUT_A_ROOM = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST = 300
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "macros").rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_keeps_to_its_room(module: str) -> None:
    assert list(faults(module, (ROOT / module).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("macros/errors.py", "from macros.store.record import Record", "errors may not import store"),
        ("macros/store/record.py", "import macros.facts.levels", "store may not import facts"),
        ("macros/words/numbers.py", "from macros import places, facts", "words may not import facts"),
        ("macros/facts/levels.py", "from ..words import numbers", "facts may not import words"),
        ("macros/ledger.py", "from macros.pages import html", "ledger may not import pages"),
        ("macros/pages/desk.py", "from macros import sources", "pages may not import sources"),
        ("macros/pages/sheet.py", "import mkdocs.config", "only macros/pages/engines/ may import mkdocs"),
        (
            "macros/facts/levels.py",
            "import pandas as pd",
            "only macros/store/ or macros/sources/ or macros/charts/custom/ or macros/charts/kinds/custom.py may import pandas",
        ),
        (
            "macros/charts/svg.py",
            "from urllib.request import urlopen",
            "only macros/sources/ may import urllib.request",
        ),
        ("macros/charts/svg.py", "from urllib import request", "only macros/sources/ may import urllib.request"),
        ("macros/charts/svg.py", "from urllib.parse import quote", ""),
        ("macros/sources/duties.py", "import duckdb", "only macros/detail/ may import duckdb"),
        ("macros/store/record.py", "from macros.detail import sums", "store may not import detail"),
        ("macros/charts/svg.py", "import altair", ""),
        ("macros/facts/levels.py", "importlib.import_module('macros.words')", "import_module() hides what is imported"),
        ("macros/attic/old.py", "import re", "there is no room 'attic'"),
        ("macros/store/utils.py", "import re", "'utils' names no idea; find the room of what it holds"),
    ],
)
def test_a_breach_is_found_wherever_it_stands(module: str, line: str, fault: str) -> None:
    nested = f'"""A module."""\n\ndef late():\n    if True:\n        {line}\n'
    where = 1 if fault.startswith(("there is no room", "'utils'")) else 5
    assert list(faults(module, nested)) == ([f"{module}:{where}: {fault}"] if fault else [])


def test_length_and_docstring_are_looked_at() -> None:
    assert list(faults("macros/units.py", "import re\n" + "x = 1\n" * LONGEST)) == [
        "macros/units.py:1: no docstring",
        f"macros/units.py:{LONGEST + 1}: longer than {LONGEST} lines",
    ]


def test_no_two_test_files_share_a_name() -> None:
    """pytest imports them by their names alone, and would refuse the whole run."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []


def test_only_the_command_line_imports_the_sources() -> None:
    assert [room for room, rooms in MAY_IMPORT.items() if "sources" in rooms] == ["commands", "__main__"]


def test_only_the_sources_import_product_detail() -> None:
    assert [room for room, rooms in MAY_IMPORT.items() if "detail" in rooms] == ["sources"]


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a git checkout")
def test_no_file_names_a_place_outside_the_project() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    assert files
    assert [place for path in files if path.is_file() for place in outside(path)] == []


def test_a_place_outside_the_project_is_found(tmp_path: Path) -> None:
    page, home, shared = tmp_path / "page.md", "/ho" + "me/", "../sha" + "red"  # this file is looked at too
    page.write_text(f"See https://example.org{home}x and docs{home}y.\nFrom {home}me/x and {shared}/data.\n")
    assert list(outside(page)) == [f"{page}:2: {home}", f"{page}:2: {shared}"]


def faults(module: str, source: str) -> Iterator[str]:
    """What is wrong with a module, each as `file:line: what`."""
    room = Path(module).parts[1].removesuffix(".py")
    tree = ast.parse(source)
    if room not in MAY_IMPORT:
        yield f"{module}:1: there is no room '{room}'"
        return
    if Path(module).stem in WITHOUT_A_ROOM:
        yield f"{module}:1: '{Path(module).stem}' names no idea; find the room of what it holds"
    if not ast.get_docstring(tree):
        yield f"{module}:1: no docstring"
    if (length := len(source.splitlines())) > LONGEST:
        yield f"{module}:{length}: longer than {LONGEST} lines"
    for line, name in imports(tree, module):
        if fault := breach(module, room, name):
            yield f"{module}:{line}: {fault}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in BY_ANOTHER_DOOR:
                yield f"{module}:{node.lineno}: {called}() hides what is imported"


def imports(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    """The full name of everything a module imports, however deep inside it, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = Path(module).with_suffix("").parts[: -node.level] if node.level else ()
            package = ".".join((*above, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{package}.{alias.name}") for alias in node.names)


def breach(module: str, room: str, name: str) -> str:
    """What an import by a room breaks, empty where it breaks nothing."""
    if name.startswith("macros."):
        other = name.split(".")[1]
        return "" if other == room or other in MAY_IMPORT[room] else f"{room} may not import {other}"
    for package, places in ONLY_IN.items():
        if f"{name}.".startswith(f"{package}.") and not module.startswith(places):
            return f"only {' or '.join(places)} may import {package}"
    return ""


OUTSIDE = re.compile(rb"\.\./shared|[.]library\b|(?<![\w.:/}-])/(?:work|home|root|Users|tmp|mnt|opt)/")


def outside(path: Path) -> Iterator[str]:
    """Each mention of a path that exists on one machine alone."""
    content = path.read_bytes()
    for match in OUTSIDE.finditer(content):
        line = content.count(b"\n", 0, match.start()) + 1
        yield f"{path}:{line}: {match[0].decode()}"
