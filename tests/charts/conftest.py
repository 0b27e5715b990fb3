"""A small hand-made country: two lines that cross, a gap, and a part-year that turns the balance."""

from __future__ import annotations

import pytest

from macros.charts.values import Names, PartYear, Year


@pytest.fixture
def names() -> Names:
    return Names(
        sold="Sold to the US",
        bought="Bought from the US",
        surplus="Ruritania in surplus",
        deficit="Ruritania in deficit",
    )


@pytest.fixture
def years() -> list[Year]:
    figures = {2015: (10, 30), 2016: (20, 25), 2017: (40, 20), 2018: (None, 22), 2019: (35, 50), 2020: (45, 90)}
    return [Year(year=year, sold=sold, bought=bought) for year, (sold, bought) in figures.items()]


@pytest.fixture
def part() -> PartYear:
    before = Year(year=2020, sold=20, bought=40, bought_bound=0.3)
    now = Year(year=2021, sold=60, bought=30)
    return PartYear(label="January–July only", short="Jan–Jul only", before=before, now=now)
