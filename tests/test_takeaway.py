"""What a reader takes away of a chart: its files, its frame on another page, the card of the page it stands on."""

from __future__ import annotations

import csv
import json
import re
import struct
from html import unescape
from io import StringIO
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from reading import charts
from small_site import ENGINES, Site

from macros.charts.theme import PALETTE

CHART = "charts/index/two-way"
ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, engines: dict[str, Site]) -> Site:
    return engines[request.param]


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_link_under_a_chart_leads_to_a_file(site: Site) -> None:
    published = site.published()
    links = re.findall(r'<a href="([^"]+)" download>', charts(site.built("index.html"))[0])
    assert links == [f"{CHART}.csv", f"{CHART}.svg", f"{CHART}.png"]
    assert {
        *links,
        f"{CHART}-dark.png",
        f"{CHART}.json",
        f"{CHART}/index.html",
        f"{CHART}/oembed.json",
    } <= published.keys()


def test_the_figures_say_their_unit_their_source_and_their_vintage(site: Site) -> None:
    rows = list(csv.DictReader(StringIO(site.built(f"{CHART}.csv"))))
    assert len(rows) > 10
    assert {row["unit"] for row in rows} == {"US$"}
    assert all(row["source"] and row["vintage"] and row["formula"] and row["period"] for row in rows)
    assert ("exports", "2025", "640800000") in {(row["flow"], row["period"], row["value"]) for row in rows}


def test_the_image_stands_alone(site: Site) -> None:
    text = site.built(f"{CHART}.svg")
    image = ET.fromstring(text)  # noqa: S314
    words = " ".join(image.itertext())
    page = charts(site.built("index.html"))[0]
    headline = unescape(re.sub(r"<[^>]+>", "", re.search(r'chart-headline"[^>]*>(.*?)</p>', page, re.S)[1]))  # type: ignore[index]
    assert headline in words
    assert "var(" not in text
    assert not re.findall(r'(?:href|src)="http', text)
    assert "url(http" not in text
    assert PALETTE["ink"][0] in text, "the light scheme is written on the marks"
    assert f"fill:{PALETTE['ink'][1]}" in text, "the dark scheme is a rule"


def test_the_pictures_have_both_schemes(site: Site) -> None:
    light, dark = (site.published()[f"{CHART}{ending}"] for ending in (".png", "-dark.png"))
    assert _size(light) == _size(dark)
    assert _size(light)[0] == 2 * (656 + 48)
    assert light != dark


def test_the_specification_is_vega_lite_and_says_where_it_is_from(site: Site) -> None:
    spec = json.loads(site.built(f"{CHART}.json"))
    assert spec["usermeta"]["page"] == f"{ADDRESS}#chart-two-way"
    assert spec["usermeta"]["source"]
    assert "var(" not in json.dumps(spec)
    alt.Chart.from_dict(spec)


def test_the_frame_is_as_high_as_what_it_shows(site: Site) -> None:
    answer = json.loads(site.built(f"{CHART}/oembed.json"))
    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 656 + 32)
    assert f'src="{ADDRESS}{CHART}/"' in answer["html"]
    assert answer["html"] in unescape(charts(site.built("index.html"))[0]), "the page gives the same lines to copy"
    low, high = map(int, re.search(r"clamp\((\d+)px,.*?,(\d+)px\)", answer["html"]).groups())  # type: ignore[union-attr]
    assert low <= answer["height"] <= high


def test_the_page_in_the_frame_needs_no_script_and_says_how_far_it_goes(site: Site) -> None:
    page = site.built(f"{CHART}/index.html")
    assert "<script" not in page
    assert "popovertarget" not in page, "there are no receipts to open"
    assert "Data to March 2026" in page
    assert re.search(r'<link rel="alternate" type="application/json\+oembed" href="[^"]+oembed.json"', page)
    assert 'rel="canonical" href="http://127.0.0.1:8000/#chart-two-way"' in page


def test_a_frame_of_a_page_that_stays_on_its_day_says_so(site: Site) -> None:
    page = site.built("charts/explainers/uganda/balance/index.html")
    assert "As known on 31 March 2025. Newer figures may be out" in page


def test_a_frame_marks_itself_when_newer_figures_are_out(small_site: Site) -> None:
    ended = small_site.run("macros", "build", TRADE_TODAY="2026-12-24")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "are due and not in here yet" in small_site.built(f"{CHART}/index.html")


def test_every_page_has_a_card_with_its_headline(site: Site) -> None:
    published = site.published()
    for name, page in site.pages().items():
        stem = name.removesuffix("index.html").strip("/") or "index"
        assert _size(published[f"cards/{stem}.png"]) == (1200, 630), name
        said = dict(re.findall(r'<meta property="og:([^"]+)" content="([^"]*)">', page))
        assert said["image"] == f"{ADDRESS}cards/{stem}.png"
        assert said["title"] in page.split("<body", 1)[1] or said["title"] == "A made-up site"
        assert "{{" not in said["title"] + said.get("description", "")


def test_the_address_is_that_of_the_site(small_site: Site) -> None:
    config = small_site.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "site_url: https://trade.example/kenya\n", encoding="utf-8")
    assert small_site.run("macros", "build").returncode == 0
    assert 'content="https://trade.example/kenya/cards/index.png"' in small_site.built("index.html")
    assert "https://trade.example/kenya/charts/index/two-way/" in small_site.built("charts/index/two-way/oembed.json")
