"""Which releases are late, which a refresh would find now, and which come next: for the editor, for machines, for a calendar.

Only passports are read, so that a scheduler can ask as often as it likes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from macros import words as say
from macros.errors import TradeError, near
from macros.store.calendar import Release, runs
from macros.store.passport import Passport, datasets

T = TypeVar("T")
AHEAD = 366  # days of coming releases in a calendar file


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """One dataset on a day: what is missed of it, and what comes within a year, the next first."""

    passport: Passport
    late: tuple[Release, ...]
    coming: tuple[Release, ...]


Due = Sequence[tuple[str, Release]]
"""Names of datasets, each with a release that is out and not held."""


def _held(data: Path) -> list[Passport]:
    """The datasets that have a vintage; of one that awaits its first nothing is late."""
    found = [Passport.read(data / name) for name in datasets(data)]
    return [one for one in found if one.is_held]


def states(data: Path, today: date) -> list[State]:
    """All datasets with a calendar, by name."""
    passports = _held(data)
    until = today + timedelta(days=AHEAD)
    return [
        State(passport=one, late=one.overdue(today), coming=one.calendar.coming(one.newest.covers, today, until))
        for one in passports
    ]


def due(data: Path, now: datetime) -> Due:
    """What a refresh would find at a moment: what may be out, of the datasets that a refresh brings up to date."""
    passports = _held(data)
    return [
        (one.name, release) for one in passports if one.refresh for release in one.calendar.due(one.newest.covers, now)
    ]


def banner(found: Sequence[State], today: date) -> str:
    """What an editor is told of every dataset that is late; empty where none is."""
    late = [state for state in found if state.late]
    if not late:
        return ""
    width = max(len(state.passport.name) for state in late)
    lines = [f"  {state.passport.name:{width}}  {_missed(state)}{_by_hand(state.passport)}" for state in late]
    return "\n".join([f"Not in yet on {say.day(today)} (docs/desk/release.md says how they come in):", *lines])


def as_text(found: Sequence[State], today: date) -> str:
    """Every dataset in a few words, the one first that is next to come out."""
    said: list[tuple[date, str]] = []
    for state in found:
        following = state.passport.next_release(today)
        lines = [f"{state.passport.name}: {state.passport.title}{_by_hand(state.passport)}"]
        if state.late:
            lines.append(f"  not in yet: {_missed(state)}")
        if following:
            lines.append(f"  next:       {say.label(following.period)}, {_when(following)}")
        said.append((following.first if following else date.max, "".join(f"{line}\n" for line in lines)))
    return "".join(lines for _, lines in sorted(said))


def as_json(found: Sequence[State], today: date) -> str:
    """The same for machines."""
    answer = [
        {
            "dataset": state.passport.name,
            "by_hand": state.passport.refresh is None,
            "late": [_entry(release) for release in state.late],
            "coming": [_entry(release) for release in state.coming],
        }
        for state in found
    ]
    return json.dumps({"today": today.isoformat(), "datasets": answer}, ensure_ascii=False, indent=1) + "\n"


def as_ics(found: Sequence[State], today: date) -> str:
    """The coming releases as iCalendar (RFC 5545): at their hour where the day is named, else over the days that are likely."""
    together: dict[tuple[Release, str, str], list[str]] = {}
    for state in found:
        calendar = state.passport.calendar
        for release in state.coming:
            key = (release, calendar.at.isoformat(), calendar.zone)
            together.setdefault(key, []).append(state.passport.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//trade explainers//releases//EN"]
    for (release, at, zone), names in together.items():
        if release.is_named:
            moment = datetime.fromisoformat(f"{release.first}T{at}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            start, end = f"DTSTART:{moment:%Y%m%dT%H%M%SZ}", "DURATION:PT1H"
        else:
            start = f"DTSTART;VALUE=DATE:{release.first:%Y%m%d}"
            end = f"DTEND;VALUE=DATE:{release.late_from:%Y%m%d}"
        name, sure = say.label(release.period), "" if release.is_named else " (no day named)"
        lines += [
            "BEGIN:VEVENT", f"UID:{release.period}-{'-'.join(names)}@trade-explainers", f"DTSTAMP:{today:%Y%m%d}T000000Z",
            start, end, f"SUMMARY:{name}: {' '.join(names)}{sure}", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join(_folded([*lines, "END:VCALENDAR", ""]))


def due_as_text(found: Due) -> str:
    """One line each: dataset, period, and the day from which it may be out, with tabs between."""
    return "".join(f"{name}\t{release.period}\t{release.first}\n" for name, release in found)


def due_as_json(found: Due) -> str:
    """The same as a list."""
    return json.dumps([{"dataset": name, **_entry(release)} for name, release in found]) + "\n"


def due_as_output(found: Due) -> str:
    """The answer alone, as a workflow passes it on from step to step: "due=yes"."""
    return f"due={'yes' if found else 'no'}\n"


FORMS: Mapping[str, Callable[[Sequence[State], date], str]] = {"text": as_text, "json": as_json, "ics": as_ics}
DUE_FORMS: Mapping[str, Callable[[Due], str]] = {"text": due_as_text, "json": due_as_json, "output": due_as_output}
"""The forms of a report by name."""


def form(forms: Mapping[str, T], name: str) -> T:
    """The form of that name; `TradeError` where this has none."""
    if name not in forms:
        raise TradeError(f"there is no form '{name}' of this", remedy=near(name, forms))
    return forms[name]


def _missed(state: State) -> str:
    first = state.late[0]
    return f"{say.and_list([say.label(period) for period in runs(state.late)])}, due since {_when(first)}"


def _when(release: Release) -> str:
    return say.about(release.first, release.last)


def _by_hand(passport: Passport) -> str:
    return "" if passport.refresh else " (by hand)"


def _entry(release: Release) -> dict[str, object]:
    return {
        "period": str(release.period),
        "first": release.first.isoformat(),
        "last": release.last.isoformat(),
        "named": release.is_named,
    }


def _folded(lines: Iterable[str]) -> Iterable[str]:
    """Lines of no more than 75 bytes: what is longer goes on in lines that begin with a blank."""
    for line in lines:
        while len(line.encode()) > 74:
            yield line[:60]
            line = f" {line[60:]}"
        yield line
