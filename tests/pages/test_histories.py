"""A page's own past: revisions and corrections apart, and the bar of a page that is pinned to a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import reading
from record import NEW, OLD, write_dataset

from macros.errors import Problems, TradeError
from macros.pages import histories
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet
from macros.store import history
from macros.store.history import History, Revision

PINNED = """---
title: Pinned
trade: {{data: samples, side: Kenya, partner: United States{pin}}}
facts:
  bought: exports, 2023
---

{{{{ headline() }}}}

{{{{ bought }}}}

{{{{ history() }}}}
"""
CORRECTIONS = "page,day,wrong,since,noticed\n"
FIRST = Revision(
    page="docs/page.md", day="2026-06-03", kind="revised", cause="revision", before="It was $5.", after="It was $6."
)


def _sheet(root: Path, pin: str = "") -> Sheet:
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "page.md").write_text(PINNED.format(pin=pin), encoding="utf-8")
    write_dataset(root / "data" / "samples", OLD, NEW)
    sheet = Desk(root, date(2025, 6, 1)).sheet("page.md")
    assert str(sheet.problems) == ""
    return sheet


def _said(sheet: Sheet) -> str:
    return " ".join(sentence.text for sentence in sheet.sentences).replace("\xa0", " ")


def test_a_living_page_has_no_bar(tmp_path: Path) -> None:
    assert "kept as it was known" not in _said(_sheet(tmp_path))


def test_a_pinned_page_says_so_and_what_changed_since(tmp_path: Path) -> None:
    said = _said(_sheet(tmp_path, ", as of: 2024-12-31"))
    assert "This page is kept as it was known on 31 December 2024." in said
    assert "Since then one of its figures changed: sold in 2023, $240 million, now $252 million." in said
    assert "As known on 31 December 2024" in said


def test_a_pinned_page_whose_figures_stand(tmp_path: Path) -> None:
    assert "Its figures are the same today." in _said(_sheet(tmp_path, ", as of: 2025-03-01"))


def test_a_page_without_a_past_says_so(tmp_path: Path) -> None:
    said = _said(_sheet(tmp_path))
    assert "No figure here has been revised since the page was published." in said
    assert "We have found no mistake of ours here." in said


def test_revisions_and_corrections_are_told_apart(tmp_path: Path) -> None:
    assert history.record(tmp_path / "data", [FIRST, FIRST]) == 1
    corrections = tmp_path / "data" / "history" / "corrections.csv"
    corrections.write_text(
        CORRECTIONS + "docs/page.md,2026-07-01,A sign was wrong.,2026-06-20,a reader\n", encoding="utf-8"
    )
    said = _said(_sheet(tmp_path))
    assert (
        "Revisions Taken in on 3 June 2026. 1 was revised. Revised Before It was $5. Now It was $6. Revised by the publisher"
        in said
    )
    assert "Corrections 1 July 2026 A sign was wrong. It stood since 2026-06-20. Noticed by: a reader" in said


def test_a_revision_is_entered_once_and_the_newest_stands_first(tmp_path: Path) -> None:
    later = Revision(page="docs/page.md", day="2026-07-08", kind="moved", cause="new month", before="a", after="b")
    assert history.record(tmp_path, [later]) == 1
    assert history.record(tmp_path, [FIRST, later]) == 1
    assert history.record(tmp_path, [FIRST, later]) == 0
    assert History.read(tmp_path).revisions.entries == (later, FIRST)
    assert not list((tmp_path / "history").glob(".*"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("docs/a.md,tomorrow,x,y,z", "h/history/corrections.csv:2: 'tomorrow' is not a day. Write it as 2026-11-23."),
        (
            "docs/a.md,2026-06-31,x,y,z",
            "h/history/corrections.csv:2: '2026-06-31' is not a day. Write it as 2026-11-23.",
        ),
        (
            "docs/a.md,2026-06-30,x,,z",
            "h/history/corrections.csv:2: the row has not a value for each column. Fill in all of them.",
        ),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "h" / "history" / "corrections.csv"
    path.parent.mkdir(parents=True)
    path.write_text(CORRECTIONS + row + "\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        History.read(tmp_path / "h")
    assert str(caught.value) == message


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "h" / "history" / "corrections.csv"
    path.parent.mkdir(parents=True)
    path.write_text("page,what\n", encoding="utf-8")
    with pytest.raises(TradeError) as caught:
        History.read(tmp_path / "h")
    assert str(caught.value) == (
        "h/history/corrections.csv:1: the columns are page, what. They must be page, day, wrong, since, noticed."
    )


CHANGES = """---
title: Changes
---

{{ latest_changes(2) }}

{{ changes() }}
"""
MOVED = Revision(
    page="docs/page.md", day="2026-07-08", kind="moved", cause="new month", before="In May $5.", after="In June $6."
)
FLIPPED = Revision(
    page="docs/page.md",
    day="2026-07-08",
    kind="flipped",
    cause="new month",
    before="A <small> deficit.",
    after="A <small> surplus.",
)
GONE = Revision(
    page="docs/gone.md", day="2026-07-08", kind="revised", cause="revision", before="[chart] Old", after="[chart] New"
)


def _changes(root: Path, *entries: Revision) -> Sheet:
    _sheet(root)
    (root / "docs" / "changes.md").write_text(CHANGES, encoding="utf-8")
    history.record(root / "data", entries)
    sheet = Desk(root, date(2026, 7, 9)).sheet("changes.md")
    assert str(sheet.problems) == ""
    return sheet


def test_the_gravest_change_of_the_last_release_comes_first(tmp_path: Path) -> None:
    sheet = _changes(tmp_path, FIRST, MOVED, GONE, FLIPPED)
    said = reading.text(histories.latest_changes(sheet, 2))
    assert said == (
        "Taken in on 8 July 2026. 1 sentence flipped, 1 was revised and 1 moved on. "
        "Flipped Before A <small> deficit. Now A <small> surplus. Kenya and the US New months "
        "Revised Before Chart: Old Now Chart: New gone Revised by the publisher"
    )


def test_every_release_and_that_there_is_no_correction_are_on_the_page_of_changes(tmp_path: Path) -> None:
    said = reading.text(histories.changes(_changes(tmp_path, FIRST, MOVED)))
    assert said.startswith(
        "Corrections None so far. What each release changed Taken in on 8 July 2026. 1 moved on. Moved"
    )
    assert said.index("8 July 2026") < said.index("3 June 2026")


def test_only_the_words_that_differ_are_marked(tmp_path: Path) -> None:
    html = histories.changes(_changes(tmp_path, FLIPPED))
    assert "A &lt;small&gt; <del>deficit.</del>" in html
    assert "A &lt;small&gt; <ins>surplus.</ins>" in html
    assert '<a href="../page/">Kenya and the US</a>' in html


def test_without_any_release_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert reading.text(histories.latest_changes(_changes(tmp_path))) == "None so far."


def test_another_kind_of_change_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "h" / "history" / "revisions.csv"
    path.parent.mkdir(parents=True)
    path.write_text("page,day,kind,cause,before,after\ndocs/a.md,2026-06-30,turned,revision,x,y\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        History.read(tmp_path / "h")
    assert str(caught.value) == (
        "h/history/revisions.csv:2: 'turned' is no kind of change. Choose 'flipped', 'moved' or 'revised'."
    )
