"""A site's ledger in any state: now, on a past day, at a commit, as built; and the command that compares two."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable

import pytest
from small_site import Site

from macros.check import states
from macros.errors import TradeError


def test_the_ledger_of_a_site_as_built_and_as_it_is(
    small_site: Site, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    made = command("ledger")
    (small_site.root / "site").mkdir()
    (small_site.root / "site" / "ledger.json").write_text(made.stdout, encoding="utf-8")
    for state in (small_site.root / "site", small_site.root / "site" / "ledger.json"):
        assert states.ledger_of(small_site.root, str(state)) == json.loads(made.stdout)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the ledger of '{}' is not JSON: "),
        ("[]", "'{}' is not a ledger. Give a site's ledger.json."),
    ],
)
def test_what_is_no_ledger_is_refused(small_site: Site, text: str, message: str) -> None:
    path = small_site.root / "ledger.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TradeError) as caught:
        states.ledger_of(small_site.root, str(path))
    assert str(caught.value).startswith(message.format(path))


def test_what_is_no_state_is_refused(small_site: Site) -> None:
    with pytest.raises(TradeError) as caught:
        states.ledger_of(small_site.root, "yesterday")
    assert str(caught.value) == (
        "'yesterday' is neither a day, a month, a built site nor a commit. "
        "Write for example '2025-10', 'HEAD~1', 'site' or 'site/ledger.json'."
    )


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_two_commits_differ_in_the_sentence_that_was_written_anew(small_site: Site) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=small_site.root, check=True, capture_output=True)

    page = small_site.root / "docs" / "new.md"
    page.write_text("# New\n\nIt was so.\n", encoding="utf-8")
    (small_site.root / ".gitignore").write_text("/.build/\n", encoding="utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    page.write_text("# New\n\nIt was otherwise.\n", encoding="utf-8")
    git("commit", "-qam", "two")
    told = small_site.run("macros", "diff", "HEAD~1", "HEAD", "--form", "json")
    assert told.returncode == 0, told.stderr
    (change,) = json.loads(told.stdout)["changes"]
    assert (change["page"], change["line"], change["cause"]) == ("docs/new.md", 3, "prose")
    assert (change["before"], change["after"]) == ("It was so.", "It was otherwise.")
