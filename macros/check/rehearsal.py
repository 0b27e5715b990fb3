"""What pages would say once a month is out, over the range of what it may come to: the report of a release rehearsal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from macros import words as say
from macros.check import diff
from macros.check.diff import Change
from macros.check.turns import Reading, Stage, Turn, turns
from macros.errors import TradeError
from macros.periods import Period
from macros.store.assumed import FEWEST, YEARS

_MILLION = Decimal(1_000_000)
_FLOWS = {"exports": "sold", "imports": "bought"}
_CASES = {
    "least sold, most bought": ("low", "high"),
    "the middle of both": ("middle", "middle"),
    "most sold, least bought": ("high", "low"),
}
"""The ends of the two flows at which a page is read: so each flow is seen at both, and the balance at its extremes."""

_PREFACE = """\
For the editor on duty, before {month} is published. **Nothing here is a forecast, and nothing here may be published.**

Unless an editor gave it, the range of a flow comes from its own history: what the same month was in each of the last
{years} years on record (at least {fewest}), divided by the mean of the twelve months before it; the lowest, the median and the
highest of these, times the mean of the last twelve months on record. If years are alike, two in eleven fall outside the range of
ten others. No revision of earlier months is assumed, though a release may bring one. Where a page ranks or takes a share,
the other partners are at the middle of their own ranges."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """One page read for a coming month: in each case, with what changes from now, and the words that turn in between."""

    stage: Stage
    cases: Mapping[str, Reading]
    changes: Mapping[str, Sequence[Change]]
    turns: Sequence[Turn]


def rehearse(stage: Stage) -> Rehearsal:
    """The rehearsal of a page. It is read some fifty times or more."""
    cases = {
        case: stage.read({flow: getattr(stage.ranges[flow], end) for flow, end in zip(_FLOWS, ends, strict=True)})
        for case, ends in _CASES.items()
    }
    changes = {case: diff.compare(stage.before[0], ledger).changes for case, (ledger, _) in cases.items()}
    return Rehearsal(stage=stage, cases=cases, changes=changes, turns=_all_turns(stage))


def as_text(rehearsals: Sequence[Rehearsal], left_out: Sequence[TradeError] = ()) -> str:
    """A few lines for the terminal; `left_out` says why other pages could not be rehearsed."""
    lines = [line for found in rehearsals for line in _summary(found)]
    return "\n".join([*lines, *(f"Left out: {why}" for why in left_out)])


def as_markdown(month: Period, rehearsals: Sequence[Rehearsal], left_out: Sequence[TradeError] = ()) -> str:
    """The report that an editor reads before the release."""
    preface = _PREFACE.format(month=say.label(month), years=YEARS, fewest=FEWEST)
    pages = [part for found in rehearsals for part in _page(found)]
    rest = ["## Pages left out", "\n".join(f"- {_escaped(str(why))}" for why in left_out)] if left_out else []
    return "\n\n".join([f"# Rehearsal of {say.label(month)}", preface, *pages, *rest]) + "\n"


def _all_turns(stage: Stage) -> list[Turn]:
    """The words that turn as one flow moves, then those that only turn when both do."""
    alone = [turn for flow in _FLOWS for turn in turns(stage, flow)]
    known = {(line, frozenset((turn.before, turn.after))) for turn in alone for line in turn.lines}
    both = [
        turn
        for turn in turns(stage, "balance")
        if any((line, frozenset((turn.before, turn.after))) not in known for line in turn.lines)
    ]
    return alone + both


def _summary(found: Rehearsal) -> Iterator[str]:
    spans = ", ".join(
        f"{_FLOWS[flow]} {_million(span.low)} to {_million(span.high)}" for flow, span in found.stage.ranges.items()
    )
    yield f"{found.stage.path}: {found.stage.side} {spans} (US$ million)"
    sentences = len({(change.line, change.before) for changes in found.changes.values() for change in changes})
    problems = len({problem for _, problems in found.cases.values() for problem in problems})
    yield f"  sentences that change: {sentences}; words that turn: {len(found.turns)}; problems: {problems}"
    for turn in found.turns:
        yield f"  {turn.before} → {turn.after} from {_FLOWS.get(turn.measure, turn.measure)} {_million(turn.at)}"


def _page(found: Rehearsal) -> Iterator[str]:
    """The part of the report on one page."""
    yield f"## {found.stage.path}"
    yield "\n".join(_ranges(found.stage))
    yield "### Words that turn, and where"
    yield "\n".join(_turn_rows(found.turns)) or "No comparing word turns within these ranges."
    yield "### Claims that cannot be made"
    yield "\n".join(_problems(found.cases)) or "Every claim stands in all three cases."
    yield "### What readers would see differently"
    yield "\n\n".join(_sentences(found.changes)) or "No sentence changes."
    yield "### Charts that would be drawn anew"
    yield "\n".join(_charts(found)) or "None."
    yield "### What does not depend on the month"
    yield "\n".join(_independent(found)) or "Every computed sentence depends on it."


def _ranges(stage: Stage) -> Iterator[str]:
    yield "| US$ million | low | middle | high | from |"
    yield "|---|--:|--:|--:|---|"
    for flow, word in _FLOWS.items():
        span = stage.ranges[flow]
        years = f"{len(span.years)} years, {span.years[0]} to {span.years[-1]}" if span.years else "the editor"
        amounts = " | ".join(_million(amount) for amount in (span.low, span.middle, span.high))
        yield f"| What {stage.side} {word} | {amounts} | {years} |"


def _turn_rows(found: Sequence[Turn]) -> Iterator[str]:
    if found:
        yield "What is sold or bought with the other at its middle; the balance of the month with both on the move. US$ million.\n"
        yield "| In the month | from | what was | becomes | on line |"
        yield "|---|--:|---|---|---|"
    for turn in found:
        words = " | ".join(_escaped(words) for words in (turn.before, turn.after))
        yield f"| {_FLOWS.get(turn.measure, turn.measure)} | {_million(turn.at)} | {words} | {', '.join(map(str, turn.lines))} |"


def _problems(cases: Mapping[str, Reading]) -> Iterator[str]:
    for case, (_, problems) in cases.items():
        yield from (f"- {case}: {_escaped(problem)}" for problem in problems)


def _sentences(changes: Mapping[str, Sequence[Change]]) -> Iterator[str]:
    """Each sentence that changes in any case: before, and after in each, once where they agree."""
    by_sentence: dict[tuple[int, str], dict[str, Change]] = {}
    for case, of_case in changes.items():
        for change in of_case:
            by_sentence.setdefault((change.line, change.before), {})[case] = change
    for (line, before), after in sorted(by_sentence.items()):
        turned = [f" **{case}: {'; '.join(change.flipped)}**" for case, change in after.items() if change.flipped]
        said = {case: after[case].after if case in after else before for case in changes}
        shown = said if len(set(said.values())) > 1 else {"in each case": next(iter(said.values()))}
        rows = [f"> {case}: {_escaped(words)}  " for case, words in {"before": before, **shown}.items()]
        yield "\n".join([f"Line {line}{';'.join(turned)}", "", *rows])


def _charts(found: Rehearsal) -> Iterator[str]:
    """The charts whose facts are others, or have other values, in any case."""
    after = {case: dict(_drawn(ledger)) for case, (ledger, _) in found.cases.items()}
    for line, (headline, values) in _drawn(found.stage.before[0]):
        left_out = [case for case, charts in after.items() if line not in charts]
        if left_out or any(charts[line][1] != values for charts in after.values()):
            yield f"- line {line}: {_escaped(headline)}" + (f" (left out: {'; '.join(left_out)})" if left_out else "")


def _drawn(ledger: Mapping[str, Any]) -> Iterator[tuple[int, tuple[str, dict[str, Any]]]]:
    """The charts of a page by line: headline, and what each draws."""
    (page,) = ledger["pages"]
    for claim in page["claims"]:
        if claim["kind"] == "chart":
            yield claim["line"], (claim["words"], {id: ledger["facts"][id]["value"] for id in claim["facts"]})


def _independent(found: Rehearsal) -> Iterator[str]:
    """The computed sentences that rest on no assumed figure and read the same, in every case."""
    changed = {(change.line, change.before) for changes in found.changes.values() for change in changes}
    (page,) = found.stage.before[0]["pages"]
    for number, sentence in enumerate(page["sentences"]):
        if not sentence["claims"] or not sentence["text"] or (sentence["line"], sentence["text"]) in changed:
            continue
        if not any(_rests_on(found.stage.assumed, ledger, number) for ledger, _ in found.cases.values()):
            yield f"- line {sentence['line']}: {_escaped(sentence['text'])}"


def _rests_on(vintage: str, ledger: Mapping[str, Any], number: int) -> bool:
    (page,) = ledger["pages"]
    ids = {id for claim in page["sentences"][number]["claims"] for id in page["claims"][claim]["facts"]}
    return any(vintage in ledger["facts"][id]["vintages"] for id in ids)


def _million(amount: Decimal) -> str:
    return f"{amount / _MILLION:,.1f}".replace("-", "−")


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_~`\[\]<|])", r"\\\1", text)
