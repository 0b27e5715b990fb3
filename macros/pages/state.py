"""Whether a site is what would be built now: told from the files alone, before anything else is loaded."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

from macros.pages.output import Journal
from macros.store.contents import BUILD, Contents, contents_of, digest

CONFIGURATION = "mkdocs.yml"
"""Where all engines read how the site is made."""
_PARTS = ("docs", "data", "overrides", CONFIGURATION)
_NO_SETTINGS = {"docs", "data", "site", "macros", BUILD}  # what is below them is looked at for itself
_COMMENT = re.compile(r"(?:^|\s)#.*", re.MULTILINE)
_WORD = re.compile(r"[\w./-]+")


def whole(root: Path, engine: str) -> str:
    """A hash of all that a site is made of: pages, data, theme, settings, our code, what is installed, and the day."""
    contents = contents_of(root.resolve())
    files = contents.tree(*(contents.root / part for part in _PARTS), Path(__file__).parent.parent)
    files = digest(files, setup(contents))
    told = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("TRADE_"))
    day = os.environ.get("TRADE_TODAY") or date.today().isoformat()
    contents.save()
    return digest(files, engine, day, sys.version, *_installed(), *told)


def setup(contents: Contents) -> str:
    """A hash of how a site is set up: what mkdocs.yml says, the theme, the files it names (`INHERIT`, hooks, another theme,
    snippets), and the environment variables."""
    root, path = contents.root, contents.root / CONFIGURATION
    said = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    words = set(_WORD.findall(_COMMENT.sub("", said)))
    files = {
        root / word for word in words - _NO_SETTINGS if (root / word).exists() and not root.is_relative_to(root / word)
    }
    variables = sorted(f"{word}={os.environ[word]}" for word in words & os.environ.keys() if word[:6] != "TRADE_")
    return digest(contents.tree(path, root / "overrides", *sorted(files)), *variables)


def journal_of(root: Path, engine: str) -> Path:
    """Where the journal of a site is that was built with an engine."""
    return root / BUILD / f"{engine}-site.json"


def last(root: Path, engine: str) -> Journal:
    """The journal of the site that was built last with an engine."""
    return Journal.read(journal_of(root, engine))


def _installed() -> list[str]:
    """What is installed, by the names of its folders, which have the versions."""
    return sorted(str(getattr(one, "_path", "")).rpartition(os.sep)[2] for one in distributions())
