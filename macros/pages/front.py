"""The head of a page: its front matter, read with the line of every key, and checked.

MkDocs drops a front matter it cannot read and builds the page without; here it is an error with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.errors import Problems, TradeError, near

# What MkDocs, Material and this project understand; anything else is more likely a slip than a wish.
KNOWN_KEYS = (
    "title", "description", "trade", "facts", "waived", "companion", "each",
    "hide", "icon", "status", "subtitle", "tags", "template", "search", "date", "render_macros",
)  # fmt: skip
_MARKS = ("icon", "status", "subtitle")
TEMPLATE = "each.md"
"""What a file is called from which pages are made, in the folder of those pages."""
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # as `text` has such bytes
TRADE_KEYS = ("data", "side", "partner", "as of", "readout")


@dataclass(frozen=True)  # no slots, which Python restores one by one
class Value:
    """A value of the front matter and the line of its key."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Made:
    """The text of a page that was made from a template, and for each of its lines the one it comes from. `member` is for whom it
    was made; `problems` are slips that its making met and its text does not show, `plans` the charts it has
    planned, and `view` the record as it asked it."""

    template: str
    member: str
    text: str
    lines: tuple[int, ...]
    problems: tuple[TradeError, ...] = ()
    plans: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    view: Any = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class Front:
    """The front matter of one page; `body_line` is the line on which the body begins."""

    path: str
    made: Made | None = None
    keys: dict[str, Value] = field(default_factory=dict)
    facts: dict[str, Value] = field(default_factory=dict)
    trade: dict[str, Value] = field(default_factory=dict)
    waived: dict[str, Value] = field(default_factory=dict)
    head: str = ""
    body: str = ""
    body_line: int = 1

    @property
    def address(self) -> str:
        """Where the page is below the site's root, with directory addresses: explainers/kenya-us-trade/."""
        return address(self.path.removeprefix("docs/"))

    def where(self, line: int) -> str:
        """The place of a line, as error messages name it: for a page that was made, that in its template."""
        if self.made:
            return f"{self.made.template}:{self.made.lines[min(line, len(self.made.lines)) - 1]}"
        return f"{self.path}:{line}"

    def text(self, key: str) -> str:
        """A top-level text, empty where there is none."""
        return str(self.keys[key].value) if key in self.keys else ""

    @property
    def marks(self) -> str:
        """What the menus of all pages show of this one besides its title; empty where there is nothing."""
        return "\0".join(f"{key}: {self.text(key)}" for key in _MARKS if key in self.keys)

    def line_of(self, key: str, words: str) -> int:
        """The line on which some words of a top-level text stand; that of its key where they are not found."""
        first = self.line(key)
        for number, line in enumerate(self.head.split("\n")[first - 2 :], start=first):
            if words and words in line:
                return number
        return first

    def line(self, key: str) -> int:
        """The line of a top-level key, 1 where there is none."""
        return self.keys[key].line if key in self.keys else 1


def address(path: str) -> str:
    """Where a page of the docs folder is below the site's root, with directory addresses."""
    stem = path.removesuffix(".md")
    if stem in ("index", "README"):
        return ""
    return stem.removesuffix("/index").removesuffix("/README") + "/"


def text(file: Path) -> str:
    """What stands in the file of a page; what of it is not UTF-8 is told when it is read."""
    try:
        return file.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except FileNotFoundError:
        raise TradeError("the page is no longer there", remedy="Build again.", where=str(file)) from None


def read(path: str, text: str, problems: Problems, made: Made | None = None) -> Front:
    """The front matter of a page's text; what is wrong with it goes into `problems`."""
    front = Front(path, made)
    front.head, front.body, front.body_line = _split(_sound(text, front, problems))
    if not front.head.strip():
        return front
    try:
        node = _composed(front.head)
    except yaml.YAMLError as error:
        problems.add(_yaml_error(error, front))
        return front
    if not isinstance(node, yaml.MappingNode):
        problems.add(TradeError("the front matter is not a list of 'key: value' lines", where=front.where(2),
                                remedy="Begin with 'title: …'."))  # fmt: skip
        return front
    front.keys = dict(_mapping(node, front, problems, "front matter key"))
    for key, value in front.keys.items():
        if key not in KNOWN_KEYS:
            problems.add(
                TradeError(
                    f"unknown front matter key '{key}'", remedy=near(key, KNOWN_KEYS), where=front.where(value.line)
                )
            )
    if "each" in front.keys and not (made or is_template(path)):
        remedy = f"Take it out, or call the file '{TEMPLATE}'."
        problems.add(TradeError("'each' makes pages from a template, which this is not", remedy=remedy,
                                where=front.where(front.line("each"))))  # fmt: skip
    front.facts = _section(node, "facts", front, problems)
    front.trade = _section(node, "trade", front, problems)
    front.waived = _section(node, "waived", front, problems)
    for key, value in front.trade.items():
        if key not in TRADE_KEYS:
            problems.add(
                TradeError(
                    f"unknown key '{key}' under 'trade'", remedy=near(key, TRADE_KEYS), where=front.where(value.line)
                )
            )
        elif key == "readout" and not isinstance(value.value, bool):
            problems.add(TradeError(f"readout '{value.value}' is neither true nor false", where=front.where(value.line),
                                    remedy="Write 'readout: true' for charts that can be read off, or leave it out."))  # fmt: skip
    return front


def _composed(head: str) -> yaml.Node | None:
    """The nodes of a front matter, read by libyaml where it can: a tenth of the time, and the same but for the words of errors."""
    with suppress(yaml.YAMLError, AttributeError):
        return yaml.compose(head, Loader=yaml.CSafeLoader)
    return yaml.compose(head, Loader=yaml.SafeLoader)


def is_template(path: str) -> bool:
    """Whether pages are made from a file, which is then none itself."""
    return path.rpartition("/")[2] == TEMPLATE


def _sound(text: str, front: Front, problems: Problems) -> str:
    """A text without what is not UTF-8, which is told at the first line that has some."""
    if not (bad := _NOT_UTF8.search(text)):
        return text
    where, remedy = front.where(text.count("\n", 0, bad.start()) + 1), "Save it as UTF-8 in your editor."
    problems.add(TradeError("the page is not written in UTF-8", remedy=remedy, where=where))
    return _NOT_UTF8.sub("\N{REPLACEMENT CHARACTER}", text)


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line; as MkDocs does, only a `---` on the first line opens it."""
    lines = text.split("\n")
    if lines[0].strip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.strip() in ("---", "..."):
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "", text, 1


def _mapping(node: yaml.MappingNode, front: Front, problems: Problems, what: str) -> Iterator[tuple[str, Value]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        key = str(key_node.value)
        if key in seen:
            problems.add(TradeError(f"{what} '{key}' is given twice", remedy="Keep one.", where=front.where(line)))
        seen.add(key)
        yield key, Value(_construct(value_node), line)


def _section(node: yaml.MappingNode, name: str, front: Front, problems: Problems) -> dict[str, Value]:
    for key_node, value_node in node.value:
        if key_node.value != name:
            continue
        if isinstance(value_node, yaml.MappingNode):
            return dict(_mapping(value_node, front, problems, "fact" if name == "facts" else f"'{name}' key"))
        example = "bought: imports, 2025" if name == "facts" else "side: Kenya"
        problems.add(TradeError(f"'{name}' is not a list of 'name: value' lines", where=front.where(key_node.start_mark.line + 2),
                                remedy=f"Write each on a line of its own, indented, such as '{example}'."))  # fmt: skip
    return {}


def _construct(node: yaml.Node) -> Any:
    """The value of a node; a scalar keeps the writer's own letters, so that 2024 stays '2024' and a date a text."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:bool":
            return node.value.casefold() in ("true", "yes", "on")
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item) for item in node.value]
    return {str(key.value): _construct(value) for key, value in node.value}


def _yaml_error(error: yaml.YAMLError, front: Front) -> TradeError:
    if not isinstance(error, yaml.MarkedYAMLError):
        what = "the front matter has a character that cannot be there"
        return TradeError(what, remedy="Type the text anew, without what was pasted in.", where=front.where(1))
    problem, mark = error.problem or "it cannot be read", error.problem_mark or error.context_mark
    remedy = "Put text that contains ': ' or begins with a sign between double quotes."
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        problem, mark = "a quotation mark is opened and never closed", error.context_mark
        remedy = "Close it."
    elif "tab" in problem or "'\\t'" in problem:
        remedy = "Indent with spaces, not tabs."
    elif "expected <block end>" in problem or "indentation" in problem:
        remedy = "Indent the lines of one list alike."
    where = front.where(mark.line + 2 if mark else 1)
    return TradeError(f"the front matter is not YAML: {problem}", remedy=remedy, where=where)
