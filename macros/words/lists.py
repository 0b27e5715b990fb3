"""Several things in one sentence, and things counted."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list

from macros.errors import TradeError, near
from macros.words.pack import pack


def and_list(items: Sequence[str], *, language: str = "en") -> str:
    """Things in a row: "coffee", "coffee and tea", "coffee, tea and macadamia"."""
    if not items:
        raise TradeError("there is nothing to list", remedy="Name at least one thing.")
    return format_list(list(items), "standard", locale=pack(language).locale)


def count_of(number: int, thing: str, *, language: str = "en") -> str:
    """So many of a thing that the pack can count: "one year", "three years", "11 months"."""
    words = pack(language)
    things = words.get("things")
    if thing not in things:
        raise TradeError(f"the pack cannot count a '{thing}'", remedy=near(thing, things))
    return words.say(f"things.{thing}", number, number=words.spelled(number))
