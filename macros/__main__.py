"""The command line: `python -m macros COMMAND`, for writers, editors and what runs by the calendar; `--help` lists them."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.errors import Problems, TradeError
from macros.sources import cli, detail_cli

if TYPE_CHECKING:
    from macros.pages.desk import Desk

ROOT = Path.cwd()
STAGED = ".build"
_FIRST = "us-goods"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it did what it says, 1 when something has to be mended first, 2 for unusable arguments, 3 when there
    was nothing to do."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the notice is in ARCHITECTURE.md, and says nothing to a writer
    if getattr(asked, "as_of", None):
        os.environ["TRADE_AS_OF"] = asked.as_of
    try:
        return _COMMANDS[asked.command](asked)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TradeError as error:
        print(error, file=sys.stderr)
        if isinstance(error, Problems):
            print(f"{error.count}; site/ is as it was.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m macros", description="Explainers whose figures come from the record."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    calendar = commands.add_parser("calendar", help="say which releases are late and which come next")
    calendar.add_argument(
        "--due", action="store_true", help="only those that a refresh would find; 3 where there is none"
    )
    calendar.add_argument("--form", choices=("text", "json", "ics"), default="text")
    past = argparse.ArgumentParser(add_help=False)
    past.add_argument("--as-of", metavar="DAY", help="as it would have been known on a past day, such as 2025-10-31")
    build = commands.add_parser("build", parents=[past], help="check every page, build the site, and put it in site/")
    build.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs")
    commands.add_parser("check", parents=[past], help="say what is wrong on any page, and build nothing")
    serve = commands.add_parser("serve", parents=[past], help="show the site while you write")
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
    diff.add_argument("--form", choices=("text", "markdown", "json"), default="text")
    ask = commands.add_parser(
        "ask", parents=[past], help="print a figure, its receipt, and the lines that put it on a page"
    )
    ask.add_argument("question", metavar="QUESTION", help='such as "Kenya imports 2015"')
    ask.add_argument("--data", nargs="+", metavar="DATASET", help=f"the records to ask (all, {_FIRST} first)")
    new = commands.add_parser("new", help="write a first draft of a page, which builds as it is")
    new.add_argument("title", metavar="TITLE", help='such as "Uganda and the US"')
    new.add_argument("--partner", required=True, metavar="PLACE", help="whose trade it is about, such as Uganda")
    new.add_argument("--side", metavar="PLACE", help="from whose side it speaks; without it, the partner's")
    new.add_argument("--data", default=_FIRST, metavar="DATASET", help=f"the record it asks ({_FIRST})")
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
    cli.add_import(commands.add_parser("import", help="put a release on record from a publisher's file"))
    detail_cli.add_detail(commands.add_parser("detail", help="product detail: what is held, and sums of it for pages"))
    return parser


def _proof(here: Desk) -> None:
    """Raise everything that keeps the site from being built: what is wrong on any page, and in the settings."""
    from macros import proof
    from macros.pages.engines import publisher

    problems = proof.of(here)
    with problems.gathering():
        publisher(ROOT)
    problems.raise_if_any()


def _check(asked: argparse.Namespace) -> int:
    from macros.check.fragile import fragile
    from macros.pages import draft
    from macros.pages.engines import desk

    here = desk(ROOT)
    _proof(here)
    entries = here.entries()
    print(f"{len(entries)} pages, {sum(len(entry.claims) for entry in entries)} claims: all true.")
    close = fragile(entries, lambda name: here.record(name, here.as_of))
    if close:
        print("Close to turning, within one typical month:", *close, sep="\n")
    left = [one for path in here.published() for one in draft.to_dos(here.sheet(path))]
    if left:
        print("Left to do:", *left, sep="\n")
    _say_what_is_late()
    return 0


def _say_what_is_late() -> None:
    """The banner for the editor, on the standard output."""
    from macros.check import due
    from macros.pages.engines import today

    if banner := due.banner(due.states(ROOT / "data", today()), today()):
        print(banner)


def _calendar(asked: argparse.Namespace) -> int:
    from macros.check import due
    from macros.pages.engines import now, today

    if asked.due:
        found = due.due(ROOT / "data", now())
        print(due.DUE_FORMS[asked.form](found), end="")
        return 0 if found else 3
    print(due.FORMS[asked.form](due.states(ROOT / "data", today()), today()), end="")
    return 0


def _build(asked: argparse.Namespace) -> int:
    """Build aside and swap: `site/` is the last good build or the new one, never half of either."""
    from macros.pages.engines import ENGINES, desk

    _proof(desk(ROOT))
    new, old, site = ROOT / STAGED / "site", ROOT / STAGED / "before", ROOT / "site"
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.parent.mkdir(exist_ok=True)
    ENGINES[asked.engine](ROOT, new)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    print(f"Built {site.relative_to(ROOT)}/ with {asked.engine}.")
    _say_what_is_late()
    return 0


def _serve(asked: argparse.Namespace) -> int:
    from macros.pages.engines import serve_with_mkdocs

    _say_what_is_late()
    serve_with_mkdocs(ROOT, asked.address)
    return 0


def _ledger(asked: argparse.Namespace) -> int:
    from macros import ledger
    from macros.pages.engines import desk

    here = desk(ROOT)
    problems = here.check()
    if not asked.tolerant:
        problems.raise_if_any()
    print(ledger.to_json(here.entries()), end="")
    return 0


def _diff(asked: argparse.Namespace) -> int:
    from macros.check import diff, states
    from macros.pages.engines import today
    from macros.store import history

    before, after = (states.ledger_of(ROOT, state) for state in (asked.before, asked.after))
    difference = diff.compare(before, after)
    print(diff.FORMS[asked.form](difference, asked.before, asked.after))
    if asked.record:
        new = history.record(ROOT / "data", diff.revisions(difference, today()))
        print(f"{new} entered in data/history/revisions.csv.", file=sys.stderr)
    return 0


def _ask(asked: argparse.Namespace) -> int:
    from macros.answers import answers
    from macros.pages.engines import desk

    here = desk(ROOT)
    held = asked.data or sorted(here.datasets(), key=lambda name: name != _FIRST)
    print(*answers(here, asked.question, held), sep="\n\n")
    return 0


def _new(asked: argparse.Namespace) -> int:
    from macros import places, proof
    from macros.pages import draft
    from macros.pages.engines import CONFIGURATION, desk

    here = desk(ROOT)
    partner, reporter = places.find(asked.partner), places.from_code(here.passport(asked.data).reporter)
    side = places.find(asked.side) if asked.side else partner
    if side not in (partner, reporter):
        raise TradeError(
            f"'{asked.data}' has the trade of {reporter} with {partner}, not that of {side}",
            remedy=f"Leave out --side, or name '{reporter}'.",
        )
    path = draft.path_of(asked.title)
    page = ROOT / "docs" / path
    if page.exists():
        raise TradeError("there is a page of that name", remedy="Choose another title.", where=f"docs/{path}")
    text = draft.draft(asked.title, asked.data, side, reporter if side == partner else partner, here)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    print(f"Wrote docs/{path}. Left to do in it:", *draft.to_dos(here.sheet(path)), sep="\n")
    menu = ROOT / CONFIGURATION
    if entered := draft.in_menu(menu.read_text(encoding="utf-8"), asked.title, path):
        menu.write_text(entered, encoding="utf-8")
        print(f"It is in the menu ({CONFIGURATION}, below the other explainers).")
    else:
        print(f"It is not in the menu: {CONFIGURATION} lists no explainers. Add it there under 'nav:'.")
    proof.of_prose(here.sheet(path)).raise_if_any()  # what the title has, for the rest is ours
    print("It builds as it is: make serve")
    return 0


def _schema(asked: argparse.Namespace) -> int:
    from macros.pages import schema
    from macros.pages.engines import desk

    print(schema.front_matter(desk(ROOT).datasets()), end="")
    return 0


def _quotations(asked: argparse.Namespace) -> int:
    from macros.pages import agreement
    from macros.pages.engines import desk

    print(agreement.report(desk(ROOT)))
    return 0


def _rehearse(asked: argparse.Namespace) -> int:
    from macros.check import rehearsal
    from macros.pages import rehearse
    from macros.pages.engines import desk

    here, month = desk(ROOT), rehearse.month_of(asked.month)
    here.check().raise_if_any()
    stages, left_out = rehearse.stages(here, month, asked.assume, asked.page)
    found = [rehearsal.rehearse(stage) for stage in stages]
    path = asked.out or ROOT / STAGED / f"rehearsal-{month}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rehearsal.as_markdown(month, found, left_out), encoding="utf-8")
    print(f"{rehearsal.as_text(found, left_out)}\nThe report is in {path}.")
    return 0


def _refresh(asked: argparse.Namespace) -> int:
    from macros.pages.engines import today

    return cli.run_refresh(asked, today())


_COMMANDS = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "calendar": _calendar,
    "ledger": _ledger,
    "diff": _diff,
    "ask": _ask,
    "new": _new,
    "schema": _schema,
    "quotations": _quotations,
    "rehearse": _rehearse,
    "refresh": _refresh,
    "import": cli.run_import,
    "detail": detail_cli.run_detail,
}


if __name__ == "__main__":
    sys.exit(main())
