"""What a pull request with new figures says of itself: title, body, labels, and whether it may be merged by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.check.diff import CAUSES, Difference, as_markdown

LIMIT = 65_536
"""Characters that GitHub takes in the body of a pull request, an issue or a comment."""
LABELS = {
    "data": "New figures, brought in by a refresh",
    "words turned": "A comparing word on a page turns into another, or cannot be said any more",
    "revision": "The publisher changed figures that were out before",
}
"""The labels of a pull request with new figures, with what each means."""
_CHANGE = re.compile(r"^`[^`]+:\d+`", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A pull request before it is opened. `why_not` says what keeps it from being merged by itself; empty where nothing does."""

    title: str
    body: str
    labels: tuple[str, ...]
    why_not: tuple[str, ...]


def propose(difference: Difference, datasets: Sequence[str]) -> Proposal:
    """The pull request that takes new figures of some datasets in, from what readers would see differently."""
    changes = difference.changes
    turned = sum(bool(change.flipped) for change in changes)
    said = f"{_sentences(len(changes))} change" if len(changes) != 1 else "1 sentence changes"
    title = f"New figures of {', '.join(datasets)}: {said}{f', {turned} with a word that turned' if turned else ''}"
    labels = {"data": True, "words turned": turned > 0, "revision": any(one.cause == "revision" for one in changes)}
    why_not = tuple(_why_not(difference))
    verdict = (
        f"**A person has to look at this:** {'; '.join(why_not)}."
        if why_not
        else "**No word turned and no sentence was written anew.** It may be merged by itself, where the settings allow that."
    )
    return Proposal(
        title=title,
        body=within(f"{verdict}\n\n{as_markdown(difference, 'the published site', 'this pull request')}"),
        labels=tuple(name for name, applies in labels.items() if applies),
        why_not=why_not,
    )


def as_comment(difference: Difference, before: str, after: str) -> str:
    """The report for a pull request, within what GitHub takes."""
    return within(as_markdown(difference, before, after))


def within(text: str, limit: int = LIMIT) -> str:
    """A text as it is, or cut between two paragraphs with a last line that says how many sentences were left out."""
    if len(text) <= limit:
        return text
    room = limit - 200  # for the last line
    kept = text[:room].rpartition("\n\n")[0] or text[:room]
    while kept and _CHANGE.match(kept.rpartition("\n\n")[2]):  # its sentence was cut off
        kept = kept.rpartition("\n\n")[0]
    left = len(_CHANGE.findall(text)) - len(_CHANGE.findall(kept))
    return f"{kept}\n\n*{_sentences(left)} more than fit here. `python -m macros diff` says them all.*"


def _why_not(difference: Difference) -> Iterable[str]:
    changes = difference.changes
    if turned := sum(bool(change.flipped) for change in changes):
        yield f"{_sentences(turned)} with a word that turned"
    for cause in ("prose", "code"):
        if found := sum(change.cause == cause for change in changes):
            yield f"{_sentences(found)} changed by {CAUSES[cause].casefold()}, which new figures alone do not do"
    if unsaid := sum("[…]" in change.after for change in changes):
        yield f"{_sentences(unsaid)} with a tag that cannot be printed"


def _sentences(number: int) -> str:
    return f"{number} sentence{'' if number == 1 else 's'}"
