"""What people type, and what is understood by it."""

from __future__ import annotations

from datetime import date

import pytest

from macros import places
from macros.check import asking
from macros.errors import TradeError
from macros.pages import phrases

US = places.find("United States")
THREE = ("exports", "imports", "balance")


@pytest.mark.parametrize(
    ("text", "measures", "side", "partner", "period"),
    [
        ("Kenya imports 2015", ("imports",), "KEN", "USA", "2015"),
        ("kenya’s imports, 2015?", ("imports",), "KEN", "USA", "2015"),
        ("imports Kenya 2015", ("imports",), "KEN", "USA", "2015"),
        ("US exports to Kenya in 2015", ("exports",), "USA", "KEN", "2015"),
        ("exports to Kenya 2015", ("exports",), "USA", "KEN", "2015"),
        ("imports from Kenya by the US 2015", ("imports",), "USA", "KEN", "2015"),
        ("China exports to Kenya 2020", ("exports",), "CHN", "KEN", "2020"),
        ("Ivory Coast sold 2026 to date", ("exports",), "CIV", "USA", "2026 to date"),
        ("Côte d’Ivoire balance Q2 2025", ("balance",), "CIV", "USA", "Q2 2025"),
        ("the deficit of Kenya, January to July 2026", ("balance",), "KEN", "USA", "January to July 2026"),
        ("Kenya first seven months of 2026", THREE, "KEN", "USA", "first seven months of 2026"),
        ("Kenya", THREE, "KEN", "USA", ""),
        ("trade between Kenya and the United States July 2026", ("trade",), "KEN", "USA", "July 2026"),
        ("Democratic Republic of the Congo exports 2024", ("exports",), "COD", "USA", "2024"),
        ("Kenya duty rate October 2025", ("duty rate",), "KEN", "USA", "October 2025"),
        ("Kenya exports and imports 2024", ("exports", "imports"), "KEN", "USA", "2024"),
        ("exports of Kenya to the US in the second quarter of 2025", ("exports",), "KEN", "USA", "second quarter of 2025"),
    ],
)  # fmt: skip
def test_words_are_understood_in_any_order(
    text: str, measures: tuple[str, ...], side: str, partner: str, period: str
) -> None:
    meant = asking.understood(text, US, phrases.day)
    assert (meant.measures, meant.side.code, meant.partner.code, meant.period) == (measures, side, partner, period)
    assert (meant.products, meant.as_of) == ((), None)


@pytest.mark.parametrize(
    ("text", "products", "as_of"),
    [
        ("Kenya exports of HS 61 + 62 2024", ("61", "62"), None),
        ("Kenya exports HS61 2024", ("61",), None),
        ("Kenya exports of every product, 2024", ("*",), None),
        ("Kenya exports 2024 as of October 2025", (), date(2025, 10, 31)),
        ("Kenya exports HS 61, 2024, as known on 2025-10-18", ("61",), date(2025, 10, 18)),
    ],
)
def test_products_and_the_day_of_knowing(text: str, products: tuple[str, ...], as_of: date | None) -> None:
    meant = asking.understood(text, US, phrases.day)
    assert (meant.measures, meant.period) == (("exports",), "2024")
    assert (meant.products, meant.as_of) == (products, as_of)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("imports 2015", "the question names no country"),
        ("US exports 2015", "the question does not say with whom United States trades"),
        ("Kenya Ghana Uganda 2015", "the question names 3 places"),
        ("Kenya exports to Kenya", "the question names Kenya twice"),
    ],
)
def test_what_cannot_be_understood_is_told_with_examples(text: str, told: str) -> None:
    with pytest.raises(TradeError, match=told) as met:
        asking.understood(text, US, phrases.day)
    assert met.value.remedy == asking.EXAMPLES


def test_a_misspelt_country_is_told_with_what_comes_near() -> None:
    with pytest.raises(TradeError, match="no place is called 'Keny'") as met:
        asking.understood("Keny imports July 2015", US, phrases.day)
    assert "'Kenya'" in met.value.remedy


def test_a_name_that_is_none_is_left_in_the_period_and_told_by_its_reader() -> None:
    assert asking.understood("Knya Kenya 2015", US, phrases.day).period == "Knya 2015"
