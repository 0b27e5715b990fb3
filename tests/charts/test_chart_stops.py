"""Where the rows of a chart's table lie on its drawings, for the reading aid."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from macros.charts.drawing import Chart, Drawing, draw, draw_bytes
from macros.charts.frame import figure
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.months import Months
from macros.charts.kinds.race import Lap, Race
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.rate import Rate, Rated
from macros.charts.kinds.two_way import TwoWay
from macros.charts.theme import NARROW, WIDE, Size
from macros.charts.values import Bar, Month, Names, PartYear, Year

SIZES = (WIDE, NARROW)
JANUARY = 2020 * 12
NAMES = Names(sold="Sold", bought="Bought", surplus="Surplus", deficit="Deficit")


def _require_in_order(chart: Chart, size: Size, rows: int) -> None:
    """Raise unless each of so many rows, first to last, lies on the canvas and right of the one before."""
    sketch = chart.sketch(size)
    xs = [x for x, _ in sketch.stops]
    assert [row for _, row in sketch.stops] == list(range(rows))
    assert all(-0.01 <= x <= size.width + 0.01 for x in xs)
    assert all(one < following for one, following in pairwise(xs))
    top, foot = sketch.reach
    assert 0 <= top < foot <= sketch.height


def _months(values: list[float | None]) -> tuple[Month, ...]:
    return tuple(Month(month=JANUARY + number, sold=one, bought=2) for number, one in enumerate(values))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_each_row_has_its_stop(years: list[Year], names: Names, size: Size) -> None:
    full = tuple(years)
    rates = tuple(Rated(month=JANUARY + number, value=None if number == 3 else 2.5) for number in range(9))
    laps = tuple(Lap(year=year, totals=tuple(range(1, last + 1))) for year, last in ((2020, 12), (2021, 12), (2022, 7)))
    _require_in_order(TwoWay(years=full, names=names), size, len(full))
    _require_in_order(BalanceBars(years=full, names=names), size, len(full))
    _require_in_order(Months(months=_months([1, 3, None, 4, 5]), names=names), size, 5)
    _require_in_order(Race(laps=laps, flow="sold"), size, 12)
    _require_in_order(Rate(months=rates, name="Duty"), size, 9)
    _require_in_order(Rate(months=rates[:1], name="Duty"), size, 1)


def test_a_part_year_beside_the_years_comes_after_them(years: list[Year], names: Names, part: PartYear) -> None:
    full = tuple(years)
    for size in SIZES:
        _require_in_order(BalanceBars(years=full, names=names, part=part), size, len(full) + 2)
    _require_in_order(TwoWay(years=full, names=names, part=part), WIDE, len(full) + 2)


def test_a_part_year_below_the_years_has_none(years: list[Year], names: Names, part: PartYear) -> None:
    chart = TwoWay(years=tuple(years), names=names, part=part)
    _require_in_order(chart, NARROW, len(years))
    sketch = chart.sketch(NARROW)
    assert sketch.reach[1] < sketch.height / 2 + 20, "a line runs over its own panel only"


@settings(max_examples=25, deadline=None)
@given(some.lists(some.floats(0, 1e6), min_size=2, max_size=250))
def test_many_rows_keep_their_order(values: list[float]) -> None:
    chart = Months(months=_months([*values]), names=NAMES)
    for size in SIZES:
        _require_in_order(chart, size, len(values))


def test_a_stop_lies_on_its_mark(years: list[Year], names: Names) -> None:
    sketch = TwoWay(years=tuple(years), names=names).sketch(WIDE)
    scale = sketch.chart["hconcat"][0]["layer"][1]["encoding"]["x"]["scale"]
    (first, last), (start, end) = scale["domain"], scale["range"]
    expected = [start + (one.year - first) / (last - first) * (end - start) for one in years]
    assert [x for x, _ in sketch.stops] == pytest.approx(expected)


def test_the_frame_carries_them_only_where_they_are_asked_for(years: list[Year], names: Names) -> None:
    drawing = draw("c", TwoWay(years=tuple(years), names=names))
    plain, asked = (
        figure(drawing, headline="H", subtitle="S", source="A", header=["Year"], rows=[["2020"]], readout=readout)
        for readout in (False, True)
    )
    assert "data-stops" not in plain
    wide, narrow = re.findall(r' data-stops="([^"]+)"', asked)
    assert (wide, narrow) == drawing.stops
    assert re.sub(r' data-stops="[^"]+"', "", asked) == plain
    assert re.fullmatch(r"[\d.]+ [\d.]+( \d+:[\d.]+)+", wide)
    shares = [float(stop.split(":")[1]) for stop in wide.split()[2:]]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 100


def test_what_is_kept_has_them_too(years: list[Year], names: Names) -> None:
    chart = TwoWay(years=tuple(years), names=names)
    assert Drawing.from_bytes(draw_bytes("c", chart)) == draw("c", chart)
    assert json.loads(draw_bytes("c", chart))["stops"][0]


def test_a_kind_without_time_has_none() -> None:
    drawing = draw("c", RankedBars(bars=(Bar(name="Coffee", value=58.5), Bar(name="Ores", value=14.9)), flow="sold"))
    assert drawing.stops == ("", "")
    asked = figure(drawing, headline="H", subtitle="S", source="A", header=["Name"], rows=[["Ores"]], readout=True)
    assert "data-stops" not in asked
