"""The register of events: each row rests on a quotation, and what is wrong with one is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros.errors import TradeError
from macros.store.events import COLUMNS, Events
from macros.store.quoted import COLUMNS as QUOTED
from macros.store.quoted import Register

HEADER = ",".join(COLUMNS)
LAW = "law,2032-02-03,Soy is freed,Freed,soy-law"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    folder = tmp_path / "data" / "quoted"
    folder.mkdir(parents=True)
    row = "soy-law,a law,,,A law frees soy.,,The Gazette,,2032-02-03,,,,,,,"
    (folder / "quoted.csv").write_text(f"{','.join(QUOTED)}\n{row}\n", encoding="utf-8")
    return Register.read(folder)


def _read(tmp_path: Path, register: Register, *lines: str) -> Events:
    folder = tmp_path / "data" / "events"
    folder.mkdir(parents=True)
    (folder / "events.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Events.read(folder, register)


def test_an_event_has_a_day_a_name_and_a_source(tmp_path: Path, register: Register) -> None:
    event = _read(tmp_path, register, HEADER, LAW, "plain,2032-02-04,Plain,,soy-law").get("law")
    assert (event.day, event.name, event.short) == (date(2032, 2, 3), "Soy is freed", "Freed")
    assert event.quotation.publisher == "The Gazette"
    assert event.where == "data/events/events.csv:2"


def test_an_empty_short_name_is_the_name(tmp_path: Path, register: Register) -> None:
    assert _read(tmp_path, register, HEADER, "plain,2032-02-04,Plain,,soy-law").get("plain").short == "Plain"


def test_there_need_be_no_register(tmp_path: Path, register: Register) -> None:
    with pytest.raises(
        TradeError, match=r"there is no event 'law' in the register\. Add a row to data/events/events\.csv\."
    ):
        Events.read(tmp_path / "nowhere", register).get("law")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["key,day"],
            "data/events/events.csv:1: the columns are key, day. They must be key, day, name, short, quotation.",
        ),
        ([HEADER, "law,2032-02,Soy,,soy-law"], "data/events/events.csv:2: '2032-02' is not a day. Write 2026-02-03;"),
        ([HEADER, "law,2032-02-31,Soy,,soy-law"], "data/events/events.csv:2: '2032-02-31' is not a day."),
        ([HEADER, "law,2032-02-03,Soy,,"], "data/events/events.csv:2: 'law' has no quotation. An event has a day,"),
        (
            [HEADER, "law,2032-02-03,Soy,,soy-lw"],
            "data/events/events.csv:2: there is no quotation 'soy-lw' in the register. Did",
        ),
        ([HEADER, LAW, LAW], "data/events/events.csv:3: 'law' is given twice."),
        ([HEADER, "law,2032-02-03"], "data/events/events.csv:2: the row has not one value for each column."),
        (
            [HEADER, "law,2032-02-03,Soy,,soy-law,more"],
            "data/events/events.csv:2: the row has not one value for each column.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, register: Register, lines: list[str], said: str) -> None:
    with pytest.raises(TradeError) as refused:
        _read(tmp_path, register, *lines)
    assert said in str(refused.value)


def test_a_key_that_is_nearly_right_is_recognised(tmp_path: Path, register: Register) -> None:
    with pytest.raises(TradeError, match=r"Did you mean 'law'\?"):
        _read(tmp_path, register, HEADER, LAW).get("laws")
