"""The first kinds of chart make the specifications we agreed to."""

from __future__ import annotations

import pytest
from golden_spec import check_specification

from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.values import Bar, Names, PartYear, Year

KINDS = ("two-way", "two-way-without-part", "balance-bars", "ranked-bars")


@pytest.fixture
def charts(years: list[Year], names: Names, part: PartYear) -> dict[str, TwoWay | BalanceBars | RankedBars]:
    bars = (
        Bar(name="Coffee", value=58.5),
        Bar(name="Apparel", value=270.4),
        Bar(name="All other", value=99, rest=True),
    )
    full = tuple(years)
    return {
        "two-way": TwoWay(years=full, names=names, part=part, note="aircraft"),
        "two-way-without-part": TwoWay(years=full, names=names, part=None),
        "balance-bars": BalanceBars(years=full, names=names, part=part),
        "ranked-bars": RankedBars(bars=bars, flow="sold"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_specification(kind: str, charts: dict[str, TwoWay | BalanceBars | RankedBars]) -> None:
    check_specification(kind, charts[kind])
