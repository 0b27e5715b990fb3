"""Marks that carry text: their tones, and a rectangle cut into tiles as large as their values and nearly square.

After Bruls, Huizing and van Wijk, Squarified Treemaps (2000): tiles are laid in rows along the shorter side of what is
left, and a row takes another tile as long as that makes its worst one squarer.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.charts.labels import Box

TONES = {
    "sold": ("sold", "sold-mid", "sold-tint"),
    "bought": ("d3", "bought-mid", "bought-tint"),  # no text of ours stands out from the full orange in both schemes
    "neutral": ("rule-2", "rule", "faint"),
}
"""The tones of each flow, the strongest first."""
_INKS = {"sold": "paper", "d3": "on-d3"}


def on(tone: str) -> str:
    """The ink of text that stands on a tone."""
    return _INKS.get(tone, "ink")


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """A tile for each value, all above zero and the largest first; their areas are to each other as the values are."""
    width, height = box.right - box.left, box.bottom - box.top
    scale = width * height / sum(values)
    areas = [value * scale for value in values]
    found: list[Box] = []
    left = box
    while len(found) < len(areas):
        rest = areas[len(found) :]
        side = min(left.right - left.left, left.bottom - left.top)
        count = 1
        while count < len(rest) and _worst(rest[: count + 1], side) <= _worst(rest[:count], side):
            count += 1
        row, left = _laid(rest[:count], left, is_last=count == len(rest))
        found += row
    return found


def _worst(areas: Sequence[float], side: float) -> float:
    """How far the least square tile of a row along a side is from a square, which has 1."""
    depth = sum(areas) / side
    return max(max(depth * depth / area, area / (depth * depth)) for area in areas)


def _laid(areas: Sequence[float], box: Box, *, is_last: bool) -> tuple[list[Box], Box]:
    """A row of tiles along the shorter side, and what it leaves; the last one ends at the edge, whatever was rounded."""
    across = box.right - box.left >= box.bottom - box.top
    side = box.bottom - box.top if across else box.right - box.left
    depth = box.right - box.left if is_last and across else box.bottom - box.top if is_last else sum(areas) / side
    start = box.top if across else box.left
    tiles, total, done = [], sum(areas), 0.0
    for area in areas:
        ends = [start + side * part / total for part in (done, done + area)]
        done += area
        tiles.append(
            Box(box.left, ends[0], box.left + depth, ends[1])
            if across
            else Box(ends[0], box.top, ends[1], box.top + depth)
        )
    if across:
        return tiles, Box(box.left + depth, box.top, box.right, box.bottom)
    return tiles, Box(box.left, box.top + depth, box.right, box.bottom)
