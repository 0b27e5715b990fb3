"""Small multiples keep one scale or say which is whose; every panel is named and the largest comes first."""

from __future__ import annotations

from typing import Any

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import NAMES, require_legible

from macros.charts.kinds.multiples import Item, Multiples
from macros.charts.theme import NARROW, WIDE
from macros.charts.values import Year
from macros.errors import TradeError

Flows = list[tuple[float | None, float | None]]


def item(name: str, flows: Flows, first: int = 2019) -> Item:
    return Item(
        name=name,
        years=tuple(Year(year=first + at, sold=sold, bought=bought) for at, (sold, bought) in enumerate(flows)),
    )


KENYA = item("Kenya", [(500, 900), (570, 400), (560, 600), (862.2, 982.4)])
GHANA = item("Ghana", [(300, 200), (None, 400), (1500, 600), (1216.3, 1279.7)])
EGYPT = item("Egypt", [(2000, 7000), (2100, 6000), (2500, 5000), (2850, 9426)])
NOBODY = item("Bouvet Island", [(None, None)] * 4)
NOTHING = item("Mayotte", [(0, 0)] * 4)
USUAL = (KENYA, GHANA, EGYPT, NOBODY, NOTHING)


def made(*items: Item, **options: Any) -> Multiples:
    return Multiples(items=items, **options)


def test_specification() -> None:
    check_specification("multiples", made(*USUAL))
    check_specification("multiples-balance", made(*USUAL, balance=True, one_scale=False))


@pytest.mark.parametrize("balance", [False, True])
@pytest.mark.parametrize("one_scale", [False, True])
@pytest.mark.parametrize(
    "items",
    [
        USUAL,
        (KENYA,),
        (item("Kenya", [(1, 0.001), (0.002, 0.5)]),),
        (item("Kenya", [(5, 1), (None, None), (None, 5), (7, 9)]),),
        tuple(item(f"{name} {number}", [(10 + number, 20), (30, 5)]) for name in NAMES for number in range(6)),
    ],
)
def test_it_can_be_read(items: tuple[Item, ...], one_scale: bool, balance: bool) -> None:
    require_legible(made(*items, one_scale=one_scale, balance=balance))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], "no partners to draw"),
        ([NOTHING, NOBODY], "every amount is zero or missing"),
        ([KENYA, KENYA], "'Kenya' is given twice"),
        ([item("Kenya", [(1, 2)])], "one year only"),
        ([item(f"Place {number}", [(1, 2), (2, 3)]) for number in range(250)], "250 panels are too many"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(items: list[Item], said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        made(*items)
    assert met.value.remedy


def test_the_largest_comes_first_and_who_has_no_figures_last() -> None:
    assert [one.name for one in made(*USUAL).ordered] == ["Egypt", "Ghana", "Kenya", "Mayotte", "Bouvet Island"]
    assert [one.name for one in made(*USUAL, balance=True).ordered][:2] == ["Egypt", "Kenya"]


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)), min_size=2, max_size=8), st.booleans())
def test_on_one_scale_equal_amounts_are_equally_high(flows: Flows, balance: bool) -> None:
    ours = item("Kenya", [*flows, (1.0, 7.0)])
    chart = made(ours, EGYPT, balance=balance)
    scales = [chart.scale(one, 84, 0) for one in chart.items]
    assert scales[0] == scales[1]
    for one in chart.items:
        for value in one.values(balance):
            assert -1e-6 <= chart.scale(one, 84, 0)(value) <= 84 + 1e-6


def test_each_on_its_own_scale_has_a_value_on_its_axis() -> None:
    for size in (WIDE, NARROW):
        texts = [str(row["text"]) for row in made(KENYA, EGYPT, one_scale=False).sketch(size).data["labels"]]
        assert {"$7.5bn", "$750m"} <= set(texts)
        assert {"Sold $862.2m", "Bought $9,426.0m"} <= {text.replace("\xa0", " ") for text in texts}


def test_who_has_no_figures_is_said_to_have_none() -> None:
    texts = [row["text"] for row in made(*USUAL).sketch(WIDE).data["labels"]]
    assert texts.count("No figures") == 1


def test_a_missing_year_is_a_gap() -> None:
    sold = [row for row in made(GHANA).sketch(WIDE).data["lines"] if str(row["run"]).startswith("Ghana-sold")]
    assert [row["year"] for row in sold] == [2021, 2022]


def test_amounts_of_an_earlier_year_say_which() -> None:
    late = made(KENYA, item("Ghana", [(300, 200), (400, 250), (None, 400), (5, None)]))
    assert "2020" in [row["text"] for row in late.sketch(NARROW).data["labels"]]
    assert "Ghana, 2020: sold" in late.in_words


def test_alt_text() -> None:
    assert made(KENYA, NOBODY).in_words.replace("\xa0", " ") == (
        "2 small line charts of what was sold and bought, 2019 to 2022, largest first. "
        "In 2022: Kenya: sold $862.2 million, bought $982.4 million; Bouvet Island: no figures."
    )
    said = made(KENYA, balance=True).in_words.replace("\xa0", " ")
    assert said == "1 small area chart of the balance, 2019 to 2022. In 2022: Kenya: −$120.2 million."
