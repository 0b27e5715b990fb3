"""A refresh puts on record what is new and sound, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from small_record import AUGUST, TODAY, Project, changed, made, trade
from standin import StandIn, faults
from trade_samples import months, workbook_row, write_workbook

from macros.store.passport import Passport
from macros.store.record import Record


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with StandIn() as standin:
        yield made(tmp_path, standin)


def test_what_is_new_goes_on_record(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.contents()
    assert project.refresh() == 0
    after = project.contents()
    assert set(after) - set(before) == {"us-goods/2026-10.csv", "us-goods/2026-10.groups.csv"}
    assert {name for name in before if before[name] != after[name]} == {"us-goods/dataset.yml"}
    entry = yaml.safe_load(after["us-goods/dataset.yml"])["resources"][-2]
    assert (entry["vintage"], entry["known"], entry["covers"]) == ("2026-10", TODAY, "2024-01..2026-08")
    assert entry["origin"] == "Bureau of Samples, country.xlsx, fetched 2026-10-06 (run us-goods-20261006T123100Z)"
    assert capsys.readouterr().out == (
        "us-goods: on record now, vintage 2026-10, months to 2026-08 (until now to 2026-07).\n"
        "  Next: python -m macros diff HEAD, then python -m macros check.\n"
    )
    record = Record(Passport.read(project.data / "us-goods"))
    assert str(record.latest) == "2026-08"


def test_twice_is_once(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.refresh()
    after = project.contents()
    capsys.readouterr()
    assert project.refresh("us-goods", today=date(2026, 10, 7)) == 0
    assert project.contents() == after
    assert capsys.readouterr().out == (
        "us-goods: nothing new. The record has what the source says, to 2026-08 (vintage 2026-10).\n"
    )


def test_a_second_release_in_a_month_is_named_for_its_day(project: Project) -> None:
    project.refresh(today=date(2026, 10, 1))
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 61_000_000))
    assert project.refresh() == 0
    vintages = Passport.read(project.data / "us-goods").vintages
    assert [vintage.id for vintage in vintages] == ["2026-09", "2026-10", "2026-10-06"]


def test_a_dry_run_writes_nothing_and_says_what_it_would(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.contents()
    assert project.refresh("--dry-run") == 0
    assert project.contents() == before
    told = capsys.readouterr().out
    assert told.startswith("us-goods: would put on record vintage 2026-10, months to 2026-08 (until now to 2026-07).\n")
    assert "  country.xlsx: 640 numbers for 2024-01..2026-08\n" in told
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    assert project.refresh("--dry-run") == 3
    assert not (project.root / ".build" / "held").exists()


def test_what_is_held_is_accepted_by_its_name_and_the_reasons_go_on_record(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.contents()
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    assert project.refresh() == 3
    assert project.contents() == before
    told = capsys.readouterr().out
    id = told.split("held for you as ")[1][:8]
    assert "    Kenya, imports, 2026-08: at most US$ 69.8 million → US$ 999.0 million\n" in told
    assert f"  If it is right: python -m macros refresh us-goods --accept {id}\n" in told

    assert project.refresh("us-goods", "--accept", "00000000") == 3  # what there is has another name
    assert project.contents() == before
    assert project.refresh("--accept", id, "us-goods", "--note", "The bureau says: gold.", today=date(2026, 10, 7)) == 0
    entry = yaml.safe_load(project.contents()["us-goods/dataset.yml"])["resources"][-2]
    assert entry["known"] == date(2026, 10, 7)
    assert entry["notes"][0] == "The bureau says: gold."
    assert entry["notes"][1].startswith(
        "Held and accepted: beyond all history: 1 figure at more than 2 times the highest"
    )
    assert not (project.root / ".build" / "held" / "data" / "us-goods").exists()


@pytest.mark.parametrize("said", [[], ["n"], ["", "y"], ["perhaps"], ["y"]], ids=str)
def test_what_is_held_stays_so_unless_somebody_says_yes_and_why(project: Project, said: list[str]) -> None:
    before = project.contents()
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    project.still.answers = said
    assert project.refresh() == 3
    assert project.contents() == before
    assert (project.root / ".build" / "held" / "data" / "us-goods").exists()


@pytest.mark.parametrize("note", ["The bureau says: gold.", ""])
def test_who_sits_there_decides_at_once(project: Project, note: str, capsys: pytest.CaptureFixture[str]) -> None:
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    project.still.answers = ["y", note]
    assert project.refresh("--dry-run") == 3, "a dry run asks nobody"
    assert project.refresh() == 0
    assert "us-goods: on record now, vintage 2026-10" in capsys.readouterr().out
    entry = yaml.safe_load(project.contents()["us-goods/dataset.yml"])["resources"][-2]
    assert entry["notes"][: bool(note)] == [note][: bool(note)]
    assert entry["notes"][bool(note)].startswith("Held and accepted: beyond all history")


def test_what_was_held_has_the_same_name_again_and_another_answer_another(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for value in (999_000_000, 999_000_000, 998_000_000):
        project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", value))
        assert project.refresh() == 3
        names.append(capsys.readouterr().out.split("held for you as ")[1][:8])
    assert names[0] == names[1] != names[2]
    assert project.refresh("us-goods", "--accept", names[0]) == 3
    assert f"us-goods: held for you as {names[2]}" in capsys.readouterr().out


def test_what_was_held_elsewhere_is_fetched_and_accepted_in_one_step(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    assert project.refresh("--dry-run") == 3
    id = capsys.readouterr().out.split("held for you as ")[1][:8]
    assert project.refresh("us-goods", "--accept", id, "--dry-run") == 3
    assert project.refresh("us-goods", "--accept", id) == 0
    assert Passport.read(project.data / "us-goods").newest.id == "2026-10"


@pytest.mark.parametrize("what", ["the record has gone on", "the candidate was edited"])
def test_what_is_accepted_is_what_was_looked_at(
    project: Project, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    project.standin.shelf.put("us", changed(trade(AUGUST), "KEN", "2026-08", 999_000_000))
    project.refresh()
    id = capsys.readouterr().out.split("held for you as ")[1][:8]
    if what == "the record has gone on":
        project.standin.shelf.put("us", trade(AUGUST))
        assert project.refresh() == 0
    else:
        path = project.root / ".build" / "held" / "data" / "us-goods" / "partners.csv"
        path.write_text(path.read_text().replace("999000000", "899000000"))
    before = project.contents()
    capsys.readouterr()
    assert project.refresh("us-goods", "--accept", id) == 1
    assert project.contents() == before
    told = capsys.readouterr().out
    assert ("the record has gone on since" if "gone on" in what else "was changed since it was held") in told


def test_a_vintage_is_built_again_from_the_raw_answers(project: Project) -> None:
    before = project.contents()
    project.refresh()
    after = project.contents()
    for name in set(after) - set(before):
        (project.data / name).unlink()
    (project.data / "us-goods" / "dataset.yml").write_bytes(before["us-goods/dataset.yml"])
    project.standin.shelf.put("us", [])
    asked = len(project.standin.asked)
    assert project.refresh("--from-raw", "us-goods-20261006T123100Z") == 0
    assert project.contents() == after
    assert len(project.standin.asked) == asked


def test_a_program_is_told_too(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.refresh("--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["exit"], said["new"]) == (0, ["us-goods"])
    assert said["datasets"][0]["vintage"] == "2026-10"
    project.refresh("--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["exit"], said["new"], said["datasets"][0]["state"]) == (0, [], "nothing new")


def test_gaps_that_a_source_has_for_good_stand_in_the_passport(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in trade(AUGUST) if (row.partner, row.period) != ("KEN", "2024-01")]
    world = [row for row in rows if row.partner in ("world", "africa")]
    project.standin.shelf.put("us", [row for row in rows if row not in world] + world)
    assert project.refresh() == 1
    assert "--gap africa 2024" in capsys.readouterr().out
    path = project.data / "us-goods" / "dataset.yml"
    said = "refresh: {from: census-country-workbook, since: 2024, gaps: [%s]}\n"
    gaps = ", ".join(f"{{group: {group}, period: 2024-01, why: left out}}" for group in ("World", "Africa"))
    text = path.read_text().replace("refresh:\n  from: census-country-workbook\n  since: 2024\n", said % gaps)
    path.write_text(text)
    assert project.refresh() == 3  # Kenya's January 2024 is gone, which is a rewritten history
    assert "history rewritten: 2 numbers on record changed, in 2024-01" in capsys.readouterr().out


def test_a_first_vintage_is_looked_at_by_an_editor(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project.data / "us-goods"
    passport = yaml.safe_load((folder / "dataset.yml").read_text()) | {"resources": []}
    for path in folder.iterdir():
        path.unlink()
    (folder / "dataset.yml").write_text(yaml.safe_dump(passport, sort_keys=False), encoding="utf-8")
    assert project.refresh() == 3
    told = capsys.readouterr().out
    assert "  first vintage: there is none on record to compare it with." in told
    id = told.split("held for you as ")[1][:8]
    assert project.refresh("us-goods", "--accept", id) == 0
    assert [vintage.id for vintage in Passport.read(folder).vintages] == ["2026-10"]


def test_a_country_that_we_do_not_know_is_a_question(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.contents()
    rows = [workbook_row(2026, "7790", months(5)), workbook_row(2026, "7840", months(5))]
    rows[1][2] = "AZANIA"
    body = write_workbook(project.root / "another.xlsx", *rows).read_bytes()
    monkeypatch.setitem(faults.FAULTS, "other", lambda reply: replace(reply, body=body))
    project.standin.fault("other")
    assert project.refresh() == 3
    assert project.contents() == before
    assert capsys.readouterr().out == (
        "us-goods: held for you. The record is as it was.\n"
        "  country.xlsx: Schedule C 7840, 'AZANIA', is no place we know. Look at it, then put this row into "
        "data/places/schedule_c.csv: 7840,SC-7840,country,Azania,,2026-01,,\n"
    )
