"""Everything a chart draws stands out from what it lies on, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11).

Words need 4.5 to 1. A mark that says something by itself needs 3 to 1 against its ground; where tones lie side by side, a line
of paper or an outline parts them, and what they say is written too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from macros.charts import classes, tiling
from macros.charts.kinds import membership_map
from macros.charts.theme import PALETTE

TOKENS = Path(__file__).parents[2] / "docs" / "assets" / "stylesheets" / "tokens.css"
SCHEMES = {"default": 0, "slate": 1}
CLASSES = (
    "s1",
    "s2",
    "s3",
    "d1",
    "d2",
    "d3",
    *classes._FALLS,
    membership_map._IN,
    membership_map._OUT,
    "paper",
    "panel",
)
TILES = {"faint", *(tone for tones in tiling.TONES.values() for tone in tones)}
INKS = ("ink", "ink-2", "ink-3", "sold-ink", "bought-ink", "duty-ink")
# Where the mark is all there is: lines, bars, columns, dots. Bars and areas that are paler have a name or a figure at them.
MARKS = ("sold", "bought", "duty", "neutral", "ink-2", "sold-ink", "bought-ink", "ink")


def contrast(one: str, other: str, scheme: int) -> float:
    """The ratio of the standard."""
    lighter, darker = sorted((_luminance(PALETTE[token][scheme]) for token in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def pale(pairs: dict[str, tuple[str, str]], scheme: int, least: float) -> dict[str, float]:
    """The pairs of colours that do not stand out enough."""
    found = {name: round(contrast(*pair, scheme), 2) for name, pair in pairs.items()}
    return {name: ratio for name, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_palette_is_that_of_the_style_sheet(scheme: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    rule = re.search(rf'\[data-md-color-scheme="{scheme}"\]\s*\{{([^}}]*)\}}', text)
    assert rule
    sheet = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", rule[1]))
    assert {token: both[SCHEMES[scheme]] for token, both in PALETTE.items()} == {
        token: colour for token, colour in sheet.items() if token in PALETTE
    }


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_words_stand_out_from_whatever_they_lie_on(scheme: int) -> None:
    pairs = {
        **{f"{ink} on paper": (ink, "paper") for ink in INKS},
        # The months picked out under "rate" lie on a band.
        **{f"{ink} on panel": (ink, "panel") for ink in ("ink-2", "ink-3", "duty-ink")},
        **{f"tile {tone}": (tiling.on(tone), tone) for tone in TILES},
        **{f"class {tone}": (classes.on(tone), tone) for tone in CLASSES},
    }
    assert pale(pairs, scheme, 4.5) == {}


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_marks_stand_out_from_the_paper(scheme: int) -> None:
    assert pale({f"{mark} on paper": (mark, "paper") for mark in MARKS}, scheme, 3) == {}
    assert pale({"columns picked out": ("duty", "panel")}, scheme, 3) == {}


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_what_lies_side_by_side_can_be_told_apart(scheme: int) -> None:
    pairs = {
        "eligible and not": (membership_map._IN, membership_map._OUT),
        "the class farthest from zero and bare land, above": ("s3", "panel"),
        "the class farthest from zero and bare land, below": ("d3", "panel"),
        "what is picked out and the parts that stay on it": ("sold", "sold-tint"),
    }
    assert pale(pairs, scheme, 3) == {}
    # Parted by a line of paper and each named or in the legend; here it is enough that no two neighbours are as one.
    neighbours = [*pairwise(("s1", "s2", "s3")), *pairwise(("d1", "d2", "d3"))]
    for flow in ("sold", "bought"):  # no plan draws a whole without a flow
        full, mid, tint = tiling.TONES[flow]
        neighbours += [(full, mid), (full, tint), (mid, tint)]
    neighbours += [("sold-mid", "faint"), ("bought-mid", "faint")]  # in a stack the rest lies next to these
    assert pale({f"{one} by {other}": (one, other) for one, other in neighbours}, scheme, 1.25) == {}
