"""UN Comtrade: silent answers are told apart, a full preview is asked for in parts, missing is not nil."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from record import write_dataset
from standin import StandIn, comtrade, faults
from standin.shelf import Row
from standin.still import Still

from macros import places
from macros.errors import TradeError
from macros.periods import Period
from macros.sources import feeds
from macros.sources.published import Reading
from macros.sources.raw import RawStore, Replay
from macros.sources.web import Web
from macros.store.passport import Passport

DRIFT = "See what has changed: python -m macros drift."


def trade(period: str, *partners: tuple[str, int]) -> list[Row]:
    """Rows of both flows with partners, and the world that they make."""
    return [
        Row(partner, flow, period, value)
        for flow in ("imports", "exports")
        for partner, value in (*partners, ("world", sum(max(0, value) for _, value in partners)))
    ]


@pytest.fixture
def read(standin: StandIn, still: Still, tmp_path: Path) -> Callable[..., Reading]:
    """Reads what Kenya reports, and then the same again from the raw store alone."""

    def read(frequency: str = "annual", since: int = 2020) -> Reading:
        said = {"refresh": {"from": "comtrade", "since": since}, "frequency": frequency, "reporter": "KEN"}
        passport = Passport.read(write_dataset(tmp_path / "data" / "comtrade-kenya", **said))
        store = RawStore(tmp_path / "raw")
        with store.begin("comtrade-kenya", still.today) as run:
            reading = feeds.read(passport, Web(run, still.outside), still.today.date())
        assert feeds.read(passport, Replay(store.run(run.id)), still.today.date()) == reading
        return reading

    standin.shelf.put("404", [*trade("2023", ("USA", 5), ("CHN", 7)), *trade("2024", ("USA", 6), ("CHN", -1))])
    return read


def said(reading: Reading) -> list[tuple[str, str, str, int]]:
    return [(n.partner, n.flow, str(n.period), n.value) for n in reading.kept if n.flow == "imports"]


def test_years_with_a_key_come_in_one_answer(standin: StandIn, read: Callable[..., Reading]) -> None:
    reading = read()
    assert said(reading) == [
        ("USA", "imports", "2023", 5),
        ("CHN", "imports", "2023", 7),
        ("world", "imports", "2023", 12),
        ("USA", "imports", "2024", 6),
        ("world", "imports", "2024", 6),
    ]
    assert reading.covers == Period.parse("2023..2024")
    assert reading.account == (
        "partners and leftovers add to the world in every period and flow",
        "no place of ours, left out by UN Comtrade's codes: none",
        "2 values that are not given: left out, missing and not nil",
    )
    assert [(seen.service, seen.path) for seen in standin.asked] == [
        ("comtrade-public", "getDA/C/A/HS"),
        ("comtrade", "get/C/A/HS"),
    ]
    assert standin.asked[1].query == (
        ("reporterCode", "404"), ("period", "2023,2024"), ("cmdCode", "TOTAL"), ("flowCode", "M,X"),
        ("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0"),
    )  # fmt: skip


def test_without_a_key_a_year_is_a_question(standin: StandIn, still: Still, read: Callable[..., Reading]) -> None:
    del still.environment["COMTRADE_API_KEY"]
    assert len(said(read())) == 5
    assert [(seen.path, seen.one("period")) for seen in standin.asked[1:]] == [
        ("preview/C/A/HS", "2023"),
        ("preview/C/A/HS", "2024"),
    ]


def test_months_come_twelve_at_a_time(standin: StandIn, read: Callable[..., Reading]) -> None:
    months = [str(month) for month in Period.parse("2023-01..2024-02")]
    standin.shelf.put("404", [row for month in months for row in trade(month, ("USA", 5))])
    reading = read("monthly")
    assert reading.covers == Period.parse("2023-01..2024-02")
    assert [len(seen.one("period").split(",")) for seen in standin.asked[1:]] == [12, 2]


def test_a_full_preview_is_asked_for_by_flow_and_refused_where_that_is_full_too(
    standin: StandIn, still: Still, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    del still.environment["COMTRADE_API_KEY"]
    monkeypatch.setattr(comtrade, "_PREVIEW", 6)
    monkeypatch.setattr("macros.sources.comtrade._MOST", {"comtrade-public": 6})
    standin.shelf.put("404", trade("2023", ("USA", 5), ("CHN", 7)))
    assert len(said(read())) == 3
    assert [seen.one("flowCode") for seen in standin.asked[1:]] == ["M,X", "M", "X"]
    standin.shelf.put("404", trade("2022", *((code, 1) for code in ("USA", "CHN", "UGA", "TZA", "DEU", "FRA"))))
    with pytest.raises(TradeError) as raised:
        read()
    assert str(raised.value) == (
        "comtrade-public: preview/C/A/HS?reporterCode=404&period=2022&cmdCode=TOTAL&flowCode=M&partner2Code=0&customsCode=C00"
        "&motCode=0: the answer has 6 records, the most there can be: more may have been cut off. "
        "Set COMTRADE_API_KEY, for which answers are longer."
    )


def test_a_silent_answer_for_what_is_listed_is_a_fault_and_nothing_listed_is_none(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = {"elapsedTime": "0.09 secs", "count": 0, "data": [], "error": ""}
    monkeypatch.setitem(faults.FAULTS, "silent", lambda reply: replace(reply, body=json.dumps(silent).encode()))
    standin.fault("silent", on="comtrade")
    with pytest.raises(TradeError) as raised:
        read()
    assert str(raised.value) == (
        "UN Comtrade lists 2023, 2024 of reporter 404 as available, but answers with nothing. "
        f"The question may fit the service no longer. {DRIFT}"
    )
    with pytest.raises(TradeError) as raised:
        read(since=2025)
    assert str(raised.value) == (
        "UN Comtrade has nothing by year of reporter 404 since 2025. Look at 'since' and 'frequency' in the passport."
    )


def test_partners_that_do_not_make_the_world_are_refused(standin: StandIn, read: Callable[..., Reading]) -> None:
    standin.shelf.put("404", [row for row in trade("2023", ("USA", 5_000), ("CHN", 7_000)) if row.partner != "CHN"])
    with pytest.raises(TradeError) as raised:
        read()
    assert str(raised.value).splitlines() == [
        f"comtrade: {flow} of 2023 with all partners add to 5000.0, but the world is 12000.0. "
        "Records may be missing: fetch again; if it stays, compare with the source."
        for flow in ("imports", "exports")
    ]


def _with(**changed: Any) -> Callable[[faults.Reply], faults.Reply]:
    """A fault: the first record has these values, or lacks what is "gone"; `envelope` changes what is around."""

    def changed_reply(reply: faults.Reply) -> faults.Reply:
        body = json.loads(reply.body)
        for key, value in changed.items():
            if value == "gone":
                del body["data"][0][key]
            elif key != "envelope":
                body["data"][0][key] = value
        return replace(reply, body=json.dumps(body | changed.get("envelope", {})).encode())

    return changed_reply


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"motCode": 1000}, "a record is of a part, (0, 'C00', 1000, 'TOTAL'), or of flow M"),
        ({"flowCode": "RX"}, "a record is of a part, (0, 'C00', 0, 'TOTAL'), or of flow RX"),
        ({"refMonth": 12}, "a record of 2023 is of year 2023 and month 12"),
        ({"partnerCode": 4321}, "'4321' is no code of UN Comtrade that we know. Add it to macros/places/comtrade.csv."),
        ({"primaryValue": "gone"}, "'primaryValue' of a record is not there"),
        ({"primaryValue": "5.0"}, "'primaryValue' of a record is '5.0'"),
        ({"primaryValue": -5}, "'-5' is no amount of trade"),
        ({"period": 2023}, "'period' of a record is 2023"),
        ({"envelope": {"error": "Bad thing"}}, "UN Comtrade says 'Bad thing'"),
        ({"envelope": {"count": 7}}, "UN Comtrade counts 7 records and gives 12"),
        ({"envelope": {"data": "none"}}, "the answer is not the envelope of UN Comtrade"),
    ],
)
def test_a_record_of_another_shape_is_refused(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], told: str
) -> None:
    monkeypatch.setitem(faults.FAULTS, "other", _with(**changed))
    standin.fault("other", on="comtrade")
    with pytest.raises(TradeError) as raised:
        read()
    assert told in str(raised.value)


def test_what_is_no_place_is_left_out_and_counts_towards_the_world(
    standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(faults.FAULTS, "areas", _with(partnerCode=899))
    standin.fault("areas", on="comtrade")
    reading = read()
    assert ("USA", "imports", "2023", 5) not in said(reading)
    assert "no place of ours, left out by UN Comtrade's codes: 899" in reading.account


def test_cents_are_rounded(standin: StandIn, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(faults.FAULTS, "cents", _with(primaryValue=5.375))
    standin.fault("cents", on="comtrade")
    assert ("USA", "imports", "2023", 5) in said(read())


@pytest.mark.parametrize(
    ("code", "place"), [(842, "USA"), (404, "KEN"), (156, "CHN"), (699, "IND"), (0, "world"), (899, None), (490, None)]
)
def test_codes_of_comtrade(code: int, place: str | None) -> None:
    found = places.from_comtrade_code(code)
    assert (found.code if found else None) == place
    assert place is None or places.comtrade_code(place) == code
