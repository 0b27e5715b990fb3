"""The page that a template becomes for one member.

A branch is taken if its condition holds and everything in it can be said of this member; the first such is the text, and if
there is none nothing is. What cannot be said is *absent* (`Absent`): no such figure, nothing to divide by, a claim that is
false. A slip is not: it is reported, whichever branch is taken, and so is what cannot be said outside of any branch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros import words as say
from macros.errors import Absent, Problems, TradeError, near
from macros.facts.claims import Verdict
from macros.facts.view import View
from macros.pages import expressions
from macros.pages.declared import Declared, needed
from macros.pages.evaluate import TAG, Tag, worded
from macros.pages.figure import Figure
from macros.pages.front import Front, Made
from macros.pages.plans.plan import capital
from macros.pages.said import Said
from macros.pages.scope import Source
from macros.pages.sheet import Sheet
from macros.pages.template import Branch, Choice, Template

Piece = tuple[str, int]
"""Some of a page's text, and the line of the template on which it begins."""
_ALONE = re.compile(r"([eE]ach)(?:\.(\w+))?")
# Texts in quotation marks are left as they are.
_WITHIN = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<![\w.])([eE]ach)\b(?:\.(\w+))?""")
_END = re.compile(r"\b((?:side|partner):[ \t]*)each(?=[ \t]*(?:[,}]|$))", re.MULTILINE)


class Words(str):
    """A member as a text has it, `{{ each }}`, with its other forms: `{{ each.whose }}`."""

    __slots__ = ("forms",)
    forms: Mapping[str, str]

    def __new__(cls, words: str, forms: Mapping[str, str]) -> Words:
        made = super().__new__(cls, words)
        made.forms = forms
        return made

    def __getattr__(self, name: str) -> str:
        if name in self.forms:
            return self.forms[name]
        raise AttributeError(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One of those that a template makes pages for: its name as a sentence has it, other forms of it, and its page's."""

    name: str
    slug: str
    words: str
    forms: Mapping[str, str]

    @property
    def names(self) -> dict[str, Words]:
        """`each`, and `Each` for the head of a sentence."""
        forms = {name: capital(words) for name, words in self.forms.items()}
        return {"each": Words(self.words, self.forms), "Each": Words(capital(self.words), forms)}

    def said(self, each: str, form: str | None) -> str:
        """A form of its name; raises `TradeError` with those there are."""
        if form and form not in self.forms:
            raise TradeError(f"'{each}' has no '{form}'", remedy=near(form, self.forms))
        words = self.names[each]
        return getattr(words, form) if form else str(words)


def expand(
    template: Template, member: Member, path: str, source: Source, vocabulary: Callable[[Sheet], Mapping[str, Any]]
) -> Made:
    """The page of a member, to be read as if somebody had written it at `path`."""
    trial = _Trial(template, member, path, source, vocabulary)
    page = _Page()
    for text, line in trial.pieces(template.whole):
        page.add(text, line)
    return page.made(template, member, trial)


class _Trial:
    """The facts of a template for one member, and what can be said of them."""

    def __init__(
        self,
        template: Template,
        member: Member,
        path: str,
        source: Source,
        vocabulary: Callable[[Sheet], Mapping[str, Any]],
    ) -> None:
        self._template, self._member = template, member
        self.problems = Problems()
        head = self._worded(f"---\n{template.front.head}\n---\n", 1)
        made = Made(template.path, member.name, head, tuple(range(1, head.count("\n") + 2)))
        self._sheet = Sheet(f"docs/{path}", head, source, made)
        macros = vocabulary(self._sheet)
        self._names = {**macros, **Declared(self._sheet, macros).names, **member.names}
        for error in self._sheet.problems:
            if not isinstance(error, Absent):
                self.problems.add(error)

    @property
    def plans(self) -> dict[Any, Any]:
        """The charts that it has planned, which the page need not plan again."""
        return self._sheet.plans

    @property
    def view(self) -> View | None:
        """The record as it asked it, with all that was found."""
        return self._sheet.scope.asked

    def pieces(self, branch: Branch, *, certain: bool = True) -> Iterator[Piece]:
        """The text of a branch; unless it is printed in any case, raises `Absent` where some of it cannot be said."""
        for part in branch.parts:
            if isinstance(part, Choice):
                yield from self._chosen(part)
                continue
            if isinstance(part, Tag) and part.is_expression and not certain:
                self._require_sayable(part)
            yield self._worded(part.source, part.line), part.line

    def _chosen(self, choice: Choice) -> list[Piece]:
        """The text of the first branch that can be said; nothing where none can."""
        for branch in choice.branches:
            try:
                if not branch.when or self._holds(branch):
                    return list(self.pieces(branch, certain=False))
            except Absent:
                continue
        return []

    def _holds(self, branch: Branch) -> bool:
        """Whether the conditions of a branch hold, which commas part; one that rounding leaves open does not."""
        try:
            values = expressions.value(f"({branch.when},)", self._names)
            return all(_is_so(value, branch.when) for value in values)
        except Exception as error:
            raise self._absent(error, Tag(branch.when, branch.line, 0)) from None

    def _require_sayable(self, tag: Tag) -> None:
        """Raise `Absent` if a tag cannot be said; a slip is noted, and cannot be said either."""
        self._sheet.said = Said()
        try:
            expressions.words_of(tag.inside, self._names)
            for one, other, _ in self._sheet.said.pairs:  # which must not print alike
                bounds = (one.fact.bound, other.fact.bound)
                say.distinct(one.fact.value, other.fact.value, one.fact.unit, bounds=bounds)
        except Exception as error:
            raise self._absent(error, tag) from None

    def _absent(self, error: Exception, tag: Tag) -> Absent:
        """What keeps a branch from being taken: that something is absent, or a slip in it, which is noted."""
        if isinstance(error, Absent):
            return error
        problem = worded(error, tag).at(self._template.front.where(tag.line))  # a bug of ours rises from here
        self.problems.add(problem)
        return Absent(problem.what, remedy=problem.remedy)

    def _worded(self, text: str, line: int) -> str:
        """Some of the template's text with the member in it."""
        text = TAG.sub(lambda match: self._tag(match, line), text)
        is_head = line < self._template.front.body_line
        return _END.sub(lambda match: match[1] + _quoted(self._member.name), text) if is_head else text

    def _tag(self, tag: re.Match[str], line: int) -> str:
        """A tag with the member in it: its plain words for `{{ each }}`, and else a text in quotation marks."""
        inside = Tag(tag[0], line + tag.string.count("\n", 0, tag.start()), 0)
        if not inside.is_expression:
            return inside.source
        try:
            if alone := _ALONE.fullmatch(inside.inside):
                return self._member.said(alone[1], alone[2])
            return _WITHIN.sub(lambda one: one[1] or _quoted(self._member.said(one[2], one[3])), inside.source)
        except TradeError as error:
            self.problems.add(error.at(self._template.front.where(inside.line)))
            return "…"


class _Page:
    """A page being put together line by line, without the blank space around what is not said."""

    def __init__(self) -> None:
        self._lines = [""]
        self._origins = [1]

    def add(self, text: str, line: int) -> None:
        """The next of its text, and the line of the template on which it begins."""
        first, *others = text.split("\n")
        if not self._lines[-1].strip():
            self._origins[-1] = line
        elif self._lines[-1].endswith(" "):
            first = first.lstrip(" ")
        self._lines[-1] += first
        for number, other in enumerate(others, start=line + 1):
            if not any(line.strip() for line in self._lines[-2:]) and len(self._lines) > 1:
                self._lines.pop(), self._origins.pop()
            self._lines.append(other)
            self._origins.append(number)

    def made(self, template: Template, member: Member, trial: _Trial) -> Made:
        """The page, with those facts declared that it uses and those that these rest on."""
        unused = _unused(template.front, "\n".join(self._lines))
        kept = [one for one in zip(self._lines, self._origins, strict=True) if one[1] not in unused]
        text, lines = "\n".join(text for text, _ in kept), tuple(line for _, line in kept)
        return Made(template.path, member.name, text, lines, tuple(trial.problems), trial.plans, trial.view)


def _unused(head: Front, page: str) -> set[int]:
    """The lines of the head that the page does without: facts that it does not use, and for whom it was made."""
    used = needed({name: str(value.value) for name, value in head.facts.items()}, " ".join(TAG.findall(page)))
    dropped = [value.line for name, value in head.facts.items() if name not in used]
    dropped += [head.keys[key].line for key in ("each", *(() if used else ("facts",))) if key in head.keys]
    keys = (*head.keys.values(), *head.facts.values(), *head.trade.values(), *head.waived.values())
    begun = sorted({value.line for value in keys} | {head.body_line - 1})
    return {line for first in dropped for line in range(first, next((one for one in begun if one > first), first + 1))}


def _is_so(value: object, when: str) -> bool:
    """What a condition comes to: a comparison that holds, what is true, or a figure that is on record."""
    if isinstance(value, Verdict):
        return value.holds is True
    if isinstance(value, (bool, Figure)):
        return value is not False
    str(value)  # ends here for a fact that is not on record, or whose own mistake has been noted
    raise TradeError(
        f"'{when}' is neither so nor not", remedy="Compare two facts, such as 'when sold > bought', or name one."
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
