"""What is built upon a site before is what would be built from nothing, to the byte, whatever was edited in between."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from small_site import EACH, ENGINES, ROOT, SMALL_SITE, TODAY, Site, until, until_quiet

from macros import proof
from macros.errors import TradeError
from macros.pages import doors
from macros.pages.desk import Desk

KEPT = (".build", "site", ".cache")
EDITED = int(os.environ.get("EDITS", "5"))
"""How many random edits each engine meets. Hundreds: `EDITS=200 pytest tests/test_incremental.py`."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that somebody does to a site."""

    name: str
    do: Callable[[Path, random.Random], None]


def _prose(root: Path, chance: random.Random) -> None:
    page = chance.choice(sorted((root / "docs").rglob("*.md")))
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text.rstrip()}\n\nA sentence more, the {chance.choice(WORDS)}.\n", encoding="utf-8")


def _description(root: Path, chance: random.Random) -> None:
    page = chance.choice([one for one in sorted((root / "docs").rglob("*.md")) if one.name != "each.md"])
    text = page.read_text(encoding="utf-8")
    page.write_text(
        re.sub(r"(?m)^description: .*", f"description: The {chance.choice(WORDS)}.", text, count=1), encoding="utf-8"
    )


def _marked(root: Path, chance: random.Random) -> None:
    """What the menus of all pages show of one."""
    page = root / "docs" / "explainers" / "uganda.md"
    text = re.sub(r"(?m)^(icon|status): .*\n", "", page.read_text(encoding="utf-8"))
    page.write_text(
        text.replace("title:", f"{chance.choice(('icon', 'status'))}: material/star\ntitle:", 1), encoding="utf-8"
    )


def _heading(root: Path, chance: random.Random) -> None:
    """What a page is called that has no title of its own."""
    page = root / "docs" / "plain.md"
    text = re.sub(r"(?m)^# .*", f"# The {chance.choice(WORDS)}", page.read_text(encoding="utf-8"), count=1)
    page.write_text(text, encoding="utf-8")


def _back(root: Path, chance: random.Random) -> None:
    page = chance.choice(sorted((root / "docs").rglob("*.md")))
    origin = SMALL_SITE / page.relative_to(root)
    if origin.is_file():
        shutil.copyfile(origin, page)
    else:
        page.unlink()


def _new_page(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "explainers" / f"new-{chance.choice(WORDS)}.md"
    text = (SMALL_SITE / "docs" / "explainers" / "uganda.md").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")


def _made(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "made" / "each.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(EACH.replace("WORD", chance.choice(WORDS)), encoding="utf-8")


def _written_instead(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "made" / "kenya.md"
    if path.is_file():
        path.unlink()
    elif path.parent.is_dir():
        path.write_text("---\ntitle: Written\n---\n\nBy hand.\n", encoding="utf-8")


def _revised(root: Path, chance: random.Random) -> None:
    """One number of the record is another, and its passport has the new hash."""
    passport = chance.choice(sorted((root / "data").glob("*/dataset.yml")))
    said = yaml.safe_load(passport.read_text(encoding="utf-8"))
    files = [one["path"] for one in said.get("resources") or () if not one.get("groups")]
    if "reporter" not in said or not files:
        return
    path = passport.parent / chance.choice(files)
    row = chance.choice(path.read_text(encoding="utf-8").splitlines()[1:])
    _revise(path, lambda one: one == row, chance.choice((1, 1000, 250_000)))


def _revise(path: Path, is_it: Callable[[str], bool], more: int) -> None:
    """Add something to the first value of a vintage's file in a row that is meant, and give its passport the new hash."""
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    which, place = next(number for number, row in enumerate(rows) if is_it(row)), head.split(",").index("value")
    cells = rows[which].split(",")
    cells[place] = str(int(cells[place]) + more)
    rows[which] = ",".join(cells)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    passport = path.with_name("dataset.yml")
    passport.write_text(passport.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def _term(root: Path, chance: random.Random) -> None:
    """What a term means is said otherwise."""
    path = root / "data" / "glossary" / "glossary.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("made", chance.choice(("made ", "made-"))), encoding="utf-8"
    )


def _asset(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "assets" / f"{chance.choice(WORDS)}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(chance.choice(WORDS), encoding="utf-8")


def _settings(root: Path, chance: random.Random) -> None:
    path = root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_description: .*", f"site_description: {chance.choice(WORDS)}", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")


def _code(root: Path, chance: random.Random) -> None:
    """A word that our macros print is another."""
    path = root / "macros" / "words" / "packs" / "en.yml"
    text = re.sub(r"(?m)^(    surplus: )surplus.*$", rf"\1surplus of {chance.choice(WORDS)}", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")


def _day(root: Path, chance: random.Random) -> None:
    """The site is built on another day, on which something may be due or late."""
    (root / "day").write_text(f"2026-{chance.randint(5, 12):02}-{chance.randint(1, 28):02}", encoding="utf-8")


def _spoilt(root: Path, chance: random.Random) -> None:
    """Somebody deletes or overwrites a file of the built site, or what is kept between builds."""
    files = sorted(path for kept in KEPT for path in (root / kept).rglob("*") if path.is_file())
    if not files:
        return
    path = chance.choice(files)
    if chance.random() < 0.5:
        path.unlink()
    else:
        path.write_text("spoilt", encoding="utf-8")


WORDS = ("sun", "moon", "rain", "wind", "snow")
EDITS = [
    Edit(one.__name__.strip("_"), one)
    for one in (
        _prose, _description, _marked, _heading, _back, _new_page, _made, _written_instead,
        _revised, _revised, _term, _asset, _settings, _code, _day, _spoilt,
    )
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The small site with the code in it, to be edited too; its path has a space in it."""
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "a site"))
    shutil.copytree(ROOT / "macros", root / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    return Site(root)


def _built(site: Site, engine: str) -> tuple[int, str, dict[str, bytes]]:
    """How a build ends, what it says is wrong, and every file of the site."""
    day = (site.root / "day").read_text(encoding="utf-8") if (site.root / "day").is_file() else TODAY.isoformat()
    ended = site.run("macros", "build", "--engine", engine, PYTHONPATH=str(site.root), TRADE_TODAY=day)
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stderr, site.published()


def _from_nothing(site: Site, engine: str, folder: Path) -> tuple[int, str, dict[str, bytes]]:
    """The same of a site with the same sources, of which nothing is kept but drawings, which are found by their content."""
    shutil.rmtree(folder, ignore_errors=True)
    clean = Site(Path(shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns(*KEPT, "__pycache__"))))
    if (charts := site.root / ".build" / "charts").is_dir():
        shutil.copytree(charts, folder / ".build" / "charts")
    return _built(clean, engine)


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "properdocs"])
def test_a_build_upon_another_is_as_one_from_nothing(engine: str, site: Site, tmp_path: Path) -> None:
    chance = random.Random(f"{engine} {EDITED}")  # noqa: S311 -- the same edits each time
    done, good = list[str](), dict[str, bytes]()
    for _ in range(EDITED):
        edit = chance.choice(EDITS)
        edit.do(site.root, chance)
        done.append(edit.name)
        ended, said, files = _built(site, engine)
        clean, said_clean, expected = _from_nothing(site, engine, tmp_path / "from nothing")
        assert (ended, said) == (clean, said_clean), done
        if ended == 0:
            good = files
            differ = {name for name in expected.keys() | files.keys() if expected.get(name) != files.get(name)}
            assert differ == set(), done
        elif edit.name != "spoilt":
            assert files == good, "a site that cannot be built stays as it was"
    assert good, "every build failed"


def test_what_a_writer_sees_after_edits_is_as_one_from_nothing(tmp_path: Path) -> None:
    """Also what is wrong with it, which stops no preview. That is begun once, and edited while it runs."""
    chance = random.Random(f"served {EDITED}")  # noqa: S311
    root = Path(shutil.copytree(SMALL_SITE, tmp_path / "a site"))
    site, done = _watched(root), list[str]()
    for _ in range(EDITED):
        edit = chance.choice([one for one in EDITS if one.name not in ("code", "day")])
        edit.do(root, chance)
        done.append(edit.name)
        site.desk, site.publisher = Desk.at(root, TODAY), doors.publisher(root)
        clean = Path(shutil.copytree(root, tmp_path / str(len(done)), ignore=shutil.ignore_patterns(*KEPT)))
        assert _shown(site, root) == _shown(_watched(clean), clean), done


def _watched(root: Path) -> doors.Site:
    return doors.site(Desk.at(root, TODAY), "mkdocs", proof.of_prose, is_served=True)


def _shown(site: doors.Site, root: Path) -> dict[str, bytes] | str:
    """Every file that a writer may look at, or why there is nothing new to see; and by the time that pages are shown, all are
    there and as they are in the end."""
    folder = root / ".build" / "shown"

    def there() -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    seen = list[dict[str, bytes]]()
    try:
        site.build(folder, folder, show=lambda: seen.append(there()))
    except TradeError as error:
        return str(error)
    files, [first] = there(), seen
    of_pages = {name for name in files if name.endswith(".html") and not name.startswith("f/")} - {"404.html"}
    assert of_pages
    assert {name: first.get(name) for name in of_pages} == {name: files[name] for name in of_pages}
    return files


def test_nothing_is_made_where_nothing_has_changed(site: Site) -> None:
    _built(site, "mkdocs")
    times = {path: path.stat().st_mtime_ns for path in (site.root / "site").rglob("*")}
    ended = site.run("macros", "build", PYTHONPATH=str(site.root))
    assert "Nothing has changed" in ended.stdout
    assert {path: path.stat().st_mtime_ns for path in (site.root / "site").rglob("*")} == times


def test_what_does_not_rest_on_an_edit_is_not_made_again(site: Site) -> None:
    """A page that is edited is made again, and no other; where a number is another, the pages that rest on it."""
    _made(site.root, random.Random(1))  # noqa: S311

    def made_again() -> set[str]:
        before = {name: (site.root / "site" / name).stat().st_ino for name in site.pages()}
        ended, said, _ = _built(site, "mkdocs")
        assert ended == 0, said
        return {name for name, number in before.items() if (site.root / "site" / name).stat().st_ino != number}

    _built(site, "mkdocs")
    plain = site.root / "docs" / "plain.md"
    plain.write_text(plain.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    assert made_again() == {"plain/index.html"}
    _revise(site.root / "data" / "goods" / "2026-05.csv", lambda row: row.startswith("UGA,"), 250_000)
    # The front page ranks it; a page that is pinned says what became of its figures; the glossary shows both.
    assert made_again() == {f"{page}index.html" for page in ("made/uganda/", "", "explainers/uganda/", "glossary/")}


def test_a_writer_sees_an_edit_and_its_mistakes_and_then_the_page_again(site: Site) -> None:
    plain = site.root / "docs" / "plain.md"
    text = plain.read_text(encoding="utf-8")
    with site.served() as told:
        plain.write_text(f"{text}\nThe first edit.\n", encoding="utf-8")
        until(lambda: "The first edit." in site.shown("plain/index.html"))
        plain.write_text(f"{text}\nA tag: {{{{ unknown }}}}.\n", encoding="utf-8")
        until(lambda: "This page cannot be published yet" in site.shown("plain/index.html"))
        plain.write_text(f"{text}\nThe third edit.\n", encoding="utf-8")
        until(lambda: "The third edit." in site.shown("plain/index.html"))
        assert "cannot be published" not in site.shown("plain/index.html")
        until_quiet(told)


def test_a_new_day_makes_again_only_what_says_something_of_it(site: Site) -> None:
    """Every page says what is due; on the next day that is the same, and the map of the site alone has the day."""
    assert site.run("macros", "build", PYTHONPATH=str(site.root), TRADE_TODAY="2026-06-01").returncode == 0
    before = {name: (site.root / "site" / name).stat().st_ino for name in site.published()}
    ended = site.run("macros", "build", PYTHONPATH=str(site.root), TRADE_TODAY="2026-06-02")
    assert (ended.returncode, "Nothing has changed" in ended.stdout) == (0, False)
    again = {name for name, number in before.items() if (site.root / "site" / name).stat().st_ino != number}
    assert again == {
        "404.html", "objects.inv", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz",
    } & before.keys()  # fmt: skip  # which belong together, as the engine makes them
