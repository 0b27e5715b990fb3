"""Units: what is written, and what does not mix."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from macros.errors import TradeError
from macros.units import COUNT, PERCENT, PERCENTAGE_POINT, RANK, RATIO, USD, Unit, parse


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("US$", USD, 1),
        ("USD", USD, 1),
        ("US$ thousand", USD, 10**3),
        ("US$  million", USD, 10**6),
        ("$ billion", USD, 10**9),
        (" US$ trillion ", USD, 10**12),
        ("%", PERCENT, 1),
        ("percent", PERCENT, 1),
        ("percentage points", PERCENTAGE_POINT, 1),
        ("times", RATIO, 1),
    ],
)
def test_a_source_may_write(text: str, unit: Unit, scale: int) -> None:
    assert parse(text) == (unit, Decimal(scale))


@pytest.mark.parametrize("text", ["", "EUR million", "% million", "times thousand", "million", "US$ milion"])
def test_anything_else_is_no_unit(text: str) -> None:
    with pytest.raises(TradeError, match=r"^'.*' is not a unit\. (Did you mean|Choose) "):
        parse(text)


@pytest.mark.parametrize(("one", "other"), [*permutations([USD, PERCENT, PERCENTAGE_POINT, RATIO, COUNT, RANK], 2)])
def test_units_do_not_mix(one: Unit, other: Unit) -> None:
    with pytest.raises(TradeError) as refused:
        one.require(other, "compare")
    assert str(refused.value) == f"cannot compare {one} and {other}. Both must have the same unit."


def test_a_unit_goes_with_itself() -> None:
    USD.require(Unit("money", "US$"), "compare")


def test_percentages_differ_by_percentage_points() -> None:
    assert PERCENT.of_a_difference == PERCENTAGE_POINT
    assert USD.of_a_difference == USD
