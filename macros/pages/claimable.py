"""What may be claimed of a figure: each method gives a verdict, for `claim(…)` to bear out.

`{{ claim(bought.already_exceeds(bought_24), "already exceeded") }}`. Every property and method here is vocabulary; what
sorts out the words that a writer gives stands below them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from macros.errors import TradeError
from macros.facts import amounts, claims, parts, ranks, runs, standing
from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.pages import fields
from macros.pages.fields import count_to
from macros.periods import Period

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet

_Predicate = Callable[[Fact, Fact], Verdict]


class Claimable:
    """The claims that a `Figure` can make; it has the fact, and knows how to ask for another."""

    __slots__ = ()

    fact: Fact
    sheet: Sheet

    @property
    def asked(self) -> Question:
        """The question it answers."""
        raise NotImplementedError

    def _other(self, other: Figure | str) -> Figure:
        raise NotImplementedError

    def _standing(self, extreme: str) -> standing.Standing:
        raise NotImplementedError

    def _require_whole(self, place: standing.Standing) -> None:
        raise NotImplementedError

    def __gt__(self, other: Figure) -> Verdict:
        """That it is more than another figure."""
        return claims.more_than(self.fact, figure(other).fact)

    def __lt__(self, other: Figure) -> Verdict:
        """That it is less than another figure."""
        return claims.less_than(self.fact, figure(other).fact)

    def more_than(self, limit: Figure | str, of: Figure | str = "") -> Verdict:
        """That it is more than a round number, or than a part or a multiple of another figure."""
        return self > limit if isinstance(limit, Claimable) else self._bounded(amounts.over, limit, of)

    def less_than(self, limit: Figure | str, of: Figure | str = "") -> Verdict:
        """That it is less than a round number, or than a part or a multiple of another figure."""
        return self < limit if isinstance(limit, Claimable) else self._bounded(amounts.under, limit, of)

    def at_least(self, limit: str, of: Figure | str = "") -> Verdict:
        """That it is a round number or more."""
        return self._bounded(amounts.at_least, limit, of)

    def at_most(self, limit: str, of: Figure | str = "") -> Verdict:
        """That it is a round number or less."""
        return self._bounded(amounts.at_most, limit, of)

    def already_exceeds(self, whole: Figure | str) -> Verdict:
        """That these months are already more than a longer period."""
        return claims.already_exceeds(self.fact, self._other(whole).fact)

    def rose_from(self, before: Figure | str, by: str = "") -> Verdict:
        """That it was higher than in the same months of an earlier year; with `by`, by at least so much."""
        other = self._other(before).fact
        return amounts.rose_by(self.fact, other, amounts.amount(by)) if by else claims.rose(self.fact, other)

    def fell_from(self, before: Figure | str, by: str = "") -> Verdict:
        """That it was lower than in the same months of an earlier year; with `by`, by at least so much."""
        other = self._other(before).fact
        return amounts.fell_by(self.fact, other, amounts.amount(by)) if by else claims.fell(self.fact, other)

    def wider_than(self, before: Figure | str) -> Verdict:
        """That a gap was wider than in the same months of an earlier year."""
        return claims.wider(self.fact, self._other(before).fact)

    def narrower_than(self, before: Figure | str) -> Verdict:
        """That a gap was narrower than in the same months of an earlier year."""
        return claims.narrower(self.fact, self._other(before).fact)

    def turned_from(self, before: Figure | str) -> Verdict:
        """That a balance changed sides since the same months of an earlier year."""
        return claims.turned(self.fact, self._other(before).fact)

    @property
    def is_surplus(self) -> Verdict:
        """That a balance is a surplus."""
        return claims.surplus(self.fact)

    @property
    def is_deficit(self) -> Verdict:
        """That a balance is a deficit."""
        return claims.deficit(self.fact)

    def highest_since(self, year: int) -> Verdict:
        """That the last time it was as high was in that year."""
        return claims.extreme_since(self._standing("highest"), _year(year))

    def lowest_since(self, year: int) -> Verdict:
        """That the last time it was as low was in that year."""
        return claims.extreme_since(self._standing("lowest"), _year(year))

    @property
    def is_highest_on_record(self) -> Verdict:
        """That it was never as high in the same months of any year on record."""
        return claims.extreme_since(self._on_record("highest"), None)

    @property
    def is_lowest_on_record(self) -> Verdict:
        """That it was never as low in the same months of any year on record."""
        return claims.extreme_since(self._on_record("lowest"), None)

    def highest_in(self, years: int) -> Verdict:
        """That it is the highest of so many years, its own among them."""
        return ranks.extreme_within(self._standing("highest"), count_to(years))

    def lowest_in(self, years: int) -> Verdict:
        """That it is the lowest of so many years."""
        return ranks.extreme_within(self._standing("lowest"), count_to(years))

    def ranks(self, place: int, among: Figure | str) -> Verdict:
        """That it has that place, 1 for the largest, in a region or among the products of a figure."""
        return ranks.ranks(self.fact, self._field(among), count_to(place))

    def in_top(self, count: int, among: Figure | str) -> Verdict:
        """That it is among the so many largest."""
        return ranks.in_top(self.fact, self._field(among), count_to(count))

    def top_make_up(self, count: int, part: str) -> Verdict:
        """That the so many largest of its products make up at least a part of it."""
        return parts.top_make_up(self.fact, count_to(count), amounts.amount(part))

    def explains_most_of(self, whole: Figure, before: str) -> Verdict:
        """That more than half of the change of a whole is its own."""
        all_ = figure(whole)
        earlier = (self._other(before).fact, all_._other(before).fact)
        return parts.explains_most(self.fact, earlier[0], all_.fact, earlier[1])

    def rising_for(self, count: int) -> Verdict:
        """That it rose for so many months, quarters or years in a row, each against the same months a year earlier."""
        return runs.streak(self._steps(claims.rose), count_to(count), "rise")

    def falling_for(self, count: int) -> Verdict:
        """That it fell for so many months, quarters or years in a row."""
        return runs.streak(self._steps(claims.fell), count_to(count), "fall")

    def surplus_for(self, count: int) -> Verdict:
        """That a balance was a surplus for so many months, quarters or years in a row."""
        return runs.streak(map(claims.surplus, self._back()), count_to(count), "surplus")

    def deficit_for(self, count: int) -> Verdict:
        """That a balance was a deficit for so many months, quarters or years in a row."""
        return runs.streak(map(claims.deficit, self._back()), count_to(count), "deficit")

    def first_rise_since(self, year: int) -> Verdict:
        """That it rose for the first time since that year."""
        return self._first(claims.rose, _year(year), "rise")

    def first_fall_since(self, year: int) -> Verdict:
        """That it fell for the first time since that year."""
        return self._first(claims.fell, _year(year), "fall")

    def first_surplus_since(self, year: int) -> Verdict:
        """That a balance is a surplus for the first time since that year."""
        return runs.first_since([claims.surplus(gap) for gap in self._years()], _year(year), "surplus")

    def first_deficit_since(self, year: int) -> Verdict:
        """That a balance is a deficit for the first time since that year."""
        return runs.first_since([claims.deficit(gap) for gap in self._years()], _year(year), "deficit")

    # Behind the words

    def _bounded(self, judge: Callable[..., Verdict], limit: Figure | str, of: Figure | str) -> Verdict:
        return judge(self.fact, amounts.amount(limit), self._other(of).fact if of != "" else None)

    def _field(self, among: Figure | str) -> list[Fact]:
        if isinstance(among, Claimable):
            return fields.products(self.fact, among.fact)
        return fields.partners(self, str(among))[1]  # type: ignore[arg-type]  # a Figure is all there is

    def _on_record(self, extreme: str) -> standing.Standing:
        """Its standing, where its history goes back as far as the record."""
        place = self._standing(extreme)
        self._require_whole(place)
        return place

    def _at(self, period: Period) -> Fact:
        return self.sheet.scope.view.ask(self.asked._replace(period=period))

    def _years(self) -> list[Fact]:
        """The figure and the same months of every earlier year on record, the newest first."""
        return [self.fact, *reversed(self.sheet.scope.view.history(self.asked))]

    def _first(self, judge: _Predicate, year: int, kind: str) -> Verdict:
        return runs.first_since([judge(*pair) for pair in pairwise(self._years())], year, kind)

    def _back(self) -> Iterator[Fact]:
        """The figure and those before it, as far as the record goes: by month or quarter, or the same months by year."""
        period = self.fact.period
        step = len(period) if len(period) in (1, 3) or period.is_whole_years else 12
        try:
            while True:
                yield self._at(period)
                period -= step
        except TradeError:
            return

    def _steps(self, judge: _Predicate) -> Iterator[Verdict]:
        """Each of them against the same months a year earlier, for as long as there are such."""
        for fact in self._back():
            try:
                before = self._at(fact.period.year_earlier)
            except TradeError:
                return
            yield judge(fact, before)


def figure(other: object) -> Figure:
    """The other figure of a comparison; raises where a writer gave something else."""
    if isinstance(other, Claimable):
        return other  # type: ignore[return-value]  # nothing else is one
    str(other)  # ends here if it is a fact whose own mistake has been noted
    raise TradeError(f"a figure compares with a figure, not with {other}", remedy="Declare the other under 'facts:'.")


def _year(said: object) -> int:
    if isinstance(said, int) or str(said).isdigit():
        return int(str(said))
    raise TradeError(f"'{said}' is not a year", remedy="Write for example highest_since(2014).")
