"""What is kept of a page apart from it: the same as of the page itself, also where it is damaged or kept nowhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import SMALL_SITE, TODAY

from macros.ledger import leaf
from macros.pages.desk import Desk
from macros.pages.gist import gist

PAGE = "explainers/uganda.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_SITE, tmp_path / "site"))


@pytest.fixture
def desks(root: Path) -> Iterator[Desk]:
    """Desks of the same folder that come one after another, each knowing what the one before has kept."""

    def one_after_another() -> Iterator[Desk]:
        while True:
            desk = Desk(root, TODAY)
            desk.readings.are_kept = True
            yield desk
            desk.readings.save()

    return one_after_another()


def test_they_are_those_of_the_page(desks: Iterator[Desk]) -> None:
    sheet = next(desks).sheet(PAGE)
    desk = next(desks)
    assert (desk.parts.gist(PAGE), desk.parts.leaf(PAGE)) == (gist(sheet), leaf(sheet.entry()))
    found = desk.parts.gist(PAGE)
    assert found
    assert found.title == sheet.title
    assert {saying.id for saying in found.sayings} == {claim.receipt for claim in sheet.said.claims if claim.receipt}


def test_the_page_is_not_loaded_for_them(desks: Iterator[Desk], root: Path) -> None:
    next(desks).sheet(PAGE)
    desk = next(desks)
    for file in (root / ".build" / "readings").glob("*.pickle"):
        if "." not in file.stem:
            file.write_text("spoilt", encoding="utf-8")
    assert desk.parts.gist(PAGE)
    assert desk.parts.leaf(PAGE)


@pytest.mark.parametrize("part", ["charts", "gist", "leaf"])
def test_what_is_damaged_is_worked_out_again(part: str, desks: Iterator[Desk], root: Path) -> None:
    expected = getattr(next(desks).parts, part)(PAGE)
    desk = next(desks)
    for file in (root / ".build" / "readings").glob(f"*.{part}.pickle"):
        file.write_text("spoilt", encoding="utf-8")
    assert getattr(desk.parts, part)(PAGE) == expected


def test_a_page_that_is_edited_has_others(desks: Iterator[Desk], root: Path) -> None:
    before, page = next(desks).parts.gist(PAGE), root / "docs" / PAGE
    page.write_text(
        re.sub(r"(?m)^title: .*", "title: Another", page.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    after = next(desks).parts.gist(PAGE)
    assert before != after
    assert after
    assert after.title == "Another"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{{{{ unknown }}}}\n", encoding="utf-8")
    assert next(desks).parts.gist(PAGE) is None, "something is wrong with it"


def test_who_asks_of_a_page_is_touched_by_what_it_asked_for_alone(root: Path) -> None:
    page, reads = root / "docs" / PAGE, [("held", PAGE), ("head", PAGE), ("title", PAGE), ("page", PAGE)]
    text = page.read_text(encoding="utf-8")

    def found(text: str) -> list[str]:
        page.write_text(text, encoding="utf-8")
        return [Desk(root, TODAY).found(read) for read in reads]

    before = found(text)
    assert [one == other for one, other in zip(found(f"{text}\nMore.\n"), before, strict=True)] == [
        True,
        True,
        True,
        False,
    ]
    retitled = re.sub(r"(?m)^title: .*", "title: Another", text, count=1)
    assert [one == other for one, other in zip(found(retitled), before, strict=True)] == [True, False, False, False]
    page.unlink()
    assert [Desk(root, TODAY).found(read) for read in reads] == ["False", "", "", ""], "there is none any more"
