"""A proof of the whole site before it is built: what no page may be published with.

`pages` finds what cannot be worked out or is not true, `check` what was typed in and which terms go unexplained; neither knows
the other, and commands and engines alike must stop on both.
"""

from __future__ import annotations

from macros.check import terms, typed
from macros.check.suggest import Suggestions
from macros.errors import Problems
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet


def of(desk: Desk) -> Problems:
    """Everything that is wrong on any page, by page and line; empty when the site may be built."""
    with desk.settled():
        problems = desk.check()
        for path in desk.written():
            if not desk.is_proven(path):
                found = of_prose(desk.sheet(path))
                problems.add(found)
                if not found and desk.kept(path):
                    desk.prove(path)
        for template in desk.templates():  # not what is made of them
            problems.add(of_prose(template))
    return problems


def of_prose(sheet: Sheet) -> Problems:
    """What the prose of a page which is otherwise in order says by itself: figures, comparing words, terms left unexplained."""
    if sheet.problems:
        return Problems()

    is_template = "each" in sheet.front.keys

    def suggestions() -> Suggestions | None:
        scope = sheet.scope
        return Suggestions(scope.view, scope.side, scope.partner) if sheet.front.trade and not is_template else None

    waivers = {words: str(value.value) for words, value in sheet.front.waived.items()}
    waived_at = sheet.front.where(sheet.front.line("waived"))
    problems = typed.report(sheet.path, sheet.texts, waivers, waived_at, suggestions)
    if sheet.front.trade:
        problems.add(terms.report(sheet.path, sheet.front.body, sheet.front.body_line, sheet.source.glossary))
    return problems
