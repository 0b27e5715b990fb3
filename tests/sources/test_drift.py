"""The probe of the live services, against the stand-in: silent where all is as relied on, plain where it is not."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from standin import StandIn, census, faults
from standin.reply import Reply
from standin.shelf import Row
from standin.still import Still

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import cli
from macros.sources.world_bank import GDP

FINE = """\
census-files: as expected
census-api: as expected
comtrade-public: as expected
comtrade: as expected
world-bank: as expected
"""


@pytest.fixture
def drift(standin: StandIn, still: Still, tmp_path: Path) -> Callable[..., int]:
    """The exit code of `drift`, in a world where every service has what it is asked for."""
    months = [str(month) for month in Period.year(2024)]
    standin.shelf.put("us", [Row("KEN", flow, month, 7) for flow in ("imports", "exports") for month in months])
    standin.shelf.put("156", [Row(partner, "imports", "2023", 9) for partner in ("KEN", "world")])
    standin.shelf.indicators = [(GDP, "KEN", year, "1") for year in ("2022", "2023")]

    def drift(*words: str) -> int:
        parser = argparse.ArgumentParser()
        cli.add_drift(parser)
        return cli.run_drift(parser.parse_args(words), tmp_path, still.outside)

    return drift


def test_all_is_as_expected_after_the_fewest_questions(
    drift: Callable[..., int], standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drift() == 0
    said = capsys.readouterr()
    assert said.out == FINE
    assert said.err.count("requests left)") == len(standin.asked) == 7
    assert [(seen.service, seen.path) for seen in standin.asked] == [
        ("census-files", "balance/country.xlsx"),
        ("census-api", "imports/hs"),
        ("census-api", "exports/hs"),
        ("comtrade-public", "getDA/C/A/HS"),
        ("comtrade-public", "preview/C/A/HS"),
        ("comtrade", "get/C/A/HS"),
        ("world-bank", "country/KEN/indicator/NY.GDP.MKTP.CD"),
    ]


def test_without_keys_the_rest_is_met(
    drift: Callable[..., int], still: Still, capsys: pytest.CaptureFixture[str]
) -> None:
    del still.environment["CENSUS_API_KEY"], still.environment["COMTRADE_API_KEY"]
    assert drift() == 3
    assert capsys.readouterr().out == (
        "census-files: as expected\n"
        "census-api: not met. It wants a key, and CENSUS_API_KEY is not set.\n"
        "comtrade-public: as expected\n"
        "comtrade: not met. It wants a key, and COMTRADE_API_KEY is not set.\n"
        "world-bank: as expected\n"
    )


def test_one_service_may_be_named(drift: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert drift("world-bank") == 0
    assert capsys.readouterr().out == "world-bank: as expected\n"
    with pytest.raises(TradeError, match=r"^no service is called 'worldbank'\. Did you mean 'world-bank'\?"):
        drift("worldbank")


def _json(change: Callable[[Any], Any]) -> faults.Fault:
    return lambda reply: replace(reply, body=json.dumps(change(json.loads(reply.body))).encode())


def _renamed(reply: Reply) -> Reply:
    """A workbook with one column under another name, and one more."""
    book = openpyxl.Workbook()
    book.worksheets[0].append([*("CTY_NAME" if name == "CTYNAME" else name for name in census.COLUMNS), "FLAG"])
    content = io.BytesIO()
    book.save(content)
    return Reply(reply.status, reply.media, content.getvalue())


def _first_record(**changed: Any) -> faults.Fault:
    return _json(lambda body: body | {"data": [body["data"][0] | changed, *body["data"][1:]]})


DRIFTED: list[tuple[str, faults.Fault, str]] = [
    (
        "census-files",
        _renamed,
        "census-files: gone: CTYNAME\ncensus-files: new: CTY_NAME, FLAG\n"
        "census-files: no ETag and no Last-Modified: every refresh now has the whole file sent\n",
    ),
    (
        "census-files",
        faults.FAULTS["maintenance"],
        "census-files: balance/country.xlsx: the Census Bureau’s file server answers in text/html, a page titled 'Down "
        "for maintenance', and not in application/vnd.openxmlformats-officedocument.spreadsheetml.sheet. It may be out of "
        "order: try again later. If it goes on, see what has changed: python -m macros drift.\n",
    ),
    (
        "census-api",
        _json(lambda table: [["CTY", *table[0][1:], "FLAG"], *([*row, "A"] for row in table[1:])]),
        "census-api: imports/hs: gone: CTY_CODE\ncensus-api: imports/hs: new: CTY, FLAG\n",
    ),
    (
        "census-api",
        _json(lambda table: [table[0], *([row[0], row[1], int(row[2]), *row[3:]] for row in table[1:])]),
        "census-api: imports/hs: values were strings, and some are int\n",
    ),
    ("census-api", _json(lambda table: {"data": table}), "census-api: imports/hs: no table any more\n"),
    ("census-api", _json(lambda table: table[:12]), "census-api: imports/hs: 11 rows for the twelve months of 2024\n"),
    (
        "comtrade",
        _first_record(primaryValue="9.0"),
        "comtrade: get/C/A/HS?reporterCode=156&period=2023&cmdCode=TOTAL&flowCode=M&partner2Code=0&customsCode=C00"
        "&motCode=0&partnerCode=0: 'primaryValue' of a record is '9.0'. See what has changed: python -m macros drift.\n",
    ),
    ("comtrade", _json(lambda body: body | {"next": ""}), "comtrade: new: next\n"),
    (
        "world-bank",
        _json(lambda body: [body[0], body[1][::-1]]),
        "world-bank: the newest year came first, and does no longer\n",
    ),
    ("world-bank", _json(lambda body: [body[0], body[1][:1]]), "world-bank: 1 values of Kenya's GDP for two years\n"),
]


@pytest.mark.parametrize(("service", "fault", "said"), DRIFTED, ids=[f"{s}-{n}" for n, (s, _, _) in enumerate(DRIFTED)])
def test_what_drifts_is_told(
    drift: Callable[..., int],
    standin: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    service: str,
    fault: faults.Fault,
    said: str,
) -> None:
    monkeypatch.setitem(faults.FAULTS, "drifted", fault)
    standin.fault("drifted", on=service)
    assert drift(service) == 1
    assert capsys.readouterr().out == said


def test_trouble_that_passes_is_no_drift(
    drift: Callable[..., int], standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    standin.fault("503", times=9, on="world-bank")
    assert drift("world-bank", "comtrade-public") == 3
    assert capsys.readouterr().out == (
        "world-bank: not met. country/KEN/indicator/NY.GDP.MKTP.CD?format=json&date=2022:2023&per_page=500&page=1: "
        "the World Bank is asked too often (503: Service Unavailable). Try again later; what was fetched is kept.\n"
        "comtrade-public: as expected\n"
    )


def test_an_empty_shelf_of_comtrades_is_drift(
    drift: Callable[..., int], standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    standin.shelf.put("156", [])
    assert drift("comtrade-public") == 1
    assert capsys.readouterr().out == (
        "comtrade-public: getDA: lists nothing of China's\n"
        "comtrade-public: 0 records of China's imports from the world in 2023, where one was\n"
    )
