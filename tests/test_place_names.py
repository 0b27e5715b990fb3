"""What countries are called in the languages of their readers, and by the names they had before."""

from __future__ import annotations

import pytest

from macros import places
from macros.charts.geometry import TILES
from macros.places.names import other_names, plain, slug


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("EGY", [("fr", "Égypte"), ("sw", "Misri")]),
        ("ZAF", [("fr", "Afrique du Sud"), ("sw", "Afrika Kusini")]),
        ("CIV", [("sw", "Kodivaa"), ("en", "Ivory Coast")]),  # in French it is called as in English
        ("SWZ", [("en", "Swaziland")]),
        ("SEN", [("fr", "Sénégal"), ("sw", "Senegali")]),
        ("KEN", []),
    ],
)
def test_the_other_names_of_a_country(code: str, others: list[tuple[str, str]]) -> None:
    assert list(other_names(places.from_code(code))) == others


@pytest.mark.parametrize(
    ("code", "anchor"),
    [("CIV", "cote-d-ivoire"), ("STP", "sao-tome-and-principe"), ("COD", "dr-congo"), ("GNB", "guinea-bissau")],
)
def test_an_anchor_is_plain(code: str, anchor: str) -> None:
    assert slug(places.from_code(code)) == anchor


def test_no_two_countries_share_an_anchor_or_a_name() -> None:
    found = [places.from_code(code) for code in TILES]
    assert len({slug(place) for place in found}) == len(found)
    named = [name for place in found for name in {place.name, *(name for _, name in other_names(place))}]
    assert sorted(named) == sorted(set(named))


def test_accents_are_set_aside() -> None:
    assert plain("Érythrée") == "Erythree"
