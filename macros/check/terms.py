"""Terms of the trade that a page uses and does not explain where they first stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.check import prose
from macros.errors import Problems, TradeError
from macros.store.glossary import Entry, Glossary

# The private character around the number of a term that is explained.
_MARK = "\uf8fd"
_EXPLAINED = re.compile(r"""\{\{-?\s*term\(\s*(["'])(?P<name>[^"']+)\1(?:[^}]|\}(?!\}))*\}\}""")
# A heading cannot hold a definition; the text below it can.
_HEADING = re.compile(r"^[ \t>]*#{1,6}[ \t].*$", re.MULTILINE)


def report(path: str, body: str, first_line: int, glossary: Glossary) -> Problems:
    """The terms of a page's body whose first use is not explained. Those that a reader may be expected to know are not asked."""
    problems = Problems()
    said = _with_marks(body, glossary)
    for entry in (entry for entry in glossary.entries if entry.explain):
        if used := next(_uses(said, entry), None):
            mark = f"{_MARK}{entry.id}{_MARK}"
            if mark in said[: used.start()]:
                continue
            when = "before it is explained" if mark in said else "and never explained"
            words = " ".join(used[0].split())
            line = first_line + said.count("\n", 0, used.start())
            remedy = f"Write {_macro(entry, words)} where it is first used."
            problems.add(TradeError(f"the term '{words}' is used {when}", remedy=remedy, where=f"{path}:{line}"))
    return problems


def _with_marks(body: str, glossary: Glossary) -> str:
    """The prose of a body without headings and tags, a mark where a term is explained, each on its line."""
    ids = {name.casefold(): entry.id for entry in glossary.entries for name in entry.names}

    def mark(match: re.Match[str]) -> str:
        id = ids.get(match["name"].casefold(), "")
        return f"{_MARK}{id}{_MARK}" + "\n" * match[0].count("\n")

    return prose.bare(prose.without_tags(_EXPLAINED.sub(mark, _HEADING.sub("", body))))


def _uses(said: str, entry: Entry) -> Iterator[re.Match[str]]:
    """Where a text uses a term by any of its names, in the singular or the plural."""
    names = "|".join(_pattern(name) for name in sorted(entry.names, key=len, reverse=True))
    return re.finditer(rf"(?<![\w{_MARK}-])(?:{names})s?(?![\w{_MARK}-])", said)


def _pattern(name: str) -> str:
    """A name with any space between its words. One in small letters may also stand in capitals: AGOA is never "agoa"."""
    words = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{words})" if name == name.casefold() else words


def _macro(entry: Entry, words: str) -> str:
    known: Iterable[str] = (name.casefold() for name in entry.names)
    return f'{{{{ term("{words}") }}}}' if words.casefold() in known else f'{{{{ term("{entry.term}", "{words}") }}}}'
