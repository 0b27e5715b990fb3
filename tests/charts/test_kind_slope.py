"""Slopes name every line at its ends, however close together they lie."""

from __future__ import annotations

from itertools import pairwise

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import require_legible

from macros.charts.kinds.slope import Pair, Slope
from macros.charts.rows import spread
from macros.errors import TradeError


def made(*values: tuple[str, float, float], flow: str = "sold", dates: tuple[str, str] = ("2015", "2025")) -> Slope:
    pairs = tuple(Pair(name=name, then=then, now=now, emphasis=name == "Kenya") for name, then, now in values)
    return Slope(pairs=pairs, then=dates[0], now=dates[1], flow=flow)


USUAL = made(
    ("Kenya", 573.1, 894.5), ("Ghana", 309.0, 1088.6), ("South Africa", 7321.0, 6565.3), ("Ethiopia", 310.5, 1072.1)
)

DUTY = made(
    ("Kenya", 8.9, 23.7), ("Jordan", 10.7, 11.7), flow="duty", dates=("September 2025", "September–October 2026")
)


def test_specification() -> None:
    check_specification("slope", USUAL)


def test_a_duty_rate_is_written_in_per_cent() -> None:
    assert DUTY.in_words == (
        "Slope chart of 2 items from September 2025 to September–October 2026, largest now first: Kenya from 8.9% to 23.7%; "
        "Jordan from 10.7% to 11.7%. Higher at the later date: 2. Lower: 0."
    )


@pytest.mark.parametrize(
    "chart",
    [
        USUAL,
        DUTY,
        made(("Kenya", 0.0, 2.0), ("Ghana", 0.0, 0.0)),
        made(("Kenya", -370.4, 120.2), ("Ghana", 5.0, -9000.0), flow="balance"),
        made(("Kenya", 1e6, 3.0), *((f"Place {number}", 1.0 + number / 10, 1.0) for number in range(13))),
    ],
)
def test_it_can_be_read(chart: Slope) -> None:
    require_legible(chart)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "nothing to compare"),
        ([("Kenya", 0.0, 0.0)], "every value is zero"),
        ([("Kenya", 1.0, 2.0), ("Kenya", 1.0, 2.0)], "'Kenya' is given twice"),
        ([(f"Place {number}", 1.0, 2.0) for number in range(250)], "250 lines cannot be told apart"),
        ([("Kenya", 1.0, float("nan"))], "'Kenya' has no figure at one of the two dates"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(values: list[tuple[str, float, float]], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(*values)
    assert met.value.remedy


@given(st.lists(st.tuples(st.integers(8, 40), st.integers(0, 400)), min_size=1, max_size=12))
def test_spread_blocks_never_overlap_and_stay_within(blocks: list[tuple[int, int]]) -> None:
    heights = [float(height) for height, _ in blocks]
    tops = spread(heights, sorted(float(middle) for _, middle in blocks), 10, 600)
    assert all(
        after - before >= height - 1e-6 for height, (before, after) in zip(heights, pairwise(tops), strict=False)
    )
    assert tops[0] >= 10
    assert tops[-1] + heights[-1] <= 600 + 1e-6


def test_blocks_with_room_stay_where_they_are_wanted() -> None:
    assert spread([10.0, 10.0], [50.0, 90.0], 0, 200) == [45.0, 85.0]
    assert spread([10.0, 10.0], [50.0, 50.0], 0, 200) == [40.0, 50.0]


def test_alt_text() -> None:
    said = made(("Kenya", 1.0, 2.0), ("Ghana", 5.0, 3.0)).in_words.replace("\xa0", " ")
    assert said == (
        "Slope chart of 2 items from 2015 to 2025, largest now first: Ghana from $5.0 million to $3.0 million; "
        "Kenya from $1.0 million to $2.0 million. Higher at the later date: 1. Lower: 1."
    )
