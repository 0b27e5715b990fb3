"""What is worked out of the whole of a record: everybody in it, and for each who is next in size.

It is asked for one by one: a page that reads its own answer is not another page when only those of others change. And each
partner is worked out by itself and remembered, so that a revision of one has no other read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from macros.errors import TradeError
from macros.facts.roster import Partner, Roster, roster
from macros.store import reads
from macros.store.record import Record

if TYPE_CHECKING:
    from macros.pages.desk import Desk


class Answers:
    """What is worked out of the records of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rosters: dict[Record, Roster] = {}

    def roster(self, dataset: str, day: date | None) -> Roster:
        """Everybody the reporter of a dataset trades with, as known on a day or now; `TradeError` where it ranks nobody."""
        record = self._desk.record(dataset, day)
        record.note_all()

        def once(code: str, text: str, work: Callable[[], Partner]) -> Partner:
            found: Partner = self._desk.remembered.of(f"{code} in {dataset}{(day and f' on {day}') or ''}", text, work)
            return found

        if record not in self._rosters:
            self._rosters[record] = roster(record, once)
        return self._rosters[record]

    def of(self, name: str, dataset: str, of: str) -> str:
        """What one of `_ANSWERS` is for a place, on the record of now; empty where it has none."""
        reads.note("answer", name, dataset, of)
        return self.now(name, dataset, of)

    def now(self, name: str, dataset: str, of: str) -> str:
        """The same, for who only looks whether it is as it was."""

        def work() -> Mapping[str, str]:
            return _ANSWERS[name](self.roster(dataset, self._desk.as_of))

        try:
            found: Mapping[str, str] = self._desk.remembered.of(f"{name} of {dataset}", "", work)
        except TradeError:  # it ranks nobody
            return ""
        return found.get(of, "")


def neighbours(held: Roster) -> Mapping[str, str]:
    """For the code of each partner of a reporter those of the next larger and the next smaller in its region, as "KEN UGA" or,
    where there is none, "- UGA", and the year by whose trade."""
    return {
        one.place.code: " ".join([*(near.code if near else "-" for near in held.neighbours(one.place)), str(held.year)])
        for one in held.partners
    }


_ANSWERS: Mapping[str, Callable[[Roster], Mapping[str, str]]] = {"neighbours": neighbours}
"""What is worked out of a roster for each place in it, by the place's code."""
