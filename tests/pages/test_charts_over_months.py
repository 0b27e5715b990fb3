"""The charts over months: what they ask of the record, what they say of it, and what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from record import NEW, OLD, write_dataset
from small_site import SMALL_SITE, TODAY

from macros.charts.kinds.months import Months
from macros.charts.kinds.race import Race
from macros.charts.kinds.rate import Rate
from macros.charts.kinds.two_way import TwoWay
from macros.errors import TradeError
from macros.pages.desk import Desk
from macros.pages.plans import KINDS
from macros.pages.plans.plan import Plan
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.store.quoted import COLUMNS

LAW = "law,a law,,,A law was made.,,The Gazette,No. 1,2024-05-01,,,,,,,"
EVENTS = """key,day,name,short,quotation
old,2021-05-01,An old law,,law
law,2023-09-30,A law is made,Law made,law
end,2024-02-03,It ends,,law
later,2025-09-01,It comes back,,law
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """A page on a record of 2022 to 2024, with four events."""
    write_dataset(tmp_path / "data" / "samples", OLD, NEW)
    for name, text in (("quoted", f"{','.join(COLUMNS)}\n{LAW}\n"), ("events", EVENTS)):
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return _sheet(Desk(tmp_path, TODAY), "{data: samples, side: Kenya, partner: United States}")


def _sheet(desk: Desk, trade: str) -> Sheet:
    made = Sheet("page.md", f"---\ntitle: A page\ntrade: {trade}\n---\n\nNothing.\n", desk).read(vocabulary)
    assert str(made.problems) == ""
    return made


def _plan(sheet: Sheet, kind: str, **options: Any) -> Plan:
    return KINDS[kind](sheet, **options)


def test_months_run_from_january_to_the_latest(sheet: Sheet) -> None:
    plan = _plan(sheet, "months", since=2023, events=["law", "end"])
    assert isinstance(plan.chart, Months)
    assert len(plan.rows) == 24
    assert (plan.rows[0][0], plan.rows[-1]) == ("January 2023", ("December 2024", "21.0", "46.0", "−25.0"))
    assert plan.subtitle.replace("\xa0", " ") == (
        "Kenya’s goods trade with the United States, by month; US$ million, January 2023 to December 2024"
    )
    assert [event.name for event in plan.chart.events] == ["A law is made", "It ends"]
    assert [event.quotation.publisher for event in plan.events] == ["The Gazette", "The Gazette"]


def test_a_sum_of_twelve_months_is_the_one_with_the_smallest_error(sheet: Sheet) -> None:
    plan = _plan(sheet, "months", since=2022, rolling=True)
    assert isinstance(plan.chart, Months)
    # The first month from which twelve are known is the last of 2022; 2024 has a total of its own, known to 0.1 million.
    assert [plan.rows[0][0], plan.rows[-1][0]] == ["12 months to December 2022", "12 months to December 2024"]
    assert plan.chart.months[-1].bought == 486.7
    assert plan.chart.months[-1].bought_bound == pytest.approx(0.05)
    assert plan.rows[-1][2] == "486.7"
    assert plan.chart.months[0].bought_bound == pytest.approx(0.6)
    assert plan.rows[0][2] == "186"


def test_an_event_that_is_still_to_come_is_left_out_and_one_before_the_chart_refused(sheet: Sheet) -> None:
    assert _plan(sheet, "months", since=2023, events=["later"]).events == ()
    with pytest.raises(TradeError, match="'An old law' of 2021-05-01 falls outside the months that are drawn"):
        _plan(sheet, "months", since=2023, events=["old"])
    with pytest.raises(TradeError, match="there is no event 'lw'"):
        _plan(sheet, "months", events=["lw"])


def test_charts_of_years_mark_events(sheet: Sheet) -> None:
    plan = _plan(sheet, "two-way", events=["law"])
    assert isinstance(plan.chart, TwoWay)
    assert [event.name for event in plan.chart.events] == ["A law is made"]
    assert [event.key for event in _plan(sheet, "balance", events="law").events] == ["law"]


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        (
            "months",
            {"since": 2020},
            "a chart since 2020 cannot be drawn. The record has months from 2022-01 to 2024-12.",
        ),
        ("months", {"since": "2023"}, "the option 'since' cannot be the text '2023'"),
        ("race", {"of": "balance"}, "'balance' cannot be added up from January"),
        ("race", {"years": 5}, "years=5 cannot be drawn. The record has 2 years before 2024 from January on."),
        ("race", {"years": True}, "the option 'years' cannot be True"),
        ("rate", {}, "none of samples has figures on duty"),
    ],
)
def test_what_cannot_be_drawn_is_refused(sheet: Sheet, kind: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(TradeError) as met:
        _plan(sheet, kind, **options)
    assert said in str(met.value)


def test_a_race_is_of_running_totals(sheet: Sheet) -> None:
    plan = _plan(sheet, "race", of="bought", years=2)
    assert isinstance(plan.chart, Race)
    assert plan.header[1:] == ("2022", "2023", "2024")
    # Kenya buys what the United States exports: 10 and 11 million in the first two months of 2022.
    assert [row[1] for row in plan.rows[:2]] == ["10.0", "21.0"]
    assert plan.rows[-1] == ("January–December", "186", "342", "486.7")  # the last by the publisher's own total
    assert plan.chart.flow == "bought"


def test_a_race_has_the_months_of_this_year_only() -> None:
    sheet = _sheet(Desk(SMALL_SITE, TODAY), "{data: goods, side: Kenya, partner: United States}")
    plan = _plan(sheet, "race", of="exports", years=3)
    assert isinstance(plan.chart, Race)
    assert plan.chart.month == 3
    assert [row[-1] for row in plan.rows[3:]] == ["no figure"] * 9


def test_a_rate_is_drawn_by_month() -> None:
    sheet = _sheet(Desk(SMALL_SITE, TODAY), "{data: [goods, duties], side: Kenya, partner: United States}")
    plan = _plan(sheet, "rate")
    assert isinstance(plan.chart, Rate)
    assert (plan.rows[0][0], plan.rows[-1][0], len(plan.rows)) == ("January 2025", "March 2026", 15)
    assert plan.subtitle.startswith(
        "Average duty on what Kenya sold to the United States, by month, January 2025 to March 2026"
    )
    assert {fact.measure.kind for fact in plan.facts} == {"duty rate"}


def test_the_other_side_is_told_of_what_it_bought() -> None:
    sheet = _sheet(Desk(SMALL_SITE, TODAY), "{data: [goods, duties], side: United States, partner: Kenya}")
    assert _plan(sheet, "rate").subtitle.startswith("Average duty on what the United States bought from Kenya")


def test_between_takes_two_events() -> None:
    sheet = _sheet(Desk(SMALL_SITE, TODAY), "{data: [goods, duties], side: Kenya, partner: United States}")
    with pytest.raises(TradeError, match="does not name two events"):
        _plan(sheet, "rate", between="agoa-lapse")
