"""The World Bank: pages, nulls, the newest first, and trouble that is answered with status 200."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from standin import StandIn, faults
from standin.still import Still

from macros.errors import TradeError
from macros.sources import world_bank
from macros.sources.raw import RawStore
from macros.sources.web import Web
from macros.sources.world_bank import EXCHANGE_RATE, GDP, Indicator

DRIFT = "See what has changed: python -m macros drift."


@pytest.fixture
def values(standin: StandIn, still: Still, tmp_path: Path) -> Callable[..., tuple[Indicator, ...]]:
    standin.shelf.indicators = [
        (GDP, "KEN", "2023", "107440600000.25"),
        (GDP, "KEN", "2024", None),
        (GDP, "CHN", "2023", "17794783039552"),
        (GDP, "CHN", "2024", "18743803170827"),
        (EXCHANGE_RATE, "KEN", "2023", "139.846384"),
    ]
    run = RawStore(tmp_path).begin("world-bank", still.today)
    return lambda indicator=GDP, countries=("Kenya", "China"), since=2020: world_bank.values(
        Web(run, still.outside), indicator, countries, since, still.today.date()
    )


@pytest.mark.parametrize("page", ["500", "3"])
def test_values_come_over_pages_by_country_and_year(
    values: Callable[..., Any], standin: StandIn, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(world_bank, "_PAGE", page)
    assert [(one.country, one.year, one.value) for one in values()] == [
        ("CHN", 2023, Decimal(17794783039552)),
        ("CHN", 2024, Decimal(18743803170827)),
        ("KEN", 2023, Decimal("107440600000.25")),
        ("KEN", 2024, None),
    ]
    assert len(standin.asked) == {"500": 1, "3": 2}[page]
    assert standin.asked[0].path == "country/KEN;CHN/indicator/NY.GDP.MKTP.CD"


def test_a_rate_keeps_its_digits(values: Callable[..., Any]) -> None:
    assert [one.value for one in values(EXCHANGE_RATE, ["Kenya"])] == [Decimal("139.846384"), None]


def test_what_it_does_not_know_is_told_in_its_words(values: Callable[..., Any]) -> None:
    with pytest.raises(TradeError) as raised:
        values("NY.NO.SUCH")
    assert str(raised.value) == (
        "world-bank: country/KEN;CHN/indicator/NY.NO.SUCH?format=json&date=2020:2026&per_page=500&page=1: "
        f"the World Bank says 'The provided parameter value is not valid'. {DRIFT}"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ([], "the answer has not the two parts of the World Bank's"),
        ([{"page": 1, "pages": 1}, []], "'total' is not there"),
        ([{"page": 1, "pages": "1", "total": 0}, []], "'pages' is '1'"),
        ([{"page": 1, "pages": 1, "total": 0}, [{"indicator": {}}]], "'countryiso3code' is not there"),
        ([{"page": 1, "pages": 1, "total": 2}, None], "the World Bank counts 2 values, and gives 0, or some twice."),
        (
            [
                {"page": 1, "pages": 1, "total": 1},
                [{"indicator": {"id": GDP}, "countryiso3code": "UGA", "date": "2023", "value": 1}],
            ],
            f"a value is of {GDP}, UGA, 2023, which nobody asked.",
        ),
    ],
)
def test_another_shape_is_refused(
    values: Callable[..., Any], standin: StandIn, monkeypatch: pytest.MonkeyPatch, body: Any, told: str
) -> None:
    monkeypatch.setitem(faults.FAULTS, "other", lambda reply: replace(reply, body=json.dumps(body).encode()))
    standin.fault("other")
    with pytest.raises(TradeError) as raised:
        values()
    assert told in str(raised.value)
