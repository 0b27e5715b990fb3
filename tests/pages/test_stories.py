"""Pages shown on another page: what they say here is what they say there, and what cannot be shown is said at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import reading
from record import NEW, OLD, write_dataset

from macros.pages import stories
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet
from macros.store import history
from macros.store.history import Revision

KENYA = """---
title: Kenya bought {{ bought }}
description: "In {{ bought.period }}."
trade: {data: samples, side: Kenya, partner: United States}
facts:
  bought: imports, 2024
---

{{ headline() }}

{{ bought }}

{{ chart("balance", headline="A balance") }}

{{ chart("two-way", headline="Both") }}
"""
PLAIN = "---\ntitle: A plain page\ndescription: Nothing of trade.\n---\n\nWords.\n"


def _desk(root: Path, home: str, **pages: str) -> Desk:
    for name, text in {"index": home, "explainers/kenya": KENYA, **pages}.items():
        path = root / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: Home\n---\n\n{text}\n" if name == "index" else text, encoding="utf-8")
    write_dataset(root / "data" / "samples", OLD, NEW)
    return Desk(root, date(2025, 6, 1))


def _home(desk: Desk) -> Sheet:
    sheet = desk.sheet("index.md")
    assert str(sheet.problems) == ""
    return sheet


def test_the_first_story_is_what_its_own_page_says(tmp_path: Path) -> None:
    home = _home(_desk(tmp_path, '{{ lead("explainers/kenya.md") }}'))
    html = stories.lead(home, "explainers/kenya.md")
    there = home.source.sheet("explainers/kenya.md")
    said = reading.text(html)
    assert said == (
        f"Kenya and the US {reading.plain(there.title)} In 2024. Data to December 2024 "
        "Since it was published: no corrections. Read the explainer"
    )
    assert 'href="explainers/kenya/"' in html
    assert [(borrowed.asked.id, borrowed.is_framed) for borrowed in home.said.borrowed.values()] == [("balance", True)]


def test_a_story_rests_on_the_facts_of_its_page(tmp_path: Path) -> None:
    home = _home(_desk(tmp_path, '{{ stories("explainers/kenya.md#two-way") }}'))
    there = home.source.sheet("explainers/kenya.md")
    [claim] = home.said.claims
    assert (claim.kind, claim.words) == ("story", there.title)
    drawn = next(one for one in there.said.claims if one.words == "Both")
    assert {*drawn.facts, there.names["bought"].id} == set(claim.facts)  # type: ignore[union-attr]
    assert home.said.facts.keys() == set(claim.facts)
    assert home.shown() == []


def test_named_stories_come_first_and_no_explainer_is_left_out(tmp_path: Path) -> None:
    pages = {"explainers/a": PLAIN.replace("A plain", "An early"), "explainers/z": PLAIN.replace("A plain", "A late")}
    desk = _desk(tmp_path, '{{ lead("explainers/a.md") }}\n\n{{ stories("explainers/z.md") }}', **pages)
    home = _home(desk)
    said = reading.text(stories.stories(home, "explainers/z.md"))
    assert said.index("A late page") < said.index("Kenya bought")
    assert "An early page" not in said


def test_a_story_says_what_became_of_its_page(tmp_path: Path) -> None:
    entry = {"page": "docs/explainers/kenya.md", "day": "2025-02-06", "cause": "new month", "before": "a", "after": "b"}
    kinds = ("flipped", "flipped", "moved")
    history.record(
        tmp_path / "data", [Revision(kind=kind, **{**entry, "after": str(n)}) for n, kind in enumerate(kinds)]
    )
    home = _home(_desk(tmp_path, '{{ lead("explainers/kenya.md") }}'))
    said = reading.text(stories.lead(home, "explainers/kenya.md"))
    assert "Since it was published: two sentences flipped, no corrections." in said


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (
            'lead("explainers/kenia.md")',
            "docs/index.md:5: there is no page 'explainers/kenia.md' to show. Did you mean 'explainers/kenya.md'?",
        ),
        (
            'stories("explainers/kenya.md#treemap")',
            "docs/index.md:5: 'explainers/kenya.md' has no chart 'treemap'. Choose 'balance' or 'two-way'.",
        ),
        ('lead("index.md")', "docs/index.md:5: there is no page 'index.md' to show. Choose 'explainers/kenya.md'."),
    ],
)
def test_what_cannot_be_shown_is_said_at_its_line(tmp_path: Path, tag: str, message: str) -> None:
    assert str(_desk(tmp_path, f"{{{{ {tag} }}}}").check()) == message


def test_pages_that_show_each_other_are_refused(tmp_path: Path) -> None:
    back = PLAIN + '\n{{ lead("index.md") }}\n'
    desk = _desk(tmp_path, '{{ lead("explainers/back.md") }}', **{"explainers/back": back})
    [error] = desk.check()
    assert str(error) == (
        "docs/index.md:5: a page cannot show itself: explainers/back.md → index.md → explainers/back.md. "
        "Take one of these pages off the other."
    )


def test_a_mistake_is_reported_once_where_it_is(tmp_path: Path) -> None:
    wrong = PLAIN + "\n{{ unknown }}\n"
    desk = _desk(tmp_path, '{{ lead("explainers/wrong.md") }}', **{"explainers/wrong": wrong})
    assert [error.where for error in desk.check()] == ["docs/explainers/wrong.md:8"]


def test_the_front_page_follows_an_edit_of_what_it_shows(tmp_path: Path) -> None:
    desk = _desk(tmp_path, '{{ lead("explainers/kenya.md") }}')
    before = _home(desk)
    path = tmp_path / "docs" / "explainers" / "kenya.md"
    path.write_text(KENYA.replace("Kenya bought", "Kenya took"), encoding="utf-8")
    after = _home(desk)
    assert before is not after
    assert "Kenya took" in after.said.claims[0].words
    assert _home(desk) is after


def test_the_front_page_has_an_explainer_that_was_just_written(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "{{ stories() }}")
    assert set(_home(desk).said.borrowed) == {"explainers-kenya-balance"}
    new = tmp_path / "docs" / "explainers" / "malawi.md"
    new.write_text(KENYA, encoding="utf-8")
    assert set(_home(desk).said.borrowed) == {"explainers-kenya-balance", "explainers-malawi-balance"}
    new.unlink()
    assert set(_home(desk).said.borrowed) == {"explainers-kenya-balance"}
