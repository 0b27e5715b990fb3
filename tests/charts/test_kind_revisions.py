"""Revisions say both figures, and never that something changed which rounding can explain."""

from __future__ import annotations

import pytest
from golden_spec import check_specification
from legible import require_legible

from macros.charts.kinds.revisions import Revised, Revisions
from macros.charts.theme import NARROW
from macros.errors import TradeError

FIGURES = (
    Revised(name="Sold, June 2023", first=252.0, now=59.0, flow="sold"),
    Revised(name="Bought, 2022", first=571.1, now=594.3, flow="bought"),
    Revised(name="Bought, 2021", first=558.6, now=558.63, first_bound=0.05, flow="bought"),
    Revised(name="Sold, 2025", first=None, now=862.2, flow="sold"),
)


def test_specification() -> None:
    check_specification("revisions", Revisions(figures=FIGURES))


@pytest.mark.parametrize(
    "figures",
    [
        FIGURES,
        (Revised(name="Balance", first=-120.0, now=83.0, flow="balance"), Revised(name="Sold", first=1.0, now=2.0)),
        tuple(
            Revised(name=f"Bought, {year}", first=500.0 + year, now=500.0, flow="bought") for year in range(2000, 2024)
        ),
    ],
)
def test_it_can_be_read(figures: tuple[Revised, ...]) -> None:
    require_legible(Revisions(figures=figures))


def test_a_figure_changed_only_where_rounding_cannot_explain_it() -> None:
    assert [one.was_revised for one in FIGURES] == [True, True, False, False]
    data = Revisions(figures=FIGURES).sketch(NARROW).data
    assert [row["name"] for row in data["unchanged"]] == ["Bought, 2021", "Sold, 2025"]
    assert {"252.0", "to", "59.0", "unchanged", "held once, so far"} <= {row["text"] for row in data["labels"]}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "no figure is held in two vintages"),
        ([(None, 5.0)], "no figure is held in two vintages"),
        ([(0.0, 0.0)], "every figure is zero"),
        ([(1.0, 2.0)] * 250, "250 figures are too many"),
        ([(1.0, float("inf"))], "'x' is not a number"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(figures: list[tuple[float | None, float]], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        Revisions(figures=tuple(Revised(name="x", first=first, now=now) for first, now in figures))
    assert met.value.remedy


def test_alt_text() -> None:
    assert Revisions(figures=FIGURES).in_words.replace("\xa0", " ") == (
        "Dot plot of 4 figures, each as first held and as held now. 2 were revised. "
        "Sold, June 2023: first $252.0 million, now $59.0 million. "
        "Bought, 2022: first $571.1 million, now $594.3 million. Bought, 2021: $558.6 million, unchanged. "
        "Sold, 2025: $862.2 million, held once so far."
    )
