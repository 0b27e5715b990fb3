"""A key is in no log, exception, progress line or file, however a service answers: one is planted and searched for."""

from __future__ import annotations

import gzip
import logging
import traceback
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from standin import KEY, StandIn
from standin.faults import FAULTS
from standin.still import Still

from macros.errors import TradeError
from macros.sources.answers import Request
from macros.sources.raw import RawStore
from macros.sources.web import Web

ROOT = Path(__file__).parents[2]
CENSUS = Request(service="census-api", path="imports/hs", params=(("get", "CTY_CODE,GEN_VAL_MO"), ("YEAR", "2026")))
COMTRADE = Request(
    service="comtrade",
    path="get/C/A/HS",
    params=(("reporterCode", "404"), ("period", "2024"), ("flowCode", "M,X"), ("cmdCode", "TOTAL")),
)
FORMS = {form.encode() for form in (KEY, quote(KEY, safe=""), quote(KEY), quote_plus(KEY), KEY.replace("/", "\\/"))}


def finds(content: bytes | str) -> list[bytes]:
    """In which forms the key is in something."""
    searched = content.encode() if isinstance(content, str) else content
    return [form for form in FORMS if form in searched]


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, unpacked where it is packed."""
    found = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: gzip.decompress(content) if name.endswith(".gz") else content for name, content in found.items()}


@pytest.mark.parametrize("request_", [CENSUS, COMTRADE], ids=["as a parameter", "as a header"])
@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_the_key_is_nowhere(
    standin: StandIn, still: Still, tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: str, request_: Request
) -> None:
    if fault:
        standin.fault(fault, times=9)
    told: list[str] = []
    said = ""
    caplog.set_level(logging.DEBUG)
    store = RawStore(tmp_path / "raw")
    try:
        with store.begin("us-goods", still.today) as run:
            answer = Web(run, still.outside, tell=told.append).get(request_)
            said += repr(answer)
    except TradeError as error:
        said += "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    sent = [seen.one("key") or seen.headers.get("ocp-apim-subscription-key", "") for seen in standin.asked]
    assert set(sent) == {KEY}, "the key must have gone out, or nothing was tested"
    assert told
    places = {"errors and answers": said, "told": "\n".join(told), "log": caplog.text}
    assert {name: finds(content) for name, content in {**places, **all_files(tmp_path)}.items() if finds(content)} == {}


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(quote(KEY, safe="").encode()))
    assert [bool(finds(content)) for content in all_files(tmp_path).values()] == [True]


def test_an_answer_that_repeats_the_key_is_not_kept(standin: StandIn, still: Still, tmp_path: Path) -> None:
    standin.fault("answer with the key")
    run = RawStore(tmp_path).begin("us-goods", still.today)
    with pytest.raises(TradeError) as raised:
        Web(run, still.outside).get(CENSUS)
    assert str(raised.value) == (
        "census-api: imports/hs?get=CTY_CODE,GEN_VAL_MO&YEAR=2026: the answer of the Census Bureau’s trade API repeats our "
        "key, and was not kept. Tell the publisher, and change the key."
    )


def test_no_fixture_of_a_service_has_a_real_key() -> None:
    kept = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.json")}
    assert [path for path, text in kept.items() if "subscription-key" in text.casefold() or "&key=" in text] == []
