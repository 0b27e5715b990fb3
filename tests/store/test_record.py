"""The record as of a day: which vintage speaks for a month, and what is said where none does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from record import MILLION, TENTH, Release, monthly, small_record, total, write_dataset

from macros.errors import TradeError
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record


def _sum(record: Record, partner: str, flow: str, period: str) -> Decimal:
    return record.total(record.series(partner, flow), Period.parse(period)).value


def _refusal(record: Record, partner: str, flow: str, period: str) -> str:
    with pytest.raises(TradeError) as refused:
        _sum(record, partner, flow, period)
    return str(refused.value)


@pytest.mark.parametrize(
    ("period", "as_of", "millions"),
    [
        ("2022", None, 186),
        ("2023", None, 342),
        ("2023", date(2025, 2, 5), 342),
        ("2023", date(2025, 2, 4), 330),
        ("2023", date(2024, 3, 6), 330),
        ("December 2023", None, 34),
        ("December 2023", date(2024, 12, 31), 33),
        ("2022–2023", None, 186 + 342),
    ],
)
def test_the_newest_vintage_known_then_speaks(tmp_path: Path, period: str, as_of: date | None, millions: int) -> None:
    assert _sum(small_record(tmp_path, as_of=as_of), "KEN", "exports", period) == millions * MILLION


def test_observations_say_their_vintage(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    route = record.total(record.series("KEN", "exports"), Period.parse("December 2022–January 2023"))
    assert [(str(t.observation.period), t.observation.vintage) for t in route.terms] == [
        ("2022-12", "2024-03"),
        ("2023-01", "2025-02"),
    ]


def test_a_published_total_is_used_with_its_own_precision(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    year = record.total(record.series("KEN", "exports"), Period.year(2024))
    assert (year.value, year.bound) == (Decimal(486_700_000), Decimal(TENTH) / 2)
    eleven = record.total(record.series("KEN", "exports"), Period.parse("January–November 2024"))
    assert (eleven.value, eleven.bound) == (Decimal(440_700_000), TENTH)


def test_a_month_without_a_row_in_the_newer_vintage_is_absent(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    assert _sum(record, "UGA", "exports", "2022") == 60 * MILLION
    assert _refusal(record, "UGA", "exports", "2022–2023") == (
        "2022..2023 is not on record yet: United States exports to Uganda end with 2022-12. "
        "Ask for a period up to 2022-12."
    )
    assert _sum(small_record(tmp_path, as_of=date(2024, 12, 31)), "UGA", "exports", "2023") == 60 * MILLION


def test_no_total_is_carried_past_a_revision(tmp_path: Path) -> None:
    older = Release(
        known=date(2024, 3, 6),
        covers="2022..2023",
        rows=[*monthly("KEN", "exports", "2022-01", [10] * 24), *total("KEN", "exports", "2022..2023", 999)],
    )
    newer = Release(
        known=date(2025, 2, 5), covers="2023-07..2023-12", rows=monthly("KEN", "exports", "2023-07", [20] * 6)
    )
    assert _sum(small_record(tmp_path, older), "KEN", "exports", "2022–2023") == 999
    assert _sum(small_record(tmp_path, older, newer), "KEN", "exports", "2022–2023") == 18 * 10 + 6 * 20


def test_groups_are_kept_apart(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    assert record.partners() == ["KEN", "UGA"]
    assert record.partners(groups=True) == ["africa"]
    assert _sum(record, "africa", "exports", "2022") == 12 * 90 * MILLION


def test_nothing_is_on_record_before_the_first_vintage(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as refused:
        small_record(tmp_path, as_of=date(2024, 3, 5))
    assert str(refused.value) == (
        "nothing was on record in 'samples' on 2024-03-05. The first vintage was known on 2024-03-06."
    )


def test_the_latest_month_is_that_of_the_day(tmp_path: Path) -> None:
    assert str(small_record(tmp_path).latest) == "2024-12"
    then = small_record(tmp_path, as_of=date(2024, 6, 1))
    assert (str(then.latest), then.newest.id, then.as_of) == ("2023-12", "2024-03", date(2024, 6, 1))


def test_now_is_the_day_of_the_newest_vintage(tmp_path: Path) -> None:
    assert small_record(tmp_path).as_of == date(2025, 2, 5)


def test_the_reach_is_from_the_first_observation_to_the_last(tmp_path: Path) -> None:
    record = small_record(tmp_path)
    assert str(record.reach(record.series("UGA", "exports"))) == "2022"
    assert str(record.reach(record.series("KEN", "exports"))) == "2022..2024"
    assert record.reach(record.series("UGA", "imports")) is None


@pytest.mark.parametrize(
    ("partner", "flow", "period", "line"),
    [
        (
            "KEN", "exports", "January 2025",
            "2025-01 is not on record yet: United States exports to Kenya end with 2024-12. "
            "Ask for a period up to 2024-12, such as '2024 to date'.",
        ),
        (
            "KEN", "imports", "2021–2022",
            "2021..2022 is before the record of United States imports from Kenya. It begins with 2022-01.",
        ),
        (
            "NGA", "imports", "2024",
            "'samples' has no United States imports from Nigeria. Choose 'Kenya' or 'Uganda'.",
        ),
        (
            "UGA", "imports", "2022",
            "'samples' has no United States imports from Uganda. Choose another partner or flow.",
        ),
        (
            "europe", "exports", "2022",
            "'samples' has no United States exports to Europe. Choose 'Africa'.",
        ),
    ],
)  # fmt: skip
def test_what_is_out_of_reach_is_refused_in_these_words(
    tmp_path: Path, partner: str, flow: str, period: str, line: str
) -> None:
    assert _refusal(small_record(tmp_path), partner, flow, period) == line


def test_a_gap_is_named_by_its_months(tmp_path: Path) -> None:
    holey = Release(
        known=date(2025, 2, 5),
        covers="2024",
        rows=[*monthly("KEN", "exports", "2024-01", [1, 2]), *monthly("KEN", "exports", "2024-11", [3, 4])],
    )
    record = small_record(tmp_path, holey)
    assert _refusal(record, "KEN", "exports", "2024") == (
        "'samples' has no United States exports to Kenya for 2024-03, 2024-04, 2024-05 …. "
        "There, a partner without a row had no trade. Choose another period."
    )


def test_a_month_hidden_in_a_total_is_named(tmp_path: Path) -> None:
    only_the_year = Release(known=date(2025, 2, 5), covers="2024", rows=total("KEN", "exports", "2024", 12))
    assert _refusal(small_record(tmp_path, only_the_year), "KEN", "exports", "May 2024") == (
        "'samples' has no United States exports to Kenya for 2024-05. "
        "There, a partner without a row had no trade. Choose another period."
    )


# Where a passport may say that what is absent was nil

GAPS = Release(
    known=date(2025, 2, 5), covers="2024", rows=[*monthly("KEN", "exports", "2024-03", [5, 6])],
)  # fmt: skip


def test_what_is_absent_is_nil_only_where_the_passport_says_so(tmp_path: Path) -> None:
    record = small_record(tmp_path, GAPS, nil_where_absent=True)
    route = record.total(record.series("KEN", "exports"), Period.year(2024))
    assert (route.value, route.bound) == (11, 1)
    assert _refusal(small_record(tmp_path, GAPS), "KEN", "exports", "January–April 2024") == (
        "2024-01..2024-04 is before the record of United States exports to Kenya. It begins with 2024-03."
    )


def test_nil_reaches_no_further_than_the_vintage(tmp_path: Path) -> None:
    record = small_record(tmp_path, GAPS, nil_where_absent=True)
    assert "is not on record yet" in _refusal(record, "KEN", "exports", "January 2025")


def test_months_that_a_total_speaks_for_are_not_nil(tmp_path: Path) -> None:
    only_the_year = Release(known=date(2025, 2, 5), covers="2024", rows=total("KEN", "exports", "2024", 12))
    assert _sum(small_record(tmp_path, only_the_year, nil_where_absent=True), "KEN", "exports", "2024") == 12


def test_a_partner_without_any_row_is_absent_not_nil(tmp_path: Path) -> None:
    record = small_record(tmp_path, GAPS, nil_where_absent=True)
    assert record.reach(record.series("UGA", "exports")) is None


def test_a_vintage_without_groups_does_not_say_that_theirs_was_nil(tmp_path: Path) -> None:
    record = small_record(tmp_path, GAPS, nil_where_absent=True)
    assert record.reach(record.series("africa", "exports")) is None


def test_products_are_those_of_the_flow(tmp_path: Path) -> None:
    release = Release(
        known=date(2025, 2, 5),
        covers="2024",
        rows=[
            *monthly("KEN", "imports", "2024-01", [1] * 12, product="61"),
            *monthly("KEN", "imports", "2024-01", [2] * 12, product="09"),
            *monthly("KEN", "exports", "2024-01", [3] * 12, product="88"),
        ],
    )
    record = small_record(tmp_path, release)
    assert record.products("KEN", "imports") == ["09", "61"]
    assert record.products("KEN", "exports") == ["88"]
    assert small_record(tmp_path).products("KEN", "exports") == []


def test_products_are_those_of_the_period_where_its_rows_are_all(tmp_path: Path) -> None:
    rows = [
        *total("KEN", "imports", "2023", 5, product="61"),
        *total("KEN", "imports", "2024", 7, product="62"),
        *(row for year in ("2023", "2024") for row in total("KEN", "imports", year, 1, product="other")),
    ]
    release = Release(known=date(2025, 2, 5), covers="2023..2024", rows=rows)
    folder = write_dataset(tmp_path / "data" / "samples")
    (folder / "products.csv").write_text("product,name\n61,Knitted\n62,Woven\nother,All others\n", encoding="utf-8")
    for rows_are_all, found in (
        (False, [["61", "62", "other"]] * 3),
        (True, [["61", "other"], ["62", "other"], ["61", "62", "other"]]),
    ):
        record = small_record(tmp_path, release, rows_are_all=rows_are_all)
        asked = [Period.year(2023), Period.year(2024), Period.year(2022)]
        assert [record.products("KEN", "imports", period) for period in asked] == found
        assert record.products("KEN", "imports") == ["61", "62", "other"]


# The files of a vintage


def test_an_edited_file_is_refused(tmp_path: Path) -> None:
    small_record(tmp_path)
    path = tmp_path / "data" / "samples" / "2024-03.csv"
    path.write_bytes(path.read_bytes().replace(b"10000000", b"10000001"))
    assert _refusal(Record(Passport.read(path.parent)), "KEN", "exports", "2022") == (
        "data/samples/2024-03.csv: the file is not the one that was imported: its hash differs from the passport's. "
        "A vintage is never edited: restore the file, and import corrections as a new vintage."
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    small_record(tmp_path)
    path = tmp_path / "data" / "samples" / "2025-02.csv"
    path.unlink()
    assert _refusal(Record(Passport.read(path.parent)), "KEN", "exports", "2022") == (
        "data/samples/2025-02.csv: the file of this vintage is missing. Take it from the repository again."
    )


@pytest.mark.parametrize(
    ("period", "line"),
    [
        ("July 2022", "2022-07 is not a whole year, and 'samples' is annual: it holds no months. Ask for a year, such as 2023."),
        ("2024", "2024 is not on record yet: United States exports to Kenya end with 2023. Ask for years up to 2023."),
        ("2020–2022", "2020..2022 is before the record of United States exports to Kenya. It begins with 2021."),
    ],
)  # fmt: skip
def test_an_annual_record_refuses_months(tmp_path: Path, period: str, line: str) -> None:
    years = [row for year in (2021, 2022, 2023) for row in total("KEN", "exports", str(year), 12)]
    annual = Release(known=date(2025, 2, 5), covers="2021..2023", rows=years)
    record = small_record(tmp_path, annual, frequency="annual")
    assert record.total(record.series("KEN", "exports"), Period.parse("2021–2023")).value == 36
    assert _refusal(record, "KEN", "exports", period) == line
