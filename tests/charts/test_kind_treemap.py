"""A treemap's areas are its amounts, exactly; names stay in their tiles."""

from __future__ import annotations

from itertools import combinations

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import NAMES, require_legible

from macros.charts.kinds.treemap import Treemap
from macros.charts.labels import Box, text_width
from macros.charts.theme import NARROW, WIDE
from macros.charts.tiling import squarified
from macros.charts.values import Bar
from macros.errors import TradeError


def made(*values: tuple[str, float], rest: float | None = None, flow: str = "sold") -> Treemap:
    bars = [Bar(name=name, value=value) for name, value in values]
    if rest is not None:
        bars.append(Bar(name="62 other chapters", value=rest, rest=True))
    return Treemap(bars=tuple(bars), flow=flow)


USUAL = made(
    ("Knitted clothing", 270.5), ("Woven clothing", 263.1), ("Coffee, tea and spices", 58.2),
    ("Returned goods and other special entries", 28.7), ("Fruit and nuts", 24.3), ("Nothing", 0.0), rest=24.0,
)  # fmt: skip


def test_specification() -> None:
    check_specification("treemap", USUAL)


@pytest.mark.parametrize(
    "chart",
    [
        USUAL,
        made(("Oil", 1e6), *((f"Chapter {number}", 0.001 * number) for number in range(1, 40))),
        made(*((f"{name} {number}", 1.0) for number in range(14) for name in NAMES), rest=300.0, flow="bought"),
    ],
)
def test_it_can_be_read(chart: Treemap) -> None:
    require_legible(chart)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "nothing to make tiles of"),
        ([("Coffee", 0.0), ("Tea", 0.0)], "every amount is zero"),
        ([(f"Chapter {number}", 1.0) for number in range(250)], "250 tiles are too small"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(values: list[tuple[str, float]], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(*values)
    assert met.value.remedy


def test_an_amount_below_zero_is_no_part_of_a_whole() -> None:
    with pytest.raises(TradeError, match="cannot be a bar from zero"):
        made(("Coffee", -1.0))


@given(
    st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60),
    st.floats(20, 700),
    st.floats(20, 700),
)
def test_areas_are_to_each_other_as_the_values_are(values: list[float], width: float, height: float) -> None:
    values = sorted(values, reverse=True)
    tiles = squarified(values, Box(0, 0, width, height))
    scale = width * height / sum(values)
    for tile, value in zip(tiles, values, strict=True):
        assert (tile.right - tile.left) * (tile.bottom - tile.top) == pytest.approx(value * scale, rel=1e-6, abs=1e-6)
        assert -1e-6 <= tile.left <= tile.right <= width + 1e-6
        assert -1e-6 <= tile.top <= tile.bottom <= height + 1e-6
    for one, other in combinations(tiles, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert min(across, down) <= 1e-6


def test_the_example_of_the_paper() -> None:
    tiles = squarified([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert [(round(tile.left, 2), round(tile.top, 2)) for tile in tiles[:4]] == [(0, 0), (0, 2), (3, 0), (4.71, 0)]


@pytest.mark.parametrize("chart", [USUAL, made(*((f"{name} {number}", 3.0) for number in range(9) for name in NAMES))])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_name_leaves_its_tile(chart: Treemap, size: object) -> None:
    sketch = chart.sketch(size)  # type: ignore[arg-type]
    tiles = [[float(str(row[edge])) for edge in ("x", "y", "x2", "y2")] for row in sketch.data["tiles"]]
    for row in sketch.data["labels"]:
        left, y, type_size = (float(str(row[key])) for key in ("x", "y", "size"))
        right = left + text_width(str(row["text"]), type_size, bold=row["weight"] == 700)
        box = Box(left, y - type_size / 2, right, y + type_size / 2)
        assert any(box.within(Box(*tile)) for tile in tiles)


def test_alt_text() -> None:
    said = made(("Coffee", 3.0), ("Tea", 5.0), rest=2.0).in_words.replace("\xa0", " ")
    assert said == (
        "Treemap of 2 parts of $10.0 million, largest first: Tea 50.0%; Coffee 30.0%; 62 other chapters 20.0%."
    )
