"""The glossary: each term has a meaning and a source, and what is wrong with one is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.errors import TradeError
from macros.store.glossary import COLUMNS, Glossary
from macros.store.quoted import COLUMNS as QUOTED
from macros.store.quoted import Register

HEADER = ",".join(COLUMNS)
VALUE = "customs value,,value; price,Values,The price at the border.,,,An office,https://terms.example,yes"
LAW = "soy law,The soy law of old,,Laws,It has freed soy since 2025.,2025-02,soy-law,Ours,,"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    folder = tmp_path / "data" / "quoted"
    folder.mkdir(parents=True)
    row = "soy-law,a law,,,A law frees soy.,,The Gazette,,2025-02-03,,,,,,,"
    (folder / "quoted.csv").write_text(f"{','.join(QUOTED)}\n{row}\n", encoding="utf-8")
    return Register.read(folder)


def _read(tmp_path: Path, register: Register, *lines: str) -> Glossary:
    folder = tmp_path / "data" / "glossary"
    folder.mkdir(parents=True)
    (folder / "glossary.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return Glossary.read(folder, register)


@pytest.mark.parametrize("name", ["customs value", "Customs Value", "price"])
def test_a_term_is_found_by_any_of_its_names(tmp_path: Path, register: Register, name: str) -> None:
    entry = _read(tmp_path, register, VALUE, LAW).get(name)
    assert (entry.term, entry.id, entry.heading, entry.explain) == (
        "customs value",
        "customs-value",
        "Customs value",
        True,
    )
    assert entry.names == ("customs value", "value", "price")


def test_a_term_has_the_quotations_that_it_rests_on(tmp_path: Path, register: Register) -> None:
    entry = _read(tmp_path, register, LAW).get("soy law")
    assert [one.publisher for one in entry.quotations] == ["The Gazette"]
    assert (entry.heading, entry.as_of, entry.explain) == ("The soy law of old", "2025-02", False)


def test_terms_stand_by_group_in_the_order_of_the_file(tmp_path: Path, register: Register) -> None:
    more = "duty,,,Values,What is charged.,,,Ours,,"
    groups = _read(tmp_path, register, VALUE, LAW, more).groups
    assert {group: [one.term for one in entries] for group, entries in groups.items()} == {
        "Values": ["customs value", "duty"],
        "Laws": ["soy law"],
    }


def test_there_need_be_no_glossary(tmp_path: Path, register: Register) -> None:
    with pytest.raises(TradeError, match=r"no term 'FAS' in the glossary\. Add a row to data/glossary/glossary\.csv\."):
        Glossary.read(tmp_path / "nowhere", register).get("FAS")


def test_a_name_that_is_nearly_right_is_recognised(tmp_path: Path, register: Register) -> None:
    with pytest.raises(
        TradeError, match=r"there is no term 'custom value' in the glossary\. Did you mean 'customs value'"
    ):
        _read(tmp_path, register, VALUE).get("custom value")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["duty,,,Values,What is charged.,,,,,"], "glossary.csv:2: 'duty' has no source. A term is explained"),
        ([VALUE, "price,,,Values,What is paid.,,,Ours,,"], "glossary.csv:3: 'price' is explained twice."),
        (
            ["duty,,,Laws,It ended in 2025.,,,Ours,,"],
            "glossary.csv:2: the definition of 'duty' speaks of 2025 and not as of",
        ),
        (["duty,,,Laws,It ended.,soon,,Ours,,"], "glossary.csv:2: 'soon' is not a date."),
        (
            ["duty,,,Laws,It ended.,,soy-lw,Ours,,"],
            "glossary.csv:2: there is no quotation 'soy-lw' in the register. Did you",
        ),
        (["duty,,,Laws,It ended.,,,Ours,,no"], "glossary.csv:2: 'no' is not understood under 'explain'. Write yes, or"),
        (["duty,,,Laws"], "glossary.csv:2: the row has not one value for each column."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, register: Register, lines: list[str], said: str) -> None:
    with pytest.raises(TradeError) as refused:
        _read(tmp_path, register, *lines)
    assert said in str(refused.value)


def test_a_year_long_past_needs_no_day(tmp_path: Path, register: Register) -> None:
    assert _read(tmp_path, register, "act,,,Laws,A law of 2000.,,,Ours,,").get("act").as_of == ""
