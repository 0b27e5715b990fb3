"""When figures are expected, missed and to be asked for: named days, the rule, and what an editor is told of a bad calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from record import OLD, write_dataset

from macros.errors import TradeError
from macros.periods import Period
from macros.store.calendar import Calendar, Release, runs
from macros.store.passport import Passport

MONTHLY = {"rule": {"days": 35, "after": "month"}}
ANNUAL = {"rule": {"month": "June", "after": "year"}}
FOUND = {"source": "https://samples.test/calendar"}
NAMED = {
    "releases": [
        {"month": "2025-01", "date": date(2025, 3, 6), **FOUND},
        {"month": "2024-12", "date": date(2025, 2, 5), **FOUND},
    ]
}
DELAYED = {**MONTHLY, "releases": [{"month": "2025-08", "date": date(2025, 11, 19), **FOUND}]}
ENDS = date(2025, 1, 1)


def _said(release: Release | None) -> str:
    return f"{release.period}: {release.first}..{release.last}" if release else ""


@pytest.mark.parametrize(
    ("said", "period", "expected"),
    [
        (MONTHLY, "2026-11", "2026-11: 2027-01-01..2027-01-10"),  # the 35th day is 4 January
        (MONTHLY, "2023-12", "2023-12: 2024-02-01..2024-02-10"),
        (MONTHLY, "2024-02", "2024-02: 2024-04-01..2024-04-10"),  # a leap year: 29 February + 35 = 4 April
        (MONTHLY, "2025-02", "2025-02: 2025-04-01..2025-04-10"),
        ({"rule": {"days": 15, "after": "month"}}, "2024-02", "2024-02: 2024-03-11..2024-03-20"),
        ({"rule": {"days": 29, "after": "month"}}, "2024-01", "2024-01: 2024-02-21..2024-02-29"),
        ({"rule": {"days": 28, "after": "month"}}, "2025-01", "2025-01: 2025-02-21..2025-02-28"),
        ({"rule": {"days": 60, "after": "month"}}, "2025-10", "2025-10: 2025-12-21..2025-12-31"),
        (DELAYED, "2025-08", "2025-08: 2025-11-19..2025-11-19"),  # a named day wins
        (DELAYED, "2025-09", "2025-09: 2025-11-01..2025-11-10"),
        (NAMED, "2025-02", ""),
    ],
)
def test_a_month_comes_out_on_its_named_day_or_about_when_the_rule_says(
    said: dict[str, Any], period: str, expected: str
) -> None:
    assert _said(Calendar.read(said, is_annual=False).of(Period.parse(period))) == expected


def test_a_year_comes_out_in_a_month_of_the_next() -> None:
    named = {**ANNUAL, "releases": [{"year": 2024, "date": date(2025, 5, 2), **FOUND}]}
    calendar = Calendar.read(named, is_annual=True)
    assert _said(calendar.of(Period.year(2023))) == "2023: 2024-06-01..2024-06-30"
    assert _said(calendar.of(Period.year(2024))) == "2024: 2025-05-02..2025-05-02"
    february = Calendar.read({"rule": {"month": "February", "after": "year"}}, is_annual=True)
    assert _said(february.of(Period.year(2027))) == "2027: 2028-02-01..2028-02-29"


@pytest.mark.parametrize(
    ("said", "held", "today", "late", "following"),
    [
        # Named days: missed from the day on.
        (NAMED, "2024-11", date(2025, 2, 4), [], "2024-12"),
        (NAMED, "2024-11", date(2025, 2, 5), ["2024-12"], "2025-01"),
        (NAMED, "2024-12", date(2025, 2, 5), [], "2025-01"),
        (NAMED, "2024-11", date(2025, 3, 6), ["2024-12", "2025-01"], None),  # the calendar has ended
        # By the rule: missed once the days are over in which it was to be expected.
        (MONTHLY, "2026-10", date(2026, 12, 31), [], "2026-11"),
        (MONTHLY, "2026-10", date(2027, 1, 10), [], "2026-11"),
        (MONTHLY, "2026-10", date(2027, 1, 11), ["2026-11"], "2026-12"),
        (MONTHLY, "2026-11", date(2027, 1, 5), [], "2026-12"),  # in on the fifth: the next is February's
        (MONTHLY, "2026-12", date(2027, 1, 31), [], "2027-01"),
        (MONTHLY, "2024-12", date(2025, 5, 31), ["2025-01", "2025-02", "2025-03"], "2025-04"),
        # A delay: the month after it may be missed first.
        (DELAYED, "2025-07", date(2025, 11, 11), ["2025-09"], "2025-08"),
        (DELAYED, "2025-07", date(2025, 11, 19), ["2025-09", "2025-08"], "2025-10"),
        # A record from after the day, as in a build of a past day.
        (MONTHLY, "2026-07", date(2025, 1, 1), [], "2026-08"),
    ],
)
def test_what_is_missed_and_what_comes_next(
    said: dict[str, Any], held: str, today: date, late: list[str], following: str | None
) -> None:
    calendar, months = Calendar.read(said, is_annual=False), Period.parse(held)
    found = calendar.following(months, today)
    assert [str(release.period) for release in calendar.late(months, today)] == late
    assert (str(found.period) if found else None) == following


@pytest.mark.parametrize(
    ("today", "late", "following"),
    [
        (date(2026, 6, 30), [], "2025"),
        (date(2026, 7, 1), ["2025"], "2026"),
        (date(2028, 7, 1), ["2025", "2026", "2027"], "2028"),
    ],
)
def test_years_are_missed_one_by_one(today: date, late: list[str], following: str) -> None:
    calendar, held = Calendar.read(ANNUAL, is_annual=True), Period.parse("2001..2024")
    assert [str(release.period) for release in calendar.late(held, today)] == late
    found = calendar.following(held, today)
    assert found
    assert str(found.period) == following


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # 8:30 in the morning in New York is 13:30 UTC in winter and 12:30 in summer.
        (datetime(2025, 2, 5, 13, 29, tzinfo=UTC), []),
        (datetime(2025, 2, 5, 13, 30, tzinfo=UTC), ["2024-12"]),
        (datetime(2025, 7, 3, 12, 29, tzinfo=UTC), ["2024-12"]),
        (datetime(2025, 7, 3, 12, 30, tzinfo=UTC), ["2024-12", "2025-05"]),
        # The day is that of New York, where it is still the fourth.
        (datetime(2025, 2, 5, 3, 0, tzinfo=UTC), []),
    ],
)
def test_a_release_is_due_from_the_publishers_hour(moment: datetime, due: list[str]) -> None:
    said = {
        "at": "08:30 America/New_York",
        "releases": [
            {"month": "2024-12", "date": date(2025, 2, 5), **FOUND},
            {"month": "2025-05", "date": date(2025, 7, 3), **FOUND},
        ],
    }
    calendar = Calendar.read(said, is_annual=False)
    assert [str(release.period) for release in calendar.due(Period.parse("2024-11"), moment)] == due


def test_what_has_no_day_is_asked_for_from_the_first_on_which_it_may_be_out() -> None:
    calendar, held = Calendar.read(MONTHLY, is_annual=False), Period.parse("2026-10")
    days = [datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]
    assert [len(calendar.due(held, day)) for day in days] == [0, 1]


def test_coming_releases_reach_as_far_as_asked() -> None:
    calendar, held = Calendar.read(DELAYED, is_annual=False), Period.parse("2025-06")
    coming = calendar.coming(held, date(2025, 9, 1), date(2025, 12, 1))
    assert [str(release.period) for release in coming] == ["2025-07", "2025-09", "2025-08", "2025-10"]


def test_releases_in_a_row_are_one_run() -> None:
    months = ["2025-01", "2024-12", "2025-03"]
    releases = [Release(period=Period.parse(month), first=ENDS, last=ENDS) for month in months]
    assert [str(period) for period in runs(releases)] == ["2024-12..2025-01", "2025-03"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (None, "'calendar' is not a list of named keys. Write 'rule: {days: 35, after: month}', or for annual figures "
               "'rule: {month: June, after: year}'."),
        ({"rules": {}}, "'calendar' has no key 'rules'. Did you mean 'rule' or 'releases'?"),
        ({"rule": {"days": 35, "after": "year"}}, "'calendar: rule' is '{'days': 35, 'after': 'year'}'. Write 'rule: {days: 35, "
               "after: month}', or for annual figures 'rule: {month: June, after: year}'."),
        ({"rule": {"days": "soon", "after": "month"}}, "'calendar: rule' expects days, got 'soon'. Write 'rule: {days: 35, "
               "after: month}', or for annual figures 'rule: {month: June, after: year}'."),
        ({"at": "08:30"}, "'calendar: at' is '08:30'. Write hour and time zone, such as '08:30 America/New_York'."),
        ({"at": "08:30 America/Nowhere"},
         "'calendar: at' is '08:30 America/Nowhere'. Write hour and time zone, such as '08:30 America/New_York'."),
        ({"releases": {"month": "2025-01"}}, "'calendar: releases' is not a list. Begin each entry with a dash."),
        ({"releases": [{"month": "2025-01"}]},
         "'{'month': '2025-01'}' is not a release. Give its 'month', 'date' and 'source'."),
        ({"releases": [{"month": "2025", "date": ENDS, **FOUND}]}, "'2025' is not a month. A release is of one month."),
        ({"releases": [{"month": "2025-01", "date": "soon", **FOUND}]},
         "'soon' is not a day. Write it without quotation marks, such as 2026-10-06."),
        ({"releases": [{"month": "2025-01", "date": date(2025, 3, 6)}]},
         "the release of 2025-01 has no source. Say under 'source' where its day was read."),
        ({"releases": [{"month": "2025-01", "date": date(2025, 1, 31), **FOUND}]},
         "2025-01 cannot be out on 2025-01-31, before it is over. Mend the day."),
        ({"releases": [NAMED["releases"][0]] * 2}, "2025-01 has two releases in the calendar. Keep the one that holds."),
    ],
)  # fmt: skip
def test_a_calendar_that_is_not_in_order_is_refused(said: Any, line: str) -> None:
    with pytest.raises(TradeError) as refused:
        Calendar.read(said, is_annual=False)
    assert str(refused.value) == line


def test_the_rule_of_annual_figures_is_a_month(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as refused:
        Calendar.read(MONTHLY, is_annual=True)
    assert "for annual figures 'rule: {month: June, after: year}'" in str(refused.value)
    with pytest.raises(TradeError) as refused:
        Calendar.read({"rule": {"month": "Juni", "after": "year"}}, is_annual=True)
    assert str(refused.value) == "'Juni' is not a month. Did you mean 'June'?"


def _beside(folder: Path, **calendar: Any) -> Passport:
    """A passport whose calendar is beside that of `goods`, which has a rule, of `yearly`, and of `led`, which follows itself."""
    write_dataset(folder / "data" / "goods", OLD, calendar=MONTHLY)
    write_dataset(folder / "data" / "yearly", OLD, calendar=ANNUAL, frequency="annual")
    write_dataset(folder / "data" / "led", OLD, calendar={"with": "goods"})
    return Passport.read(write_dataset(folder / "data" / "samples", OLD, calendar=calendar))


def test_a_dataset_may_come_out_with_another(tmp_path: Path) -> None:
    passport = _beside(tmp_path, **{"with": "goods"})
    assert passport.calendar.rule == Calendar.read(MONTHLY, is_annual=False).rule
    assert [str(release.period) for release in passport.overdue(date(2024, 3, 11))] == ["2024-01"]


@pytest.mark.parametrize(
    ("calendar", "line"),
    [
        ({"with": "good"}, "'calendar: with' names no dataset 'good'. Did you mean 'goods'?"),
        ({"with": "goods", "releases": []}, "'calendar: with' stands beside 'releases'. Keep one of the two."),
        ({"with": "led"}, "'led' has no calendar that 'samples' could share. "
                          "Name a dataset of the same frequency that has a rule of its own."),
        ({"with": "yearly"}, "'yearly' has no calendar that 'samples' could share. "
                             "Name a dataset of the same frequency that has a rule of its own."),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_refused(tmp_path: Path, calendar: dict[str, Any], line: str) -> None:
    with pytest.raises(TradeError) as refused:
        _beside(tmp_path, **calendar)
    assert str(refused.value) == f"data/samples/dataset.yml: {line}"
