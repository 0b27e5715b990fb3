"""Periods and days as a sentence or a label has them. What `in_prose` and `label` print, `Period.parse` reads."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from macros.periods import Period
from macros.words.pack import Pack, pack


def in_prose(period: Period, *, language: str = "en") -> str:
    """A period as prose has it: "2025", "July 2026", "the first seven months of 2026", "the second quarter of 2025"."""
    words = pack(language)
    year = str(period.first_year)
    start, length = period.season
    if period.is_year or len(period) == 1:
        return label(period, language=language)
    if period.is_whole_years:
        return words.say("dates.years", first=year, last=str(period.last_year))
    if not period.is_within_one_year:
        return words.say("dates.across_years", **_ends(period, "month", words))
    if length == 3 and start % 3 == 1:
        return words.say("dates.quarter", ordinal=words.ordinal(start // 3 + 1), year=year)
    if start == 1:
        return words.say("dates.first_months", length, count=words.spelled(length), year=year)
    return label(period, language=language)


def label(period: Period, *, short: bool = False, language: str = "en") -> str:
    """A period for a heading or an axis: "January–July 2026", short "Jan–Jul 2026"; "2025"; "1992–2025"."""
    words = pack(language)
    year = str(period.first_year)
    month = "short_month" if short else "month"
    if period.is_year:
        return year
    if period.is_whole_years:
        return words.say("dates.label_years", first=year, last=str(period.last_year))
    if len(period) == 1:
        return _month(period, month, words)
    if period.is_within_one_year:
        return words.say("dates.months", **_ends(period, f"{month}_alone", words), year=year)
    return words.say("dates.label_across_years", **_ends(period, month, words))


def months_only(period: Period, *, short: bool = False, language: str = "en") -> str:
    """The months of a period without its year: "January–July", "July"; for comparing the same months of other years."""
    words = pack(language)
    month = "short_month_alone" if short else "month_alone"
    if len(period) == 1:
        return _month(period, month, words)
    return words.say("dates.months_alone", **_ends(period, month, words))


def month_initial(period: Period, *, language: str = "en") -> str:
    """The first letter of a month's name, for an axis: "J"."""
    return _month(period, "month_initial", pack(language))


def day(on: date, *, short: bool = False, language: str = "en") -> str:
    """A day: "1 October 2026", short "1 Oct 2026"."""
    words = pack(language)
    return format_date(on, words.get("dates.short_day" if short else "dates.day"), locale=words.locale)


def about(first_day: date, last_day: date, *, language: str = "en") -> str:
    """A day between two: "about early January 2027", "about June 2026"; the day itself where they are one.

    The two are those of a third of a month (1 to 10, 11 to 20, 21 to its end) or of a month.
    """
    if first_day == last_day:
        return day(first_day, language=language)
    words = pack(language)
    month = label(Period.month(first_day.year, first_day.month), language=language)
    is_month = first_day.day == 1 and last_day.day > 20
    third = {1: "early", 11: "mid", 21: "late"}[first_day.day]
    return words.say("dates.about", when=month if is_month else words.say(f"dates.{third}", month=month))


def _ends(period: Period, pattern: str, words: Pack) -> dict[str, str]:
    return {"first": _month(period.start, pattern, words), "last": _month(period.end, pattern, words)}


def _month(period: Period, pattern: str, words: Pack) -> str:
    first_day = date(period.first_year, period.season[0], 1)
    return format_date(first_day, words.get(f"dates.{pattern}"), locale=words.locale)
