"""The first kinds of chart make the specifications we agreed to."""

from __future__ import annotations

import pytest
from golden_spec import check_specification
from jsonschema import ValidationError
from vega_lite import require_valid

from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.theme import WIDE
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


@pytest.mark.parametrize("slip", [{"background": 1}, {"layr": []}, {"config": {"axis": {"labelFontSize": "large"}}}])
def test_what_vega_lite_does_not_know_is_found(
    slip: dict[str, object], charts: dict[str, TwoWay | BalanceBars | RankedBars]
) -> None:
    spec = charts["two-way"].sketch(WIDE).spec
    require_valid(spec)
    with pytest.raises(ValidationError):
        require_valid({**spec, **slip})
