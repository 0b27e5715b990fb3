"""What a reader of a source hands on, one at a time, so that a source need never be held whole."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One published number in whole US dollars, and where it was read.

    `partner` is our code, a group's too; `product` the digits of the Harmonized System; `period` "2024" or "2024-07".
    """

    partner: str
    flow: str
    product: str
    period: str
    value: int
    where: str


FLOWS = ("imports", "exports", "consumption", "duty")
LARGEST = 2**63 - 1
"""The largest sum in US dollars that both engines can hold."""
