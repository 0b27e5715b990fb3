"""A mirror shows what each end reports, and the gap where both do; it settles nothing."""

from __future__ import annotations

import pytest
from golden_spec import check_specification
from legible import require_legible

from macros.charts.kinds.mirror import Mirror
from macros.charts.theme import NARROW, ink
from macros.charts.values import Year
from macros.errors import TradeError

Figures = list[tuple[int, float | None, float | None]]
USUAL: Figures = [
    (2018, 480.0, 563.0),
    (2019, 419.0, 472.0),
    (2020, 453.0, 457.0),
    (2021, 577.0, 541.0),
    (2022, 583.0, 576.0),
]
GAP: Figures = [(2018, 10.0, 12.0), (2019, 11.0, 13.0), (2020, None, 14.0), (2021, 12.0, 15.0), (2022, 13.0, None)]


def made(
    figures: Figures, sold: str = "Sold, as China reports it", bought: str = "Bought, as the US reports it"
) -> Mirror:
    years = tuple(Year(year=year, sold=one, bought=other) for year, one, other in figures)
    return Mirror(years=years, sold=sold, bought=bought)


def test_specification() -> None:
    check_specification("mirror", made(USUAL))
    check_specification("mirror-with-gaps", made(GAP))


@pytest.mark.parametrize(
    "chart",
    [
        made(USUAL),
        made(GAP),
        made([(2018, 1.0, 1.0), (2019, 1.0, 1.0)]),
        made([(1900 + n, 10.0 + n % 7, 12.0 + n % 5) for n in range(120)]),
    ],
)
def test_it_can_be_read(chart: Mirror) -> None:
    require_legible(chart)


def test_a_missing_year_is_a_gap_and_the_shading_takes_no_side() -> None:
    sketch = made(GAP).sketch(NARROW)
    assert {row["year"] for row in sketch.data["mirror-gap"]} == {2018, 2019}
    assert [row["run"] for row in sketch.data["mirror-sold"]] == [0, 0, 1, 1]
    area = sketch.chart["hconcat"][0]["layer"][1]
    assert area["mark"]["color"] == ink("faint")


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "no two years in a row"),
        ([(2020, 1.0, 2.0)], "no two years in a row"),
        ([(2020, 0.0, 0.0), (2021, 0.0, 0.0)], "every amount is zero"),
        (
            [(2020, 1.0, None), (2021, 1.0, None), (2022, None, 1.0), (2023, None, 1.0)],
            "no year is reported by both ends",
        ),
        ([(2021, 1.0, 1.0), (2020, 1.0, 1.0)], "2020 is given after 2021"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(figures: Figures, said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(figures)
    assert met.value.remedy


def test_alt_text() -> None:
    said = made(GAP).in_words.replace("\xa0", " ")
    assert "In 2021: Sold, as China reports it $12.0 million; Bought, as the US reports it $15.0 million." in said
    assert "They lie furthest apart in 2021, by $3.0 million. Not reported by both for 2020 and 2022." in said
