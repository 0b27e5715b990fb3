"""What may be claimed of a figure: each method gives a verdict, for `claim(…)` to bear out.

`{{ claim(bought.already_exceeds(bought_24), "already exceeded") }}`. Every property and method here is vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.errors import TradeError
from macros.facts import claims, standing
from macros.facts.claims import Verdict
from macros.facts.fact import Fact

if TYPE_CHECKING:
    from macros.pages.figure import Figure


class Claimable:
    """The claims that a `Figure` can make; it has the fact, and knows how to ask for another."""

    __slots__ = ()

    fact: Fact

    def _other(self, other: Figure | str) -> Figure:
        raise NotImplementedError

    def _standing(self, extreme: str) -> standing.Standing:
        raise NotImplementedError

    def __gt__(self, other: Figure) -> Verdict:
        """That it is more than another figure."""
        return claims.more_than(self.fact, figure(other).fact)

    def __lt__(self, other: Figure) -> Verdict:
        """That it is less than another figure."""
        return claims.less_than(self.fact, figure(other).fact)

    def already_exceeds(self, whole: Figure | str) -> Verdict:
        """That these months are already more than a longer period."""
        return claims.already_exceeds(self.fact, self._other(whole).fact)

    def rose_from(self, before: Figure | str) -> Verdict:
        """That it was higher than in the same months of an earlier year."""
        return claims.rose(self.fact, self._other(before).fact)

    def fell_from(self, before: Figure | str) -> Verdict:
        """That it was lower than in the same months of an earlier year."""
        return claims.fell(self.fact, self._other(before).fact)

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
        return claims.extreme_since(self._standing("highest"), None)

    @property
    def is_lowest_on_record(self) -> Verdict:
        """That it was never as low in the same months of any year on record."""
        return claims.extreme_since(self._standing("lowest"), None)


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
