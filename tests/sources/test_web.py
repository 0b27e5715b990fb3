"""The client against the stand-in, over real connections: every fault is worded, tried again where that helps, and waited for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from standin import StandIn
from standin.census import MODIFIED
from standin.still import Still

from macros.errors import TradeError
from macros.sources import services
from macros.sources.answers import Answer, Request
from macros.sources.raw import NotNow, RawStore
from macros.sources.web import Web

API = Request(
    service="census-api", path="imports/hs", params=(("get", "CTY_CODE,GEN_VAL_MO"), ("YEAR", "2026"), ("MONTH", "01"))
)
FILE = Request(service="census-files", path="balance/country.xlsx")
LATER = "Try again later; what was fetched is kept."
DRIFT = "If it goes on, see what has changed: python -m macros drift."
WHERE = "census-api: imports/hs?get=CTY_CODE,GEN_VAL_MO&YEAR=2026&MONTH=01"
CENSUS = "the Census Bureau’s trade API"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def web(store: RawStore, still: Still, **options: int) -> Web:
    return Web(store.begin("us-goods", still.outside.now()), still.outside, **options)


def refusal(store: RawStore, still: Still, request: Request = API, **options: int) -> TradeError:
    with pytest.raises(TradeError) as raised:
        web(store, still, **options).get(request)
    return raised.value


def test_an_answer_comes_with_its_address_time_and_hash(standin: StandIn, store: RawStore, still: Still) -> None:
    answer = web(store, still).get(API)
    assert answer.content == (
        b'[["CTY_CODE", "GEN_VAL_MO", "YEAR", "MONTH"], ["-", "72000000", "2026", "01"], '
        b'["7790", "60000000", "2026", "01"], ["7830", "12000000", "2026", "01"], ["7XXX", "72000000", "2026", "01"]]'
    )
    assert answer == Answer(
        content=answer.content,
        url=f"{standin.address}/census-api/imports/hs?get=CTY_CODE,GEN_VAL_MO&YEAR=2026&MONTH=01",
        at=still.today,
        media="application/json",
    )
    assert [seen.one("key") for seen in standin.asked] == [standin.key]


def test_nothing_there_is_an_answer_without_content(store: RawStore, still: Still) -> None:
    answer = web(store, still).get(replace(API, params=(("get", "CTY_CODE,GEN_VAL_MO"), ("YEAR", "2009"))))
    assert answer.content == b""


PASSING = [
    ("429", [2.0], ""),
    ("429 by date", [9.0], ""),
    ("429 without a header", [2.0], ""),
    ("429 with nonsense", [2.0, 4.0, 8.0, 16.0], f"{CENSUS} is asked too often (429: Too many). {LATER}"),
    ("403 for a while", [3.0], ""),
    ("503", [7.0], ""),
    ("500", [2.0, 4.0, 8.0, 16.0], f"{CENSUS} is in trouble (500: Internal Server Error). {LATER}"),
    (
        "sorry",
        [2.0, 4.0, 8.0, 16.0],
        f"{CENSUS} is in trouble (200: There was an error while running your query. We've logged the error and we'll correct it "
        f"ASAP. Sorry for the inconvenience). {LATER}",
    ),
    ("empty", [2.0, 4.0, 8.0, 16.0], f"{CENSUS} gave an empty answer. {LATER}"),
    ("cut", [2.0, 4.0, 8.0, 16.0], f"{CENSUS} breaks off its answer. {LATER}"),
    (
        "cut and closed",
        [2.0, 4.0, 8.0, 16.0],
        f"the answer of {CENSUS} is cut off or no JSON (Unterminated string starting at: line 1 column 89 (char 88)). {LATER}",
    ),
    ("packed wrongly", [2.0, 4.0, 8.0, 16.0], f"the answer of {CENSUS} cannot be unpacked. {LATER}"),
    ("hangs up", [2.0, 4.0, 8.0, 16.0], f"{CENSUS} breaks off its answer. {LATER}"),
]
"""Faults that may pass, how long is waited after each try, and what is said once they do not pass."""


@pytest.mark.parametrize(("fault", "waits", "said"), PASSING, ids=[row[0] for row in PASSING])
def test_what_passes_is_tried_again(
    standin: StandIn, store: RawStore, still: Still, fault: str, waits: list[float], said: str
) -> None:
    standin.fault(fault)
    assert web(store, still).get(API).content.startswith(b'[["CTY_CODE"')
    assert [wait for wait in still.slept if wait >= waits[0]] == waits[:1]
    assert len(standin.asked) == 2


@pytest.mark.parametrize(
    ("fault", "waits", "said"), [row for row in PASSING if row[2]], ids=[row[0] for row in PASSING if row[2]]
)
def test_what_does_not_pass_is_told_after_five_tries(
    standin: StandIn, store: RawStore, still: Still, fault: str, waits: list[float], said: str
) -> None:
    standin.fault(fault, times=9)
    error = refusal(store, still)
    assert str(error) == f"{WHERE}: {said}"
    assert isinstance(error, NotNow)
    assert len(standin.asked) == 5
    assert store.begin("us-goods", still.today).listed() == []


LASTING = [
    (
        "429 until tomorrow",
        f"{CENSUS} wants us to wait (429) until 2026-11-07 13:30 UTC. Run the same command again then; what was fetched is kept.",
    ),
    (
        "403 quota",
        f"{CENSUS} has no calls left for us: Out of call volume quota. Quota will be replenished in 05:12:44. {LATER}",
    ),
    (
        "401",
        f"{CENSUS} does not accept the key: Access denied due to invalid subscription key. Make sure to provide a valid key. "
        "Look at CENSUS_API_KEY; a new key is free: https://api.census.gov/data/key_signup.html.",
    ),
    (
        "403 blocked",
        f"{CENSUS} refuses us (403: Attention Required! | Cloudflare). It may not serve this network: fetch from another, or "
        "name a mirror in TRADE_CENSUS_API_URL.",
    ),
    ("400", f"{CENSUS} refuses the question (400: error: unknown variable 'GEN_VAL_MO'). {DRIFT}"),
    ("404", f"{CENSUS} has nothing at that address (404). Look whether TRADE_CENSUS_API_URL is set rightly. {DRIFT}"),
    ("304 unasked", f"{CENSUS} says that nothing changed, which nobody asked (304). Try again later."),
    (
        "moved",
        f"{CENSUS} sends us on to https://elsewhere.test/new. If the service has moved for good, set TRADE_CENSUS_API_URL.",
    ),
    (
        "missing key",
        f"{CENSUS} says that no key came with the question. Set CENSUS_API_KEY; a key is free: "
        "https://api.census.gov/data/key_signup.html.",
    ),
    (
        "invalid key",
        f"{CENSUS} does not accept the key. Look at CENSUS_API_KEY; a new key is free: "
        "https://api.census.gov/data/key_signup.html.",
    ),
    (
        "maintenance",
        f"{CENSUS} answers in text/html, a page titled 'Down for maintenance', and not in application/json. "
        f"It may be out of order: try again later. {DRIFT}",
    ),
    (
        "wrong media",
        f"{CENSUS} answers in text/csv and not in application/json. It may be out of order: try again later. {DRIFT}",
    ),
    (
        "no media",
        f"{CENSUS} answers in no media type and not in application/json. It may be out of order: try again later. {DRIFT}",
    ),
]


@pytest.mark.parametrize(("fault", "said"), LASTING, ids=[row[0] for row in LASTING])
def test_what_lasts_is_told_at_once_and_nothing_is_kept(
    standin: StandIn, store: RawStore, still: Still, fault: str, said: str
) -> None:
    standin.fault(fault)
    assert str(refusal(store, still)) == f"{WHERE}: {said}"
    assert len(standin.asked) == 1
    assert store.begin("us-goods", still.today).listed() == []


def test_a_redirect_is_never_followed_and_a_key_is_asked_for_in_the_services_own_terms(
    standin: StandIn, store: RawStore, still: Still
) -> None:
    still.environment["CENSUS_API_KEY"] = "a-key-of-yesterday"
    assert str(refusal(store, still)) == (
        f"{WHERE}: {CENSUS} does not accept the key. "
        "Look at CENSUS_API_KEY; a new key is free: https://api.census.gov/data/key_signup.html."
    )
    assert len(standin.asked) == 1


@pytest.mark.parametrize(
    ("variable", "said", "told"),
    [
        (
            "CENSUS_API_KEY",
            "",
            f"{CENSUS} wants a key, and CENSUS_API_KEY is not set. A key is free: "
            "https://api.census.gov/data/key_signup.html. Set it in the environment, and write it into no file.",
        ),
        (
            "CENSUS_API_KEY",
            "my key goes here",
            "what CENSUS_API_KEY holds does not look like a key. Copy it again, without quotation marks or spaces. A key is "
            "free: https://api.census.gov/data/key_signup.html. Set it in the environment, and write it into no file.",
        ),
        (
            "TRADE_CENSUS_API_URL",
            "http://mirror.test/",
            "TRADE_CENSUS_API_URL begins with http:, and a key would go over the network open to all. "
            "Use an address with https:.",
        ),
        *(
            (
                "TRADE_CENSUS_API_URL",
                address,
                "TRADE_CENSUS_API_URL is not the address of a service. Write it like "
                "https://api.census.gov/data/timeseries/intltrade/, without anything after the path.",
            )
            for address in ("mirror.test", "https://m.test/?a=1", "https://me:secret@m.test/", "https://m.test:x/")
        ),
    ],
)
def test_a_setting_that_cannot_be_is_told_before_anything_is_asked(
    standin: StandIn, store: RawStore, still: Still, variable: str, said: str, told: str
) -> None:
    still.environment[variable] = said
    assert str(refusal(store, still)) == told
    assert standin.asked == []


def test_a_slow_drip_runs_into_the_deadline_of_the_whole_answer(
    standin: StandIn, store: RawStore, still: Still
) -> None:
    still.tick = 130  # every look at the clock seems to be so many seconds later
    standin.fault("drip", times=9, on="census-api")
    assert str(refusal(store, still)) == (
        f"{WHERE}: {CENSUS} sends its answer too slowly: 240 s were not enough. {LATER}"
    )


def test_more_than_an_answer_can_be_is_not_read_to_the_end(
    standin: StandIn, store: RawStore, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = replace(services.SERVICES["census-files"], largest=1000)
    monkeypatch.setitem(services.SERVICES, "census-files", small)
    assert str(refusal(store, still, FILE)) == (
        "census-files: balance/country.xlsx: the answer of the Census Bureau’s file server is larger than 0 MB. "
        "That is no answer to this question: look at the service's page."
    )
    assert len(standin.asked) == 1


@pytest.mark.parametrize("fault", ["cut", "cut and closed", "damaged"])
def test_a_file_that_is_cut_off_or_damaged_is_fetched_again(
    standin: StandIn, store: RawStore, still: Still, fault: str
) -> None:
    standin.fault(fault)
    assert web(store, still).get(FILE).content.startswith(b"PK")
    assert len(standin.asked) == 2


def test_a_service_is_asked_no_faster_than_it_may_be(standin: StandIn, store: RawStore, still: Still) -> None:
    client = web(store, still)
    for year in ("2026", "2025", "2024"):
        client.get(replace(API, params=(("get", "CTY_CODE,GEN_VAL_MO"), ("YEAR", year))))
    client.get(FILE)  # another service has a pace of its own
    assert still.slept == [3.0, 3.0]


def test_waiting_longer_is_by_doubling_with_a_chance_in_it(standin: StandIn, store: RawStore, still: Still) -> None:
    standin.fault("500", times=9)
    with pytest.raises(TradeError):
        Web(store.begin("a", still.today), replace(still.outside, chance=lambda: 0.0)).get(API)
    assert [wait for wait in still.slept if wait != 2.0] == [1.0, 1.0, 4.0, 8.0]


def test_the_budget_of_a_run_is_kept_and_the_next_run_goes_on(standin: StandIn, store: RawStore, still: Still) -> None:
    other = replace(API, params=(*API.params, ("CTY_CODE", "7790")))
    run = store.begin("us-goods", still.today)
    Web(run, still.outside, budget=1).get(API)
    error = refusal(store, still, other, budget=0)
    assert str(error) == (
        f"{WHERE}&CTY_CODE=7790: the budget of requests for this run is used up. "
        "Run the same command again to go on from here; what was fetched is kept."
    )
    with store.begin("us-goods", still.today) as again:
        client = Web(again, still.outside, budget=1)
        client.get(API)
        client.get(other)
    assert len(standin.asked) == 2
    assert again.id == run.id
    assert again.finished


def test_tries_count_against_the_budget(standin: StandIn, store: RawStore, still: Still) -> None:
    standin.fault("500", times=9)
    assert "the budget of requests for this run is used up" in str(refusal(store, still, budget=2))
    assert len(standin.asked) == 2


def test_a_file_that_has_not_changed_is_taken_from_the_raw_store(
    standin: StandIn, store: RawStore, still: Still
) -> None:
    with store.begin("us-goods", still.today) as run:
        first = Web(run, still.outside).get(FILE)
    still.outside.sleep(3600)
    with store.begin("us-goods", still.today) as run:
        second = Web(run, still.outside).get(FILE)
    assert [seen.headers.get("if-none-match") for seen in standin.asked] == [None, first.etag]
    assert [seen.headers.get("if-modified-since") for seen in standin.asked] == [None, MODIFIED]
    assert second == replace(first, at=still.today, changed=False)
    standin.shelf.put("us", standin.shelf.rows("us")[:4])
    still.outside.sleep(3600)
    with store.begin("us-goods", still.today) as run:
        third = Web(run, still.outside).get(FILE)
    assert third.changed
    assert third.content != first.content


def test_another_address_is_not_asked_about_what_this_one_gave(standin: StandIn, store: RawStore, still: Still) -> None:
    with store.begin("us-goods", still.today) as run:
        Web(run, still.outside).get(FILE)
    still.outside.sleep(1)
    with StandIn() as mirror:
        mirror.shelf.put("us", standin.shelf.rows("us"))
        still.environment |= mirror.environment
        web(store, still).get(FILE)
        assert "if-none-match" not in mirror.asked[0].headers


def test_what_goes_on_is_told(standin: StandIn, store: RawStore, still: Still) -> None:
    told: list[str] = []
    standin.fault("429")
    Web(store.begin("us-goods", still.today), still.outside, budget=9, tell=told.append).get(API)
    assert told == [
        f"{WHERE} (8 requests left)",
        f"{CENSUS} is asked too often (429: Rate limit is exceeded. Try again in 2 seconds): again in 2 s",
        f"{WHERE} (7 requests left)",
    ]


def test_what_is_not_tried_again_is_not_said_to_be(standin: StandIn, store: RawStore, still: Still) -> None:
    told: list[str] = []
    standin.fault("500", times=9)
    with pytest.raises(NotNow):
        Web(store.begin("us-goods", still.today), still.outside, tell=told.append).get(API)
    assert [line.rpartition(": ")[2] for line in told if ": again in" in line] == [
        f"again in {seconds} s" for seconds in (2, 4, 8, 16)
    ]
    assert len(standin.asked) == 5


def test_a_service_that_is_not_there(store: RawStore, still: Still) -> None:
    still.environment["TRADE_CENSUS_API_URL"] = "http://127.0.0.1:9/"
    assert "the Census Bureau’s trade API cannot be reached (" in str(refusal(store, still))
