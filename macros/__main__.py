"""The command line: `python -m macros COMMAND`, for writers, editors and what runs by the calendar; `--help` lists them."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from macros import commands
from macros.errors import Problems, TradeError
from macros.forge import cli as forge
from macros.sources import cli, detail_cli

if TYPE_CHECKING:
    from macros.pages.desk import Desk

ROOT = Path.cwd()
STAGED = ".build"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it did what it says, 1 when something has to be mended first, 2 for unusable arguments, 130 when it
    was stopped from the keyboard; 3 is explained by the help of the commands that have it."""
    asked = commands.parser().parse_args(arguments)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the notice is in ARCHITECTURE.md, and says nothing to a writer
    # numpy has no use for more threads here, and they stand in the way of a fork (pages/crew)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if getattr(asked, "as_of", None):
        os.environ["TRADE_AS_OF"] = asked.as_of
    try:
        return _COMMANDS[asked.command](asked)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except TradeError as error:
        print(error, file=sys.stderr)
        if isinstance(error, Problems):
            print(f"{error.count}; site/ is as it was.", file=sys.stderr)
        return 1


def _proof(here: Desk) -> None:
    """Raise everything that keeps the site from being built: what is wrong on any page, and in the settings."""
    from macros import proof
    from macros.pages.doors import publisher

    problems = proof.of(here)
    with problems.gathering():
        publisher(ROOT)
    problems.raise_if_any()


def _check(asked: argparse.Namespace) -> int:
    from macros.check.fragile import fragile
    from macros.pages import draft
    from macros.pages.doors import desk

    here = desk(ROOT)
    _proof(here)
    entries = here.entries()
    print(f"{len(entries)} pages, {sum(len(entry.claims) for entry in entries)} claims: all true.")
    close = fragile(entries, lambda name: here.record(name, here.as_of))
    if close:
        print("Close to turning, within one typical month:", *close, sep="\n")
    left = [one for path in here.written() for one in draft.to_dos(here.sheet(path))]
    if left:
        print("Left to do:", *left, sep="\n")
    _say_what_is_late()
    return 0


def _say_what_is_late() -> None:
    """The banner for the editor, on the standard output."""
    from macros.check import due
    from macros.pages.doors import today

    if banner := due.banner(due.states(ROOT / "data", today()), today()):
        print(banner)


def _calendar(asked: argparse.Namespace) -> int:
    from macros.check import due
    from macros.pages.doors import now, today

    if asked.due:
        found = due.due(ROOT / "data", now())
        print(due.form(due.DUE_FORMS, asked.form)(found), end="")
        return 0 if found or asked.form == "output" else 3
    print(due.form(due.FORMS, asked.form)(due.states(ROOT / "data", today()), today()), end="")
    return 0


def _build(asked: argparse.Namespace) -> int:
    """Build the site; a second build of the same folder begins when the first has ended, for it may have begun with other pages."""
    from macros.sources import lock

    with lock.in_turn(ROOT / STAGED, "site", f"build with {asked.engine}"):
        return _built(asked)


def _built(asked: argparse.Namespace) -> int:
    """Build aside and swap: `site/` is the last good build or the new one, never half of either. The new one is made of the one
    before the last, most of whose files are those of the last."""
    from macros.pages import state

    new, old, site = ROOT / STAGED / "new", ROOT / STAGED / "before", ROOT / "site"
    if old.exists() and not site.exists():  # a build was killed while it swapped
        old.rename(site)
    whole, last = state.whole(ROOT, asked.engine), state.last(ROOT, asked.engine)
    if last.whole == whole and last.describes(site):
        print(f"Nothing has changed: {site.relative_to(ROOT)}/ is what would be built.")
        _say_what_is_late()
        return 0
    from macros import proof
    from macros.pages import doors
    from macros.sources import exchange

    built = doors.site(doors.desk(ROOT), asked.engine, proof.of_prose)
    built.last = last
    shutil.rmtree(old, ignore_errors=True)
    new.mkdir(parents=True, exist_ok=True)
    gc.set_threshold(20_000, 10, 5)  # sheets are many objects that stay; the collector need not look so often
    built.build(new, site, whole, lambda: _proof(built.desk))
    exchange.swap(new, site, between=old)
    print(f"Built {site.relative_to(ROOT)}/ with {asked.engine}.")
    _say_what_is_late()
    return 0


def _serve(asked: argparse.Namespace) -> int:
    from macros import proof
    from macros.pages import serving
    from macros.sources import lock

    def alone() -> AbstractContextManager[None]:
        return lock.in_turn(ROOT / STAGED, "served", f"serve at {asked.address}")

    _say_what_is_late()
    serving.serve(ROOT, asked.engine, asked.address, proof.of, proof.of_prose, alone)
    return 0


def _ledger(asked: argparse.Namespace) -> int:
    from macros import ledger
    from macros.pages.doors import desk

    here = desk(ROOT)
    problems = here.check()
    if not asked.tolerant:
        problems.raise_if_any()
    print(ledger.to_json(map(ledger.leaf, here.entries())), end="")
    return 0


def _diff(asked: argparse.Namespace) -> int:
    from macros.check import diff, proposal, states
    from macros.pages.doors import today
    from macros.store import history

    before, after = (states.ledger_of(ROOT, state) for state in (asked.before, asked.after))
    difference = diff.compare(before, after)
    forms = {**diff.FORMS, "comment": proposal.as_comment}
    print(forms[asked.form](difference, asked.before, asked.after))
    if asked.record:
        new = history.record(ROOT / "data", diff.revisions(difference, today()))
        print(f"{new} entered in data/history/revisions.csv.", file=sys.stderr)
    return 0


def _ask(asked: argparse.Namespace) -> int:
    from macros.answers import answers
    from macros.pages.doors import desk

    here = desk(ROOT)
    held = asked.data or sorted(here.datasets(), key=lambda name: name != commands.FIRST)
    print(*answers(here, asked.question, held), sep="\n\n")
    return 0


def _new(asked: argparse.Namespace) -> int:
    from macros import places, proof
    from macros.pages import draft
    from macros.pages.doors import desk
    from macros.pages.engines import CONFIGURATION

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
    from macros.pages.doors import desk

    print(schema.front_matter(desk(ROOT).datasets()), end="")
    return 0


def _quotations(asked: argparse.Namespace) -> int:
    from macros.pages import agreement
    from macros.pages.doors import desk

    print(agreement.report(desk(ROOT)))
    return 0


def _rehearse(asked: argparse.Namespace) -> int:
    from macros.check import rehearsal
    from macros.pages import rehearse
    from macros.pages.doors import desk

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
    from macros.pages.doors import today

    code = cli.run_refresh(asked, today())
    if not asked.json:
        _say_what_is_late()
    return code


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
    "drift": lambda asked: cli.run_drift(asked, ROOT),
    "import": cli.run_import,
    "health": cli.run_health,
    **forge.COMMANDS,
    "detail": detail_cli.run_detail,
}


if __name__ == "__main__":
    sys.exit(main())
