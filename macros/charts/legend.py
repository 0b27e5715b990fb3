"""The legend of a map, the one kind of chart that has one: classes with their limits and how many places are in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.charts.labels import Box, Label, text_width
from macros.charts.rows import fitted
from macros.charts.theme import Size

_SWATCH, _HIGH, _AIR = 14.0, 19.0, 6.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """Classes in a row: their tones, how many places each has, the limits between them, and what the two ends are."""

    tones: tuple[str, ...]
    counts: tuple[str, ...]
    limits: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A tone, or hatching where there is none, and what it stands for."""

    tone: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend laid out: its patches (None is hatched), the words beside them, those upon them, and its height in px."""

    patches: tuple[tuple[Box, str | None], ...]
    labels: tuple[Label, ...]
    upon: tuple[tuple[Label, str], ...]
    height: float


def legend(strip: Strip | None, keys: Sequence[Key], size: Size) -> Legend:
    """The legend at a size: the strip, if there is one, and the keys in rows under it."""
    patches: list[tuple[Box, str | None]] = []
    labels: list[Label] = []
    upon: list[tuple[Label, str]] = []
    top = 0.0
    if strip:
        top = _ends(strip, size, labels)
        width = _width(strip, size)
        for number, (tone, count) in enumerate(zip(strip.tones, strip.counts, strict=True)):
            box = Box(max(1.0, number * width), top, (number + 1) * width - 1, top + _HIGH)
            patches.append((box, tone))
            middle = Label(
                text=count, x=(box.left + box.right) / 2, y=top + _HIGH / 2, align="center", bold=True, size=12
            )
            upon.append((middle, tone))
        top = _limits(strip, width, top + _HIGH + 2, size, labels)
    left = 0.0
    for key in keys:
        (text,) = fitted(key.text, size.width - _SWATCH - _AIR, size.axis, most=1)
        reach = _SWATCH + _AIR + text_width(text, size.axis)
        if left and left + reach > size.width:
            left, top = 0.0, top + size.leading + 4
        patches.append((Box(left + 1, top + 1, left + _SWATCH, top + _SWATCH), key.tone))
        labels.append(Label(text=text, x=left + _SWATCH + _AIR, y=top + 1 + _SWATCH / 2, ink="ink-2", size=size.axis))
        left += reach + 18
    return Legend(tuple(patches), tuple(labels), tuple(upon), top + (size.leading + 4 if keys else 0))


def _width(strip: Strip, size: Size) -> float:
    return min(66.0, size.width / len(strip.tones))


def _ends(strip: Strip, size: Size, labels: list[Label]) -> float:
    """What the ends are, above them; one under the other where they do not fit side by side."""
    right = _width(strip, size) * len(strip.tones) - 1
    texts = [fitted(text, size.width, size.axis, bold=True, most=1)[0] for text in strip.ends]
    aside = len(texts) == 2 and sum(text_width(text, size.axis, bold=True) for text in texts) + 12 <= right
    top = 0.0
    for number, text in enumerate(texts):
        x, align = (right, "right") if aside and number else (0.0, "left")
        labels.append(Label(text=text, x=x, y=top + size.leading / 2, align=align, bold=True, size=size.axis))
        top += 0 if aside and not number else size.leading
    return top + 3


def _limits(strip: Strip, width: float, top: float, size: Size, labels: list[Label]) -> float:
    """The limits under the borders of the classes, in a second row those that would meet."""
    reached, deepest = [-1.0, -1.0, -1.0], 0
    for number, text in enumerate(strip.limits, start=1):
        half = text_width(text, 12) / 2
        x = min(max(number * width - 0.5, half), size.width - half)
        row = next((row for row in range(3) if reached[row] + 5 <= x - half), 2)
        reached[row], deepest = x + half, max(deepest, row)
        labels.append(Label(text=text, x=x, y=top + row * 14 + 7, ink="ink-2", align="center", size=12))
    return top + (deepest + 1) * 14 + 5 if strip.limits else top + 3
