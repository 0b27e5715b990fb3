"""The one pull request that takes new figures in: opened, or brought up to date while it is open.

Its branch belongs to the bot and holds one commit, of `data/` alone, on the commit at hand. It is made without touching the
working folder or its branch, so that it can be done on a laptop as well.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from macros.check.proposal import LABELS, Proposal
from macros.forge.tools import gh, git

BRANCH = "bot/new-figures"
_AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "new figures"), ("EMAIL", "41898282+github-actions[bot]@users.noreply.github.com"))
}


def changed_datasets(root: Path) -> list[str]:
    """The datasets whose files differ from the commit at hand, by name; empty where there is nothing to propose."""
    listed = git(root, "status", "--porcelain", "-z", "--no-renames", "-uall", "--", "data")
    paths = [Path(entry[2:].strip()) for entry in listed.split("\0") if entry]
    return sorted({path.parts[1] for path in paths if len(path.parts) > 2})


def submit(root: Path, proposal: Proposal, base: str, *, may_merge: bool, check: str) -> str:
    """Push the figures, open the pull request or bring it up to date, and return its address.

    `may_merge` is the settings' word; the proposal has to agree. `check` is the workflow to run on the branch, for what a bot
    pushes starts none by itself.
    """
    _push(root, proposal.title)
    for label in proposal.labels:
        gh("label", "create", label, "--force", "--description", LABELS[label])
    number = gh("pr", "list", "--head", BRANCH, "--state", "open", "--json", "number", "--jq", ".[0].number")
    if number:
        gone = [name for name in LABELS if name not in proposal.labels]
        gh("pr", "edit", number, "--title", proposal.title, "--body-file", "-", "--add-label", ",".join(proposal.labels),
           *(["--remove-label", ",".join(gone)] if gone else []), said=proposal.body)  # fmt: skip
    else:
        gh("pr", "create", "--head", BRANCH, "--base", base, "--title", proposal.title, "--body-file", "-",
           "--label", ",".join(proposal.labels), said=proposal.body)  # fmt: skip
    _let_merge(BRANCH, allowed=may_merge and not proposal.why_not)
    if check:
        gh("workflow", "run", check, "--ref", BRANCH)
    return gh("pr", "view", BRANCH, "--json", "url", "--jq", ".url")


def _push(root: Path, message: str) -> None:
    """Put `data/` as it is in the folder on the branch, in one commit on the one at hand."""
    with tempfile.TemporaryDirectory(prefix="trade-") as folder:
        index = f"{folder}/index"
        git(root, "read-tree", "HEAD", GIT_INDEX_FILE=index)
        git(root, "add", "--all", "--", "data", GIT_INDEX_FILE=index)
        tree = git(root, "write-tree", GIT_INDEX_FILE=index)
    commit = git(root, "commit-tree", tree, "-p", "HEAD", "-F", "-", said=message, **_AUTHOR)
    # The token is gh's, for this one push; the checkout keeps none.
    helper = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
    git(root, *helper, "push", "--force", "origin", f"{commit}:refs/heads/{BRANCH}")


def _let_merge(branch: str, *, allowed: bool) -> None:
    """Have GitHub merge it once its checks pass, or not (any more)."""
    is_on = gh("pr", "view", branch, "--json", "autoMergeRequest", "--jq", ".autoMergeRequest != null") == "true"
    if allowed and not is_on:
        gh("pr", "merge", branch, "--auto", "--squash")
    elif is_on and not allowed:
        gh("pr", "merge", branch, "--disable-auto")
