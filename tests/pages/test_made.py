"""Pages made from one template: for whom, in which words, and what stands in the place of one."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import handbook_record
import pytest
from markupsafe import Markup
from reading import plain, search_entries, text, title
from small_site import ENGINES, ROOT, SMALL_SITE, TODAY, Site

from macros import proof
from macros.charts.poster import png_bytes
from macros.errors import TradeError
from macros.pages import cards, doors
from macros.pages.desk import Desk
from macros.pages.drawings import drawn
from macros.pages.publisher import Publisher

HEAD = """---
each: {each}
title: Trade with {{{{ each }}}}
trade: {{data: goods, side: United States, partner: each}}
facts:
  bought: imports, 2025
  sold: exports, 2025
  gap: balance, 2025
  never: imports, 1815
  late: change in never from a year earlier
---
"""
HANDBOOK = ROOT / "docs" / "desk" / "made.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small site, to which a template can be added."""
    return Desk(Path(shutil.copytree(SMALL_SITE, tmp_path / "site")), TODAY)


def _template(desk: Desk, body: str, each: str = "all partners", head: str = HEAD) -> None:
    (desk.root / "docs" / "with").mkdir(exist_ok=True)
    (desk.root / "docs" / "with" / "each.md").write_text(f"{head.format(each=each)}\n{body}\n", encoding="utf-8")


def _made(desk: Desk, body: str, page: str = "with/kenya.md") -> str:
    """What a body becomes on a page that is made."""
    _template(desk, body)
    return desk.text(page).split("---\n", 2)[2].strip("\n")


# What may be said


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("A {% say %}b{% end %} c.", "A b c."),
        ("A {% say %}{{ never }}{% end %} c.", "A c."),
        ("A {% say %}{{ never }}{% or %}b{% end %} c.", "A b c."),
        ("A{% say %} {{ late }}{% or %} {{ never }}{% end %}.", "A."),
        ("{% say %}A {% say %}{{ never }}{% or %}b{% end %}{% end %}", "A b"),
        ("{% say %}A {% say %}{{ never }}{% end %}b{% end %}", "A b"),
        ("{% say %}A {{ never }} {% say %}b{% end %}{% or %}c{% end %}", "c"),
        ("A\n\n{% say %}\n{{ never }}\n{% end %}\n\nB", "A\n\nB"),
        ("A\n{% say %}\nb\n{% or %}\nc\n{% end %}\nD", "A\nb\nD"),
        ("A\n{%- say %}, b\n{%- or %}, c\n{%- end %}.", "A, b."),
        ("{% say %}`{{ bought }}`{% end %}", "`{{ bought }}`"),
        ("{% raw %}{% say %}{% endraw %}", "{% raw %}{% say %}{% endraw %}"),
        ('{% say %}{{ claim(sold < bought, "less") }}{% or %}{{ claim(sold > bought, "more") }}{% end %}',
         '{{ claim(sold > bought, "more") }}'),
    ],
)  # fmt: skip
def test_what_can_be_said_is_the_text(body: str, made: str, desk: Desk) -> None:
    assert _made(desk, body) == made


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("sold < bought", False),
        ("sold > bought", True),
        ("gap.is_surplus", True),
        ("bought", True),
        ("never", False),
        ("late.is_surplus", False),
        ("bought, sold > bought", True),
        ("bought, sold < bought", False),
        ('each == "Kenya"', True),
        ("bought.period == sold.period", True),
    ],
)
def test_a_condition_lets_a_branch_be_said(when: str, holds: bool, desk: Desk) -> None:
    said = _made(desk, f"{{% say when {when} %}}yes{{% or %}}no{{% end %}}")
    assert said == ("yes" if holds else "no")
    assert str(desk.check()) == ""


@pytest.mark.parametrize("slip", ["{{ nevr }}", "{{ bought.at(", "{{ gap.change_from(2024) }}", "{{ claim(bought) }}"])
def test_a_slip_is_told_wherever_it_stands_and_for_all_pages_once(slip: str, desk: Desk) -> None:
    _template(desk, f"{{% say %}}\n{{{{ bought }}}}\n{slip} }}}}\n{{% or %}}\nB\n{{% end %}}")
    where = [error.where for error in desk.check()]
    assert where == ["docs/with/each.md:15"]


def test_what_is_absent_outside_of_a_block_is_told_with_how_many_it_is_absent_for(desk: Desk) -> None:
    _template(desk, "{% say %}\nA\n{% or %}\nB\n{% end %}\n\n\n{{ never }}")
    told = str(desk.check())
    assert re.fullmatch(r"docs/with/each\.md:9: 1815 is .* \(for Kenya, and 1 other\)\. It begins with .*", told), told


def test_only_facts_that_a_page_uses_are_declared_on_it(desk: Desk) -> None:
    _template(desk, '{{ gap }} {% say %}{{ late }}{% end %} {{ claim(gap.is_surplus, "never sold") }}')
    assert list(desk.sheet("with/kenya.md").front.facts) == ["gap"]
    _template(desk, "None.")
    assert desk.sheet("with/kenya.md").front.facts == {}
    assert str(desk.check()) == ""


# For whom


@pytest.mark.parametrize(
    ("each", "pages"),
    [
        ("all partners", ["with/kenya.md", "with/uganda.md"]),
        ("African states", ["with/kenya.md", "with/uganda.md"]),
        ("countries of Africa", ["with/kenya.md", "with/uganda.md"]),
        ("countries of Europe", []),
        ("Uganda", ["with/uganda.md"]),
    ],
)
def test_a_set_names_its_members(each: str, pages: list[str], desk: Desk) -> None:
    _template(desk, "{{ bought }}", each)
    assert list(desk.made()) == pages
    assert [path for path in desk.paths() if path.startswith("with/")] == pages


def test_the_chapters_of_a_dataset_are_a_set(desk: Desk) -> None:
    head = HEAD.replace("goods,", "chapters,").replace("partner: each", "partner: Kenya")
    head = re.sub(
        r"facts:\n.*?---", "facts:\n  bought: imports of HS {{{{ each.code }}}}, 2024\n---", head, flags=re.DOTALL
    )
    _template(desk, "{{ Each.name }}: {% say %}{{ bought }}{% or %}none{% end %}.", "HS chapters", head)
    names = desk.passport("chapters").products
    assert sorted(desk.made()) == [f"with/hs-{code}.md" for code in sorted(names)]
    code = min(names)
    made = desk.sheet(f"with/hs-{code}.md")
    assert made.made == names[code]
    assert f"imports of HS {code}, 2024" in made.front.facts["bought"].value if "bought" in made.front.facts else True


def test_a_page_that_somebody_wrote_stands_in_its_place(desk: Desk) -> None:
    _template(desk, "{{ bought }}")
    written = desk.root / "docs" / "with" / "kenya.md"
    written.write_text("# Kenya, by hand\n", encoding="utf-8")
    assert list(desk.made()) == ["with/uganda.md"]
    assert (desk.text("with/kenya.md"), desk.sheet("with/kenya.md").made) == ("# Kenya, by hand\n", "")
    assert [path for path in desk.written() if path.startswith("with/")] == ["with/kenya.md"]
    written.unlink()
    assert desk.sheet("with/kenya.md").made == "Kenya"


def test_a_page_is_made_anew_when_its_template_is_another(desk: Desk) -> None:
    assert _made(desk, "A") == "A"
    first = desk.sheet("with/kenya.md")
    assert desk.sheet("with/kenya.md") is first
    assert _made(desk, "B") == "B"
    assert desk.sheet("with/kenya.md") is not first


def test_a_writer_who_looks_on_is_shown_some(desk: Desk) -> None:
    _template(desk, "{{ bought }}")
    assert list(Desk(desk.root, TODAY, sample=1).made()) == ["with/kenya.md"]
    assert list(Desk(desk.root, TODAY, sample=6).made()) == list(desk.made())


def test_two_members_of_one_page_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.pages.made.slug", lambda place: "same")
    _template(desk, "{{ bought }}")
    assert str(desk.check()) == (
        "docs/with/each.md:2: 'Kenya' and 'Uganda' would both be made at 'same.md'. Leave one of them out of the set."
    )


# What comes of it


def test_the_ledger_and_the_pages_that_list_others_have_what_somebody_wrote(desk: Desk) -> None:
    before = [entry.path for entry in desk.entries()]
    _template(desk, "{{ bought }}")
    assert [entry.path for entry in desk.entries()] == before
    assert set(desk.published()) - set(desk.written()) == {"with/kenya.md", "with/uganda.md"}
    assert not desk.holds("with/each.md")


def test_what_is_typed_in_is_told_once(desk: Desk) -> None:
    _template(desk, "It bought 17% more, {{ bought }}.")
    told = [str(error) for error in proof.of(desk)]
    assert len(told) == 1
    assert told[0].startswith("docs/with/each.md:13: '17%' is typed in")


def test_an_engine_gets_the_docs_and_what_is_made_worked_out_and_nothing_else(desk: Desk) -> None:
    target = desk.root / ".build" / "docs"
    _template(desk, "{{ bought }}")
    (target / "old").mkdir(parents=True)
    (target / "old" / "gone.md").write_text("gone")
    site = doors.site(desk, "mkdocs", proof.of_prose)
    assert site.mirror() == target
    docs = desk.root / "docs"
    held = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    assert held == written - {"with/each.md"} | {"with/kenya.md", "with/uganda.md"}
    kenya = (target / "with" / "kenya.md").read_text(encoding="utf-8")
    assert "title: Trade with Kenya\n" in kenya
    assert "{{" not in kenya
    stamps = {path: path.stat().st_mtime_ns for path in target.rglob("*.md")}
    (docs / "plain.md").write_text("# Another\n", encoding="utf-8")
    site.mirror()
    assert [path.name for path in target.rglob("*.md") if path.stat().st_mtime_ns != stamps[path]] == ["plain.md"]


def test_the_template_of_the_handbook_says_what_the_handbook_says(tmp_path: Path) -> None:
    handbook = HANDBOOK.read_text(encoding="utf-8")
    block = re.search(r"^```jinja\n(.*?)^```$", handbook, re.MULTILINE | re.DOTALL)
    assert block
    handbook_record.write(tmp_path, quotations="id\n", glossary="id\n")
    for folder in ("quoted", "glossary"):
        shutil.rmtree(tmp_path / "data" / folder, ignore_errors=True)
    (tmp_path / "docs" / "partners").mkdir(parents=True)
    (tmp_path / "docs" / "partners" / "each.md").write_text(block[1], encoding="utf-8")
    practice = Desk(tmp_path, TODAY)
    sheet = practice.sheet("partners/ghana.md")
    assert str(sheet.problems) == ""
    printed = sheet.body.partition("</header>")[2]
    assert f"> {' '.join(plain(Markup(printed).striptags()).split())}" in handbook


def test_an_unknown_scheme_is_told(desk: Desk) -> None:
    _template(desk, "{{ bought }}", "agao beneficiaries")
    with pytest.raises(TradeError, match="there is no scheme 'agao'"):
        desk.check().raise_if_any()


BODY = """{{ headline() }}

{% say %}
They bought {{ bought }} there.
{% end %}

## The balance

{% say %}
{{ chart("balance", headline="A " ~ gap.noun ~ " with " ~ each) }}
{% end %}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_either_engine_builds_what_is_made(engine: str, small_site: Site) -> None:
    _template(Desk(small_site.root, TODAY), BODY)
    ended = small_site.run("macros", "build", "--engine", engine)
    assert ended.returncode == 0, ended.stderr
    page = small_site.built("with/kenya/index.html")
    assert title(page).startswith("Trade with Kenya")
    figure = "usa-ken-imports-2025-goods"
    assert f'<tr id="f-{figure}">' in page
    assert f'href="#f-{figure}"' in page, "the receipt leads to its line on the page"
    files = {name for name in small_site.published() if "with/kenya" in name}
    assert {"with/kenya/ledger.json", "charts/with/kenya/balance.svg", "cards/with/kenya.png"} <= files
    assert "charts/with/kenya/balance.png" not in files
    assert f"f/{figure}/index.html" not in small_site.published()
    own = json.loads(small_site.built("with/kenya/ledger.json"))
    assert [one["path"] for one in own["pages"]] == ["docs/with/kenya.md"]
    assert figure in own["facts"]
    assert "docs/with/kenya.md" not in small_site.built("ledger.json")
    assert [one["location"].strip("/") for one in search_entries(small_site) if "with/kenya" in one["location"]] == [
        "with/kenya"
    ]
    assert "each" not in {Path(name).parts[-2] for name in files if name.endswith("index.html")}
    desk = Desk(small_site.root, TODAY)
    sheet = desk.sheet("with/kenya.md")
    (asked,) = sheet.said.charts.values()
    card = cards.image(sheet, drawn(desk, *asked.job), Publisher(name="A made-up site", url=""))
    assert small_site.published()["cards/with/kenya.png"] == png_bytes(card, dots=1.0), (
        "a link shows headline and chart"
    )


def test_a_plain_build_by_mkdocs_has_what_is_made_too(small_site: Site) -> None:
    _template(Desk(small_site.root, TODAY), BODY)
    ended = small_site.run("mkdocs", "build", "--quiet")
    assert ended.returncode == 0, ended.stderr
    assert "They bought" in text(small_site.built("with/uganda/index.html"))
