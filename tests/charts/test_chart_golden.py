"""Each kind of chart makes the specification we agreed to, at both sizes.

A missing expectation is written, except in CI. The specifications are kept, not the SVG: they say what we meant.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import altair as alt
import pytest

from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.theme import NARROW, WIDE, Size
from macros.charts.values import Bar, Names, PartYear, Year

GOLDEN = Path(__file__).parent / "golden"
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


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("kind", KINDS)
def test_specification(kind: str, size: Size, charts: dict[str, TwoWay | BalanceBars | RankedBars]) -> None:
    spec = charts[kind].sketch(size).spec
    alt.Chart.from_dict(spec)  # raises where the schema does not allow it
    made = json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    expected = GOLDEN / f"{kind}.{size.name}.json"
    if not expected.exists():
        assert not os.environ.get("CI"), f"{expected.name} is missing. Run the tests once where CI is not set."
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
