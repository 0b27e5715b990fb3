"""A drawing is fit for a page: the same bytes each time, nothing remote, nothing unnamed, no markup let through."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from macros.charts.drawing import Drawing, draw
from macros.charts.frame import figure, table
from macros.charts.kinds.balance_bars import BalanceBars
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.kinds.two_way import TwoWay
from macros.charts.svg import inline
from macros.charts.theme import NARROW, PALETTE, WIDE
from macros.charts.values import Bar, Names, PartYear, Year
from macros.errors import TradeError

HOSTILE = '<script>alert("1")</script> & {{ x }}\n\x00\'Côte'
ROOT = Path(__file__).parents[2]
ELSEWHERE = """
import hashlib
from macros.charts.drawing import draw
from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.values import Bar
made = draw("c", RankedBars(bars=(Bar(name="Coffee", value=58.5), Bar(name="Ores", value=14.9)), flow="sold"))
print(hashlib.sha256((made.wide + made.narrow + made.alt).encode()).hexdigest())
"""


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314  our own drawing


def framed(drawing: Drawing, **given: str) -> str:
    words = {"headline": "Headline", "subtitle": "Subtitle", "source": "A source", **given}
    return figure(drawing, **words, header=["Year", "Sold"], rows=[["2020", "45.0"]])


def test_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    made = draw("c", RankedBars(bars=(Bar(name="Coffee", value=58.5), Bar(name="Ores", value=14.9)), flow="sold"))
    here = hashlib.sha256((made.wide + made.narrow + made.alt).encode()).hexdigest()
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == here


def test_ids_are_unique_on_a_page(years: list[Year], names: Names, part: PartYear) -> None:
    full = tuple(years)
    charts = {"one": TwoWay(years=full, names=names, part=part), "two": BalanceBars(years=full, names=names, part=part)}
    page = "".join(framed(draw(name, chart)) for name, chart in charts.items())
    assert [name for name, count in Counter(re.findall(r'\bid="([^"]+)"', page)).items() if count > 1] == []


def test_the_renderers_ids_take_the_charts_name() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="clip1"><path d="M0,0h1v1"/></clipPath></defs>'
        '<g transform="translate(41,5)"><g clip-path="url(#clip1)">'
        '<path d="M0.12345,-0.001" stroke="red"/></g></g></svg>'
    )
    made = inline(raw, prefix="k-wide", size=(656, 300), origin=(0, 12.5))
    assert 'id="k-wide-clip1"' in made
    assert "url(#k-wide-clip1)" in made
    assert 'd="m.12 0"' in made
    assert 'viewBox="0 -12.5 656 300"' in made
    assert 'd="M0,0h1v1"' in made
    assert "translate" not in made


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_colours_are_variables_and_the_figures_are_text(
    width: str, years: list[Year], names: Names, part: PartYear
) -> None:
    made = getattr(draw("c", TwoWay(years=tuple(years), names=names, part=part)), width)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', made)) <= {f"var(--{token})" for token in PALETTE} | {"none"}
    texts = ["".join(text.itertext()) for text in parsed(made).iter("{http://www.w3.org/2000/svg}text")]
    assert {"2015", "2020", "$90.0m", "+30.0", "January–July only"} <= set(texts)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', made)) >= 12
    assert "\n" not in made
    assert "<!--" not in made


def test_hostile_names_are_text_wherever_they_stand(years: list[Year]) -> None:
    hostile = Names(sold=HOSTILE, bought=HOSTILE, surplus=HOSTILE, deficit=HOSTILE)
    part = PartYear(label=HOSTILE, before=Year(year=2020, sold=20, bought=40), now=Year(year=2021, sold=60, bought=30))
    made = [
        draw("a", TwoWay(years=tuple(years), names=hostile, part=part, note=HOSTILE)),
        draw("b", BalanceBars(years=tuple(years), names=hostile, part=part)),
        draw("c", RankedBars(bars=(Bar(name=HOSTILE, value=1),))),
    ]
    for one in made:
        page = framed(one, source=HOSTILE)
        assert "<script" not in page
        assert "\n" not in page
        assert "&lt;script&gt;" in page
        for drawn in (one.wide, one.narrow):
            assert parsed(drawn).tag.endswith("svg")


def test_a_screen_reader_meets_one_image_and_the_search_index_none(years: list[Year], names: Names) -> None:
    page = framed(draw("c", TwoWay(years=tuple(years), names=names)))
    assert page.count('role="img"') == 1
    assert page.count('aria-hidden="true"') == page.count("<svg") == 2
    assert page.count("data-search-exclude") == 2


def test_a_column_of_figures_stands_to_the_right() -> None:
    made = table(["Chapter", "Name", "US$ million"], [["09", "Coffee", "58.5"], ["26", "Ores", "less than 1"]])
    assert made.count('class="num"') == 3
    assert '<th scope="col" class="num">US$ million</th>' in made
    assert "<td>Coffee</td>" in made


def test_a_part_year_has_a_scale_of_its_own_in_time_and_the_same_in_dollars(
    years: list[Year], names: Names, part: PartYear
) -> None:
    for size in (WIDE, NARROW):
        spec = TwoWay(years=tuple(years), names=names, part=part).sketch(size).spec
        full, months = spec.get("hconcat") or spec["vconcat"]
        times, dollars = [], []
        for panel in (full, months):
            encoding = panel["layer"][1]["encoding"]
            times.append(encoding["x"]["scale"]["domain"])
            (low, high), (start, end) = (encoding["y"]["scale"][key] for key in ("domain", "range"))
            dollars.append((high - low) / (start - end))
        assert times == [[2015, 2020], [2020, 2021]]
        assert dollars[0] == pytest.approx(dollars[1])


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([(2020, 1.0, 2.0)], "no two full years in a row"),
        ([(2020, 0.0, 0.0), (2021, 0.0, 0.0)], "every amount is zero"),
        ([(2020, 1.0, 2.0), (2020, 1.0, 2.0)], "2020 is given after 2020"),
        ([], "no two full years in a row"),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(
    figures: list[tuple[int, float, float]], said: str, names: Names
) -> None:
    with pytest.raises(TradeError, match=said) as met:
        TwoWay(years=tuple(Year(year=year, sold=sold, bought=bought) for year, sold, bought in figures), names=names)
    assert met.value.remedy


def test_more_that_is_refused(years: list[Year], names: Names) -> None:
    refused: list[Callable[[], object]] = [
        lambda: BalanceBars(years=(Year(year=2020, sold=5, bought=5),), names=names),
        lambda: BalanceBars(years=(Year(year=2020, sold=5, bought=None),), names=names),
        lambda: BalanceBars(years=tuple(reversed(years)), names=names),
        lambda: RankedBars(bars=()),
        lambda: RankedBars(bars=(Bar(name="Ores", value=0),)),
        lambda: Bar(name="Ores", value=-1),
        lambda: Year(year=2020, sold=float("nan"), bought=1),
        lambda: PartYear(label="x", before=years[3], now=years[4]),
        lambda: draw('c" onload="x', TwoWay(years=tuple(years), names=names)),
    ]
    for attempt in refused:
        with pytest.raises(TradeError) as met:
            attempt()
        assert met.value.remedy


def test_an_outline_is_told_by_its_steps_and_ends_where_it_did() -> None:
    path = "M110,120.5L110.25,120L96.95,107ZM200,100L100.5,99.5"
    raw = f'<svg xmlns="http://www.w3.org/2000/svg"><g><path d="{path}" fill="red"/></g></svg>'
    drawn = inline(raw, prefix="a", size=(9, 9), origin=None)
    assert 'd="m110 120.5l.25-.5l-13.3-13zm90-20.5l-99.5-.5"' in drawn
