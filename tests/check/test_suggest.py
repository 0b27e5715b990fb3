"""What the linter offers instead of words that were typed in, from a small record made by hand with two vintages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from record import Release, Row, total, write_dataset

from macros import places
from macros import words as say
from macros.check.prose import Finding, tokens, without_tags
from macros.check.suggest import Suggestions, report
from macros.facts.view import Question, View
from macros.pages import phrases
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record

KENYA, USA = places.find("Kenya"), places.find("United States")
EXACT = 1000
THEN = {
    "2014": (1_640_800, 591_400), "2015": (943_500, 573_100), "2024": (771_301, 737_100),
    "2024-01..2024-11": (700_000, 680_000), "2025-01..2025-11": (930_800, 788_600),
}  # fmt: skip
NOW = {
    "2024": (758_300, 736_800), "2024-01..2024-11": (690_000, 679_500), "2025-01..2025-11": (911_400, 790_700),
    "2025": (982_400, 862_200), "2026-01..2026-07": (521_300, 844_500),
}  # fmt: skip
"""What Kenya bought and sold, in thousands of dollars: as the story had it, and after the revision."""

STORY = """\
Kenya's purchases from the US came to $930.8 million in the first 11 months of 2025.
They already exceed the $771.3 million of all 2024, and are the highest since 2015.
Sales in those months of 2025 were $788.6 million, a deficit of $142 million.
That is sharply wider than the gap of $34.2 million in 2024.
AGOA covers more than 1,800 products and was back-dated to 30 September 2025; the House had passed three years.
China lets in 98.2% of Kenyan goods, and those of 53 African countries pay nothing from 1 May 2026.
Its economy is worth roughly $19 trillion.
The talks ran from Monday to Thursday; the two sides first held them in 2020.
"""
"""What the story of February 2026 told, in words of our own."""


def _rows(amounts: dict[str, tuple[int, int]]) -> Sequence[Row]:
    flows = (("exports", 0), ("imports", 1))  # the United States report: what Kenya bought is what they exported
    return [
        row
        for period, both in amounts.items()
        for flow, number in flows
        for row in total("KEN", flow, period, both[number] * 1000, EXACT)
    ]


@pytest.fixture
def view(tmp_path: Path) -> View:
    """The record of the story, and what it became."""
    write_dataset(
        tmp_path / "goods",
        Release(known=date(2026, 2, 19), covers="2014-01..2025-11", rows=_rows(THEN)),
        Release(known=date(2026, 10, 1), covers="2024-01..2026-07", rows=_rows(NOW)),
    )
    passport = cache(lambda name: Passport.read(tmp_path / name))
    return View(passport, lambda name, day: Record(passport(name), day), ("goods",))


@pytest.fixture
def suggestions(view: View) -> Suggestions:
    """What a page from Kenya's side could have named."""
    return Suggestions(view, KENYA, USA)


def test_the_story_of_february_is_found_out(suggestions: Suggestions) -> None:
    lines = str(report("docs/story.md", tokens(without_tags(STORY), 10), suggestions.candidates)).splitlines()
    said = [line.removeprefix("docs/story.md:").partition(" is typed in") for line in lines]
    assert [(begun, "" if ended.startswith(".") else ended.partition(".  ")[0]) for begun, _, ended in said] == [
        ("10: '$930.8 million'", "; it equals imports, January–November 2025, as of 19 February 2026. Declare "
         "'bought_11m_25_then: imports, January–November 2025, as of 19 February 2026' under 'facts:' and write "
         "{{ bought_11m_25_then }}."),
        ("11: 'already exceed'", ""),
        ("11: '$771.3 million'", "; it equals imports, 2024, as of 19 February 2026. Declare "
         "'bought_24_then: imports, 2024, as of 19 February 2026' under 'facts:' and write {{ bought_24_then }}."),
        ("11: 'the highest since 2015'", ""),
        ("12: '$788.6 million'", "; it equals exports, January–November 2025, as of 19 February 2026. Declare "
         "'sold_11m_25_then: exports, January–November 2025, as of 19 February 2026' under 'facts:' and write "
         "{{ sold_11m_25_then }}."),
        ("12: 'deficit'", ""),
        ("12: '$142 million'", "; rounded, it is balance, January–November 2025, as of 19 February 2026. Declare "
         "'gap_11m_25_then: balance, January–November 2025, as of 19 February 2026' under 'facts:' and write "
         "{{ gap_11m_25_then }}."),
        ("13: 'sharply wider than'", ""),
        ("13: '$34.2 million'", "; it equals balance, 2024, as of 19 February 2026. Declare "
         "'gap_24_then: balance, 2024, as of 19 February 2026' under 'facts:' and write {{ gap_24_then }}."),
        ("14: 'more than'", ""),
        ("14: '1,800'", ""),
        ("14: 'three'", ""),
        ("15: '98.2%'", ""),
        ("15: '53'", ""),
        ("16: '$19 trillion'", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "context", "phrase"),
    [
        ("$982.4 million", "", "imports, 2025"),
        ("US$ 982.4m", "", "imports, 2025"),
        ("$844.5m", "", "exports, year to date"),
        ("$1.8 billion", "", "trade, 2025"),
        ("87.8%", "", "cover ratio, 2025"),
        ("32.1 per cent", "in 2025", "change in imports from a year earlier, January–November 2025"),
        ("−$120.2 million", "", "balance, 2025"),
        ("$1.6 billion", "", "imports, 2014"),
        ("$982 million", "In 2025 it was so.", "imports, 2025"),
        ("$982 million", "In 2024 it was so.", None),
        ("$2.5 billion", "", None),
        ("1,800", "", None),
    ],
)
def test_a_figure_is_known_by_what_it_prints(
    suggestions: Suggestions, words: str, context: str, phrase: str | None
) -> None:
    found = suggestions.candidates(Finding(1, words, "figure", context))
    assert (found[0].phrase if found else None) == phrase


@pytest.mark.parametrize(("year", "measure"), [("2015", "trade"), ("2025", "imports")])
def test_the_year_that_is_named_is_likelier(suggestions: Suggestions, year: str, measure: str) -> None:
    """Two changes print alike, a rise and a fall."""
    found = suggestions.candidates(Finding(1, "32.1%", "figure", f"It was {year}."))
    assert len({one.phrase.partition(",")[0] for one in found}) == 2
    assert found[0].phrase.startswith(f"change in {measure} ")


@pytest.mark.parametrize("words", ["$930.8 million", "$758.3 million", "$34.2 million", "$521.3m", "97.2%"])
def test_what_is_declared_prints_what_was_typed(suggestions: Suggestions, view: View, words: str) -> None:
    """The line is read as that of a page would be."""
    (found, *_) = suggestions.candidates(Finding(1, words, "figure", "2024 and 2025"))
    asked = phrases.parse(found.declares[0].partition(": ")[2], set())
    assert isinstance(asked, phrases.Asked)
    now = Question(measure=asked.measure, period=Period.year(2024), side=KENYA, partner=USA, as_of=asked.as_of)
    fact = view.ask(now._replace(period=Period.parse(asked.period, latest=view.latest(now))))
    printed = (say.figure(fact.value, fact.unit, bound=fact.bound, short=short) for short in (False, True))
    assert words in [one.replace("\xa0", " ") for one in printed]


def test_a_change_is_declared_in_two_lines(suggestions: Suggestions) -> None:
    (found, *_) = suggestions.candidates(Finding(1, "32.1%", "figure", "In 2025"))
    assert found.declares == (
        "bought_11m_25: imports, January–November 2025",
        "bought_11m_25_up: change in bought_11m_25 from a year earlier",
    )
    assert found.name == "bought_11m_25_up"


@pytest.mark.parametrize(
    ("words", "kind", "offer"),
    [
        ("third-largest", "comparison", "rank of NAME among all partners"),
        ("the lowest since 2015", "comparison", "{{ NAME.lowest }}"),
        ("the highest since 2015", "comparison", "{{ NAME.highest }}"),
        ("a record", "comparison", "{{ NAME.highest }}"),
        ("most of", "comparison", "{{ NAME.share_of(WHOLE) }}"),
        ("deficit", "comparison", "{{ NAME.noun }}"),
        ("widened", "comparison", "{{ NAME.wider_or_narrower("),
        ("already exceeds", "comparison", 'already_exceeds(OTHER), "already exceeds")'),
        ("more than", "comparison", "{{ NAME.more_or_less(OTHER) }}"),
        ("rose", "comparison", '{{ NAME.change_from("a year earlier").verb }}'),
        ("doubled", "number word", '{{ NAME.times("a year earlier") }}'),
        ("a third of", "number word", "{{ NAME.share_of(WHOLE) }}"),
        ("three", "number word", '{{ quoted("…", "three") }}'),
        ("$19 trillion", "figure", 'quote it, {{ quoted("…") }}'),
    ],
)
def test_words_without_a_fact_get_the_macro_for_their_kind(words: str, kind: str, offer: str) -> None:
    (problem,) = report("p.md", [Finding(4, words, kind)], lambda finding: [])
    assert (problem.where, problem.what) == ("p.md:4", f"'{words}' is typed in")
    assert offer in problem.remedy


def test_the_record_is_not_opened_while_nothing_is_found() -> None:
    def never(*asked: object) -> Record:
        raise AssertionError("the record was opened")

    suggestions = Suggestions(View(never, never, ("goods",)), KENYA, USA)  # type: ignore[arg-type]
    said = [Finding(1, "rose", "comparison"), Finding(1, "three", "number word")]
    assert len(list(report("p.md", said, suggestions.candidates))) == 2


def test_a_rate_of_duty_is_known_where_the_page_has_one(tmp_path: Path, view: View) -> None:
    rows = [
        ("KEN", flow, "", "2025-10", value, 1) for flow, value in (("consumption", 68_345_306), ("duty", 16_188_907))
    ]
    flows = {name: {"title": name, "valuation": name} for name in ("consumption", "duty")}
    write_dataset(
        tmp_path / "duties", Release(known=date(2026, 10, 1), covers="2025-10..2025-10", rows=rows), flows=flows
    )
    passport = cache(lambda name: Passport.read(tmp_path / name))
    both = View(passport, lambda name, day: Record(passport(name), day), ("goods", "duties"))
    [found, *_] = Suggestions(both, KENYA, USA).candidates(Finding(1, "23.7%", "figure", "in October 2025"))
    assert found.declares == ("duty_oct_25: duty rate, October 2025",)
