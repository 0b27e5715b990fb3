"""What holds of every figure, period and change: what is printed can be read back, and keeps the order and the sign."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from macros import words
from macros.errors import TradeError
from macros.periods import Period
from macros.units import PERCENT, RATIO, USD

law = settings(derandomize=True, deadline=None, database=None)

_SCALES = {"": 0, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "trn": 12}
_UP = ("was little changed", "edged up", "rose", "climbed", "jumped", "doubled", "more than doubled")
_DOWN = ("was little changed", "edged down", "fell", "dropped", "plunged", "halved", "more than halved")

dollars = st.integers(-(10**13), 10**13).map(Decimal) | st.integers(-2_000_000, 2_000_000).map(Decimal)
bounds = st.just(Decimal(0)) | st.integers(0, 10**9).map(Decimal) | st.sampled_from([Decimal(50_000), Decimal(100_000)])
sizes = st.integers(1, 10**13).map(Decimal) | st.integers(1, 500).map(Decimal)
percents = st.decimals(-100, 199, places=3)
periods = st.builds(
    lambda first, length: Period(first, first + length), st.integers(1900 * 12, 2100 * 12), st.integers(0, 30)
)
scarcely = st.integers(0, 50).map(lambda thousandths: Decimal(thousandths) / 1000)


def _parsed(printed: str) -> Decimal:
    match = re.fullmatch(r"([+−]?)\$([\d,]+(?:\.\d+)?)\u00a0?([a-z]*)", printed)
    assert match, printed
    size = Decimal(match[2].replace(",", "")).scaleb(_SCALES[match[3]])
    return -size if match[1] == "−" else size


@law
@given(dollars, bounds, st.booleans())
def test_what_is_printed_is_what_rounded_says(value: Decimal, bound: Decimal, short: bool) -> None:
    printed = words.figure(value, USD, bound=bound, signed=True, short=short)
    if printed.startswith("less than "):
        assert words.rounded(value, USD, bound=bound) == 0
        assert _parsed(printed.removeprefix("less than ")) > abs(value) + bound
    else:
        assert _parsed(printed) == words.rounded(value, USD, bound=bound)


@law
@given(dollars, bounds)
def test_an_amount_is_the_number_of_its_figure(value: Decimal, bound: Decimal) -> None:
    printed = words.figure(value, USD, bound=bound, scale="million", signed=True)
    bare = words.amount(value, USD, bound=bound, scale="million", signed=True)
    assert bare == printed.replace("$", "").removesuffix("\u00a0million")


@law
@given(dollars, bounds)
def test_no_digit_is_printed_that_the_bound_does_not_bear(value: Decimal, bound: Decimal) -> None:
    place = Decimal(1)
    while bound > 2 * place:
        place *= 10
    assert words.rounded(value, USD, bound=bound) % place == 0


@law
@given(dollars, bounds)
def test_nothing_prints_as_a_row_of_zeros(value: Decimal, bound: Decimal) -> None:
    printed = words.figure(value, USD, bound=bound)
    assert re.search("[1-9]", printed) or (printed == "$0" and value == bound == 0)


@law
@given(dollars, dollars, bounds)
def test_rounding_never_reverses_an_order(one: Decimal, other: Decimal, bound: Decimal) -> None:
    low, high = sorted([one, other])
    assert words.rounded(low, USD, bound=bound) <= words.rounded(high, USD, bound=bound)


@law
@given(dollars, st.integers(-2_000_000, 2_000_000).map(Decimal), bounds, bounds)
def test_distinct_figures_print_in_their_true_order(a: Decimal, step: Decimal, bound: Decimal, other: Decimal) -> None:
    b = a + step
    try:
        digits = words.distinct(a, b, USD, bounds=(bound, other))
    except TradeError:
        assume(False)
    first = _stated(a, bound, digits)
    second = _stated(b, other, digits)
    assert first != second
    assert (first > second) == (a > b)


def _stated(value: Decimal, bound: Decimal, digits: int | None) -> Decimal:
    printed = words.figure(value, USD, bound=bound, digits=digits, signed=True)
    return Decimal(0) if printed.startswith("less") else _parsed(printed)


@law
@given(dollars)
def test_a_scale_word_never_parts_from_its_number(value: Decimal) -> None:
    assert " " not in words.figure(value, USD).removeprefix("less than ")


@law
@given(periods)
def test_a_period_in_prose_is_read_back(period: Period) -> None:
    assert Period.parse(words.in_prose(period)) == period


@law
@given(periods, st.booleans())
def test_a_label_is_read_back(period: Period, short: bool) -> None:
    assert Period.parse(words.label(period, short=short)) == period


@law
@given(percents)
def test_a_verb_has_the_sign_of_its_value(percent: Decimal) -> None:
    verb = words.verb(percent)
    assume(verb != "was little changed")
    assert verb in (_UP if percent > 0 else _DOWN)


@law
@given(percents, percents)
def test_a_larger_change_never_has_a_weaker_verb(one: Decimal, other: Decimal) -> None:
    assume(one > 0 and other > 0)
    small, large = sorted([one, other])
    assert _UP.index(words.verb(small)) <= _UP.index(words.verb(large))


@law
@given(percents, scarcely)
def test_a_verb_never_contradicts_its_printed_figure(percent: Decimal, bound: Decimal) -> None:
    size = abs(words.rounded(percent, PERCENT, bound=bound))
    said = words.change(percent, bound=bound)
    assert (said == "was little changed") == (size < Decimal("0.5"))
    if "more than doubled" in said:
        assert min(percent - bound, size) > 100
    if "more than halved" in said:
        assert min(-percent - bound, size) > 50


@law
@given(st.decimals("0.01", 40, places=3), scarcely)
def test_times_is_never_far_from_the_ratio(ratio: Decimal, bound: Decimal) -> None:
    said = words.times(ratio, bound=bound)
    if match := re.fullmatch(r"(about|nearly|more than) (\w+) times", said):
        whole = Decimal(_number(match[2]))
        if match[1] == "nearly":
            assert whole - Decimal("0.25") <= ratio + bound < whole
        elif match[1] == "more than":
            assert whole < ratio - bound <= whole + Decimal("0.4")
        else:
            assert abs(ratio - whole) <= max(Decimal("0.1"), whole / 20)
    if said == "nearly double":
        assert ratio + bound < 2
    if said == "more than double":
        assert ratio - bound > 2
    if re.match(r"\d", said):
        assert said == words.figure(ratio, RATIO, bound=bound)


def _number(word: str) -> int:
    spelled = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return spelled.index(word) + 3 if word in spelled else int(word)


@law
@given(sizes, sizes, st.sampled_from([1, -1]))
def test_wider_one_way_is_narrower_the_other(one: Decimal, other: Decimal, side: int) -> None:
    low, high = sorted([one * side, other * side], key=abs)
    there, back = words.wider(before=low, after=high), words.wider(before=high, after=low)
    assert back == there.replace("wider", "narrower")
    assert "narrower" not in there


@pytest.mark.parametrize("function", [words.exact, words.figure])
def test_a_missing_number_is_refused(function: object) -> None:
    with pytest.raises(TradeError, match="missing is not zero"):
        function(Decimal("NaN"), USD)  # type: ignore[operator]


def test_things_with_commas_of_their_own_have_semicolons_between() -> None:
    assert words.and_list(["coffee, not roasted", "tea"]) == "coffee, not roasted; and tea"
    assert words.and_list(["sugar", "gems, metals and coins", "tea"]) == "sugar; gems, metals and coins; and tea"
    assert words.and_list(["gems, metals and coins"]) == "gems, metals and coins"
