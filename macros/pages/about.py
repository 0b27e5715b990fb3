"""What other pages say of a page in a word or two: what it is about, and how far its record goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.periods import Period
from macros.words.pack import pack

_LONG = 12  # months without a figure

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def subject(sheet: Sheet) -> str:
    """What a page is about, in the fewest words: "Kenya and the US"; of a page about no two places its title."""
    if not {"side", "partner"} <= sheet.front.trade.keys():
        return sheet.title
    side, partner = (say.short(place) for place in (sheet.scope.side, sheet.scope.partner))
    return say.and_list([side[0].upper() + side[1:], partner])


def reach(sheet: Sheet) -> Markup:
    """How far the record of a page goes, or as of when it is kept; empty where it speaks of no trade."""
    if not sheet.front.trade:
        return Markup("")
    day = sheet.scope.day
    what, said = ("known", say.day(day)) if day else ("data", say.label(end(sheet)))
    return Markup("{} <b>{}</b>").format(pack("en").say(f"status.{what}"), said)


def end(sheet: Sheet) -> Period:
    """The last month, or year, of the record of a page."""
    passport = sheet.scope.passport
    covers = sheet.source.record(passport.name, sheet.scope.day).newest.covers
    return ended(sheet) or (Period.year(covers.last_year) if passport.is_annual else covers.end)


def ended(sheet: Sheet) -> Period | None:
    """The last month of figures between a page's two places, where there have been none since for a year or more: the Soviet
    Union's is of 1992. Nothing of them is due."""
    if not {"side", "partner"} <= sheet.front.trade.keys() or sheet.scope.side == sheet.scope.partner:
        return None
    question = sheet.scope.question("trade")
    last, latest = sheet.scope.view.reach(question).end, sheet.scope.view.latest(question)
    return last if latest.distance(last) >= _LONG else None
