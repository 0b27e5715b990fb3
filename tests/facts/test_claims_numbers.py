"""Claims with a round number, of parts, ranks and runs: examples, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from record import made

from macros.errors import TradeError
from macros.facts import amounts, claims, levels, parts, ranks, runs
from macros.facts.amounts import amount
from macros.facts.fact import Fact
from macros.facts.standing import standing
from macros.facts.verdict import Verdict, name
from macros.units import PERCENT, PERCENTAGE_POINT, RATIO, USD, Unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$500 million", 500_000_000, USD),
        ("$1.5 billion", 1_500_000_000, USD),
        ("US$ 20,000", 20_000, USD),
        ("USD 3 trillion", 3 * 10**12, USD),
        ("10%", 10, PERCENT),
        ("2.5 per cent", "2.5", PERCENT),
        ("3 percentage points", 3, PERCENTAGE_POINT),
        ("half", "0.5", RATIO),
        ("a tenth", "0.1", RATIO),
        ("three-quarters", "0.75", RATIO),
        ("one in ten", "0.1", RATIO),
        ("one in 20", "0.05", RATIO),
        ("double", 2, RATIO),
        ("Threefold", 3, RATIO),
        ("2.5 times", "2.5", RATIO),
        ("four times", 4, RATIO),
    ],
)
def test_a_round_number_is_read(text: str, value: int | str, unit: Unit) -> None:
    assert amount(text) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["500", "", "$", "$lots", "-10%", "$nan", "0%", "half a million", "one in none", 500])
def test_what_is_not_an_amount_is_refused(text: object) -> None:
    with pytest.raises(TradeError, match="is not an amount"):
        amount(text)


def test_a_part_without_a_round_number_is_refused() -> None:
    with pytest.raises(TradeError, match=r"^'one in 13' has no round number\. Write it in per cent\.$"):
        amount("one in 13")


def _share(part: int, whole: int) -> Fact:
    return levels.share(made(part), made(whole, kind="trade"))


def _products(*figures: int, period: str = "2024", bound: int = 0) -> Fact:
    """A figure over products 01, 02, …"""
    each = [_product(value, f"{code:02d}", period, bound) for code, value in enumerate(figures, start=1)]
    codes = tuple(code for one in each for code in one.measure.products)
    whole = made(sum(figures), period, bound=bound * len(figures))
    return replace(whole, measure=replace(whole.measure, products=codes), route=None, parts=tuple(each))


def _product(value: int, code: str, period: str = "2024", bound: int = 0) -> Fact:
    fact = made(value, period, bound=bound)
    return replace(fact, measure=replace(fact.measure, products=(code,)))


BEFORE = made(100, "2023")


@pytest.mark.parametrize(
    ("verdict", "holds", "margin"),
    [
        pytest.param(amounts.over(made(12), (Decimal(10), USD)), True, 2, id="more than"),
        pytest.param(amounts.over(made(10), (Decimal(10), USD)), False, 0, id="not more than itself"),
        pytest.param(amounts.at_least(made(10), (Decimal(10), USD)), True, 0, id="at least itself"),
        pytest.param(amounts.at_least(made(10, bound=1), (Decimal(10), USD)), None, 0, id="perhaps at least"),
        pytest.param(amounts.at_most(made(12), (Decimal(10), USD)), False, -2, id="not at most"),
        pytest.param(amounts.over(made(-12, kind="balance"), (Decimal(10), USD)), True, 2, id="a deficit by its size"),
        pytest.param(amounts.over(_share(3, 5), amount("half")), True, 10, id="a share, in points"),
        pytest.param(amounts.over(_share(1, 2), amount("half")), False, 0, id="just half"),
        pytest.param(amounts.over(made(60), amount("half"), made(100, kind="trade")), True, 10, id="of a whole"),
        pytest.param(amounts.at_least(made(480), amount("two-thirds"), made(720, kind="trade")), True, 0, id="thirds"),
        pytest.param(
            amounts.at_most(made(480), amount("two-thirds"), made(720, kind="trade")), True, 0, id="both ways"
        ),
        pytest.param(amounts.at_least(made(199), amount("double"), BEFORE), False, -1, id="not quite doubled"),
        pytest.param(amounts.rose_by(made(110), BEFORE, amount("10%")), True, 0, id="rose by just that"),
        pytest.param(amounts.rose_by(made(109), BEFORE, amount("$10")), False, -1, id="rose by less"),
        pytest.param(amounts.rose_by(made(150, bound=2), BEFORE, amount("half")), None, 0, id="perhaps by half"),
        pytest.param(amounts.fell_by(made(70), BEFORE, amount("a quarter")), True, 5, id="fell by a quarter"),
        pytest.param(parts.top_make_up(_products(5, 1, 3, 1), 2, amount("80%")), True, 0, id="concentration"),
        pytest.param(parts.top_make_up(_products(5, 1, 3, 1), 1, amount("80%")), False, -3, id="less concentrated"),
        pytest.param(parts.top_make_up(_products(5, 1, 3, 1, bound=1), 2, amount("80%")), None, 0, id="perhaps"),
    ],
)
def test_a_round_number_is_held_to(verdict: Verdict, holds: bool | None, margin: int) -> None:
    assert (verdict.holds, verdict.margin) == (holds, margin)


@pytest.mark.parametrize(
    ("part", "part_before", "whole", "whole_before", "holds", "margin"),
    [
        pytest.param(8, 2, 20, 10, True, 1, id="most of a rise"),
        pytest.param(7, 2, 20, 10, False, 0, id="just half"),
        pytest.param(2, 8, 10, 20, True, 1, id="most of a fall"),
        pytest.param(8, 2, 10, 20, False, -11, id="a rise in a fall"),
    ],
)
def test_what_explains_most(
    part: int, part_before: int, whole: int, whole_before: int, holds: bool, margin: int
) -> None:
    verdict = parts.explains_most(
        made(part), made(part_before, "2023"), made(whole, kind="trade"), made(whole_before, "2023", kind="trade")
    )
    assert (verdict.holds, verdict.margin) == (holds, margin)


def _others(*values: int, bound: int = 0) -> list[Fact]:
    return [made(v, side=side, bound=bound) for v, side in zip(values, ("UGA", "TZA", "NGA"), strict=False)]


@pytest.mark.parametrize(
    ("verdict", "holds", "margin"),
    [
        pytest.param(ranks.ranks(made(5), _others(9, 3), 2), True, 2, id="second"),
        pytest.param(ranks.ranks(made(5), _others(9, 3), 1), False, -4, id="not first"),
        pytest.param(ranks.ranks(made(5), _others(5, 3), 1), True, 0, id="a shared place"),
        pytest.param(ranks.ranks(made(5, bound=1), _others(6, 3, bound=1), 1), None, -1, id="perhaps first"),
        pytest.param(ranks.in_top(made(5), _others(9, 3, 1), 2), True, 2, id="among two"),
        pytest.param(ranks.in_top(made(2), _others(9, 3, 1), 2), False, -1, id="not among two"),
    ],
)
def test_a_place_is_held_to(verdict: Verdict, holds: bool | None, margin: int) -> None:
    assert (verdict.holds, verdict.margin) == (holds, margin)


def _gaps(*values: int) -> list[Fact]:
    """Balances, the newest first, of 2024 and before."""
    return [made(v, str(2024 - n), kind="balance") for n, v in enumerate(values)]


def _streak(count: int, *values: int) -> Verdict:
    return runs.streak(map(claims.deficit, _gaps(*values)), count, "deficit")


@pytest.mark.parametrize(
    ("verdict", "holds", "margin", "instead"),
    [
        pytest.param(_streak(3, -5, -2, -4, 3), True, 2, None, id="the third in a row"),
        pytest.param(_streak(2, -5, -2, -4, 3), False, -4, "streak_deficit", id="not the second"),
        pytest.param(_streak(4, -5, -2, -4, 3), False, -3, "streak_deficit", id="not the fourth"),
        pytest.param(_streak(1, 5, -2, -4), False, -5, "surplus", id="not at all"),
        pytest.param(
            runs.first_since([claims.surplus(g) for g in _gaps(4, -1, -2, 3)], 2021, "surplus"),
            True, 1, None, id="first since",
        ),
        pytest.param(
            runs.first_since([claims.surplus(g) for g in _gaps(4, -1, 2, 3)], 2021, "surplus"),
            False, -2, "first_since", id="another between",
        ),
        pytest.param(
            runs.first_since([claims.surplus(g) for g in _gaps(4, -1, -2)], None, "surplus"),
            True, 1, None, id="first on record",
        ),
    ],
)  # fmt: skip
def test_a_run_is_held_to(verdict: Verdict, holds: bool, margin: int, instead: str | None) -> None:
    assert (verdict.holds, verdict.margin) == (holds, margin)
    if instead:
        assert verdict.instead.wording is not None
        assert verdict.instead.wording.predicate == instead


def _standing() -> Verdict:
    return ranks.extreme_within(standing(made(5), [made(3, "2023")], "highest"), 3)


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (lambda: amounts.over(made(5), amount("10%")), "cannot compare US$ and %. Both must have the same unit."),
        (
            lambda: amounts.over(made(5), amount("$1"), made(9)),
            "a part or a multiple is not an amount of US$. Write for example \"half\", \"60%\" or \"double\".",
        ),
        (
            lambda: amounts.rose_by(made(5, kind="balance"), made(3, "2023", kind="balance"), amount("10%")),
            "a balance has no percentage change: it can cross zero. "
            "Use difference_from(), or compare the two with wider_than().",
        ),
        (
            lambda: amounts.over(made(5, kind="change", of="exports", unit=PERCENT), amount("4%")),
            "'change' has a direction, which a round number would hide. "
            "Ask the figure that changed, such as rose_from('a year earlier', by=\"10%\").",
        ),
        (
            lambda: parts.top_make_up(made(5), 3, amount("half")),
            "Kenya's exports, 2024 is not made of products or countries. Declare one that is, "
            "such as 'exports of every product, 2024' or 'exports of each African country, 2025'.",
        ),
        (lambda: ranks.ranks(made(5), _others(6), 3), "there is no place 3 among 2. Places count from 1."),
        (
            lambda: ranks.in_top(made(5), _others(6), 2),
            "there are only 2 to rank, so all are among the 2 largest. Claim a higher place.",
        ),
        (_standing, "the record of exports has 2 years, and cannot bear out 3. Claim 2 years or more, up to those on record."),
        (
            lambda: _streak(2, -5, -2),
            "the record is too short to say that it is number 2 in a row: it begins with the run. "
            "Claim the first and the last of them instead.",
        ),
        (
            lambda: runs.first_since([claims.surplus(g) for g in _gaps(4, -1)], 1990, "surplus"),
            "there is no 1990 to look back to. The record begins with 2023.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_claimed(claim: Callable[[], Verdict], line: str) -> None:
    with pytest.raises(TradeError) as refused:
        claim()
    assert str(refused.value) == line


def test_products_are_named_up_to_a_few() -> None:
    assert name(_product(1, "61")) == "Kenya's exports of HS 61, 2024"
    assert name(_products(1, 2, 3, 4, 5)) == "Kenya's exports of 5 products, 2024"
