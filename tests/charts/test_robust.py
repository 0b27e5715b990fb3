"""Whatever the data hold, every kind of chart draws what can be read, or refuses in words that help.

One series of values and one name are put to all kinds, each of which makes its own sense of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from legible import HEBREW, HOSTILE, LONG, RIGHT_TO_LEFT, UNBROKEN, require_legible
from vega_lite import require_valid

from macros.charts.drawing import Chart, Sketch
from macros.charts.events import Event
from macros.charts.geometry import TILES
from macros.charts.kinds.amounts_map import AmountsMap, Country
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.custom import Custom
from macros.charts.kinds.membership_map import MembershipMap, Standing
from macros.charts.kinds.mirror import Mirror
from macros.charts.kinds.months import Months
from macros.charts.kinds.multiples import Item, Multiples
from macros.charts.kinds.race import Lap, Race
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.rate import Rate, Rated
from macros.charts.kinds.revisions import Revised, Revisions
from macros.charts.kinds.shares import Part, Shares
from macros.charts.kinds.slope import Pair, Slope
from macros.charts.kinds.treemap import Treemap
from macros.charts.kinds.two_way import TwoWay
from macros.charts.kinds.waterfall import Part as Step
from macros.charts.kinds.waterfall import Waterfall
from macros.charts.theme import NARROW, WIDE, Size
from macros.charts.values import Bar, Month, Names, PartYear, Year
from macros.errors import TradeError

Values = Sequence[float | None]
FIRST = 2001
SERIES: dict[str, Values] = {
    "empty": (),
    "one": (5.0,),
    "zero": (0.0,) * 6,
    "sign": (5.0, -3.0, 2.0, -8.0, 9.0, -1.0),
    "outlier": (1.0, 2.0, 1.5e6, 3.0, 1.0, 2.0),
    "gap": (3.0, 4.0, None, 5.0, 6.0, 7.0),
    "late": (None, 3.0, 4.0, 5.0, 6.0, 7.0),
    "cut-off": (3.0, 4.0, 5.0, 6.0, 7.0, None),
    "deep": (-32.0, -13.0, -46.0, -9.0, -13.0, -23.0, 44.0, -45.0, -58.0, -42.0, -50.0, -55.0, -53.0),
    "many": tuple(1.0 + number * 7 % 11 for number in range(250)),
}
USUAL: Values = (30.0, 12.0, 21.0, 8.0, 9.0, 14.0)
NAMES = {"hostile": HOSTILE, "long": LONG, "unbroken": UNBROKEN, "arabic": RIGHT_TO_LEFT, "hebrew": HEBREW}


@dataclass(frozen=True)
class Given:
    """The values, and the name that everything has."""

    values: Values = USUAL
    name: str = "Kenya"

    @property
    def flows(self) -> list[tuple[float | None, float | None]]:
        """Sold and bought, the balance between them having the sign of the value."""
        return [(None, 2.0) if one is None else (one, one / 2) if one >= 0 else (-one / 2, -one) for one in self.values]

    @property
    def years(self) -> tuple[Year, ...]:
        return tuple(Year(year=FIRST + at, sold=sold, bought=bought) for at, (sold, bought) in enumerate(self.flows))

    @property
    def known(self) -> list[tuple[str, float]]:
        """A name for each value that is known, no two alike."""
        found = [(at, one) for at, one in enumerate(self.values) if one is not None]
        return [(f"{self.name} {at}" if at else self.name, one) for at, one in found]

    @property
    def names(self) -> Names:
        return Names(sold=self.name, bought=f"To {self.name}", surplus=f"{self.name} up", deficit=f"{self.name} down")

    @property
    def part(self) -> PartYear | None:
        """Some months after the last year, as long as there are years."""
        last = self.years[-1].year if self.years else FIRST
        scale = 1.0 if any(self.values) else 0.0
        before, now = (Year(year=last + at, sold=scale * (6 - 4 * at), bought=scale * (2 + at)) for at in (0, 1))
        return PartYear(label=f"{self.name} only", before=before, now=now)

    def events(self, *days: date) -> tuple[Event, ...]:
        """Events of that name, where there is time to mark them on."""
        return tuple(Event(day=day, name=self.name) for day in days) if len(self.values) == len(USUAL) else ()

    def months(self) -> tuple[Month, ...]:
        return tuple(
            Month(month=FIRST * 12 + at, sold=sold, bought=bought) for at, (sold, bought) in enumerate(self.flows)
        )


def _waterfall(given: Given, flow: str) -> Waterfall:
    steps = tuple(Step(name=name, value=value) for name, value in given.known)
    before = 40.0 if flow != "balance" else -20.0
    total = before + sum(step.value for step in steps)
    return Waterfall(
        before=Step(name=f"{given.name} 1", value=before),
        now=Step(name=given.name, value=total),
        steps=steps,
        flow=flow,
    )


def _slope(given: Given, flow: str) -> Slope:
    pairs = (Pair(name=name, then=7.0 if value else 0.0, now=value, emphasis=not at)
             for at, (name, value) in enumerate(given.known))  # fmt: skip
    return Slope(pairs=tuple(pairs), then="2015", now="2025", flow=flow)


def _revisions(given: Given) -> Revisions:
    return Revisions(
        figures=tuple(
            Revised(name=name, first=value and value - 1.0, now=value, flow="balance") for name, value in given.known
        )
    )


def _race(given: Given) -> Race:
    laps = [Lap(year=FIRST + at, totals=(abs(one or 0.0),) * 12) for at, one in enumerate(given.values)]
    return Race(
        laps=(*laps, Lap(year=FIRST + len(laps), totals=(laps[0].totals[0] / 2,) * 5)) if laps else (), flow="sold"
    )


def _rate(given: Given) -> Rate:
    months = tuple(Rated(month=FIRST * 12 + at, value=one) for at, one in enumerate(given.values))
    return Rate(months=months, name=given.name, events=given.events(date(FIRST, 2, 9), date(FIRST, 4, 1)))


def _shares(given: Given, *, areas: bool) -> Shares:
    """The values as shares of a whole that is a little larger than the largest of them."""
    whole = 1.1 * max((one for one in given.values if one is not None), default=1.0) or 1.0
    shares = tuple(None if one is None else 100 * one / whole for one in given.values)
    rest = tuple(None if one is None else 100 - one for one in shares)
    return Shares(
        periods=tuple(str(FIRST + at) for at in range(len(shares))),
        parts=(
            Part(name=given.name, shares=shares, emphasis=True),
            Part(name=f"Not {given.name}", shares=rest, rest=True),
        ),
        areas=areas,
        flow="bought",
    )


def _parts(given: Given) -> Shares:
    """Each value as a part of all of them in two years."""
    total = sum(abs(value) for _, value in given.known) or 1.0
    parts = [
        Part(name=name, shares=(value / total * 100,) * 2, bounds=(1e-6,) * 2, emphasis=not at)
        for at, (name, value) in enumerate(given.known[:5] if len(given.known) == 6 else given.known)
    ]
    if len(given.known) == 6:
        value = given.known[-1][1] / total * 100
        parts.append(Part(name=given.known[-1][0], shares=(value,) * 2, rest=True))
    return Shares(periods=("2024", "2025"), parts=tuple(parts), flow="sold")


def _amounts(given: Given, area: str, of: str) -> AmountsMap:
    """As many countries as there are values; those after the last country stand on the first again, which is refused."""
    codes = sorted(TILES)
    countries = tuple(
        Country(code=codes[at % len(codes)], name=given.name, value=one, emphasis=not at)
        for at, one in enumerate(given.values)
    )
    return AmountsMap(area=area, of=of, countries=countries, title=given.name, above=given.name, below=given.name)


def _members(given: Given) -> MembershipMap:
    codes = sorted(TILES)
    countries = tuple(
        Standing(
            code=codes[at % len(codes)], name=given.name, belongs=None if one is None else one > 0, emphasis=not at
        )
        for at, one in enumerate(given.values)
    )
    return MembershipMap(area="africa", countries=countries, title=given.name, within=given.name, without=given.name)


def _multiples(given: Given, *, balance: bool, one_scale: bool) -> Multiples:
    """A panel of all values, one of half of them, and where there are many a panel for each."""
    halves = tuple(Year(year=one.year, sold=one.bought, bought=one.sold) for one in given.years)
    items = [Item(name=given.name, years=given.years), Item(name=f"{given.name} too", years=halves)]
    if len(given.values) == len(USUAL):
        items += [Item(name=f"{given.name} {number}", years=given.years) for number in range(5)]
    if len(given.values) > 100:
        items = [Item(name=name, years=given.years[:2]) for name, _ in given.known]
    return Multiples(items=tuple(items), balance=balance, one_scale=one_scale)


def _custom(given: Given) -> Custom:
    rows = [{"name": name, "value": value, "unit": "%"} for name, value in given.known]
    return Custom.of("waffle", rows, given.name)


KINDS: dict[str, Callable[[Given], Chart]] = {
    "two-way": lambda given: TwoWay(
        years=given.years, names=given.names, note=given.name, events=given.events(date(FIRST + 2, 3, 4))
    ),
    "two-way-part": lambda given: TwoWay(years=given.years, names=given.names, part=given.part),
    "balance": lambda given: BalanceBars(
        years=given.years, names=given.names, events=given.events(date(FIRST + 2, 3, 4), date(FIRST + 3, 3, 4))
    ),
    "balance-part": lambda given: BalanceBars(years=given.years, names=given.names, part=given.part),
    "ranked": lambda given: RankedBars(
        bars=tuple(Bar(name=name, value=value, emphasis=at == 1) for at, (name, value) in enumerate(given.known)),
        flow="sold",
    ),
    "waterfall": lambda given: _waterfall(given, "sold"),
    "waterfall-balance": lambda given: _waterfall(given, "balance"),
    "slope": lambda given: _slope(given, "bought"),
    "slope-balance": lambda given: _slope(given, "balance"),
    "revisions": _revisions,
    "mirror": lambda given: Mirror(years=given.years, sold=f"{given.name} says", bought=f"They say {given.name}"),
    "months": lambda given: Months(months=given.months(), names=given.names, events=given.events(date(FIRST, 3, 4))),
    "race": _race,
    "rate": _rate,
    "treemap": lambda given: Treemap(
        bars=tuple(Bar(name=name, value=value) for name, value in given.known), flow="sold"
    ),
    "map": lambda given: _amounts(given, "africa", "balance"),
    "map-world": lambda given: _amounts(given, "world", "change"),
    "map-level": lambda given: _amounts(given, "africa", "level"),
    "map-members": _members,
    "share": lambda given: _shares(given, areas=True),
    "share-bars": lambda given: _shares(given, areas=False),
    "share-parts": _parts,
    "multiples": lambda given: _multiples(given, balance=False, one_scale=True),
    "multiples-balance": lambda given: _multiples(given, balance=True, one_scale=False),
    "custom": _custom,
}
CASES = {**{name: Given(values=values) for name, values in SERIES.items()},
         **{name: Given(name=said) for name, said in NAMES.items()}}  # fmt: skip


@dataclass(frozen=True)
class _Once:
    """A chart that lays itself out once for each size, to be drawn and to be held against the schema."""

    chart: Chart
    _sketches: dict[Size, Sketch] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        return self.chart.in_words

    def sketch(self, size: Size) -> Sketch:
        if size not in self._sketches:
            self._sketches[size] = self.chart.sketch(size)
        return self._sketches[size]


def refusal(kind: str, case: str) -> TradeError | None:
    """What a kind says where it does not draw what it is given; raises where it draws it badly."""
    try:
        chart = _Once(KINDS[kind](CASES[case]))
    except TradeError as error:
        return error
    require_legible(chart)
    for size in (WIDE, NARROW):
        require_valid(chart.sketch(size).spec)
    assert chart.in_words.strip()
    return None


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_draws_what_can_be_read_or_says_what_to_do(kind: str, case: str) -> None:
    refused = refusal(kind, case)
    if refused:
        assert refused.what
        assert refused.remedy
    if case in ("empty", "zero"):
        assert (refused is None) is (
            case == "zero" and kind in ("share", "share-bars", "custom")
        )  # nothing of something
    if case in (*NAMES, "gap"):
        assert not refused
