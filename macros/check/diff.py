"""What a reader would see differently between two states of a site, sentence by sentence, with the cause of each.

Sentences are matched by the Markdown they came from. Where that is the same, what its tags print has changed: because the
record reaches further (a new month), because it was revised, or because our code says the same figures otherwise.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from macros.store.history import Revision

Ledger = dict[str, Any]

CAUSES: Mapping[str, str] = {
    "new month": "New months",
    "revision": "Revisions",
    "code": "Our code",
    "prose": "Prose",
}
"""Why a sentence changed, in the order of a report."""
_KINDS: Mapping[str, str] = {"new month": "moved", "revision": "revised"}
# Furniture that says nothing of its own: it repeats sentences that stand elsewhere, or tells of files and of the past. So does
# the tables of all countries and of all partners, whose hundreds of figures move with every release: the ledger has each.
_REPEATS = re.compile(
    r"\{\{ *(?:headline|lead|stories|history|changes|latest_changes|freshness|datasets|countries|partners)\(.*\) *\}\}"
)
# Furniture whose words make no sentence: it changes for readers, but its past cannot be told in a line.
_CARDS = re.compile(r"\{\{ *(?:key_numbers|then_and_now|compare)\(.*\) *\}\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One sentence before and after; either is empty where it appeared or vanished. `flipped` are words that turned;
    a card or a table is no sentence."""

    page: str
    line: int
    before: str
    after: str
    cause: str
    flipped: tuple[str, ...] = ()
    is_sentence: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """All that changed: sentences, flipped ones first, and the facts that came and went."""

    changes: tuple[Change, ...]
    facts_gone: tuple[str, ...]
    facts_new: tuple[str, ...]


def compare(before: Ledger, after: Ledger) -> Difference:
    """What changed from one ledger to another."""
    old, new = ({page["path"]: page for page in ledger["pages"]} for ledger in (before, after))
    changes = [
        change
        for path in sorted({*old, *new})
        for change in _page_changes(path, old.get(path), new.get(path), before["facts"], after["facts"])
    ]
    order = list(CAUSES)
    changes.sort(key=lambda change: (not change.flipped, order.index(change.cause), change.page, change.line))
    gone, came = sorted({*before["facts"]} - {*after["facts"]}), sorted({*after["facts"]} - {*before["facts"]})
    return Difference(changes=tuple(changes), facts_gone=tuple(gone), facts_new=tuple(came))


def _page_changes(
    path: str, old: Ledger | None, new: Ledger | None, facts_before: Ledger, facts_after: Ledger
) -> Iterable[Change]:
    earlier, later = _sentences(old), _sentences(new)
    matcher = difflib.SequenceMatcher(
        None, [s["template"] for s in earlier], [s["template"] for s in later], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for was, now in zip(earlier[a:b], later[c:d], strict=True):
                claims = _claims(old, was), _claims(new, now)
                before, after = _said(was, claims[0]), _said(now, claims[1])
                if before != after:
                    grounds = _grounds(old, claims[0]), _grounds(new, claims[1])
                    cause, flipped = _cause(*grounds, facts_before, facts_after), tuple(_flipped(*claims))
                    yield Change(
                        page=path,
                        line=now["line"],
                        before=before,
                        after=after,
                        cause=cause,
                        flipped=flipped,
                        is_sentence=not _is(_CARDS, now["template"]),
                    )
            continue
        for was, now in zip_longest(earlier[a:b], later[c:d]):
            before = _said(was, _claims(old, was)) if was else ""
            after = _said(now, _claims(new, now)) if now else ""
            yield Change(page=path, line=(now or was)["line"], before=before, after=after, cause="prose")


def _sentences(page: Ledger | None) -> list[Ledger]:
    return [s for s in page["sentences"] if not _is(_REPEATS, s["template"])] if page else []


def _is(furniture: re.Pattern[str], template: str) -> bool:
    """Whether a template is nothing but a piece of furniture, in whatever HTML it stands."""
    return bool(furniture.fullmatch(re.sub(r"<[^>]+>", "", template).strip()))


def _claims(page: Ledger | None, sentence: Ledger) -> list[Ledger]:
    return [page["claims"][number] for number in sentence["claims"]] if page else []


def _grounds(page: Ledger | None, claims: list[Ledger]) -> list[Ledger]:
    """What can have made words differ: the claims of the sentence, or, of one that prints no figure but perhaps the months of
    one, those of its page."""
    return claims if page is None or any(claim["facts"] for claim in claims) else page["claims"]


def _said(sentence: Ledger, claims: list[Ledger]) -> str:
    """What is read; of a chart, whose drawing has no sentence, its headline."""
    return str(sentence["text"]) or " ".join(
        f"[chart] {claim['words']}" for claim in claims if claim["kind"] == "chart"
    )


def _cause(before: list[Ledger], after: list[Ledger], facts_before: Ledger, facts_after: Ledger) -> str:
    """Why words from the same Markdown differ: other periods, other values of the same periods, or neither."""
    old = {id: facts_before[id] for claim in before for id in claim["facts"]}
    new = {id: facts_after[id] for claim in after for id in claim["facts"]}
    if {fact["period"] for fact in old.values()} != {fact["period"] for fact in new.values()}:
        return "new month"
    if any(old[id]["value"] != new[id]["value"] for id in old.keys() & new.keys()):
        return "revision"
    return "code"


def _flipped(before: list[Ledger], after: list[Ledger]) -> Iterable[str]:
    """The comparing words that turned into others, and the assertions that no longer stand."""
    old = [claim["words"] for claim in before if claim["kind"] in ("word", "assertion")]
    new = [claim["words"] for claim in after if claim["kind"] in ("word", "assertion")]
    if len(old) == len(new):
        return [f"{was} → {now}" for was, now in zip(old, new, strict=True) if was != now]
    return [f"{words} → (cannot be said)" for words in old if words not in new]


def revisions(difference: Difference, day: date) -> list[Revision]:
    """The changes that newer data made to sentences that stood before, for the history of their pages.

    A text that only has another change within it, as a description has the page's first sentence, is left out.
    """
    found = [
        Revision(
            page=change.page,
            day=day.isoformat(),
            kind="flipped" if change.flipped else _KINDS[change.cause],
            cause=change.cause,
            before=change.before,
            after=change.after,
        )
        for change in difference.changes
        if change.cause in _KINDS and change.is_sentence and change.before
        if "[…]" not in change.before + change.after
    ]
    return [entry for entry in found if not any(_is_within(other, entry) for other in found)]


def _is_within(entry: Revision, other: Revision) -> bool:
    """Whether one change is all that changes in another, longer text of its page."""
    if entry.page != other.page or entry.before == other.before:
        return False
    return entry.before in other.before and other.before.replace(entry.before, entry.after) == other.after


def as_text(difference: Difference, before: str, after: str) -> str:
    """The report for a terminal."""
    lines = [_headline(difference, before, after), ""]
    for heading, changes in _grouped(difference):
        lines += [heading, "─" * len(heading)]
        for change in changes:
            turned = f"  {'; '.join(change.flipped)} ({CAUSES[change.cause].lower()})" if change.flipped else ""
            lines.append(f"{change.page}:{change.line}{turned}")
            lines += [f"  − {change.before or '(not there)'}", f"  + {change.after or '(gone)'}", ""]
    return "\n".join([*lines, *_facts(difference)]).rstrip()


def as_markdown(difference: Difference, before: str, after: str) -> str:
    """The report for a pull request."""
    lines = [f"**{_headline(difference, before, after)}**", ""]
    for heading, changes in _grouped(difference):
        lines += [f"### {heading}", ""]
        for change in changes:
            turned = f" — **{'; '.join(change.flipped)}** ({CAUSES[change.cause].lower()})" if change.flipped else ""
            lines += [f"`{change.page}:{change.line}`{turned}", ""]
            lines += [f"> ~~{_escaped(change.before)}~~  " if change.before else "> *(not there)*  "]
            lines += [f"> {_escaped(change.after)}" if change.after else "> *(gone)*", ""]
    return "\n".join([*lines, *_facts(difference)]).rstrip()


def as_json(difference: Difference, before: str, after: str) -> str:
    """The report for machines."""
    return json.dumps({"before": before, "after": after, **asdict(difference)}, ensure_ascii=False, indent=1)


FORMS: Mapping[str, Callable[[Difference, str, str], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""The forms of a report by name."""


def _headline(difference: Difference, before: str, after: str) -> str:
    changes = difference.changes
    if not changes:
        return f"From {before} to {after} no sentence changes for readers."
    pages = len({change.page for change in changes})
    flipped = sum(bool(change.flipped) for change in changes)
    count = f"{len(changes)} sentence{'s' if len(changes) > 1 else ''} on {pages} page{'s' if pages > 1 else ''}"
    return f"From {before} to {after} readers see {count} differently, {flipped} with a word that turned."


def _grouped(difference: Difference) -> Iterable[tuple[str, list[Change]]]:
    """The changes under their headings: what turned first, then by cause."""
    turned = [change for change in difference.changes if change.flipped]
    if turned:
        yield "Words that turned", turned
    for cause, heading in CAUSES.items():
        changes = [change for change in difference.changes if change.cause == cause and not change.flipped]
        if changes:
            yield heading, changes


def _facts(difference: Difference) -> list[str]:
    return [
        f"{what}: {', '.join(ids)}"
        for what, ids in (("Facts gone", difference.facts_gone), ("Facts new", difference.facts_new))
        if ids
    ]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("~", "\\~").replace("<", "&lt;")
