"""The IMF's goods trade by partner: one reporter's years, the regions left out by name, the sum held against the world."""

from __future__ import annotations

from pathlib import Path

import pytest
from trade_samples import dataset, run_import, write_lines

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import imf
from macros.sources.published import Reading

HEADER = "\ufeff" + ",".join(f'"{name}"' for name in (
    "DATASET", "SERIES_CODE", "OBS_MEASURE", "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "2010", "2011",
))  # fmt: skip


def series(code: str, first: str, second: str, *, name: str = "Somewhere", measure: str = "OBS_VALUE") -> str:
    """A row of the file, with the numbers of two years."""
    cells = ("IMF.STA:IMTS(1.0.0)", code, measure, "A country", "Goods", name, first, second)
    return ",".join(f'"{cell}"' for cell in cells)


EXPORTS = [
    series("CHN.XG_FOB_USD.KEN.A", "97.164", "2.0"),
    series("CHN.XG_FOB_USD.GHA.A", "3.1E-5", "1.5"),
    series("CHN.XG_FOB_USD.SDN.A", "", "0.5"),
    series("CHN.XG_FOB_USD.KOS.A", "", "1.0"),
    series("CHN.XG_FOB_USD.TX598.A", "0.000969", "", name="Asia not specified"),
    series("CHN.XG_FOB_USD.TX910.A", "3.0", "3.0", name="Other Countries n.i.e."),
    series("CHN.XG_FOB_USD.GX605.A", "97.1", "3.5", name="Africa"),
    series("CHN.XG_FOB_USD.G001.A", "97.165", "5.0", name="World"),
]
IMPORTS = [series("CHN.MG_CIF_USD.KEN.A", "5.8", "6.0"), series("CHN.MG_CIF_USD.G001.A", "5.8", "6.0")]
OTHERS = [series("USA.XG_FOB_USD.KEN.A", "1", "1"), series("USA.XG_FOB_USD.G001.A", "1", "1")]


def read(tmp_path: Path, *lines: str, reporter: str = "CHN") -> Reading:
    return imf.read(write_lines(tmp_path / "imts.csv", HEADER, *lines), reporter)


def complaint(tmp_path: Path, *lines: str) -> str:
    with pytest.raises(TradeError) as raised:
        read(tmp_path, *lines)
    return str(raised.value)


def test_one_reporter_is_read_with_its_world_and_no_region(tmp_path: Path) -> None:
    reading = read(tmp_path, *EXPORTS, *IMPORTS, *OTHERS)
    assert reading.covers == Period.parse("2010..2011")
    kept = {(n.partner, n.flow, str(n.period)): n.value for n in reading.kept}
    assert kept == {
        ("KEN", "exports", "2010"): 97_164_000,
        ("KEN", "exports", "2011"): 2_000_000,
        ("GHA", "exports", "2010"): 31,
        ("GHA", "exports", "2011"): 1_500_000,
        ("SDN-2011", "exports", "2011"): 500_000,
        ("XKX", "exports", "2011"): 1_000_000,
        ("world", "exports", "2010"): 97_165_000,
        ("world", "exports", "2011"): 5_000_000,
        ("KEN", "imports", "2010"): 5_800_000,
        ("KEN", "imports", "2011"): 6_000_000,
        ("world", "imports", "2010"): 5_800_000,
        ("world", "imports", "2011"): 6_000_000,
    }
    assert reading.account == (
        "partners and leftovers add to the world in every year and flow",
        "no place of ours, left out: Africa (GX605), Asia not specified (TX598), Other Countries n.i.e. (TX910)",
    )


def test_the_last_digit_is_that_of_the_finest_number_of_a_flow_and_year(tmp_path: Path) -> None:
    """The file drops closing zeros: 97.164 beside 0.000031 is known to the dollar, 2.0 beside 1.5 to 0.1 million."""
    reading = read(tmp_path, *EXPORTS, *IMPORTS)
    assert {(n.flow, str(n.period), n.precision) for n in reading.kept} == {
        ("exports", "2010", 1),
        ("exports", "2011", 100_000),
        ("imports", "2010", 100_000),
        ("imports", "2011", 1_000_000),
    }


def test_a_missing_row_is_seen_by_the_world(tmp_path: Path) -> None:
    assert complaint(tmp_path, *EXPORTS[1:], *IMPORTS) == (
        "imts.csv: exports of 2010 with all partners miss the world by US$97.164 million. Look for missing rows.\n"
        "imts.csv: exports of 2011 with all partners miss the world by US$2 million. Look for missing rows."
    )


def test_a_world_that_is_off_by_rounding_alone_is_right(tmp_path: Path) -> None:
    parts = [series(f"CHN.XG_FOB_USD.{code}.A", "0.1", "") for code in ("KEN", "UGA", "TZA")]
    assert read(tmp_path, *parts, series("CHN.XG_FOB_USD.G001.A", "0.4", ""))
    assert "miss the world by US$0.3 million" in complaint(tmp_path, *parts, series("CHN.XG_FOB_USD.G001.A", "0.6", ""))


def test_what_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    assert complaint(tmp_path, series("CHN.XG_FOB_USD.KEX.A", "1", "")).splitlines() == [
        "imts.csv:2: 'KEX' is no code of the IMF that we know. Add it to macros/places/imf.csv.",
        "imts.csv: exports of 2010 have no row of the world to be held against. Fetch all partners.",
    ]
    lines = complaint(
        tmp_path, series("CHN.XG_FOB_USD.KEN.M", "1", "1"), series("CHN.XG_FOB_USD.KEN.A", "1", "n.a.")
    ).splitlines()
    assert lines == [
        "imts.csv:2: 'CHN.XG_FOB_USD.KEN.M' is no annual series of goods by partner. "
        "Expected codes such as 'CHN.XG_FOB_USD.KEN.A'.",
        "imts.csv:3: 'n.a.' is not a number. Expected plain digits, in US$ million.",
    ]
    assert complaint(tmp_path, *OTHERS) == "imts.csv: no rows. The answer may be cut off; fetch it again."
    assert "not a whole number of dollars" in complaint(tmp_path, series("CHN.XG_FOB_USD.KEN.A", "1.00000001", ""))


def test_a_vintage_of_each_reporter(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "imts.csv", HEADER, *IMPORTS, *OTHERS)
    words = ["--imf", source, "--vintage", "2025-06", "--known", "2025-06-03", "--data", tmp_path / "data"]
    for name, first in (
        ("imf-china", "KEN,imports,2010,5800000,100000"),
        ("imf-us", "KEN,exports,2010,1000000,1000000"),
    ):
        folder = dataset(tmp_path / "data", name)
        assert run_import(name, *words) == 0
        assert (folder / "2025-06.csv").read_text().splitlines()[1] == first
    assert (tmp_path / "data" / "imf-china" / "2025-06.groups.csv").read_text().splitlines()[1:] == [
        "world,imports,2010,5800000,100000",
        "world,imports,2011,6000000,1000000",
    ]
