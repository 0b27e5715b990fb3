"""Whether a reading adds up: months to totals, countries to groups and the world, chapters to their partner.

Every number may be off by half its last digit, and a sum by as much as its parts together; what is further off is an
error. Where a publisher's own file does not add up, the gap is declared on the command line with its reason, and goes
on record with the vintage: nothing is dropped and nothing is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.published import MILLION, Published, Reading, runs


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A group and months whose countries are known not to add up to it, and why."""

    group: str
    period: Period
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Miss:
    """A month in which the countries of a group miss it by so many dollars."""

    group: str
    flow: str
    month: Period
    short: int


def months_to_totals(reading: Reading) -> Problems:
    """What totals differ from the sum of their months by more than rounding; those of an annual source have no months."""
    problems = Problems()
    months = {(*_series(n), n.period.first): n for n in reading.kept if len(n.period) == 1}
    for total in (number for number in reading.kept if len(number.period) > 1):
        parts = [months[key] for month in total.period if (key := (*_series(total), month.first)) in months]
        away = total.value - sum(part.value for part in parts)
        if parts and 2 * abs(away) > total.precision + sum(part.precision for part in parts):
            problems.add(
                TradeError(
                    f"{total.flow} with {places.name(total.partner)} in {total.period} are {_millions(total.value)}, "
                    f"but the months add to {_millions(total.value - away)} million",
                    remedy="Compare with the source.",
                    where=total.where,
                )
            )
    return problems


def countries_to_groups(reading: Reading, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """Sentences on the declared gaps, each with its size; raises for a gap not declared, or declared and not there."""
    problems = Problems()
    misses = list(_misses(reading.kept))
    for group, flow, year in sorted({(m.group, m.flow, m.month.first_year) for m in misses if not _covering(m, gaps)}):
        some = [m for m in misses if (m.group, m.flow, m.month.first_year) == (group, flow, year)]
        months = ", ".join(str(run) for run in runs([m.month for m in some]))
        problems.add(
            TradeError(
                f"{flow}: the partners of {group} do not add up to it in {months}; "
                f"the largest gap is {_millions(max(abs(m.short) for m in some))} million",
                remedy=f"Look for missing rows; if the publisher's file is so, declare it "
                f"(import: --gap {group} {year} 'why'; refresh: 'gaps' in the passport).",
                where=reading.source,
            )
        )
    notes = []
    for gap in gaps:
        covered = [abs(miss.short) for miss in misses if gap in _covering(miss, [gap])]
        if not covered:
            problems.add(
                TradeError(
                    f"a gap of {gap.group} in {gap.period} is declared, but the partners add up",
                    remedy="Leave out that --gap.",
                    where=reading.source,
                )
            )
            continue
        notes.append(
            f"{gap.group} in {gap.period} is not the sum of its partners "
            f"(by up to US$ {_millions(max(covered))} million a month): {gap.reason}"
        )
    problems.raise_if_any()
    return tuple(notes)


def chapters_to_partner(reading: Reading, partner_months: Iterable[tuple[str, str, str, int, int]]) -> Problems:
    """Where the chapters of a partner have no total or miss it by more than rounding, month by month, or by year if annual.

    The totals are given as (partner, flow, period, value, precision); those of months count, summed to years where need be.
    """
    problems = Problems()
    sums: dict[tuple[str, str, Period], int] = defaultdict(int)
    for number in reading.kept:
        sums[number.partner, number.flow, number.period] += number.value
    flows = {(partner, flow) for partner, flow, _ in sums}
    is_annual = all(period.is_year for *_, period in sums)
    totals: dict[tuple[str, str, Period], list[int]] = defaultdict(lambda: [0, 0])
    for partner, flow, said, value, precision in partner_months:
        month = Period.parse(said)
        if (partner, flow) in flows and month in reading.covers and len(month) == 1:
            total = totals[partner, flow, Period.year(month.first_year) if is_annual else month]
            total[0] += value
            total[1] += precision if precision > 1 else 0
    for key in dict.fromkeys([*totals, *(key for key, value in sums.items() if value)]):
        (partner, flow, period), added = key, sums[key]
        value, slack = totals.get(key, (0, 0))
        if 2 * abs(added - value) > slack:
            whole = f"its {flow} are {value}" if key in totals else f"no total of its {flow} is held"
            problems.add(
                TradeError(
                    f"the chapters of {places.name(partner)} add to {added} in {period}, but {whole}",
                    remedy="Look for missing rows, or a file of another vintage.",
                    where=reading.source,
                )
            )
    return problems


def _misses(kept: Sequence[Published]) -> Iterable[_Miss]:
    """The months in which the countries on record do not add up to a group whose members we know."""
    parts: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    months = [number for number in kept if len(number.period) == 1]
    for number in months:
        for group in () if places.is_group(number.partner) else _groups_of(number.partner):
            part = parts[group, number.flow, number.period.first]
            part[0] += number.value
            part[1] += number.precision
    for number in months:
        if places.is_group(number.partner) and number.partner in _known_groups():
            value, slack = parts[number.partner, number.flow, number.period.first]
            if 2 * abs(number.value - value) > slack + number.precision:
                yield _Miss(group=number.partner, flow=number.flow, month=number.period, short=number.value - value)


def _covering(miss: _Miss, gaps: Sequence[Gap]) -> list[Gap]:
    return [gap for gap in gaps if gap.group == miss.group and miss.month in gap.period]


@cache
def _known_groups() -> frozenset[str]:
    return frozenset(group.code for group in places.groups() if places.in_group("KEN", group.code) is not None)


@cache
def _groups_of(partner: str) -> tuple[str, ...]:
    return tuple(group for group in _known_groups() if places.in_group(partner, group))


def _series(number: Published) -> tuple[str, str, str]:
    return (number.partner, number.flow, number.product)


def _millions(value: int) -> str:
    return f"{value / MILLION:.6f}".rstrip("0").rstrip(".")
