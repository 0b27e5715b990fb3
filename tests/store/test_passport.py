"""The passport of a dataset, and what an editor is told of each thing that can be wrong in one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from record import NEW, OLD, Release, total, write_dataset

from macros.errors import TradeError
from macros.periods import Period
from macros.store.passport import Passport, Refresh, Vintage
from macros.store.record import Record
from macros.units import USD

RELEASES = [
    {"month": "2025-01", "date": date(2025, 3, 6), "source": "https://samples.test/calendar"},
    {"month": "2024-12", "date": date(2025, 2, 5), "source": "https://samples.test/calendar"},
]


def _passport(folder: Path, *releases: Release, **said: Any) -> Passport:
    return Passport.read(write_dataset(folder / "data" / "samples", *(releases or (OLD, NEW)), **said))


def _refusal(folder: Path) -> str:
    with pytest.raises(TradeError) as refused:
        Passport.read(folder)
    return str(refused.value)


def test_a_passport_says_what_the_figures_are(tmp_path: Path) -> None:
    passport = _passport(tmp_path)
    assert (passport.name, passport.publisher, passport.reporter, passport.unit) == (
        "samples", "Bureau of Samples", "USA", USD,
    )  # fmt: skip
    assert passport.flow_titles == {"imports": "general imports", "exports": "total exports"}
    assert passport.valuations == {"imports": "customs value", "exports": "f.a.s. value"}
    assert not passport.has_products
    assert not passport.nil_where_absent
    assert passport.source_page("KEN") == "https://samples.test/c7790.html"


def test_vintages_are_in_order_of_their_day(tmp_path: Path) -> None:
    passport = _passport(tmp_path, NEW, OLD)
    assert [vintage.id for vintage in passport.vintages] == ["2024-03", "2025-02"]
    assert passport.newest is passport.vintage("2025-02")
    assert [bool(vintage.groups) for vintage in passport.vintages] == [True, False]
    assert passport.newest.covers == Period.parse("2023..2024")


def test_the_months_covered_may_be_written_as_a_bare_year(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", OLD)
    path = folder / "dataset.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("covers: 2022..2023", "covers: 2022"), encoding="utf-8")
    assert Passport.read(folder).newest.covers == Period.year(2022)


def test_the_calendar_is_asked_beyond_what_is_held(tmp_path: Path) -> None:
    passport = _passport(tmp_path, OLD, calendar={"releases": RELEASES})
    assert [str(release.period) for release in passport.overdue(date(2025, 2, 5))] == ["2024-12"]
    following = passport.next_release(date(2025, 2, 5))
    assert following
    assert (str(following.period), following.first) == ("2025-01", date(2025, 3, 6))
    assert _passport(tmp_path / "b", calendar={"releases": RELEASES}).overdue(date(2025, 3, 5)) == ()


def test_products_are_named(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", OLD)
    (folder / "products.csv").write_text("product,name\n09,Coffee and tea\n61,Knitted clothing\n", encoding="utf-8")
    passport = Passport.read(folder)
    assert passport.has_products
    assert passport.series("KEN", "imports", "09").product == "09"
    with pytest.raises(TradeError) as refused:
        passport.series("KEN", "imports", "99")
    assert str(refused.value) == "'samples' has no product '99'. Choose '09' or '61'."
    (folder / "products.csv").write_text("chapter,name\n09,Coffee\n", encoding="utf-8")
    with pytest.raises(
        TradeError,
        match=r"^data/samples/products\.csv:1: the columns are chapter, name\. They must be product, name, and official may follow",
    ):
        Passport.read(folder)


def test_products_have_the_names_of_their_publisher_beside_ours(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", OLD)
    (folder / "products.csv").write_text(
        'product,name,official\n09,Coffee and tea,"COFFEE, TEA, ETC"\nother,All others,\n', encoding="utf-8"
    )
    passport = Passport.read(folder)
    assert passport.products == {"09": "Coffee and tea", "other": "All others"}
    assert passport.official == {"09": "COFFEE, TEA, ETC"}
    (folder / "products.csv").write_text("product,name\n61,Clothing\n09,Coffee\n62,Clothing\n", encoding="utf-8")
    with pytest.raises(TradeError) as refused:
        Passport.read(folder)
    assert str(refused.value) == (
        "data/samples/products.csv:4: '62' has the name of '61'. Say what sets the two apart."
    )


def test_a_series_carries_how_it_is_valued(tmp_path: Path) -> None:
    passport = _passport(tmp_path)
    assert passport.series("KEN", "exports").valuation == "f.a.s. value"
    assert passport.series("KEN", "imports").valuation == "customs value"


def test_a_flow_that_is_not_held_is_refused(tmp_path: Path) -> None:
    passport = _passport(tmp_path, flows={"imports": {"title": "general imports", "valuation": "customs value"}})
    with pytest.raises(TradeError) as refused:
        passport.series("KEN", "exports")
    assert str(refused.value) == "'samples' has no exports of United States. It holds imports only."


def test_an_unknown_dataset_is_answered_with_the_nearest_and_never_with_the_quotations(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data" / "samples", OLD)
    quoted = tmp_path / "data" / "quoted"
    quoted.mkdir()
    (quoted / "dataset.yml").write_text("name: quoted\ntitle: Register\n", encoding="utf-8")
    assert _refusal(tmp_path / "data" / "sample") == "no dataset 'sample'. Did you mean 'samples'?"
    assert _refusal(tmp_path / "data" / "quotes") == "no dataset 'quotes'. Choose 'samples'."


@pytest.mark.parametrize(
    "key", ["name", "title", "publisher", "reporter", "basis", "currency", "flows", "absent", "page", "calendar"]
)
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", OLD)
    path = folder / "dataset.yml"
    path.write_text(
        re.sub(rf"^{key}:", "other:", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
    )
    assert _refusal(folder) == f"data/samples/dataset.yml: the passport has no '{key}'. Copy it from another dataset's."


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"resources": []}, "the passport lists no vintage. Put one on record with 'python -m macros import'."),
        ({"currency": "USS"}, "'USS' is not a unit. Did you mean 'US$'?"),
        (
            {"calendar": {"rule": "soon"}},
            "'calendar: rule' is 'soon'. Write 'rule: {days: 35, after: month}', or for annual figures "
            "'rule: {month: June, after: year}'.",
        ),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, said: dict[str, Any], line: str) -> None:
    releases = () if "resources" in said else (OLD,)
    folder = write_dataset(tmp_path / "data" / "samples", *releases, **said)
    assert _refusal(folder) == f"data/samples/dataset.yml: {line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: [\n", "dataset.yml:2: not YAML: did not find expected node content. Mend the line."),
        ("", "dataset.yml: a passport is a list of named keys. Copy it from another dataset's."),
        ("- name\n", "dataset.yml: a passport is a list of named keys. Copy it from another dataset's."),
        ("day: 2026-13-01\n", "dataset.yml: a value cannot be read: month must be in 1..12. Mend it."),
    ],
)
def test_a_passport_that_cannot_be_read_is_named(tmp_path: Path, text: str, line: str) -> None:
    folder = tmp_path / "data" / "samples"
    folder.mkdir(parents=True)
    (folder / "dataset.yml").write_text(text, encoding="utf-8")
    assert _refusal(folder) == f"data/samples/{line}"


def test_of_two_vintages_of_one_day_the_later_id_is_newest(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", OLD, NEW)
    path = folder / "dataset.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2024-03-06", "2025-02-05"), encoding="utf-8")
    newest: Vintage = Passport.read(folder).newest
    assert newest.id == "2025-02"


def test_a_dataset_that_is_refreshed_may_await_its_first_vintage(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data" / "samples", refresh={"from": "comtrade", "since": 2010})
    passport = Passport.read(folder)
    assert not passport.is_held
    assert passport.refresh == Refresh(source="comtrade", options={"since": 2010})
    for day in (None, date(2025, 1, 1)):
        with pytest.raises(TradeError) as refused:
            Record(passport, day)
        assert str(refused.value) == (
            "'samples' awaits its first vintage: it holds no figure yet. "
            "Fetch one with 'python -m macros refresh samples', or ask another dataset."
        )
    write_dataset(folder, refresh="comtrade")
    assert _refusal(folder) == (
        "data/samples/dataset.yml: 'refresh' does not say from what. "
        "Write it like {from: census-country-workbook, since: 2022}."
    )


def test_a_vintage_may_hold_a_single_total(tmp_path: Path) -> None:
    one = Release(known=date(2025, 2, 5), covers="2024", rows=total("KEN", "exports", "2024", 5))
    assert _passport(tmp_path, one).newest.covers.is_year


def test_a_passport_may_say_that_it_is_annual_and_what_to_mind(tmp_path: Path) -> None:
    usual = _passport(tmp_path / "a")
    assert (usual.is_annual, usual.cautions) == (False, ())
    said = _passport(tmp_path / "b", frequency="annual", cautions=["As reported."], page="https://samples.test/all")
    assert (said.is_annual, said.cautions) == (True, ("As reported.",))
    assert said.source_page("KEN") == "https://samples.test/all"
    folder = write_dataset(tmp_path / "c" / "data" / "samples", OLD, frequency="weekly")
    assert _refusal(folder) == (
        "data/samples/dataset.yml: 'weekly' is not a frequency we know. Write 'monthly' or 'annual'."
    )
