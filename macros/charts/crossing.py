"""The balance between two lines, cut where they cross, so that the shaded areas meet exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.charts.values import Both


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with both lines; `at` is a step of it (a year, a month), or a fraction of one where they cross."""

    at: float
    sold: float
    bought: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of time over which the balance keeps its sign: +1 in surplus, −1 in deficit."""

    sign: int
    moments: tuple[Moment, ...]


def stretches(steps: Sequence[Both]) -> list[Stretch]:
    """The stretches of surplus and of deficit in turn; none where a figure is missing or both lines are one."""
    found: list[Stretch] = []
    for one, following in pairwise(steps):
        if following.at != one.at + 1:
            continue
        for sign, start, end in _pieces(one, following):
            if found and found[-1].sign == sign and found[-1].moments[-1] == start:
                found[-1] = Stretch(sign, (*found[-1].moments, end))
            else:
                found.append(Stretch(sign, (start, end)))
    return found


def _pieces(one: Both, following: Both) -> list[tuple[int, Moment, Moment]]:
    """The one or two pieces between two steps, each with its sign."""
    if one.sold is None or one.bought is None or following.sold is None or following.bought is None:
        return []
    start = Moment(one.at, one.sold, one.bought)
    end = Moment(following.at, following.sold, following.bought)
    before, after = start.sold - start.bought, end.sold - end.bought
    if before * after >= 0:
        either = before or after
        return [(1 if either > 0 else -1, start, end)] if either else []
    share = before / (before - after)
    level = start.sold + share * (end.sold - start.sold)
    meeting = Moment(start.at + share * (end.at - start.at), level, level)
    sign = 1 if before > 0 else -1
    return [(sign, start, meeting), (-sign, meeting, end)]


def runs(steps: Sequence[Both], flow: str) -> list[list[tuple[int, float]]]:
    """The unbroken runs of one line as (when, value): a missing step or value ends a run."""
    found: list[list[tuple[int, float]]] = []
    for one in steps:
        value: float | None = getattr(one, flow)
        if value is None:
            continue
        if found and found[-1][-1][0] == one.at - 1:
            found[-1].append((one.at, value))
        else:
            found.append([(one.at, value)])
    return found
