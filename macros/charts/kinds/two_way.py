"""Bought and sold by year: two lines with the balance shaded between them, after Playfair (1786).

A part-year has a panel of its own (`beside`), on the same scale, against the same months of the year before: it never
joins a full year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from macros.charts import alt_text, events
from macros.charts.crossing import runs
from macros.charts.drawing import Sketch
from macros.charts.events import Event, require_events
from macros.charts.flows import FLOWS
from macros.charts.kinds.beside import Beside
from macros.charts.money import Money
from macros.charts.panels import AXIS_ROOM, Grid, on_canvas
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size
from macros.charts.time import ByYear
from macros.charts.two_lines import TwoLines
from macros.charts.values import Names, PartYear, Year, require_order
from macros.errors import Absent


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoWay:
    """Both flows in full years, first to last. `note` is a word on the largest value ("aircraft"), set after its year."""

    years: tuple[Year, ...]
    names: Names
    part: PartYear | None = None
    note: str = ""
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        require_order(self.years)
        for flow in FLOWS:
            if not any(len(run) > 1 for run in runs(self.years, flow)):
                raise Absent(
                    f"what was {flow} has no two full years in a row, so there is no line to draw",
                    remedy="Give more years, or choose balance bars.",
                )
        if self.largest == 0:
            raise Absent("every amount is zero", remedy="Say so in a sentence: there is nothing to draw.")
        require_events(self.events, ByYear(), self.years[0].year, self.years[-1].year)

    @property
    def largest(self) -> float:
        halves = [self.part.before, self.part.now] if self.part else []
        return max(value for year in (*self.years, *halves) for value in (year.sold, year.bought) if value is not None)

    @property
    def money(self) -> Money:
        return Money.over([self.largest], self.names.language)

    @property
    def in_words(self) -> str:
        said = alt_text.two_way(self.years, self.names, self.part, self.money)
        return " ".join([said, *events.in_words(self.events, self.names.language)])

    def sketch(self, size: Size) -> Sketch:
        """Both panels side by side, or one under the other when narrow."""
        height = 296.0 if size.is_wide else 208.0
        scale = Linear(0, self.largest, height, 26 if self.part and size.is_wide else 12)
        grid = Grid(scale=scale, values=ticks(0, self.largest), writer=self.money, size=size)
        years = TwoLines(
            name="years", steps=self.years, names=self.names, money=self.money, time=ByYear(), events=self.events,
            note=self.note, with_ends=self.part is None,
        )  # fmt: skip
        if self.part is None:
            return on_canvas([years.panel(grid, size.width - years.right(size))], size, height, 0)
        beside = Beside(self.part, self.names, self.money, size)
        if size.is_wide:
            gap = 24 + beside.left
            panels = [years.panel(grid, size.width - gap - 72 - beside.right), beside.panel(grid, 72)]
            return on_canvas(panels, size, height, gap)
        per_px = self.largest / (scale.start - scale.end)
        deep = max(96.0, beside.height, beside.largest / per_px + 36)
        below = Linear(0, (deep - 30) * per_px, deep, 30)  # so many US$ to the pixel, as above
        lower = replace(grid, scale=below, values=[tick for tick in grid.values if tick <= below.high], unit=False)
        gap = AXIS_ROOM + 14
        panels = [years.panel(grid, size.width), beside.panel(lower, size.width)]
        return on_canvas(panels, size, height + gap + deep, gap, stacked=True)
