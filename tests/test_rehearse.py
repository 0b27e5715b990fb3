"""A release rehearsal: a coming month laid over the record, what pages would say of it, and where their words turn.

Kenya sells 10 a month and buys 11 from January to June 2024, a deficit of 6 (US$ million). With 11 bought in July it takes sales
of 17 to make up for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reading import plain
from record import MILLION, Release, monthly, small_record, write_dataset

from macros.check import rehearsal
from macros.check.turns import _words, turns
from macros.errors import TradeError
from macros.pages import rehearse
from macros.pages.desk import Desk
from macros.periods import Period
from macros.store.assumed import Assumed, Range, plausible, with_month

JULY = Period.parse("2024-07")
TODAY = date(2024, 9, 1)
HEAD = """\
---
title: "{title}"
trade: {{data: goods, side: {side}, partner: United States{pinned}}}
facts:
  gap: balance, year to date
  sold: exports, year to date
  gap_23: balance, 2023
  gap_then: gap_23, as of August 2024
  place: rank of sold among Africa
---
"""
BODY = """
The year so far has a {{ gap.noun }} of {{ gap }}.
Kenya ranks {{ place }}.

In 2023 it was a {{ gap_23.noun }} of {{ gap_23 }}, or {{ gap_then }} as it was known then. Nothing is computed here.
"""
GIVEN = ("exports 5..30", "imports 11")


def _site(root: Path, pages: Mapping[str, str]) -> Desk:
    """A desk with two and a half years of trade and these pages."""
    rows = [
        *monthly("KEN", "imports", "2022-01", [10 * MILLION] * 30),
        *monthly("KEN", "exports", "2022-01", [11 * MILLION] * 30),
        *monthly("UGA", "imports", "2022-01", [12 * MILLION] * 30),
        *monthly("UGA", "exports", "2022-01", [11 * MILLION] * 30),
    ]
    release = Release(known=date(2024, 8, 6), covers="2022-01..2024-06", rows=rows)
    calendar = {"releases": [{"month": "2024-07", "date": date(2024, 9, 4), "source": "Invented"}]}
    write_dataset(root / "data" / "goods", release, calendar=calendar)
    (root / "docs").mkdir()
    for name, text in pages.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    return Desk(root, TODAY)


def _page(body: str = BODY, side: str = "Kenya", pinned: str = "", title: str = "A page") -> str:
    return HEAD.format(side=side, pinned=pinned, title=title) + body


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return _site(tmp_path, {"kenya.md": _page()})


def _read(desk: Desk, sold: int) -> tuple[dict[str, Any], list[str], tuple[str, ...]]:
    """The facts, the sentences and the problems of the one page, once so much was sold in July."""
    ((stage,), _) = rehearse.stages(desk, JULY, GIVEN)
    ledger, problems = stage.read({"exports": Decimal(sold * MILLION), "imports": Decimal(11 * MILLION)})
    return ledger["facts"], [sentence["text"] for sentence in ledger["pages"][0]["sentences"]], problems


def test_a_month_may_be_what_it_was_against_the_twelve_months_before(tmp_path: Path) -> None:
    """January was twice, half and once the mean of the year before it; the mean of 2023 is 20."""
    by_year = [10] * 12 + [20, 0] + [10] * 10 + [5, 15] + [10] * 10 + [10, 30] + [20] * 10
    rows = monthly("KEN", "imports", "2020-01", [value * MILLION for value in by_year], 100_000)
    record = small_record(tmp_path, Release(known=date(2024, 2, 6), covers="2020..2023", rows=rows))
    assert plausible(record, record.series("KEN", "imports"), Period.parse("2024-01")) == Range(
        low=Decimal(10 * MILLION), middle=Decimal(20 * MILLION), high=Decimal(40 * MILLION), years=(2021, 2022, 2023)
    )


def test_two_years_are_too_few_to_say(desk: Desk) -> None:
    with pytest.raises(TradeError) as caught:
        rehearse.stages(desk, JULY)
    assert str(caught.value) == (
        "docs/kenya.md: what 2024-07 may come to needs 3 earlier years, and the record has 1. Give a range with --assume."
    )


def test_the_assumed_month_adds_to_what_was_published_and_says_that_it_is_assumed(desk: Desk) -> None:
    facts, texts, problems = _read(desk, 20)
    assert problems == ()
    sold = facts["ken-usa-exports-2024-01-to-2024-07-goods"]
    assert (sold["value"], sold["vintages"]) == (80 * MILLION, ["2024-08", "assumed 2024-07"])
    assert sold["as_of"] == "2024-09-04"  # the day on which the calendar has it
    assert facts["ken-usa-balance-2023-goods-as-of-2024-08-31"]["as_of"] == "2024-08-31"
    assert plain(texts[1]) == "The year so far has a surplus of $3.0 million."


def test_what_was_known_before_the_release_is_as_it_was(desk: Desk) -> None:
    known = desk.record("goods", None)
    assumed = Assumed(with_month(known.passport, JULY), lambda series: (Decimal(1), Decimal(0)))
    sold = known.series("KEN", "imports")
    june = Period.parse("2024-06")
    assert assumed.total(sold, june) == known.total(sold, june)
    assert assumed.total(sold, JULY).value == 1
    assert known.latest == june


def test_words_turn_at_the_amount_that_makes_up_for_the_deficit(desk: Desk) -> None:
    """At 17 it is nothing as far as rounding lets us see; a step beyond it is a surplus."""
    ((stage,), _) = rehearse.stages(desk, JULY, GIVEN)
    found = [(turn.at / MILLION, turn.before, turn.after, turn.lines) for turn in turns(stage, "exports")]
    assert found == [
        (Decimal("17.0"), "deficit", "balance", (12,)),
        (Decimal("17.1"), "balance", "surplus", (12,)),
    ]
    assert turns(stage, "imports") == []  # a range of one amount


def test_words_that_only_turn_when_both_flows_move_turn_at_a_balance(desk: Desk) -> None:
    """It takes 6 more sold than bought; neither flow alone gets there from the other's middle."""
    ((stage,), _) = rehearse.stages(desk, JULY, ("exports 5..12", "imports 5..20"))
    assert turns(stage, "exports") == turns(stage, "imports") == []
    found = [(turn.measure, turn.at / MILLION, turn.before, turn.after) for turn in rehearsal.rehearse(stage).turns]
    assert found == [("balance", 6, "deficit", "balance"), ("balance", Decimal("6.1"), "balance", "surplus")]


def test_a_word_that_turns_with_one_flow_is_not_told_again_of_both(desk: Desk) -> None:
    ((stage,), _) = rehearse.stages(desk, JULY, GIVEN)
    assert {turn.measure for turn in rehearsal.rehearse(stage).turns} == {"exports"}


def test_a_claim_that_would_be_false_is_named_with_its_line(tmp_path: Path) -> None:
    desk = _site(tmp_path, {"kenya.md": _page('\nThere is {{ claim(gap.is_deficit, "a deficit") }}.\n')})
    (found,) = map(rehearsal.rehearse, rehearse.stages(desk, JULY, GIVEN)[0])
    report = rehearsal.as_markdown(JULY, [found])
    refused = "- most sold, least bought: docs/kenya.md:12: the claim 'a deficit' is false"
    assert refused in report
    assert "- least sold" not in report
    assert [(turn.before, turn.after, turn.at / MILLION) for turn in found.turns] == [
        ("a deficit", "(cannot be said)", Decimal(17))
    ]


def test_another_partner_stands_at_its_usual_amount_in_a_rank(tmp_path: Path) -> None:
    """Uganda sold 72 to June and 12 in a usual July, which Kenya's 60 come up to with 24."""
    rows = [row for code in ("KEN", "UGA") for row in monthly(code, "exports", "2020-01", [11 * MILLION] * 54)]
    rows += monthly("KEN", "imports", "2020-01", [10 * MILLION] * 54)
    rows += monthly("UGA", "imports", "2020-01", [12 * MILLION] * 54)
    write_dataset(tmp_path / "data" / "goods", Release(known=date(2024, 8, 6), covers="2020-01..2024-06", rows=rows))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kenya.md").write_text(_page(), encoding="utf-8")
    desk = Desk(tmp_path, TODAY)
    ranks = [_read(desk, sold)[1][2] for sold in (5, 23, 25)]
    assert ranks == ["Kenya ranks second.", "Kenya ranks second.", "Kenya ranks first."]


def test_the_report_tells_what_changes_and_what_does_not(desk: Desk) -> None:
    report = plain(rehearsal.as_markdown(JULY, [rehearsal.rehearse(*rehearse.stages(desk, JULY, GIVEN)[0])]))
    assert report.startswith("# Rehearsal of July 2024\n")
    assert "| What Kenya sold | 5.0 | 17.5 | 30.0 | the editor |" in report
    assert "| sold | 17.1 | balance | surplus | 12 |" in report
    assert "Line 12 **the middle of both: deficit → surplus**; **most sold, least bought: deficit → surplus**" in report
    assert "> before: The year so far has a deficit of $6.0 million.  \n> least sold, most bought: The year" in report
    independent = report.partition("### What does not depend on the month\n\n")[2]
    assert independent == (
        "- line 15: In 2023 it was a deficit of $12.0 million, or $12.0 million as it was known then.\n"
    )


def test_the_same_site_gives_the_same_bytes_and_nothing_is_written(desk: Desk) -> None:
    def seen() -> dict[str, str]:
        files = [path for path in sorted(desk.root.rglob("*")) if path.is_file()]
        return {path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def report(anew: Desk) -> str:
        found = [rehearsal.rehearse(stage) for stage in rehearse.stages(anew, JULY, GIVEN)[0]]
        return rehearsal.as_markdown(JULY, found) + rehearsal.as_text(found)

    before, said = seen(), [sentence.text for sentence in desk.sheet("kenya.md").sentences]
    assert report(desk) == report(Desk(desk.root, TODAY))
    assert seen() == before
    assert [sentence.text for sentence in desk.sheet("kenya.md").sentences] == said


def test_pages_that_do_not_follow_the_record_are_left_alone(tmp_path: Path) -> None:
    pages = {"kenya.md": _page(), "then.md": _page(pinned=", as of: August 2024"), "plain.md": "# Plain\n"}
    found, left_out = rehearse.stages(_site(tmp_path, pages), JULY, GIVEN)
    assert ([stage.path for stage in found], left_out) == (["docs/kenya.md"], [])


def test_a_page_that_cannot_be_rehearsed_is_named_with_the_reason(tmp_path: Path) -> None:
    desk = _site(tmp_path, {"kenya.md": _page(), "late.md": _page().replace("data: goods", "data: late")})
    rows = [row for flow in ("imports", "exports") for row in monthly("KEN", flow, "2022-01", [MILLION] * 24)]
    write_dataset(tmp_path / "data" / "late", Release(known=date(2024, 2, 6), covers="2022..2023", rows=rows))
    found, left_out = rehearse.stages(desk, JULY, GIVEN)
    assert [stage.path for stage in found] == ["docs/kenya.md"]
    why = "docs/late.md: 2024-07 is not the next month: 'late' ends with 2023-12. Rehearse 2024-01."
    assert list(map(str, left_out)) == [why]
    assert rehearsal.as_markdown(JULY, [], left_out).endswith(f"## Pages left out\n\n- {why}\n")
    assert rehearsal.as_text([], left_out) == f"Left out: {why}"


@pytest.mark.parametrize(
    ("month", "message"),
    [
        ("2024-06", "docs/kenya.md: 2024-06 is on record: 'goods' ends with 2024-06. Rehearse 2024-07."),
        ("2024-08", "docs/kenya.md: 2024-08 is not the next month: 'goods' ends with 2024-06. Rehearse 2024-07."),
        ("2024", "'2024' is not one month. Write it as 2026-08."),
    ],
)
def test_a_month_that_is_not_the_next_is_refused(desk: Desk, month: str, message: str) -> None:
    with pytest.raises(TradeError) as caught:
        rehearse.stages(desk, rehearse.month_of(month), GIVEN)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("said", "flow", "low", "middle", "high"),
    [("exports 60..130", "exports", 60, 95, 130), ("bought 7.5", "imports", 7.5, 7.5, 7.5)],
)
def test_an_assumption_is_in_millions_of_the_page_s_own_side(
    said: str, flow: str, low: float, middle: float, high: float
) -> None:
    amounts = [Decimal(str(amount)) * MILLION for amount in (low, middle, high)]
    assert rehearse.assumption(said) == (flow, Range(low=amounts[0], middle=amounts[1], high=amounts[2]))


@pytest.mark.parametrize("said", ["exports", "balance 3..4", "exports -3..4", "exports $60 million"])
def test_what_is_no_assumption_is_refused(said: str) -> None:
    with pytest.raises(TradeError, match=r"is not an assumption\. Write for example \"exports 60"):
        rehearse.assumption(said)


def test_a_range_must_run_upwards() -> None:
    with pytest.raises(TradeError, match="ends below its beginning"):
        rehearse.assumption("exports 130..60")


def test_an_assumption_is_for_one_page(tmp_path: Path) -> None:
    desk = _site(tmp_path, {"kenya.md": _page(), "uganda.md": _page(side="Uganda")})
    with pytest.raises(TradeError, match=r"an assumption is for one page, and 2 would get 2024-07\. Name one"):
        rehearse.stages(desk, JULY, GIVEN)
    assert [stage.side for stage in rehearse.stages(desk, JULY, GIVEN, "docs/uganda.md")[0]] == ["Uganda"]
    with pytest.raises(TradeError, match=r"there is no page 'ugand\.md'\. Did you mean 'uganda\.md'"):
        rehearse.stages(desk, JULY, GIVEN, "ugand.md")


@pytest.mark.parametrize(
    ("words", "turning"),
    [
        ("jumped 76.8%", "jumped"),
        ("edged up 1.3%", "edged up"),
        ("more than doubled, up 101.2%", "more than doubled"),
        ("the highest since 2014", "the highest since 2014"),
    ],
)
def test_the_size_of_a_change_is_no_word_that_turns(words: str, turning: str) -> None:
    sentence = {"line": 1, "claims": [0], "text": "It is so."}
    ledger = {"pages": [{"sentences": [sentence], "claims": [{"kind": "word", "words": words}]}]}
    (found,) = _words(ledger)
    assert found.words == (turning,)
