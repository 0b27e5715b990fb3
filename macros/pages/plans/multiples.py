"""Both flows with many partners by full year, a small panel for each: the chart "multiples"."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.multiples import MOST, Item, Multiples
from macros.errors import TradeError, near
from macros.facts.view import Question
from macros.pages.plans.changes import everyday, members, with_partner
from macros.pages.plans.flows import Flows, cells
from macros.pages.plans.plan import FLOWS, Plan, capital
from macros.periods import Period
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_KINDS = ("flows", "balance")
_SCALES = ("one", "own")
_SIZES = {"flows": "trade", "balance": "balance"}
_SHOWN = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A partner and its facts by year and flow; `None` where the record has no figure."""

    place: Place
    flows: list[Flows]

    @property
    def item(self) -> Item:
        """As a chart takes it."""
        return Item(name=everyday(self.place), years=tuple(one.year for one in self.flows))


def multiples(
    sheet: Sheet,
    *,
    of: str = "flows",
    partners: Sequence[str] = (),
    group: str = "",
    since: int | None = None,
    scale: str = "one",
    largest: int = _SHOWN,
) -> Plan:
    """A small panel for each partner, the largest first: `of="flows"` (what was sold and bought) or `of="balance"`, for
    `partners=["Kenya", "Ghana"]` or the twelve largest of `group="Africa"` (`largest=24` at most), by full year from `since`.
    `scale="one"` lets sizes be compared; with `scale="own"` each panel has a scale of its own, and only shapes compare.
    """
    for said, known in ((of, _KINDS), (scale, _SCALES)):
        if said not in known:
            raise TradeError(f"small multiples know no '{said}'", remedy=near(str(said), known))
    if bool(partners) == bool(group):
        raise TradeError(
            "small multiples need their partners", remedy='Give either partners=["Kenya", "Ghana"] or group="Africa".'
        )
    if not isinstance(largest, int) or not 1 <= largest <= MOST:
        raise TradeError(f"largest={largest!r} is no number of panels", remedy=f"Choose from 1 to {MOST}.")
    words, scope, view = pack("en"), sheet.scope, sheet.scope.view
    asked = scope.question(_SIZES[of])
    last = (view.latest(asked).last + 1) // 12 - 1
    of_reporter = asked.side.code == view.record(asked).passport.reporter
    count = 0
    if partners:
        named = [places.find(str(name)) for name in ([partners] if isinstance(partners, str) else partners)]
    else:
        within = members(sheet, asked, places.find(group))
        field = view.field(with_partner(sheet, asked._replace(period=Period.year(last)), within[0]), within)
        found = sorted(field, key=lambda fact: (-abs(fact.value), fact.measure.side.name, fact.measure.partner.name))
        named = [fact.measure.partner if of_reporter else fact.measure.side for fact in found[:largest]]
        count = len(found)
        if not found:
            raise TradeError(f"nobody in '{group}' has figures for {last}", remedy="Choose another group, or partners.")
    if len(named) > MOST:
        raise TradeError(f"{len(named)} panels are too many to be compared", remedy=f"Name {MOST} partners or fewer.")
    questions = [with_partner(sheet, asked, place) for place in named]
    start = _start(sheet, questions, since, last)
    rows = [
        _Row(
            place=place,
            flows=[Flows.ask(sheet, question, Period.year(year)) for year in range(start, last + 1)],
        )
        for place, question in zip(named, questions, strict=True)
    ]
    drawn = Multiples(items=tuple(row.item for row in rows), balance=of == "balance", one_scale=scale == "one")
    subtitle = words.say(
        f"chart.multiples.{of}{'_to' if of_reporter else ''}",
        side=say.in_sentence(scope.side),
        whose=capital(say.of_place(scope.side)),
        partner=say.in_sentence(scope.partner),
        scale=words.say(f"chart.multiples.scale.{scale}"),
        first=start,
        last=last,
    )
    if count > len(named):
        slots = {"subtitle": subtitle, "shown": words.spelled(len(named)), "count": words.spelled(count), "last": last}
        subtitle = words.say("chart.multiples.largest", measure=words.say(f"chart.multiples.by.{of}"), **slots)
    facts = [fact for row in rows for one in row.flows for fact in one.facts]
    heads = (words.say(f"chart.multiples.columns.{flow}") for flow in FLOWS.values())
    columns = [words.say(f"chart.multiples.{one}") for one in ("partner", "year")]
    return Plan(
        facts=tuple(facts),
        subtitle=subtitle,
        header=(*columns, *heads, words.say("chart.columns.balance")),
        rows=tuple(row for item in drawn.ordered for row in _table(drawn, item)),
        chart=drawn,
    )


def _start(sheet: Sheet, questions: Sequence[Question], since: object, last: int) -> int:
    """The first year drawn: `since`, or the first full year for which any of the partners has both flows on record."""
    either = min(_begins(sheet, questions, *FLOWS))
    both = min(_begins(sheet, questions, "trade"), default=either)
    start = both if since is None else since
    if not isinstance(start, int) or not either <= start < last:
        raise TradeError(
            f"panels since {start!r} cannot be drawn", remedy=f"The record has full years from {either} to {last}."
        )
    return start


def _begins(sheet: Sheet, questions: Sequence[Question], *measures: str) -> list[int]:
    """The first full years of what is on record of these measures; raises where nothing is."""
    found = []
    for one in questions:
        for measure in measures:
            with suppress(TradeError):
                found.append(-(-sheet.scope.view.begins(one._replace(measure=measure)).first // 12))
    if not found and measures == tuple(FLOWS):
        sheet.scope.view.begins(questions[0]._replace(measure=measures[0]))
    return found


def _table(drawn: Multiples, item: Item) -> list[tuple[str, ...]]:
    """A panel as rows of the chart's table."""
    return [(item.name, str(one.year), *cells(one, drawn.money(item).full)) for one in item.years]
