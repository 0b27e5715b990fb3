"""What a sentence asserts: true, false, or left open by rounding; and by what margin."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import made

from macros.errors import TradeError
from macros.facts.claims import (
    Verdict,
    already_exceeds,
    deficit,
    fell,
    less_than,
    more_than,
    narrower,
    rose,
    stayed,
    surplus,
    turned,
    wider,
)
from macros.facts.fact import Fact
from macros.facts.verdict import Wording
from macros.periods import Period

law = settings(derandomize=True, deadline=None, database=None)
amounts = st.integers(-50, 50)
errors = st.integers(0, 5)
ELEVEN = "January–November 2025"


def _gap(value: int, period: str = "2024", bound: int = 0) -> Fact:
    return made(value, period, kind="balance", bound=bound)


def _refusal(function: Callable[..., object], *facts: Fact) -> str:
    with pytest.raises(TradeError) as refused:
        function(*facts)
    return str(refused.value)


@pytest.mark.parametrize(
    ("verdict", "holds", "margin"),
    [
        pytest.param(more_than(made(5), made(3, "2023")), True, 2, id="more"),
        pytest.param(more_than(made(3), made(5, "2023")), False, -2, id="not more"),
        pytest.param(more_than(made(5), made(5, "2023")), False, 0, id="equal"),
        pytest.param(more_than(made(5, bound=1), made(3, "2023", bound=1)), None, 2, id="within rounding"),
        pytest.param(more_than(made(6, bound=1), made(3, "2023", bound=1)), True, 3, id="beyond rounding"),
        pytest.param(more_than(made(5), made(3, kind="imports")), True, 2, id="two flows"),
        pytest.param(less_than(made(3), made(5, "2023")), True, 2, id="less"),
        pytest.param(rose(made(5), made(3, "2023")), True, 2, id="rose"),
        pytest.param(rose(made(3), made(5, "2023")), False, -2, id="did not rise"),
        pytest.param(fell(made(3), made(5, "2023")), True, 2, id="fell"),
        pytest.param(fell(made(3, bound=1), made(4, "2023")), None, 1, id="perhaps fell"),
        pytest.param(wider(_gap(-5), _gap(-3, "2023")), True, 2, id="wider deficit"),
        pytest.param(wider(_gap(5), _gap(3, "2023")), True, 2, id="wider surplus"),
        pytest.param(wider(_gap(-3), _gap(-5, "2023")), False, -2, id="not wider"),
        pytest.param(narrower(_gap(-3), _gap(-5, "2023")), True, 2, id="narrower"),
        pytest.param(narrower(_gap(-3, bound=2), _gap(-5, "2023")), None, 2, id="perhaps narrower"),
        pytest.param(surplus(_gap(5)), True, 5, id="surplus"),
        pytest.param(surplus(_gap(-5)), False, -5, id="no surplus"),
        pytest.param(surplus(_gap(1, bound=1)), None, 1, id="perhaps a surplus"),
        pytest.param(surplus(_gap(0)), False, 0, id="in balance"),
        pytest.param(deficit(_gap(-5)), True, 5, id="deficit"),
        pytest.param(deficit(_gap(0)), False, 0, id="in balance, no deficit"),
    ],
)
def test_what_is_asserted_holds_by_a_margin(verdict: Verdict, holds: bool | None, margin: int) -> None:
    assert (verdict.holds, verdict.margin) == (holds, margin)


@pytest.mark.parametrize(
    ("verdict", "asserts"),
    [
        (more_than(made(5), made(3, kind="imports")), "Kenya's exports, 2024 is more than Kenya's imports, 2024"),
        (less_than(made(3), made(5, "2023")), "Kenya's exports, 2024 is less than Kenya's exports, 2023"),
        (rose(made(5), made(3, "2023")), "Kenya's exports, 2024 rose from Kenya's exports, 2023"),
        (fell(made(5), made(3, "2023")), "Kenya's exports, 2024 fell from Kenya's exports, 2023"),
        (wider(_gap(5), _gap(3, "2023")), "the gap of 2024 is wider than that of 2023"),
        (narrower(_gap(5), _gap(3, "2023")), "the gap of 2024 is narrower than that of 2023"),
        (surplus(_gap(5)), "Kenya's balance, 2024 is a surplus"),
        (deficit(_gap(5)), "Kenya's balance, 2024 is a deficit"),
    ],
)
def test_a_verdict_says_what_was_asserted(verdict: Verdict, asserts: str) -> None:
    assert verdict.asserts == asserts


def test_a_verdict_says_what_would_be_true() -> None:
    more = more_than(made(3), made(5, "2023"))
    assert more.instead.asserts == "Kenya's exports, 2024 is less than Kenya's exports, 2023"
    assert more.negation.asserts == "it is not so that Kenya's exports, 2024 is more than Kenya's exports, 2023"
    assert [surplus(_gap(value)).instead.asserts for value in (-5, 0)] == [
        "Kenya's balance, 2024 is a deficit",
        "Kenya's balance, 2024 is nothing",
    ]


def test_a_turn_names_the_side_it_is_to() -> None:
    to = [turned(_gap(now), _gap(before, "2023")).wording for now, before in ((5, -3), (-5, -3), (-5, 3))]
    assert to == [Wording("turned", {"side": side}) for side in ("surplus", "surplus", "deficit")]
    assert stayed(_gap(-5), _gap(-3, "2023")).wording == Wording("stayed", {"side": "deficit"})


UGANDA = made(3, side="UGA")


@pytest.mark.parametrize(
    ("other", "slots"),
    [
        (made(3, "2023"), {"period": Period.parse("2023")}),
        (made(3, kind="imports"), {"measure": "imports", "products": ""}),
        (UGANDA, {"measure": "exports", "products": "", "place": UGANDA.measure.side}),
        (made(3, "2023", kind="imports"), {"measure": "imports", "products": "", "period": Period.parse("2023")}),
    ],
)
def test_the_other_figure_is_named_by_what_differs(other: Fact, slots: dict[str, object]) -> None:
    assert more_than(made(5), other).wording == Wording("more", slots)


def test_a_part_that_falls_short_of_a_whole_is_not_said_to_be_less() -> None:
    assert already_exceeds(made(700, ELEVEN), made(771)).instead.wording == Wording(
        "already", {"period": Period.parse("2024")}, negated=True
    )


@law
@given(amounts, amounts, errors, errors, st.data())
def test_a_verdict_survives_every_error_of_rounding(a: int, b: int, one: int, other: int, data: st.DataObject) -> None:
    first, second = a + data.draw(st.integers(-one, one)), b + data.draw(st.integers(-other, other))
    for claim, true in (
        (more_than(made(a, bound=one), made(b, "2023", bound=other)), first > second),
        (less_than(made(a, bound=one), made(b, "2023", bound=other)), first < second),
        (rose(made(a, bound=one), made(b, "2023", bound=other)), first > second),
        (fell(made(a, bound=one), made(b, "2023", bound=other)), first < second),
        (surplus(_gap(a, bound=one)), first > 0),
        (deficit(_gap(a, bound=one)), first < 0),
    ):
        assert claim.holds is None or claim.holds == true


@law
@given(st.integers(1, 50), st.integers(1, 50), st.sampled_from([1, -1]))
def test_wider_is_the_reverse_of_narrower(a: int, b: int, sign: int) -> None:
    pair = _gap(sign * a), _gap(sign * b, "2023")
    assert wider(*pair).margin == -narrower(*pair).margin == a - b


# A part against a whole


def test_a_part_may_already_exceed_a_whole() -> None:
    part, whole = made(930, ELEVEN, kind="imports"), made(771, kind="imports")
    for verdict in (already_exceeds(part, whole), more_than(part, whole), less_than(whole, part)):
        assert (verdict.holds, verdict.margin) == (True, 159)


def test_a_part_that_falls_short_is_only_false() -> None:
    assert already_exceeds(made(700, ELEVEN), made(771)).holds is False


UNLIKE = (
    "cannot compare a whole year (2024) and 11 months (2025-01..2025-11). "
    "Like for like would be exports of 2025-01..2025-11 with those of 2024-01..2024-11."
)


@pytest.mark.parametrize(
    ("function", "a", "b", "line"),
    [
        pytest.param(more_than, made(9), made(5, ELEVEN), UNLIKE, id="the reverse says nothing"),
        pytest.param(less_than, made(5, ELEVEN), made(9), UNLIKE, id="less than a longer period says nothing"),
        pytest.param(
            already_exceeds, made(9), made(5, "2023"),
            "'already' needs a shorter period against a longer one, not 2024 against 2023. "
            "Use > for periods of the same length.",
            id="already, of equal lengths",
        ),
        pytest.param(
            already_exceeds, _gap(9, ELEVEN), _gap(5),
            "cannot compare 11 months (2025-01..2025-11) and a whole year (2024). "
            "Like for like would be balance of 2025-01..2025-11 with those of 2024-01..2024-11.",
            id="a balance does not only grow",
        ),
        pytest.param(
            more_than, made(9, "February 2024"), made(5, "January 2024"),
            "cannot compare 1 month (2024-02) and 1 month (2024-01). "
            "Like for like would be exports of 2024-02 with those of 2023-02.",
            id="two months",
        ),
        pytest.param(
            rose, made(9, ELEVEN), made(5, "2024"),
            "cannot measure a change between 11 months (2025-01..2025-11) and a whole year (2024). "
            "Like for like would be exports of 2025-01..2025-11 with those of 2024-01..2024-11.",
            id="rose from a longer period",
        ),
        pytest.param(
            wider, _gap(9), _gap(-5, "2023"),
            "a surplus and a deficit cannot be compared as wider and narrower. "
            "Say that it turned, such as claim(gap.turned_from('a year earlier'), \"…\").",
            id="a gap that turned",
        ),
        pytest.param(
            narrower, made(9), made(5, "2023"),
            "Kenya's exports, 2024 is not a balance. Declare it as 'balance, PERIOD'.",
            id="a level is no gap",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_asserted(function: Callable[..., object], a: Fact, b: Fact, line: str) -> None:
    assert _refusal(function, a, b) == line


@pytest.mark.parametrize("function", [surplus, deficit])
def test_only_a_balance_is_a_surplus_or_a_deficit(function: Callable[..., object]) -> None:
    assert _refusal(function, made(5)) == "Kenya's exports, 2024 is not a balance. Declare it as 'balance, PERIOD'."
