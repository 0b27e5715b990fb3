"""Shares close to the whole or are refused; every part is named, on its band or beside it."""

from __future__ import annotations

import pytest
from golden_spec import check_specification
from hypothesis import given
from hypothesis import strategies as st
from legible import NAMES, require_legible

from macros.charts.kinds.shares import Part, Shares
from macros.charts.stacking import stacked_bands
from macros.charts.theme import NARROW, WIDE
from macros.errors import TradeError

Given = tuple[str, list[float | None]]


def made(*values: Given, rest: bool = True, areas: bool = True, flow: str = "sold", first: int = 2019) -> Shares:
    """The first is picked out; all others are what is missing to a hundred."""
    parts = [Part(name=name, shares=tuple(shares), emphasis=not at) for at, (name, shares) in enumerate(values)]
    columns = list(zip(*(part.shares for part in parts), strict=True))
    if rest:
        left = tuple(None if None in column else 100 - sum(one or 0 for one in column) for column in columns)
        parts.append(Part(name="All others", shares=left, rest=True))
    periods = tuple(str(first + at) for at in range(len(columns)))
    return Shares(periods=periods, parts=tuple(parts), flow=flow, areas=areas)


USUAL: list[Given] = [
    ("Kenya", [1.2, 1.4, 1.9, 2.2]),
    ("South Africa", [30.0, 35.0, 33.0, 38.0]),
    ("Nigeria", [20.0, 15.0, 14.0, 12.0]),
    ("Ghana", [3.0, 2.9, 3.1, 3.0]),
]
GAP: list[Given] = [
    ("Kenya", [1.0, 2.0, None, 4.0, None, 5.0, 6.0]),
    ("Ghana", [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]),
]
CROWD: list[Given] = [("Place", [0.1, 0.1])] * 250
TINY: list[Given] = [(f"Place {number}", [0.01, 0.0, 0.02]) for number in range(5)]


def test_specification() -> None:
    check_specification("shares", made(*USUAL))
    check_specification("shares-bars", made(*USUAL, areas=False, flow="bought"))


@pytest.mark.parametrize("areas", [True, False])
@pytest.mark.parametrize(
    "values", [USUAL, GAP, TINY, [("Kenya", [0.0, 100.0])], [(name, [20.0, 5.0, 15.0]) for name in NAMES]]
)
def test_it_can_be_read(values: list[Given], areas: bool) -> None:
    require_legible(made(*values, areas=areas))


def test_bars_of_one_period_and_of_long_ones_can_be_read() -> None:
    require_legible(made(("Coffee", [40.0]), ("Tea", [30.0]), areas=False))
    parts = (Part(name="Coffee", shares=(40.0, 50.0), emphasis=True), Part(name="Tea", shares=(60.0, 50.0)))
    require_legible(Shares(periods=("January–June 2023", "January–June 2024"), parts=parts, areas=False))
    require_legible(made(("Coffee", [40.0] * 40), areas=False, first=1986))
    require_legible(made(("Coffee", [40.0] * 40), first=1986, flow="neutral"))


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (lambda: made(rest=False), "no shares to draw"),
        (lambda: made(("Kenya", [None, None])), "no shares to draw"),
        (lambda: made(("Kenya", [1.0])), "no two years in a row"),
        (lambda: made(("Kenya", [1.0, None, 2.0])), "no two years in a row"),
        (lambda: made(("Kenya", [None, 1.0, 2.0])), "no figure at the first or the last"),
        (lambda: made(("Kenya", [40.0, 50.0]), rest=False), "add up to 40.0%"),
        (lambda: made(("Kenya", [120.0, 50.0])), "'All others' is -20.0% of the whole"),
        (lambda: made(("Kenya", [-1.0, 50.0])), "'Kenya' is -1.0% of the whole"),
        (lambda: made(*CROWD), "250 named parts"),
        (lambda: made(("Kenya", [1.0] * 90)), "90 periods are too many"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(chart: object, said: str) -> None:
    with pytest.raises(TradeError, match=said) as met:
        chart()  # type: ignore[operator]
    assert met.value.remedy


def test_rounding_may_leave_the_sum_short_of_the_whole_by_as_much_as_it_can() -> None:
    def pair(bound: float) -> Shares:
        parts = (
            Part(name="Kenya", shares=(40.0,), bounds=(bound,)),
            Part(name="Ghana", shares=(59.9,), bounds=(bound,)),
        )
        return Shares(periods=("2024",), parts=parts, areas=False)

    assert pair(0.05)
    with pytest.raises(TradeError, match=r"add up to 99\.9%"):
        pair(0.04)


@given(st.lists(st.lists(st.integers(0, 1000), min_size=3, max_size=3), min_size=1, max_size=5))
def test_bands_lie_on_one_another_and_are_as_deep_as_their_shares(amounts: list[list[int]]) -> None:
    whole = [sum(column) or 1 for column in zip(*amounts, strict=True)]
    shares = [[100 * one / total for one, total in zip(row, whole, strict=True)] for row in amounts]
    bands = stacked_bands(shares, ["faint"] * len(shares))
    for at in range(3):
        edge = 0.0
        for band, row in zip(bands, shares, strict=True):
            lower, upper = band.spans[at] or (0, 0)
            assert lower == pytest.approx(edge)
            assert upper - lower == pytest.approx(row[at])
            edge = upper


def test_a_year_without_every_part_is_a_gap_in_all() -> None:
    assert [band.spans[1] for band in stacked_bands([[1.0, None], [2.0, 3.0]], ["faint", "faint"])] == [None, None]


@pytest.mark.parametrize("areas", [True, False])
def test_every_part_is_named_once_and_the_first_and_last_share_written(areas: bool) -> None:
    for size in (WIDE, NARROW):
        sketch = made(*USUAL, areas=areas).sketch(size)
        texts = [str(row["text"]) for name, rows in sketch.data.items() if name.endswith("labels") for row in rows]
        assert all(texts.count(name) == 1 for name in ("Kenya", "South Africa", "Nigeria", "Ghana", "All others"))
        assert {"1.2%", "2.2%"} < set(texts)


def test_alt_text() -> None:
    assert made(("Kenya", [1.0, None, 3.0, 4.0])).in_words == (
        "Stacked areas of shares of a whole, 2019 to 2022: in 2019 Kenya 1.0%, All others 99.0%; "
        "in 2022 Kenya 4.0%, All others 96.0%. No figures for 2020."
    )
    assert made(("Kenya", [1.0]), areas=False).in_words == (
        "Stacked bars of shares of a whole in 2019: Kenya 1.0%, All others 99.0%."
    )
