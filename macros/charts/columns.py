"""The small columns under a key number: one for each month, drawn by our own code, since they are a dozen and a half boxes.

Their places are in per cent of the width and their heights in px, so that a card of any width can hold them with letters of
one size. The number stands beside them, so they say nothing to a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.charts.theme import FONT, ink

_HEIGHT = 40  # px from the tallest column to the deepest
_FOOT = 18  # px of the years below them
_FILLED = 0.72  # of a month's width
_LEAST = 1.0  # px, so that a month with nearly nothing is still seen to be there


@dataclass(frozen=True, slots=True)
class Column:
    """One month: its value, None where there is no figure, the token of its colour, and the year where one begins."""

    value: float | None
    tone: str
    year: str = ""


def columns(months: Sequence[Column]) -> str:
    """The columns as SVG; nothing is drawn where a month has no figure."""
    values = [column.value for column in months if column.value is not None]
    high, low = max(0.0, *values), min(0.0, *values)
    scale = _HEIGHT / ((high - low) or 1.0)
    zero, step = high * scale, 100 / len(months)
    marks = []
    for number, column in enumerate(months):
        if column.value is not None:
            tall = max(abs(column.value) * scale, _LEAST)
            top = zero - tall if column.value >= 0 else zero
            marks.append(
                f'<rect x="{number * step:.2f}%" y="{top:.1f}" width="{step * _FILLED:.2f}%" height="{tall:.1f}" '
                f'fill="{ink(column.tone)}"/>'
            )
        if column.year:
            marks.append(f'<text x="{number * step:.2f}%" y="{_HEIGHT + _FOOT - 3}">{column.year}</text>')
    line = f'<rect y="{zero - 0.5:.1f}" width="100%" height="1" fill="{ink("neutral")}"/>'
    return (
        f'<svg width="100%" height="{_HEIGHT + _FOOT}" font-family="{FONT}" font-size="12" fill="{ink("ink-3")}" '
        f'aria-hidden="true" focusable="false">{"".join(marks)}{line}</svg>'
    )
