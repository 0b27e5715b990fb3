"""What a writer typed in that the record should say: the findings of a page's prose, less what is waived, with suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from macros.check import prose, suggest
from macros.check.suggest import Suggestions
from macros.errors import Problems


def report(
    path: str,
    texts: Mapping[int, str],
    waivers: Mapping[str, str],
    waived_at: str,
    suggestions: Callable[[], Suggestions | None],
) -> Problems:
    """What is typed in on a page. `texts` are its title, description and body by the line on which each begins;
    `suggestions` is only asked for where something was found, for it takes the record's measure of everything."""
    problems = Problems()
    found = [finding for line, text in texts.items() for finding in prose.tokens(prose.without_tags(text), line)]
    left = prose.waive(found, waivers, waived_at, problems)
    known = cache(suggestions)

    def candidates(finding: prose.Finding) -> list[suggest.Suggestion]:
        maker = known()
        return list(maker.candidates(finding)) if maker else []

    for problem in suggest.report(path, left, candidates):
        problems.add(problem)
    return problems
