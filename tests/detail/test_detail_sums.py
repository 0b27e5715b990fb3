"""Laws of the sums: nothing is lost, nothing is added, and neither order nor division of the rows matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import narwhals as nw
import pytest
from detail_samples import SMALL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.detail import sums
from macros.detail.duck import Duck
from macros.detail.sums import Frame
from macros.errors import TradeError

Row = tuple[str, str, str, int, str, int]
_TYPES = {
    "partner": "VARCHAR", "flow": "VARCHAR", "product": "VARCHAR", "year": "INTEGER", "period": "VARCHAR", "value": "BIGINT",
}  # fmt: skip
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

months = st.sampled_from(["2023-11", "2023-12", "2024-01", "2024-02"])
lines = st.tuples(
    st.sampled_from(["KEN", "UGA", "FRA"]),
    st.sampled_from(["imports", "exports"]),
    st.sampled_from(["0901110025", "0901120015", "6203439011", "6204639009", "6110303053"]),
    months.map(lambda month: int(month[:4])),
    months,
    st.integers(0, 2**40),
).map(lambda line: (*line[:3], int(line[4][:4]), *line[4:]))
details = st.lists(lines, max_size=25, unique_by=lambda line: (*line[:3], line[4]))


@pytest.fixture(scope="module")
def duck() -> Iterator[Duck]:
    with Duck(SMALL) as duck:
        yield duck


def frame(duck: Duck, rows: list[Row]) -> Frame:
    columns = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _TYPES.items())
    values = "".join(f" UNION ALL VALUES ({', '.join('?' * len(_TYPES))})" for _ in rows)
    return nw.from_native(
        duck.connection.sql(f"SELECT {columns} WHERE false{values}", params=[cell for row in rows for cell in row])
    )


def table(duck: Duck, detail: Frame) -> list[tuple[Any, ...]]:
    return duck.rows(sums.in_order(detail))


AGGREGATES: dict[str, Callable[[Frame], Frame]] = {
    "by chapter": sums.by_chapter,
    "by heading": sums.by_heading,
    "by partner": sums.by_partner,
    "by year": sums.by_year,
    "the largest two": lambda detail: sums.top_products(detail, 2),
}
ADDITIVE = [name for name in AGGREGATES if name != "the largest two"]


@pytest.mark.parametrize("name", AGGREGATES)
@LAW
@given(rows=details)
def test_an_aggregate_adds_to_its_parts(duck: Duck, name: str, rows: list[Row]) -> None:
    expected: dict[tuple[str, str, str], int] = defaultdict(int)
    for partner, flow, _, year, _, value in rows:
        expected[partner, flow, str(year)] += value
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for partner, flow, _, period, value in table(duck, AGGREGATES[name](frame(duck, rows))):
        found[partner, flow, period[:4]] += value
    assert found == expected


@pytest.mark.parametrize("name", AGGREGATES)
@LAW
@given(rows=details, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(duck: Duck, name: str, rows: list[Row], chance: Any) -> None:
    shuffled = chance.sample(rows, len(rows))
    aggregate = AGGREGATES[name]
    assert table(duck, aggregate(frame(duck, rows))) == table(duck, aggregate(frame(duck, shuffled)))


@pytest.mark.parametrize("name", ADDITIVE)
@LAW
@given(rows=details, at=st.integers(0, 25))
def test_parts_can_be_summed_apart_and_then_together(duck: Duck, name: str, rows: list[Row], at: int) -> None:
    aggregate = AGGREGATES[name]
    apart = [aggregate(frame(duck, part)).select(*_TYPES) for part in (rows[:at], rows[at:])]
    together = aggregate(nw.concat(apart))
    assert table(duck, together) == table(duck, aggregate(frame(duck, rows)))


@LAW
@given(rows=details)
def test_levels_and_years_can_be_summed_in_any_order(duck: Duck, rows: list[Row]) -> None:
    detail = frame(duck, rows)
    assert table(duck, sums.by_year(sums.by_chapter(detail))) == table(duck, sums.by_chapter(sums.by_year(detail)))
    assert table(duck, sums.by_chapter(sums.by_heading(detail))) == table(duck, sums.by_chapter(detail))


@LAW
@given(rows=details)
def test_missing_is_not_zero(duck: Duck, rows: list[Row]) -> None:
    found = {row[:4] for row in table(duck, sums.by_chapter(frame(duck, rows)))}
    assert found == {(partner, flow, product[:2], period) for partner, flow, product, _, period, _ in rows}


@LAW
@given(rows=details, number=st.integers(1, 4))
def test_the_largest_of_each_year_are_named_and_the_others_are_one(duck: Duck, rows: list[Row], number: int) -> None:
    sizes: dict[tuple[str, str], dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for partner, flow, product, year, _, value in rows:
        sizes[partner, flow][year][product] += value
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for partner, flow, product, *_ in table(duck, sums.top_products(frame(duck, rows), number)):
        found[partner, flow].add(product)
    for key, years in sizes.items():
        largest = {
            product
            for of_each in years.values()
            for product in sorted(of_each, key=lambda one: (-of_each[one], one))[:number]
        }
        held = {product for of_each in years.values() for product in of_each}
        assert found[key] == largest | ({sums.OTHER} if held - largest else set())


def test_a_sum_that_does_not_fit_is_refused(duck: Duck) -> None:
    rows = [("KEN", "imports", code, 2024, "2024", 2**62) for code in ("610910", "611020")]
    assert [row[-1] for row in table(duck, sums.by_heading(frame(duck, rows)))] == [2**62, 2**62]
    with pytest.raises(TradeError, match="a sum is larger than 64 bits can hold"):
        table(duck, sums.by_chapter(frame(duck, rows)))


def test_what_is_asked_for_is_what_is_summed(duck: Duck) -> None:
    rows: list[Row] = [
        ("KEN", "imports", "61", 2022, "2022", 1),
        ("KEN", "imports", "61", 2023, "2023", 2),
        ("KEN", "exports", "61", 2023, "2023", 4),
        ("UGA", "imports", "61", 2024, "2024", 8),
    ]
    detail = frame(duck, rows)
    asked = {
        "partners": sums.of_partners(detail, {"UGA", "FRA"}),
        "flows": sums.of_flows(detail, {"exports"}),
        "years": sums.of_years(detail, 2022, 2023),
    }
    assert {name: sum(row[-1] for row in table(duck, part)) for name, part in asked.items()} == {
        "partners": 8,
        "flows": 4,
        "years": 7,
    }
    assert duck.rows(sums.totals(detail)) == [
        (2022, "imports", 1, 1),
        (2023, "exports", 4, 1),
        (2023, "imports", 2, 1),
        (2024, "imports", 8, 1),
    ]
