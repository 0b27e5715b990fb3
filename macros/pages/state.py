"""Whether a site is what would be built now: told from the files alone, before anything else is loaded."""

from __future__ import annotations

import os
import sys
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

from macros.pages.output import Journal
from macros.store.contents import BUILD, contents_of, digest

_PARTS = ("docs", "data", "overrides", "mkdocs.yml")


def whole(root: Path, engine: str) -> str:
    """A hash of all that a site is made of: pages, data, theme, settings, our code, what is installed, and the day."""
    contents = contents_of(root.resolve())
    files = contents.tree(*(contents.root / part for part in _PARTS), Path(__file__).parent.parent)
    told = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("TRADE_"))
    day = os.environ.get("TRADE_TODAY") or date.today().isoformat()
    contents.save()
    return digest(files, engine, day, sys.version, *_installed(), *told)


def journal_of(root: Path, engine: str) -> Path:
    """Where the journal of a site is that was built with an engine."""
    return root / BUILD / f"{engine}-site.json"


def last(root: Path, engine: str) -> Journal:
    """The journal of the site that was built last with an engine."""
    return Journal.read(journal_of(root, engine))


def _installed() -> list[str]:
    """What is installed, by the names of its folders, which have the versions."""
    return sorted(str(getattr(one, "_path", "")).rpartition(os.sep)[2] for one in distributions())
