"""The route of a sum: the smallest bound of all ways there are, and never worse than adding up the months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import TENTH

from macros.periods import Period
from macros.store.routes import Numbers, RouteMap
from macros.store.series import Observation, Series
from macros.units import USD

law = settings(derandomize=True, deadline=None, database=None)

SERIES = Series(
    dataset="samples", publisher="Bureau", reporter="USA", partner="KEN", flow="exports", valuation="f.a.s. value",
    basis="Census", adjustment="none", prices="nominal", unit=USD,
)  # fmt: skip
START = 2025 * 12


def _map(observations: Sequence[Observation]) -> RouteMap:
    return RouteMap(Numbers([one.period for one in observations], observations.__getitem__))


def _seen(first: int, last: int, value: int, bound: int | str) -> Observation:
    """An observation of some months of 2025 and after, counted from 0."""
    period = Period(START + first, START + last)
    return Observation(series=SERIES, period=period, value=Decimal(value), bound=Decimal(bound), vintage="2026-02")


spans = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted).map(tuple)
graphs = st.lists(st.tuples(spans, st.integers(0, 9)), max_size=9)


def _ways(observations: list[Observation], at: int, goal: int, seen: frozenset[int]) -> Iterator[Decimal]:
    """The bounds of every way from one end of a month to another, each tried out."""
    if at == goal:
        yield Decimal(0)
        return
    for observation in observations:
        for here, there in (
            (observation.period.first, observation.period.last + 1),
            (observation.period.last + 1, observation.period.first),
        ):
            if here == at and there not in seen:
                for rest in _ways(observations, there, goal, seen | {there}):
                    yield observation.bound + rest


@law
@given(graphs, spans)
def test_the_route_has_the_smallest_bound_of_all(
    graph: list[tuple[tuple[int, int], int]], asked: tuple[int, int]
) -> None:
    observations = [_seen(*span, 0, bound) for span, bound in graph]
    period = Period(START + asked[0], START + asked[1])
    route = _map(observations).best(period)
    bounds = list(_ways(observations, period.first, period.last + 1, frozenset({period.first})))
    assert (route.bound if route else None) == min(bounds, default=None)


@law
@given(st.lists(st.integers(0, 10**9), min_size=6, max_size=6), graphs, spans)
def test_from_exact_totals_every_route_gives_the_sum_of_the_months(
    values: list[int], totals: list[tuple[tuple[int, int], int]], asked: tuple[int, int]
) -> None:
    months = [_seen(n, n, value, 1) for n, value in enumerate(values)]
    exact = [_seen(*span, sum(values[span[0] : span[1] + 1]), bound) for span, bound in totals]
    route = _map([*months, *exact]).best(Period(START + asked[0], START + asked[1]))
    assert route is not None
    assert route.value == sum(values[asked[0] : asked[1] + 1])
    assert route.bound <= asked[1] - asked[0] + 1


@law
@given(graphs, spans)
def test_the_terms_cover_the_period_and_nothing_else(
    graph: list[tuple[tuple[int, int], int]], asked: tuple[int, int]
) -> None:
    period = Period(START + asked[0], START + asked[1])
    route = _map([_seen(*span, 0, bound) for span, bound in graph]).best(period)
    if route is not None:
        covered = dict.fromkeys(range(START, START + 6), 0)
        for term in route.terms:
            for month in term.observation.period:
                covered[month.first] += term.sign
        assert covered == {month: int(period.first <= month <= period.last) for month in covered}


MONTHS = [_seen(n, n, 80_000_000 + n * TENTH, TENTH // 2) for n in range(12)]
YEAR = _seen(0, 11, 966_700_000, TENTH // 2)


def test_eleven_months_are_the_year_less_december() -> None:
    route = _map([*MONTHS, YEAR]).best(Period(START, START + 10))
    assert route is not None
    assert [(term.sign, str(term.observation.period)) for term in route.terms] == [(1, "2025"), (-1, "2025-12")]
    assert route.value == 966_700_000 - 81_100_000
    assert route.bound == 100_000  # not 550,000


def test_without_a_total_the_months_are_added_up() -> None:
    route = _map(MONTHS).best(Period(START, START + 10))
    assert route is not None
    assert [str(term.observation.period) for term in route.terms] == [f"2025-{n:02d}" for n in range(1, 12)]
    assert route.bound == 550_000


def test_a_published_total_wins_over_the_sum_of_its_months() -> None:
    route = _map([*MONTHS, YEAR]).best(Period(START, START + 11))
    assert route is not None
    assert (route.value, len(route.terms)) == (966_700_000, 1)


def test_of_equal_bounds_the_fewest_terms_win() -> None:
    three = [_seen(0, 1, 1, 0), _seen(2, 3, 1, 0), _seen(4, 5, 1, 1)]  # found first, for it starts without any error
    two = [_seen(0, 2, 1, 1), _seen(3, 5, 1, 0)]
    route = _map([*three, *two]).best(Period(START, START + 5))
    assert route is not None
    assert [term.observation for term in route.terms] == two


@pytest.mark.parametrize("observations", [[], MONTHS[:5], [YEAR]])
def test_there_is_no_route_where_the_numbers_do_not_reach(observations: list[Observation]) -> None:
    assert _map(observations).best(Period(START, START + 5)) is None
