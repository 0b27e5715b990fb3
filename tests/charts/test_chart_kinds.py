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

SHEET: Any = SimpleNamespace(is_recording=True, address="", said=SimpleNamespace(charts={}), note_chart=lambda *_: None)


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
            "a chart of products needs a figure over every product. Declare one, such as 'goods_24: exports of every "
            "product, 2024', and give of=goods_24.",
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


@pytest.mark.parametrize("kind", graphics.KINDS)
def test_every_kind_says_what_it_is(kind: str) -> None:
    assert len((graphics.KINDS[kind].__doc__ or "").split()) > 10
