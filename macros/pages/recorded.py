"""What can be said of a figure by its own record: where that begins and ends, when it was highest, what it is the highest since.

`{{ bought.highest }}`, `{{ bought.peaked }}`. Every property here is vocabulary; what sorts out the history stands below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros import words as say
from macros.errors import Absent
from macros.facts import claims, ranks, standing
from macros.facts.fact import Fact
from macros.facts.view import Question

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet


class Recorded:
    """What a `Figure` says by its record; it has the fact, and the question that it answers."""

    __slots__ = ()

    fact: Fact
    id: str
    name: str
    sheet: Sheet

    @property
    def asked(self) -> Question:
        """The question it answers."""
        raise NotImplementedError

    @property
    def record_begins(self) -> str:
        """The first month that the record holds of what it asks: "January 1992"."""
        return say.label(self.sheet.scope.view.reach(self.asked).start)

    @property
    def record_ends(self) -> str:
        """The last month that the record holds of what it asks: "July 2026", or "June 1992" with a country that was."""
        return say.label(self.sheet.scope.view.reach(self.asked).end)

    @property
    def highest(self) -> str:
        """Its place among the same months of earlier years, chosen: "the highest since 2014"."""
        return self._placed("highest")

    @property
    def lowest(self) -> str:
        """The same, counted from below: "the lowest since 2016"."""
        return self._placed("lowest")

    @property
    def peaked(self) -> str:
        """When it was highest, of the same months of all years on record: "peaked in 2014"."""
        verdict = ranks.peak(self.sheet.scope.view.same_months(self.asked))
        if not verdict.holds:
            raise Absent(
                f"rounding leaves open in which year '{self.name}' was highest", remedy="Give the years that are ahead."
            )
        return self.sheet.show_word(verdict, say.peaked(verdict.facts[0].period), answers=f"peak of {self.id}")

    @property
    def peak(self) -> Figure:
        """The highest of the same months of all years on record."""
        best = ranks.peak(self.sheet.scope.view.same_months(self.asked)).facts[0]
        return self.sheet.answer(self.asked._replace(period=best.period), best, f"peak of {self.name}")

    # Behind the words

    def _standing(self, extreme: str) -> standing.Standing:
        return self.sheet.standing(self.fact, self.asked, extreme)

    def _require_whole(self, place: standing.Standing) -> None:
        if not self.sheet.scope.view.is_whole(place.record, self.asked):
            first = place.record[0].period
            raise Absent(f"the record has a gap before {first}", remedy="Claim no more than what came after it.")

    def _placed(self, extreme: str) -> str:
        place = self._standing(extreme)
        since = place.since.period if place.since else None
        if since == self.fact.period.year_earlier:
            raise Absent(
                f"'the {extreme} since {since.first_year}' would say nothing: that is the year before",
                remedy="Compare the two with more_or_less('a year earlier').",
            )
        if not since:
            self._require_whole(place)
        verdict = claims.extreme_since(place, since.first_year if since else None)
        first = place.record[0].period
        return self.sheet.show_word(
            verdict, say.record(place.rank, extreme, since=since, first=first, tie=place.is_tie)
        )
