"""What the search finds of pages that were made from a template: each by its title and what stands before its first heading.

Two hundred pages with the same headings would fill the index, which every reader who searches loads, and hide all others.
"""

from __future__ import annotations

import json
from collections.abc import Collection

INDEXES = {"search/search_index.json": "docs", "search.json": "items"}
"""The index of each engine, below the site's root, and what its entries are called there."""


def lean(file: str, index: str, made: Collection[str]) -> str:
    """The text of an index without the parts of made pages; `made` are the addresses of these."""
    said, key = json.loads(index), INDEXES[file]
    said[key] = [one for one in said[key] if not _is_part(one["location"], made)]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _is_part(location: str, made: Collection[str]) -> bool:
    page, _, part = location.partition("#")
    return bool(part) and page.lstrip("/") in made
