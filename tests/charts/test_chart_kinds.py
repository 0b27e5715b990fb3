"""What a writer asks of `chart` is checked against the kind's own options, and refused in words that help."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from macros.charts.kinds.ranked_bars import RankedBars
from macros.charts.values import Bar
from macros.errors import TradeError, near
from macros.pages import graphics
from macros.pages.plans.plan import Plan

SHEET: Any = SimpleNamespace(address="", plans={}, said=SimpleNamespace(charts={}), note_chart=lambda *_: None)


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        (["two-ways"], {"headline": "x"}, "there is no chart 'two-ways'. Did you mean 'two-way'?"),
        (
            [],
            {},
            f"there is no chart ''. {near('', graphics.KINDS)}",
        ),
        (
            ["two-way", 1992],
            {"headline": "x"},
            "nothing says what 1992 is. Name it, as in since=1992 or headline=….",
        ),
        (
            ["balance"],
            {"sinc": 1992, "headline": "x"},
            "the chart 'balance' has no option 'sinc'. Did you mean 'since'?",
        ),
        (
            ["two-way"],
            {"of": 1, "headline": "x"},
            "the chart 'two-way' has no option 'of'. Choose 'events', 'headline', 'id' or 'since'.",
        ),
        (["two-way"], {"since": 2020}, "the chart 'two-way' has no headline. Say what it shows: headline=\"…\"."),
        (
            ["two-way"],
            {"id": "a b", "headline": "x"},
            "'a b' cannot be an id. Use letters, digits and hyphens, such as 'clothing'.",
        ),
        (
            ["products"],
            {"of": "goods_24", "headline": "x"},
            "the option 'of' cannot be the text 'goods_24'. Give a declared figure by its name, without quotation marks.",
        ),
    ],
)
def test_a_slip_is_named(given: list[Any], options: dict[str, Any], said: str) -> None:
    with pytest.raises(TradeError) as met:
        graphics.chart(SHEET, *given, **options)
    assert str(met.value) == said


def test_a_new_kind_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def pie(sheet: Any, *, slices: int = 1) -> Plan:
        drawn = RankedBars(bars=tuple(Bar(name=str(number), value=1) for number in range(slices)))
        return Plan(facts=(), subtitle="", header=(), rows=(), chart=drawn)

    monkeypatch.setitem(graphics.KINDS, "pie", pie)
    assert graphics.chart(SHEET, "pie", headline="Shares", slices=3) == '<div data-chart="pie"></div>'
    with pytest.raises(TradeError, match="there are no bars to rank"):
        graphics.chart(SHEET, "pie", headline="Shares", slices=0)


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("months", {"since": "2020"}, "the option 'since' cannot be the text '2020'. Give a whole number."),
        ("months", {"since": True}, "the option 'since' cannot be True. Give a whole number."),
        ("months", {"rolling": "no"}, "the option 'rolling' cannot be the text 'no'. Give true or false."),
        ("share", {"group": ["Africa"]}, "the option 'group' cannot be ['Africa']. Give a text in quotation marks."),
        (
            "slope",
            {"partners": [5]},
            'the option \'partners\' cannot be [5]. Give a list of texts, such as ["…", "…"].',
        ),
        (
            "map",
            {"period": ["2025"]},
            "the option 'period' cannot be ['2025']. Give a text in quotation marks, or a whole number.",
        ),
    ],
)
def test_an_option_of_another_sort_is_refused_by_every_kind_alike(
    kind: str, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(TradeError) as met:
        graphics.chart(SHEET, kind, headline="x", **options)
    assert str(met.value) == said


@pytest.mark.parametrize("kind", graphics.KINDS)
def test_every_kind_says_what_it_is(kind: str) -> None:
    assert len((graphics.KINDS[kind].__doc__ or "").split()) > 10
