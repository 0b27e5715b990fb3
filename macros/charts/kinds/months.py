"""Bought and sold by month: two lines, with the balance shaded between them where its sign can be followed.

Months are rough. The same drawing of sums of 12 months, each to its month, shows which way they go, with no season in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from macros import words as say
from macros.charts import alt_text, events
from macros.charts.crossing import runs
from macros.charts.drawing import Sketch
from macros.charts.events import Event, require_events
from macros.charts.flows import FLOWS
from macros.charts.money import Money
from macros.charts.panels import Grid, on_canvas
from macros.charts.scales import Linear, ticks
from macros.charts.theme import Size
from macros.charts.time import ByMonth
from macros.charts.two_lines import TwoLines
from macros.charts.values import Month, Names, require_order
from macros.errors import Absent, TradeError
from macros.periods import Period
from macros.words.pack import pack

_NAMED_GAPS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Months:
    """Both flows in months, first to last, all single or all rolling; a month that is left out is a gap."""

    months: tuple[Month, ...]
    names: Names
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        require_order(self.months)
        if len({one.rolling for one in self.months}) > 1:
            raise TradeError("single months and sums of 12 are mixed", remedy="Draw one or the other.")
        for flow in FLOWS:
            if not any(len(run) > 1 for run in runs(self.months, flow)):
                raise Absent(
                    f"what was {flow} has no two months in a row, so there is no line to draw",
                    remedy="Begin the chart earlier, or choose full years.",
                )
        if self.largest == 0:
            raise Absent("every amount is zero", remedy="Say so in a sentence: there is nothing to draw.")
        require_events(self.events, self.time, self.months[0].month, self.months[-1].month)

    @property
    def largest(self) -> float:
        return max(value for one in self.months for value in (one.sold, one.bought) if value is not None)

    @property
    def money(self) -> Money:
        return Money.over([self.largest], self.names.language)

    @property
    def time(self) -> ByMonth:
        return ByMonth(self.names.language)

    @property
    def in_words(self) -> str:
        """Range, the last amounts, the largest, gaps, events."""
        words, language = pack(self.names.language), self.names.language
        ends = {
            name: say.label(Period(month, month), language=language)
            for name, month in (("first", self.months[0].month), ("last", self.months[-1].month))
        }
        flows = {"sold": self.names.sold, "bought": self.names.bought}
        said = [words.say(f"chart.months.alt{'_rolling' if self.months[0].rolling else ''}", **ends, **flows)]
        latest = next((one for one in reversed(self.months) if one.balance is not None), None)
        if latest:
            larger, smaller = sorted(FLOWS, key=lambda flow: -getattr(latest, flow))
            said.append(
                words.say(
                    "chart.months.latest",
                    when=latest.named(language),
                    larger=flows[larger],
                    most=self.money.full(latest.amount(larger)),
                    smaller=flows[smaller],
                    least=self.money.full(latest.amount(smaller)),
                )
            )
            if run := alt_text.of_one_sign(self.months):
                known = [one for one in self.months if one.balance is not None]
                phrase = "always" if len(run) == len(known) else "leads"
                since = say.label(Period(run[-1].month, run[-1].month), language=language)
                said.append(words.say(f"chart.months.{phrase}", larger=flows[larger], since=since))
        one, flow = max(
            ((one, flow) for one in self.months for flow in FLOWS if getattr(one, flow) is not None),
            key=lambda each: getattr(*each),
        )
        value = self.money.full(one.amount(flow))
        said.append(words.say("chart.months.largest", value=value, name=flows[flow], when=one.named(language)))
        return " ".join([*said, *self._missing(), *events.in_words(self.events, language)])

    def sketch(self, size: Size) -> Sketch:
        """One panel, the last amounts at its right."""
        height = 296.0 if size.is_wide else 232.0
        scale = Linear(0, self.largest, height, 14)
        grid = Grid(scale=scale, values=ticks(0, self.largest), writer=self.money, size=size)
        lines = TwoLines(
            name="months", steps=self.months, names=self.names, money=self.money, time=self.time, events=self.events,
            with_ends=True,
        )  # fmt: skip
        return on_canvas([lines.panel(grid, size.width - lines.right(size))], size, height, 0)

    def _missing(self) -> list[str]:
        """The spans of months for which a figure is missing, the first few of them."""
        words, language = pack(self.names.language), self.names.language
        known = {one.month for one in self.months if one.balance is not None}
        spans: list[Period] = []
        for month in range(self.months[0].month, self.months[-1].month + 1):
            if month in known:
                continue
            if spans and spans[-1].last == month - 1:
                spans[-1] = Period(spans[-1].first, month)
            else:
                spans.append(Period(month, month))
        named = [say.label(span, language=language) for span in spans[:_NAMED_GAPS]]
        if len(spans) > _NAMED_GAPS:
            named[-1] = "…"
        return [words.say("chart.months.missing", months=say.and_list(named, language=language))] if named else []
