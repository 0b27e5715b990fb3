"""What is told of what we hold: its files, what may be passed on, and what a passport does not say."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from record import NEW, OLD, write_dataset

from macros.errors import TradeError
from macros.store.holdings import Holding, holdings

FREE = {
    "name": "CC0-1.0",
    "title": "Creative Commons Zero",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def _register(folder: Path, passport: str, rows: str = "id\na\n") -> Path:
    folder.mkdir(parents=True)
    (folder / "dataset.yml").write_text(passport, encoding="utf-8")
    (folder / "register.csv").write_text(rows, encoding="utf-8")
    return folder


def test_the_newest_vintage_stands_first_with_the_hash_that_seals_it(tmp_path: Path) -> None:
    held = Holding.read(write_dataset(tmp_path / "samples", OLD, NEW, description="Two\n  lines.", licenses=[FREE]))
    assert [(file.path.name, file.known) for file in held.files] == [
        ("2025-02.csv", date(2025, 2, 5)),
        ("2024-03.csv", date(2024, 3, 6)),
        ("2024-03.groups.csv", date(2024, 3, 6)),
    ]
    newest = held.files[0]
    assert newest.hash == hashlib.sha256(newest.path.read_bytes()).hexdigest()
    assert (str(newest.covers), newest.size) == ("2023..2024", len(newest.path.read_bytes()))
    assert (held.description, held.flows["imports"]) == ("Two lines.", "general imports, customs value")
    assert held.may_be_passed_on
    assert not held.is_register


@pytest.mark.parametrize(
    ("licences", "allowed"),
    [
        ([FREE], True),
        ([{"name": "us-government-work", "title": "Public domain"}], True),
        ([{"name": "other-attribution", "title": "Terms of use"}], False),
        ([{"title": "Without a name"}], False),
        ([], False),
    ],
)
def test_only_a_licence_that_we_know_lets_files_be_passed_on(
    tmp_path: Path, licences: list[dict[str, str]], allowed: bool
) -> None:
    assert Holding.read(write_dataset(tmp_path / "samples", OLD, licenses=licences)).may_be_passed_on is allowed


def test_a_register_is_hashed_as_it_is_and_a_table_beside_it_is_a_file_too(tmp_path: Path) -> None:
    passport = """
name: quoted
title: A register
resources: [{name: register, path: register.csv, schema: {fields: [{name: id, description: what it is called by}]}}]
"""
    folder = _register(tmp_path / "quoted", passport)
    (folder / "names.csv").write_text("code,name\n", encoding="utf-8")
    held = Holding.read(folder)
    assert [file.path.name for file in held.files] == ["register.csv", "names.csv"]
    assert held.files[0].hash == hashlib.sha256(b"id\na\n").hexdigest()
    assert held.fields == {"id": "what it is called by"}
    assert held.is_register


def test_datasets_with_a_calendar_come_first_and_registers_last(tmp_path: Path) -> None:
    _register(tmp_path / "a-register", "name: a-register\ntitle: A\nresources: [{name: r, path: register.csv}]\n")
    write_dataset(tmp_path / "b-still", OLD)
    releases = {"releases": [{"month": "2025-01", "date": date(2025, 3, 6), "source": "Invented"}]}
    write_dataset(tmp_path / "c-renewed", OLD, calendar=releases)
    assert [held.name for held in holdings(tmp_path)] == ["c-renewed", "b-still", "a-register"]


def test_a_passport_without_a_name_is_named(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as caught:
        Holding.read(_register(tmp_path / "data" / "quoted", "title: A register\nresources: []\n"))
    assert str(caught.value) == ("data/quoted/dataset.yml: the passport has no 'name'. Copy it from another dataset's.")
