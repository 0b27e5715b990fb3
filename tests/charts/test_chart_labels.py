"""Labels: measured truly, placed clear of the marks and of one another; amounts written as on the page."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.charts.balance_bars import BalanceBars
from macros.charts.labels import Box, text_width, wrapped
from macros.charts.money import BILLION, MILLION, Money
from macros.charts.placing import stacked
from macros.charts.scales import named_years, ticks
from macros.charts.theme import NARROW, WIDE, Size
from macros.charts.two_way import TwoWay
from macros.charts.values import Names, PartYear, Year


def boxes(spec: dict[str, Any], panel: dict[str, Any]) -> list[Box]:
    """The room each label of a panel takes, a little less than its full height."""
    found = []
    for layer in panel["layer"]:
        name = layer["data"]["name"]
        for row in spec["datasets"][name] if name.endswith("labels") else []:
            width = text_width(row["text"], row["size"], bold=row["weight"] == 700)
            left = row["x"] - width * {"left": 0.0, "center": 0.5, "right": 1.0}[row["align"]]
            found.append(Box(left, row["y"] - row["size"] * 0.4, left + width, row["y"] + row["size"] * 0.4))
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("kind", [TwoWay, BalanceBars])
def test_no_two_labels_meet(
    kind: type[TwoWay | BalanceBars], size: Size, years: list[Year], names: Names, part: PartYear
) -> None:
    spec = kind(years=tuple(years), names=names, part=part).sketch(size).spec
    for panel in spec.get("hconcat") or spec["vconcat"]:
        found = boxes(spec, panel)
        assert len(found) >= 3
        assert [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])] == []


def test_measured_with_our_own_face() -> None:
    assert text_width("2,026", 10) == pytest.approx(4 * 4.97 + 2.49, abs=0.02)
    assert text_width("Bought", 10, bold=True) > text_width("Bought", 10)


def test_wrapped_between_words_only() -> None:
    assert wrapped("Coffee, tea and spices", 75, 13.5) == ["Coffee, tea", "and spices"]
    assert wrapped("Unbreakable", 10, 13.5) == ["Unbreakable"]


@given(
    st.floats(-1e6, 0),
    st.floats(0, 1e6),
)
@settings(max_examples=60)
def test_three_to_five_grid_lines_from_zero(low: float, high: float) -> None:
    if high - low > 1e-3:
        found = ticks(low, high)
        assert 2 <= len(found) <= 5
        assert 0 not in found
        assert all(low - 1e-6 <= value <= high + 1e-6 for value in found)


@given(st.integers(1900, 2020), st.integers(0, 120), st.floats(120, 656))
def test_the_ends_of_the_time_axis_are_named(first: int, more: int, room: float) -> None:
    named = named_years(list(range(first, first + more + 1)), room, 13)
    assert named[0] == first
    assert named[-1] == first + more
    assert named == sorted(set(named))


@given(st.lists(st.integers(0, 100), min_size=1, max_size=3))
def test_stacked_blocks_do_not_overlap(middles: list[int]) -> None:
    tops = stacked([20.0] * len(middles), sorted(middles), 0, 100)
    assert all(after - before >= 20 for before, after in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] <= 80


@pytest.mark.parametrize(
    ("money", "amount", "said"),
    [
        (MILLION, 1640.8, "1,640.8"),
        (MILLION, 0.0, "0.0"),
        (MILLION, 0.04, "0.04"),
        (BILLION, 65_653.0, "65.7"),
        (BILLION, 3.0, "0.003"),
        (Money(axis="{} M$", value="{} M$", decimal=",", group="\u202f"), 1640.8, "1\u202f640,8"),
    ],
)
def test_amounts(money: Money, amount: float, said: str) -> None:
    assert money.number(amount) == said
    assert money.number(-amount, signed=True) == (f"−{said}" if amount else said)


def test_grid_names() -> None:
    assert MILLION.tick(1500, unit=True) == "$1,500 million"
    assert MILLION.tick(-250, unit=False, signed=True) == "−250"
    assert MILLION.tick(250, unit=True, signed=True) == "+$250 million"
    assert MILLION.tick(0.25, unit=False) == "0.25"
