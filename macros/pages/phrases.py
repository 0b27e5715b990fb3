"""The words in which a writer declares a fact at the head of a page, and what they ask for.

imports, January–November 2025              a measure and a period
balance, 2024, as of October 2025           as it was known at the end of that month
exports, 2024, for Ghana                    of another partner of the reporter, in place of the page's own
exports of HS 61 + 62, 2024                 some products, by their numbers; "of every product" adds up all
imports from China, 2024                    with another partner than the page's; "exports of Egypt" is from another side
exports, last year on record                of the last whole year that the record holds of it: 2025, or 1992 with the USSR
exports of each African country, 2024       of all 54 states of Africa, as far as they are on record, added up; "each country
                                            of Europe" likewise
imports, 2024, in imf-us                    from that dataset of the page, and not from the first that holds it
bought, same months of 2024                 a fact declared here, asked again for another period
change in sold from sold_before             also: difference in …, times …; "a year earlier" is enough of a `from`
share of clothing in all_goods
rank of sold among Africa                   or among all partners
"""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from macros import places
from macros.errors import TradeError, near
from macros.facts.view import ALL_PRODUCTS, MEASURES
from macros.periods import Period, month_number

LAST_YEAR = "last year on record"
"""The period of a fact that is asked of the last whole year that the record holds of it, which need not be last year."""
_EXAMPLE = "Write for example 'imports, January–November 2025', 'balance, 2026 to date' or 'change in sold from a year earlier'."
_DERIVED = re.compile(
    r"(?P<how>change|difference|times|share|rank|revision)\b(?: (?:in|of))? (?P<of>\w+) (?P<link>from|in|among|since) (?P<other>.+)"
)
AFRICA = "African states"
"""The group that "each African country" speaks of: the 54 states, without the territories that Census counts to Africa."""
_MEASURE = re.compile(rf"(?:{'|'.join(sorted(MEASURES, key=len, reverse=True))})(?=$| )", re.IGNORECASE)
_NUMBER = r"\d{2}(?:\d{2}){0,2}(?:\d{4})?"
_PRODUCTS = re.compile(
    rf" of (?:every product|all products|HS {_NUMBER}(?:(?: \+ | and |\+)(?:HS )?{_NUMBER})*)(?=$| )", re.IGNORECASE
)
_EACH = re.compile(
    r" of each (?:African country(?=$| )|country of (?P<group>.+?)(?=$| (?:from|to|with) ))", re.IGNORECASE
)
_PLACES = re.compile(r"(?: of (?P<side>.+?))?(?: (?:from|to|with) (?P<partner>.+))?")
_LINKS = {"change": "from", "difference": "from", "times": "from", "revision": "from", "share": "in", "rank": "among"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure asked of the record: `base` names a fact declared on the page, or `measure` says what. `place` is another
    partner of the reporter than the page's, or none."""

    measure: str
    base: str
    period: str
    products: tuple[str, ...] = ()
    side: str = ""
    partner: str = ""
    each: str = ""
    dataset: str = ""
    as_of: date | None = None
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
    as_of, dataset, place = _at_the_end(rest)
    if len(rest) > 1:
        raise TradeError(f"'{phrase}' has too many parts", remedy=_EXAMPLE)
    period = rest[0] if rest else ""
    if subject in names:
        if not (period or as_of or dataset or place):
            raise TradeError(f"'{phrase}' only repeats '{subject}'", remedy="Add a period, or 'as of' a day.")
        return Asked("", subject, period, dataset=dataset, as_of=as_of, place=place)
    match = _MEASURE.match(subject)
    if match is None:
        raise TradeError(
            f"'{subject}' is neither a measure nor a fact declared on this page",
            remedy=near(subject, {*MEASURES, *names}),
        )
    if not period:
        raise TradeError(f"'{phrase}' names no period", remedy=_EXAMPLE)
    measure, of = MEASURES[match[0].casefold()], subject[match.end() :]
    return replace(_narrowed(of), measure=measure, period=period, dataset=dataset, as_of=as_of, place=place)


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


def _at_the_end(rest: list[str]) -> tuple[date | None, str, str]:
    """The day, the dataset and the place that the last parts of a phrase name, which are taken off it."""
    found = {"as of": "", "in": "", "for": ""}
    while rest and (match := re.fullmatch(r"(as of|in|for) (.+)", rest[-1], re.IGNORECASE)):
        found[match[1].casefold()] = match[2].strip()
        rest.pop()
    return day(found["as of"]) if found["as of"] else None, found["in"], found["for"]


def _narrowed(text: str) -> Asked:
    """What follows a measure: " of HS 61 + 62 of Lesotho", " from China"; of what, of whom, and with whom."""
    asked = Asked("", "", "")
    if match := _PRODUCTS.match(text):
        is_all = "HS" not in match[0].upper()
        asked = replace(asked, products=ALL_PRODUCTS if is_all else tuple(re.findall(r"\d+", match[0])))
        text = text[match.end() :]
    if match := _EACH.match(text):
        asked = replace(asked, each=match["group"] or AFRICA)
        text = text[match.end() :]
    if not (match := _PLACES.fullmatch(text)):
        raise TradeError(f"'{text.strip()}' cannot be read", remedy=_EXAMPLE)
    if asked.each and match["side"]:
        raise TradeError(f"'{match['side']}' is one country, not each", remedy="Name the one or ask for each.")
    if match["side"] and not _is_place(match["side"]):
        raise TradeError(
            f"'{match['side']}' names neither products nor a place",
            remedy="Write products by their numbers, such as 'exports of HS 61 + 62, 2024', and places by their names.",
        )
    return replace(asked, side=match["side"] or "", partner=match["partner"] or "")


def _is_place(text: str) -> bool:
    with suppress(TradeError):
        return bool(places.find(text))
    return False
