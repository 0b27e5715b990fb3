"""The stand-in of the publishers' services, for every test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from standin import StandIn
from standin.shelf import Row
from standin.still import Still

MONTHS = ("2026-01", "2026-02")
TRADE = [
    Row(partner, flow, month, value)
    for partner, flow, values in (
        ("KEN", "imports", (60_000_000, 70_500_000)),
        ("KEN", "exports", (41_500_000, 38_250_000)),
        ("TZA", "imports", (12_000_000, 0)),
        ("TZA", "exports", (9_000_001, 7_000_000)),
        ("africa", "imports", (72_000_000, 70_500_000)),
        ("africa", "exports", (50_500_001, 45_250_000)),
        ("world", "imports", (72_000_000, 70_500_000)),
        ("world", "exports", (50_500_001, 45_250_000)),
    )
    for month, value in zip(MONTHS, values, strict=True)
]
"""What the United States report, invented: two months with two partners, and the groups these make."""


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A stand-in with a little US trade on its shelf."""
    with StandIn() as running:
        running.shelf.put("us", TRADE)
        yield running


@pytest.fixture
def still(standin: StandIn) -> Still:
    """A still world whose services are the stand-in's."""
    return Still(standin.environment)
