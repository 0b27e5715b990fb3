"""A figure's place in its own history: "the highest since 2014", "the second-highest on record"."""

from __future__ import annotations

from macros.errors import TradeError, near
from macros.periods import Period
from macros.words.dates import in_prose
from macros.words.pack import pack


def record(
    rank: int, extreme: str, *, since: Period | None, first: Period, tie: bool = False, language: str = "en"
) -> str:
    """The place of a figure in a record that begins with `first`: "the highest since 2014".

    `since` is the latest earlier period at or beyond the figure, and `tie` says that it was equal. Without `since` the
    words are those of `rank`, counted from the extreme: "the second-highest on record". `extreme` is highest or lowest.
    """
    words = pack(language)
    names = words.get("record.extremes")
    if extreme not in names:
        raise TradeError(f"a record cannot be the '{extreme}'", remedy=near(extreme, names))
    if since is not None and since < first:
        raise TradeError(f"the record begins with {first}, after {since}", remedy="Claim nothing beyond its start.")
    if rank < 1:
        raise TradeError(f"there is no place {rank}", remedy="Places count from 1.")
    name = names[extreme]
    if since is not None:
        period = in_prose(since, language=language)
        return words.say("record.equals" if tie else "record.since", extreme=name, period=period)
    if rank == 1:
        return words.say("record.ever", extreme=name, year=first.first_year)
    return words.say("record.ranked", ordinal=words.ordinal(rank), extreme=name)


def peaked(period: Period, *, language: str = "en") -> str:
    """When a figure was at its highest: "peaked in 2014"."""
    return pack(language).say("record.peaked", period=in_prose(period, language=language))
