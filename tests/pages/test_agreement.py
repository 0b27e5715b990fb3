"""How quotations stand to the record: each outcome, then and now; what receipts and pages say of it; what is refused."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from record import MILLION, Release, monthly, write_dataset

from macros.errors import Problems, TradeError
from macros.pages import agreement, receipts
from macros.pages.agreement import OUTCOMES, Agreement
from macros.pages.desk import Desk
from macros.pages.html import popover
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.store.quoted import COLUMNS

# US$ million a month as the United States report them: their exports are what Kenya bought.
THEN = Release(
    known=date(2024, 3, 6),
    covers="2023",
    rows=[
        *monthly("KEN", "exports", "2023-01", [10 * MILLION] * 12),
        *monthly("KEN", "imports", "2023-01", [9 * MILLION] * 12),
    ],
)
NOW = Release(
    known=date(2025, 2, 5),
    covers="2023..2024",
    rows=[
        *monthly("KEN", "exports", "2023-01", [8 * MILLION] * 12 + [10 * MILLION] * 12),
        *monthly("KEN", "imports", "2023-01", [9 * MILLION] * 12 + [12 * MILLION] * 12),
    ],
)
ROW = {
    "id": "said", "words": "so much", "unit": "US$ million", "says": "They said so.", "publisher": "The Gazette",
    "published": "2024-06", "data": "samples", "side": "Kenya", "partner": "United States",
}  # fmt: skip
HEAD = """---
title: A page
trade: {data: samples, side: Kenya, partner: United States}
facts:
  bought: imports, 2023
  sold: exports, 2023
  gap: balance, 2024
  up: change in bought_24 from a year earlier
  bought_24: imports, 2024
---

"""


def _desk(root: Path, *rows: dict[str, str], as_of: date | None = None) -> Desk:
    """A desk with two vintages and a register of rows, each `ROW` with some columns changed."""
    write_dataset(root / "data" / "samples", THEN, NOW)
    (root / "data" / "quoted").mkdir()
    with (root / "data" / "quoted" / "quoted.csv").open("w", encoding="utf-8", newline="") as file:
        register = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        register.writeheader()
        register.writerows({**ROW, **row} for row in rows)
    return Desk(root, date(2025, 6, 1), as_of)


def _stands(desk: Desk, day: date | None = None) -> Agreement:
    found = agreement.of(desk.register.get("said"), desk, day)
    assert found is not None
    return found


def _sheet(desk: Desk, text: str) -> Sheet:
    return Sheet("page.md", HEAD + text, desk).read(vocabulary)


def _plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")


# A row of a register each: what was said, when, and what became of it.
CASES = [
    ("exports, 2023", "108", "2024-06", "matches", "unchanged",
     "Matched the record of 30 June 2024: US$108,000,000. Matches the record of 5 February 2025: US$108,000,000."),
    ("imports, 2023", "120", "2024-12-31", "matched then, revised since", "revised down by $24.0 million",
     "Matched the record of 31 December 2024: US$120,000,000. "
     "Differs from the record of 5 February 2025: US$96,000,000, revised down by $24.0 million."),
    ("deficit, 2023", "12", "2024", "matched then, revised since", "revised to a surplus",
     "Matched the record of 31 December 2024: a deficit of US$12,000,000. "
     "Differs from the record of 5 February 2025: a surplus of US$12,000,000."),
    ("surplus, 2023", "12", "2024", "differed then, matches now", "different then, the same now",
     "Differed from the record of 31 December 2024: a deficit of US$12,000,000. "
     "Matches the record of 5 February 2025: a surplus of US$12,000,000."),
    ("imports, 2023", "130", "2024-06", "differs", "different then, now lower by $34 million",
     "Differed from the record of 30 June 2024: US$120,000,000. "
     "Differs from the record of 5 February 2025: US$96,000,000, lower by $34 million."),
    ("imports, 2024", "120", "2024-06", "matches now, cannot be told for then", "the same now",
     "Matches the record of 5 February 2025: US$120,000,000. For 30 June 2024 it cannot be told: 2024 was not on record here."),
    ("imports, 2024", "100", "2024-06", "differs now, cannot be told for then", "now higher by $20 million",
     "Differs from the record of 5 February 2025: US$120,000,000, higher by $20 million. "
     "For 30 June 2024 it cannot be told: 2024 was not on record here."),
    ("deficit, 2024", "24", "2024-06", "differs now, cannot be told for then", "now a surplus",
     "Differs from the record of 5 February 2025: a surplus of US$24,000,000. "
     "For 30 June 2024 it cannot be told: 2024 was not on record here."),
    ("exports, 2023", "108", "2016", "matches now, cannot be told for then", "the same now",
     "Matches the record of 5 February 2025: US$108,000,000. "
     "For 31 December 2016 it cannot be told: 2023 was not on record here."),
    ("surplus, 2024", "24", "2025-03", "matches", "unchanged",
     "Matches the record of 5 February 2025: a surplus of US$24,000,000."),
    ("imports, 2023", "120", "2025-02-05", "differs", "now lower by $24 million",
     "Differs from the record of 5 February 2025: US$96,000,000, lower by $24 million."),
    ("imports, January 2025", "10", "2025-06", "not on record yet", "not on record yet",
     "Cannot be told: January 2025 is not on record here yet."),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "value", "published", "outcome", "word", "sentence"), CASES)
def test_each_combination_has_its_words(
    tmp_path: Path, asks: str, value: str, published: str, outcome: str, word: str, sentence: str
) -> None:
    stands = _stands(_desk(tmp_path, {"asks": asks, "value": value, "published": published}))
    said = (stands.outcome, stands.word.replace("\u00a0", " "), stands.sentence.replace("\u00a0", " "))
    assert said == (outcome, word, sentence)


def test_every_outcome_has_a_case() -> None:
    assert {case[3] for case in CASES} == set(OUTCOMES)


@pytest.mark.parametrize(
    ("value", "unit", "matches"),
    [
        ("108.0", "US$ million", True),
        ("108.05", "US$ million", False),
        ("108.04", "US$ million", False),
        ("107.6", "US$ million", False),
        ("0.11", "US$ billion", True),  # anything from 105 to 115 million
        ("0.10", "US$ billion", False),
        ("108000", "US$ thousand", True),
    ],
)
def test_a_number_matches_to_its_own_digits(tmp_path: Path, value: str, unit: str, matches: bool) -> None:
    desk = _desk(tmp_path, {"asks": "exports, 2023", "value": value, "unit": unit})
    assert (_stands(desk).outcome == "matches") is matches


def test_a_page_of_a_past_day_knows_no_later_record(tmp_path: Path) -> None:
    desk = _desk(
        tmp_path, {"asks": "imports, 2023", "value": "120"}, {"id": "next", "asks": "imports, 2024", "value": "1"}
    )
    day = date(2024, 4, 1)
    assert _stands(desk, day).sentence == "Matches the record of 1 April 2024: US$120,000,000."
    later = agreement.of(desk.register.get("next"), desk, day)
    assert later is not None
    assert later.outcome == "not on record yet"


def test_a_row_that_asks_nothing_is_only_quoted(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {"data": "", "side": "", "partner": ""})
    assert agreement.of(desk.register.get("said"), desk, None) is None
    assert "Our record" not in dict(receipts.for_quotation(desk.register.get("said"), desk, None).facts)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"asks": "improts, 2023"}, "'improts' is neither a measure nor a fact declared on this page. Did you mean 'imports'?"),
        ({"asks": "balance, 2023"}, "a balance is quoted as a deficit or as a surplus. Write 'deficit, 2023'."),
        ({"asks": "imports, 2023 to date"}, "'2023 to date' needs a record to tell the latest month. Name the months."),
        ({"asks": "imports, 2023, as of 2024"}, "'2024' is not a day. Write '31 October 2025', '2025-10-31' or 'October 2025'."),
        ({"asks": "imports, 2023, as of June 2024"},
         "'imports, 2023, as of June 2024' is more than a quotation can ask. "
         "Ask for a measure and a period; the day is that of 'published'."),
        ({"asks": "imports, 2022"}, "2022 is before the record of United States exports to Kenya. It begins with 2023-01."),
        ({"asks": "imports, 2023", "data": "sample"}, "no dataset 'sample'. Did you mean 'samples'?"),
        ({"asks": "imports, 2023", "unit": "%"}, "cannot compare US$ and %. Both must have the same unit."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line_of_the_register(tmp_path: Path, changed: dict[str, str], what: str) -> None:
    desk = _desk(tmp_path, {"id": "first", "asks": "imports, 2023", "value": "1"}, {"value": "120", **changed})
    where = f"data/quoted/quoted.csv:3: {what}"
    with pytest.raises(TradeError) as refused:
        _stands(desk)
    assert str(refused.value) == where
    assert [str(problem) for problem in _sheet(desk, '{{ quoted("said") }}').problems] == [where]
    with pytest.raises(Problems) as refused_at_once:
        agreement.report(desk)
    assert str(refused_at_once.value) == where


# Pages


def test_a_page_says_what_happened_in_between(tmp_path: Path) -> None:
    desk = _desk(
        tmp_path, {"asks": "imports, 2023", "value": "120"}, {"id": "gap", "asks": "deficit, 2024", "value": "24"}
    )
    sheet = _sheet(desk, '{{ then_and_now(("said", bought), ("gap", gap)) }}')
    assert str(sheet.problems) == ""
    words = [claim.words.replace("\u00a0", " ") for claim in sheet.said.claims if claim.kind == "word"]
    assert words == ["revised down by $24.0 million", "now a surplus"]


def test_a_row_that_asks_nothing_is_held_against_the_figure_that_is_given(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {"data": "", "side": "", "partner": "", "value": "120"})
    sheet = _sheet(desk, 'A {{ against("said", bought) }} b.')
    assert [claim.words.replace("\u00a0", " ") for claim in sheet.said.claims] == ["revised down by $24.0 million"]


def test_a_figure_worked_out_from_others_has_no_then(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {"data": "", "side": "", "partner": "", "value": "25", "unit": "%"})
    sheet = _sheet(desk, 'A {{ against("said", up) }} b.')
    assert [claim.words for claim in sheet.said.claims] == ["the same now"]


def test_a_fall_is_not_the_rise_of_that_size(tmp_path: Path) -> None:
    desk = _desk(tmp_path, {"data": "", "side": "", "partner": "", "value": "-25", "unit": "%"})
    sheet = _sheet(desk, 'A {{ against("said", up) }} b.')
    assert [claim.words for claim in sheet.said.claims] == ["now higher by 50%"]


@pytest.mark.parametrize(
    ("row", "figure", "what"),
    [
        (
            {"asks": "imports, 2023", "value": "120"},
            "bought_24",
            "the quotation 'said' is about Kenya's imports, 2023, not about Kenya's imports, 2024. "
            "Give the figure that it is about.",
        ),
        (
            {"asks": "imports, 2023", "value": "120"},
            "sold",
            "the quotation 'said' is about Kenya's imports, 2023, not about Kenya's exports, 2023. "
            "Give the figure that it is about.",
        ),
        (
            {"data": "", "side": "", "partner": "", "value": "24"},
            "gap",
            "the quotation 'said' does not say whether it is a deficit or a surplus. "
            "Fill in 'data', 'side', 'partner' and 'asks' in the register, such as 'deficit, 2025'.",
        ),
    ],
)
def test_a_quotation_is_held_against_nothing_else(tmp_path: Path, row: dict[str, str], figure: str, what: str) -> None:
    sheet = _sheet(_desk(tmp_path, row), f'{{{{ against("said", {figure}) }}}}')
    assert [str(problem) for problem in sheet.problems] == [f"page.md:12: {what}"]


# Receipts and the report


def test_both_sides_of_a_contradiction_carry_the_note(tmp_path: Path) -> None:
    desk = _desk(
        tmp_path,
        {"asks": "imports, 2023", "value": "120"},
        {"id": "other", "says": "They said otherwise.", "publisher": "The Crier", "note": "The Crier counts ships.",
         "asks": "imports, 2023", "value": "96", "contradicts": "said"},
    )  # fmt: skip
    one, other = (
        _plain(popover(id, receipts.for_quotation(desk.register.get(id), desk, None))) for id in ("said", "other")
    )
    assert "At odds with The Crier (2024-06): They said otherwise." in one
    assert "At odds with The Gazette (2024-06): They said so." in other
    assert (one.count("The Crier counts ships."), other.count("The Crier counts ships.")) == (1, 1)
    assert "Our record" in one
    assert "US$96,000,000, revised down by $24.0 million." in one


def test_an_editor_sees_contradictions_first_then_what_differs(tmp_path: Path) -> None:
    desk = _desk(
        tmp_path,
        {"id": "fine", "words": "$108 million", "asks": "exports, 2023", "value": "108"},
        {"id": "late", "asks": "imports, January 2025", "value": "10"},
        {
            "id": "wrong",
            "asks": "imports, 2023",
            "value": "130",
            "contradicts": "fine",
            "note": "One is a typing error.",
        },
        {"id": "law", "data": "", "side": "", "partner": "", "unit": ""},
    )
    lines = agreement.report(desk).replace("\u00a0", " ").splitlines()
    assert lines[0] == "wrong contradicts fine: One is a typing error."
    assert [re.split(r"  +", line.strip()) for line in lines[3:]] == [
        ["wrong", "so much", "2024-06", "US$120,000,000", "US$96,000,000",
         "differs: different then, now lower by $34 million"],
        ["fine", "$108 million", "2024-06", "US$108,000,000", "US$108,000,000", "matches: unchanged"],
        ["late", "so much", "2024-06", "not on record", "not on record", "not on record yet: not on record yet"],
    ]  # fmt: skip
