"""Rendering a page's text once before the engine does, to find every mistake in one run, each at its true line.

Jinja stops at the first error and counts lines from the end of the front matter. So a text of expressions alone, such as most
pages are, is rendered one by one. Where it has more, or something is wrong with it, each tag stands on a line of its own
in a copy of the text, behind a comment with a line break in it, and a note is kept of where it came from; a tag that
fails is noted and left out, and the copy is rendered again, until nothing fails. What each tag printed stays marked in the
result, so that a sentence knows which of its words were computed.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError

from macros.errors import Problems, TradeError, near
from macros.pages import expressions

_RAW = r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}"
TAG = re.compile(rf"{_RAW}|\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{#.*?#\}}", re.DOTALL)
_LINE_BREAK = "{#\n#}"
_LEFT_OUT = "[…]"


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Tag:
    """One `{{ … }}` or `{% … %}` with its line in the file."""

    source: str
    line: int
    start: int

    @property
    def is_expression(self) -> bool:
        return self.source.startswith("{{")

    @property
    def is_raw(self) -> bool:
        return bool(re.match(r"\{%-?\s*raw\b", self.source))

    @property
    def inside(self) -> str:
        """What stands between the braces of an expression."""
        return self.source[2:-2].strip("-").strip()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with what its tags printed. `skeleton` has one private character for each printed tag, and `printed` tells
    which tag it was and what it printed."""

    skeleton: str
    printed: tuple[tuple[Tag, str], ...]

    @property
    def text(self) -> str:
        """The text as it was rendered."""
        return self.filled(lambda tag, words: words)

    def filled(self, fill: Callable[[Tag, str], str], part: str | None = None) -> str:
        """The skeleton, or a part of it, with every printed tag replaced."""
        return PLACE.sub(lambda match: fill(*self.at(match[0])), self.skeleton if part is None else part)

    def at(self, place: str) -> tuple[Tag, str]:
        """The tag behind a private character, and what it printed."""
        return self.printed[ord(place) - _FIRST_PLACE]


# Private characters: around a tag's number and output while Jinja renders, and in place of both afterwards.
_OPEN, _MIDDLE, _CLOSE, _FIRST_PLACE = "\ue000", "\ue001", "\ue002", 0xF0000
_PRINTED = re.compile(f"{_OPEN}(\\d+){_MIDDLE}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
PLACE = re.compile("[\U000f0000-\U000fffff]")


class _Copy:
    """The text with each tag on lines of its own, and the way back from those lines to the file's."""

    def __init__(self, text: str, first_line: int, without: set[Tag]) -> None:
        self.tags: list[Tag] = []
        self._by_line: dict[int, Tag] = {}
        out: list[str] = []
        line, end = 1, 0
        for match in [*TAG.finditer(text), None]:
            plain = text[end : match.start() if match else len(text)]
            opened = plain.find("{{")
            if opened >= 0:
                raise _NotClosed(Tag("{{", first_line + text.count("\n", 0, end + opened), end + opened))
            out.append(plain)
            line += plain.count("\n")
            if match is None:
                break
            end = match.end()
            tag = Tag(match[0], first_line + text.count("\n", 0, match.start()), match.start())
            source = _LEFT_OUT if tag in without else tag.source
            out.append(_LINE_BREAK)
            out.append(f"{_OPEN}{len(self.tags)}{_MIDDLE}{source}{_CLOSE}" if tag.is_expression else source)
            self.tags.append(tag)
            for offset in range(source.count("\n") + 1):
                self._by_line[line + 1 + offset] = tag
            line += 1 + source.count("\n")
        self.source = "".join(out)

    def tag_at(self, line: int) -> Tag | None:
        """The tag on a line of the copy."""
        return self._by_line.get(line)

    def current(self) -> Tag | None:
        """The tag being rendered, from the frame of the template that called us."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None and frame.f_code.co_filename == "<template>":
                found = self.tag_at(template.get_corresponding_lineno(frame.f_lineno))
                if found:
                    return found
            frame = frame.f_back
        return None

    def rendered(self, output: str) -> Rendered:
        """What came out, with every printed tag in its place."""
        printed: list[tuple[Tag, str]] = []

        def place(match: re.Match[str]) -> str:
            printed.append((self.tags[int(match[1])], match[2]))
            return chr(_FIRST_PLACE + len(printed) - 1)

        return Rendered(_PRINTED.sub(place, output), tuple(printed))


class _NotClosed(Exception):
    def __init__(self, tag: Tag) -> None:
        self.tag = tag


def check(
    text: str,
    first_line: int,
    names: Mapping[str, Any],
    problems: Problems,
    where: Callable[[Tag | None], str],
    begin: Callable[[Callable[[], Tag | None]], None],
) -> Rendered:
    """`text` rendered with `names`, as far as it goes, with every failure noted in `problems`.

    `begin` is called before each rendering with a function that tells which tag is being rendered.
    """
    if rendered := _one_by_one(text, first_line, names, begin):
        return rendered
    nothing = Rendered("", ())
    without: set[Tag] = set()
    while True:
        try:
            copy = _Copy(text, first_line, without)
        except _NotClosed as found:
            problems.add(
                TradeError("'{{' is opened and never closed", remedy="Close it with '}}'.", where=where(found.tag))
            )
            return nothing
        begin(copy.current)
        try:
            return copy.rendered(expressions.rendered(copy.source, names))
        except TemplateSyntaxError as error:
            problem, tag = _syntax(error, copy.tag_at(error.lineno), copy)
        except Exception as error:
            tag = copy.tag_at(_template_line(error.__traceback__))
            problem = worded(error, tag)
        problems.add(problem.at(where(tag)))
        if tag is None or tag in without or not tag.is_expression:
            return nothing  # without a block tag the rest would not stand
        without.add(tag)


def _one_by_one(
    text: str,
    first_line: int,
    names: Mapping[str, Any],
    begin: Callable[[Callable[[], Tag | None]], None],
) -> Rendered | None:
    """`text` rendered with `names`; None where it has other tags than expressions, or one of them cannot be printed."""
    current: Tag | None = None
    begin(lambda: current)
    skeleton, printed, end = "", list[tuple[Tag, str]](), 0
    for match in TAG.finditer(text):
        plain = text[end : match.start()]
        if "{{" in plain or not match[0].startswith("{{") or match[0][2] == "-" or match[0][-3] == "-":
            return None
        current = Tag(match[0], first_line + text.count("\n", 0, match.start()), match.start())
        try:
            printed.append((current, expressions.words_of(current.inside, names)))
        except Exception:  # what it is will be found out below
            return None
        skeleton += plain + chr(_FIRST_PLACE + len(printed) - 1)
        end = match.end()
    rest = text[end:]
    return None if "{{" in rest else Rendered(skeleton + rest.removesuffix("\n"), tuple(printed))


def misused(name: str, complaint: str, parameters: Collection[str]) -> TradeError:
    """What is wrong with how a macro or method was called, from Python's complaint about it."""
    if match := re.search(r"missing (?:a required argument: |\d+ required positional arguments?: )(.+)", complaint):
        return TradeError(f"{name}() needs {match[1]}", remedy="See the vocabulary in the handbook.")
    if match := re.search(r"unexpected keyword argument '(\w+)'", complaint):
        return TradeError(f"{name}() takes no '{match[1]}'", remedy=near(match[1], parameters))
    return TradeError(f"{name}() is given too much", remedy="See the vocabulary in the handbook.")


def _syntax(error: TemplateSyntaxError, tag: Tag | None, copy: _Copy) -> tuple[TradeError, Tag | None]:
    """What Jinja could not read, and where: a block left open is found at its beginning, not at the end of the page."""
    if match := re.search(r"innermost block that needs to be closed is '(\w+)'", str(error.message)):
        opened = [one for one in copy.tags if re.match(rf"{{%-?\s*{match[1]}\b", one.source)]
        if opened:
            what = f"'{{% {match[1]} %}}' is opened and never closed"
            return TradeError(what, remedy=f"Close it with '{{% end{match[1]} %}}'."), opened[-1]
    if match := re.search(r"unknown tag '(say|or|end)'", str(error.message)):
        what = f"'{{% {match[1]} %}}' chooses words on pages made from a template, which this is not"
        return TradeError(what, remedy="Let the figure choose its words, or claim() them."), tag
    return _unreadable(error, tag), tag


def _unreadable(error: TemplateSyntaxError, tag: Tag | None) -> TradeError:
    message = re.sub(r" at \d+$", "", str(error.message))
    what = f"cannot read '{tag.source if tag else '{%'}': {message}"
    return TradeError(what, remedy="Check quotation marks, brackets and the closing '}}'.")


def worded(error: Exception, tag: Tag | None) -> TradeError:
    """An error a writer can mend; anything else is a bug, and rises with its traceback."""
    if isinstance(error, TradeError):
        return error
    if isinstance(error, TemplateSyntaxError):
        return _unreadable(error, tag)
    if isinstance(error, UndefinedError):
        what, _, remedy = str(error.message).partition(". ")
        return TradeError(what, remedy=remedy)
    innermost = traceback.extract_tb(error.__traceback__)[-1].filename
    if isinstance(error, (TypeError, ValueError, ZeroDivisionError)) and (
        innermost == "<template>" or "jinja2" in innermost
    ):
        if match := re.match(r"(?:\w+\.)?(\w+)\(\) (missing|got an unexpected|takes)", str(error)):
            return misused(match[1], str(error), ())
        return TradeError(
            f"cannot work out '{tag.source if tag else ''}': {error}", remedy="See the vocabulary in the handbook."
        )
    raise error


def _template_line(trace: TracebackType | None) -> int:
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
