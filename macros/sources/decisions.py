"""What a person decided about cells that cannot be read: a value put in their place, or the row left out, each with a reason.

A decision names the place in the file, is asked for there and nowhere else, and goes on record with the figures. One about
a cell that reads well, or that is not met, is an error: it would be about another file than the one at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from macros.errors import Problems, TradeError


@dataclass(slots=True)
class Decisions:
    """Repairs by place, as a value in whole dollars and why; rows skipped by place, and why."""

    repairs: dict[str, tuple[int, str]] = field(default_factory=dict)
    skips: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """Sentences on what was decided and met, for the record."""
    _met: set[str] = field(default_factory=set)

    @classmethod
    def given(cls, repairs: Sequence[Sequence[str]], skips: Sequence[Sequence[str]]) -> Decisions:
        """The decisions of a command line: place, value and reason; place and reason."""
        for place, value, _ in repairs:
            if not value.isdecimal():
                raise TradeError(
                    f"the repair of {place} is '{value}'", remedy="Give whole dollars in plain digits, such as 2429."
                )
        return cls({place: (int(value), why) for place, value, why in repairs}, {place: why for place, why in skips})  # noqa: C416

    def on(self, where: str, said: str, of_what: str) -> int | None:
        """What stands for an unreadable cell: a value, or None where its row is left out; raises where nobody decided."""
        self._met.add(where)
        if where in self.repairs:
            value, why = self.repairs[where]
            self.notes.append(f"{of_what}: '{said}' at {where} was read as {value}: {why}")
            return value
        if where in self.skips:
            self.notes.append(f"{of_what}: '{said}' at {where} was left out: {self.skips[where]}")
            return None
        raise TradeError(
            f"the value of {of_what} is '{said}'",
            remedy=f"Look it up, then decide: --repair '{where}' VALUE 'why', or --skip '{where}' 'why'.",
            where=where,
        )

    def require_met(self) -> None:
        """Raise for every decision on a place where no unreadable cell was met."""
        Problems(
            TradeError(
                f"a decision is given on {place}, where no unreadable value was met",
                remedy="Leave it out, or mend its place.",
            )
            for place in sorted({*self.repairs, *self.skips} - self._met)
        ).raise_if_any()
