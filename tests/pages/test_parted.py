"""Figures of other places and of each country of a group: how they are asked, what is refused, and what they say by their parts."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest
from record import MILLION, Release, monthly, write_dataset

from macros import places
from macros.charts.geometry import TILES
from macros.pages import receipts
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary

# US$ million a month in 2023 and in 2024, as the United States report them: what each sold to them. Réunion is no state.
SOLD = {"KEN": (20, 30), "GHA": (50, 35), "NGA": (90, 80), "REU": (500, 500), "DEU": (900, 900)}
BOUGHT = {"KEN": (30, 20), "GHA": (40, 50), "NGA": (90, 80), "REU": (1, 1), "DEU": (800, 800)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    rows = [
        row
        for flow, of_flow in (("imports", SOLD), ("exports", BOUGHT))
        for partner, years in of_flow.items()
        for row in monthly(partner, flow, "2023-01", [amount * MILLION for amount in years for _ in range(12)])
    ]
    write_dataset(tmp_path / "data" / "goods", Release(known=date(2025, 2, 5), covers="2023..2024", rows=rows))
    entered = monthly("KEN", "consumption", "2024-01", [29 * MILLION] * 12)
    write_dataset(
        tmp_path / "data" / "entered",
        Release(known=date(2025, 2, 5), covers="2024", rows=entered),
        flows={"consumption": {"title": "imports for consumption", "valuation": "customs value"}},
    )
    return Desk(tmp_path, date(2025, 6, 1))


def _sheet(desk: Desk, facts: str, text: str = "Nothing.") -> Sheet:
    declared = "".join(f"  {line}\n" for line in facts.splitlines())
    head = f"---\ntitle: A page\ntrade: {{data: [goods, entered], side: Kenya, partner: United States}}\nfacts:\n{declared}---\n\n"
    return Sheet("page.md", head + text, desk).read(vocabulary)


def _said(desk: Desk, facts: str, text: str) -> str:
    sheet = _sheet(desk, facts, text)
    assert str(sheet.problems) == ""
    return html.unescape(re.sub(r"<[^>]+>", " ", sheet.sentences[-1].text)).replace("\xa0", " ")


def _problem(desk: Desk, facts: str, text: str = "Nothing.") -> str:
    return "\n".join(str(problem) for problem in _sheet(desk, facts, text).problems)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("exports of Ghana, 2024", 420),
        ("exports of Ghana to United States, 2024", 420),
        ("imports of United States from Ghana, 2024", 420),
        ("balance of Ghana, 2024", -180),
        ("exports, 2024, in goods", 360),
        ("exports of each African country, 2024", 1740),
        ("exports of each country of Africa, 2024", 7740),
        ("balance of each African country, 2024", -60),
        ("entered value, 2024", 348),
    ],
)
def test_a_phrase_says_of_whom_with_whom_and_from_where(desk: Desk, phrase: str, value: int) -> None:
    sheet = _sheet(desk, f"a: {phrase}")
    assert str(sheet.problems) == ""
    assert sheet.names["a"].fact.value == value * MILLION


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        (
            "exports of each country of NATO, 2024",
            "page.md:5: the countries of 'NATO' are not known here. Name a group of countries, such as Africa.",
        ),
        ("exports, 2024, in gods", "page.md:5: 'gods' is no dataset of this page. Did you mean 'goods'?"),
        (
            "exports of each African country of Ghana, 2024",
            "page.md:5: 'Ghana' is one country, not each. Name the one or ask for each.",
        ),
        (
            "duty rate of HS 61, 2024",
            "page.md:5: duty by product is not on record, only that of all goods. Leave the products out.",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_remedy(desk: Desk, phrase: str, message: str) -> None:
    assert _problem(desk, f"a: {phrase}") == message


def test_what_entered_is_not_compared_with_what_arrived(desk: Desk) -> None:
    facts = "entered: entered value, 2024\narrived: exports, 2024"
    assert _problem(desk, facts, '{{ claim(arrived > entered, "more") }}') == (
        "page.md:9: cannot compare exports and entered value: what entered for consumption is not all that arrived. "
        "Ask for both as 'entered value', or for neither."
    )


EACH = "sold: exports of each African country, 2024\ngaps: balance of each African country, 2024"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sold.largest(2)", "Nigeria and Ghana"),
        ("sold.number(3)", "$360.0 million"),
        ("sold.share_of_largest(1)", "55.2%"),
        ("sold.rose_most(1)", "Kenya by $120.0 million"),
        ("sold.fell_most(1)", "Ghana by $180.0 million"),
        ("gaps.in_surplus", "one"),
        ("gaps.in_deficit", "one"),
        ("gaps.into_surplus()", "Kenya"),
        ("gaps.into_deficit()", "Ghana"),
        ('claim(sold.top_make_up(1, "half"), "half")', "half"),
    ],
)
def test_a_figure_says_what_its_parts_do(desk: Desk, asked: str, said: str) -> None:
    assert " ".join(_said(desk, EACH, f"{{{{ {asked} }}}}").split()) == said


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("sold.largest(3)", "Kenya's exports"),
        ("gaps.share_of_largest(1)", "parts below zero"),
        ("sold.in_surplus", "has no sides"),
        ("sold.rose_most(2)", "only 1 parts"),
    ],
)
def test_what_parts_do_not_say_is_refused(desk: Desk, asked: str, message: str) -> None:
    problem = _problem(desk, EACH, f"{{{{ {asked} }}}}")
    assert problem.startswith("page.md:9: ")
    assert message.replace("Kenya's", "African states's") in problem


def test_the_african_states_are_those_of_the_map() -> None:
    states = {p.code for p in places.everywhere() if p.kind == "country" and places.in_group(p.code, "african-states")}
    assert states == set(TILES)


def test_all_others_in_one_are_no_part_to_rank(tmp_path: Path) -> None:
    rows = [
        row
        for product, amount in (("61", 3), ("09", 2), ("other", 9))
        for row in monthly("KEN", "imports", "2024-01", [amount * MILLION] * 12, product=product)
    ]
    folder = write_dataset(tmp_path / "data" / "goods", Release(known=date(2025, 2, 5), covers="2024", rows=rows))
    (folder / "products.csv").write_text("product,name\n09,Coffee and tea\n61,Knitted clothing\nother,All others\n")
    page = (
        "---\ntitle: A page\ntrade: {data: goods, side: Africa, partner: United States}\nfacts:\n"
        "  goods: exports of every product of Kenya, 2024\n---\n\n"
        '{{ goods }}: {{ goods.largest(1) }}, {{ goods.share_of_largest(1) }}.\n\n{{ chart("treemap", of=goods, headline="x") }}\n'
    )
    sheet = Sheet("page.md", page, Desk(tmp_path, date(2025, 6, 1))).read(vocabulary)
    assert str(sheet.problems) == ""
    assert re.sub(r"<[^>]+>", "", sheet.sentences[1].text).replace("\xa0", " ") == (
        "$168.0 million: knitted clothing, 21.4%."
    )
    assert sheet.said.charts["treemap"].plan.subtitle.startswith("What Kenya sold to the United States in 2024")


def test_a_receipt_has_the_official_name_of_a_product(tmp_path: Path) -> None:
    rows = [
        row for product in ("09", "61") for row in monthly("KEN", "imports", "2024-01", [MILLION] * 12, product=product)
    ]
    folder = write_dataset(tmp_path / "data" / "goods", Release(known=date(2025, 2, 5), covers="2024", rows=rows))
    (folder / "products.csv").write_text("product,name,official\n09,Coffee,COFFEE NESOI\n61,Knitted clothing,\n")
    page = (
        "---\ntitle: A page\ntrade: {data: goods, side: Kenya, partner: United States}\nfacts:\n"
        "  coffee: exports of HS 09, 2024\n  clothing: exports of HS 61, 2024\n  goods: exports of HS 09 + 61, 2024\n---\n\n"
        "{{ coffee }}, {{ clothing }}, {{ goods }}\n"
    )
    desk = Desk(tmp_path, date(2025, 6, 1))
    sheet = Sheet("page.md", page, desk).read(vocabulary)
    assert str(sheet.problems) == ""
    found = {
        figure.fact.measure.products: dict(receipts.for_fact(figure.fact, desk.passport).facts).get("Official name")
        for figure in sheet.said.facts.values()
    }
    assert found == {("09",): "COFFEE NESOI", ("61",): None, ("09", "61"): None}
