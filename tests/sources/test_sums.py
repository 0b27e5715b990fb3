"""A reading adds up, or its gaps are declared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.errors import TradeError
from macros.periods import Period
from macros.sources import sums
from macros.sources.published import Published, Reading, runs


def number(partner: str, value: int, *, month: str = "2024-01", precision: int = 1, product: str = "") -> Published:
    period = Period.parse(month)
    return Published(
        partner=partner, flow="imports", period=period, value=value, precision=precision, where="f:1", product=product
    )


def reading(*kept: Published) -> Reading:
    return Reading(source="f", kept=kept, covers=Period.parse("2024-01..2024-02"))


def test_countries_that_add_up_or_nearly() -> None:
    exact = reading(
        number("KEN", 5), number("MEX", 2), number("world", 7), number("africa", 5), number("north-america", 2)
    )
    assert sums.countries_to_groups(exact, []) == ()
    tenth = 100_000
    rounded = [number("KEN", 5 * tenth, precision=tenth), number("UGA", 3 * tenth, precision=tenth)]
    assert sums.countries_to_groups(reading(*rounded, number("africa", 9 * tenth, precision=tenth)), []) == ()
    with pytest.raises(TradeError, match=r"the largest gap is 0\.2 million"):
        sums.countries_to_groups(reading(*rounded, number("africa", 10 * tenth, precision=tenth)), [])


def test_a_gap_is_named_unless_it_is_declared() -> None:
    short = reading(number("KEN", 5), number("world", 7), number("world", 4_000_000, month="2024-02"))
    with pytest.raises(TradeError) as raised:
        sums.countries_to_groups(short, [])
    assert str(raised.value) == (
        "f: imports: the partners of world do not add up to it in 2024-01..2024-02; the largest gap is 4 million. "
        "Look for missing rows; if the publisher's file is so, declare it "
        "(import: --gap world 2024 'why'; refresh: 'gaps' in the passport)."
    )
    gap = sums.Gap(group="world", period=Period.parse("2024"), reason="not all are listed")
    assert sums.countries_to_groups(short, [gap]) == (
        "world in 2024 is not the sum of its partners (by up to US$ 4 million a month): not all are listed",
    )


def test_a_gap_that_is_not_there_may_not_be_declared() -> None:
    gap = sums.Gap(group="world", period=Period.parse("2024"), reason="not all are listed")
    with pytest.raises(TradeError) as raised:
        sums.countries_to_groups(reading(number("KEN", 5), number("world", 5)), [gap])
    assert str(raised.value) == (
        "f: a gap of world in 2024 is declared, but the partners add up. Leave out that --gap."
    )


def test_a_group_without_known_members_is_not_summed() -> None:
    assert sums.countries_to_groups(reading(number("KEN", 5), number("oecd", 7)), []) == ()


def test_chapters_add_to_their_partner() -> None:
    chapters = reading(number("KEN", 5, product="61"), number("KEN", 2, product="62"))
    total = ("KEN", "imports", "2024-01", 7, 1)
    others = [
        ("KEN", "exports", "2024-01", 9, 1), ("UGA", "imports", "2024-01", 9, 1), ("KEN", "imports", "2023-01", 9, 1)
    ]  # fmt: skip
    rounded = ("KEN", "imports", "2024-01", 10, 10)
    assert not sums.chapters_to_partner(chapters, [total, *others])
    assert not sums.chapters_to_partner(chapters, [rounded, *others])
    off = [("KEN", "imports", "2024-01", 8, 1), ("KEN", "imports", "2024-02", 3, 1)]
    remedy = "Look for missing rows, or a file of another vintage."
    assert str(sums.chapters_to_partner(chapters, off)).splitlines() == [
        f"f: the chapters of Kenya add to 7 in 2024-01, but its imports are 8. {remedy}",
        f"f: the chapters of Kenya add to 0 in 2024-02, but its imports are 3. {remedy}",
    ]


def test_annual_chapters_add_to_the_months_of_their_partner() -> None:
    chapters = reading(number("KEN", 5, month="2024", product="61"), number("KEN", 2, month="2024", product="62"))
    totals = [("KEN", "imports", "2024-01", 3, 1), ("KEN", "imports", "2024-02", 4, 1)]
    covered = replace(chapters, covers=Period.parse("2024"))
    assert not sums.chapters_to_partner(covered, [*totals, ("KEN", "imports", "2023-12", 9, 1)])
    assert not sums.chapters_to_partner(covered, [totals[0], ("KEN", "imports", "2024-02", 9, 10)])
    remedy = "Look for missing rows, or a file of another vintage."
    for more, told in ([], "3"), ([("KEN", "imports", "2024-02", 5, 1)], "8"):
        assert str(sums.chapters_to_partner(covered, [totals[0], *more])) == (
            f"f: the chapters of Kenya add to 7 in 2024, but its imports are {told}. {remedy}"
        )


def test_chapters_without_a_total_are_not_taken_for_checked() -> None:
    chapters = reading(number("KEN", 5, product="61"), number("UGA", 2, product="61"), number("TZA", 0, product="61"))
    assert str(sums.chapters_to_partner(chapters, [("KEN", "imports", "2024-01", 5, 1)])) == (
        "f: the chapters of Uganda add to 2 in 2024-01, but no total of its imports is held. "
        "Look for missing rows, or a file of another vintage."
    )


def test_runs_of_months() -> None:
    months = [Period.parse(month) for month in ("2024-03", "2023-12", "2024-01")]
    assert [str(run) for run in runs(months)] == ["2023-12..2024-01", "2024-03"]
