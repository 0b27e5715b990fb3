"""A chart drawn by a function of its own, in the frame of the others: the chart "custom"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros import words as say
from macros.charts.kinds.custom import Custom
from macros.errors import TradeError
from macros.facts.fact import Fact
from macros.pages import receipts
from macros.pages.figure import Figure
from macros.pages.plans.plan import Plan
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def custom(
    sheet: Sheet, *, draw: str = "", of: Sequence[Figure] | Figure = (), alt: str = "", subtitle: str = ""
) -> Plan:
    """A one-off drawing, a function in macros/charts/custom: `draw="waffle", of=[clothing_share]`. `subtitle` says what is
    measured, where, when and in which unit; `alt` says to those who cannot see it what it shows.
    """
    figures = (of,) if isinstance(of, Figure) else tuple(of)
    if not figures or not all(isinstance(one, Figure) for one in figures):
        raise TradeError(
            "a drawing of your own needs figures", remedy="Give declared ones, such as of=[clothing_share]."
        )
    for name, text in (("alt", alt), ("subtitle", subtitle)):
        if not str(text).strip():
            raise TradeError(f"a drawing of your own needs '{name}'", remedy=f'Say it in a sentence: {name}="…".')
    facts = tuple(one.fact for one in figures)
    words = pack("en")
    return Plan(
        facts=facts,
        subtitle=str(subtitle),
        header=tuple(words.say(f"chart.custom.{column}") for column in ("what", "period", "value")),
        rows=tuple((receipts.fact_name(one), say.label(one.period), say.exact(one.value, one.unit)) for one in facts),
        chart=Custom.of(str(draw), [_row(one) for one in facts], str(alt)),
    )


def _row(fact: Fact) -> dict[str, object]:
    return {
        "name": receipts.fact_name(fact),
        "period": say.label(fact.period),
        "start": f"{fact.period.start}-01",
        "end": f"{fact.period.end}-01",
        "value": float(fact.value),
        "bound": float(fact.bound),
        "unit": str(fact.unit),
        "partner": fact.measure.partner.name,
        "flow": fact.measure.kind,
        "products": " ".join(fact.measure.products),
    }
