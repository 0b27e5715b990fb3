"""The handbook tells the truth: its pages pass the checker, its examples print what it says, and no word is missing.

In docs/desk, a fenced `markdown` block is a whole page. A table whose first column is "In the text", "Under facts", "Under
trade" or "At the head" gives examples: each is put there, into the first page of its file, and must print the second
column, or be refused with it.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import handbook_record
import pytest
from markupsafe import Markup

from macros.facts.view import MEASURES
from macros.pages import phrases
from macros.pages.desk import Desk
from macros.pages.figure import Figure
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import MACROS, vocabulary
from macros.store.history import History

DESK = Path(__file__).parents[1] / "docs" / "desk"
FILES = sorted(path for path in DESK.glob("*.md") if not path.name.startswith("charts"))  # the gallery is built
_PLACES = {"In the text": "", "Under facts": "facts:\n", "Under trade": "trade:\n", "At the head": "---\n"}
_AS_CODE = re.compile(r"`(.*)`")
# Members of a figure that serve the rooms behind the page.
_BEHIND = {field.name for field in dataclasses.fields(Figure)} | {"words", "asked", "derived"}


@dataclass(frozen=True, slots=True)
class Example:
    """A row of the handbook: what to write where, and what comes of it, None where that is only described."""

    file: str
    place: str
    write: str
    refused: bool
    result: str | None


def _blocks(file: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _tables(file: Path) -> list[list[list[str]]]:
    """The tables of a page as rows of cells, the header first and without the line below it."""
    tables: list[list[list[str]]] = [[]]
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("|---"):
            continue
        if line.startswith("|"):
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif tables[-1]:
            tables.append([])
    return [table for table in tables if table]


def _examples() -> list[Example]:
    found = []
    for file in FILES:
        for header, *rows in _tables(file):
            if header[0] not in _PLACES:
                continue
            for write, result, _ in rows:
                code = _AS_CODE.fullmatch(result)
                refused = header[1] == "The check says"
                found.append(Example(file.name, header[0], write.strip("`"), refused, code[1] if code else None))
    return found


PAGES = [(file.name, page) for file in FILES for page in _blocks(file, "markdown")]
EXAMPLES = _examples()
HEADS = dict(reversed(PAGES))  # the first page of each file


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The practice record, with the quotations and the terms that the handbook itself shows."""
    root = tmp_path_factory.mktemp("practice")
    shown = {name: _blocks(DESK / f"{name}.md", "csv")[0] for name in ("quoting", "terms")}
    handbook_record.write(root, quotations=shown["quoting"], glossary=shown["terms"])
    return Desk(root, date(2026, 11, 23))


def _read(text: str, desk: Desk) -> Sheet:
    return Sheet("page.md", text, desk).read(vocabulary)


def _page(example: Example) -> str:
    """The page that an example makes."""
    head = HEADS[example.file].rsplit("---\n", 1)[0]
    if example.place == "In the text":
        return f"{head}---\n\n{example.write}\n"
    mark = _PLACES[example.place]
    before, after = head.split(mark, 1)
    indent = "" if mark == "---\n" else "  "
    body = f"{{{{ {example.write.partition(':')[0]} }}}}" if not example.refused else "Nothing."
    return f"{before}{mark}{indent}{example.write}\n{after}---\n\n{body}\n"


@pytest.mark.parametrize(("file", "page"), PAGES, ids=[f"{file}-{number}" for number, (file, _) in enumerate(PAGES)])
def test_a_page_of_the_handbook_has_no_problem(file: str, page: str, desk: Desk) -> None:
    assert str(_read(page, desk).problems) == ""


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.file}-{e.write}" for e in EXAMPLES])
def test_an_example_does_what_the_handbook_says(example: Example, desk: Desk) -> None:
    sheet = _read(_page(example), desk)
    if example.refused:
        assert [re.sub(r"^page\.md:\d+: ", "", str(problem)) for problem in sheet.problems] == [example.result]
        return
    assert str(sheet.problems) == ""
    plain = Markup(sheet.body).striptags().replace("\u00a0", " ")
    assert sheet.body.strip()
    assert example.result in (None, plain)


def test_the_first_page_prints_what_the_handbook_says(desk: Desk) -> None:
    file = DESK / "index.md"
    page = _blocks(file, "markdown")[0]
    sheet = _read(page, desk)
    printed = Markup(sheet.body.splitlines()[-1]).striptags()
    assert f"> {printed}".replace("\u00a0", " ") in file.read_text(encoding="utf-8")


def test_every_macro_has_a_docstring_and_an_example() -> None:
    for name, macro in MACROS.items():
        assert macro.__doc__, name
        assert any(f"{name}(" in example.write for example in EXAMPLES if not example.refused), name


def test_every_word_of_a_figure_has_a_docstring_and_an_example() -> None:
    shown = [e.write for e in EXAMPLES if e.file == "vocabulary.md"]
    for name in (name for name in dir(Figure) if not name.startswith("_") and name not in _BEHIND):
        assert getattr(Figure, name).__doc__, name
        assert any(re.search(rf"\.{name}\b", write) for write in shown), name
    for sign in (" > ", " < "):
        assert any(sign in write for write in shown), sign


def test_the_handbook_names_every_macro_in_its_vocabulary() -> None:
    text = (DESK / "vocabulary.md").read_text(encoding="utf-8")
    assert [name for name in MACROS if not re.search(rf"`({{{{ )?{name}\b", text)] == []


def test_every_way_of_declaring_a_fact_has_an_example() -> None:
    shown = [e.write.partition(": ")[2] for e in EXAMPLES if e.file == "facts.md"]
    for word in (*MEASURES, *phrases._LINKS):
        assert any(phrase.startswith((f"{word} ", f"{word},")) for phrase in shown), word


def test_the_house_style_is_the_one_that_is_tested() -> None:
    """Each row of the handbook stands in the tables of tests/words, with the same input and the same words."""
    tested = [
        [cell for cell in row if cell]
        for file in sorted((Path(__file__).parent / "words").glob("*.md"))
        for _, *rows in _tables(file)
        for row in rows
    ]
    shown = [row for _, *rows in _tables(DESK / "figures-style.md") for row in rows]
    assert shown
    for row in shown:
        cells = [word for cell in row[:-1] for word in cell.replace(",", "").split(" ", 1) if word] + [row[-1]]
        assert cells in tested, row


def test_the_correction_it_shows_is_one(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()
    shown = _blocks(DESK / "correcting.md", "csv")[0]
    (tmp_path / "history" / "corrections.csv").write_text(shown, encoding="utf-8")
    entry = History.read(tmp_path).corrections.entries[0]
    assert (entry.page, entry.day) == ("docs/explainers/kenya-us-trade.md", "2026-11-24")


def test_the_handbook_is_not_rendered() -> None:
    for file in FILES:
        assert "\nrender_macros: false\n" in file.read_text(encoding="utf-8").split("---")[1], file.name
