"""Months: two lines on a month scale, gaps left open, sums of 12 months said to be that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import require_legible

from macros.charts.crossing import runs, stretches
from macros.charts.events import Event
from macros.charts.kinds.months import Months
from macros.charts.scales import Linear
from macros.charts.theme import NARROW, WIDE
from macros.charts.time import ByMonth
from macros.charts.values import Month, Names
from macros.errors import TradeError

JANUARY = 2024 * 12
SOLD = [30.0, 45.0, 41.0, 60.0, 52.0, 38.0, None, 71.0, 66.0, 80.0, 64.0, 59.0, 90.0, 120.5]
BOUGHT = [70.0, 50.0, 44.0, 20.0, 31.0, 55.0, 61.0, 58.0, 69.0, 40.0, 35.0, 72.0, 50.0, 36.2]
LAPSE = Event(day=date(2024, 9, 30), name="AGOA lapses")
NAMED = Names(sold="Sold to the US", bought="Bought from the US", surplus="In surplus", deficit="In deficit")


def made(
    sold: Sequence[float | None], bought: Sequence[float], *events: Event, names: Names = NAMED, rolling: bool = False
) -> Months:
    months = tuple(
        Month(month=JANUARY + at, sold=one, bought=other, rolling=rolling, sold_bound=0.05)
        for at, (one, other) in enumerate(zip(sold, bought, strict=True))
    )
    return Months(months=months, names=names, events=events)


def test_specification() -> None:
    check_specification("months", made(SOLD, BOUGHT, LAPSE))


def test_specification_of_sums() -> None:
    check_specification("months-rolling", made(SOLD, BOUGHT, rolling=True))


@pytest.mark.parametrize(
    "chart",
    [
        made(SOLD, BOUGHT, LAPSE),
        made([1.0, 2.0], [2.0, 1.0]),
        made([0.0, 0.0, 5.0], [0.0, 0.0, 0.0]),
        made([10.0 + number % 7 for number in range(250)], [9.0 + number % 11 for number in range(250)]),
    ],
)
def test_it_can_be_read(chart: Months) -> None:
    require_legible(chart)


@pytest.mark.parametrize(
    ("sold", "bought", "said"),
    [
        ([0.0, 0.0], [0.0, 0.0], "every amount is zero"),
        ([1.0], [1.0], "what was bought has no two months in a row"),
        ([None, None], [1.0, 2.0], "what was sold has no two months in a row"),
        ([-1.0, 2.0], [1.0, 2.0], "sold in January 2024 is -1.0"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(sold: list[float | None], bought: list[float], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(sold, bought)
    assert met.value.remedy


def test_no_month_at_all_is_refused() -> None:
    with pytest.raises(TradeError, match="no two months in a row"):
        Months(months=(), names=NAMED)


def test_single_months_and_sums_are_not_mixed() -> None:
    one, other = made(SOLD, BOUGHT).months[0], made(SOLD, BOUGHT, rolling=True).months[1]
    three = made(SOLD, BOUGHT).months[2]
    with pytest.raises(TradeError, match="single months and sums of 12 are mixed"):
        Months(months=(one, other, three), names=NAMED)


def test_a_missing_month_is_a_gap() -> None:
    months = made(SOLD, BOUGHT).months
    assert [len(run) for run in runs(months, "sold")] == [6, 7]
    assert all(not stretch.moments[0].at < JANUARY + 6 < stretch.moments[-1].at for stretch in stretches(months))


def test_alt_text() -> None:
    assert made(SOLD, BOUGHT, LAPSE).in_words.replace("\xa0", " ") == (
        "Line chart by month, January 2024 to February 2025, of two flows: Sold to the US, and Bought from the US. "
        "February 2025: Sold to the US $120.5 million, Bought from the US $36.2 million. "
        "Sold to the US has been the larger since January 2025. "
        "The largest amount is $120.5 million: Sold to the US, February 2025. No figure for July 2024. "
        "Marked on it: AGOA lapses, 30 September 2024."
    )
    said = made(SOLD, BOUGHT, rolling=True).in_words
    assert "each point the sum of the 12 months to it" in said
    assert "12 months to February 2025:" in said


@given(st.integers(1992 * 12, 2026 * 12), st.integers(1, 500), st.sampled_from([WIDE, NARROW]))
def test_names_of_the_axis_keep_apart_and_both_ends_are_named(first: int, count: int, size: object) -> None:
    last, assumed = first + count, WIDE if size is WIDE else NARROW
    width = assumed.width - 60.0
    x = Linear(first, last, 30, width)
    names = ByMonth().names(first, last, x, width, assumed)
    assert {names[0].month, names[-1].month} == {first, last}
    assert all(one.right < other.left for one, other in pairwise(names))
    assert names[0].left >= 0
    assert names[-1].right <= width + 1e-6
