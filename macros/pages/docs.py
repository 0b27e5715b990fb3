"""The docs folder: which of its files are of the site, and which would be pages in a way that nobody can tell apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.errors import Problems, TradeError
from macros.pages.front import address, is_template

_KEPT_ASIDE = re.compile(r"(?:^|/)(?:\.(?!well-known(?:/|$))[^/]*|#[^/]*#|[^/]*~)(?:/|$)")
_ALSO_PAGES = (".markdown", ".mdown", ".mkdn", ".mkd")  # to MkDocs (`mkdocs.utils.is_markdown_file`)


def is_ours(path: str) -> bool:
    """Whether a file below the docs folder is of the site: it is not hidden, and nothing that an editor keeps beside one."""
    return not _KEPT_ASIDE.search(path)


def files(docs: Path, within: str = "") -> Iterator[str]:
    """The files of the site, by their paths below the docs folder."""
    try:
        entries = [*os.scandir(f"{docs}/{within}")]
    except (FileNotFoundError, NotADirectoryError):  # it is gone by now
        return
    for entry in filter(lambda entry: is_ours(entry.name), entries):
        if entry.is_dir(follow_symlinks=False):
            yield from files(docs, f"{within}{entry.name}/")
        elif entry.is_file():
            yield f"{within}{entry.name}"


def written(docs: Path) -> Iterator[str]:
    """The pages that somebody wrote."""
    return (path for path in files(docs) if path.endswith(".md") and not is_template(path))


def refused(docs: Path, made: Iterable[str]) -> Problems:
    """What engines would take for a page and we do not, and pages that would be in one place; with those that are made."""
    problems = Problems()
    for path in sorted(files(docs)):
        if path.endswith(_ALSO_PAGES):
            remedy = f"Call it '{path.rpartition('/')[2].rpartition('.')[0]}.md'."
            problems.add(TradeError("a page's name ends in .md", remedy=remedy, where=f"docs/{path}"))
    there: dict[str, str] = {}
    for path in [*sorted(written(docs)), *made]:
        first = there.setdefault(address(path), path)
        if first != path:
            what = f"this page and docs/{path} would both be at /{address(path)}"
            remedy = "Remove one of them, or give it another name."
            problems.add(TradeError(what, remedy=remedy, where=f"docs/{first}"))
    return problems
