"""The drawings of pages: of each chart one, kept by its values.

A drawing needs no more of its page than the chart, so other processes make those of pages that were read anew while the engine
renders.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from macros.charts.drawing import Chart, Drawing, draw_bytes
from macros.errors import TradeError
from macros.pages.desk import Desk


def drawn(desk: Desk, name: str, chart: Chart) -> Drawing:
    """The drawing of a chart that has a name on its page."""
    return Drawing.from_bytes(desk.once.of(draw_bytes, name, chart))


def draw(desk: Desk, paths: Sequence[str]) -> list[None]:
    """Draw the charts of some pages, so that they are there once the pages are completed."""
    for path in paths:
        with suppress(TradeError):  # which is told when the page is completed
            for name, chart in desk.parts.charts(path):
                desk.once.of(draw_bytes, name, chart)
    return [None] * len(paths)
