"""Small multiples: the same small drawing for many partners, the largest first, so that shapes can be compared.

Either all panels have one scale, or each has its own, which the words around the chart must say and each panel shows by
the one value on its axis.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from macros.charts.crossing import Moment, runs, stretches
from macros.charts.drawing import Sketch
from macros.charts.flows import FLOWS
from macros.charts.labels import Block, Label, text_layer, text_width
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.money import Money
from macros.charts.rows import fitted
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size, ink, side
from macros.charts.values import Year, require_order
from macros.errors import TradeError
from macros.words.pack import pack

MOST = 24
_DEEP = {"wide": 84.0, "narrow": 76.0}  # px of a panel's plot
_BILLIONS = 20_000.0  # US$ million of trade from which a panel is written in billions
_GAP = 20.0
_BELOW = 44.0  # px from a plot to the name of the panel beneath
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}
Spot = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A partner and both flows with it by year; a year that is not known is a gap."""

    name: str
    years: tuple[Year, ...]

    @property
    def last(self) -> Year | None:
        """The latest year with both figures."""
        return next((one for one in reversed(self.years) if one.balance is not None), None)

    def values(self, balance: bool) -> list[float]:
        """Everything drawn of it, in US$ million."""
        found = [one.balance for one in self.years] if balance else [v for y in self.years for v in (y.sold, y.bought)]
        return [value for value in found if value is not None]

    def size(self, balance: bool) -> float:
        """What the panels are ordered by: two-way trade, or the size of the balance, in its latest year."""
        if (last := self.last) is None or last.sold is None or last.bought is None:
            return -1.0
        return abs(last.sold - last.bought) if balance else last.sold + last.bought


@dataclass(frozen=True, kw_only=True, slots=True)
class Multiples:
    """A panel for each partner, of both flows or of the balance."""

    items: tuple[Item, ...]
    balance: bool = False
    one_scale: bool = True
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.items:
            raise TradeError("there are no partners to draw", remedy="Name some.")
        if len(self.items) > MOST:
            raise TradeError(f"{len(self.items)} panels are too many to be compared", remedy=f"Choose {MOST} or fewer.")
        twice = [name for name, count in Counter(item.name for item in self.items).items() if count > 1]
        if twice:
            raise TradeError(f"'{twice[0]}' is given twice", remedy="Give each partner once.")
        for item in self.items:
            require_order(item.years)
        if not any(any(item.values(self.balance)) for item in self.items):
            raise TradeError(
                "every amount is zero or missing", remedy="Say so in a sentence: there is nothing to draw."
            )
        if self.span[0] == self.span[1]:
            raise TradeError("there is one year only, so no line to draw", remedy="Give more years, or ranked bars.")

    @property
    def ordered(self) -> list[Item]:
        """The largest first."""
        return sorted(self.items, key=lambda item: (-item.size(self.balance), item.name))

    @property
    def span(self) -> tuple[int, int]:
        years = [one.year for item in self.items for one in item.years]
        return min(years), max(years)

    def money(self, item: Item) -> Money:
        """How the last amounts of a panel are written: alike in all that share a scale, and with digits for the smallest."""
        of = self.items if self.one_scale else (item,)
        lasts = [one.size(self.balance) for one in of if one.last]
        return Money("billion" if lasts and min(lasts) >= _BILLIONS else "million", self.language)

    def scale(self, item: Item, foot: float, top: float) -> Linear:
        """The value axis of a panel."""
        of = self.items if self.one_scale else (item,)
        values = [0.0, *(value for one in of for value in one.values(self.balance))]
        low, high = min(values), max(values)
        return Linear(low, high if high > low else low + 1, foot, top)

    def ticks(self, item: Item) -> list[tuple[float, str]]:
        """The values of a panel's axis and how they are written: zero, the top one, and the lowest below zero."""
        y = self.scale(item, 0, 1)
        rounds = ticks(y.low, y.high, most=3) if self.one_scale or any(item.values(self.balance)) else []
        ends = [
            value for value, sign in ((max(rounds, default=0.0), 1), (min(rounds, default=0.0), -1)) if value * sign > 0
        ]
        return [(0.0, "0"), *((value, self._tick(value)) for value in ends)]

    def _tick(self, value: float) -> str:
        scale = "billion" if abs(value) >= 1000 else "million" if abs(value) >= 1 else "one"
        return Money(scale, self.language).tick(value, unit=True, signed=self.balance, short=True)

    @property
    def in_words(self) -> str:
        words, (first, last) = pack(self.language), self.span
        items = [
            words.say("chart.multiples.alt_item", name=self._dated(item), values=self._spoken(item))
            for item in self.ordered
        ]
        kind = "alt_balance" if self.balance else "alt_flows"
        between = str(words.get("chart.multiples.between"))
        return words.say(
            f"chart.multiples.{kind}", len(items), count=len(items), items=between.join(items),
            **{"from": first, "to": last},
        )  # fmt: skip

    def _dated(self, item: Item) -> str:
        """A panel's name, with the year of its last amounts where that is not the last one drawn."""
        late = item.last is None or item.last.year == self.span[1]
        return item.name if late or not item.last else f"{item.name}, {item.last.year}"

    def _spoken(self, item: Item) -> str:
        words, money, last = pack(self.language), self.money(item), item.last
        if last is None:
            return words.say("chart.multiples.none").lower()
        if self.balance:
            return money.full(last.amount("balance"), signed=True)
        return words.say(
            "chart.multiples.alt_pair", **{flow: money.full(last.amount(flow)) for flow in FLOWS}
        )  # fmt: skip

    def sketch(self, size: Size) -> Sketch:
        """Four panels across, or two when narrow; each has its name, its last values, and its drawing."""
        across = 4 if size.is_wide else 2
        ordered = self.ordered
        gutter = 6 + max(text_width(text, size.axis) for item in ordered for _, text in self.ticks(item))
        # Where all share a scale, the first panel of a row names its values for the others.
        outside = gutter if self.one_scale else 0.0
        width = (size.width - outside - (across - 1) * _GAP) / across
        panels: list[_Panel] = []
        top = 0.0
        for row in range(0, len(ordered), across):
            items = ordered[row : row + across]
            heads = [self._head(item, width, size) for item in items]
            start = top + max(sum(block.height for block in head) for head in heads) + 8
            for column, (head, item) in enumerate(zip(heads, items, strict=True)):
                plot = outside + column * (width + _GAP) + (0.0 if self.one_scale else gutter)
                panels.append(
                    _Panel(
                        self, item, head, 0.0 if column == 0 else plot - (0.0 if self.one_scale else gutter),
                        plot, outside + column * (width + _GAP) + width, top, start, size,
                    )
                )  # fmt: skip
            top = start + _DEEP[size.name] + _BELOW
        height = math.ceil(top - _BELOW + 24)
        layers = [
            *_layers([panel.marks() for panel in panels], size),
            text_layer([label for panel in panels for label in panel.labels()], "labels"),
        ]
        return Sketch(chart=layered(layers, size.width, height), data=datasets(layers), size=size, height=height)

    def _head(self, item: Item, width: float, size: Size) -> list[Block]:
        """A panel's name and its last values, each flow by its word and in its ink."""
        words, money, last = pack(self.language), self.money(item), item.last
        name = fitted(item.name, width, size.label, bold=True)
        blocks = [Block(tuple((line, True) for line in name), "ink", size)]
        if last is None:
            return [*blocks, Block(((words.say("chart.multiples.none"), False),), "ink-3", size)]
        if last.year != self.span[1]:  # said, lest it be taken for the last year on the axis
            blocks.append(Block(((str(last.year), False),), "ink-3", size))
        if self.balance:
            amount = last.amount("balance")
            token = f"{side(last.balance or 0.0)}-ink" if amount.sign else "ink-2"
            return [*blocks, Block(((money.full(amount, signed=True), False),), token, size)]
        for flow in reversed(FLOWS):
            said = words.say(f"chart.multiples.{flow}", value=money.short(last.amount(flow)))
            blocks.append(Block(((said, False),), f"{flow}-ink", size))
        return blocks


@dataclass(frozen=True, slots=True)
class _Panel:
    """One panel and where it stands: its left, where its plot begins and ends, its top, and the top of its plot, in px."""

    chart: Multiples
    item: Item
    head: list[Block]
    left: float
    plot: float
    right: float
    top: float
    start: float
    size: Size

    @property
    def y(self) -> Linear:
        return self.chart.scale(self.item, self.start + _DEEP[self.size.name], self.start + 4)

    @property
    def x(self) -> Linear:
        first, last = self.chart.span
        return Linear(first, last, self.plot + 3, self.right - 3)

    def labels(self) -> Iterator[Label]:
        """Its name and last values, the values of its axis, the first and the last year."""
        top = self.top
        for block in self.head:
            yield from block.labels(self.left, top)
            top += block.height
        size, y, x = self.size.axis, self.y, self.x
        written = self.chart.ticks(self.item) if self.left < self.plot else []
        for value, text in written:
            if not value or abs(y(0) - y(value)) > size:
                yield Label(text=text, x=self.left, y=y(value), ink="ink-3", size=size)
        foot = self.start + _DEEP[self.size.name] + 13
        years = ((x.low, self.plot, "left"), (x.high, self.right, "right"))
        yield from (
            Label(text=f"{year:.0f}", x=at, y=foot, ink="ink-3", align=align, size=size) for year, at, align in years
        )

    def marks(self) -> dict[str, list[Spot]]:
        """What it draws, in px: hairlines, areas by sign, lines, and years that stand alone."""
        x, y, item = self.x, self.y, self.item
        found: dict[str, list[Spot]] = {"grid": [], "areas": [], "lines": [], "alone": []}
        for value, _ in self.chart.ticks(item):
            found["grid"].append({
                "x": self.plot, "x2": self.right, "y": round(y(value)) + 0.5,
                "ink": ink("grid" if value else "ink"),
            })  # fmt: skip

        def spot(at: float, value: float) -> Spot:
            return {"partner": item.name, "year": at, "value": value, "x": round(x(at), 2), "y": round(y(value), 2)}

        balance = self.chart.balance
        for number, stretch in enumerate(stretches(item.years)):
            tone = ink(side(stretch.sign) if balance else f"{side(stretch.sign)}-tint")
            for moment in stretch.moments:
                upper, lower = _edges(moment, balance=balance)
                found["areas"].append(
                    spot(moment.at, upper) | {"y2": round(y(lower), 2), "run": f"{item.name}-{number}", "ink": tone}
                )
        for flow in ("balance",) if balance else FLOWS:
            for number, run in enumerate(runs(item.years, flow)):
                kind = "alone" if len(run) == 1 else "" if balance else "lines"
                for at, value in run if kind else []:
                    tone = ink(side(value) if balance else flow)
                    found[kind].append(spot(at, value) | {"run": f"{item.name}-{flow}-{number}", "ink": tone})
        return found


def _edges(moment: Moment, *, balance: bool) -> tuple[float, float]:
    """The two edges of the shaded area: between the flows, or between the balance and zero."""
    return (moment.sold - moment.bought, 0.0) if balance else (moment.sold, moment.bought)


def _layers(panels: Sequence[dict[str, list[Spot]]], size: Size) -> list[Layer]:
    """The marks of all panels, one layer for each sort of mark."""
    rows = {sort: [row for panel in panels for row in panel[sort]] for sort in panels[0]}
    x, y, hue = alt.X("x:Q", **_PIXELS), alt.Y("y:Q", **_PIXELS), alt.Color("ink:N", scale=None)
    each = alt.Detail("run:N")
    charts = {
        "grid": chart_of("grid").mark_rule().encode(x=x, x2=alt.X2("x2:Q"), y=y, color=hue),
        "areas": chart_of("areas").mark_area().encode(x=x, y=y, y2=alt.Y2("y2:Q"), color=hue, detail=each),
        "lines": chart_of("lines").mark_line(strokeWidth=2 if size.is_wide else 1.75).encode(
            x=x, y=y, color=hue, detail=each
        ),
        "alone": chart_of("alone").mark_point(filled=True, size=30, opacity=1).encode(x=x, y=y, color=hue),
    }  # fmt: skip
    return [Layer.of(chart, rows[sort]) for sort, chart in charts.items() if rows[sort]]
