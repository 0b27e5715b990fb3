"""The duty rate: calculated duty over the value it is on, from whichever side, over any months, and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record import MILLION, Release, made, monthly, write_dataset

from macros import places
from macros.errors import TradeError
from macros.facts import amounts, changes, claims
from macros.facts.levels import duty_rate
from macros.facts.standing import standing
from macros.facts.view import Question, View
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record
from macros.units import PERCENT, PERCENTAGE_POINT

law = settings(derandomize=True, deadline=None, database=None)
KENYA, UGANDA, USA, CHINA = (places.find(name) for name in ("Kenya", "Uganda", "United States", "China"))
DUTY_FLOWS = {
    "consumption": {"title": "imports for consumption", "valuation": "customs value"},
    "duty": {"title": "calculated duty", "valuation": "as calculated from the entries"},
}
MONTHS = [(100, 0), (100, 10), (300, 60), (50, 50)]
"""US$ million of January to April 2025: the value that entered and the duty on it."""


def _view(data: Path, *datasets: str, months: Sequence[tuple[int, int]] = MONTHS) -> View:
    """The trade of all goods, the duty on what Kenya sold, and what China says of its trade by year."""
    day = date(2025, 6, 3)
    sold = monthly("KEN", "imports", "2024-01", [7 * MILLION] * 16)
    write_dataset(data / "goods", Release(known=day, covers="2024-01..2025-04", rows=sold))
    flows = [(value * MILLION, duty * MILLION) for value, duty in months]
    rows = [
        *monthly("KEN", "consumption", "2025-01", [value for value, _ in flows]),
        *monthly("KEN", "duty", "2025-01", [duty for _, duty in flows]),
    ]
    write_dataset(data / "duties", Release(known=day, covers="2025-01..2025-04", rows=rows), flows=DUTY_FLOWS)
    years = [("KEN", "exports", "", str(year), 9 * MILLION, 1) for year in range(2020, 2025)]
    write_dataset(
        data / "yearly", Release(known=day, covers="2020..2024", rows=years), reporter="CHN", frequency="annual"
    )

    def passport(name: str) -> Passport:
        return Passport.read(data / name)

    return View(passport, lambda name, as_of: Record(passport(name), as_of), datasets or ("goods", "duties", "yearly"))


@pytest.fixture
def view(tmp_path: Path) -> View:
    return _view(tmp_path / "data")


def _asked(measure: str = "duty rate", period: str = "January 2025", **more: object) -> Question:
    return Question(**{"measure": measure, "period": Period.parse(period), "side": KENYA, "partner": USA} | more)  # type: ignore[arg-type]


def _refusal(function: object, *arguments: object) -> str:
    with pytest.raises(TradeError) as refused:
        function(*arguments)  # type: ignore[operator]
    return str(refused.value)


@pytest.mark.parametrize(
    ("period", "rate"),
    [("January 2025", 0), ("February 2025", 10), ("April 2025", 100), ("January–March 2025", 14)],
)
def test_the_rate_of_a_window_is_its_duty_over_its_value(view: View, period: str, rate: int) -> None:
    fact = view.ask(_asked(period=period))
    assert (fact.value, fact.unit, fact.measure.kind) == (rate, PERCENT, "duty rate")
    assert [part.measure.kind for part in fact.parts] == ["calculated duty", "entered value"]
    assert fact.datasets == ("duties",)
    assert fact.basis.valuation == "as calculated from the entries and customs value"


def test_it_is_the_same_from_either_side(view: View) -> None:
    for measure in ("duty rate", "calculated duty", "entered value"):
        theirs = view.ask(_asked(measure, "February 2025", side=USA, partner=KENYA))
        assert theirs.value == view.ask(_asked(measure, "February 2025")).value


@law
@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)), min_size=1, max_size=24),
    st.integers(0, 10**3),
)
def test_the_rate_of_a_window_lies_between_the_least_and_the_greatest_of_its_months(
    months: list[tuple[int, int]], bound: int
) -> None:
    values, duties = zip(*((value + bound, duty) for value, duty in months), strict=True)
    rates = [Decimal(duty) / value * 100 for duty, value in zip(duties, values, strict=True)]
    whole = duty_rate(
        made(sum(duties), kind="calculated duty", bound=bound, valuation="calculated"),
        made(sum(values), kind="entered value", bound=bound - 1 if bound else 0, valuation="customs value"),
    )
    hair = Decimal("1e-18")
    assert min(rates) - hair <= whole.value <= max(rates) + hair


@law
@given(st.integers(0, 10**6), st.integers(10**3, 10**6), st.integers(0, 500), st.data())
def test_the_bound_of_a_rate_holds_what_rounding_can_have_hidden(
    duty: int, value: int, bound: int, data: st.DataObject
) -> None:
    rate = duty_rate(made(duty, kind="calculated duty", bound=bound), made(value, kind="entered value", bound=bound))
    errors = st.integers(-bound, bound)
    truth = Decimal(duty + data.draw(errors)) / (value + data.draw(errors)) * 100
    assert abs(truth - rate.value) <= rate.bound + Decimal("1e-18")


def test_a_rate_needs_a_value_and_both_parts_of_one_thing() -> None:
    duty, value = made(1, kind="calculated duty"), made(2, kind="entered value")
    assert duty_rate(duty, value).value == 50
    assert _refusal(duty_rate, value, duty) == (
        "entered value of 2024 and calculated duty of 2024 make no duty rate. "
        "It takes calculated duty and entered value of the same goods over the same months, in this order."
    )
    for other in (made(2, "2023", kind="entered value"), made(2, kind="entered value", side="UGA")):
        assert "make no duty rate" in _refusal(duty_rate, duty, other)
    assert _refusal(duty_rate, duty, made(0, kind="entered value")).startswith(
        "cannot divide by entered value of 2024: they are nothing"
    )
    assert "two vintages" in _refusal(duty_rate, duty, made(2, kind="entered value", vintage="2024-01"))


def test_rates_of_any_months_compare_and_differ_by_percentage_points(view: View) -> None:
    before, now = (view.ask(_asked(period=period)) for period in ("February 2025", "March 2025"))
    step = changes.difference(now, before)
    assert (step.value, step.unit) == (10, PERCENTAGE_POINT)
    assert claims.more_than(now, before).holds
    assert claims.less_than(now, before).instead.asserts.startswith("Kenya's duty rate, 2025-03 is more than")
    assert claims.more_than(view.ask(_asked(period="January–March 2025")), before).holds
    assert amounts.rose_by(now, before, amounts.amount("9 percentage points")).holds
    assert _refusal(changes.change, now, before) == (
        "a duty rate moves by percentage points: a percentage of a percentage misleads. Use difference_from()."
    )
    assert _refusal(amounts.rose_by, now, before, amounts.amount("10%")).startswith("cannot measure a change in")
    longer = view.ask(_asked(period="January–April 2025"))
    assert _refusal(claims.already_exceeds, now, longer) == (
        "'already' is for what adds up month by month, not for a duty rate. Use >."
    )
    assert _refusal(claims.more_than, now, view.ask(_asked("exports"))) == (
        "cannot compare % and US$. Both must have the same unit."
    )


def test_calculated_duty_adds_up_and_may_already_exceed(view: View) -> None:
    part, whole = (view.ask(_asked("calculated duty", period)) for period in ("April 2025", "January–February 2025"))
    assert claims.already_exceeds(part, whole).holds


def test_history_beginning_and_end_are_those_of_the_duties(view: View) -> None:
    assert (str(view.begins(_asked())), str(view.latest(_asked()))) == ("2025-01", "2025-04")
    assert view.history(_asked(period="March 2025")) == []
    assert "too short" in _refusal(standing, view.ask(_asked()), view.history(_asked()), "highest")


def test_each_question_goes_to_the_dataset_that_has_its_answer(tmp_path: Path) -> None:
    for order in (("goods", "duties", "yearly"), ("yearly", "duties", "goods")):
        view = _view(tmp_path / order[0], *order)
        assert view.ask(_asked("exports", "2024")).datasets == ("goods",)
        assert view.ask(_asked("duty rate", "April 2025")).datasets == ("duties",)
        assert view.ask(_asked("imports", "2024", partner=CHINA)).datasets == ("yearly",)
        assert str(view.latest(_asked("imports", partner=CHINA))) == "2024-12"


@pytest.mark.parametrize(
    ("datasets", "asked", "line"),
    [
        (
            (), _asked(products=("61",)),
            "duty by product is not on record, only that of all goods. Leave the products out.",
        ),
        (
            (), _asked(side=UGANDA),
            "'duties' has no United States duties on imports from Uganda. Choose 'Kenya'.",
        ),
        (
            ("goods",), _asked(),
            "none of goods has figures on duty. Name a dataset that has them under 'trade: data:'.",
        ),
        (
            ("duties",), _asked("balance"),
            "none of duties has figures of all goods. Name a dataset that has them under 'trade: data:'.",
        ),
        (
            (), _asked(period="2024"),
            "2024 is before the record of United States duties on imports from Kenya. It begins with 2025-01.",
        ),
        (
            (), _asked(side=KENYA, partner=UGANDA),
            "'duties' holds the trade of United States only, not that of Kenya with Uganda. "
            "One of side and partner must be United States.",
        ),
    ],
)  # fmt: skip
def test_what_is_not_on_record_is_refused(
    tmp_path: Path, datasets: tuple[str, ...], asked: Question, line: str
) -> None:
    assert _refusal(_view(tmp_path, *datasets).ask, asked) == line
