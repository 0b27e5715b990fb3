"""Shares of a whole over time, of partners in a group's trade or of products in a figure: the chart "share"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.kinds.shares import MOST, Part, Shares
from macros.charts.money import Percent
from macros.errors import TradeError, near
from macros.facts import levels
from macros.facts.fact import Fact
from macros.facts.view import MEASURES, Question
from macros.pages.figure import Figure
from macros.pages.plans.changes import everyday, members, with_partner
from macros.pages.plans.chapters import chapters, over_every_product
from macros.pages.plans.plan import FLOWS, Plan
from macros.periods import Period
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_FORMS = ("areas", "bars")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Column:
    """The whole at one period and its named parts, some of which may have no figure."""

    whole: Fact
    parts: tuple[Fact | None, ...]

    @property
    def shares(self) -> list[Fact] | None:
        """Each part in per cent of the whole; `None` unless all are known."""
        known = [levels.share(part, self.whole) for part in self.parts if part is not None]
        return known if len(known) == len(self.parts) else None

    @property
    def rest(self) -> tuple[float, float]:
        """What is left of the whole, in per cent, with the largest error it can have."""
        parts = [part for part in self.parts if part is not None]
        left = self.whole.value - sum((part.value for part in parts), Decimal(0))
        error = sum((part.bound for part in parts), self.whole.bound)
        value = left / self.whole.value * 100
        return float(value), float(
            (error * 100 + abs(value) * self.whole.bound) / (self.whole.value - self.whole.bound)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What a chart of shares is made of, the last named part picked out by number."""

    names: tuple[str, ...]
    columns: list[_Column]
    picked: int
    rest: str
    question: Question
    subtitle: str
    slots: dict[str, str]
    left_out: int = 0


def share(
    sheet: Sheet,
    *,
    of: Figure | str = "exports",
    partners: Sequence[str] = (),
    group: str = "",
    since: int | None = None,
    form: str = "",
) -> Plan:
    """Shares of a whole over time, in per cent. Of exports or imports: up to five `partners=["Kenya", "Ghana"]`, or the five
    largest, of `group="Africa"` (or of all partners), by full year from `since`. Of a figure over every product,
    `of=goods_24`: its five largest chapters, as bars, with the years from `since`. `form` is "areas" or "bars". The page's own
    side is picked out, or else the first.
    """
    if form and form not in _FORMS:
        raise TradeError(f"shares cannot be drawn as '{form}'", remedy=near(form, _FORMS))
    words, scope = pack("en"), sheet.scope
    found = _of_partners(sheet, of, partners, group, since) if isinstance(of, str) else _of_products(sheet, of, since)
    columns, periods = found.columns, [say.label(column.whole.period) for column in found.columns]
    shares = [column.shares for column in columns]
    parts = [
        Part(
            name=name,
            shares=tuple(None if one is None else float(one[number].value) for one in shares),
            bounds=tuple(0.0 if one is None else float(one[number].bound) for one in shares),
            emphasis=number == found.picked,
        )
        for number, name in enumerate(found.names)
    ]
    if any(column.shares and column.rest[0] > column.rest[1] for column in columns):
        rests = [column.rest for column in columns]
        parts.append(
            Part(
                name=found.rest,
                shares=tuple(None if one is None else rest for one, (rest, _) in zip(shares, rests, strict=True)),
                bounds=tuple(bound for _, bound in rests),
                rest=True,
            )
        )
    drawn = Shares(
        periods=tuple(periods),
        parts=tuple(parts),
        flow=FLOWS[found.question.measure],
        areas=(form or ("areas" if isinstance(of, str) else "bars")) == "areas",
    )
    years = all(column.whole.period.is_year for column in columns)
    which = "periods" if not years else {1: "year", 2: "pair"}.get(len(columns), "years")
    ends = {"first": say.in_prose(columns[0].whole.period), "last": say.in_prose(columns[-1].whole.period)}
    span = words.say(f"chart.share.{which}", **ends)
    if found.left_out:
        span = words.say("chart.share.without_part", span=span, year=found.left_out)
    sides = {"side": say.in_sentence(scope.side), "partner": say.in_sentence(scope.partner), **found.slots}
    facts = [fact for column in columns for fact in (column.whole, *column.parts) if fact]
    percent, none = Percent(), words.say("chart.share.none")
    return Plan(
        facts=tuple(facts),
        subtitle=words.say(f"chart.share.{found.subtitle}", span=span, **sides),
        header=(percent.unit, *(part.name for part in parts)),
        rows=tuple(
            (period, *(none if part.shares[at] is None else percent.bare(part.amount(at)) for part in parts))
            for at, period in enumerate(periods)
        ),
        chart=drawn,
    )


def _of_products(sheet: Sheet, of: Figure, since: int | None) -> _Found:
    """The five largest chapters of a figure, in its own period and the same months of the years before."""
    _, question = over_every_product(of, "shares of products need")
    wholes, period = [of.fact], of.fact.period
    while since is not None and period.first_year > _year(since):
        period = period.year_earlier
        wholes.append(sheet.scope.view.ask(question._replace(period=period)))
    largest = chapters(sheet, of, question)
    named = largest[:MOST]
    columns = []
    for whole in reversed(wholes):
        parts = {part.measure.products: part for part in whole.parts}
        columns.append(_Column(whole=whole, parts=tuple(parts.get(one.fact.measure.products) for one in named)))
    words, count = pack("en"), len(largest) - len(named)
    return _Found(
        names=tuple(one.name for one in named),
        columns=columns,
        picked=0,
        rest=words.say("chart.names.rest", count, number=words.number(count)),
        question=question,
        subtitle=question.measure,
        slots={},
    )


def _of_partners(sheet: Sheet, of: str, partners: Sequence[str], group: str, since: int | None) -> _Found:
    """Partners in the trade of a group, by full year."""
    measure, scope, view = MEASURES.get(of, ""), sheet.scope, sheet.scope.view
    if measure not in FLOWS:
        raise TradeError(f"shares of '{of}' cannot be drawn", remedy=near(of, FLOWS))
    asked = scope.question(measure)
    whole = places.find(group or "World")
    within = members(sheet, asked, whole)
    of_whole = with_partner(sheet, asked, whole)
    latest = view.latest(asked)
    last = (latest.last + 1) // 12 - 1
    named = [places.find(str(name)) for name in ([partners] if isinstance(partners, str) else partners)]
    if outside := [place for place in named if place not in within]:
        raise TradeError(
            f"{outside[0].name} is not counted to {whole.name}", remedy="Name countries of the group, or another group."
        )
    if len(named) > MOST:
        raise TradeError(
            f"{len(named)} parts cannot be told apart", remedy=f"Name {MOST} or fewer; the rest is one part."
        )
    if _or_none(sheet, of_whole._replace(period=Period.year(last))) is None:
        raise TradeError(
            f"what {whole.name} {FLOWS[measure]} in {last} is not on record, so nothing can be a share of it",
            remedy='Name a group whose total is on record, or each partner in "slope" or "multiples".',
        )
    if not named:
        named = _largest(sheet, of_whole._replace(period=Period.year(last)), within)
    questions = [with_partner(sheet, asked, place) for place in named]
    first = max(-(-view.begins(one).first // 12) for one in (of_whole, *questions))
    start = first if since is None else _year(since)
    begins = -(-view.begins(of_whole).first // 12)
    if not begins <= start <= last:
        raise TradeError(
            f"shares since {start} cannot be drawn", remedy=f"The record has full years from {begins} to {last}."
        )
    columns = [
        _Column(
            whole=view.ask(of_whole._replace(period=year)),
            parts=tuple(_or_none(sheet, one._replace(period=year)) for one in questions),
        )
        for year in map(Period.year, range(start, last + 1))
    ]
    own = [number for number, place in enumerate(named) if place in (scope.side, scope.partner)]
    of_reporter = asked.side.code == view.record(asked).passport.reporter
    words = pack("en")
    return _Found(
        names=tuple(everyday(place) for place in named),
        columns=columns,
        picked=own[0] if own else 0,
        rest=words.say("chart.share.others"),
        question=asked,
        subtitle=f"{measure}_{'to' if of_reporter else 'of'}_group",
        slots={"group": words.say("chart.share.everyone") if whole.code == "world" else say.in_sentence(whole)},
        left_out=0 if (latest.last + 1) % 12 == 0 else latest.last_year,
    )


def _largest(sheet: Sheet, question: Question, within: list[Place]) -> list[Place]:
    """The five largest of a group in a period; the page's own side takes the last place if it is not among them."""
    of_reporter = question.side.code == sheet.scope.view.record(question).passport.reporter
    field = sorted(sheet.scope.view.field(question, within), key=lambda fact: -fact.value)
    found = [fact.measure.partner if of_reporter else fact.measure.side for fact in field]
    own = [place for place in found[MOST:] if place in (sheet.scope.side, sheet.scope.partner)]
    if not found:
        raise TradeError("no partner of the group has a figure", remedy="Choose another group.")
    return [*found[: MOST - len(own)], *own]


def _or_none(sheet: Sheet, question: Question) -> Fact | None:
    try:
        return sheet.scope.view.ask(question)
    except TradeError:
        return None


def _year(since: object) -> int:
    if not isinstance(since, int):
        raise TradeError(f"since={since!r} is not a year", remedy="Write for example since=2000.")
    return since
