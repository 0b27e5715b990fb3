"""The two tellings of one story: a living page, which follows the record, and a dated one, pinned to what was known on a day.

Each names the other, `companion: kenya-us-trade.md`, as a link beside it would; readers get the two as tabs.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import TradeError
from macros.pages import phrases
from macros.pages.front import Front
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.scope import Source
    from macros.pages.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Companion:
    """The other telling of a page: its address below the site's root, and the day of whichever of the two is pinned."""

    address: str
    day: date


def of(front: Front, source: Source) -> Companion | None:
    """The companion of a page, None where it names none; `TradeError` where the two do not make a pair."""
    named = front.text("companion")
    if not named:
        return None
    ours, theirs = front.path.removeprefix("docs/"), path(front)
    other = source.head(theirs)
    if other is None or theirs == ours:
        raise TradeError(
            f"there is no other page '{named}' to be the companion"
            if other is None
            else "the page is its own companion",
            remedy="Name it as a link from this page would, such as 'companion: kenya-us-trade.md'.",
        )
    if path(other) != ours:
        back = posixpath.relpath(ours, posixpath.dirname(theirs))
        raise TradeError(
            f"'{named}' does not name this page as its companion", remedy=f"Add 'companion: {back}' to its head."
        )
    days = [str(head.trade["as of"].value) for head in (front, other) if "as of" in head.trade]
    if len(days) != 1:
        raise TradeError(
            f"{'both' if days else 'neither'} of the two pages {'are' if days else 'is'} pinned to a day",
            remedy="Write 'as of:' under 'trade:' in the one that is dated, and not in the one that follows the record.",
        )
    return Companion(other.address, phrases.day(days[0]))


def path(front: Front) -> str:
    """The page that a page names as its companion, from the docs folder."""
    folder = posixpath.dirname(front.path.removeprefix("docs/"))
    return posixpath.normpath(posixpath.join(folder, front.text("companion")))


def tabs(sheet: Sheet) -> Markup:
    """The two tellings side by side, this one marked as the one being read; nothing where there is only one."""
    if sheet.companion is None:
        return Markup("")
    words, is_dated = pack("en"), sheet.scope.pinned is not None
    labels = (words.say("tellings.living"), words.say("tellings.dated", month=month(sheet.companion)))
    tab = [
        Markup('<a href="{}"{}>{}</a>').format(
            link(sheet, sheet.address if here else sheet.companion.address),
            Markup(' aria-current="page"') if here else "",
            label,
        )
        for label, here in zip(labels, (not is_dated, is_dated), strict=True)
    ]
    return Markup('<nav class="tellings" aria-label="{}">{}</nav>').format(
        words.say("tellings.about"), Markup("").join(tab)
    )


def month(companion: Companion) -> str:
    """The month in which the dated one was told: "February 2026"."""
    return say.label(Period.parse(f"{companion.day:%Y-%m}"))


def link(sheet: Sheet, address: str) -> str:
    """An address below the site's root, as a link from this page."""
    return "../" * sheet.address.count("/") + address
