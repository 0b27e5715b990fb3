"""Ranks, and a figure's place in its own history."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import made

from macros.errors import TradeError
from macros.facts.claims import extreme_since
from macros.facts.fact import Fact
from macros.facts.standing import Standing, rank, standing
from macros.units import RANK

law = settings(derandomize=True, deadline=None, database=None)
values = st.lists(st.integers(-20, 20), min_size=1, max_size=8)


def _history(*figures: int, bound: int = 0) -> list[Fact]:
    """A figure for each year up to 2023."""
    return [made(value, str(2024 - len(figures) + n), bound=bound) for n, value in enumerate(figures)]


def _place(now: int, *earlier: int, extreme: str = "highest", bound: int = 0) -> Standing:
    return standing(made(now, bound=bound), _history(*earlier, bound=bound), extreme)


@pytest.mark.parametrize(
    ("now", "earlier", "extreme", "since", "margin", "rank_"),
    [
        pytest.param(8, (9, 5, 7), "highest", "2021", 1, 2, id="between two"),
        pytest.param(8, (9, 5, 2), "highest", "2021", 1, 2, id="nearer to the one above"),
        pytest.param(8, (20, 5, 7), "highest", "2021", 1, 2, id="nearer to the one below"),
        pytest.param(8, (9, 12, 7), "highest", "2022", 1, 3, id="the latest of two above"),
        pytest.param(8, (5, 7), "highest", None, 1, 1, id="on record"),
        pytest.param(8, (5, 9), "highest", "2023", 1, 2, id="lower than the year before"),
        pytest.param(8, (8, 7), "highest", "2022", 0, 1, id="a tie"),
        pytest.param(4, (3, 9, 7), "lowest", "2021", 1, 2, id="lowest"),
        pytest.param(-5, (-9, 9, -4), "lowest", "2021", 1, 2, id="lowest below zero"),
        pytest.param(4, (9, 7), "lowest", None, 3, 1, id="lowest on record"),
        pytest.param(8, (7,), "highest", None, 1, 1, id="one earlier year"),
    ],
)
def test_a_place_in_history(
    now: int, earlier: tuple[int, ...], extreme: str, since: str | None, margin: int, rank_: int
) -> None:
    place = _place(now, *earlier, extreme=extreme)
    assert (str(place.since.period) if place.since else None) == since
    assert (place.margin, place.rank) == (margin, rank_)
    assert place.is_tie == (bool(place.since) and margin == 0)


@law
@given(st.integers(-20, 20), values, st.sampled_from(["highest", "lowest"]))
def test_the_chosen_words_hold_by_brute_force(now: int, earlier: list[int], extreme: str) -> None:
    place = _place(now, *earlier, extreme=extreme)
    sign = 1 if extreme == "highest" else -1
    after = {h.period: h.value for h in place.record if not place.since or h.period > place.since.period}
    assert all(sign * value < sign * now for value in after.values())
    assert place.since is None or sign * place.since.value >= sign * now


@law
@given(st.integers(-20, 20), values, st.sampled_from(["highest", "lowest"]))
def test_exactly_one_year_may_be_claimed(now: int, earlier: list[int], extreme: str) -> None:
    place = _place(now, *earlier, extreme=extreme)
    years = [None, *(h.period.first_year for h in place.record)]
    true = [year for year in years if extreme_since(place, year).holds]
    assert true == [place.since.period.first_year if place.since else None]


@law
@given(st.integers(-20, 20), values)
def test_the_margin_is_what_flips_the_words(now: int, earlier: list[int]) -> None:
    place = _place(now, *earlier)
    within = [now - place.margin + 1, now + place.margin - 1] if place.margin > 1 else [now]
    for value in within:
        other = standing(made(value), list(place.record), "highest")
        assert other.since == place.since
    if place.margin:
        step = place.margin + 1
        moved = [standing(made(Decimal(now) + way * step), list(place.record), "highest") for way in (1, -1)]
        assert any(other.since != place.since for other in moved)


@law
@given(st.integers(-20, 20), values, st.integers(0, 4), st.data())
def test_a_certain_place_survives_every_error(now: int, earlier: list[int], bound: int, data: st.DataObject) -> None:
    place = _place(now, *earlier, bound=bound)
    years = [None, *(h.period.first_year for h in place.record)]
    error = st.integers(-bound, bound)
    true = _place(now + data.draw(error), *(value + data.draw(error) for value in earlier))
    for year in years:
        holds = extreme_since(place, year).holds
        assert holds is None or holds == extreme_since(true, year).holds


@pytest.mark.parametrize(
    ("year", "holds", "asserts", "instead"),
    [
        (2021, True, "since 2021", "since 2021"),
        (2022, False, "since 2022", "since 2021"),
        (2020, False, "since 2020", "since 2021"),
        (1970, False, "since 1970", "since 2021"),
        (None, False, "on record", "since 2021"),
    ],
)
def test_what_is_claimed_of_a_place(year: int | None, holds: bool, asserts: str, instead: str) -> None:
    verdict = extreme_since(_place(8, 6, 10, 5, 7), year)
    assert verdict.holds is holds
    assert verdict.asserts == f"Kenya's exports, 2024 is the highest {asserts}"
    true = verdict if holds else verdict.instead
    assert true.asserts == f"Kenya's exports, 2024 is the highest {instead}"
    assert verdict.margin == (1 if holds else -1)


@pytest.mark.parametrize(
    ("now", "earlier", "becomes"),
    [
        pytest.param(8, (20, 9, 5), "2021", id="past the one above, to the one before it"),
        pytest.param(8, (9, 5), None, id="past the one above, on record"),
        pytest.param(8, (20, 7, 5), "2022", id="below the best since"),
        pytest.param(8, (5, 7, 3), "2022", id="below the best on record"),
        pytest.param(8, (5, 20, 9), "2022", id="past the year before"),
    ],
)
def test_the_other_side_of_the_nearer_edge(now: int, earlier: tuple[int, ...], becomes: str | None) -> None:
    edge = _place(now, *earlier).beyond_edge
    assert (str(edge.period) if edge else None) == becomes


def test_within_rounding_a_place_is_left_open() -> None:
    place = _place(8, 10, 5, 7, bound=1)
    assert [extreme_since(place, year).holds for year in (2021, 2022, 2023, None)] == [None, False, None, None]


def test_a_history_of_nothing_makes_no_record() -> None:
    with pytest.raises(TradeError) as refused:
        standing(made(8), [made(9, "2025")], "highest")
    assert str(refused.value) == (
        "no earlier figure to call exports of 2024 the highest since. The record is too short for this claim."
    )


def test_a_history_is_of_the_same_months() -> None:
    with pytest.raises(
        TradeError, match=r"^cannot rank a whole year \(2024\) and 1 month \(2023-02\)\. Like for like "
    ):
        standing(made(8), [made(9, "2023-02")], "highest")


# Ranks


def _rank(now: int, *others: int, bound: int = 0) -> Fact:
    field = [
        made(value, side=side, bound=bound) for value, side in zip(others, ("UGA", "TZA", "NGA", "GHA"), strict=False)
    ]
    return rank(made(now, bound=bound), field)


@pytest.mark.parametrize(
    ("now", "others", "place"),
    [(5, (), 1), (5, (4, 3), 1), (5, (6, 3), 2), (5, (6, 7), 3), (5, (5, 3), 1), (5, (6, 5, 5), 2), (0, (6, 5, 5), 4)],
)
def test_equals_share_a_place(now: int, others: tuple[int, ...], place: int) -> None:
    fact = _rank(now, *others)
    assert (fact.value, fact.bound, fact.unit) == (place, 0, RANK)
    assert fact.formula == f"place among {len(others) + 1}, the largest first"


def test_the_bound_of_a_rank_counts_the_places_that_rounding_could_move_it() -> None:
    assert _rank(5, 6, 7, 9, bound=1).bound == 2


def test_a_figure_is_not_ranked_against_itself() -> None:
    fact = rank(made(5, bound=1), [made(5, bound=1), made(9, side="UGA")])
    assert (fact.value, fact.bound, fact.formula) == (2, 0, "place among 2, the largest first")


def test_ranks_are_of_one_period() -> None:
    with pytest.raises(TradeError) as refused:
        rank(made(5), [made(6, "2023", side="UGA")])
    assert str(refused.value) == "cannot rank 2024 among 2023. Rank figures of one period."
