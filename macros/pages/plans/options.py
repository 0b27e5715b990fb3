"""The options of a chart, held against what each is declared to take, before a plan works with them.

A writer may give a number for a text or one name for a list. Said here once, from the annotations that every plan has
anyway, no plan needs to look for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any

from macros.errors import TradeError
from macros.pages.figure import Figure
from macros.pages.plans.plan import Plan

Planner = Callable[..., Plan]
_LISTS: Mapping[str, type] = {"Sequence[str]": str, "Sequence[Figure]": Figure}
_ONES: Mapping[str, type] = {"str": str, "int": int, "bool": bool, "Figure": Figure, "None": type(None)}
_SAID = {
    "str": "a text in quotation marks",
    "int": "a whole number",
    "bool": "true or false",
    "Figure": "a declared figure by its name, without quotation marks",
    "Sequence[str]": 'a list of texts, such as ["…", "…"]',
    "Sequence[Figure]": "a list of declared figures, such as [sold, bought]",
}


def checked(plan: Planner) -> Planner:
    """The plan, refusing options of another sort than it is annotated to take; lists may be given as one text or as figures."""

    @wraps(plan)
    def with_options(sheet: Any, **options: Any) -> Plan:
        for name, value in options.items():
            _require(name, value, str(signature(plan).parameters[name].annotation).split(" | "))
        return plan(sheet, **options)

    return with_options


def _require(name: str, value: object, sorts: list[str]) -> None:
    if "object" in sorts or any(_is(value, sort) for sort in sorts):
        return
    given = f"the text {value!r}" if isinstance(value, str) else _figure(value) or str(value)
    known = [_SAID[sort] for sort in sorts if sort in _SAID]
    raise TradeError(f"the option '{name}' cannot be {given}", remedy=f"Give {', or '.join(known)}.")


def _figure(value: object) -> str:
    """A figure by its name; its words would be put down as said on the page."""
    return f"the figure '{value.name}'" if isinstance(value, Figure) else ""


def _is(value: object, sort: str) -> bool:
    if sort in _LISTS:
        items = value if isinstance(value, (list, tuple)) else [value]
        return all(isinstance(one, _LISTS[sort]) for one in items)
    return isinstance(value, _ONES[sort]) and not (sort == "int" and isinstance(value, bool))
