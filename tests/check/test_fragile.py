"""Claims that little would turn: which they are, how little it is, and what they would become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from record import MILLION, Release, made, monthly, small_record, total

from macros import places
from macros.check.fragile import fragile, in_dollars, typical_month
from macros.facts import claims, levels
from macros.facts.amounts import amount, over
from macros.facts.fact import Fact
from macros.facts.standing import standing
from macros.facts.verdict import Verdict
from macros.ledger import Claim, PageEntry
from macros.periods import Period
from macros.store.record import Record

# Bought for 900 in 2021, 1,200 in 2020, and 780 in the years between it and 2024, which has 888: US$ million.
BOUGHT = {2020: 100, 2021: 75, 2022: 65, 2023: 65, 2024: 74}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    rows = [row for year, by in BOUGHT.items() for row in monthly("KEN", "exports", f"{year}-01", [by * MILLION] * 12)]
    return small_record(tmp_path, Release(known=date(2025, 2, 5), covers="2020..2024", rows=rows))


def _bought(record: Record, year: int) -> Fact:
    return levels.level(record, places.from_code("KEN"), places.from_code("USA"), "imports", Period.year(year))


def _page(*verdicts: Verdict, words: str = "so") -> PageEntry:
    made_ = [Claim(line=n, kind="assertion", words=words, verdict=one) for n, one in enumerate(verdicts, start=7)]
    return PageEntry("docs/page.md", "page/", "A page", "", claims=made_)


def test_the_line_has_the_margin_and_what_it_would_become(record: Record) -> None:
    place = standing(_bought(record, 2024), [_bought(record, year) for year in range(2020, 2024)], "highest")
    page = _page(claims.extreme_since(place, 2021), words="the highest since 2021")
    assert [str(one) for one in fragile([page], lambda _: record)] == [
        "docs/page.md:7: 'the highest since 2021' is $12.0\u00a0million, less than one month’s trade, "
        "from becoming 'the highest since 2020'."
    ]


@pytest.mark.parametrize(
    ("verdict", "listed"),
    [
        pytest.param(lambda now: over(now, amount("$815 million")), ["less than $815\u00a0million"], id="within a month"),
        pytest.param(lambda now: over(now, amount("$814 million")), [], id="a month away"),
        pytest.param(lambda now: over(now, amount("$900 million")), [], id="false already"),
        pytest.param(lambda now: over(now, amount("$900 million")).negation, ["more than $900\u00a0million"], id="a denial"),
    ],
)  # fmt: skip
def test_only_what_holds_by_less_than_a_month_is_listed(
    record: Record, verdict: Callable[[Fact], Verdict], listed: list[str]
) -> None:
    found = fragile([_page(verdict(_bought(record, 2024)))], lambda _: record)
    assert [one.becomes for one in found] == listed


def test_the_most_fragile_comes_first_and_each_once(record: Record) -> None:
    now = _bought(record, 2024)
    far, near = over(now, amount("$850 million")), over(now, amount("$880 million"))
    page = _page(far, near)
    page.claims.append(page.claims[0])
    assert [(one.line, one.margin) for one in fragile([page], lambda _: record)] == [
        (8, 8 * MILLION),
        (7, 38 * MILLION),
    ]


def test_a_typical_month_is_the_median_of_the_last_twelve(tmp_path: Path) -> None:
    months = [10 * MILLION] * 12 + [*range(1, 12), 500]
    release = Release(known=date(2025, 2, 5), covers="2023..2024", rows=monthly("KEN", "exports", "2023-01", months))
    record = small_record(tmp_path, release)
    assert typical_month(record, record.series("KEN", "exports")) == Decimal("6.5")


def test_a_series_without_months_has_no_typical_one(tmp_path: Path) -> None:
    release = Release(known=date(2025, 2, 5), covers="2024", rows=total("KEN", "exports", "2024", 5))
    record = small_record(tmp_path, release)
    assert typical_month(record, record.series("KEN", "exports")) is None


def test_the_margin_of_a_share_is_brought_to_dollars() -> None:
    share = levels.share(made(504), made(1000, kind="trade"))
    assert in_dollars(over(share, amount("half"))) == 4
    assert in_dollars(claims.surplus(made(-7, kind="balance"))) == 7
