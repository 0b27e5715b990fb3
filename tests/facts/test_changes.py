"""Change, difference, times and revision; and which two figures may be compared at all, word for word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import made

from macros.errors import TradeError
from macros.facts.changes import change, difference, revision, times
from macros.facts.comparable import require_comparable
from macros.facts.fact import Fact
from macros.units import PERCENT, PERCENTAGE_POINT, RATIO, USD

law = settings(derandomize=True, deadline=None, database=None)
amounts = st.integers(1, 10**12)
NOW, BEFORE = made(150), made(100, "2023")


def _refusal(function: Callable[..., object], *facts: Fact) -> str:
    with pytest.raises(TradeError) as refused:
        function(*facts)
    return str(refused.value)


def test_the_three_ways_from_then_to_now() -> None:
    assert [(f(NOW, BEFORE).value, f(NOW, BEFORE).unit) for f in (change, difference, times)] == [
        (50, PERCENT),
        (50, USD),
        (Decimal("1.5"), RATIO),
    ]


def test_a_change_says_what_it_is_of() -> None:
    fact = change(NOW, BEFORE)
    assert (fact.measure.kind, fact.measure.of, fact.parts, fact.route) == ("change", "exports", (NOW, BEFORE), None)
    assert [str(observation.period) for observation in fact.observations] == ["2024", "2023"]


@law
@given(amounts, amounts)
def test_the_three_ways_agree(now: int, before: int) -> None:
    pair = made(now), made(before, "2023")
    ratio = times(*pair).value
    assert abs(change(*pair).value - (ratio - 1) * 100) <= abs(ratio) * Decimal("1e-20")
    assert difference(*pair).value == now - before
    assert (change(*pair).value > 0) == (difference(*pair).value > 0) == (ratio > 1)


@law
@given(amounts, amounts, st.integers(0, 1000), st.integers(0, 1000))
def test_the_error_of_a_difference_is_that_of_both(now: int, before: int, one: int, other: int) -> None:
    assert difference(made(now, bound=one), made(before, "2023", bound=other)).bound == one + other


def test_percentages_differ_by_percentage_points() -> None:
    now, before = (made(v, p, unit=PERCENT, kind="share") for v, p in ((30, "2024"), (25, "2023")))
    assert (difference(now, before).value, difference(now, before).unit) == (5, PERCENTAGE_POINT)


def test_a_change_may_span_two_vintages_of_different_months() -> None:
    assert change(NOW, made(100, "2021", vintage="2024-03")).vintages == ("2024-03", "2025-02")


@pytest.mark.parametrize(
    ("function", "now", "before", "line"),
    [
        pytest.param(
            change, made(90, "January–November 2024"), made(100, "2023"),
            "cannot measure a change between 11 months (2024-01..2024-11) and a whole year (2023). "
            "Like for like would be exports of 2024-01..2024-11 with those of 2023-01..2023-11.",
            id="11 months and 12",
        ),
        pytest.param(
            change, made(90, "2025"), made(100, "January–November 2024"),
            "cannot measure a change between a whole year (2025) and 11 months (2024-01..2024-11). "
            "Like for like would be exports of 2024-01..2024-11 with those of 2025-01..2025-11.",
            id="12 months and 11",
        ),
        pytest.param(
            difference, made(90, "February 2024"), made(100, "January 2024"),
            "cannot measure a change between 1 month (2024-02) and 1 month (2024-01). "
            "Like for like would be exports of 2024-02 with those of 2023-02.",
            id="two months of a year",
        ),
        pytest.param(
            change, made(90, "2023"), made(100, "2024"),
            "a change runs forward in time, not from 2024 to 2023. Swap the two.",
            id="backwards",
        ),
        pytest.param(
            change, made(90), made(100),
            "a change runs forward in time, not from 2024 to 2024. Swap the two.",
            id="no time between",
        ),
        pytest.param(
            change, made(90), made(100, "2023", kind="imports"),
            "a change is from one imports figure to the same measure later, not from imports to exports. "
            "Compare different measures with > or <.",
            id="two measures",
        ),
        pytest.param(
            change, made(-5, kind="balance"), made(-9, "2023", kind="balance"),
            "a balance has no percentage change: it can cross zero. "
            "Use difference_from(), or compare the two with wider_than().",
            id="a balance in per cent",
        ),
        pytest.param(
            change, made(5, kind="difference", of="exports"), made(9, "2023", kind="difference", of="exports"),
            "a difference has no percentage change: it can cross zero. "
            "Use difference_from(), or compare the two with wider_than().",
            id="a difference in per cent",
        ),
        pytest.param(
            change, made(90), made(0, "2023"),
            "cannot divide by exports of 2023: they are nothing, or too little to tell from nothing. "
            "Give the amounts instead of a ratio.",
            id="from nothing",
        ),
        pytest.param(
            times, made(-5, kind="balance"), made(-9, "2023", kind="balance"),
            "'how many times' needs two amounts above zero. Use difference_from().",
            id="times a deficit",
        ),
        pytest.param(
            times, made(5), made(0, "2023"),
            "'how many times' needs two amounts above zero. Use difference_from().",
            id="times nothing",
        ),
    ],
)  # fmt: skip
def test_no_change_is_measured(function: Callable[..., object], now: Fact, before: Fact, line: str) -> None:
    assert _refusal(function, now, before) == line


# Comparability


@pytest.mark.parametrize(
    ("other", "line"),
    [
        pytest.param(
            made(1, "2023", unit=PERCENT), "cannot compare US$ and %. Both must have the same unit.", id="unit"
        ),
        *(
            pytest.param(
                made(1, "2023", **{trait: theirs}),
                f"cannot compare figures that differ in {trait}: {ours} and {theirs}. Ask for both from the same dataset.",
                id=trait,
            )
            for trait, ours, theirs in (
                ("publisher", "Bureau of Samples", "Another bureau"),
                ("reporter", "USA", "KEN"),
                ("basis", "Census", "balance of payments"),
                ("adjustment", "not seasonally adjusted", "seasonally adjusted"),
                ("prices", "nominal", "chained 2017 dollars"),
            )
        ),
        pytest.param(
            made(1, "2023", valuation="c.i.f. value"),
            "cannot compare exports valued differently: customs value and c.i.f. value. "
            "Ask for both from the same side and dataset.",
            id="valuation",
        ),
        pytest.param(
            made(1, vintage="2024-03"),
            "cannot compare figures of one month from two vintages: 2024-03 and 2025-02. "
            "Ask for both 'as of' the same day; a revision is worded by revised_from().",
            id="vintage",
        ),
        pytest.param(
            made(1, "2023", as_of=date(2024, 3, 6)),
            "cannot compare figures known at different times: as of 2025-02-05 and as of 2024-03-06. "
            "Ask for both 'as of' the same day; a revision is worded by revised_from().",
            id="as of",
        ),
    ],
)
def test_figures_that_do_not_match_are_not_compared(other: Fact, line: str) -> None:
    assert _refusal(require_comparable, NOW, other) == line


@pytest.mark.parametrize(
    "other", [BEFORE, made(1, "January 2024"), made(1, kind="imports"), made(1, "2022", vintage="2024-03")]
)
def test_figures_that_match_may_be_compared(other: Fact) -> None:
    require_comparable(NOW, other)
    require_comparable(other, NOW)


# Revision

THEN = made(140, vintage="2024-03", as_of=date(2024, 3, 6))


def test_a_revision_is_the_figure_now_less_as_it_was() -> None:
    fact = revision(NOW, THEN)
    assert (fact.value, fact.unit, fact.measure.kind, fact.vintages) == (10, USD, "revision", ("2024-03", "2025-02"))


def test_the_error_of_a_revision_is_that_of_both() -> None:
    then = made(140, bound=3, vintage="2024-03", as_of=date(2024, 3, 6))
    assert revision(made(150, bound=2), then).bound == 5


@pytest.mark.parametrize(("now", "then"), [(THEN, NOW), (NOW, BEFORE), (NOW, made(1, kind="imports"))])
def test_a_revision_is_of_one_figure_forward_in_time(now: Fact, then: Fact) -> None:
    assert _refusal(revision, now, then) == (
        "a revision compares one figure with itself as it was known earlier. "
        "Declare the earlier one with 'as of', for example 'bought_24, as of October 2025'."
    )
