"""The words in which a writer declares a fact at the head of a page, and what they ask for.

imports, January–November 2025              a measure and a period
balance, 2024, as of October 2025           as it was known at the end of that month
exports, 2024, for Ghana                    of another partner of the reporter, in place of the page's own
exports of HS 61 + 62, 2024                 some products, by chapter number; "of every product" adds up all
bought, same months of 2024                 a fact declared here, asked again for another period
change in sold from sold_before             also: difference in …, times …; "a year earlier" is enough of a `from`
share of clothing in all_goods
rank of sold among Africa                   or among all partners
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from macros.errors import TradeError, near
from macros.facts.view import ALL_PRODUCTS, MEASURES
from macros.periods import Period, month_number

_EXAMPLE = "Write for example 'imports, January–November 2025', 'balance, 2026 to date' or 'change in sold from a year earlier'."
_DERIVED = re.compile(
    r"(?P<how>change|difference|times|share|rank|revision)\b(?: (?:in|of))? (?P<of>\w+) (?P<link>from|in|among|since) (?P<other>.+)"
)
_LINKS = {"change": "from", "difference": "from", "times": "from", "revision": "from", "share": "in", "rank": "among"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure asked of the record: `base` names a fact declared on the page, or `measure` says what. `place` is another
    partner of the reporter than the page's, or none."""

    measure: str
    base: str
    period: str
    products: tuple[str, ...]
    as_of: date | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact made from others: `how` it is made, of which fact, and from, in or among what."""

    how: str
    of: str
    other: str


def parse(phrase: str, names: set[str]) -> Asked | Derived:
    """What a phrase asks for; `names` are the facts declared on the page. Raises `TradeError` with an example."""
    text = re.sub(r"\s+", " ", phrase).strip()
    if match := _DERIVED.fullmatch(text):
        how, link = match["how"], match["link"]
        if link != _LINKS[how]:
            raise TradeError(
                f"'{how}' goes with '{_LINKS[how]}', not '{link}'", remedy=f"Write '{how} of A {_LINKS[how]} B'."
            )
        if match["of"] not in names:
            raise TradeError(f"there is no fact '{match['of']}'", remedy=near(match["of"], names))
        return Derived(how, match["of"], match["other"].strip())
    subject, *rest = (part.strip() for part in text.split(","))
    as_of = day(known) if (known := _ending("as of ", rest)) else None
    place = _ending("for ", rest)
    if len(rest) > 1:
        raise TradeError(f"'{phrase}' has too many parts", remedy=_EXAMPLE)
    period = rest[0] if rest else ""
    if subject in names:
        if not period and not as_of and not place:
            raise TradeError(f"'{phrase}' only repeats '{subject}'", remedy="Add a period, or 'as of' a day.")
        return Asked("", subject, period, (), as_of, place)
    what, _, of = subject.partition(" of ")
    measure = MEASURES.get(what.casefold())
    if measure is None:
        raise TradeError(
            f"'{subject}' is neither a measure nor a fact declared on this page",
            remedy=near(subject, {*MEASURES, *names}),
        )
    if not period:
        raise TradeError(f"'{phrase}' names no period", remedy=_EXAMPLE)
    return Asked(measure, "", period, _products(of), as_of, place)


def _ending(begins: str, parts: list[str]) -> str:
    """What the last part of a phrase says after these words, which is taken off; empty where it begins otherwise."""
    is_one = bool(parts) and parts[-1].casefold().startswith(begins)
    return parts.pop()[len(begins) :].strip() if is_one else ""


def relative(text: str, base: Period, latest: Period) -> Period:
    """A period named from another: "same months of 2024", "a year earlier", or any period in its own words."""
    words = re.sub(r"^the ", "", text.strip().casefold())
    if words in ("a year earlier", "year earlier", "year before", "a year before"):
        return base.year_earlier
    if match := re.fullmatch(r"same (?:months?|period|quarter) of (\d{4})", words):
        return base.in_year(int(match[1]))
    return Period.parse(text, latest=latest)


def day(text: str) -> date:
    """The last day of what is named: "October 2025" is 31 October, "18 October 2025" and "2025-10-18" that day."""
    words = text.strip()
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(r"(?:(\d{1,2}) )?([A-Za-z]+) (\d{4})", words):
            year, month = int(match[3]), month_number(match[2])
            return date(year, month, int(match[1] or calendar.monthrange(year, month)[1]))
    except ValueError:
        pass
    raise TradeError(f"'{text}' is not a day", remedy="Write '31 October 2025', '2025-10-31' or 'October 2025'.")


def _products(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    if text.casefold() in ("every product", "all products"):
        return ALL_PRODUCTS
    if not re.fullmatch(r"HS \d{2}(?:(?: \+ | and |\+)(?:HS )?\d{2})*", text, re.IGNORECASE):
        raise TradeError(
            f"'{text}' does not name products", remedy="Write HS chapters, such as 'exports of HS 61 + 62, 2024'."
        )
    return tuple(re.findall(r"\d{2}", text))
