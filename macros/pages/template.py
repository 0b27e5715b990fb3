"""A template cut into its parts: what is printed as it stands, tags, and choices `{% say %} … {% or %} … {% end %}`.

It is cut once, whatever the number of pages that are made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from macros.errors import Problems, TradeError, near
from macros.pages import front
from macros.pages.evaluate import TAG, Tag

_BLOCK = re.compile(r"\{%-?\s*(?P<name>\w*)\s*(?:(?P<when>when)\b)?(?P<rest>.*?)\s*-?%\}", re.DOTALL)
_WORDS = ("say", "or", "end")
_REST_OF_LINE = re.compile(r"[ \t]*\n")
_NO_SET = "Write for example 'each: all partners'."


@dataclass(frozen=True, slots=True)
class Text:
    """What is printed as it stands, with its line in the file."""

    source: str
    line: int


@dataclass(slots=True)
class Branch:
    """What may be said; `when` is its condition, empty for none, and `line` that of the tag that opens it."""

    line: int
    when: str = ""
    parts: list[Text | Tag | Choice] = field(default_factory=list)


@dataclass(slots=True)
class Choice:
    """The branches from `say` to `end`, in the order in which they are tried."""

    branches: list[Branch]


class Template:
    """A template by its parts; what is wrong with it as it stands is in `problems`."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.problems = Problems()
        self.front = front.read(path, text, self.problems)
        if not self.each:
            where = self.front.where(self.front.line("each"))
            self.problems.add(
                TradeError("the template does not say for whom it makes pages", where=where, remedy=_NO_SET)
            )
        self.whole = Branch(1)
        with self.problems.gathering():
            self._cut(text)

    @property
    def each(self) -> str:
        """For whom it makes pages, as its writer named them: "all partners"."""
        return self.front.text("each").strip()

    def _cut(self, text: str) -> None:
        """Hang every part into its branch; raises `TradeError` for a block that is unknown, or not closed."""
        within = [self.whole]  # the branches that are open, the innermost last
        choices: list[tuple[Choice, Tag]] = []
        line, end = 1, 0
        for match in TAG.finditer(text):
            before = text[end : match.start()]
            tag = Tag(match[0], line + before.count("\n"), match.start())
            block = None if tag.is_raw else _BLOCK.fullmatch(tag.source)
            begun, end = line, match.end()
            if block:
                before, end = _trimmed(before, tag.source, text, end)
            within[-1].parts.append(Text(before, begun))
            line = tag.line + text.count("\n", match.start(), end)
            if block is None:
                within[-1].parts.append(tag)
                continue
            self._require(block, bool(choices), tag)
            if block["name"] == "say":
                choice = Choice([])
                within[-1].parts.append(choice)
                choices.append((choice, tag))
            else:
                within.pop()
            if block["name"] == "end":
                choices.pop()
            else:
                branch = Branch(tag.line, block["rest"].strip())
                choices[-1][0].branches.append(branch)
                within.append(branch)
        within[-1].parts.append(Text(text[end:], line))
        if choices:
            where = self.front.where(choices[-1][1].line)
            raise TradeError("'{% say %}' is opened and never closed", remedy="Close it with '{% end %}'.", where=where)

    def _require(self, block: re.Match[str], is_open: bool, tag: Tag) -> None:
        name, when, rest = block["name"], block["when"], block["rest"].strip()
        where = self.front.where(tag.line)
        if name not in _WORDS:
            raise TradeError(f"a template has no '{{% {name} %}}'", remedy=near(name, _WORDS), where=where)
        if name != "say" and not is_open:
            remedy = "Open it with '{% say %}', or take it out."
            raise TradeError(f"'{{% {name} %}}' stands outside of any 'say'", remedy=remedy, where=where)
        if bool(when) != bool(rest) or (name == "end" and rest):
            remedy = "Write '{% say %}', '{% say when sold > bought %}', '{% or %}' or '{% end %}'."
            raise TradeError(f"cannot read '{tag.source}'", remedy=remedy, where=where)


def _trimmed(before: str, tag: str, text: str, end: int) -> tuple[str, int]:
    """The text before a tag without the space that belongs to the tag, and where the text goes on after it.

    A line that has the tag alone prints nothing, not even its end; `{%-` and `-%}` take all space away, as Jinja has it.
    """
    rest = _REST_OF_LINE.match(text, end)
    if rest and not before.rpartition("\n")[2].strip():
        before, end = before.rstrip(" \t"), rest.end()
    if tag.startswith("{%-"):
        before = before.rstrip()
    if tag.endswith("-%}"):
        end += len(text[end:]) - len(text[end:].lstrip())
    return before, end
