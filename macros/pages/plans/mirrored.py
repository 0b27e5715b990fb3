"""One flow as its two ends report it: the chart "mirror"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.mirror import Mirror
from macros.errors import TradeError, near
from macros.facts.fact import Fact
from macros.facts.view import MEASURES, Question, View
from macros.pages.plans.flows import Flows, cells
from macros.pages.plans.plan import FLOWS, Plan, capital
from macros.periods import Period
from macros.places import Place
from macros.store.passport import Passport
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_EXAMPLE = "Name a dataset of each, such as 'data: [imf-china, imf-us]' for trade of China and the United States."


@dataclass(frozen=True, slots=True)
class _End:
    """One end of the flow: who reports it, its own word for it, and where its figures are."""

    place: Place
    flow: str
    passport: Passport
    view: View

    def year(self, question: Question, year: int) -> Fact | None:
        """The flow in a year as this end reports it, if it does."""
        with suppress(TradeError):
            return self.view.ask(question._replace(period=Period.year(year)))
        return None

    def years(self, question: Question) -> tuple[int, int]:
        """The first and the last full year on record."""
        return -(-self.view.begins(question).first // 12), (self.view.latest(question).last + 1) // 12 - 1

    @property
    def named(self) -> dict[str, str]:
        """Whose figure it is, what it is called there and how it is valued."""
        return {
            "whose": say.of_place(self.place),
            "title": self.passport.flow_titles[self.flow],
            "valuation": self.passport.valuations[self.flow],
        }


def mirror(sheet: Sheet, *, of: str = "exports", between: Sequence[str] = (), since: int | None = None) -> Plan:
    """One flow as both its ends report it, by full year, the gap between them shown and not settled. `of="exports"` is what the
    page's side sells its partner, or with `between=["China", "United States"]` the first of the two the second. It takes a
    dataset of each of the two: 'data: [imf-china, imf-us]'.
    """
    scope, words = sheet.scope, pack("en")
    measure = MEASURES.get(of, "")
    if measure not in FLOWS:
        raise TradeError(f"'{of}' is no flow with two ends", remedy=near(of, FLOWS))
    if between and (isinstance(between, str) or len(between) != 2):
        raise TradeError(f"{between!r} are not two places", remedy='Write between=["China", "United States"].')
    side, partner = map(places.find, between) if between else (scope.side, scope.partner)
    asked = scope.question(measure)._replace(side=side, partner=partner)
    seller, buyer = (side, partner) if measure == "exports" else (partner, side)
    ends = {"sold": _end(sheet, seller, "exports"), "bought": _end(sheet, buyer, "imports")}
    mine, theirs = (end.passport for end in ends.values())
    if (mine.unit, mine.prices, mine.adjustment) != (theirs.unit, theirs.prices, theirs.adjustment):
        raise TradeError(
            f"'{mine.name}' and '{theirs.name}' are not in the same prices and unit", remedy="Choose two that are."
        )
    reach = [end.years(asked) for end in ends.values()]
    first, last = max(start for start, _ in reach), min(end for _, end in reach)
    start = first if since is None else since
    if not isinstance(start, int) or not first <= start < last:
        raise TradeError(
            f"a chart since {start!r} cannot be drawn", remedy=f"Both report full years from {first} to {last}."
        )
    found = [
        Flows(period=Period.year(year), **{flow: end.year(asked, year) for flow, end in ends.items()})
        for year in range(start, last + 1)
    ]
    names = {flow: words.say(f"chart.mirror.{flow}", reporter=say.short(end.place)) for flow, end in ends.items()}
    drawn = Mirror(years=tuple(one.year for one in found), **names)
    said = {f"{key}_{flow}": value for flow, end in ends.items() for key, value in end.named.items()}
    return Plan(
        facts=tuple(fact for one in found for fact in one.facts),
        subtitle=words.say(
            "chart.mirror.subtitle",
            seller=say.in_sentence(seller),
            buyer=say.in_sentence(buyer),
            unit=drawn.money.unit,
            first=start,
            last=last,
            **{**said, "whose_sold": capital(said["whose_sold"])},
        ),
        header=(drawn.money.unit, drawn.sold, drawn.bought, words.say("chart.mirror.gap")),
        rows=tuple((str(one.year), *cells(one, drawn.money.bare)) for one in drawn.years),
        chart=drawn,
    )


def _end(sheet: Sheet, place: Place, flow: str) -> _End:
    """The first of the page's datasets in which a place reports the flow, of all goods."""
    for dataset in sheet.scope.datasets:
        passport = sheet.source.passport(dataset)
        if passport.reporter == place.code and not passport.has_products and flow in passport.valuations:
            view = View(sheet.source.passport, sheet.source.record, (dataset,), sheet.scope.day)
            return _End(place, flow, passport, view)
    raise TradeError(f"no dataset of this page has the {flow} that {say.in_sentence(place)} reports", remedy=_EXAMPLE)
