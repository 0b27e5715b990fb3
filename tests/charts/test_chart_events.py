"""The names of events meet neither each other nor a rule, and stand at their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import NAMES, require_legible

from macros.charts.events import Event, require_events, strip
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.labels import Box, text_width
from macros.charts.theme import NARROW, WIDE
from macros.charts.time import ByMonth, ByYear
from macros.charts.values import Names, PartYear, Year
from macros.errors import TradeError

LAPSE = Event(day=date(2020, 9, 30), name="AGOA lapses")
EARLY = Event(day=date(2016, 2, 3), name="Extra US duty of 10%", short="Duty of 10%")


@given(
    st.lists(st.tuples(st.integers(0, 600), st.sampled_from(["AGOA", "AGOA lapses", *NAMES])), min_size=1, max_size=5)
)
def test_names_never_meet_and_stay_on_the_panel(found: list[tuple[int, str]]) -> None:
    events = [Event(day=date(2025, 1, 1) + timedelta(days=number), name=name) for number, (_, name) in enumerate(found)]
    for size in (WIDE, NARROW):
        width = size.width - 60.0
        xs = [width * share / 600 for share, _ in found]
        made = strip(events, xs, size, width=width, base=-4, floor=200)
        assert made
        boxes = []
        for one in made.labels:
            wide = text_width(one.text, one.size, bold=one.bold)
            left = one.x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[one.align]
            boxes.append(Box(left, one.y - 5, left + wide, one.y + 5))
            assert left >= -0.1
            assert left + wide <= width + 0.1
            assert one.y < 0
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_day_falls_where_its_share_of_the_year_or_month_has_passed() -> None:
    assert ByYear().moment(date(2025, 7, 2)) == pytest.approx(2025, abs=0.005)  # the middle of the year is its point
    assert ByMonth().moment(date(2025, 9, 30)) == pytest.approx(2025 * 12 + 8.5, abs=0.02)
    assert ByMonth().moment(date(2026, 2, 1)) == pytest.approx(2026 * 12 + 0.5, abs=0.02)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([Event(day=date(2014, 1, 1), name="Early")], "'Early' of 2014-01-01 falls outside the years"),
        ([Event(day=date(2021, 1, 1), name="Late")], "'Late' of 2021-01-01 falls outside the years"),
        ([LAPSE, LAPSE], "'AGOA lapses' is given twice"),
        ([Event(day=date(2016, 1, 1 + number), name="One") for number in range(6)], "6 events are too many"),
    ],
)
def test_what_cannot_be_told_is_refused(events: list[Event], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        require_events(events, ByYear(), 2015, 2020)
    assert met.value.remedy


@pytest.mark.parametrize("kind", [TwoWay, BalanceBars])
def test_charts_of_years_mark_events(
    kind: type[TwoWay | BalanceBars], years: list[Year], names: Names, part: PartYear
) -> None:
    chart = kind(years=tuple(years), names=names, part=part, events=(EARLY, LAPSE))
    assert chart.in_words.endswith(
        "Marked on it: Extra US duty of 10%, 3 February 2016; AGOA lapses, 30 September 2020."
    )
    require_legible(replace(chart, part=None))  # with one panel, whose px are those of the canvas
    check_specification(f"{'two-way' if kind is TwoWay else 'balance-bars'}-with-events", chart)
