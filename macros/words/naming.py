"""Places as a sentence has them: "the United States", "the US", "Kenya’s"."""

from __future__ import annotations

from macros.places import Place
from macros.words.pack import pack


def in_sentence(place: Place, *, language: str = "en") -> str:
    """A place's name within a sentence, with its article where it takes one: "the United States", "Kenya"."""
    return _with_article(place, place.name, language)


def short(place: Place, *, language: str = "en") -> str:
    """The everyday name where there is one: "the US"; otherwise as in a sentence."""
    return _with_article(place, pack(language).get("places.short_words").get(place.code, place.name), language)


def of_place(place: Place, *, language: str = "en") -> str:
    """The possessive: "Kenya’s", "the United States’"."""
    name = in_sentence(place, language=language)
    return pack(language).say(f"places.possessive.{'s' if name.endswith('s') else 'other'}", name=name)


def _with_article(place: Place, name: str, language: str) -> str:
    words = pack(language)
    return words.say("places.article", name=name) if place.code in words.get("places.with_article_words") else name
