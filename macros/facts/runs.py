"""Predicates of a run of periods: for the third month in a row, the first surplus since 2016.

A run is made of verdicts, the newest first, each about one period: whatever can be asserted of one can be of a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from macros.errors import Absent
from macros.facts.verdict import Verdict, Wording, all_of, name
from macros.periods import Period
from macros.units import RANK

_SPANS = {1: "month", 3: "quarter"}


def streak(steps: Iterable[Verdict], count: int, kind: str) -> Verdict:
    """Whether a thing is so for exactly the so-manieth time in a row; `kind` is rise, fall, surplus or deficit.

    Raises where the record ends before the run does: nobody can say then how long it is.
    """
    run: list[Verdict] = []
    for step in steps:
        run.append(step)
        if step.holds is not True:
            break
    if not run or count < 1:
        raise Absent(f"there is no run of {count} to speak of", remedy="Count from 1, and within the record.")
    length = len(run) if run[-1].holds else len(run) - 1
    if length == len(run) and count >= length:
        raise Absent(
            f"the record is too short to say that it is number {count} in a row: it begins with the run",
            remedy="Claim the first and the last of them instead.",
        )
    now, span = run[0].facts[0], _span(run[0].facts[0].period)
    holds: bool | None
    if length > count:
        holds, margin = False, -run[count].margin
    elif length == count:
        holds, margin = all_of([(step.holds, step.margin) for step in (*run[:count], run[-1].negation)])
    else:
        holds, margin = run[-1].holds, run[-1].margin
    return Verdict(
        f"{name(now)} is number {count} in a row, by {span}: {kind}",
        holds,
        margin,
        run[0].unit,
        tuple(dict.fromkeys((now, *run[min(count, len(run)) - 1].facts))),
        Wording(f"streak_{kind}", {"ordinal": (Decimal(count), RANK), "span": span}),
        run[0].rivals if not length else (partial(streak, tuple(run), length, kind),) if length != count else (),
    )


def first_since(steps: Sequence[Verdict], year: int | None, kind: str) -> Verdict:
    """Whether a thing is so for the first time since `year`; without a year, for the first time on record.

    `steps` are verdicts on the same months of every year on record, the newest first.
    """
    now, *earlier = steps
    by_year = {step.facts[0].period.first_year: step for step in earlier}
    if not by_year or (year is not None and year not in by_year):
        first = min(by_year, default=now.facts[0].period.first_year)
        raise Absent(f"there is no {year} to look back to", remedy=f"The record begins with {first}.")
    between = [step.negation for found, step in by_year.items() if year is None or found > year]
    conditions = [now, *between, *([by_year[year]] if year is not None else [])]
    holds, margin = all_of([(one.holds, one.margin) for one in conditions])
    actual = next((found for found, step in by_year.items() if step.holds is not False), None)
    fact = now.facts[0]
    period = fact.period.in_year(year) if year is not None else None
    last = by_year[year].facts[:1] if year is not None else ()
    rivals = now.rivals if not now.holds else (partial(first_since, steps, actual, kind),) if actual != year else ()
    return Verdict(
        f"{name(fact)} is the first {kind} {f'since {year}' if year else 'on record'}",
        holds,
        margin,
        now.unit,
        (fact, *last),
        Wording("first_since", {"event": kind, "period": period}) if period else Wording("first_ever", {"event": kind}),
        rivals,
    )


def _span(period: Period) -> str:
    return _SPANS.get(len(period), "year")
