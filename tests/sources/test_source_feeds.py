"""The feeds against the stand-in: what a refresh of each dataset asks, and the reading it makes of the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from record import NEW, write_dataset
from standin import StandIn, census, faults
from standin.shelf import Row
from standin.still import Still
from trade_samples import months, workbook_row, write_lines, write_workbook

from macros import places
from macros.errors import TradeError
from macros.periods import Period
from macros.sources import candidate, feeds, sums, workbook
from macros.sources.newcomers import Newcomers
from macros.sources.published import Reading
from macros.sources.raw import RawStore, Replay
from macros.sources.web import Web
from macros.store import newplaces
from macros.store.passport import Passport


@pytest.fixture
def passport(tmp_path: Path) -> Callable[..., Passport]:
    """Makes a passport that awaits its first vintage; `said` replaces its keys."""
    return lambda **said: Passport.read(write_dataset(tmp_path / "data" / "us-goods", **said))


@pytest.fixture
def read(still: Still, tmp_path: Path, passport: Callable[..., Passport]) -> Callable[..., Reading]:
    """Reads from the stand-in, and then the same again from the raw store alone."""

    def read(source: str, said: dict[str, Any] | None = None, **options: Any) -> Reading:
        asked = passport(refresh={"from": source, **options}, **(said or {}))
        store = RawStore(tmp_path / "raw")
        with store.begin("us-goods", still.today) as run:
            reading = feeds.read(asked, Web(run, still.outside), still.today.date())
        assert feeds.read(asked, Replay(store.run(run.id)), still.today.date()) == reading
        return reading

    return read


IMPORTS = {"flows": {"imports": {"title": "general imports", "valuation": "customs value"}}}


def numbers(reading: Reading, partner: str) -> dict[tuple[str, str], int]:
    return {(n.flow, str(n.period)): n.value for n in reading.kept if n.partner == partner}


def test_the_workbook_and_the_api_say_the_same(read: Callable[..., Reading]) -> None:
    kenya = {
        ("imports", "2026-01"): 60_000_000,
        ("imports", "2026-02"): 70_500_000,
        ("exports", "2026-01"): 41_500_000,
        ("exports", "2026-02"): 38_250_000,
    }
    for source in ("census-country-workbook", "census-api"):
        reading = read(source, since=2025)
        assert (reading.covers, numbers(reading, "KEN")) == (Period.parse("2026-01..2026-02"), kenya)
        assert sums.countries_to_groups(reading, []) == ()
        assert {n.partner for n in reading.kept} == {"KEN", "TZA", "africa", "world"}


def test_the_api_is_asked_by_year_and_a_year_without_a_month_is_no_trouble(
    standin: StandIn, read: Callable[..., Reading]
) -> None:
    reading = read("census-api", since=2025)
    assert [(seen.path, *seen.query[:2]) for seen in standin.asked] == [
        (f"{flow}/hs", ("get", f"CTY_CODE,CTY_NAME,{of}_VAL_MO,{of}_VAL_YR"), ("time", f"from {year}-01 to {year}-12"))
        for flow, of in (("imports", "GEN"), ("exports", "ALL"))
        for year in (2025, 2026)
    ]
    assert reading.account == ("16 years to date: checked against their months to the dollar, and not stored",)
    assert reading.source == "imports/hs, exports/hs"


def test_a_year_to_date_that_is_not_the_sum_of_its_months_is_refused(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = census._cells

    def without_kenya(standin: StandIn, seen: Any, flow: str, wanted: list[str]) -> Any:
        rows = really(standin, seen, flow, wanted)
        return (row for row in rows if (row["CTY_CODE"], row["MONTH"]) != ("7790", "01"))

    monkeypatch.setattr(census, "_cells", without_kenya)
    with pytest.raises(TradeError) as raised:
        read("census-api", since=2026)
    first, *_ = str(raised.value).splitlines()
    assert first == (
        "imports/hs 2026 row 5: imports with 7790 are 130500000 from January to 2026-02, but the months add to 70500000. "
        "Rows may be missing: fetch again; if it stays, ask the publisher."
    )


def test_products_are_asked_for_by_level_and_partner(standin: StandIn, read: Callable[..., Reading]) -> None:
    rows = [Row("KEN", "imports", "2026-01", 5, "61"), Row("TZA", "imports", "2026-01", 7, "62")]
    standin.shelf.put("us", [*standin.shelf.rows("us"), *rows])
    reading = read("census-api-products", IMPORTS, since=2026, level="HS2", partners=["Kenya"])
    assert [(n.partner, n.product, n.value) for n in reading.kept] == [("KEN", "61", 5)]
    assert standin.asked[0].query[1:4] == (
        ("time", "from 2026-01 to 2026-12"), ("COMM_LVL", "HS2"), ("CTY_CODE", "7790"),
    )  # fmt: skip
    assert len(read("census-api-products", IMPORTS, since=2026, level="HS2").kept) == 2


def test_long_detail_is_asked_for_by_first_digit(standin: StandIn, read: Callable[..., Reading]) -> None:
    rows = [Row("KEN", "imports", "2026-02", 5, "0901110025"), Row("TZA", "imports", "2026-02", 7, "6203439011")]
    standin.shelf.put("us", rows)
    reading = read("census-api-products", IMPORTS, since=2026, level="HS10")
    assert [(n.partner, n.product, n.value) for n in reading.kept] == [
        ("KEN", "0901110025", 5),
        ("TZA", "6203439011", 7),
    ]
    assert [seen.one("I_COMMODITY") for seen in standin.asked] == [f"{digit}*" for digit in range(10)]
    assert {seen.one("SUMMARY_LVL") for seen in standin.asked} == {"DET"}


def test_duty_and_what_it_is_calculated_on(standin: StandIn, read: Callable[..., Reading]) -> None:
    rows = [Row("KEN", flow, "2026-01", value) for flow, value in (("consumption", 1000), ("duty", 237))]
    standin.shelf.put("us", rows)
    reading = read("census-api-duties", since=2026, partners=["Kenya"])
    assert numbers(reading, "KEN") == {("consumption", "2026-01"): 1000, ("duty", "2026-01"): 237}


@pytest.mark.parametrize(
    ("source", "options", "told"),
    [
        ("census", {}, "there is no feed 'census'. Did you mean 'census-api'?"),
        ("census-api", {"sinse": 1}, "'census-api' knows no 'sinse'. Did you mean 'since'?"),
        ("census-api", {"since": "soon"}, "'since' is 'soon', not a year. Write it like 'since: 2022'."),
        ("census-api-duties", {"partners": "Kenya"}, "'partners' is 'Kenya', not a list. Write it like 'partners: [Kenya, Les"),
        ("census-api-duties", {"partners": ["Keyna"]}, "no place is called 'Keyna'. Did you mean 'Kenya'?"),
        ("census-api-products", {"level": "HS3"}, "'level' is 'HS3'. Did you mean 'HS"),
        ("census-country-workbook", {"since": 2027}, "it ends with 2026-02, before 2027. Look at 'since' in the passport."),
    ],
)  # fmt: skip
def test_an_entry_of_a_passport_that_cannot_be(
    read: Callable[..., Reading], source: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(TradeError) as raised:
        read(source, **options)
    assert str(raised.value).startswith(told)


def test_a_dataset_without_a_feed_says_so(tmp_path: Path) -> None:
    passport = Passport.read(write_dataset(tmp_path / "data" / "us-goods", NEW))
    with pytest.raises(TradeError, match=r"^'us-goods' says of no source from where it is refreshed\. Put vintages on"):
        feeds.read(passport, None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{}", "the answer is no table with a header. See what has changed: python -m macros drift."),
        (b'[["CTY_CODE"], ["7790", "5"]]', "the answer is no table with a header. See what has changed"),
        (b'[["CTY_CODE","CTY_NAME","GEN_VAL_MO"]]', "the answer has no column GEN_VAL_YR, time. See what has changed"),
        (
            b'[["CTY_CODE","CTY_NAME","GEN_VAL_MO","GEN_VAL_YR","time"],["7790","KENYA",null,"5","2026-01"]]',
            " row 1: GEN_VAL_MO is 'None' and GEN_VAL_YR '5'. Expected whole dollars, plain digits.",
        ),
    ],
)
def test_an_answer_of_another_shape_is_refused(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch, body: bytes, told: str
) -> None:
    monkeypatch.setitem(faults.FAULTS, "other", lambda reply: replace(reply, body=body))
    standin.fault("other", on="census-api")
    with pytest.raises(TradeError) as raised:
        read("census-api", since=2026)
    assert told in str(raised.value)


MARCH_2031 = [
    workbook_row(2030, "7790", [50.5] * 12, [40.25] * 12),
    workbook_row(2031, "7790", months(51.5, 52.5, 53.5), months(41.5, 42.5, 43.5)),
    # Tanzania under a name of its own choosing, and a country that nobody knew in 2026.
    workbook_row(2031, "7830", months(7, 0, 9), months(1, 2, 3)),
    workbook_row(2031, "7840", months(0, 0, 2.5), months(0, 1.25, 0)),
    workbook_row(2031, "0013", months(58.5, 52.5, 65), months(42.5, 45.75, 46.5)),
]
for _row, _name in zip(MARCH_2031, ("Kenya", "Kenya", "Tanganyika", "AZANIA", "Africa"), strict=True):
    _row[2] = _name


def test_a_workbook_of_another_year_with_new_and_renamed_countries(tmp_path: Path) -> None:
    content = write_workbook(tmp_path / "country.xlsx", *MARCH_2031).read_bytes()
    with pytest.raises(Newcomers) as raised:
        workbook.parse(content, "country.xlsx")
    assert str(raised.value) == (
        "country.xlsx: Schedule C 7840, 'AZANIA', is no place we know. Look at it, then put this row into "
        "data/places/schedule_c.csv: 7840,SC-7840,country,Azania,,2031-02,,"
    )
    (tmp_path / "data" / "places").mkdir(parents=True)
    try:
        table = tmp_path / "data" / "places" / "schedule_c.csv"
        row = str(raised.value).partition("schedule_c.csv: ")[2]
        write_lines(table, "schedule_c,code,kind,name,aliases,since,until,note", row)
        newplaces.learn(tmp_path / "data")
        reading = workbook.parse(content, "country.xlsx")
        assert reading.covers == Period.parse("2030-01..2031-03")
        assert numbers(reading, "SC-7840") == {
            ("imports", "2031-02"): 0, ("imports", "2031-03"): 2_500_000,
            ("exports", "2031-02"): 1_250_000, ("exports", "2031-03"): 0,
        }  # fmt: skip
        assert numbers(reading, "TZA")["imports", "2031-03"] == 9_000_000
        assert (
            candidate.made(tmp_path, reading).notes == ()
        )  # Africa is the sum of its countries, the new one among them
        assert (places.find("azania").code, places.is_african(places.find("Azania"))) == ("SC-7840", True)
    finally:
        places.know(())


def test_newcomers_in_the_api_are_held_too(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        b'[["CTY_CODE","CTY_NAME","GEN_VAL_MO","GEN_VAL_YR","time"],["7790","KENYA","5","5","2026-01"],'
        b'["7840","AZANIA","5","5","2026-01"],["7840","AZANIA","5","10","2026-02"]]'
    )
    monkeypatch.setitem(faults.FAULTS, "other", lambda reply: replace(reply, body=body))
    standin.fault("other", on="census-api")
    with pytest.raises(Newcomers) as raised:
        read("census-api", since=2026)
    assert raised.value.rows == (
        {
            "schedule_c": "7840", "code": "SC-7840", "kind": "country", "name": "Azania", "aliases": "",
            "since": "2026-01", "until": "", "note": "",
        },
    )  # fmt: skip
