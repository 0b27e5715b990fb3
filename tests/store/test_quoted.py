"""The register of quotations: what a row becomes, and what a writer is told of each thing that can be wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros import places
from macros.errors import Problems, TradeError
from macros.store.quoted import COLUMNS, About, Quotation, Register

HEADER = ",".join(COLUMNS)
FIGURE = "soy-sold,$1.5 million,1.5,US$ million,Soy sold for $1.5 million.,2031,The Gazette,Soy,2032-02,https://soy.test,,,,,,"
STATEMENT = 'soy-law,"a law, at last",,,A law frees soy.,,The Gazette,,2032-02-03,,Not yet in force.,,,,,'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "quoted"
    made.mkdir(parents=True)
    return made


def _read(folder: Path, *lines: str) -> Register:
    (folder / "quoted.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Register.read(folder)


def _refusal(folder: Path, *lines: str) -> str:
    with pytest.raises(TradeError) as refused:
        _read(folder, *lines)
    return str(refused.value)


def _row(**changed: str) -> str:
    """The figure's row, with some columns changed."""
    return ",".join({**dict(zip(COLUMNS, FIGURE.split(","), strict=True)), **changed}.values())


def test_a_figure_has_a_value_in_the_unit_of_the_register(folder: Path) -> None:
    assert _read(folder, HEADER, FIGURE).get("soy-sold") == Quotation(
        id="soy-sold",
        words="$1.5 million",
        value=Decimal("1.5"),
        unit="US$ million",
        says="Soy sold for $1.5 million.",
        period="2031",
        publisher="The Gazette",
        document="Soy",
        published="2032-02",
        link="https://soy.test",
        note="",
        about=None,
        contradicts=(),
        where="data/quoted/quoted.csv:2",
    )


def test_a_statement_has_no_value_and_may_contain_a_comma(folder: Path) -> None:
    quotation = _read(folder, HEADER, STATEMENT).get("soy-law")
    assert (quotation.value, quotation.words) == (None, "a law, at last")


def test_the_value_keeps_the_digits_that_were_quoted(folder: Path) -> None:
    assert str(_read(folder, HEADER, _row(value="1.50")).get("soy-sold").value) == "1.50"


@pytest.mark.parametrize("published", ["2026", "2026-02", "2026-02-28", "2024-02-29"])
def test_a_date_is_as_exact_as_it_is_known(folder: Path, published: str) -> None:
    assert _read(folder, HEADER, _row(published=published)).get("soy-sold").published == published


def test_a_fall_may_be_quoted(folder: Path) -> None:
    assert _read(folder, HEADER, _row(value="-1.5")).get("soy-sold").value == Decimal("-1.5")


@pytest.mark.parametrize(
    ("published", "last"),
    [
        ("2026", date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 31)),
        ("2026-02-03", date(2026, 2, 3)),
    ],
)
def test_a_quotation_was_published_by_the_last_day_of_what_is_known(folder: Path, published: str, last: date) -> None:
    assert _read(folder, HEADER, _row(published=published)).get("soy-sold").last_day == last


def test_a_row_may_say_what_it_is_about_in_our_terms(folder: Path) -> None:
    row = _row(data="us-goods", side="Kenya", partner="United States", asks="exports of soy")
    assert _read(folder, HEADER, row).get("soy-sold").about == About(
        data="us-goods", side=places.find("Kenya"), partner=places.find("United States"), asks="exports of soy"
    )


def test_a_contradiction_is_seen_from_both_sides(folder: Path) -> None:
    third = _row(id="soy-third", contradicts="soy-law soy-sold", note="Theirs is the weight in the shell.")
    register = _read(folder, HEADER, FIGURE, STATEMENT, third)
    assert [[other.id for other in register.at_odds(one)] for one in register.quotations.values()] == [
        ["soy-third"],
        ["soy-third"],
        ["soy-sold", "soy-law"],
    ]


def test_the_mark_of_a_spreadsheet_is_tolerated(folder: Path) -> None:
    assert "soy-sold" in _read(folder, f"\ufeff{HEADER}", FIGURE).quotations


def test_another_encoding_is_named(folder: Path) -> None:
    (folder / "quoted.csv").write_bytes(f"{HEADER}\n{FIGURE}Café".encode("latin-1"))
    with pytest.raises(TradeError) as refused:
        Register.read(folder)
    assert str(refused.value) == "data/quoted/quoted.csv: the file is not UTF-8. Save it as 'CSV UTF-8'."


def test_quotations_keep_the_order_of_the_file(folder: Path) -> None:
    assert list(_read(folder, HEADER, STATEMENT, FIGURE).quotations) == ["soy-law", "soy-sold"]


def test_a_folder_without_a_register_has_no_quotations(folder: Path) -> None:
    register = Register.read(folder)
    assert register == Register(folder / "quoted.csv", {})
    with pytest.raises(TradeError) as refused:
        register.get("soy-sold")
    assert str(refused.value) == (
        "there is no quotation 'soy-sold' in the register. Add a row to data/quoted/quoted.csv."
    )


def test_an_unknown_id_is_answered_with_the_nearest(folder: Path) -> None:
    with pytest.raises(TradeError) as refused:
        _read(folder, HEADER, FIGURE, STATEMENT).get("sold")
    assert str(refused.value) == "there is no quotation 'sold' in the register. Did you mean 'soy-sold'?"


def test_an_edited_register_is_read_anew(folder: Path) -> None:
    _read(folder, HEADER, FIGURE)
    assert _read(folder, HEADER, _row(value="1.6")).get("soy-sold").value == Decimal("1.6")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (HEADER.removesuffix(",contradicts"), ", ".join(COLUMNS[:-1])),
        (HEADER.replace("id,words", "words,id"), ", ".join(("words", "id", *COLUMNS[2:]))),
        ("", "missing"),
    ],
)
def test_the_columns_must_be_these_in_this_order(folder: Path, header: str, found: str) -> None:
    assert _refusal(folder, header) == (
        f"data/quoted/quoted.csv:1: the columns are {found}. "
        "They must be id, words, value, unit, says, period, publisher, document, published, link, note, "
        "data, side, partner, asks, contradicts."
    )


@pytest.mark.parametrize(
    ("row", "what"),
    [
        pytest.param(
            FIGURE + ",more",
            "the row has not one value for each column. Put text that contains a comma between double quotes.",
            id="a value too many",
        ),
        pytest.param(
            FIGURE.removesuffix(","),
            "the row has not one value for each column. Put text that contains a comma between double quotes.",
            id="a value too few",
        ),
        pytest.param(
            _row(publisher=" "),
            "'soy-sold' has no publisher. A quotation must say who said it and when.",
            id="one is missing",
        ),
        pytest.param(
            _row(id="", words="", says="", publisher="", published=""),
            "'' has no id and no words and no says and no publisher and no published. "
            "A quotation must say who said it and when.",
            id="all are missing",
        ),
        pytest.param(
            _row(value="1.5m"),
            "'1.5m' is not a number. Write plain digits, such as 930.8.",
            id="a value with its scale",
        ),
        *(
            pytest.param(
                _row(value=value),
                f"'{value}' is not a number. Write plain digits, such as 930.8.",
                id=f"a value of {value}",
            )
            for value in ("NaN", "Infinity", "-inf", "1_000", "1e3", " 5", "1.", ".5", "٥")
        ),
        *(
            pytest.param(
                _row(published=published),
                f"'{published}' is not a date. Write 2026, 2026-02 or 2026-02-03.",
                id=f"published {published}",
            )
            for published in ("February 2026", "2026-2", "2026-13", "2026-02-30", "20260203", "2026-W05", "26", "0000")
        ),
        pytest.param(_row(unit="time"), "'time' is not a unit. Did you mean 'times'?", id="no such unit"),
        pytest.param(
            _row(unit=""),
            "'' is not a unit. Choose '%', 'US$', 'US$ billion', 'US$ million', 'US$ thousand', 'US$ trillion', "
            "'percentage points' or 'times'.",
            id="a value without a unit",
        ),
        pytest.param(
            _row(data="us-goods", asks='"exports, 2031"'),
            "'soy-sold' gives data and asks, but no side and no partner. "
            "To be checked, a row needs data, side, partner, asks and value.",
            id="half of what it is about",
        ),
        pytest.param(
            _row(data="us-goods", side="Kenya", partner="United States", asks='"exports, 2031"', value="", unit=""),
            "'soy-sold' gives data and side and partner and asks, but no value. "
            "To be checked, a row needs data, side, partner, asks and value.",
            id="nothing to check",
        ),
        pytest.param(
            _row(data="us-goods", side="Kenia", partner="United States", asks='"exports, 2031"'),
            "no place is called 'Kenia'. Did you mean 'Kenya' or 'Estonia'?",
            id="no such place",
        ),
        pytest.param(
            _row(contradicts="soy-low", note="Which?"),
            "'soy-sold' contradicts 'soy-low', which is no other quotation of the register. Did you mean 'soy-law'?",
            id="contradicts nothing",
        ),
        pytest.param(
            _row(contradicts="soy-sold", note="Which?"),
            "'soy-sold' contradicts 'soy-sold', which is no other quotation of the register. Did you mean 'soy-law'?",
            id="contradicts itself",
        ),
        pytest.param(
            _row(contradicts="soy-law"),
            "'soy-sold' contradicts another and has no note. "
            "Say in 'note' what to make of it; pages that quote either show it.",
            id="a contradiction without a note",
        ),
        pytest.param(
            STATEMENT.replace("at last", "at long last"),
            "'soy-law' is given twice. Each id stands for one quotation.",
            id="an id given twice",
        ),
    ],
)
def test_a_wrong_row_is_named_by_its_line(folder: Path, row: str, what: str) -> None:
    assert _refusal(folder, HEADER, STATEMENT, row) == f"data/quoted/quoted.csv:3: {what}"


def test_everything_wrong_is_said_in_one_run(folder: Path) -> None:
    with pytest.raises(Problems) as refused:
        _read(
            folder,
            HEADER,
            _row(value="many", published="soon"),
            STATEMENT,
            _row(id="soy-gone", published=""),
            "soy-short,$1",
        )
    assert str(refused.value).splitlines() == [
        "data/quoted/quoted.csv:2: 'soon' is not a date. Write 2026, 2026-02 or 2026-02-03.",
        "data/quoted/quoted.csv:2: 'many' is not a number. Write plain digits, such as 930.8.",
        "data/quoted/quoted.csv:4: 'soy-gone' has no published. A quotation must say who said it and when.",
        "data/quoted/quoted.csv:5: the row has not one value for each column. "
        "Put text that contains a comma between double quotes.",
    ]
