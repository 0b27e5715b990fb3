"""A first draft passes the check of every page whatever the record says of the two places, and says what is left to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from small_site import SMALL_SITE, TODAY, Site

from macros import places, proof
from macros.errors import TradeError
from macros.pages import draft
from macros.pages.desk import Desk

Command = Callable[..., CompletedProcess[str]]
KENYA, US = places.find("Kenya"), places.find("United States")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small site, to which pages can be added."""
    return Desk(Path(shutil.copytree(SMALL_SITE, tmp_path / "site")), TODAY)


@pytest.mark.parametrize("side", [KENYA, US], ids=str)
def test_a_draft_has_figures_a_claim_a_chart_and_to_dos(desk: Desk, side: places.Place) -> None:
    text = draft.draft("Kenya and the US", "goods", side, US if side == KENYA else KENYA, desk)
    (desk.root / "docs" / "new.md").write_text(text, encoding="utf-8")
    sheet = desk.sheet("new.md")
    assert str(sheet.problems) == str(proof.of_prose(sheet)) == ""
    assert {"figure", "word", "chart"} <= {claim.kind for claim in sheet.said.claims}
    assert "claim(sold " in text
    assert f"\ndate: {TODAY.isoformat()}\n" in text, "from when on it is in the feed"
    lines = text.split("\n")
    for left in draft.to_dos(sheet):
        place, _, what = left.partition(": ")
        assert lines[int(place.rpartition(":")[2]) - 1] == f"{{# to do: {what} #}}"
    assert len(draft.to_dos(sheet)) == text.count("{# to do:") > 0


def test_every_partner_on_record_gets_a_draft_that_passes(desk: Desk) -> None:
    partners = [place for place in map(places.from_code, desk.record("goods", None).partners()) if place != US]
    assert len(partners) > 1
    for partner in partners:
        text = draft.draft(f"{partner} and the US", "goods", partner, US, desk)
        (desk.root / "docs" / "new.md").write_text(text, encoding="utf-8")
        sheet = desk.sheet("new.md")
        assert str(sheet.problems) == str(proof.of_prose(sheet)) == "", partner


def test_without_figures_there_is_no_draft(desk: Desk) -> None:
    with pytest.raises(TradeError, match=r"'goods' has no .*Fiji") as met:
        draft.draft("Fiji and the US", "goods", places.find("Fiji"), US, desk)
    assert met.value.where == ""
    assert met.value.remedy


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Uganda and the US", "explainers/uganda-and-the-us.md"),
        ("Côte d’Ivoire: cocoa, mostly", "explainers/cote-divoire-cocoa-mostly.md"),
    ],
)
def test_the_address_comes_from_the_title(title: str, path: str) -> None:
    assert draft.path_of(title) == path


def test_a_title_without_letters_is_refused() -> None:
    with pytest.raises(TradeError, match="no letters"):
        draft.path_of("…")


@pytest.mark.parametrize(
    ("title", "entered"),
    [
        ("Uganda and the US", "Uganda and the US"),
        ("Cocoa: who buys", '"Cocoa: who buys"'),
        ("The “gap”", '"The “gap”"'),
    ],
)
def test_it_is_entered_in_the_menu_below_the_other_explainers(title: str, entered: str) -> None:
    menu = (
        "nav:\n  - Home: index.md\n  - Stories:\n      - A: explainers/a.md\n      - explainers/b.md\n  - Last: z.md\n"
    )
    assert draft.in_menu(menu, title, "explainers/c.md") == menu.replace(
        "explainers/b.md\n", f"explainers/b.md\n      - {entered}: explainers/c.md\n"
    )
    assert draft.in_menu("nav:\n  - Home: index.md\n", title, "explainers/c.md") is None


def test_the_command_writes_it_and_says_what_is_left(small_site: Site, command: Command) -> None:
    ended = command("new", "Kenya and the US", "--partner", "Kenya", "--data", "goods")
    assert ended.returncode == 0, ended.stderr
    path = "docs/explainers/kenya-and-the-us.md"
    assert re.search(rf"^Wrote {path}\. Left to do in it:\n{path}:\d+: .+\.$", ended.stdout, re.MULTILINE)
    assert small_site.run("macros", "build").returncode == 0
    again = command("new", "Kenya and the US", "--partner", "Kenya", "--data", "goods")
    assert (again.returncode, again.stderr) == (1, f"{path}: there is a page of that name. Choose another title.\n")


def test_the_command_says_what_is_wrong_with_a_title(command: Command) -> None:
    ended = command("new", "Kenya: $5 million more", "--partner", "Kenya", "--data", "goods")
    assert ended.returncode == 1
    assert "docs/explainers/kenya-5-million-more.md:2: '$5 million' is typed in" in ended.stderr
    assert "It builds" not in ended.stdout


def test_a_side_must_be_one_of_the_two(command: Command) -> None:
    ended = command("new", "T", "--partner", "Kenya", "--side", "Ghana", "--data", "goods")
    assert ended.stderr == (
        "'goods' has the trade of United States with Kenya, not that of Ghana. Leave out --side, or name 'United States'.\n"
    )
