"""The fault table: whatever goes wrong, the record is as it was or has a whole new vintage, and the editor is told what to do.

Each fault meets each source that it applies to. What is said is in `faults.txt`, read by eye; a section that is missing there is
written, except in CI. Kills and disks that refuse are in `test_killed.py`.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_record import API, AUGUST, COMTRADE, JULY, TODAY, WORKBOOK, Project, added_up, changed, made, stock, trade
from standin import StandIn, faults
from standin.reply import Reply
from standin.shelf import Row
from standin.still import Still

from macros.periods import Period
from macros.sources import lock
from macros.sources.web import Web
from macros.store.passport import Passport

GOLDEN = Path(__file__).with_name("faults.txt")
BOTH, ALL, NEXT = (WORKBOOK, API), (WORKBOOK, API, COMTRADE), trade(AUGUST)
NOBODY = "http://127.0.0.1:9/"
ADDRESSES = ("TRADE_CENSUS_API_URL", "TRADE_CENSUS_FILES_URL", "TRADE_COMTRADE_URL", "TRADE_COMTRADE_PUBLIC_URL")
Arrange = Callable[[Project], None]


def fault(name: str, times: int = 99) -> Arrange:
    """The service goes wrong so often."""
    return lambda project: project.standin.fault(name, times=times)


def says(rows: list[Row]) -> Arrange:
    """The source has other figures."""
    return lambda project: stock(project.standin, rows)


def answers(change: Callable[[bytes], bytes], media: str = "") -> Arrange:
    """The source sends other bytes."""

    def arrange(project: Project) -> None:
        def other(reply: Reply) -> Reply:
            return replace(reply, body=change(reply.body), media=media or reply.media)

        faults.FAULTS["other"] = other
        project.standin.fault("other", times=99)

    return arrange


def environment(**variables: str) -> Arrange:
    return lambda project: project.still.environment.update(variables)


def table(change: Callable[[list[list[str]]], list[list[str]]]) -> Arrange:
    """The API's answer as a table, changed."""
    return answers(lambda body: json.dumps(change(json.loads(body))).encode())


def sheet(change: Callable[[list[list[Any]]], object]) -> Arrange:
    """The rows of the workbook, changed."""

    def changed_sheet(body: bytes) -> bytes:
        rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True)]
        change(rows)
        book, content = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(content)
        return content.getvalue()

    return answers(changed_sheet)


def slow(project: Project) -> None:
    project.standin.fault("drip", times=99)
    project.still.tick = 40  # seconds seem to pass with each byte


def few_requests(project: Project) -> None:
    Web.__init__.__kwdefaults__["budget"] = 2  # type: ignore[index]


def silent(project: Project) -> None:
    """Comtrade's answer to a question it does not take: status 200 and no records."""
    faults.FAULTS["other"] = lambda reply: replace(
        reply, body=b'{"elapsedTime":"0.09 secs","count":0,"data":[],"error":""}'
    )
    project.standin.fault("other", times=99, on="comtrade")


def looped(project: Project) -> None:
    def elsewhere(reply: Reply) -> Reply:
        to = f"{project.standin.address}/census-files/balance/country.xlsx"
        return replace(Reply.page(302, "Found"), headers={"Location": to})

    faults.FAULTS["loop"] = elsewhere
    project.standin.fault("loop", times=99)


def edited_meanwhile(project: Project) -> None:
    """A writer saves the passport while the answer is on its way, which is before it is read for writing, and once more after."""
    really = os.link

    def link(*names: object, **how: object) -> None:
        path = project.data / "us-goods" / "dataset.yml"
        path.write_text(path.read_text().replace("Invented trade", "Invented trade, edited"))
        os.link = really  # type: ignore[assignment]
        really(*names, **how)  # type: ignore[arg-type]

    os.link = link  # type: ignore[assignment]


def damaged_record(project: Project) -> None:
    path = project.data / "us-goods" / "2026-09.csv"
    path.write_bytes(path.read_bytes().replace(b"KEN", b"KEX"))


def unreadable_passport(project: Project) -> None:
    path = project.data / "us-goods" / "dataset.yml"
    path.write_text("title: [\n" + path.read_text())


def keys_after_resources(project: Project) -> None:
    path = project.data / "us-goods" / "dataset.yml"
    path.write_text(path.read_text() + "later: 1\n")


def taken_today(project: Project) -> None:
    """The month has its vintage, and so has the day, both with other figures."""
    for value in (61_000_000, 62_000_000):
        stock(project.standin, changed(NEXT, "KEN", "2026-08", value))
        assert project.refresh() == 0
    stock(project.standin, NEXT)


TENFOLD = [replace(row, value=row.value * 1000) for row in NEXT]
WITHOUT_UGANDA = added_up(row for row in NEXT if row.partner != "UGA")
WITHOUT_MARCH = added_up(row for row in NEXT if row.period != "2026-03")
HALF = added_up(row for row in NEXT if row.period != "2026-08" or row.partner < "D")
MORE_WORLD = [replace(r, value=r.value + 10**7) if (r.partner, r.period) == ("world", "2026-08") else r for r in NEXT]
AFRICA_AS_EGYPT = [*NEXT, *(replace(row, partner="EGY") for row in NEXT if row.partner == "africa")]
TWICE = [*[row for row in NEXT if row.partner == "KEN"], *NEXT]

FAULTS: list[tuple[str, tuple[str, ...], Arrange, int]] = [
    ("wrong key", (API,), environment(CENSUS_API_KEY="not-the-right-key"), 1),
    ("no key", (API,), environment(CENSUS_API_KEY=""), 1),
    ("wrong key", (COMTRADE,), environment(COMTRADE_API_KEY="not-the-right-key"), 1),
    ("silently empty", (COMTRADE,), silent, 1),
    ("page about a missing key", (API,), fault("missing key"), 1),
    ("page about an invalid key", (API,), fault("invalid key"), 1),
    ("nothing there, 204", BOTH, fault("204"), 1),
    ("not changed, unasked, 304", BOTH, fault("304 unasked"), 1),
    ("question refused, 400", BOTH, fault("400"), 1),
    ("access denied, 401", ALL, fault("401"), 1),
    ("blocked, 403", BOTH, fault("403 blocked"), 1),
    ("no calls left, 403", ALL, fault("403 quota"), 1),
    ("not found, 404", BOTH, fault("404"), 1),
    ("too many, then good", ALL, fault("429", times=2), 0),
    ("too many until tomorrow", ALL, fault("429 until tomorrow"), 1),
    ("too many for ever", BOTH, fault("429"), 1),
    ("500, then good", BOTH, fault("500", times=2), 0),
    ("500 for ever", ALL, fault("500"), 1),
    ("503 for ever", BOTH, fault("503"), 1),
    ("error while running the query, then good", (API,), fault("sorry", times=1), 0),
    ("error while running the query, for ever", (API,), fault("sorry"), 1),
    ("a page in place of figures", ALL, fault("maintenance"), 1),
    ("another media type", BOTH, fault("wrong media"), 1),
    ("no media type", BOTH, fault("no media"), 1),
    ("cut off", BOTH, fault("cut"), 1),
    ("cut off, and said to be whole", ALL, fault("cut and closed"), 1),
    ("damaged", (WORKBOOK,), fault("damaged"), 1),
    ("empty", ALL, fault("empty"), 1),
    ("packed wrongly", BOTH, fault("packed wrongly"), 1),
    ("a drip", BOTH, slow, 1),
    ("hangs up", BOTH, fault("hangs up"), 1),
    ("nobody there", ALL, environment(**dict.fromkeys(ADDRESSES, NOBODY)), 1),
    ("moved", BOTH, fault("moved"), 1),
    ("sent round in a loop", BOTH, looped, 1),
    ("a mirror that is no address", (WORKBOOK,), environment(TRADE_CENSUS_FILES_URL="mirror"), 1),
    ("budget used up", (API,), few_requests, 1),
    ("empty array", (API,), answers(lambda body: b"[]"), 1),
    ("header alone", (API,), table(lambda rows: rows[:1]), 1),
    ("JSON of another shape", (API,), answers(lambda body: b'{"data": 1}'), 1),
    ("renamed column", (API,), table(lambda rows: [[cell.replace("_VAL_MO", "_VALUE_MO") for cell in rows[0]], *rows[1:]]), 1),
    ("not a number", (API,), table(lambda rows: [*rows[:5], [rows[5][0], rows[5][1], "1,204", *rows[5][3:]], *rows[6:]]), 1),
    ("duplicate rows", (API,), table(lambda rows: [*rows, rows[-1]]), 1),
    ("renamed column", (WORKBOOK,), sheet(lambda rows: rows[0].__setitem__(1, "CODE")), 1),
    ("not a number", (WORKBOOK,), sheet(lambda rows: rows[5].__setitem__(7, "n/a")), 1),
    ("duplicate rows", (WORKBOOK,), sheet(lambda rows: rows.append(rows[-1])), 1),
    ("a year that does not add", (WORKBOOK,), sheet(lambda rows: rows[5].__setitem__(15, 99.5)), 1),
    ("an empty sheet", (WORKBOOK,), sheet(lambda rows: rows.clear()), 1),
    ("no rows", (WORKBOOK,), says([]), 1),
    ("groups counted as countries", BOTH, says(AFRICA_AS_EGYPT), 1),
    ("a total that does not add", ALL, says(MORE_WORLD), 1),
    ("a thousandfold", ALL, says(TENFOLD), 1),
    ("a country gone", ALL, says(WITHOUT_UGANDA), 3),
    ("a month gone back", ALL, says(trade(Period.parse("2024-01..2026-06"))), 1),
    ("a month missing between", ALL, says(WITHOUT_MARCH), 1),
    ("half a month", BOTH, says(HALF), 3),
    ("history rewritten in October", ALL, says(changed(NEXT, "KEN", "2025-03", 55_000_000)), 3),
    ("beyond all history", ALL, says(changed(NEXT, "KEN", "2026-08", 999_000_000)), 3),
    ("nothing new", ALL, says(trade(JULY)), 0),
    ("passport edited meanwhile", (WORKBOOK,), edited_meanwhile, 1),
    ("passport is no YAML", (WORKBOOK,), unreadable_passport, 1),
    ("keys after the resources", (WORKBOOK,), keys_after_resources, 1),
    ("a file on record is damaged", (WORKBOOK,), damaged_record, 1),
    ("today is taken", (WORKBOOK,), taken_today, 1),
]  # fmt: skip
ROWS = [(f"{name} · {feed}", feed, arrange, code) for name, feeds, arrange, code in FAULTS for feed in feeds]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A record for each source, made once."""
    found = {}
    for feed in ALL:
        with StandIn() as standin:
            found[feed] = made(tmp_path_factory.mktemp(feed), standin, feed).data
    return found


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in, with what the faults change put right afterwards."""
    monkeypatch.setitem(Web.__init__.__kwdefaults__, "budget", Web.__init__.__kwdefaults__["budget"])  # type: ignore[index,arg-type]
    monkeypatch.setattr(os, "link", os.link)
    for name in ("other", "loop"):
        monkeypatch.setitem(faults.FAULTS, name, faults.FAULTS["500"])
    with StandIn() as standin:
        yield standin


@pytest.mark.parametrize(("name", "feed", "arrange", "code"), ROWS, ids=[row[0] for row in ROWS])
def test_a_fault_leaves_the_record_whole(
    tmp_path: Path, records: dict[str, Path], world: StandIn, capsys: pytest.CaptureFixture[str],
    name: str, feed: str, arrange: Arrange, code: int,
) -> None:  # fmt: skip
    project = made(tmp_path, world, feed, records[feed])
    arrange(project)
    before, names = project.contents(), set(project.contents())
    capsys.readouterr()
    ended = project.refresh()
    after, told = project.contents(), capsys.readouterr().out
    assert_golden(name, f"({ended})\n{told}", project)
    assert ended == code
    if name.startswith("passport edited"):
        assert b"edited" in after["us-goods/dataset.yml"]
        before["us-goods/dataset.yml"] = after["us-goods/dataset.yml"]
    if code or "nothing new" in told:
        assert after == before
    else:
        assert set(after) - names == {"us-goods/2026-10.csv", "us-goods/2026-10.groups.csv"}

    if "passport is" in name or "resources" in name or "record is" in name:
        return  # a person has to mend these
    world.recover()
    Web.__init__.__kwdefaults__["budget"] = 300  # type: ignore[index]
    stock(world, NEXT)
    later = Project(project.root, world, Still(world.environment))
    later.still.today = project.still.today + timedelta(days=1)
    assert later.refresh(today=date(2026, 10, 7)) == 0
    newest = Passport.read(later.data / "us-goods").newest
    assert (str(newest.covers), newest.id) == ("2024-01..2026-08", "2026-10-07" if "taken" in name else "2026-10")


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2025, 10, 6)])
def test_a_clock_that_is_slow(
    tmp_path: Path, records: dict[str, Path], world: StandIn, capsys: pytest.CaptureFixture[str], day: date
) -> None:
    project = made(tmp_path, world, WORKBOOK, records[WORKBOOK])
    before = project.contents()
    assert project.refresh(today=day) == 1
    assert project.contents() == before
    assert world.asked == []
    assert_golden(f"clock of {day.isoformat()}", capsys.readouterr().out, project)
    assert project.refresh() == 0


def test_the_day_on_record_is_ours_and_not_the_services(
    tmp_path: Path, records: dict[str, Path], world: StandIn
) -> None:
    project = made(tmp_path, world, WORKBOOK, records[WORKBOOK])
    project.still.today = project.still.today.replace(2031, 1, 1)
    assert project.refresh(today=TODAY) == 0
    assert Passport.read(project.data / "us-goods").newest.known == TODAY


def test_two_refreshes_at_once(tmp_path: Path, records: dict[str, Path], world: StandIn) -> None:
    project = made(tmp_path, world, WORKBOOK, records[WORKBOOK])
    before = project.contents()
    with lock.alone(project.data, "refresh"), pytest.raises(Exception, match=r"'refresh \(process .* is writing to"):
        project.refresh()
    assert project.contents() == before
    assert world.asked == []
    assert project.refresh() == 0


def test_one_that_fails_keeps_no_other_from_its_refresh(
    tmp_path: Path, records: dict[str, Path], world: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    project = made(tmp_path, world, WORKBOOK, records[WORKBOOK])
    other = project.data / "us-other"
    other.mkdir()
    passport = (project.data / "us-goods" / "dataset.yml").read_text()
    (other / "dataset.yml").write_text(passport.replace("name: us-goods", "name: us-other").replace("2024\n", "1\n", 1))
    for path in (project.data / "us-goods").glob("*.csv"):
        (other / path.name).write_bytes(path.read_bytes())
    assert project.refresh() == 1
    told = capsys.readouterr().out
    assert told.startswith("us-goods: on record now, vintage 2026-10")
    assert "us-other: refused. The record is as it was.\n" in told


def assert_golden(name: str, told: str, project: Project) -> None:
    """Compare what was said with the section of `faults.txt`, places of this machine aside."""
    told = told.replace(str(project.root), "PROJECT").replace(project.standin.address, "ADDRESS").rstrip()
    sections = {}
    if GOLDEN.is_file():
        parts = re.split(r"^## (.*)\n", GOLDEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sections = dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))
    if name not in sections and not os.environ.get("CI"):
        sections[name] = told
        text = "\n\n".join(f"## {key}\n{sections[key]}" for key in sections)
        GOLDEN.write_text(f"{text}\n", encoding="utf-8")
    assert told == sections.get(name)
