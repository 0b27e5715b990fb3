"""Where the words of a page turn as the coming month comes in higher: a page is read for one amount after another.

Pages are read by whoever can; here the readings are set side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Protocol

from macros.store.assumed import Range

Reading = tuple[dict[str, Any], tuple[str, ...]]
"""The ledger of one page, and what is wrong with it."""

_LEFT_OUT = "[…]"
# "jumped 76.8%", "more than doubled, up 101.2%": the size moves with every step, and only the verb turns.
_SIZE = re.compile(r"(?:, \w+)? [\d.,]+%$")
_UNSAID = "(cannot be said)"
# A word that turns and turns back within one of these parts of a range is missed.
_PARTS = 8


class Stage(Protocol):
    """A page to be rehearsed: the ranges of its two flows as its side sees them, and a way to read it with amounts for them."""

    @property
    def path(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def assumed(self) -> str: ...
    @property
    def ranges(self) -> Mapping[str, Range]: ...
    @property
    def step(self) -> Decimal: ...
    @property
    def before(self) -> Reading: ...
    def read(self, amounts: Mapping[str, Decimal]) -> Reading: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Words that turn when a measure of the month reaches an amount; `lines` are where on the page they stand."""

    measure: str
    at: Decimal
    before: str
    after: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The comparing words of one sentence, and a mark where a tag could not be printed."""

    line: int
    words: tuple[str, ...]


def turns(stage: Stage, measure: str) -> list[Turn]:
    """Every word of a page that turns while a flow goes up through its range, to the step, the other flow at its middle.

    With "balance" both move, from the least sold and the most bought to the contrary.
    """
    amounts, last = _way(stage, measure)

    @cache
    def said(step: int) -> tuple[_Words, ...]:
        return tuple(_words(stage.read(amounts(step))[0]))

    marks = sorted({last * part // _PARTS for part in range(_PARTS + 1)})
    found: dict[tuple[Decimal, str, str], set[int]] = {}
    for edge in (edge for low, high in pairwise(marks) for edge in _edges(said, low, high)):
        month = amounts(edge)
        at = month["exports"] - month["imports"] if measure == "balance" else month[measure]
        for was, now in zip(said(edge - 1), said(edge), strict=True):
            for before, after in _turned(was.words, now.words):
                found.setdefault((at, before, after), set()).add(was.line)
    return [
        Turn(measure=measure, at=at, before=before, after=after, lines=tuple(sorted(lines)))
        for (at, before, after), lines in found.items()
    ]


def _way(stage: Stage, measure: str) -> tuple[Callable[[int], Mapping[str, Decimal]], int]:
    """The amounts at each step from one end of a range to the other, and the number of the last step."""
    steps = {flow: int(-((span.low - span.high) // stage.step)) for flow, span in stage.ranges.items()}

    def amount(flow: str, step: int) -> Decimal:
        return min(stage.ranges[flow].low + step * stage.step, stage.ranges[flow].high)

    def both(step: int) -> Mapping[str, Decimal]:
        # One flow or the other moves at each step, so that the balance moves by no more than one.
        sold = step * steps["exports"] // last
        return {"exports": amount("exports", sold), "imports": amount("imports", steps["imports"] - (step - sold))}

    def alone(step: int) -> Mapping[str, Decimal]:
        return {flow: span.middle for flow, span in stage.ranges.items()} | {measure: amount(measure, step)}

    last = sum(steps.values()) if measure == "balance" else steps[measure]
    return both if measure == "balance" else alone, last


def _words(ledger: Mapping[str, Any]) -> Iterator[_Words]:
    """The words of every sentence; the same Markdown gives the same sentences, in the same order."""
    (page,) = ledger["pages"]
    for sentence in page["sentences"]:
        claims = [page["claims"][number] for number in sentence["claims"]]
        words = [_SIZE.sub("", claim["words"]) for claim in claims if claim["kind"] in ("word", "assertion")]
        yield _Words(sentence["line"], (*words, *([_UNSAID] if _LEFT_OUT in sentence["text"] else [])))


def _edges(said: Callable[[int], tuple[_Words, ...]], low: int, high: int) -> Iterator[int]:
    """The steps at which what is said differs from the step before, found by halving, in order."""
    if said(low) == said(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _edges(said, low, middle)
    yield from _edges(said, middle, high)


def _turned(before: tuple[str, ...], after: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """The words that became others; where some cannot be said, those that went with those that came."""
    if before == after:
        return []
    if len(before) == len(after) and _UNSAID not in (*before, *after):
        return [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    gone, came = ([word for word in one if word not in other] for one, other in ((before, after), (after, before)))
    return [("; ".join(gone) or _UNSAID, "; ".join(came) or _UNSAID)]
