"""Several things in one sentence, and things counted."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list

from macros.errors import TradeError, near
from macros.words.pack import pack


def and_list(items: Sequence[str], *, language: str = "en") -> str:
    """Things in a row: "coffee", "coffee and tea", "coffee, tea and macadamia"; where one has a comma of its own, with
    semicolons between: "coffee, not roasted; tea; and macadamia"."""
    if not items:
        raise TradeError("there is nothing to list", remedy="Name at least one thing.")
    if len(items) > 1 and any(", " in item for item in items):
        words = pack(language)
        return str(words.get("list.between")).join(items[:-1]) + str(words.get("list.last")) + items[-1]
    return format_list(list(items), "standard", locale=pack(language).locale)


def count_of(number: int, thing: str, *, language: str = "en") -> str:
    """So many of a thing that the pack can count: "one year", "three years", "11 months"."""
    words = pack(language)
    things = words.get("things")
    if thing not in things:
        raise TradeError(f"the pack cannot count a '{thing}'", remedy=near(thing, things))
    return words.say(f"things.{thing}", number, number=words.spelled(number))
