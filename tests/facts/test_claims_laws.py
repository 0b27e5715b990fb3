"""What holds of every claim: its negation is its opposite, what is said instead is true, and rounding alone leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from record import made

from macros.errors import TradeError
from macros.facts import amounts, claims, parts, ranks, runs
from macros.facts.fact import Fact
from macros.facts.standing import standing
from macros.facts.verdict import Verdict
from macros.units import PERCENT, RATIO, USD

law = settings(derandomize=True, deadline=None, database=None, max_examples=100)
NEIGHBOURS = ("UGA", "TZA", "NGA", "GHA")
YEARS = range(2018, 2025)
Making = Callable[[list[int], int], Verdict]


def _two(predicate: Callable[[Fact, Fact], Verdict], kind: str = "exports") -> Making:
    def make(values: list[int], bound: int) -> Verdict:
        return predicate(made(values[0], bound=bound, kind=kind), made(values[1], "2023", bound=bound, kind=kind))

    return make


def _one(predicate: Callable[[Fact], Verdict], kind: str = "balance") -> Making:
    return lambda values, bound: predicate(made(values[0], bound=bound, kind=kind))


def _years(values: list[int], bound: int, kind: str = "exports") -> list[Fact]:
    """A figure for each year, the newest first."""
    return [made(v, str(year), bound=bound, kind=kind) for v, year in zip(values, reversed(YEARS), strict=True)]


def _field(predicate: Callable[[Fact, list[Fact], int], Verdict], place: int) -> Making:
    def make(values: list[int], bound: int) -> Verdict:
        others = [made(v, side=side, bound=bound) for v, side in zip(values[1:], NEIGHBOURS, strict=False)]
        return predicate(made(values[0], bound=bound), others, place)

    return make


def _rises(values: list[int], bound: int) -> list[Verdict]:
    years = _years(values, bound)
    return [claims.rose(*pair) for pair in pairwise(years)]


def _surpluses(values: list[int], bound: int) -> list[Verdict]:
    return [claims.surplus(gap) for gap in _years(values, bound, "balance")]


def _place(values: list[int], bound: int, extreme: str) -> Verdict:
    now, *earlier = _years(values, bound)
    return ranks.extreme_within(standing(now, earlier, extreme), 4)


def _since(values: list[int], bound: int, year: int | None) -> Verdict:
    now, *earlier = _years(values, bound)
    return claims.extreme_since(standing(now, earlier, "highest"), year)


def _explains(values: list[int], bound: int) -> Verdict:
    part, part_before, rest, rest_before = map(abs, values[:4])
    return parts.explains_most(
        made(part, bound=bound),
        made(part_before, "2023", bound=bound),
        made(part + rest + 1, bound=bound, kind="trade"),
        made(part_before + rest_before + 1, "2023", bound=bound, kind="trade"),
    )


MILLION = (Decimal(10), USD)
EVERY: dict[str, Making] = {
    "more": _two(claims.more_than),
    "less": _two(claims.less_than),
    "as much": _two(claims.as_much),
    "rose": _two(claims.rose),
    "fell": _two(claims.fell),
    "unchanged": _two(claims.unchanged),
    "wider": _two(claims.wider, "balance"),
    "narrower": _two(claims.narrower, "balance"),
    "as wide": _two(claims.as_wide, "balance"),
    "turned": _two(claims.turned, "balance"),
    "stayed": _two(claims.stayed, "balance"),
    "surplus": _one(claims.surplus),
    "deficit": _one(claims.deficit),
    "balanced": _one(claims.balanced),
    "over": _one(lambda fact: amounts.over(fact, MILLION), "exports"),
    "under": _one(lambda fact: amounts.under(fact, MILLION), "exports"),
    "at least": _one(lambda fact: amounts.at_least(fact, MILLION)),
    "at most": _one(lambda fact: amounts.at_most(fact, MILLION)),
    "double": _two(lambda now, before: amounts.at_least(now, (Decimal(2), RATIO), before)),
    "less than half": _two(lambda now, before: amounts.under(now, (Decimal(50), PERCENT), before)),
    "rose by 10%": _two(lambda now, before: amounts.rose_by(now, before, (Decimal(10), PERCENT))),
    "fell by 10": _two(lambda now, before: amounts.fell_by(now, before, MILLION)),
    "third": _field(ranks.ranks, 3),
    "first": _field(ranks.ranks, 1),
    "top two": _field(ranks.in_top, 2),
    "highest in four years": lambda values, bound: _place(values, bound, "highest"),
    "lowest in four years": lambda values, bound: _place(values, bound, "lowest"),
    "highest since 2020": lambda values, bound: _since(values, bound, 2020),
    "highest on record": lambda values, bound: _since(values, bound, None),
    "second rise": lambda values, bound: runs.streak(_rises(values, bound), 2, "rise"),
    "third surplus": lambda values, bound: runs.streak(_surpluses(values, bound), 3, "surplus"),
    "first surplus since 2020": lambda values, bound: runs.first_since(_surpluses(values, bound), 2020, "surplus"),
    "first rise on record": lambda values, bound: runs.first_since(_rises(values, bound), None, "rise"),
    "explains most": _explains,
}
values = st.lists(st.integers(-20, 20), min_size=len(YEARS), max_size=len(YEARS))
errors = st.integers(0, 3)


def _verdicts(figures: list[int], bound: int) -> Iterator[tuple[str, Verdict]]:
    """Every claim that these figures allow, by name; one that is refused is no claim."""
    for name, make in EVERY.items():
        with suppress(TradeError):
            yield name, make(figures, bound)


@law
@given(values, errors)
def test_a_claim_and_its_negation_never_both_hold(figures: list[int], bound: int) -> None:
    for name, one in _verdicts(figures, bound):
        assert [one.holds, one.negation.holds] in ([None, None], [True, False], [False, True]), name
        assert one.negation.margin == -one.margin, name


@law
@given(values, errors)
def test_what_is_said_instead_of_a_false_claim_is_true(figures: list[int], bound: int) -> None:
    for name, one in _verdicts(figures, bound):
        if one.holds is False:
            assert one.instead.holds is True, name
            assert one.instead.wording not in (None, one.wording), name


@law
@given(values)
def test_without_rounding_nothing_is_left_open(figures: list[int]) -> None:
    assert [name for name, one in _verdicts(figures, 0) if one.holds is None] == []


@law
@given(values, errors)
def test_the_margin_has_the_sign_of_the_verdict(figures: list[int], bound: int) -> None:
    for name, one in _verdicts(figures, bound):
        assert one.holds is None or (one.margin >= 0 if one.holds else one.margin <= 0), name


@law
@given(values, errors, st.data())
def test_a_verdict_survives_every_error_of_rounding(figures: list[int], bound: int, data: st.DataObject) -> None:
    moved = [figure + data.draw(st.integers(-bound, bound)) for figure in figures]
    true = dict(_verdicts(moved, 0))
    for name, one in _verdicts(figures, bound):
        if one.holds is not None and name in true:
            assert true[name].holds == one.holds, name


@law
@given(values)
def test_what_a_true_claim_would_become_is_something_else(figures: list[int]) -> None:
    for name, one in _verdicts(figures, 0):
        if one.holds:
            assert one.becomes != one.wording, name
            assert one.flips_to or not one.rivals or one.rivals[0]().holds is False, name


def test_every_claim_is_met_true_and_false() -> None:
    """The laws above are of something: no claim is refused, or true, whatever the figures."""
    shapes = ([5, 4, -3, -2, 9, 1], [0, 9, 8, 30, 2, 3], [5, 4, 6, 2, 9, 1], [1, 2, 3, 4, 5, 6], [-1, -2, -3, 4, 5, 6])
    figures = [[first, *rest] for first in (-12, -3, 0, 3, 5, 10, 12, 29) for rest in shapes]
    met = {(name, one.holds) for some in figures for name, one in _verdicts(some, 0)}
    assert {name for name, holds in met if holds} == set(EVERY)
    assert {name for name, holds in met if holds is False} == set(EVERY)
