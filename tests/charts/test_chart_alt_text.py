"""The alt text says what the drawing shows."""

from __future__ import annotations

from macros.charts.alt_text import balance_bars, ranked_bars, two_way
from macros.charts.money import MILLION
from macros.charts.values import Bar, Names, PartYear, Year


def test_two_way(years: list[Year], names: Names, part: PartYear) -> None:
    assert two_way(years, names, part) == (
        "Line chart by year, 2015–2020, of two flows: Sold to the US, and Bought from the US; the balance is shaded "
        "between them. In 2020: Bought from the US $90.0m, Sold to the US $45.0m, Bought from the US having been the "
        "larger since 2019. The largest amount is $90.0m: Bought from the US, 2020. No balance for 2018. January–July "
        "only, 2020 and 2021: Sold to the US went from $20.0m to $60.0m, Bought from the US from $40.0m to $30.0m; the "
        "balance from −$20.0m to +$30.0m."
    )


def test_balance_bars(years: list[Year], names: Names, part: PartYear) -> None:
    assert balance_bars(years, names, part) == (
        "Bar chart by year, 2015–2020, of the balance: Ruritania in surplus above zero, Ruritania in deficit below. "
        "In 2020 the balance was −$45.0m. It last changed sign in 2019. The largest surplus was +$20.0m in 2017. The "
        "deepest deficit was −$45.0m in 2020. No balance for 2018. January–July only: the balance went from −$20.0m in "
        "2020 to +$30.0m in 2021."
    )


def test_a_balance_of_one_sign(names: Names) -> None:
    said = balance_bars([Year(year=2019, sold=5, bought=1), Year(year=2020, sold=4, bought=1)], names, None)
    assert "It has one sign throughout." in said
    assert "deepest" not in said


def test_ranked_bars() -> None:
    bars = [Bar(name="Apparel", value=270.4), Bar(name="Coffee", value=58.5), Bar(name="Ores", value=14.9)]
    assert ranked_bars([*bars, Bar(name="All other", value=99, rest=True)], MILLION) == (
        "Bar chart of 4 amounts, largest first. Apparel, $270.4m, comes first; Coffee, $58.5m, second; Ores, $14.9m, "
        "last; All other, together $99.0m."
    )
