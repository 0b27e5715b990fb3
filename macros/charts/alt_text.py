"""Alt text: what kind of drawing, of what, over what range, and the relationship a reader would see in it.

Composed from the same numbers as the drawing, so that it cannot say something else. Its sentences are in the phrase
pack, under `chart.alt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeVar

from macros import words as say
from macros.charts.money import Money
from macros.charts.values import Bar, Both, Names, PartYear, Year
from macros.periods import Period
from macros.words.pack import pack

_FLOWS = ("sold", "bought")
Step = TypeVar("Step", bound=Both)


def two_way(years: Sequence[Year], names: Names, part: PartYear | None, money: Money) -> str:
    """Both flows in sentences: range, who leads and since when, the largest amount, gaps, the part-year."""
    said = [
        _say(money, "flows", range=_range(years, money), sold=names.sold, bought=names.bought),
        *_latest(years, names, money),
        _peak(years, names, money),
        *_missing(years, money),
    ]
    if part:
        flows = {
            f"{flow}_{when}": money.full(one.amount(flow))
            for flow in _FLOWS
            for when, one in (("before", part.before), ("now", part.now))
        }
        said.append(_say(money, "part_flows", sold=names.sold, bought=names.bought, **flows, **_part(part, money)))
    return " ".join(said)


def balance_bars(years: Sequence[Year], names: Names, part: PartYear | None, money: Money) -> str:
    """The balance in sentences: range, latest, when it last changed sign, the extremes, gaps, the part-year."""
    known = _known(years)
    ranked = sorted(known, key=lambda one: one.balance or 0.0)
    said = [
        _say(money, "balance", range=_range(years, money), surplus=names.surplus, deficit=names.deficit),
        _balance(known[-1], "latest_balance", money),
    ]
    if len(known) > 1 and (run := of_one_sign(years)):
        said.append(_say(money, "one_sign" if len(run) == len(known) else "kept_sign", year=run[-1].year))
    said += [
        _balance(one, phrase, money)
        for one, phrase, sign in ((ranked[-1], "most", 1), (ranked[0], "least", -1))
        if one.amount("balance").sign == sign
    ]
    said += _missing(years, money)
    if part:
        said.append(_say(money, "part_balance", **_part(part, money)))
    return " ".join(said)


def ranked_bars(bars: Sequence[Bar], money: Money) -> str:
    """The ranking in sentences: how many, first, second and last, what is picked out, and the group of all others."""
    named = [bar for bar in bars if not bar.rest]
    places = list(zip(("first", "second"), named, strict=False))
    if len(named) > 2:
        places.append(("last", named[-1]))
    places += [("picked", bar) for bar in named[2:-1] if bar.emphasis]
    places += [("rest", bar) for bar in bars if bar.rest]
    said = [
        _say(money, place, name=bar.name, value=money.full(bar.amount), place=bars.index(bar) + 1)
        for place, bar in places
    ]
    between = str(pack(money.language).get("chart.alt.between"))
    return pack(money.language).say("chart.alt.ranked", len(bars), count=len(bars), places=between.join(said))


def _say(money: Money, phrase: str, **slots: object) -> str:
    return pack(money.language).say(f"chart.alt.{phrase}", **slots)


def _range(years: Sequence[Year], money: Money) -> str:
    span = Period(Period.year(years[0].year).first, Period.year(years[-1].year).last)
    return say.label(span, language=money.language)


def _known(years: Sequence[Step]) -> list[Step]:
    return [one for one in years if one.balance is not None]


def of_one_sign(years: Sequence[Step]) -> list[Step]:
    """The latest years or months, the last one first, whose balance has one sign for certain."""
    latest = [(one, one.amount("balance").sign) for one in reversed(_known(years))]
    return [one for one, _ in takewhile(lambda each: each[1] == latest[0][1] != 0, latest)]


def _latest(years: Sequence[Year], names: Names, money: Money) -> list[str]:
    """Who leads in the latest year and since when; only the amounts where rounding leaves open who leads."""
    if not (known := _known(years)):
        return []
    latest, run = known[-1], of_one_sign(years)
    larger, smaller = sorted(_FLOWS, key=lambda flow: -getattr(latest, flow))
    said = [
        _say(
            money,
            "latest",
            year=latest.year,
            larger=getattr(names, larger),
            most=money.full(latest.amount(larger)),
            smaller=getattr(names, smaller),
            least=money.full(latest.amount(smaller)),
        )
    ]
    if run:
        leads = "always" if len(run) == len(known) else "leads"
        said.append(_say(money, leads, larger=getattr(names, larger), since=run[-1].year))
    return said


def _peak(years: Sequence[Year], names: Names, money: Money) -> str:
    """The largest amount, whose it is and when."""
    found = [(one, flow) for one in years for flow in _FLOWS if getattr(one, flow) is not None]
    one, flow = max(found, key=lambda each: getattr(*each))
    return _say(money, "peak", value=money.full(one.amount(flow)), name=getattr(names, flow), year=one.year)


def _balance(one: Year, phrase: str, money: Money) -> str:
    return _say(money, phrase, year=one.year, value=money.full(one.amount("balance"), signed=True))


def _missing(years: Sequence[Year], money: Money) -> list[str]:
    """The years within the range for which a figure is missing."""
    known = {one.year for one in _known(years)}
    missing = [str(year) for year in range(years[0].year, years[-1].year + 1) if year not in known]
    return [_say(money, "missing", years=say.and_list(missing, language=money.language))] if missing else []


def _part(part: PartYear, money: Money) -> dict[str, object]:
    return {
        "label": part.label,
        "before": part.before.year,
        "now": part.now.year,
        "balance_before": money.full(part.before.amount("balance"), signed=True),
        "balance_now": money.full(part.now.amount("balance"), signed=True),
    }
