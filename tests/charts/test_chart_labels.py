"""Labels: measured truly, placed clear of the marks and of one another; amounts written as in the text."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.labels import Box, text_width, wrapped
from macros.charts.money import Amount, Money
from macros.charts.placing import stacked
from macros.charts.scales import named_years, ticks
from macros.charts.theme import NARROW, WIDE, Size
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


MILLION, BILLION, DOLLARS = Money("million"), Money("billion"), Money("one")


@pytest.mark.parametrize(
    ("money", "million", "bound", "said"),
    [
        (MILLION, 1640.8, 0.0, ("1,640.8", "$1,640.8m")),
        (MILLION, 593.2, 0.3, ("593", "$593m")),
        (MILLION, 0.0, 0.0, ("0", "$0")),
        (MILLION, 0.04, 0.0, ("less than 0.1", "less than $0.1m")),
        (BILLION, 65_653.0, 0.0, ("65.7", "$65.7bn")),
        (DOLLARS, 0.128707, 0.0, ("128,707", "$128,707")),
    ],
)
def test_amounts(money: Money, million: float, bound: float, said: tuple[str, str]) -> None:
    amount = Amount.of(million, bound)
    assert (money.bare(amount), money.short(amount)) == said


def test_a_balance_bears_no_more_than_both_its_flows() -> None:
    year = Year(year=2025, sold=477.6, bought=593.2, sold_bound=0.3, bought_bound=0.3)
    assert MILLION.bare(year.amount("sold")) == "478"
    assert MILLION.bare(year.amount("balance"), signed=True) == "−116"
    assert year.amount("balance") == Amount(Decimal("-115.6"), Decimal("0.6"))


@given(st.decimals(0, 9999, places=6), st.decimals(0, 9999, places=6))
def test_a_written_balance_is_that_of_the_decimals(sold: Decimal, bought: Decimal) -> None:
    assert Year(year=2025, sold=float(sold), bought=float(bought)).amount("balance").value == sold - bought


@pytest.mark.parametrize(
    ("largest", "unit"), [(0.4, "US$"), (1.0, "US$ million"), (9999.0, "US$ million"), (-10_000.0, "US$ billion")]
)
def test_all_amounts_of_a_drawing_have_one_scale(largest: float, unit: str) -> None:
    assert Money.over([0.0, largest]).unit.replace("\u00a0", " ") == unit


@pytest.mark.parametrize(
    ("money", "million", "unit", "signed", "said"),
    [
        (MILLION, 1500, True, False, "$1,500 million"),
        (MILLION, -250, False, True, "−250"),
        (MILLION, 250, True, True, "+$250 million"),
        (MILLION, 0.1 + 0.2, False, False, "0.3"),
        (BILLION, 2500, True, False, "$2.5 billion"),
        (DOLLARS, 0.25, False, False, "250,000"),
    ],
)
def test_grid_names(money: Money, million: float, unit: bool, signed: bool, said: str) -> None:
    assert money.tick(million, unit=unit, signed=signed).replace("\u00a0", " ") == said
