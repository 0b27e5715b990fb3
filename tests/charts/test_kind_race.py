"""A race sets months against the same months of other years, and names every year at its end."""

from __future__ import annotations

from itertools import accumulate

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import require_legible

from macros.charts.kinds.race import Lap, Race
from macros.errors import TradeError


def made(*years: tuple[int, list[float]], flow: str = "sold") -> Race:
    laps = tuple(
        Lap(year=year, totals=tuple(accumulate(months)), bounds=tuple(0.05 * n for n in range(1, len(months) + 1)))
        for year, months in years
    )
    return Race(laps=laps, flow=flow)


USUAL = made(
    (2023, [60.0] * 12),
    (2024, [40.0, 80.0] * 6),
    (2025, [70.0, 65.0, 75.0] * 4),
    (2026, [90.0, 70.0, 95.0, 110.0, 160.0]),
)


def test_specification() -> None:
    check_specification("race", USUAL)


@pytest.mark.parametrize(
    "chart",
    [
        USUAL,
        made((2025, [5.0] * 12), (2026, [4.0])),
        made((2025, [5.0] * 12), (2026, [5.0] * 12)),
        made((2021, [5.0] * 12), (2025, [5.0] * 12), (2026, [5.0] * 11)),
        made((2025, [0.0] * 12), (2026, [0.0, 3.0])),
        made((2024, [1.0] * 12), (2025, [1.0] * 6 + [90_000.0] + [1.0] * 5), (2026, [1.0] * 7)),
        made(*((2014 + number, [10.0] * 12) for number in range(11)), (2026, [8.0] * 7), flow="bought"),
    ],
)
def test_it_can_be_read(chart: Race) -> None:
    require_legible(chart)


@given(
    st.lists(st.lists(st.integers(0, 900).map(float), min_size=12, max_size=12), min_size=1, max_size=11),
    st.integers(1, 12),
)
def test_any_race_can_be_read(years: list[list[float]], months: int) -> None:
    now = [float(50 + number) for number in range(months)]
    race = made(*((2010 + number, year) for number, year in enumerate(years)), (2010 + len(years), now))
    assert race.month == months
    assert race.in_words.count(";") == len(years) - 1


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], "a race takes two years or more"),
        ([(2026, [1.0])], "a race takes two years or more"),
        ([(2025, [0.0] * 12), (2026, [0.0])], "every amount is zero"),
        ([(2025, [1.0] * 5), (2026, [1.0])], "2025 is not known to its end"),
        ([(2025, [1.0] * 12), (2025, [1.0])], "2025 is given after 2025"),
        ([(2025, [1.0] * 12), (2026, [-1.0])], "a running total of 2026 is no amount"),
        ([(2025, [1.0] * 12), (2026, [])], "2026 has 0 running totals"),
        ([(1776 + number, [1.0] * 12) for number in range(250)], "250 years cannot be told apart"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(years: list[tuple[int, list[float]]], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(*years)
    assert met.value.remedy


def test_alt_text() -> None:
    assert USUAL.in_words.replace("\xa0", " ") == (
        "Line chart of what was sold, added up from January, one line for each year, 2023 to 2026. "
        "January–May 2026: $525 million. "
        "The same months of other years: 2025 $345 million; 2024 $280 million; 2023 $300 million. "
        "2026 is ahead of all of them."
    )
