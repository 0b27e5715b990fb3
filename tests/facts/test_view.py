"""One question put to the record: to other periods, other days and other places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from record import MILLION, NEW, OLD, Release, monthly, write_dataset

from macros import places
from macros.errors import TradeError
from macros.facts.changes import difference
from macros.facts.view import ALL_PRODUCTS, Question, View
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record

KENYA, UGANDA, USA = places.find("Kenya"), places.find("Uganda"), places.find("United States")


@pytest.fixture
def view(tmp_path: Path) -> View:
    """All goods in one dataset, Kenya's sales by chapter in another."""
    data = tmp_path / "data"
    write_dataset(data / "samples", OLD, NEW)
    knitted = monthly("KEN", "imports", "2023-01", [3] * 24, product="61")
    woven = monthly("KEN", "imports", "2024-01", [4] * 12, product="62")
    imports = {"imports": {"title": "general imports", "valuation": "customs value"}}
    release = Release(known=date(2025, 2, 5), covers="2023..2024", rows=[*knitted, *woven])
    write_dataset(data / "chapters", release, flows=imports)
    (data / "chapters" / "products.csv").write_text("product,name\n61,Knitted\n62,Woven\n", encoding="utf-8")

    def passport(name: str) -> Passport:
        return Passport.read(data / name)

    return View(passport, lambda name, as_of: Record(passport(name), as_of), ("samples", "chapters"))


def _asked(measure: str = "imports", period: str = "2024", **more: object) -> Question:
    return Question(**{"measure": measure, "period": Period.parse(period), "side": KENYA, "partner": USA} | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "value"),
    [("imports", 486_700_000), ("exports", 252_000_000), ("balance", -234_700_000), ("trade", 738_700_000)],
)
def test_a_question_has_one_answer(view: View, measure: str, value: int) -> None:
    fact = view.ask(_asked(measure))
    assert (fact.value, fact.measure.kind) == (value, measure)


def test_a_question_may_be_put_to_any_past_day(view: View) -> None:
    asked = _asked(period="2023", as_of=date(2024, 12, 31))
    assert (view.ask(asked).value, view.ask(asked).as_of) == (330 * MILLION, date(2024, 12, 31))
    assert view.ask(_asked(period="2023")).value == 342 * MILLION
    assert str(view.latest(asked)) == "2023-12"


def test_history_is_every_earlier_year_oldest_first(view: View) -> None:
    history = view.history(_asked(period="January–March 2024"))
    assert [str(fact.period) for fact in history] == ["2022-01..2022-03", "2023-01..2023-03"]
    assert [fact.vintages for fact in history] == [("2024-03",), ("2025-02",)]


def test_the_field_of_the_reporter_is_its_other_partners(view: View) -> None:
    asked = _asked("exports", "2022", side=USA, partner=KENYA)
    assert [fact.measure.partner for fact in view.field(asked, [UGANDA, places.find("Nigeria")])] == [UGANDA]


def test_the_field_leaves_out_who_has_no_figure(view: View) -> None:
    assert [fact.measure.side for fact in view.field(_asked(period="2022"), [UGANDA, places.find("Nigeria")])] == [
        UGANDA
    ]


def test_products_are_answered_by_the_dataset_that_has_them(view: View) -> None:
    assert view.ask(_asked("exports", products=("62",))).value == 48
    every = view.ask(_asked("exports", products=ALL_PRODUCTS))
    assert (every.value, every.measure.products, every.datasets) == (84, ("61", "62"), ("chapters",))


def test_every_product_is_what_has_a_row_where_the_rows_are_all(view: View, tmp_path: Path) -> None:
    path = tmp_path / "data" / "chapters" / "dataset.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}rows_are_all: true\n", encoding="utf-8")
    before, now = (view.ask(_asked("exports", period, products=ALL_PRODUCTS)) for period in ("2023", "2024"))
    assert (before.value, now.value, [part.value for part in now.parts]) == (36, 84, [36, 48])
    assert difference(now, before).value == 48
    assert str(view.begins(_asked("exports", products=ALL_PRODUCTS))) == "2023-01"
    assert str(view.begins(_asked("exports", products=("61", "62")))) == "2024-01"


@pytest.mark.parametrize("measure", ["imports", "balance", "trade", "cover ratio"])
@pytest.mark.parametrize("products", [("62",), ALL_PRODUCTS])
def test_a_flow_that_is_not_held_by_product_is_refused(view: View, measure: str, products: tuple[str, ...]) -> None:
    with pytest.raises(TradeError) as refused:
        view.ask(_asked(measure, products=products))
    assert str(refused.value) == "'chapters' has no exports of United States. It holds imports only."


def test_a_page_without_such_a_dataset_is_told_so(view: View) -> None:
    goods = View(view._passport, view._record, ("samples",))
    with pytest.raises(TradeError) as refused:
        goods.ask(_asked(products=("61",)))
    assert str(refused.value) == (
        "none of samples has figures by product. Name a dataset that has them under 'trade: data:'."
    )


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (_asked("imports"), "2022-01"),
        (_asked("balance"), "2022-01"),
        (_asked("balance", side=UGANDA), "2024-12"),  # sells nothing on record, so it has no balance before the end
        (_asked("exports", products=("61",)), "2023-01"),
        (_asked("exports", products=("62",)), "2024-01"),
        (_asked("exports", products=ALL_PRODUCTS), "2024-01"),
    ],
)
def test_a_question_has_a_first_month(view: View, asked: Question, first: str) -> None:
    assert str(view.begins(asked)) == first
