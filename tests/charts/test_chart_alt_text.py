"""The alt text says what the drawing shows, and no more than the figures bear."""

from __future__ import annotations

from macros.charts.alt_text import balance_bars, ranked_bars, two_way
from macros.charts.money import Money
from macros.charts.values import Bar, Names, PartYear, Year

MILLION = Money()


def plain(text: str) -> str:
    """The text with plain spaces."""
    return text.replace("\u00a0", " ")


def test_two_way(years: list[Year], names: Names, part: PartYear) -> None:
    assert plain(two_way(years, names, part, MILLION)) == (
        "Line chart by year, 2015–2020, of two flows: Sold to the US, and Bought from the US; the balance is shaded "
        "between them. In 2020: Bought from the US $90.0 million, Sold to the US $45.0 million. Bought from the US has "
        "been the larger since 2019. The largest amount is $90.0 million: Bought from the US, 2020. No balance for "
        "2018. January–July only, 2020 and 2021: Sold to the US went from $20.0 million to $60.0 million, Bought from "
        "the US from $40 million to $30.0 million; the balance from −$20 million to +$30.0 million."
    )


def test_balance_bars(years: list[Year], names: Names, part: PartYear) -> None:
    assert plain(balance_bars(years, names, part, MILLION)) == (
        "Bar chart by year, 2015–2020, of the balance: Ruritania in surplus above zero, Ruritania in deficit below. "
        "In 2020 the balance was −$45.0 million. It has had the same sign since 2019. The largest surplus was "
        "+$20.0 million in 2017. The deepest deficit was −$45.0 million in 2020. No balance for 2018. January–July "
        "only: the balance went from −$20 million in 2020 to +$30.0 million in 2021."
    )


def test_a_balance_of_one_sign(names: Names) -> None:
    said = balance_bars([Year(year=2019, sold=5, bought=1), Year(year=2020, sold=4, bought=1)], names, None, MILLION)
    assert "It has had the same sign throughout." in said
    assert "deepest" not in said


def test_nobody_leads_within_rounding(names: Names) -> None:
    years = [
        Year(year=2019, sold=5, bought=1),
        Year(year=2020, sold=5.2, bought=5, sold_bound=0.1, bought_bound=0.1),
    ]
    flows, balance = two_way(years, names, None, MILLION), balance_bars(years, names, None, MILLION)
    assert "In 2020: Sold to the US $5.2" in flows
    assert "the larger" not in flows
    assert "sign" not in balance
    certain = [years[1], Year(year=2021, sold=9, bought=1)]
    assert "Sold to the US has been the larger since 2021." in two_way(certain, names, None, MILLION)


def test_ranked_bars() -> None:
    bars = [Bar(name="Apparel", value=270.4), Bar(name="Coffee", value=58.5), Bar(name="Ores", value=14.9)]
    assert plain(ranked_bars([*bars, Bar(name="All other", value=99.2, bound=0.5, rest=True)], MILLION)) == (
        "Bar chart of 4 amounts, largest first: Apparel, $270.4 million, comes first; Coffee, $58.5 million, second; "
        "Ores, $14.9 million, last; All other, together $99 million."
    )
