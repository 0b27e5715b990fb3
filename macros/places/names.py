"""What a place is called elsewhere: in the languages of its readers, and by the names it had before."""

from __future__ import annotations

import unicodedata
from functools import cache

from macros.places import tables
from macros.places.tables import Place

LOCALES = {"fr": ("fr",), "sw": ("sw", "sw_KE", "sw_CD")}
"""Where Unicode's CLDR has the names in each language; in Swahili those of Kenya and Congo differ from the rest."""


@cache
def other_names(place: Place) -> tuple[tuple[str, str], ...]:
    """The names of a country beside ours, each with its language: ("fr", "Égypte"), ("sw", "Misri"), and other English ones.

    A name that is spelled like ours, with its accents or without them, or like one before it, is left out.
    """
    import pycountry
    from babel import Locale

    ours = {_spelled(place.name), _spelled(plain(place.name))}
    found: dict[str, tuple[str, str]] = {}
    if iso := pycountry.countries.get(alpha_3=place.code):
        for language, locale in ((language, locale) for language, some in LOCALES.items() for locale in some):
            if name := Locale.parse(locale).territories.get(iso.alpha_2):
                found.setdefault(_spelled(name), (language, name))
    for row in tables.rows().values():
        for alias in row.aliases if row.place == place else ():
            found.setdefault(_spelled(alias), ("en", alias))
    return tuple(named for spelled, named in found.items() if spelled not in ours)


def plain(name: str) -> str:
    """A name without its accents, as many type it: "Algerie"."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def slug(place: Place) -> str:
    """The name of a place as an anchor has it: "cote-d-ivoire"."""
    return "-".join(_typed(place.name))


def all_typed(place: Place) -> str:
    """All names of a place as somebody types them who leaves out accents and signs: "cote d ivoire kodivaa ivory coast"."""
    names = (place.name, *(name for _, name in other_names(place)))
    return " ".join(dict.fromkeys(" ".join(_typed(name)) for name in names))


def _typed(name: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in plain(name).casefold()).split()


def _spelled(name: str) -> str:
    return name.replace("’", "'").replace(" - ", "-").casefold()
