"""What to write instead of a figure or a word that was typed in: the fact of the record that prints the same, or the macro.

A page's figures are worked out once, and only when something was found: every measure over the periods that a writer is
likely to mean, as known now and as known when each earlier vintage was the newest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

import yaml

from macros import words as say
from macros.check.prose import Finding
from macros.errors import Problems, TradeError
from macros.facts import changes, levels
from macros.facts.fact import Fact
from macros.facts.view import Question, View
from macros.periods import MONTH_NAMES, Period
from macros.places import Place

_NAMES = {"imports": "bought", "exports": "sold", "balance": "gap", "trade": "trade", "cover ratio": "cover",
          "duty rate": "duty", "calculated duty": "calculated", "entered value": "entered"}  # fmt: skip
_PAIRS = (levels.balance, levels.trade, levels.cover_ratio)
_GROWING = ("imports", "exports", "trade")  # what a percentage change can be taken of
_ANY = Period.year(2000)  # where a question must have a period and its answer does not depend on it
_YEARS_BY_MONTH = 3
_LATEST_MONTHS = 24
_SPELLINGS = {
    r"\s": "", "us\\$|usd": "$", "percentagepoints?": "pts", "percent": "%",
    "million": "m", "billion": "bn", "trillion": "trn", r"(?<=\d)tn": "trn", r"^[−+-]": "",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A fact that prints as the words do: the phrase that asks for it, and the lines that declare it under `facts:`.

    `exact` is False where the words have fewer decimals than house style would print.
    """

    phrase: str
    declares: tuple[str, ...]
    exact: bool = True

    @property
    def name(self) -> str:
        """The name to write between double braces."""
        return self.declares[-1].partition(":")[0]


class Suggestions:
    """The facts that a page could have named, found by the words that they print."""

    def __init__(self, view: View, side: Place, partner: Place) -> None:
        self._view = view
        self._side, self._partner = side, partner

    def candidates(self, finding: Finding) -> list[Suggestion]:
        """The facts that print as a figure does, the likeliest first.

        Those whose year the paragraph names come before others, then what is known now, then whole years. With fewer decimals
        than ours a figure is matched only by what the paragraph names, for any number of two digits is like some month's.
        """
        if finding.kind != "figure":
            return []
        wanted, size = _spelt(finding.words), _size(finding.words)
        years = set(re.findall(r"\d{4}", finding.context))
        likely, others = [], []
        for fact, as_of in self._facts:
            if abs(abs(fact.value) - size) > size / 10 or wanted not in (printed := _printed(fact)):
                continue
            exact = wanted == printed[0]
            if {str(fact.period.first_year), str(fact.period.last_year)} <= years:
                likely.append(declaring(fact, as_of, self._latest, exact=exact))
            elif exact:
                others.append(declaring(fact, as_of, self._latest, exact=exact))
        return sorted(likely, key=lambda one: not one.exact) + others

    @cached_property
    def _facts(self) -> list[tuple[Fact, date | None]]:
        """Every fact that may be meant and the day it is as of, the simplest first."""
        return [(fact, as_of) for as_of in self._days for fact in self._known(as_of)]

    @cached_property
    def _days(self) -> tuple[date | None, ...]:
        """Now, and the day on which each earlier vintage was known, the latest first."""
        earlier = self._view.record(self._question(_ANY)).vintages[:-1]
        return (None, *(vintage.known for vintage in reversed(earlier)))

    @cached_property
    def _latest(self) -> Period:
        return self._view.latest(self._question(_ANY))

    def _question(self, period: Period, measure: str = "trade", as_of: date | None = None) -> Question:
        return Question(measure=measure, period=period, side=self._side, partner=self._partner, as_of=as_of)

    def _known(self, as_of: date | None) -> Iterator[Fact]:
        """The facts as of a day, the simplest periods first and changes last."""
        asked = self._question(_ANY, as_of=as_of)
        try:
            begin, latest = self._view.begins(asked), self._view.latest(asked)
        except TradeError:
            return  # the two had no trade on record then
        found: dict[tuple[str, Period], Fact] = {}
        for period in _periods(begin, latest):
            for fact in self._measures(period, as_of):
                yield fact
                found[fact.measure.kind, period] = fact
        for (kind, period), fact in found.items():
            earlier = found.get((kind, period.year_earlier))
            if earlier and kind in _GROWING:
                with suppress(TradeError):  # there is no change from nothing
                    yield changes.change(fact, earlier)

    def _measures(self, period: Period, as_of: date | None) -> Iterator[Fact]:
        """What can be asked of a period; nothing of a flow that has a gap in it."""
        flows: list[Fact] = []
        for flow in ("exports", "imports"):
            with suppress(TradeError):
                flows.append(self._view.ask(self._question(period, flow, as_of)))
        yield from flows
        for made in _PAIRS if len(flows) == 2 else ():
            with suppress(TradeError):  # there is no ratio to nothing
                yield made(*flows)
        with suppress(TradeError):  # few pages have a dataset on duty
            yield self._view.ask(self._question(period, "duty rate", as_of))


def declaring(fact: Fact, as_of: date | None, latest: Period, *, goods: str = "", exact: bool = True) -> Suggestion:
    """The lines under `facts:` that make a fact, on a page of its two places.

    `latest` is the last month on record; `goods` says of which products it is, such as "HS 61 + 62".
    """
    kind = fact.measure.of or fact.measure.kind
    is_to_date = as_of is None and fact.period == Period(latest.last_year * 12, latest.last)
    is_to_date = is_to_date and not fact.period.is_year  # which stays what it is when the record moves on
    when = "year to date" if is_to_date else say.label(fact.period)
    known = f", as of {say.day(as_of)}" if as_of else ""
    name = f"{_NAMES[kind]}_{'now' if is_to_date else _suffix(fact.period)}{'_then' if as_of else ''}"
    asks = f"{kind}{' of ' if goods else ''}{goods}, {when}{known}"
    if fact.measure.kind != "change":
        return Suggestion(phrase=asks, declares=(f"{name}: {asks}",), exact=exact)
    up = f"{name}_up: change in {name} from a year earlier"
    return Suggestion(
        phrase=f"change in {kind} from a year earlier, {when}{known}", declares=(f"{name}: {asks}", up), exact=exact
    )


def report(path: str, findings: Iterable[Finding], suggest: Callable[[Finding], Sequence[Suggestion]]) -> Problems:
    """Each finding as an error at its line, with what to write instead."""
    problems = Problems()
    for finding in findings:
        what, remedy = f"'{finding.words}' is typed in", _offer(finding)
        if found := suggest(finding):
            best = found[0]
            what += f"; {'it equals' if best.exact else 'rounded, it is'} {best.phrase}"
            declares = " and ".join(f"'{line}'" for line in best.declares)
            remedy = f"Declare {declares} under 'facts:' and write {{{{ {best.name} }}}}."
        problems.add(TradeError(what, remedy=remedy, where=f"{path}:{finding.line}"))
    return problems


@cache
def _offers() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    table = yaml.load(Path(__file__).with_name("en.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple((one["for"], re.compile(one["words"], re.IGNORECASE), one["offer"]) for one in table["offers"])


def _offer(finding: Finding) -> str:
    """What to write instead of words for which no fact was found; the last offer of each kind fits any words."""
    offer = next(text for kind, words, text in _offers() if kind == finding.kind and words.search(finding.words))
    return offer.replace("WORDS", finding.words)


def _periods(begin: Period, latest: Period) -> Iterator[Period]:
    """The periods on record that a writer is likely to mean: whole years, the first months of late ones, and late months."""
    years = range(latest.last_year, begin.first_year - 1, -1)
    first_months = (Period.months(year, 1, months) for year in years[:_YEARS_BY_MONTH] for months in range(11, 1, -1))
    months = (latest - months for months in range(_LATEST_MONTHS))
    for period in (*map(Period.year, years), *first_months, *months):
        if begin <= period.start and period.last <= latest.last:
            yield period


def _printed(fact: Fact) -> tuple[str, ...]:
    """What a fact prints, spelt alike, and then what it prints without decimals."""
    words = [_spelt(say.figure(fact.value, fact.unit, bound=fact.bound))]
    with suppress(TradeError):  # a figure that does not bear so many digits
        words.append(_spelt(say.figure(fact.value, fact.unit, bound=fact.bound, digits=0)))
    return tuple(words)


def _size(words: str) -> Decimal:
    """About how much some words say: 771300000 for "$771.3 million"."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    number = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    scale = re.search(r"(m|bn|trn)$", _spelt(words))
    return number.scaleb({"m": 6, "bn": 9, "trn": 12}[scale[1]] if scale else 0)


def _spelt(words: str) -> str:
    """One spelling of a figure: "US$ 1.2 billion" and "$1.2bn" are the same."""
    text = words.casefold()
    for spelling, ours in _SPELLINGS.items():
        text = re.sub(spelling, ours, text)
    return text


def _suffix(period: Period) -> str:
    """The end of a fact's name: 24 for 2024, 11m_25 for the first 11 months of 2025, jul_26 for July 2026."""
    year, (start, months) = f"{period.first_year % 100:02d}", period.season
    if period.is_year:
        return year
    return f"{MONTH_NAMES[start - 1][:3].casefold()}_{year}" if months == 1 else f"{months}m_{year}"
