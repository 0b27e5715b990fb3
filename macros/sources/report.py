"""What came of a refresh, told to an editor at half past eight, and to a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.sources.plausible import Finding
from macros.sources.refresh import Outcome, State


def as_text(outcome: Outcome, *, dry: bool = False) -> str:
    """The lines on a dataset: what came, what is new or odd about it, and what to do next."""
    return "\n".join(_lines(outcome, dry))


def _lines(outcome: Outcome, dry: bool) -> Iterator[str]:
    name = outcome.dataset
    match outcome.state:
        case State.NOTHING_NEW:
            yield f"{name}: nothing new. The record has what the source says, to {_end(outcome)} (vintage {outcome.vintage})."
        case State.NEW:
            yield f"{name}: {'would put on record' if dry else 'on record now,'} vintage {outcome.vintage}, {_reach(outcome)}."
            yield from _findings(outcome.findings)
            if dry:
                yield from (f"  {line}" for line in outcome.account)
            else:
                yield from (f"  {line}" for line in [outcome.caution] if line)
                yield "  Next: python -m macros diff HEAD, then python -m macros check."
        case State.HELD if outcome.error:
            yield f"{name}: held for you. The record is as it was."
            yield from (f"  {line}" for line in str(outcome.error).splitlines())
        case State.HELD:
            yield f"{name}: held for you as {outcome.candidate}, {_reach(outcome)}. The record is as it was."
            yield from _findings(outcome.findings)
            if not dry:
                yield f"  If it is right: python -m macros refresh {name} --accept {outcome.candidate}"
                yield "  If it is not, do nothing; the next refresh asks the source again."
        case State.REFUSED:
            yield f"{name}: refused. The record is as it was."
            yield from (f"  {line}" for line in str(outcome.error).splitlines())


def _reach(outcome: Outcome) -> str:
    """From what month to what the record would go on."""
    before = outcome.before.end if outcome.before else "nothing"
    return f"months to {_end(outcome)} (until now to {before})"


def _end(outcome: Outcome) -> str:
    return str(outcome.covers.end) if outcome.covers else ""


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"  {finding}"
        yield from (f"    {line}" for line in finding.evidence)


def as_json(outcomes: list[Outcome], code: int) -> Mapping[str, object]:
    """The outcomes for a program: `exit`, the names of the datasets that have a new vintage, and each in full."""
    return {
        "exit": code,
        "new": [outcome.dataset for outcome in outcomes if outcome.state is State.NEW],
        "datasets": [
            {
                "dataset": outcome.dataset,
                "state": outcome.state.value,
                "vintage": outcome.vintage,
                "candidate": outcome.candidate,
                "covers": str(outcome.covers or ""),
                "findings": [
                    {"kind": f.kind, "weight": f.weight.value, "what": f.what, "means": f.means, "evidence": f.evidence}
                    for f in outcome.findings
                ],
                "error": str(outcome.error or ""),
            }
            for outcome in outcomes
        ],
    }
