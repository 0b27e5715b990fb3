"""When a publisher puts out what a dataset does not hold yet: the days it has named, and a habit for those it has not.

A named day stands in the passport with its source, and always wins: that is how a delay or a shutdown is entered. The rule
never makes a day. It says about when, as a third of a month or as a month, and what rests on it alone is said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from macros.errors import TradeError, near
from macros.periods import Period, month_number

_KEYS = ("published", "rule", "at", "with", "releases")
_ENTRY = ("month", "year", "date", "source", "note")
_RULES = "Write 'rule: {days: 35, after: month}', or for annual figures 'rule: {month: June, after: year}'."
_THIRDS = (21, 11, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """A month (or a year) that is put out on a day, or, where no day was named, between two days."""

    period: Period
    first: date
    last: date

    @property
    def is_named(self) -> bool:
        """Whether the day is the publisher's own."""
        return self.first == self.last

    @property
    def late_from(self) -> date:
        """The day from which it is missed where it is not held: its own, or the first after it was to be expected."""
        return self.first if self.is_named else self.last + timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A habit: so many days after the end of a month, or some month of the year that follows a year."""

    days: int = 0
    month: int = 0

    def release(self, period: Period) -> Release:
        """About when a period is put out: the third of the month in which the day falls, or the whole month."""
        if self.month:
            expected = Period.month(period.last_year + 1, self.month)
            return Release(period=period, first=_first_day(expected), last=_last_day(expected))
        day = _last_day(period) + timedelta(days=self.days)
        first = day.replace(day=next(start for start in _THIRDS if start <= day.day))
        last = first + timedelta(days=9) if first.day < _THIRDS[0] else _last_day(Period.month(day.year, day.month))
        return Release(period=period, first=first, last=last)


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The releases of a dataset."""

    named: Mapping[Period, Release]
    rule: Rule | None = None
    at: time = time()
    zone: str = "UTC"
    is_annual: bool = False

    @classmethod
    def read(cls, said: Any, is_annual: bool) -> Calendar:
        """The calendar of a passport; `TradeError` naming the key that is not in order."""
        if not isinstance(said, dict):
            raise TradeError("'calendar' is not a list of named keys", remedy=_RULES)
        _require_known(said, _KEYS, "calendar")
        at, zone = _moment(said.get("at"))
        return cls(
            named=_named(said.get("releases") or [], is_annual),
            rule=_rule(said["rule"], is_annual) if said.get("rule") else None,
            at=at,
            zone=zone,
            is_annual=is_annual,
        )

    def of(self, period: Period) -> Release | None:
        """The release of a period: on its named day or by the rule; None where neither tells."""
        return self.named.get(period) or (self.rule.release(period) if self.rule else None)

    def late(self, held: Period, today: date) -> tuple[Release, ...]:
        """The releases that are missed on a day by a record that holds so much, in the order in which they were due."""
        return tuple(release for release in self._beyond(held, today) if release.late_from <= today)

    def following(self, held: Period, today: date) -> Release | None:
        """The next release that is not missed yet; None where the calendar ends."""
        return next((release for release in self._beyond(held, today) if release.late_from > today), None)

    def coming(self, held: Period, today: date, until: date) -> tuple[Release, ...]:
        """The releases that are not missed yet, as far as a day, by day."""
        return tuple(r for r in self._beyond(held, until) if r.late_from > today and r.first <= until)

    def due(self, held: Period, now: datetime) -> tuple[Release, ...]:
        """The releases beyond what is held that may be out at a moment (with its time zone), the publisher's hour considered."""
        here = now.astimezone(ZoneInfo(self.zone))
        return tuple(
            release
            for release in self._beyond(held, here.date())
            if (release.first, self.at) <= (here.date(), here.time())
        )

    def _beyond(self, held: Period, today: date) -> list[Release]:
        """What comes after the months held, by day: by the rule as far as the period that a day stands in, and all named days."""
        step = 12 if self.is_annual else 1
        now = max(Period.month(today.year, today.month).last, held.last + 1)
        by_rule = (Period(first, first + step - 1) for first in range(held.last + 1, now + 1, step))
        beyond = {*by_rule, *(period for period in self.named if period.last > held.last)}
        return sorted(
            (release for period in beyond if (release := self.of(period))), key=lambda one: (one.late_from, one.period)
        )


def runs(releases: Iterable[Release]) -> list[Period]:
    """The periods of releases, those that follow each other as one: "August–September 2026"."""
    found: list[Period] = []
    for period in sorted(release.period for release in releases):
        if found and found[-1].last + 1 == period.first:
            found[-1] = Period(found[-1].first, period.last)
        else:
            found.append(period)
    return found


def day(said: object) -> date:
    """A day as YAML has it; `TradeError` for anything else."""
    if not isinstance(said, date) or isinstance(said, datetime):
        raise TradeError(f"'{said}' is not a day", remedy="Write it without quotation marks, such as 2026-10-06.")
    return said


def _first_day(period: Period) -> date:
    return date(period.first_year, period.start.season[0], 1)


def _last_day(period: Period) -> date:
    return _first_day(period.end + 1) - timedelta(days=1)


def _named(entries: Any, is_annual: bool) -> dict[Period, Release]:
    """The releases whose days are known, each once."""
    if not isinstance(entries, list):
        raise TradeError("'calendar: releases' is not a list", remedy="Begin each entry with a dash.")
    found: dict[Period, Release] = {}
    for entry in entries:
        release = _entry(entry, "year" if is_annual else "month")
        if release.period in found:
            raise TradeError(f"{release.period} has two releases in the calendar", remedy="Keep the one that holds.")
        found[release.period] = release
    return found


def _entry(entry: Any, unit: str) -> Release:
    if not isinstance(entry, dict) or unit not in entry or "date" not in entry:
        raise TradeError(f"'{entry}' is not a release", remedy=f"Give its '{unit}', 'date' and 'source'.")
    _require_known(entry, _ENTRY, "releases")
    period = Period.parse(str(entry[unit]))
    if len(period) != (12 if unit == "year" else 1):
        raise TradeError(f"'{entry[unit]}' is not a {unit}", remedy=f"A release is of one {unit}.")
    if not entry.get("source"):
        raise TradeError(f"the release of {period} has no source", remedy="Say under 'source' where its day was read.")
    on = day(entry["date"])
    if on <= _last_day(period):
        raise TradeError(f"{period} cannot be out on {on}, before it is over", remedy="Mend the day.")
    return Release(period=period, first=on, last=on)


def _rule(said: Any, is_annual: bool) -> Rule:
    shape = {"month", "after"} if is_annual else {"days", "after"}
    if not isinstance(said, dict) or set(said) != shape or said["after"] != ("year" if is_annual else "month"):
        raise TradeError(f"'calendar: rule' is '{said}'", remedy=_RULES)
    if is_annual:
        return Rule(month=month_number(str(said["month"])))
    days = said["days"]
    if not isinstance(days, int) or not 1 <= days <= 366:
        raise TradeError(f"'calendar: rule' expects days, got '{days}'", remedy=_RULES)
    return Rule(days=days)


def _moment(said: Any) -> tuple[time, str]:
    """The hour of release and its time zone, from "08:30 America/New_York"; midnight UTC where nothing is said."""
    if not said:
        return time(), "UTC"
    hour, _, zone = str(said).partition(" ")
    try:
        ZoneInfo(zone)
        return time.fromisoformat(hour), zone
    except (ValueError, KeyError, OSError):  # ZoneInfo raises any of them for what is not a zone
        raise TradeError(
            f"'calendar: at' is '{said}'", remedy="Write hour and time zone, such as '08:30 America/New_York'."
        ) from None


def _require_known(said: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in said:
        if key not in known:
            raise TradeError(f"'{where}' has no key '{key}'", remedy=near(str(key), known))
