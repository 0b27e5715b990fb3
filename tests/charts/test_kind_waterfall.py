"""Waterfalls add up, are told by sign and place, and lie down where columns have no room."""

from __future__ import annotations

import pytest
from golden_spec import check_specification
from hypothesis import given, settings
from hypothesis import strategies as st
from legible import require_legible

from macros.charts.kinds.waterfall import Part, Waterfall
from macros.charts.theme import NARROW, WIDE
from macros.errors import TradeError


def made(*steps: tuple[str, float], before: float = 100.0, flow: str = "sold") -> Waterfall:
    total = round(before + sum(value for _, value in steps), 6)
    parts = tuple(Part(name=name, value=value) for name, value in steps)
    return Waterfall(before=Part(name="2023", value=before), now=Part(name="2024", value=total), steps=parts, flow=flow)


USUAL = made(("Knitted clothing", 30.5), ("Coffee, tea and spices", -20.0), ("8 other chapters", 1.0))
TURN = made(("Sold more", 253.3), ("Bought more", -50.0), before=-120.2, flow="balance")


@pytest.mark.parametrize(("name", "chart"), [("waterfall", USUAL), ("waterfall-balance", TURN)])
def test_specification(name: str, chart: Waterfall) -> None:
    check_specification(name, chart)


@pytest.mark.parametrize(
    "chart",
    [
        USUAL,
        TURN,
        made(("Ores", -100.0)),
        made(("Ores", 1.0)),
        made(("Ores", 5.0), before=0.0),
        made(("Ores", -250.0), ("Coffee", 0.0), ("Tea", -3.0), flow="balance"),
        made(*((f"Chapter {number}", float(number - 6)) for number in range(12)), before=1234.5),
    ],
)
def test_it_can_be_read(chart: Waterfall) -> None:
    require_legible(chart)


def test_each_mark_starts_where_the_one_before_ended() -> None:
    for size in (WIDE, NARROW):
        bars = USUAL.sketch(size).data["bars"]
        assert [(row["from"], row["to"]) for row in bars] == [
            (0.0, 100.0),
            (100.0, 130.5),
            (130.5, 110.5),
            (110.5, 111.5),
            (0.0, 111.5),
        ]


@given(st.floats(0, 9e4), st.lists(st.floats(-5e3, 5e3), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_last_step_reaches_the_last_total(before: float, steps: list[float]) -> None:
    rounded = [round(step, 1) for step in steps]
    if any(rounded):
        chart = made(*((f"Step {number}", step) for number, step in enumerate(rounded)), before=round(before, 1))
        bars = chart.sketch(NARROW).data["bars"]
        assert bars[-2]["to"] == pytest.approx(bars[-1]["to"], abs=1e-6)


@pytest.mark.parametrize(
    ("now", "steps", "said"),
    [
        (100.0, [], "nothing changed"),
        (100.0, [0.0, 0.0], "nothing changed"),
        (105.0, [4.0], "the steps do not lead from '2023' to '2024': -1"),
        (350.0, [1.0] * 250, "250 steps are too many"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(now: float, steps: list[float], said: str) -> None:
    parts = tuple(Part(name=f"Step {number}", value=value) for number, value in enumerate(steps))
    with pytest.raises(TradeError, match=said) as met:
        Waterfall(before=Part(name="2023", value=100.0), now=Part(name="2024", value=now), steps=parts)
    assert met.value.remedy


def test_rounding_may_leave_a_little_over() -> None:
    steps = (Part(name="Ores", value=4.0, bound=0.5),)
    Waterfall(before=Part(name="a", value=1, bound=0.3), now=Part(name="b", value=5.7), steps=steps)
    with pytest.raises(TradeError):
        Part(name="Ores", value=float("nan"))


def test_alt_text_gives_the_signs() -> None:
    assert TURN.in_words.replace("\xa0", " ") == (
        "Waterfall chart, from 2023, −$120.2 million, to 2024, +$83.1 million: up by $203.3 million. "
        "The steps between them: Sold more +$253.3 million; Bought more −$50.0 million."
    )
