"""Alt text: what kind of drawing, of what, over what range, and the relationship a reader would see in it.

Composed from the same numbers as the drawing, so that it cannot say something else. The sentences stand together in
`PHRASES`, apart from the logic.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from macros.charts.money import Money
from macros.charts.values import Bar, Names, PartYear, Year

PHRASES = {
    "two_way": "Line chart by year, {range}, of two flows: {sold}, and {bought}; the balance is shaded between them.",
    "balance_bars": "Bar chart by year, {range}, of the balance: {surplus} above zero, {deficit} below.",
    "ranked_bars": "Bar chart of {count} amounts, largest first.",
    "latest": "In {year}: {larger} {most}, {smaller} {least}",
    "turned": ", {larger} having been the larger since {since}.",
    "always": ", {larger} having been the larger in every year shown.",
    "equal": "In {year} both were {most}.",
    "peak": "The largest amount is {value}: {name}, {year}.",
    "missing": "No balance for {years}.",
    "part": "{label}, {before} and {now}: {sold} went from {sold_before} to {sold_now}, {bought} from {bought_before} "
    "to {bought_now}; the balance from {balance_before} to {balance_now}.",
    "part_balance": "{label}: the balance went from {balance_before} in {before} to {balance_now} in {now}.",
    "balance": "In {year} the balance was {value}.",
    "turns": "It last changed sign in {year}.",
    "one_sign": "It has one sign throughout.",
    "most": "The largest surplus was {value} in {year}.",
    "least": "The deepest deficit was {value} in {year}.",
    "first": "{name}, {value}, comes first",
    "second": "; {name}, {value}, second",
    "last": "; {name}, {value}, last",
    "rest": "; {name}, together {value}",
}


def two_way(years: Sequence[Year], names: Names, part: PartYear | None) -> str:
    """Both flows in sentences: range, who leads and since when, the largest amount, gaps, the part-year."""
    amounts = [
        (value, name, one.year)
        for one in years
        for value, name in ((one.sold, names.sold), (one.bought, names.bought))
        if value is not None
    ]
    largest = max(amounts, key=lambda amount: amount[0])
    money = names.money(max(largest[0], *(_part_amounts(part))))
    said = [
        _say("two_way", range=_range(years), sold=names.sold, bought=names.bought),
        _latest(years, names, money),
        _say("peak", value=money.labelled(largest[0]), name=largest[1], year=largest[2]),
        _missing(years),
    ]
    if part:
        before, now = part.before, part.now
        values = {
            "sold_before": money.labelled(before.sold or 0.0),
            "sold_now": money.labelled(now.sold or 0.0),
            "bought_before": money.labelled(before.bought or 0.0),
            "bought_now": money.labelled(now.bought or 0.0),
        }
        said.append(_say("part", **_part(part, money), **values, sold=names.sold, bought=names.bought))
    return _joined(said)


def balance_bars(years: Sequence[Year], names: Names, part: PartYear | None) -> str:
    """The balance in sentences: range, latest, when it last changed sign, the extremes, gaps, the part-year."""
    known = _balances(years)
    halves = [balance for _, balance in _balances([part.before, part.now])] if part else []
    money = names.money(max(abs(balance) for balance in [*(balance for _, balance in known), *halves]))
    (most_year, most), (least_year, least) = (pick(known, key=lambda one: one[1]) for pick in (max, min))
    since = _since(years)
    said = [
        _say("balance_bars", range=_range(years), surplus=names.surplus, deficit=names.deficit),
        _say("balance", year=known[-1][0], value=_signed(money, known[-1][1])),
        _say("turns", year=since) if since else _say("one_sign") if len(known) > 1 else "",
        _say("most", value=_signed(money, most), year=most_year) if most > 0 else "",
        _say("least", value=_signed(money, least), year=least_year) if least < 0 else "",
        _missing(years),
        _say("part_balance", **_part(part, money)) if part else "",
    ]
    return _joined(said)


def ranked_bars(bars: Sequence[Bar], money: Money) -> str:
    """The ranking in sentences: how many, first, second and last, and the group of all others."""
    named = [bar for bar in bars if not bar.rest]
    places = dict(zip(("first", "second"), named, strict=False))
    if len(named) > 2:
        places["last"] = named[-1]
    for bar in bars:
        if bar.rest:
            places["rest"] = bar
    listed = "".join(_say(place, name=bar.name, value=money.labelled(bar.value)) for place, bar in places.items())
    return _joined([_say("ranked_bars", count=len(bars)), listed.lstrip("; ") + "."])


def _say(phrase: str, **words: object) -> str:
    return PHRASES[phrase].format(**words)


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _range(years: Sequence[Year]) -> str:
    first, last = years[0].year, years[-1].year
    return f"{first}–{last}" if first != last else str(first)


def _balances(years: Sequence[Year]) -> list[tuple[int, float]]:
    return [(one.year, one.balance) for one in years if one.balance is not None]


def _since(years: Sequence[Year]) -> int | None:
    """The first year of the latest sign, or `None` if there has been one sign only."""
    known = [(year, balance > 0) for year, balance in _balances(years) if balance]
    turns = [year for (_, one), (year, following) in pairwise(known) if one != following]
    return turns[-1] if turns else None


def _latest(years: Sequence[Year], names: Names, money: Money) -> str:
    latest = next((one for one in reversed(years) if one.balance is not None), None)
    if latest is None:
        return ""
    flows = sorted([(latest.sold or 0.0, names.sold), (latest.bought or 0.0, names.bought)], reverse=True)
    (most, larger), (least, smaller) = flows
    if most == least:
        return _say("equal", year=latest.year, most=money.labelled(most))
    said = _say(
        "latest",
        year=latest.year,
        larger=larger,
        most=money.labelled(most),
        smaller=smaller,
        least=money.labelled(least),
    )
    since = _since(years)
    return said + (_say("turned", larger=larger, since=since) if since else _say("always", larger=larger))


def _missing(years: Sequence[Year]) -> str:
    """The years within the range for which a figure is missing."""
    known = {year for year, _ in _balances(years)}
    missing = [str(year) for year in range(years[0].year, years[-1].year + 1) if year not in known]
    return _say("missing", years=", ".join(missing)) if missing else ""


def _part_amounts(part: PartYear | None) -> list[float]:
    years = [part.before, part.now] if part else []
    return [value for one in years for value in (one.sold, one.bought) if value is not None] or [0.0]


def _part(part: PartYear, money: Money) -> dict[str, object]:
    return {
        "label": part.label,
        "before": part.before.year,
        "now": part.now.year,
        "balance_before": _signed(money, part.before.balance or 0.0),
        "balance_now": _signed(money, part.now.balance or 0.0),
    }


def _signed(money: Money, amount: float) -> str:
    """The amount with its sign before the currency: −$120.2m."""
    sign = "−" if amount < 0 else "+" if amount > 0 else ""
    return sign + money.labelled(abs(amount))
