"""What an editor and a scheduler are told of releases: golden texts over a few invented datasets."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from record import NEW, OLD, write_dataset
from small_site import Site

from macros.check import due

Command = Callable[..., CompletedProcess[str]]
NAMED = [{"month": "2025-01", "date": date(2025, 3, 6), "source": "https://samples.test/calendar"}]
NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
ON_TIME = date(2025, 1, 20)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Monthly figures, others that come with them and are brought in by hand, yearly ones, and a register."""
    rule = {"days": 35, "after": "month"}
    goods = {"rule": rule, "at": "08:30 America/New_York", "releases": NAMED}
    write_dataset(tmp_path / "data" / "goods", NEW, calendar=goods, refresh={"from": "samples"})
    write_dataset(tmp_path / "data" / "chapters", OLD, calendar={"with": "goods"})
    yearly = {"rule": {"month": "June", "after": "year"}}
    write_dataset(
        tmp_path / "data" / "yearly",
        NEW,
        calendar=yearly,
        frequency="annual",
        refresh={"from": "samples"},
        title="Invented trade, annual",
    )
    write_dataset(tmp_path / "data" / "once", NEW, calendar={"published": "once"})
    (tmp_path / "data" / "quoted").mkdir()
    (tmp_path / "data" / "quoted" / "dataset.yml").write_text("name: quoted\n", encoding="utf-8")
    return tmp_path / "data"


def test_the_banner_names_what_is_late_and_since_when(data: Path) -> None:
    assert due.banner(due.states(data, TODAY), TODAY) == (
        "Not in yet on 12 March 2025 (docs/desk/release.md says how they come in):\n"
        "  chapters  January 2024 – January 2025, due since about early March 2024 (by hand)\n"
        "  goods     January 2025, due since 6 March 2025"
    )


def test_there_is_no_banner_where_nothing_is_late(data: Path) -> None:
    on_time = [state for state in due.states(data, ON_TIME) if state.passport.name != "chapters"]
    assert len(on_time) == 3
    assert due.banner(on_time, ON_TIME) == ""


def test_the_report_has_every_dataset_the_next_release_first(data: Path) -> None:
    assert due.as_text(due.states(data, TODAY), TODAY) == (
        "chapters: Invented trade (by hand)\n"
        "  not in yet: January 2024 – January 2025, due since about early March 2024\n"
        "  next:       February 2025, about early April 2025\n"
        "goods: Invented trade\n"
        "  not in yet: January 2025, due since 6 March 2025\n"
        "  next:       February 2025, about early April 2025\n"
        "yearly: Invented trade, annual\n"
        "  next:       2025, about June 2026\n"
        "once: Invented trade (by hand)\n"
    )


def test_the_report_for_machines(data: Path) -> None:
    answer = json.loads(due.as_json(due.states(data, TODAY), TODAY))
    assert answer["today"] == "2025-03-12"
    goods = next(entry for entry in answer["datasets"] if entry["dataset"] == "goods")
    assert goods["late"] == [{"period": "2025-01", "first": "2025-03-06", "last": "2025-03-06", "named": True}]
    assert goods["coming"][0] == {"period": "2025-02", "first": "2025-04-01", "last": "2025-04-10", "named": False}
    assert {entry["dataset"]: entry["by_hand"] for entry in answer["datasets"]} == {
        "chapters": True, "goods": False, "once": True, "yearly": False,
    }  # fmt: skip


def test_what_is_due_is_what_a_refresh_would_find(data: Path) -> None:
    found = due.due(data, NOON)
    assert due.due_as_text(found) == "goods\t2025-01\t2025-03-06\n"
    assert json.loads(due.due_as_json(found)) == [
        {"dataset": "goods", "period": "2025-01", "first": "2025-03-06", "last": "2025-03-06", "named": True}
    ]
    assert due.due(data, datetime(2025, 3, 6, 13, 29, tzinfo=UTC)) == []
    assert len(due.due(data, datetime(2025, 3, 6, 13, 30, tzinfo=UTC))) == 1


def test_the_calendar_file_has_the_hour_where_the_day_is_named_and_days_where_it_is_not(data: Path) -> None:
    text = due.as_ics(due.states(data, ON_TIME), ON_TIME)
    events = text.split("BEGIN:VEVENT\r\n")[1:]
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "UID:2025-01-chapters-goods@trade-explainers\r\n" in events[1], "one event for what comes out together"
    assert "DTSTART:20250306T133000Z\r\nDURATION:PT1H\r\nSUMMARY:January 2025: chapters goods\r\n" in events[1]
    assert "DTSTART;VALUE=DATE:20250401\r\nDTEND;VALUE=DATE:20250411\r\n" in events[2]
    assert "SUMMARY:February 2025: chapters goods (no day named)\r\n" in events[2]
    assert {line for line in text.split("\r\n") if len(line.encode()) > 75} == set()


def test_a_long_line_of_the_calendar_file_is_folded(data: Path) -> None:
    for number in range(6):
        write_dataset(data / f"goods-of-some-{number}", NEW, calendar={"with": "goods"})
    text = due.as_ics(due.states(data, ON_TIME), ON_TIME)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    assert f"SUMMARY:January 2025: chapters goods {' '.join(f'goods-of-some-{n}' for n in range(6))}\r\n" in unfolded


def test_the_command_answers_with_its_exit_code(small_site: Site, command: Command) -> None:
    due_then = command("calendar", "--due", TRADE_TODAY="2026-06-04")
    assert (due_then.returncode, due_then.stdout) == (0, "goods\t2026-04\t2026-06-04\n")
    before = small_site.run("macros", "calendar", "--due", TRADE_TODAY="2026-06-03")
    assert (before.returncode, before.stdout) == (3, "")
    for day, answer in (("2026-06-04", "due=yes\n"), ("2026-06-03", "due=no\n")):
        ended = command("calendar", "--due", "--form", "output", TRADE_TODAY=day)
        assert (ended.returncode, ended.stdout) == (0, answer)
    no_such = command("calendar", "--due", "--form", "ics")
    assert (no_such.returncode, no_such.stderr) == (
        1,
        "there is no form 'ics' of this. Choose 'json', 'output' or 'text'.\n",
    )


def test_the_check_ends_with_the_banner(command: Command) -> None:
    ended = command("check", TRADE_TODAY="2026-06-04")
    assert ended.returncode == 0
    assert ended.stdout.endswith(
        "Not in yet on 4 June 2026 (docs/desk/release.md says how they come in):\n  goods  April 2026, due since 4 June 2026\n"
    )
    assert "Not in yet" not in command("check").stdout


def test_a_refresh_ends_with_the_banner(command: Command) -> None:
    ended = command("refresh", TRADE_TODAY="2026-06-04")  # it has no feed, so nobody is asked
    assert ended.returncode == 1
    assert ended.stdout.endswith("  goods  April 2026, due since 4 June 2026\n")
    told = json.loads(command("refresh", "--json", TRADE_TODAY="2026-06-04").stdout)
    assert told, "what machines read stays as it is"
