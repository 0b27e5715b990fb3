"""Dated events on a drawing: a dotted rule at the day, its name and date at the top. What and when, never why.

The names stand over everything else, in as few rows as keep them off one another and off the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import altair as alt

from macros import words as say
from macros.charts.labels import Block, Box, Label
from macros.charts.layers import Layer, chart_of
from macros.charts.rows import fitted
from macros.charts.theme import Size, ink
from macros.charts.time import Time
from macros.errors import TradeError
from macros.words.pack import pack

_MOST = 5
_BESIDE = 6.0  # px from a rule to its name
_AIR = 10.0
_SIDES = ("right", "left", "over")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened on a day, by name, and by a short name for where there is little room."""

    day: date
    name: str
    short: str = ""
    language: str = "en"

    def block(self, size: Size, room: float) -> Block:
        """Its name in bold over its date, in rows no wider than `room` px."""
        name = self.name if size.is_wide else self.short or self.name
        rows = [(row, True) for row in fitted(name, room, size.label, bold=True)]
        when = fitted(say.day(self.day, short=not size.is_wide, language=self.language), room, size.label)
        return Block((*rows, *((row, False) for row in when)), "duty-ink", size)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the name of an event stands: its row, counted from below, and its edges; `x` is its rule."""

    x: float
    row: int
    side: str
    left: float
    right: float

    def meets(self, other: Place) -> bool:
        """Whether the two names meet, or the rule of one runs through the other."""
        if self.row == other.row and self.left < other.right + _AIR and other.left < self.right + _AIR:
            return True
        return any(one.runs_through(two) for one, two in ((self, other), (other, self)))

    def runs_through(self, other: Place) -> bool:
        reaches = self.row > other.row or (self.row == other.row and self.side != "over")
        return reaches and other.left - 3 < self.x < other.right + 3


@dataclass(frozen=True, slots=True)
class Strip:
    """The events of a panel: the labels above it, and their rules as a layer."""

    labels: list[Label]
    rules: Layer


def require_events(events: Sequence[Event], time: Time, first: float, last: float) -> None:
    """Raise unless every event falls within the steps drawn, and they can be told apart."""
    if len(events) > _MOST:
        raise TradeError(f"{len(events)} events are too many to be read", remedy=f"Choose {_MOST} or fewer.")
    if twice := [one.name for one, other in combinations(events, 2) if one == other]:
        raise TradeError(f"the event '{twice[0]}' is given twice", remedy="Give each event once.")
    for event in events:
        if not first - 0.5 <= time.moment(event.day) <= last + 0.5:
            raise TradeError(
                f"'{event.name}' of {event.day.isoformat()} falls outside the {time.field}s that are drawn",
                remedy='Leave it out, or begin the chart earlier; what falls in a year that is not over fits on "months".'
                if time.field == "year"
                else "Leave it out, or begin the chart earlier.",
            )


def rule_boxes(xs: Sequence[float], floor: float) -> list[Box]:
    """The room that the rules take, so that labels keep off it."""
    return [Box(x - 3, -1000.0, x + 3, floor) for x in xs]


def strip(
    events: Sequence[Event], xs: Sequence[float], size: Size, *, width: float, base: float, floor: float
) -> Strip | None:
    """The names set from `base` (px) upwards, with rules from each name down to `floor`; None without events."""
    if not events:
        return None
    blocks, places = _placed(events, xs, size, width)
    heights = [
        max((block.height for block, place in zip(blocks, places, strict=True) if place.row == row), default=0.0) + 3
        for row in range(max(place.row for place in places) + 1)
    ]
    labels: list[Label] = []
    rows = []
    for event, block, place in zip(events, blocks, places, strict=True):
        foot = base - sum(heights[: place.row])
        top = foot - block.height
        edge = {"right": place.left, "left": place.right, "over": (place.left + place.right) / 2}[place.side]
        align = {"right": "left", "left": "right", "over": "center"}[place.side]
        labels += block.labels(edge, top, align)
        start = foot if place.side == "over" else top
        rows.append(
            {"event": event.name, "x": min(round(place.x), round(width) - 1) + 0.5, "y": round(start, 1), "y2": floor}
        )
    chart = (
        chart_of("events")
        .mark_rule(color=ink("duty"), strokeDash=[2, 3])
        .encode(
            x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None), y2=alt.Y2("y2:Q"),
        )
    )  # fmt: skip
    return Strip(labels, Layer.of(chart, rows))


def in_words(events: Sequence[Event], language: str = "en") -> list[str]:
    """The sentence of the alt text that names the events; none without them."""
    if not events:
        return []
    words = pack(language)
    items = [
        words.say("chart.events.item", name=event.name, day=say.day(event.day, language=language))
        for event in sorted(events, key=lambda event: event.day)
    ]
    return [words.say("chart.events.alt", events=str(words.get("chart.events.between")).join(items))]


def _placed(events: Sequence[Event], xs: Sequence[float], size: Size, width: float) -> tuple[list[Block], list[Place]]:
    """The names, as wide as they may be, and where each stands."""
    room = 190.0 if size.is_wide else 132.0
    for share in (1.0, 0.75, 0.55):
        blocks = [event.block(size, room * share) for event in events]
        for rows in range(1, len(events) + 1):
            if places := _search(blocks, xs, width, rows, []):
                return blocks, places
    # Each on a row of its own: a rule may run behind a name then, where its halo keeps the letters whole.
    return blocks, [
        _options(block, x, width, [row], "over")[0] for row, (block, x) in enumerate(zip(blocks, xs, strict=True))
    ]


def _search(
    blocks: Sequence[Block], xs: Sequence[float], width: float, rows: int, settled: list[Place]
) -> list[Place] | None:
    """A place for each name in so many rows, the first that fits in the order an editor would try them."""
    number = len(settled)
    if number == len(blocks):
        return settled
    # The earliest of several looks outwards, to the left: what lies between two events stays open.
    outwards = len(xs) > 1 and xs[number] == min(xs)
    order = ("left", "right", "over") if outwards else _SIDES
    for place in _options(blocks[number], xs[number], width, range(rows), *order):
        if not any(place.meets(other) for other in settled):
            found = _search(blocks, xs, width, rows, [*settled, place])
            if found:
                return found
    return None


def _options(block: Block, x: float, width: float, rows: Sequence[int], *sides: str) -> list[Place]:
    """Where a name may stand: beside its rule, or over its end where neither side has room."""
    lefts = {
        "right": x + _BESIDE,
        "left": x - _BESIDE - block.width,
        "over": max(0.0, min(x - block.width / 2, width - block.width)),
    }
    return [
        Place(x, row, side, lefts[side], lefts[side] + block.width)
        for row in rows
        for side in sides
        if (lefts[side] >= 0 and lefts[side] + block.width <= width + 0.01) or side == "over"
    ]
