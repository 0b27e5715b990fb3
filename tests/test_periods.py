"""Periods: the laws of their algebra, and what a writer may write."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.errors import TradeError
from macros.periods import MONTH_NAMES, Period, month_number

law = settings(derandomize=True, deadline=None, database=None)

_months = st.integers(1750 * 12, 2150 * 12)
_years = st.builds(
    lambda year, more: Period(year * 12, (year + more) * 12 + 11), st.integers(1750, 2100), st.integers(0, 40)
)
periods = st.builds(lambda first, length: Period(first, first + length), _months, st.integers(0, 40)) | _years
shifts = st.integers(-500, 500)


@law
@given(periods)
def test_what_is_printed_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@law
@given(periods, shifts, shifts)
def test_moving_adds_up_and_can_be_undone(period: Period, there: int, further: int) -> None:
    assert period + there + further == period + (there + further)
    assert period + there - there == period
    assert len(period + there) == len(period)


@law
@given(periods, periods)
def test_distance_leads_from_one_start_to_the_other(one: Period, other: Period) -> None:
    assert (other + one.distance(other)).first == one.first
    assert one.distance(other) == -other.distance(one)


@law
@given(periods)
def test_a_period_is_its_months(period: Period) -> None:
    months = list(period)
    assert len(months) == len(period)
    assert (months[0], months[-1]) == (period.start, period.end)
    assert all(len(month) == 1 and month in period for month in months)
    assert all(later.first == month.first + 1 for month, later in pairwise(months))


@law
@given(periods, periods)
def test_overlap_is_a_shared_month(one: Period, other: Period) -> None:
    assert one.overlaps(other) == bool(set(one) & set(other))
    assert (one in other) == (set(one) <= set(other))


@law
@given(periods, periods)
def test_order_is_by_beginning_then_by_end(one: Period, other: Period) -> None:
    assert (one < other) == ((one.first, one.last) < (other.first, other.last))


@law
@given(periods)
def test_a_year_earlier_is_the_same_season(period: Period) -> None:
    assert period.year_earlier.season == period.season
    assert period.year_earlier.first_year == period.first_year - 1
    assert period.in_year(2001).season == period.season
    assert period.in_year(2001).first_year == 2001


@law
@given(_years)
def test_whole_years_are_their_years(period: Period) -> None:
    years = list(period.years())
    assert period.is_whole_years
    assert [month for year in years for month in year] == list(period)
    assert all(year.is_year for year in years)


def test_other_periods_are_not_made_of_years() -> None:
    with pytest.raises(TradeError) as refused:
        Period.parse("January–November 2025").years()
    assert str(refused.value) == "2025-01..2025-11 is not made of whole years. Name whole years, such as '1992–2025'."


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2025", "2025"),
        (" 2025 ", "2025"),
        ("1992–2025", "1992..2025"),
        ("1992 to 2025", "1992..2025"),
        ("1992-2025", "1992..2025"),
        ("2025-01..2025-12", "2025"),
        ("2025-07", "2025-07"),
        ("July 2026", "2026-07"),
        ("jul 2026", "2026-07"),
        ("Sept. 2026", "2026-09"),
        ("January–November 2025", "2025-01..2025-11"),
        ("January - November 2025", "2025-01..2025-11"),
        ("Jan to Nov 2025", "2025-01..2025-11"),
        ("November 2024–February 2025", "2024-11..2025-02"),
        ("January–December 2025", "2025"),
        ("Q2 2025", "2025-04..2025-06"),
        ("the second quarter of 2025", "2025-04..2025-06"),
        ("fourth quarter 2025", "2025-10..2025-12"),
        ("the first 11 months of 2025", "2025-01..2025-11"),
        ("first  seven months of 2026", "2026-01..2026-07"),
        ("first one months of 2026", "2026-01"),
    ],
)
def test_a_writer_may_write(text: str, printed: str) -> None:
    assert str(Period.parse(text)) == printed


_EXAMPLES = "Write for example '2025', 'July 2026', 'January–November 2025', 'Q2 2025', '1992–2025' or '2026 to date'."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", f"'' is not a period. {_EXAMPLES}"),
        ("soon", f"'soon' is not a period. {_EXAMPLES}"),
        ("Q5 2025", f"'Q5 2025' is not a period. {_EXAMPLES}"),
        ("2025-13", f"'2025-13' is not a period: there is no month 13. {_EXAMPLES}"),
        ("2024-25", f"'2024-25' is not a period: there is no month 25. {_EXAMPLES}"),
        ("2025-00", f"'2025-00' is not a period: there is no month 0. {_EXAMPLES}"),
        ("1066", f"'1066' is not a year this record could hold. {_EXAMPLES}"),
        ("2025–2020", "a period cannot end (2020-12) before it begins (2025-01). Put the earlier month first."),
        ("May–March 2025", "a period cannot end (2025-03) before it begins (2025-05). Put the earlier month first."),
        ("Juli 2025", "'Juli' is not a month. Did you mean 'July'?"),
        ("Ju 2025", "'Ju' is not a month. Did you mean 'June' or 'July'?"),
        (
            "first 13 months of 2025",
            f"'first 13 months of 2025' is not a period: a year has 1 to 12 months. {_EXAMPLES}",
        ),
        ("first ² months of 2025", f"'first ² months of 2025' is not a period: a year has 1 to 12 months. {_EXAMPLES}"),
        ("year to date", "'year to date' needs a record to tell the latest month. Name the months."),
    ],
)
def test_anything_else_is_refused_with_an_example(text: str, line: str) -> None:
    with pytest.raises(TradeError) as refused:
        Period.parse(text)
    assert str(refused.value) == line


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2026 to date", "2026-01..2026-07"),
        ("year to date", "2026-01..2026-07"),
        ("this year to date", "2026-01..2026-07"),
        ("2025 to date", "2025"),
    ],
)
def test_to_date_is_up_to_the_latest_month(text: str, printed: str) -> None:
    assert str(Period.parse(text, latest=Period.month(2026, 7))) == printed


def test_a_year_that_has_not_begun_has_no_date() -> None:
    with pytest.raises(TradeError) as refused:
        Period.parse("2027 to date", latest=Period.month(2026, 7))
    assert str(refused.value) == (
        "'2027 to date': the record has no month of 2027 yet; it ends with 2026-07. "
        "Write '2026 to date', or wait for the release."
    )


@pytest.mark.parametrize("name", MONTH_NAMES)
def test_a_month_may_be_cut_to_three_letters(name: str) -> None:
    assert month_number(name[:3]) == month_number(name.upper()) == MONTH_NAMES.index(name) + 1


@pytest.mark.parametrize(("start", "end"), [(0, 3), (1, 13), (13, 13)])
def test_a_year_has_twelve_months(start: int, end: int) -> None:
    with pytest.raises(TradeError, match=f"a year has no months {start} to {end}"):
        Period.months(2025, start, end)
