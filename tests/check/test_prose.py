"""What the linter reports and what it passes over; and how often it errs, on prose whose assertions are marked."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from measure import HELD_OUT, TEXTS, measured

from macros.check.prose import TAG, Finding, lexicon, tokens, waive, without_tags
from macros.errors import Problems

PASSED_OVER = """\
It was signed on 30 September 2025, on 2025-10-31 and on a Monday.
In 2024, from 1992 to 2025 and in January–November 2025 the record was whole.
The first 11 months of 2025 are part of a year, and so are the first seven months of that year.
It has been so since 1 May 2026 and will be until 31 December 2028.
After the first round, in the 21st century, a third party came in.
See Public Law 119-103, H.R. 6500, Section 122, Executive Order 14257, No. 24-1287 and Annex I.
Chapter 09, HS 61 and 62, and the 6-digit code stand in Table 3 on page 14.
The Boeing 787, COVID-19 and the G7 are names.
It came out at 8:30 a.m. on 6 October.
Once more, it is no longer so; rather than argue, look at more of the same later.
The least developed countries, most favoured nation treatment and higher education are terms.
A deficit is what is left where a country buys more than it sells, $5 or not.
The two sides may raise duties, or not; exports would double.
The record is kept before and after, at least by us.
The African Growth and Opportunity Act gives zero-tariff entry.
It fell under the rule in the fall of 2024, and for the record nobody declined to say so.
The growing season runs from March; the phone is answered 24/7, at +254 20 555 0142.
"""

REPORTED = [
    ("It bought $771.3 million, or US$1.2bn.", [("$771.3 million", "figure"), ("US$1.2bn", "figure")]),
    ("That is 23.7% of 1,800 lines.", [("23.7%", "figure"), ("1,800", "figure")]),
    ("−3.1 percentage points, 4 to 5 per cent", [("−3.1 percentage points", "figure"), ("4 to 5 per cent", "figure")]),
    ("A price of 2,070 in 2025", [("2,070", "figure")]),
    ("It fell to 2000 tonnes.", [("fell", "comparison"), ("2000 tonnes", "figure")]),
    ("Sh37.3bn, KSh 106 billion and Sh489", [("Sh37.3bn", "figure"), ("KSh 106 billion", "figure"), ("Sh489", "figure")]),
    ("Exports declined to about 5 million.", [("declined", "comparison"), ("5 million", "figure")]),
    ("Of these, 15 may enter, and the bloc numbers 54.", [("15", "figure"), ("54", "figure")]),
    ("after the fall, 1800 lines", [("fall", "comparison"), ("1800", "figure")]),
    ("unprecedented; for three straight months", [("unprecedented", "comparison"), ("three straight months", "comparison")]),
    ("In March 15% of it", [("15%", "figure")]),
    ("Section 122 allows 15%.", [("15%", "figure")]),
    ("three of them, thirty-nine", [("three", "number word"), ("thirty-nine", "number word")]),
    ("half of it, two-thirds of that, a third of those",
     [("half", "number word"), ("two-thirds", "number word"), ("a third of", "number word")]),
    ("twice that; it doubled, fivefold",
     [("twice", "number word"), ("doubled", "number word"), ("fivefold", "number word")]),
    ("the highest import bill since 2015", [("the highest import bill since 2015", "comparison")]),
    ("the third-largest supplier", [("the third-largest", "comparison")]),
    ("the\nhighest\nsince 2015", [("the highest since 2015", "comparison")]),
    (f"more than {TAG}, above {TAG}", [("more than", "comparison"), ("above", "comparison")]),
    (f"It rose to {TAG}.", [("rose", "comparison")]),
    ("a wider deficit, a surplus", [("wider", "comparison"), ("deficit", "comparison"), ("surplus", "comparison")]),
    ("a record month, for the first time since 2014",
     [("a record", "comparison"), ("first time since 2014", "comparison")]),
    ("a third month in a row", [("a third month in a row", "comparison")]),
    ("It already exceeds most of it and jumped.",
     [("already exceeds", "comparison"), ("most of", "comparison"), ("jumped", "comparison")]),
    ("![the line ~~rose~~](a-2.svg)", [("rose", "comparison")]),
    ('<img src="a-640.png" width="640" alt="It fell">', [("fell", "comparison")]),
    ("**the third**-largest", [("the third-largest", "comparison")]),
    ("## 53 countries", [("53", "figure")]),
]  # fmt: skip


def _found(text: str) -> list[tuple[str, str]]:
    return [(finding.words, finding.kind) for finding in tokens(text, 1)]


@pytest.mark.parametrize("sentence", PASSED_OVER.splitlines())
def test_what_asserts_nothing_is_passed_over(sentence: str) -> None:
    assert _found(sentence) == []


@pytest.mark.parametrize(("sentence", "found"), REPORTED)
def test_what_is_asserted_is_reported(sentence: str, found: list[tuple[str, str]]) -> None:
    assert _found(sentence) == found


@pytest.mark.parametrize(
    "source",
    [
        "```\nup 5%, the highest\n```",
        "> ~~~ text\n> rose 5%\n> ~~~",
        "See `rose 5%` and ``a ` highest``.",
        "[here](https://example.org/2/highest-5.html) and <https://example.org/12>, www.example.org/3",
        "[![a chart](a-2.svg)](../b-3.md)",
        "[there][1], said[^2]\n\n[1]: https://example.org/50 'rose'\n[^2]: a note",
        "<!-- rose 5% --><span data-x='5' title=\"7\">so</span>",
        "## 2. Trade {#part-2 .wide-3}",
        "### 2.1 Trade",
        "## Is it the highest, at $5?",
        "3. a list\n\n12) another",
        "| a | b |\n|--:|:-:|\n| c | d |",
        ":material-numeric-5-box: caf&#233;",
        "Write to x5@example.org.",
    ],
)
def test_mark_up_is_not_prose(source: str) -> None:
    assert _found(source) == []


def test_a_backtick_that_nobody_closes_hides_nothing() -> None:
    assert _found("one ` there\n\nIt rose.\n\nanother ` here") == [("rose", "comparison")]


def test_lines_are_those_of_the_file() -> None:
    source = "{% raw %}\n{{ 5 }}\n{% endraw %}\n{{ sold(\n  1) }} rose\n```\n5\n```\n[a\nb](c) {# 7\n #} fell\n\n- 5%\n"
    found = [(finding.line, finding.words) for finding in tokens(without_tags(source), 40)]
    assert found == [(44, "rose"), (50, "fell"), (52, "5%")]


def test_the_words_of_a_headline_are_prose_but_for_those_that_are_checked() -> None:
    source = (
        '{{ chart("balance", since=1992,\n'
        '   headline="From a deficit, " ~ gap.period ~ \' to \' ~ claim(gap.is_surplus, "a surplus") ~ " of 5%",\n'
        '   id="rose-2") }} fell'
    )
    found = [(finding.line, finding.words) for finding in tokens(without_tags(source), 1)]
    assert found == [(2, "deficit"), (2, "5%"), (3, "fell")]
    assert without_tags('{{ claim(a > b, "headline rose") }}') == TAG


def test_a_waiver_takes_out_what_it_names_and_nothing_else() -> None:
    said = [Finding(3, "$10 billion", "figure"), Finding(4, "10%", "figure"), Finding(5, "110%", "figure"),
            Finding(6, "Most of", "comparison")]  # fmt: skip
    problems = Problems()
    left = waive(said, {"10%": "a law has it", "most of": "a figure of speech"}, "p.md:2", problems)
    assert ([finding.words for finding in left], str(problems)) == (["$10 billion", "110%"], "")


def test_a_waiver_needs_a_reason_and_something_to_waive() -> None:
    problems = Problems()
    assert waive([Finding(3, "rose", "comparison")], {"rose": " ", "fell": "long ago"}, "p.md:2", problems) == []
    assert str(problems) == (
        "p.md:2: 'rose' is waived without a reason. Say why it cannot go stale.\n"
        "p.md:2: the waiver of 'fell' waives nothing. Take it out, or write the words as they were reported."
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_it_seldom_cries_wolf_and_misses_little(path: Path) -> None:
    result = measured(path.read_text(encoding="utf-8"), path.name)
    assert len(result.wrong) < 0.02 * result.words, result.wrong
    assert len(result.missed) < 0.05 * result.marks, result.missed


def test_there_is_prose_enough_to_measure_on() -> None:
    texts = {path.name: measured(path.read_text(encoding="utf-8")) for path in TEXTS}
    assert HELD_OUT in texts
    assert sum(result.words for result in texts.values()) >= 3000
    assert all(result.marks >= 40 for result in texts.values())


def test_a_miss_and_a_false_alarm_are_counted() -> None:
    result = measured("It rose by ⟦a lot⟧.", "x")
    assert (result.words, result.flagged, result.wrong, result.missed) == (5, 1, ("x:1: rose",), ("x:1: a lot",))


def test_every_rule_has_a_reason_and_something_to_do() -> None:
    said = [PASSED_OVER, *(sentence for sentence, _ in REPORTED)]
    said += [path.read_text(encoding="utf-8") for path in TEXTS if path.name != HELD_OUT]
    plain = (without_tags(text).replace("⟦", "").replace("⟧", "") for text in said)
    used = {rule for _, rule in chain.from_iterable(map(lexicon().read, plain))}
    assert [rule.because for rule in lexicon().rules if rule not in used] == []
    assert all(rule.because and rule.takes in ("nothing", "figure", "number word", "comparison")
               for rule in lexicon().rules)  # fmt: skip
