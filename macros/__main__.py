"""The command line: `python -m macros build | check | serve | import`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from macros.errors import Problems, TradeError

ROOT = Path.cwd()
STAGED = ".build"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it did what it says, 1 when something has to be mended first, 2 for unusable arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m macros", description="Explainers whose figures come from the record."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="check every page, build the site, and put it in site/")
    build.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs")
    commands.add_parser("check", help="say what is wrong on any page, and build nothing")
    serve = commands.add_parser("serve", help="show the site while you write")
    serve.add_argument("--address", default="127.0.0.1:8000")
    importing = commands.add_parser("import", help="put a release on record from a publisher's file")
    from macros.sources import cli as sources

    sources.add_arguments(importing)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the notice is in ARCHITECTURE.md, and says nothing to a writer
    try:
        match asked.command:
            case "build":
                return _build(asked.engine)
            case "check":
                return _check()
            case "serve":
                return _serve(asked.address)
            case _:
                return sources.run(asked)
    except TradeError as error:
        print(error, file=sys.stderr)
        if isinstance(error, Problems):
            print(f"{error.count}; site/ is as it was.", file=sys.stderr)
        return 1


def _check() -> int:
    from macros.pages.desk import Desk
    from macros.pages.engines import today

    desk = Desk.at(ROOT, today())
    desk.check().raise_if_any()
    sheets = [desk.sheet(path) for path in desk.paths()]
    print(f"{len(sheets)} pages, {sum(len(sheet.said.claims) for sheet in sheets)} claims: all true.")
    return 0


def _build(engine: str) -> int:
    """Build aside and swap: `site/` is the last good build or the new one, never half of either."""
    from macros.pages.desk import Desk
    from macros.pages.engines import ENGINES, today

    Desk.at(ROOT, today()).check().raise_if_any()
    new, old, site = ROOT / STAGED / "site", ROOT / STAGED / "before", ROOT / "site"
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.parent.mkdir(exist_ok=True)
    ENGINES[engine](ROOT, new)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    print(f"Built {site.relative_to(ROOT)}/ with {engine}.")
    return 0


def _serve(address: str) -> int:
    from macros.pages.engines import serve_with_mkdocs

    serve_with_mkdocs(ROOT, address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
