"""A question as a person types it, "Kenya imports 2015", understood: whose trade, with whom, what, when, and as known when.

The words are found in any order. Who is named first speaks, unless a word before the name says that it is the other side:
"exports to Kenya" are those of the country whose record it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from macros import places
from macros.errors import TradeError
from macros.facts.view import ALL_PRODUCTS, MEASURES
from macros.periods import MONTH_NAMES
from macros.places import Place

T = TypeVar("T")
EXAMPLES = "Ask for example 'Kenya imports 2015', 'US exports to Ghana 2026 to date' or 'Kenya balance 2024 as of October 2025'."
UNNAMED = ("exports", "imports", "balance")
"""What is meant where no measure is named."""
_ALSO = {
    "deficit": "balance",
    "surplus": "balance",
    "gap": "balance",
    "import": "imports",
    "export": "exports",
    "duty": "duty rate",
}
_WORDS = {**MEASURES, **{word: MEASURES[measure] for word, measure in _ALSO.items()}}
_OTHER_SIDE = ("to", "from", "with")
_LINKING = {*_OTHER_SIDE, "of", "and", "the", "by", "between"}
_FILLERS = {*_LINKING, "in", "for", "over", "during", "goods"}
_SHORT = {"us", "usa", "uk", "uae", "drc"}
_MONTHS = {name[:3].casefold() for name in MONTH_NAMES}
_QUARTER = re.compile(r"Q[1-4]")
_LONGEST = 6  # words of a name
_GOODS = re.compile(r"\b(?:of )?(?:HS ?(\d+(?: ?\+ ?(?:HS ?)?\d+)*)|(?:every|all) products?)\b", re.IGNORECASE)
_KNOWN = re.compile(r",?\s*\bas (?:of|known on|known in)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What was understood: `measures` as the record is asked for them, `period` in the words given, empty for none."""

    measures: tuple[str, ...]
    side: Place
    partner: Place
    period: str
    products: tuple[str, ...]
    as_of: date | None


def understood(text: str, reporter: Place, day: Callable[[str], date]) -> Meant:
    """What a text asks for; `TradeError` with what to write instead for words that mean nothing here.

    `reporter` is the other side where one place is named; `day` reads a day as pages do.
    """
    rest, as_of = text, None
    products: tuple[str, ...] = ()
    if known := _KNOWN.search(rest):
        rest, as_of = rest[: known.start()], day(known[1])
    if goods := _GOODS.search(rest):
        rest, products = f"{rest[: goods.start()]} {rest[goods.end() :]}", _codes(goods[1])
    words = re.findall(r"[^\s,?]+", re.sub(r"[’']s\b", "", rest))
    measures = [measure for measure, _ in _taken(words, _measure)]
    side, partner = _sides(_taken(words, _place), words, reporter)
    while words and words[0].casefold() in _FILLERS:
        words.pop(0)
    return Meant(
        measures=tuple(dict.fromkeys(measures)) or UNNAMED,
        side=side,
        partner=partner,
        period=" ".join(words),
        products=products,
        as_of=as_of,
    )


def _codes(said: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", said)) if said else ALL_PRODUCTS


def _taken(words: list[str], known: Callable[[str], T | None]) -> list[tuple[T, str]]:
    """What some words name, each with the words that link it to those before; all of these are taken out of the list."""
    found: list[tuple[T, str]] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            if (thing := known(" ".join(words[at:end]))) is not None:
                start = at
                while start and words[start - 1].casefold() in _LINKING:
                    start -= 1
                found.append((thing, " ".join(words[start:at]).casefold()))
                del words[start:end]
                at = start
                break
        else:
            at += 1
    return found


def _measure(name: str) -> str | None:
    return _WORDS.get(name.casefold())


def _place(name: str) -> Place | None:
    """The place of that name. A short one must be written as one, for "to" is Tonga’s code and "in" is India’s."""
    if len(name) <= 3 and not (name.isupper() or name.casefold() in _SHORT):
        return None
    try:
        return places.find(name)
    except TradeError:
        return None


def _sides(named: list[tuple[Place, str]], words: list[str], reporter: Place) -> tuple[Place, Place]:
    """Who speaks, and the other side; `words` are what is left of the question."""
    if not named:
        for word in words:
            if word[0].isupper() and word[:3].casefold() not in _MONTHS and not _QUARTER.fullmatch(word):
                places.find(word)  # says what comes near
        raise TradeError("the question names no country", remedy=EXAMPLES)
    if len(named) > 2:
        raise TradeError(f"the question names {len(named)} places", remedy=EXAMPLES)
    (first, link), *others = named
    if not others:
        other = reporter
        if first == reporter:
            raise TradeError(f"the question does not say with whom {reporter} trades", remedy=EXAMPLES)
    else:
        other = others[0][0]
        if first == other:
            raise TradeError(f"the question names {first} twice", remedy=EXAMPLES)
    is_other_side = any(word in _OTHER_SIDE for word in link.split())
    return (other, first) if is_other_side else (first, other)
