"""The two shaded areas meet exactly where the lines cross."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.charts.crossing import Moment, runs, stretches
from macros.charts.values import Year

amounts = st.none() | st.integers(0, 1000).map(float)


def test_a_crossing_is_inserted_between_two_years() -> None:
    found = stretches([Year(year=2000, sold=10, bought=30), Year(year=2001, sold=40, bought=20)])
    assert [stretch.sign for stretch in found] == [-1, 1]
    assert found[0].moments[-1] == found[1].moments[0] == Moment(2000.5, 25.0, 25.0)


def test_lines_that_meet_in_a_year_cross_there() -> None:
    years = [Year(year=year, sold=sold, bought=5) for year, sold in ((2000, 9), (2001, 5), (2002, 1))]
    found = stretches(years)
    assert [(stretch.sign, stretch.moments[0].at, stretch.moments[-1].at) for stretch in found] == [
        (1, 2000, 2001),
        (-1, 2001, 2002),
    ]


def test_a_missing_year_is_neither_bridged_nor_zero() -> None:
    years = [Year(year=2000, sold=3, bought=1), Year(year=2001, sold=3, bought=None), Year(year=2003, sold=3, bought=1)]
    assert stretches(years) == []
    assert runs(years, "sold") == [[(2000, 3), (2001, 3)], [(2003, 3)]]
    assert runs(years, "bought") == [[(2000, 1)], [(2003, 1)]]


@given(st.lists(st.tuples(amounts, amounts), max_size=12))
def test_every_stretch_keeps_its_sign_and_covers_the_balance(figures: list[tuple[float | None, float | None]]) -> None:
    years = [Year(year=2000 + at, sold=sold, bought=bought) for at, (sold, bought) in enumerate(figures)]
    area = 0.0
    for stretch in stretches(years):
        gaps = [(moment.at, moment.sold - moment.bought) for moment in stretch.moments]
        assert all(gap * stretch.sign >= -1e-9 for _, gap in gaps)
        area += sum((then - at) * (gap + later) / 2 for (at, gap), (then, later) in pairwise(gaps))
    balances = [year.balance for year in years]
    whole = sum((one + other) / 2 for one, other in pairwise(balances) if one is not None and other is not None)
    assert area == pytest.approx(whole, abs=1e-6)
