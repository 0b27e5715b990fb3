"""The colours of the house: one set for each scheme, legible in both (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "docs" / "assets" / "stylesheets" / "tokens.css"
WORDS = ("ink", "ink-2", "ink-3", "sold-ink", "bought-ink", "duty-ink")
MARKS = ("sold", "bought", "duty", "focus")


def _scheme(selector: str) -> dict[str, str]:
    """The colours that a rule sets, by name."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    rule = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", text)
    assert rule, f"{TOKENS.name} has no rule for {selector}"
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", rule[1]))


LIGHT = _scheme('[data-md-color-scheme="default"]')
DARK = _scheme('[data-md-color-scheme="slate"]')


def _luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_has_it() -> None:
    assert _contrast("#ffffff", "#000000") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_the_dark_colours_without_the_theme_are_the_dark_colours() -> None:
    assert _scheme('[data-md-color-scheme="default"]:not([data-md-color-media])') == DARK


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", "raised"])
def test_words_and_marks_stand_out_from_their_ground(scheme: dict[str, str], ground: str) -> None:
    faint = {name: round(_contrast(scheme[name], scheme[ground]), 2) for name in (*WORDS, *MARKS)}
    assert {name: ratio for name, ratio in faint.items() if ratio < (4.5 if name in WORDS else 3)} == {}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_open_words_stay_legible_on_their_mark(scheme: dict[str, str]) -> None:
    assert _contrast(scheme["ink"], scheme["mark"]) >= 4.5
