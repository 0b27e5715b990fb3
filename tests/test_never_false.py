"""The law of the house: a page never shows a word that is false on the record it names.

Random records, revised and extended at random, are put under one page; every word that it prints is held against sums
done here in plain Python from the same numbers. A mutation of any observation either leaves every claim true or is reported.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record import MILLION, Release, monthly, write_dataset

from macros.pages.desk import Desk
from macros.pages.sheet import Sheet

FIRST, YEARS, PART = 2020, 4, 7
PAGE = """---
title: "A {{ gap.noun }} of {{ gap }}"
trade: {data: samples, side: Kenya, partner: United States}
facts:
  sold: exports, year to date
  bought: imports, year to date
  gap: balance, year to date
  sold_last: exports, 2023
  gap_last: balance, 2023
---

noun {{ gap.noun }}

verb {{ sold.change_from("a year earlier").verb }}

highest {{ sold_last.highest }}

lowest {{ sold_last.lowest }}

wider {{ gap.wider_or_narrower("a year earlier") }}

more {{ sold.more_or_less(bought) }}

asserted {{ claim(sold > bought, "sold more") }}

fell {{ claim(bought.fell_from("a year earlier"), "bought less") }}

exceeds {{ claim(sold.already_exceeds(sold_last), "already exceeds") }}

turned {{ claim(gap.turned_from("a year earlier"), "turned") }}

since {{ claim(sold_last.highest_since(2021), "since 2021") }}
"""
MONTHS = YEARS * 12 + PART
amounts = st.lists(st.integers(0, 9).map(lambda n: n * MILLION), min_size=MONTHS, max_size=MONTHS)
edits = st.lists(
    st.tuples(st.sampled_from(["sold", "bought"]), st.integers(0, MONTHS - 1), st.integers(0, 9)), max_size=4
)


def _read(sold: list[int], bought: list[int], known: int, revised: list[tuple[str, int, int]]) -> Sheet:
    """The page on a record of two vintages: the first `known` months long, the second with revisions and new months."""
    now = {"sold": list(sold), "bought": list(bought)}
    for flow, month, value in revised:
        now[flow][month] = value * MILLION
    releases = []
    for day, length, flows in (
        (date(2023, 6, 1), known, {"sold": sold, "bought": bought}),
        (date(2024, 9, 1), MONTHS, now),
    ):
        last = f"{FIRST + (length - 1) // 12}-{(length - 1) % 12 + 1:02d}"
        rows = [
            *monthly("KEN", "imports", f"{FIRST}-01", flows["sold"][:length]),
            *monthly("KEN", "exports", f"{FIRST}-01", flows["bought"][:length]),
        ]
        releases.append(Release(known=day, covers=f"{FIRST}-01..{last}", rows=rows))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        (root / "docs" / "page.md").write_text(PAGE, encoding="utf-8")
        write_dataset(root / "data" / "samples", *releases)
        sheet = Desk(root, date(2024, 10, 1)).sheet("page.md")
        _hold_against(sheet, now["sold"], now["bought"])
        return sheet


def _hold_against(sheet: Sheet, sold: list[int], bought: list[int]) -> None:
    """Every word on the page is true of these months."""
    now_s, now_b = sum(sold[YEARS * 12 :]), sum(bought[YEARS * 12 :])
    then_s, then_b = (sum(v[YEARS * 12 - 12 : YEARS * 12 - 12 + PART]) for v in (sold, bought))
    gap, gap_then = now_s - now_b, then_s - then_b
    *before, last = (sum(sold[n * 12 : n * 12 + 12]) for n in range(YEARS))
    side = "surplus" if gap > 0 else "deficit" if gap < 0 else "balance"
    is_true = {
        "A": lambda words: words.startswith(side),
        "noun": lambda words: words == side,
        "verb": lambda words: _moved(words, now_s, then_s),
        "highest": lambda words: _stands(words, 1, last, before),
        "lowest": lambda words: _stands(words, -1, last, before),
        "wider": lambda words: (
            (gap > 0) == (gap_then > 0) and ("about" in words or (abs(gap) > abs(gap_then)) == ("wider" in words))
        ),
        "more": lambda words: "about" in words or (now_s > now_b) == ("more" in words),
        "asserted": lambda words: now_s > now_b,
        "fell": lambda words: now_b < then_b,
        "exceeds": lambda words: now_s > last,
        "turned": lambda words: (gap > 0) != (gap_then > 0),
        "since": lambda words: before[1] >= last > before[2],
    }
    for sentence in sheet.sentences:
        name, _, words = sentence.text.partition(" ")
        if "[…]" not in words:
            assert is_true[name](words), f"{sentence.text} ({now_s=} {now_b=} {then_s=} {then_b=} {last=} {before=})"


def _moved(words: str, now: int, then: int) -> bool:
    if "little" in words:
        return abs(now - then) * 200 <= then
    down = any(word in words for word in ("down", "fell", "dropped", "plunged", "halved"))
    return now < then if down else now > then


def _stands(words: str, sign: int, last: int, before: list[int]) -> bool:
    beyond = [n for n, value in enumerate(before) if sign * (value - last) >= 0]
    if "since" not in words:
        return not beyond
    return f"since {FIRST + beyond[-1]}" in words and ("equals" in words) == (before[beyond[-1]] == last)


_slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@_slow
@given(amounts, amounts, st.integers(30, MONTHS - 1), edits)
def test_no_page_says_what_is_false(
    sold: list[int], bought: list[int], known: int, revised: list[tuple[str, int, int]]
) -> None:
    _read(sold, bought, known, revised)


@_slow
@given(amounts, amounts, edits.filter(bool))
def test_a_mutation_is_true_or_reported(
    sold: list[int], bought: list[int], revised: list[tuple[str, int, int]]
) -> None:
    """What stood before and stands no longer is in the problems, at its line."""
    before, after = _read(sold, bought, 40, []), _read(sold, bought, 40, revised)
    gone = {c.line for c in before.said.claims if c.kind == "assertion"} - {
        c.line for c in after.said.claims if c.kind == "assertion"
    }
    reported = {int(error.where.rpartition(":")[2]) for error in after.problems}
    assert gone <= reported


def test_the_law_can_be_broken() -> None:
    """The check itself is not idle: a page held against other numbers fails it."""
    sold, bought = [5 * MILLION] * MONTHS, [1 * MILLION] * MONTHS
    sheet = _read(sold, bought, 40, [])
    try:
        _hold_against(sheet, bought, sold)
    except AssertionError:
        return
    raise AssertionError("a surplus was taken for a deficit and nothing failed")
