"""The difference of two ledgers: every sentence a reader sees otherwise, with its cause, and no other."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from macros.check import diff
from macros.check.diff import Change

PAGE = "docs/soy.md"
SOLD, GAP, PLAIN = "Kenya sold {{ sold }}.", "That is a {{ gap.noun }}.", "So be it."


def _ledger(
    sold: str = "$5",
    noun: str = "deficit",
    plain: str = PLAIN,
    sold_id: str = "sold",
    value: int = 5,
    period: str = "2024",
) -> dict[str, Any]:
    """The ledger of a page of three sentences: a figure, a word and neither."""
    claims = [
        {"line": 9, "kind": "figure", "words": sold, "facts": [sold_id]},
        {"line": 10, "kind": "word", "words": noun, "facts": ["gap"]},
    ]
    sentences = [
        {"line": 9, "text": f"Kenya sold {sold}.", "template": SOLD, "claims": [0]},
        {"line": 10, "text": f"That is a {noun}.", "template": GAP, "claims": [1]},
        {"line": 11, "text": plain, "template": plain, "claims": []},
    ]
    facts = {
        sold_id: {"value": value, "period": period},
        "gap": {"value": -1 if noun == "deficit" else 1, "period": "2024"},
    }
    return {"pages": [{"path": PAGE, "sentences": sentences, "claims": claims}], "facts": facts}


def test_nothing_changes_between_equal_ledgers() -> None:
    found = diff.compare(_ledger(), _ledger())
    assert found.changes == found.facts_gone == found.facts_new == ()
    assert diff.as_text(found, "A", "B") == "From A to B no sentence changes for readers."


@pytest.mark.parametrize(
    ("after", "line", "now", "cause"),
    [
        (_ledger(sold="$6", value=6), 9, "Kenya sold $6.", "revision"),
        (_ledger(sold="$6", value=6, sold_id="sold-2025", period="2025"), 9, "Kenya sold $6.", "new month"),
        (_ledger(sold="$5.0"), 9, "Kenya sold $5.0.", "code"),
    ],
)
def test_one_sentence_changes_for_its_cause(after: dict[str, Any], line: int, now: str, cause: str) -> None:
    assert diff.compare(_ledger(), after).changes == (
        Change(page=PAGE, line=line, before="Kenya sold $5.", after=now, cause=cause),
    )


def test_a_sentence_that_prints_but_the_months_of_a_figure_changes_with_its_page() -> None:
    before, after = _ledger(), _ledger(sold="$6", value=6, sold_id="sold-2025", period="2025")
    for ledger, months in ((before, "2024"), (after, "2025")):
        ledger["pages"][0]["sentences"][2] = {
            "line": 11,
            "text": f"In {months}.",
            "template": "In {{ sold.period }}.",
            "claims": [],
        }
    assert [(change.after, change.cause) for change in diff.compare(before, after).changes] == [
        ("Kenya sold $6.", "new month"),
        ("In 2025.", "new month"),
    ]


def test_what_the_writer_wrote_anew_is_prose() -> None:
    (change,) = diff.compare(_ledger(), _ledger(plain="So it was.")).changes
    assert (change.cause, change.before, change.after) == ("prose", PLAIN, "So it was.")


def test_words_that_turned_come_first() -> None:
    found = diff.compare(_ledger(), _ledger(sold="$6", value=6, noun="surplus"))
    assert [change.flipped for change in found.changes] == [("deficit → surplus",), ()]


def test_a_page_that_came_and_one_that_went() -> None:
    nothing: dict[str, Any] = {"pages": [], "facts": {}}
    assert [change.before for change in diff.compare(nothing, _ledger()).changes] == ["", "", ""]
    gone = diff.compare(_ledger(), nothing)
    assert [change.after for change in gone.changes] == ["", "", ""]
    assert gone.facts_gone == ("gap", "sold")


def test_the_headline_furniture_is_not_said_twice() -> None:
    before, after = _ledger(), _ledger()
    for ledger, text in ((before, "Old"), (after, "New")):
        repeated = {"line": 8, "text": text, "template": "{{ headline() }}", "claims": []}
        ledger["pages"][0]["sentences"].insert(0, repeated)
    assert diff.compare(before, after).changes == ()


def test_a_report_in_each_form() -> None:
    found = diff.compare(_ledger(), _ledger(noun="surplus", plain="So *it* was."))
    text = diff.as_text(found, "2025-10", "now")
    assert text.startswith(
        "From 2025-10 to now readers see 2 sentences on 1 page differently, 1 with a word that turned."
    )
    assert "docs/soy.md:10  deficit → surplus (revisions)\n  − That is a deficit.\n  + That is a surplus." in text
    markdown = diff.as_markdown(found, "2025-10", "now")
    assert "> ~~That is a deficit.~~  \n> That is a surplus." in markdown
    assert "> So \\*it\\* was." in markdown
    assert json.loads(diff.as_json(found, "a", "b"))["changes"][0]["flipped"] == ["deficit → surplus"]


def test_only_newer_data_go_into_the_history() -> None:
    found = diff.compare(_ledger(), _ledger(sold="$6", value=6, plain="So it was."))
    (revision,) = diff.revisions(found, date(2026, 12, 8))
    assert (revision.page, revision.day, revision.cause) == (PAGE, "2026-12-08", "revision")


def test_a_change_is_entered_with_what_became_of_it() -> None:
    after = _ledger(sold="$6", value=6, noun="surplus")
    entered = diff.revisions(diff.compare(_ledger(), after), date(2026, 12, 8))
    assert [(one.kind, one.cause, one.after) for one in entered] == [
        ("flipped", "revision", "That is a surplus."),
        ("revised", "revision", "Kenya sold $6."),
    ]
    newer = _ledger(sold="$6", value=6, sold_id="sold-2025", period="2025")
    (moved,) = diff.revisions(diff.compare(_ledger(), newer), date(2026, 12, 8))
    assert (moved.kind, moved.cause) == ("moved", "new month")


@pytest.mark.parametrize("template", ["{{ key_numbers(sold, gap) }}", '{{ then_and_now(("a", sold)) }}'])
def test_a_card_changes_for_readers_and_is_not_entered_as_a_sentence(template: str) -> None:
    before, after = _ledger(), _ledger(sold="$6", value=6)
    for ledger in (before, after):
        ledger["pages"][0]["sentences"][0]["template"] = template
    found = diff.compare(before, after)
    assert len(found.changes) == 1
    assert diff.revisions(found, date(2026, 12, 8)) == []


@pytest.mark.parametrize(
    "template", ['{{ lead("a.md") }}', "{{ stories() }}", "{{ changes() }}", "<div>{{ countries(gaps) }}</div>"]
)
def test_furniture_that_repeats_other_pages_changes_with_them(template: str) -> None:
    before, after = _ledger(), _ledger(sold="$6", value=6)
    for ledger in (before, after):
        ledger["pages"][0]["sentences"][0]["template"] = template
    assert diff.compare(before, after).changes == ()


def test_a_text_that_has_another_change_within_it_is_entered_once() -> None:
    before, after = _ledger(), _ledger(sold="$6", value=6)
    for ledger, text in ((before, "Kenya sold $5. So be it."), (after, "Kenya sold $6. So be it.")):
        longer = {"line": 3, "text": text, "template": "{{ sold }}: a description", "claims": [0]}
        ledger["pages"][0]["sentences"].insert(0, longer)
    (entered,) = diff.revisions(diff.compare(before, after), date(2026, 12, 8))
    assert entered.after == "Kenya sold $6."
