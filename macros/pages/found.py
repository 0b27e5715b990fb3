"""What the search finds of pages that were made from a template: each by its title and what stands before its first heading.

Two hundred pages with the same headings would fill the index, which every reader who searches loads, and hide all others.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

_INDEXES = (("search/search_index.json", "docs"), ("search.json", "items"))
"""The index of each engine, and what its entries are called there."""


def lean(site: Path, made: Collection[str]) -> None:
    """Take the parts of made pages out of the site's search index; `made` are the addresses of the pages."""
    for name, key in _INDEXES:
        path = site / name
        if not made or not path.is_file():
            continue
        index = json.loads(path.read_text(encoding="utf-8"))
        index[key] = [one for one in index[key] if not _is_part(one["location"], made)]
        path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _is_part(location: str, made: Collection[str]) -> bool:
    page, _, part = location.partition("#")
    return bool(part) and page.lstrip("/") in made
