"""The commands of a workflow: two builds beside each other, a pull request with new figures, an issue, the site before this one.

Each runs on a laptop as it does in a workflow; those that reach GitHub do so through gh, with whatever login it has.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

_ASIDE = Path(".build")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Give the command line these commands."""
    preview = commands.add_parser("preview", help="put two builds of the site beside each other")
    preview.add_argument("before", metavar="A", help="a built site, or the commit to build one from")
    preview.add_argument("after", metavar="B", nargs="?", type=Path, default=Path("site"), help="a built site (site)")
    preview.add_argument("--out", type=Path, default=_ASIDE / "preview", metavar="FOLDER")
    propose = commands.add_parser("propose", help="open or renew the pull request with the figures in data/ (needs gh)")
    propose.add_argument("--dry-run", action="store_true", help="only print what it would say")
    propose.add_argument("--may-merge", choices=("yes", "no"), default="no", help="whether it may ever merge by itself")
    propose.add_argument("--base", default="main", metavar="BRANCH")
    propose.add_argument("--check", default="", metavar="WORKFLOW", help="the workflow to start on its branch")
    issue = commands.add_parser("issue", help="open, renew or close the one issue of a label (needs gh)")
    issue.add_argument("file", type=Path, metavar="FILE", help="its text; the issue is closed where that is empty")
    issue.add_argument("--title", required=True)
    issue.add_argument("--label", required=True)
    previous = commands.add_parser("previous", help="fetch the site that was deployed well before (needs gh)")
    previous.add_argument("--out", type=Path, default=_ASIDE / "previous", metavar="FOLDER")
    previous.add_argument("--workflow", default="deploy.yml", metavar="WORKFLOW")
    previous.add_argument("--base", default="main", metavar="BRANCH")


def _preview(asked: argparse.Namespace) -> int:
    from macros.check import preview, states

    with ExitStack() as until_done:
        before = Path(asked.before)
        if not before.is_dir():
            before = states.built(until_done.enter_context(states.at_commit(Path.cwd(), asked.before)))
        found = preview.make(before, asked.after, asked.out)
    print(f"{found.sentence} See {asked.out}/index.html.")
    return 0


def _propose(asked: argparse.Namespace) -> int:
    from macros.check import diff, proposal, states
    from macros.forge import pull

    root = Path.cwd()
    datasets = pull.changed_datasets(root)
    if not datasets:
        print("data/ is as it was committed: there is nothing to propose.")
        return 0
    made = proposal.propose(diff.compare(states.ledger_of(root, "HEAD"), states.ledger_of(root, "now")), datasets)
    if asked.dry_run:
        print(made.title, f"Labels: {', '.join(made.labels)}", "", made.body, sep="\n")
        return 0
    print(pull.submit(root, made, asked.base, may_merge=asked.may_merge == "yes", check=asked.check))
    return 0


def _issue(asked: argparse.Namespace) -> int:
    from macros.forge import issue

    text = asked.file.read_text(encoding="utf-8") if asked.file.is_file() else ""
    print(issue.report(asked.title, asked.label, text))
    return 0


def _previous(asked: argparse.Namespace) -> int:
    from macros.forge import previous

    print(f"{asked.out} has the site of commit {previous.fetch(asked.workflow, asked.base, asked.out)}.")
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "preview": _preview,
    "propose": _propose,
    "issue": _issue,
    "previous": _previous,
}
