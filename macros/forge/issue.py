"""One open issue of a kind, however often there is a reason for it."""

from __future__ import annotations

from macros.check.proposal import within
from macros.forge.tools import gh


def report(title: str, label: str, text: str) -> str:
    """What was done: the issue of that label opened or brought up to date with a text, or closed where there is none left."""
    number = gh("issue", "list", "--label", label, "--state", "open", "--json", "number", "--jq", ".[0].number")
    if not text.strip():
        if number:
            gh("issue", "close", number, "--comment", "It has not been met again.")
            return f"Closed issue {number}."
        return "Nothing to report."
    if number:
        gh("issue", "edit", number, "--title", title, "--body-file", "-", said=within(text))
        return f"Brought issue {number} up to date."
    gh("label", "create", label, "--force")
    return gh("issue", "create", "--title", title, "--label", label, "--body-file", "-", said=within(text))
