"""What can be said of a figure by its parts, where it adds up products or countries: which are the largest, and who moved.

`{{ sellers.largest(3) }}` of a fact such as `sellers: exports of each African country, year to date`. The names are chosen, so
they follow the record. Every method here is vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.errors import Absent
from macros.facts import spread
from macros.facts.fact import Fact
from macros.facts.verdict import Verdict
from macros.pages.fields import count_to
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.figure import Figure
    from macros.pages.sheet import Sheet


class Parted:
    """What a `Figure` says by its parts; it has the fact, and knows how to ask for another."""

    __slots__ = ()

    fact: Fact
    id: str
    name: str
    sheet: Sheet

    def _other(self, other: Figure | str) -> Figure:
        raise NotImplementedError

    def largest(self, count: int) -> str:
        """The names of its so many largest parts, the largest first: "South Africa, DR Congo and Nigeria"."""
        top, verdict = spread.largest(self.fact, count_to(count))
        return self._names(verdict, top, f"largest {count}")

    def number(self, place: int) -> Figure:
        """The figure of the part with that place, 1 for the largest."""
        ranked = spread.parts_of(self.fact)
        if count_to(place) > len(ranked):
            raise Absent(f"there is no place {place} among {len(ranked)}", remedy="Places count from 1.")
        return self.sheet.figure_of(ranked[place - 1])

    def share_of_largest(self, count: int) -> Figure:
        """What percentage of it its so many largest parts make up."""
        fact = spread.share_of_largest(self.fact, count_to(count))
        name = f"share of the {count} largest of {self.name}"
        return self.sheet.add(fact, f"share-of-largest-{count}-of-{self.id}", name)

    @property
    def in_surplus(self) -> Figure:
        """How many of its parts have a surplus."""
        return self.sheet.add(spread.on_side(self.fact, 1), f"in-surplus-{self.id}", f"surpluses of {self.name}")

    @property
    def in_deficit(self) -> Figure:
        """How many of its parts have a deficit."""
        return self.sheet.add(spread.on_side(self.fact, -1), f"in-deficit-{self.id}", f"deficits of {self.name}")

    def rose_most(self, count: int, before: Figure | str = "a year earlier") -> str:
        """The so many parts that rose most, with their amounts: "Ethiopia by $900.1 million and Kenya by $366.9 million"."""
        return self._movers(1, count, before)

    def fell_most(self, count: int, before: Figure | str = "a year earlier") -> str:
        """The so many parts that fell most, with their amounts."""
        return self._movers(-1, count, before)

    def into_surplus(self, before: Figure | str = "a year earlier") -> str:
        """Those of its parts whose deficit became a surplus since, or "none"."""
        return self._turned(1, before)

    def into_deficit(self, before: Figure | str = "a year earlier") -> str:
        """Those of its parts whose surplus became a deficit since, or "none"."""
        return self._turned(-1, before)

    def _movers(self, sign: int, count: int, before: Figure | str) -> str:
        other = self._other(before)
        steps, verdict = spread.moved_most(self.fact, other.fact, sign, count_to(count))
        named = [
            pack("en").say(
                "parts.moved",
                name=self._names(verdict, [step], f"number {number} of {count} to move {sign} from {other.id}"),
                amount=str(self.sheet.figure_of(step)),
            )
            for number, step in enumerate(steps, start=1)
        ]
        return say.and_list(named)

    def _turned(self, sign: int, before: Figure | str) -> str:
        then = self._other(before).fact
        found = spread.turned(self.fact, then, sign)
        if not found:
            return pack("en").say("parts.none")
        side = "a surplus" if sign > 0 else "a deficit"
        smallest = min(found, key=lambda one: abs(one.value))
        verdict = Verdict(
            f"the balances that became {side} since {then.period} are {len(found)}",
            True,
            abs(smallest.value),
            smallest.unit,
            (self.fact, then, *found),
        )
        return self._names(verdict, found, f"turned into {side} since {then.period}")

    def _names(self, verdict: Verdict, parts: Sequence[Fact], answers: str) -> str:
        """The names of some parts in a row, each a word of its own, so that a line can break between them."""
        named = [
            self.sheet.show_word(verdict, self._named(one), answers=f"{answers}, {number}")
            for number, one in enumerate(parts, start=1)
        ]
        return say.and_list(named)

    def _named(self, part: Fact) -> str:
        """A part by what tells it from the others: its country, or its product."""
        measure = part.measure
        if measure.products:
            names = self.sheet.source.passport(part.datasets[0]).products
            return say.and_list([_within(names.get(code, f"HS {code}")) for code in measure.products])
        reporter = places.from_code(part.basis.reporter)
        return say.short(measure.partner if measure.side == reporter else measure.side)


def _within(name: str) -> str:
    """A product's name as it stands within a sentence: its first letter small, unless it begins an abbreviation."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]
