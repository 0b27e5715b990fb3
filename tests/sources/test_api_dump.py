"""The API's download: whole dollars, no row without trade, and group codes that are not the workbook's."""

from __future__ import annotations

from pathlib import Path

import pytest
from trade_samples import write_api, write_lines

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import api_dump, hs2

HS2 = "I_COMMODITY,I_COMMODITY_SDESC,CTY_CODE,CTY_NAME,GEN_VAL_MO,YEAR,MONTH,COMM_LVL"


def test_rows_groups_and_gaps(tmp_path: Path) -> None:
    reading = api_dump.read(
        write_api(
            tmp_path / "i.csv", "GEN_VAL_MO", "7790 5 2024 01", "- 9 2024 01", "0021 1 2024 02", "7XXX 5 2024 03"
        ),
        write_api(tmp_path / "e.csv", "ALL_VAL_MO", "7790 0 2024 01", "8220 2 2024 03"),
    )
    assert reading.covers == Period.parse("2024-01..2024-03")
    assert [(n.partner, n.flow, str(n.period), n.value, n.precision) for n in reading.kept] == [
        ("KEN", "imports", "2024-01", 5, 1),
        ("world", "imports", "2024-01", 9, 1),
        ("latin-american-republics", "imports", "2024-02", 1, 1),
        ("africa", "imports", "2024-03", 5, 1),
        ("KEN", "exports", "2024-01", 0, 1),
        ("XUN", "exports", "2024-03", 2, 1),
    ]


def test_all_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    imports = write_api(tmp_path / "i.csv", "GEN_VAL_MO", "7790 5.5 2024 01", "9XXX 5 2024 01", "7790 5 2024 13")
    exports = write_lines(tmp_path / "e.csv", "<html>429 Too Many Requests</html>")
    with pytest.raises(TradeError) as raised:
        api_dump.read(imports, exports)
    assert str(raised.value).splitlines() == [
        "i.csv:2: GEN_VAL_MO is '5.5'. Expected whole dollars, plain digits.",
        "i.csv:3: '9XXX' is no code of the API that we know. Add it to macros/places/groups.csv.",
        "i.csv:4: '2024-13' is not a period: there is no month 13. Write for example '2025', 'July 2026', "
        "'January–November 2025', 'Q2 2025', '1992–2025' or '2026 to date'.",
        "i.csv: no rows. The answer may be cut off; fetch it again.",
        "e.csv:1: no column CTY_CODE, ALL_VAL_MO, YEAR, MONTH. Is it the API's answer as CSV?",
    ]


def test_a_line_cut_off_is_named(tmp_path: Path) -> None:
    exports = write_api(tmp_path / "e.csv", "ALL_VAL_MO", "7790 5 2024 01")
    imports = write_lines(
        tmp_path / "i.csv", "CTY_CODE,CTY_NAME,GEN_VAL_MO,YEAR,MONTH", "7790,KENYA,5,2024,01", "7790,KE"
    )
    with pytest.raises(TradeError, match=r"^i\.csv:3: GEN_VAL_MO is 'None'\. Expected whole dollars"):
        api_dump.read(imports, exports)


def test_both_flows_speak_for_the_same_months(tmp_path: Path) -> None:
    imports = write_api(tmp_path / "i.csv", "GEN_VAL_MO", "7790 5 2024 01", "7790 5 2024 02")
    exports = write_api(tmp_path / "e.csv", "ALL_VAL_MO", "7790 5 2024 01")
    with pytest.raises(TradeError) as raised:
        api_dump.read(imports, exports)
    assert str(raised.value) == (
        "i.csv, e.csv: flows do not speak for the same months: imports 2024-01..2024-02, exports 2024-01. "
        "Fetch both flows for the same months."
    )


def test_chapters_and_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "hs2.csv"
    reading = hs2.read(write_lines(path, HS2, '01,"LIVE, ANIMALS",7790,KENYA,128,2023,01,HS2'))
    assert [(n.partner, n.flow, n.product, n.value) for n in reading.kept] == [("KEN", "imports", "01", 128)]
    write_lines(path, HS2, "0101,HORSES,7790,KENYA,128,2023,01,HS4", "1,LIVE ANIMALS,7790,KENYA,128,2023,01,HS2")
    with pytest.raises(TradeError) as raised:
        hs2.read(path)
    remedy = "Ask the API for COMM_LVL=HS2, or products would be counted twice."
    assert str(raised.value).splitlines() == [
        f"hs2.csv:2: '0101' (HS4) is not of HS2. {remedy}",
        f"hs2.csv:3: '1' (HS2) is not of HS2. {remedy}",
    ]
