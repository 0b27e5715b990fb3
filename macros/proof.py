"""A proof of the whole site before it is built: what no page may be published with.

`pages` finds what cannot be worked out or is not true, `check` what was typed in; neither knows the other, and commands
and engines alike must stop on both.
"""

from __future__ import annotations

from functools import lru_cache

from macros.check import typed
from macros.check.suggest import Suggestions
from macros.errors import Problems
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet


def of(desk: Desk) -> Problems:
    """Everything that is wrong on any page, by page and line; empty when the site may be built."""
    problems = desk.check()
    for path in desk.published():
        problems.add(typed_in(desk.sheet(path)))
    return problems


@lru_cache(maxsize=1024)  # a sheet is the same as long as its text is, and an engine may ask once for every page
def typed_in(sheet: Sheet) -> Problems:
    """The figures and comparing words that were typed in on a page which is otherwise in order."""
    if sheet.problems:
        return Problems()

    def suggestions() -> Suggestions | None:
        scope = sheet.scope
        return Suggestions(scope.view, scope.side, scope.partner) if sheet.front.trade else None

    waivers = {words: str(value.value) for words, value in sheet.front.waived.items()}
    waived_at = sheet.front.where(sheet.front.line("waived"))
    return typed.report(sheet.path, sheet.texts, waivers, waived_at, suggestions)
