"""Two builds of the site beside each other: which pages differ, with a link to each before and after, in a folder to look at."""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass
from pathlib import Path

from macros.errors import TradeError

_ASSETS = "assets"


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """The pages that differ between two builds by address, in order; and how many pages and how many other files there are."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    pages: int
    others: int

    @property
    def sentence(self) -> str:
        """How many pages differ: "Of 9 pages 2 changed, 1 new, 1 gone; other files that differ: 4."."""
        counts = ((self.added, "new"), (self.gone, "gone"))
        parts = [
            f"of {self.pages} pages {len(self.changed)} changed",
            *(f"{len(found)} {what}" for found, what in counts if found),
        ]
        return f"{', '.join(parts).capitalize()}; other files that differ: {self.others}."


def make(before: Path, after: Path, out: Path) -> Preview:
    """Write `before/`, `after/` and an `index.html` with links to both into a folder, and return what differs.

    `after` is the whole build. Of the one before only the pages that differ are kept, with what they look like.
    """
    for site in (before, after):
        if not (site / "index.html").is_file():
            raise TradeError(f"'{site}' is not a built site", remedy="Build it with 'make site', or name a commit.")
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(after, out / "after")
    old, new = _files(before), _files(after)
    differ = {path for path in old.keys() & new.keys() if old[path].read_bytes() != new[path].read_bytes()}
    kept = {path for path in old if _is_page(path) and (path in differ or path not in new)}
    for path in kept | {path for path in old if path.startswith(f"{_ASSETS}/")}:
        (out / "before" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(old[path], out / "before" / path)
    found = Preview(
        changed=tuple(sorted(filter(_is_page, differ))),
        added=tuple(sorted(path for path in new.keys() - old.keys() if _is_page(path))),
        gone=tuple(sorted(path for path in old.keys() - new.keys() if _is_page(path))),
        pages=sum(map(_is_page, new)),
        others=sum(not _is_page(path) for path in differ | (old.keys() ^ new.keys())),
    )
    (out / "index.html").write_text(_index(found), encoding="utf-8")
    return found


def _files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def _is_page(path: str) -> bool:
    """Whether a file is a page that a reader goes to: not the page of one chart, which others embed."""
    return path.endswith(".html") and not path.startswith("charts/")


def _index(found: Preview) -> str:
    kinds = ((found.changed, "before", "after"), (found.added, "", "after"), (found.gone, "before", ""))
    rows = [_row(path, before, after) for paths, before, after in kinds for path in paths]
    table = f"<table><tr><th>Page<th>Before<th>After{''.join(rows)}</table>" if rows else ""
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>What differs</title><style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
        "td,th{padding:.2em 1.5em .2em 0;text-align:left}</style>"
        f'<h1>What differs</h1><p>{html.escape(found.sentence)} <a href="after/index.html">The whole site</a>.</p>'
        f"{table}</html>\n"
    )


def _row(path: str, before: str, after: str) -> str:
    name = html.escape(path.removesuffix("index.html") or "front page")
    cells = "".join(
        f'<td><a href="{state}/{html.escape(path, quote=True)}">{state}</a>' if state else "<td>–"
        for state in (before, after)
    )
    return f"<tr><td>{name}{cells}"
