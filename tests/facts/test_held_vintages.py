"""Spot checks of vintages that the project holds. A vintage never changes, so these figures never will.

The one place where tests read `data/`: an importer that misread its source would pass every test on made-up samples.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros import places
from macros.facts.view import Question, View
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record
from macros.store.vintages import rows

DATA = Path(__file__).parents[2] / "data"
DAY = date(2026, 10, 1)
HELD = ("us-duties", "imf-us", "imf-china")


@pytest.fixture(scope="module")
def view() -> View:
    """The three datasets as they were known on the day."""

    def passport(name: str) -> Passport:
        return Passport.read(DATA / name)

    records = {name: Record(passport(name), DAY) for name in HELD}
    return View(passport, lambda name, as_of: records[name], HELD)


def _asked(view: View, measure: str, period: str, side: str, partner: str) -> float:
    ends = {"side": places.find(side), "partner": places.find(partner)}
    return float(view.ask(Question(measure=measure, period=Period.parse(period), **ends)).value)


@pytest.mark.parametrize("name", HELD)
def test_the_files_are_those_that_were_imported(name: str) -> None:
    for vintage in Passport.read(DATA / name).vintages:
        assert rows(vintage.partners).partners
        assert vintage.groups is None or rows(vintage.groups).partners == ("world",)


@pytest.mark.parametrize(
    ("month", "rate"),
    [
        ("January 2025", 0.3), ("September 2025", 8.9), ("October 2025", 23.7),
        ("January 2026", 24.5), ("February 2026", 10.0), ("July 2026", 5.1),
    ],
)  # fmt: skip
def test_the_average_duty_on_what_kenya_sold(view: View, month: str, rate: float) -> None:
    assert round(_asked(view, "duty rate", month, "Kenya", "United States"), 1) == rate


def test_the_year_is_not_the_mean_of_its_months(view: View) -> None:
    assert round(_asked(view, "duty rate", "2025", "Kenya", "United States"), 3) == 8.132


@pytest.mark.parametrize(
    ("year", "sold"), [(2020, 5415.5), (2021, 6741.8), (2022, 8301.8), (2023, 8133.5), (2024, 8621.3)]
)
def test_what_china_says_it_sold_kenya(view: View, year: int, sold: float) -> None:
    assert round(_asked(view, "imports", str(year), "Kenya", "China") / 1e6, 1) == sold


def test_what_both_say_of_the_trade_between_them(view: View) -> None:
    """The first in the list answers where both report; China's record has to be asked for alone."""
    assert round(_asked(view, "exports", "2024", "Kenya", "United States") / 1e6, 1) == 737.3
    assert _asked(view, "exports", "2024", "China", "United States") > 400e9
