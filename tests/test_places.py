"""Places: every code and name leads to one place, and the tables hold together."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from importlib import resources

import pycountry
import pytest

from macros import places
from macros.errors import TradeError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KEN", "KEN"),
        ("kenya", "KEN"),
        ("ke", "KEN"),
        ("Côte d'Ivoire", "CIV"),
        ("cote d’ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("  US ", "USA"),
        ("America", "USA"),
        ("UK", "GBR"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("Türkiye", "TUR"),
        ("DRC", "COD"),
        ("Viet Nam", "VNM"),
        ("Sudan", "SDN"),
        ("Sudan (with South Sudan)", "SDN-2011"),
        ("USSR", "SUHH"),
        ("EU", "european-union"),
        ("Sub-Saharan Africa", "sub-saharan-africa"),
    ],
)
def test_a_place_is_found_by_code_name_or_alias(text: str, code: str) -> None:
    assert places.find(text).code == code


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Keyna", "Did you mean 'Kenya'?"),
        ("Congo", "Choose 'Congo Republic' or 'DR Congo'."),
        ("korea", "Choose 'North Korea' or 'South Korea'."),
    ],
)
def test_an_unknown_or_shared_name_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(TradeError) as raised:
        places.find(text)
    assert str(raised.value) == f"no place is called '{text}'. {remedy}"


def test_every_place_is_found_by_its_own_name_and_code() -> None:
    for place in places.everywhere():
        assert places.find(place.name) == place
        assert places.find(place.code) == place
        assert places.from_code(place.code) == place
    assert max(Counter(place.name for place in places.everywhere()).values()) == 1


def test_codes_are_of_iso_or_ours() -> None:
    ours = {"XKX", "XWB", "XGZ", "XUN", "XIO", "SDN-2011", "ETH-1993", "SRB-2008"}
    iso = {country.alpha_3 for country in pycountry.countries}
    former = {country.alpha_4 for country in pycountry.historic_countries}
    codes = {place.code for place in places.everywhere() if place.kind != "group"}
    assert codes - iso - former == ours


def test_house_names() -> None:
    names = {code: places.name(code) for code in ("TUR", "COD", "HKG", "MMR", "BIH", "XKX", "XGZ", "world")}
    assert names == {
        "TUR": "Turkey",
        "COD": "DR Congo",
        "HKG": "Hong Kong",
        "MMR": "Myanmar",
        "BIH": "Bosnia and Herzegovina",
        "XKX": "Kosovo",
        "XGZ": "Gaza",
        "world": "World",
    }


def test_the_same_code_is_one_group_in_the_workbook_and_another_in_the_api() -> None:
    assert places.from_workbook_code("0021").code == "usmca-mexico"
    assert places.from_api_code("0021").code == "latin-american-republics"
    assert places.from_workbook_code("0010") == places.from_api_code("0020")
    assert places.from_api_code("-") == places.from_workbook_code("0015") == places.find("World")
    assert places.from_workbook_code("7790") == places.from_schedule_c("7790") == places.find("Kenya")
    with pytest.raises(TradeError, match=r"^'7XXX' is no code of the workbook that we know\. Add it to"):
        places.from_workbook_code("7XXX")
    with pytest.raises(TradeError, match=r"^'' is no code of the workbook"):
        places.from_workbook_code("")


def test_the_codes_of_a_source_are_single() -> None:
    with resources.files(places).joinpath("groups.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for source in ("workbook_code", "api_code"):
        codes = [row[source] for row in rows if row[source]]
        assert len(codes) == len(set(codes))


def test_a_page_of_census() -> None:
    assert places.schedule_c("KEN") == "7790"
    assert places.schedule_c("ISR") == "5081"
    assert places.schedule_c("africa") == "0013"
    with pytest.raises(TradeError, match=r"^Census has no page on OECD\."):
        places.schedule_c("oecd")


def test_regions_are_those_of_census() -> None:
    assert places.region(places.find("Kenya")) == "Africa"
    assert places.region(places.find("Mexico")) == "North America"
    assert places.region(places.find("Belize")) == "Central America and the Caribbean"
    assert places.region(places.find("Russia")) == "Europe"
    assert places.region(places.find("Africa")) == ""
    assert places.region(places.from_code("XUN")) == ""
    assert places.is_african(places.find("Soviet Union")) is False
    assert places.is_african(places.from_code("SDN-2011")) is True


def test_members_of_groups() -> None:
    assert places.in_group("MEX", "north-america") is True
    assert places.in_group("GRL", "north-america") is False
    assert places.in_group("MEX", "south-and-central-america") is False
    assert places.in_group("XUN", "world") is True
    assert places.in_group("KEN", "oecd") is None
    assert places.sums_countries("africa") is True
    assert places.sums_countries("usmca-canada") is False


def test_codes_have_lives() -> None:
    assert str(places.life("7320").end) == "2011-07"
    assert str(places.life("7321").start) == "2011-08"


def test_places_need_no_pandas() -> None:
    code = "import sys; from macros import places; places.find('Kenya'); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_imf_has_codes_of_its_own() -> None:
    found = {code: places.from_imf_code(code, 2024) for code in ("KEN", "KOS", "G001", "GX605", "TX910", "WBG", "SDN")}
    assert {code: place and place.code for code, place in found.items()} == {
        "KEN": "KEN", "KOS": "XKX", "G001": "world", "GX605": None, "TX910": None, "WBG": None, "SDN": "SDN",
    }  # fmt: skip
    assert places.from_imf_code("SDN", 2011) == places.from_code("SDN-2011")
    for unknown in ("G999", "africa", "SUHH"):
        with pytest.raises(TradeError, match=f"^'{unknown}' is no code of the IMF that we know"):
            places.from_imf_code(unknown, 2024)
