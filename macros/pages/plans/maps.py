"""Countries on a map, by what the record has of each or by whether they belong to a scheme: the chart "map"."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.charts.geometry import TILES
from macros.charts.kinds.amounts_map import AmountsMap, Country
from macros.charts.kinds.membership_map import MembershipMap, Standing
from macros.charts.mapped import AREAS
from macros.charts.money import Amount
from macros.errors import TradeError, near
from macros.facts import changes
from macros.facts.fact import Fact
from macros.facts.view import MEASURES, Question
from macros.pages import receipts
from macros.pages.plans.changes import everyday
from macros.pages.plans.plan import FLOWS, Plan, capital, million
from macros.periods import Period
from macros.places import Place
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

_OF = (*FLOWS, "balance", "change")


def map(
    sheet: Sheet,
    *,
    of: str = "balance",
    area: str = "africa",
    period: str | int = "year to date",
    flow: str = "exports",
) -> Plan:
    """Countries on a map of `area="africa"` or `"world"`, one colour for each class: `of="balance"`, `"exports"`, `"imports"` or
    `"change"` (of a `flow`, in per cent, from the same period a year earlier) in `period="2025"`, told from each country's side
    where the page's partner reports. `of="agoa"`, or another scheme, shows who belongs to it.
    """
    if area not in AREAS:
        raise TradeError(f"there is no map of '{area}'", remedy=near(str(area), AREAS))
    wanted = MEASURES.get(of, of)
    if wanted not in _OF:
        with_schemes = sheet.source.schemes()
        if of not in with_schemes:
            raise TradeError(f"a map of '{of}' cannot be drawn", remedy=near(str(of), [*_OF, *with_schemes]))
        return _of_scheme(sheet, of, area)
    kind = MEASURES.get(flow, flow) if wanted == "change" else wanted
    if wanted == "change" and kind not in FLOWS:
        raise TradeError(f"a map of the change of '{flow}' cannot be drawn", remedy=near(str(flow), FLOWS))
    return _of_record(sheet, wanted, kind, area, period)


@dataclass(frozen=True, slots=True)
class _Told:
    """A place with what is drawn of it, and for a change what it is drawn from."""

    place: Place
    drawn: Fact | None
    now: Fact | None = None


def _of_record(sheet: Sheet, of: str, measure: str, area: str, period: str | int) -> Plan:
    words, scope = pack("en"), sheet.scope
    asked = scope.question(measure)
    record = scope.view.record(asked)
    asked = asked._replace(period=Period.parse(str(period), latest=record.latest))
    reporter = record.passport.reporter
    ours = scope.side.code == reporter
    told = _asked(sheet, asked, of == "change", _partners(area, record.partners(), reporter), ours=ours)
    facts = tuple(one.drawn for one in told if one.drawn)
    if not facts:
        raise TradeError(
            f"no country of the map has a figure for {asked.period}",
            remedy=f"Choose another period; the record ends with {record.latest}.",
        )
    own = {scope.side.code, scope.partner.code} - {reporter}
    title = _title(sheet, asked, of, area, ours=ours)
    drawn = AmountsMap(
        area=area,
        of=of if of in ("balance", "change") else "level",
        countries=tuple(_country(one, own) for one in told),
        title=title,
        above=words.get("chart.map.above").get(of, ""),
        below=words.get("chart.map.below").get(of, ""),
        flow=FLOWS.get(measure, "sold"),
    )
    order = [one.code for one in (*drawn.known, *(one for one in drawn.countries if one.value is None))]
    ranked = sorted(told, key=lambda one: order.index(one.place.code))
    return Plan(
        facts=facts,
        subtitle=words.say("chart.map.subtitle", title=capital(title), unit=drawn.writer.unit),
        header=(words.say("chart.map.columns.country"), drawn.writer.unit),
        rows=tuple((everyday(one.place), _figure(one, drawn)) for one in ranked),
        chart=drawn,
        source=words.say("chart.map.credit", source=receipts.source_line(facts, sheet.source.passport)),
    )


def _partners(area: str, on_record: Iterable[str], reporter: str) -> list[Place]:
    """The places of the map: Africa's 54 states, or every country that the record has had a figure of."""
    codes = sorted(TILES) if area == "africa" else list(on_record)
    found = [places.from_code(code) for code in codes if code != reporter]
    return [place for place in found if place.kind == "country"]


def _asked(sheet: Sheet, asked: Question, is_change: bool, others: list[Place], *, ours: bool) -> list[_Told]:
    """What the record has of each; a place without a figure, or whose change means nothing, has none."""

    def by_place(question: Question) -> dict[str, Fact]:
        found = sheet.scope.view.field(question, others)
        return {(fact.measure.partner if ours else fact.measure.side).code: fact for fact in found}

    now = by_place(asked)
    if not is_change:
        return [_Told(place, now.get(place.code)) for place in others]
    before = by_place(asked._replace(period=asked.period.year_earlier))
    told = []
    for place in others:
        change = None
        if place.code in now and place.code in before:
            with suppress(TradeError):  # from nothing, or from too little to tell from nothing
                change = changes.change(now[place.code], before[place.code])
        told.append(_Told(place, change, now.get(place.code)))
    return told


def _country(one: _Told, own: set[str]) -> Country:
    """A place as it is drawn. A change is named by what it is a change of: the largest traders, not the largest leaps."""
    fact, value, bound = one.drawn, None, 0.0
    if fact:
        is_money = fact.measure.kind != "change"
        value, bound = (million(each) if is_money else float(each) for each in (fact.value, fact.bound))
    return Country(
        code=one.place.code,
        name=everyday(one.place),
        value=value,
        bound=bound,
        weight=million(one.now.value) if one.now else None,
        emphasis=one.place.code in own,
    )


def _figure(one: _Told, drawn: AmountsMap) -> str:
    if one.drawn is None:
        return pack("en").say("chart.map.columns.none")
    made = _country(one, set())
    return drawn.writer.bare(Amount.of(made.value or 0.0, made.bound), signed=drawn.is_signed)


def _title(sheet: Sheet, asked: Question, of: str, area: str, *, ours: bool) -> str:
    """What the map shows, from whose side, of when."""
    words, scope = pack("en"), sheet.scope
    what = words.say(
        f"chart.map.{'ours' if ours else 'theirs'}.{asked.measure}",
        each=words.say(f"chart.map.{area}.each"),
        side=say.in_sentence(scope.side),
        partner=say.in_sentence(scope.partner),
        period=say.label(asked.period),
    )
    if of != "change":
        return what
    return words.say("chart.map.change", what=what, before=say.label(asked.period.year_earlier))


def _of_scheme(sheet: Sheet, name: str, area: str) -> Plan:
    """Who belongs to a scheme, by its newest state known on the page's day."""
    words, scope = pack("en"), sheet.scope
    scheme = sheet.source.scheme(name)
    day, members = scheme.state(scope.day or sheet.source.today)
    codes = TILES if area == "africa" else {place.code for place in places.everywhere() if place.kind == "country"}
    listed = sorted(
        (places.from_code(code) for code in codes), key=lambda place: (place.code not in members, place.name)
    )
    title = words.say("chart.map.scheme", scheme=scheme.says, day=say.day(day))
    notes = {code: capital(member.note) for code, member in members.items() if member.note}
    standing = {True: scheme.within, False: scheme.without}
    own = {scope.side.code, scope.partner.code}
    return Plan(
        facts=(),
        subtitle=title,
        header=tuple(words.say(f"chart.map.columns.{column}") for column in ("country", "standing", "note")),
        rows=tuple((everyday(place), standing[place.code in members], notes.get(place.code, "")) for place in listed),
        chart=MembershipMap(
            area=area,
            countries=tuple(
                Standing(code=one.code, name=everyday(one), belongs=one.code in members, emphasis=one.code in own)
                for one in listed
            ),
            title=title,
            within=scheme.within,
            without=scheme.without,
        ),
        source=words.say("chart.map.credit", source=f"{scheme.publisher}."),
    )
