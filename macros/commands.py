"""What the command line understands: the commands, their arguments, and a line of help for each."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros.forge import cli as forge
from macros.sources import cli, detail_cli

ENGINES = ("mkdocs", "properdocs", "zensical")
FIRST = "us-goods"
"""The record that is asked where none is named."""


def parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    every = argparse.ArgumentParser(
        prog="python -m macros", description="Explainers whose figures come from the record."
    )
    commands = every.add_subparsers(dest="command", required=True, metavar="COMMAND")
    calendar = commands.add_parser("calendar", help="say which releases are late and which come next")
    calendar.add_argument(
        "--due", action="store_true", help="only those that a refresh would find; 3 where there is none"
    )
    calendar.add_argument("--form", choices=("text", "json", "ics", "output"), default="text")
    past = argparse.ArgumentParser(add_help=False)
    past.add_argument("--as-of", metavar="DAY", help="as it would have been known on a past day, such as 2025-10-31")
    build = commands.add_parser("build", parents=[past], help="check every page, build the site, and put it in site/")
    build.add_argument("--engine", choices=ENGINES, default="mkdocs")
    commands.add_parser("check", parents=[past], help="say what is wrong on any page, and build nothing")
    serve = commands.add_parser("serve", parents=[past], help="show the site while you write")
    serve.add_argument("--engine", choices=ENGINES, default="mkdocs")
    serve.add_argument("--address", default="127.0.0.1:8000")
    ledger = commands.add_parser(
        "ledger", parents=[past], help="print every fact, claim and sentence of the site as JSON"
    )
    ledger.add_argument("--tolerant", action="store_true", help="also where pages have mistakes")
    diff = commands.add_parser("diff", help="say which sentences a reader would see differently")
    diff.add_argument("before", metavar="A", help="a day or month (2025-10), a commit, a built site or its ledger.json")
    diff.add_argument(
        "after", metavar="B", nargs="?", default="now", help="the same; without it, the site as it is now"
    )
    diff.add_argument(
        "--record", action="store_true", help="enter new months and revisions in the history of the pages"
    )
    diff.add_argument("--form", choices=("text", "markdown", "comment", "json"), default="text")
    ask = commands.add_parser(
        "ask", parents=[past], help="print a figure, its receipt, and the lines that put it on a page"
    )
    ask.add_argument("question", metavar="QUESTION", help='such as "Kenya imports 2015"')
    ask.add_argument("--data", nargs="+", metavar="DATASET", help=f"the records to ask (all, {FIRST} first)")
    new = commands.add_parser("new", help="write a first draft of a page, which builds as it is")
    new.add_argument("title", metavar="TITLE", help='such as "Uganda and the US"')
    new.add_argument("--partner", required=True, metavar="PLACE", help="whose trade it is about, such as Uganda")
    new.add_argument("--side", metavar="PLACE", help="from whose side it speaks; without it, the partner's")
    new.add_argument("--data", default=FIRST, metavar="DATASET", help=f"the record it asks ({FIRST})")
    commands.add_parser("schema", help="print the JSON schema of the front matter, for an editor that completes it")
    commands.add_parser("quotations", parents=[past], help="say how what others said stands against the record")
    rehearse = commands.add_parser("rehearse", help="say what pages may say once the next month is out")
    rehearse.add_argument("--month", required=True, metavar="MONTH", help="the next month, such as 2026-08")
    rehearse.add_argument(
        "--assume", action="append", default=[], metavar="RANGE",
        help="in US$ million, as the page's side sees it: \"exports 60..130\" or \"imports 85\" (else from its history)",
    )  # fmt: skip
    rehearse.add_argument("--page", default="", metavar="PATH", help="one page only: explainers/kenya-us-trade.md")
    rehearse.add_argument("--out", type=Path, metavar="FILE", help="where the report goes (.build/rehearsal-MONTH.md)")
    cli.add_refresh(commands.add_parser("refresh", help="put on record what the publishers have new, or say why not"))
    forge.add_commands(commands)
    cli.add_health(commands.add_parser("health", help="say whether the published site is the one in site/"))
    cli.add_import(commands.add_parser("import", help="put a release on record from a publisher's file"))
    cli.add_drift(commands.add_parser("drift", help="say whether the publishers' services still answer as expected"))
    detail_cli.add_detail(commands.add_parser("detail", help="product detail: what is held, and sums of it for pages"))
    return every
