"""Rates are columns from zero; what lies between two days is picked out, by months and not by halves of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from golden_spec import check_specification
from legible import NAMES, require_legible

from macros.charts.events import Event
from macros.charts.kinds.rate import Rate, Rated
from macros.charts.theme import WIDE
from macros.errors import TradeError

FIRST = 2025 * 12
RATES = [0.3, 0.2, 0.1, 0.6, 2.3, 2.4, 4.1, 9.4, 8.9, 23.7, 23.1, 22.1, 24.5, 10.0, 6.5, 9.4, 6.2, 5.4, 5.1]
LAPSE, RESTORED = date(2025, 9, 30), date(2026, 2, 3)
EVENTS = (Event(day=LAPSE, name="AGOA lapses"), Event(day=RESTORED, name="AGOA restored", short="Restored"))


def made(
    rates: Sequence[float | None], *events: Event, between: tuple[date, date] | None = None, first: int = FIRST
) -> Rate:
    months = tuple(Rated(month=first + at, value=value, bound=0.01) for at, value in enumerate(rates))
    return Rate(months=months, name="Average duty", events=events, between=between)


USUAL = made([*RATES], *EVENTS, between=(LAPSE, RESTORED))


def test_specification() -> None:
    check_specification("rate", USUAL)


@pytest.mark.parametrize(
    "chart",
    [
        USUAL,
        made([5.0]),
        made([0.0, 0.0, 3.0]),
        made([5.0 + number % 7 for number in range(120)]),
        *(made([*RATES], Event(day=FIRST_DAY, name=name), Event(day=LAST_DAY, name=name))
          for FIRST_DAY, LAST_DAY in [(date(2025, 1, 1), date(2026, 7, 31))] for name in NAMES),
    ],
)  # fmt: skip
def test_it_can_be_read(chart: Rate) -> None:
    require_legible(chart)


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ([], "no month has a rate"),
        ([None, None], "no month has a rate"),
        ([0.0, 0.0], "every rate is zero"),
        ([1.0, -2.0], "the rate of 2025-02 is -2.0"),
        ([1.0] * 250, "250 months make columns too thin"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(rates: list[float | None], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(rates)
    assert met.value.remedy


def test_what_is_picked_out_cannot_end_before_it_begins() -> None:
    with pytest.raises(TradeError, match="ends before it begins"):
        made([*RATES], between=(RESTORED, LAPSE))


def test_a_month_is_picked_out_where_most_of_it_lies_between() -> None:
    rows = USUAL.sketch(WIDE).data["rates"]
    assert [row["month"] for row in rows if row["ink"] == "var(--duty)"] == list(range(FIRST + 9, FIRST + 13))


def test_a_missing_month_has_no_column() -> None:
    assert [row["rate"] for row in made([1.0, None, 2.0]).sketch(WIDE).data["rates"]] == [1.0, 2.0]


def test_at_most_five_rates_are_written() -> None:
    labels = USUAL.sketch(WIDE).data["rate-labels"]
    written = {f"{rate:.1f}" for rate in RATES} & {str(row["text"]) for row in labels}
    assert written == {"8.9", "23.7", "24.5", "10.0", "5.1"}


def test_alt_text() -> None:
    assert USUAL.in_words == (
        "Column chart by month, January 2025 to July 2026: Average duty. From 0.3% in January 2025 to 5.1% in July 2026. "
        "The highest is 24.5% in January 2026. 4 months are picked out, October 2025 to January 2026: from 22.1% to 24.5%. "
        "Marked on it: AGOA lapses, 30 September 2025; AGOA restored, 3 February 2026."
    )
    assert "No figure for February 2025." in made([1.0, None, 2.0]).in_words
