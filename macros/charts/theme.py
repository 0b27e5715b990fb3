"""How charts look: the palette, the two sizes, and the Vega-Lite configuration.

Drawings name colours by CSS variable, so that one drawing serves light, dark and print. The values are kept here too,
for what cannot read a style sheet (files, cards).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

FONT = "TX Sans, sans-serif"
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")

# token: (light, dark)
PALETTE = {
    "paper": ("#fdfcf9", "#131618"),
    "panel": ("#f5f2eb", "#1b1f22"),
    "ink": ("#191b1e", "#eceae5"),
    "ink-2": ("#4d5157", "#b9bab8"),
    "ink-3": ("#6a6e75", "#94979a"),
    "rule": ("#dcd8cf", "#31363b"),
    "rule-2": ("#b3aea3", "#565c62"),
    "grid": ("#e6e2d9", "#272c30"),
    "sold": ("#00757d", "#3fb0b5"),
    "sold-ink": ("#00646b", "#6cc9cc"),
    "sold-mid": ("#8fc3c4", "#2a6468"),
    "sold-tint": ("#d3e8e7", "#17363a"),
    "bought": ("#cf5f28", "#e8834a"),
    "bought-ink": ("#a9470f", "#f3a273"),
    "bought-mid": ("#efb795", "#7e4a2d"),
    "bought-tint": ("#f9e0d1", "#40291c"),
    "duty": ("#8a3566", "#c877a8"),
    "duty-ink": ("#7c2b5a", "#dc9ac2"),
    "neutral": ("#8b8f94", "#6f757a"),
    "faint": ("#dedbd3", "#2d3236"),
    "s1": ("#d3e8e7", "#1b3c40"),
    "s2": ("#7fbdbe", "#2a6f74"),
    "s3": ("#006c74", "#74d2d4"),
    "d1": ("#f9e0d1", "#46301f"),
    "d2": ("#e79e72", "#955430"),
    "d3": ("#b04d18", "#f5a776"),
    "on-s3": ("#ffffff", "#0d1a1b"),
    "on-d3": ("#ffffff", "#21130a"),
}


def ink(token: str) -> str:
    """A colour of the palette as a CSS variable: `var(--sold-ink)`."""
    if token not in PALETTE:
        raise KeyError(f"no colour '{token}' in the palette")
    return f"var(--{token})"


def in_scheme(text: str, *, dark: bool = False) -> str:
    """A drawing or a specification with the colours of one scheme in place of their variables, for what knows none."""
    return _VARIABLE.sub(lambda found: PALETTE[found[1]][dark], text)


def side(amount: float) -> str:
    """The side whose hue a balance takes: a surplus is more sold, a deficit more bought."""
    return "sold" if amount > 0 else "bought"


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """A drawing's width and type, in px. It is drawn at final size: nothing is scaled down for a phone."""

    name: str
    width: int
    label: float
    axis: float
    leading: float

    @property
    def is_wide(self) -> bool:
        return self.name == "wide"


WIDE = Size(name="wide", width=656, label=13.5, axis=13, leading=16)
NARROW = Size(name="narrow", width=328, label=13, axis=13, leading=15)


def config(size: Size) -> dict[str, Any]:
    """The Vega-Lite configuration at a size. It replaces Altair's own theme, which is a process-wide setting."""
    return {
        "aria": False,  # the frame speaks for the drawing
        "background": "transparent",
        "font": FONT,
        "padding": 0,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "grid": False,
            "labelColor": ink("ink-3"),
            "labelFlush": False,
            "labelFontSize": size.axis,
            "labelOverlap": False,
            "labelPadding": 3,
            "tickColor": ink("rule-2"),
            "tickSize": 4,
            "title": None,
        },
        "line": {"strokeCap": "round", "strokeJoin": "round", "strokeWidth": 2.5 if size.is_wide else 2},
        "text": {"baseline": "middle"},
    }
