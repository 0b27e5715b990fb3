"""Levels, and what is made of two of them over the same months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import MILLION, TENTH, Release, made, monthly, small_record

from macros import places
from macros.errors import TradeError
from macros.facts.fact import is_settled
from macros.facts.levels import balance, cover_ratio, cumulative, level, quotient, share, trade
from macros.periods import Period
from macros.units import PERCENT

law = settings(derandomize=True, deadline=None, database=None)
KENYA, UGANDA, USA = places.find("Kenya"), places.find("Uganda"), places.find("United States")
Y2024 = Period.year(2024)

amounts = st.integers(0, 10**12)
bounds = st.integers(0, 10**6)


def _refusal(function: object, *arguments: object) -> str:
    with pytest.raises(TradeError) as refused:
        function(*arguments)  # type: ignore[operator]
    return str(refused.value)


def test_what_one_side_buys_the_other_sells(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    bought = level(record, KENYA, USA, "imports", Y2024)
    assert bought.value == level(record, USA, KENYA, "exports", Y2024).value == 486 * MILLION + 7 * TENTH
    assert bought.basis.valuation == "f.a.s. value"
    assert level(record, KENYA, USA, "exports", Y2024).basis.valuation == "customs value"


def test_a_level_says_what_it_rests_on(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    bought = level(record, KENYA, USA, "imports", Period.parse("December 2022–January 2023"))
    assert bought.bound == TENTH
    assert bought.vintages == ("2024-03", "2025-02")
    assert bought.datasets == ("samples",)
    assert [str(observation.period) for observation in bought.observations] == ["2022-12", "2023-01"]
    assert bought.as_of == date(2025, 2, 5)


def test_the_trade_of_two_others_is_not_on_record(tmp_path: Path) -> None:
    assert _refusal(level, small_record(tmp_path), KENYA, UGANDA, "imports", Y2024) == (
        "'samples' holds the trade of United States only, not that of Kenya with Uganda. "
        "One of side and partner must be United States."
    )


def test_swapping_the_sides_negates_the_balance(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    ours, theirs = (
        balance(level(record, *sides, "exports", Y2024), level(record, *sides, "imports", Y2024))
        for sides in ((KENYA, USA), (USA, KENYA))
    )
    assert ours.value == -theirs.value == 12 * 21 * MILLION - (486 * MILLION + 7 * TENTH)
    assert ours.bound == theirs.bound


@law
@given(amounts, amounts, bounds, bounds)
def test_balance_and_trade_are_difference_and_sum(sold: int, bought: int, one: int, other: int) -> None:
    pair = made(sold, bound=one), made(bought, bound=other, kind="imports")
    assert (balance(*pair).value, balance(*pair).bound) == (sold - bought, one + other)
    assert (trade(*pair).value, trade(*pair).bound) == (sold + bought, one + other)


def test_a_balance_says_how_both_flows_are_valued() -> None:
    pair = made(5), made(3, kind="imports")
    assert balance(*pair).basis.valuation == "customs value less f.a.s. value"
    assert trade(*pair).basis.valuation == "customs value and f.a.s. value"
    assert [fact.parts for fact in (balance(*pair), trade(*pair))] == [pair, pair]


def test_the_cover_ratio_is_a_hundred_where_both_flows_are_equal() -> None:
    ratio = cover_ratio(made(7), made(7, kind="imports"))
    assert (ratio.value, ratio.unit, ratio.measure.kind) == (100, PERCENT, "cover ratio")


@pytest.mark.parametrize(
    ("exports", "imports", "line"),
    [
        (
            made(1), made(1, "2023", kind="imports"),
            "exports of 2024 and imports of 2023 do not belong together. Ask for both over the same months.",
        ),
        (
            made(1, kind="imports"), made(1),
            "imports of Kenya and exports of Kenya make no balance. "
            "It takes exports and imports of one side with one partner, in this order.",
        ),
        (
            made(1), made(1, kind="imports", side="UGA"),
            "exports of Kenya and imports of Uganda make no balance. "
            "It takes exports and imports of one side with one partner, in this order.",
        ),
        (
            made(1), made(1, kind="imports", reporter="KEN"),
            "cannot set against each other figures that differ in reporter: USA and KEN. "
            "Ask for both from the same dataset.",
        ),
    ],
)  # fmt: skip
def test_other_pairs_make_no_balance(exports: object, imports: object, line: str) -> None:
    for function in (balance, trade, cover_ratio):
        assert _refusal(function, exports, imports) == line


@law
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
def test_shares_add_to_a_hundred(parts: list[int]) -> None:
    whole = made(sum(parts))
    shares = [share(made(part), whole).value for part in parts]
    assert abs(sum(shares) - 100) < Decimal("1e-20")


@law
@given(amounts, bounds, st.integers(1, 10**12), bounds, st.fractions(-1, 1), st.fractions(-1, 1))
def test_the_bound_of_a_quotient_contains_every_error(
    top: int, error: int, bottom: int, other: int, here: Decimal, there: Decimal
) -> None:
    pair = made(top, bound=error), made(bottom, bound=other)
    if bottom <= other:
        with pytest.raises(TradeError, match="too little to tell from nothing"):
            quotient(*pair, Decimal(100))
        return
    value, bound = quotient(*pair, Decimal(100))
    true = 100 * (top + error * here) / (bottom + other * there)
    assert abs(float(true) - float(value)) <= float(bound) * (1 + 1e-9) + 1e-9


def test_nothing_is_divided_by_nothing() -> None:
    assert _refusal(cover_ratio, made(1), made(0, kind="imports")) == (
        "cannot divide by imports of 2024: they are nothing, or too little to tell from nothing. "
        "Give the amounts instead of a ratio."
    )


@pytest.mark.parametrize(
    ("part", "whole", "line"),
    [
        (made(1, "2023"), made(2), "a share needs one period, not 2023 of 2024. Ask for both over the same months."),
        (
            made(3), made(2),
            "a part cannot be larger than its whole. Swap them, or ask how many times larger it is.",
        ),
        (
            made(1), made(2, kind="imports"),
            "a share is of like in like, not of exports in imports. "
            "Take a share of imports in imports, of exports in exports, or of either in two-way trade.",
        ),
        (
            made(1, "January 2024"), made(2, "January 2024", vintage="2024-03"),
            "cannot take a share of figures of one month from two vintages: 2024-03 and 2025-02. "
            "Ask for both 'as of' the same day; a revision is worded by revised_from().",
        ),
        (
            made(1), made(2, unit=PERCENT),
            "cannot take a share of US$ and %. Both must have the same unit.",
        ),
    ],
)  # fmt: skip
def test_other_shares_are_refused(part: object, whole: object, line: str) -> None:
    assert _refusal(share, part, whole) == line


def test_one_flow_may_be_a_share_of_both() -> None:
    sold, bought = made(60), made(40, kind="imports")
    assert share(sold, trade(sold, bought)).value == 60


@law
@given(st.lists(st.tuples(amounts, bounds), min_size=1, max_size=12))
def test_a_running_total_ends_with_the_sum(months: list[tuple[int, int]]) -> None:
    facts = [made(value, f"2024-{n:02d}", bound=bound) for n, (value, bound) in enumerate(months, start=1)]
    running = cumulative(facts)
    assert [fact.value for fact in running] == [sum(v for v, _ in months[:n]) for n in range(1, len(months) + 1)]
    assert running[-1].bound == sum(bound for _, bound in months)
    assert running[-1].period == Period.months(2024, 1, len(months))
    assert list(running[-1].observations) == [o for fact in facts for o in fact.observations]


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (made(1, "2024-03"), "2024-03 does not follow 2024-01. Add up months without a gap."),
        (made(1, "2024-01"), "2024-01 does not follow 2024-01. Add up months without a gap."),
        (
            made(1, "2024-02", kind="imports"),
            "exports and imports do not add up to one running total. Add up one measure of one side with one partner.",
        ),
        (
            made(1, "2024-02", basis="balance of payments"),
            "cannot add up figures that differ in basis: balance of payments and Census. "
            "Ask for both from the same dataset.",
        ),
    ],
)
def test_a_running_total_has_no_gap_and_one_measure(second: object, line: str) -> None:
    assert _refusal(cumulative, [made(1, "2024-01"), second]) == line


def test_products_are_added_up_each_once(tmp_path: Path) -> None:
    rows = [
        *monthly("KEN", "imports", "2024-01", [1] * 12, product="61"),
        *monthly("KEN", "imports", "2024-01", [2] * 12, product="62"),
    ]
    (tmp_path / "data" / "samples").mkdir(parents=True)
    (tmp_path / "data" / "samples" / "products.csv").write_text(
        "product,name\n61,Knitted\n62,Woven\n", encoding="utf-8"
    )
    record = small_record(tmp_path, Release(known=date(2025, 2, 5), covers="2024", rows=rows))
    both = level(record, KENYA, USA, "exports", Y2024, ["61", "62"])
    assert (both.value, both.bound, both.measure.products, len(both.parts)) == (36, 12, ("61", "62"), 2)
    assert level(record, KENYA, USA, "exports", Y2024, ["62"]).value == 24
    assert _refusal(level, record, KENYA, USA, "exports", Y2024, ["61", "61"]) == (
        "the same figure would be added twice. Name each product once."
    )


@pytest.mark.parametrize(
    ("margin", "bound", "settled"),
    [(2, 1, True), (-2, 1, True), (1, 1, False), (-1, 1, False), (0, 1, False), (0, 0, True), (1, 0, True)],
)
def test_a_sign_is_settled_beyond_the_error(margin: int, bound: int, settled: bool) -> None:
    assert is_settled(Decimal(margin), Decimal(bound)) is settled
