"""Both flows over one period, as the charts of both ask for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from macros.charts.values import Both, Month, Year
from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.pages.plans.plan import FLOWS, million
from macros.periods import Period
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Flows:
    """What was sold and what was bought over one period; None where the record does not hold one."""

    period: Period
    sold: Fact | None
    bought: Fact | None

    @classmethod
    def ask(cls, sheet: Sheet, question: Question, period: Period) -> Flows:
        """Both flows of a question's two places; a gap in the record is a gap here."""
        found: dict[str, Fact | None] = dict.fromkeys(FLOWS.values())
        for measure, flow in FLOWS.items():
            with suppress(TradeError):
                found[flow] = sheet.scope.view.ask(question._replace(measure=measure, period=period))
        return cls(period=period, **found)

    @property
    def facts(self) -> list[Fact]:
        """Those that are known."""
        return [fact for fact in (self.sold, self.bought) if fact is not None]

    @property
    def year(self) -> Year:
        """Both as a chart of years takes them."""
        return Year(year=self.period.first_year, **self._amounts)

    @property
    def month(self) -> Month:
        """Both as a chart of months takes them; over more than one month they are the sums to the last of them."""
        return Month(month=self.period.last, rolling=len(self.period) > 1, **self._amounts)

    @property
    def _amounts(self) -> dict[str, Any]:
        known = {flow: fact for flow, fact in (("sold", self.sold), ("bought", self.bought)) if fact}
        return {
            **dict.fromkeys(FLOWS.values()),
            **{flow: million(fact.value) for flow, fact in known.items()},
            **{f"{flow}_bound": million(fact.bound) for flow, fact in known.items()},
        }


def cells(one: Both, write: Callable[..., str]) -> tuple[str, ...]:
    """Sold, bought and the balance as a table has them, with a word where there is no figure."""
    known = {"sold": one.sold, "bought": one.bought, "balance": one.balance}
    none = pack("en").say("chart.columns.none")
    return tuple(
        none if value is None else write(one.amount(of), signed=of == "balance") for of, value in known.items()
    )
