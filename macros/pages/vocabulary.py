"""What a writer can say: the macros of a page. Facts are declared at its head and have words of their own (`figure`)."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from macros.pages import (
    comparing,
    countries,
    furniture,
    graphics,
    histories,
    holdings,
    partners,
    quoting,
    related,
    stories,
    terms,
)
from macros.pages.asserting import claim
from macros.pages.evaluate import misused

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

MACROS = {
    "claim": claim,
    "quoted": quoting.quoted,
    "against": quoting.against,
    "then_and_now": quoting.then_and_now,
    "term": terms.term,
    "headline": furniture.headline,
    "key_numbers": furniture.key_numbers,
    "chart": graphics.chart,
    "history": histories.history,
    "changes": histories.changes,
    "latest_changes": histories.latest_changes,
    "lead": stories.lead,
    "stories": stories.stories,
    "countries": countries.countries,
    "compare": comparing.compare,
    "partners": partners.partners,
    "related": related.related,
    "datasets": holdings.datasets,
    "freshness": holdings.freshness,
    "glossary": terms.glossary,
}


def vocabulary(sheet: Sheet) -> Mapping[str, Any]:
    """The macros by name, each bound to the page it is used on; with only the writer's arguments in its signature."""
    return {name: _bound(macro, sheet) for name, macro in MACROS.items()}


def _bound(macro: Any, sheet: Sheet) -> Any:
    signature = inspect.signature(macro)

    def bound(*arguments: Any, **options: Any) -> Any:
        try:
            signature.bind(sheet, *arguments, **options)
        except TypeError as error:
            raise misused(macro.__name__, str(error), list(signature.parameters)[1:]) from None
        return macro(sheet, *arguments, **options)

    bound.__name__, bound.__doc__ = macro.__name__, macro.__doc__
    return bound
