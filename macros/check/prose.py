"""What a page's prose asserts by itself: digits, number words and comparing words that no macro prints and no build checks.

The words are in `en.yml`, each rule with its reason. Here the text is stripped of what is not prose, read once from left to
right, and what is waived is taken out; `suggest` says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from macros.errors import Problems, TradeError

TAG = "\uf8ff"
"""The private character that stands where a tag stood."""
_CODE = "\uf8fe"
"""And where code or an address stood."""
_PASSED_OVER = "nothing"

# A raw block is shown as it stands, and what is shown so is code.
_TAG = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PART = re.compile(r"""headline\s*=(?!=)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|.""", re.DOTALL)

_LINK = r"!?\[(?P<kept>[^\[\]]*)\](?:\([^()\n]*(?:\([^()]*\)[^()\n]*)*\)|\[[^\]]*\])"

# What is not prose, in the order in which it is taken out, and what stays in its place.
_NOT_PROSE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE | re.DOTALL), left)
    for pattern, left in (
        (r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", ""),  # fenced code
        (r"(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", _CODE),  # code in a line
        (r"<!--.*?-->|<(script|style)\b.*?</\1>", ""),
        (r"<(?:https?|mailto):[^>\s]*>|\b(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]*\w", _CODE),  # addresses
        (r"""<[a-z][^<>]*?\balt=(?P<q>["'])(?P<kept>.*?)(?P=q)[^<>]*>""", ""),  # of an element, what it says to the ear
        (r"</?[A-Za-z][^<>]*>", ""),
        (r"^[ \t]*\[[^\]^]+\]:[ \t]+\S.*?$", ""),  # where a link leads, given apart
        (r"\[\^[^\]\s]+\]:?", ""),  # footnote marks
        (_LINK, ""),  # links and pictures
        (_LINK, ""),  # links round pictures
        (r"\{[:#.][^{}\n]*\}|:[a-z]+(?:-[a-z0-9]+)+:|&#?\w+;", " "),  # attributes, icons, entities
        (r"^[ \t>]*#{1,6}[ \t][^\n]*\?[ \t#]*$", ""),  # a heading that asks asserts nothing
        (
            r"^[ \t>]*#{1,6}[ \t]+(?:\d+(?:\.\d+)*[.)][ \t]+|\d+(?:\.\d+)+[ \t]+(?=[A-Z]))?",
            "",
        ),  # headings and their numbers
        (r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+", ""),  # lists and their numbers
        (r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*$", ""),  # the rule below the head of a table
        (r"^[ \t]*(?:>[ \t]?)+", ""),
        (r"[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}", ""),  # emphasis
        (r"\|", _CODE),  # a cell ends a run of words
    )
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that assert something by themselves: a figure, a number word or a comparison. `context` is their paragraph."""

    line: int
    words: str
    kind: str
    context: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What some words are taken for, and why."""

    takes: str
    because: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rules of a language, and one expression that tries them all in their order."""

    rules: tuple[Rule, ...]
    expression: re.Pattern[str]

    def read(self, text: str) -> Iterator[tuple[re.Match[str], Rule]]:
        """What the rules take of a text, from left to right, with the rule that took it."""
        for match in self.expression.finditer(text):
            yield match, self.rules[int(str(match.lastgroup)[1:])]


def without_tags(source: str) -> str:
    """A page's source with a private character for each tag, its line breaks, and the words typed into its `headline=`."""
    return _TAG.sub(lambda match: "".join(_typed(match[0])), source)


def _typed(tag: str) -> Iterator[str]:
    """What stays of a tag: the strings of its headline, but for those that a macro such as `claim` is given to check."""
    yield TAG
    if not tag.startswith("{{") or "headline" not in tag:
        yield "\n" * tag.count("\n")
        return
    depth, headline = 0, -1  # how many brackets are open, and how many were where the headline began
    for part in _PART.findall(tag):
        depth += (part in "([{") - (part in ")]}")
        if part.startswith("headline"):
            headline = depth
        elif depth < headline or (depth == headline and part == ","):
            headline = -1
        elif depth == headline and part[0] in "\"'":
            yield part[1:-1]
        elif depth == headline + 1 and part == "(":
            yield TAG  # where something is printed between them
        yield "\n" * part.count("\n")


def tokens(text: str, first_line: int) -> Iterator[Finding]:
    """Every figure, number word and comparing word that a text without tags asserts, in order."""
    said = bare(text)
    for match, rule in lexicon().read(said):
        if rule.takes != _PASSED_OVER:
            line = first_line + said.count("\n", 0, match.start())
            begin, end = said.rfind("\n\n", 0, match.start()) + 1, said.find("\n\n", match.end())
            context = " ".join(said[begin : end if end >= 0 else len(said)].split())
            yield Finding(line, " ".join(match[0].split()), rule.takes, context)


def waive(findings: Iterable[Finding], waivers: Mapping[str, str], where: str, problems: Problems) -> list[Finding]:
    """The findings that no waiver speaks of. A waiver without a reason, or that waives nothing, is a problem."""
    left = list(findings)
    for words, reason in waivers.items():
        if not str(reason or "").strip():
            problems.add(
                TradeError(f"'{words}' is waived without a reason", where=where, remedy="Say why it cannot go stale.")
            )
        kept = [finding for finding in left if not _holds(finding.words, words)]
        if len(kept) == len(left):
            remedy = "Take it out, or write the words as they were reported."
            problems.add(TradeError(f"the waiver of '{words}' waives nothing", where=where, remedy=remedy))
        left = kept
    return left


@cache
def lexicon() -> Lexicon:
    """The rules of `en.yml`."""
    table = yaml.load(Path(__file__).with_name("en.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    pieces = {"tag": TAG} | table["pieces"]
    branches = [
        f"(?P<r{number}>{'|'.join(_pattern(words, pieces) for words in rule['words'].splitlines())})"
        for number, rule in enumerate(table["rules"])
    ]
    rules = tuple(Rule(rule["takes"], rule["because"]) for rule in table["rules"])
    # No word is entered in its middle ("made-up" is not "up"), nor a number after its point.
    return Lexicon(rules, re.compile(rf"(?<!\w)(?<![a-z]-)(?<!\d[.,])(?=\S)(?:{'|'.join(branches)})", re.IGNORECASE))


def _pattern(words: str, pieces: Mapping[str, Any]) -> str:
    """The expression of a pattern: pieces put in, spaces made wide, ended at the end of a word."""
    while re.search(r"<\w+>", words):
        words = re.sub(r"<(\w+)>", lambda match: str(pieces[match[1]]), words)
    spaced = re.sub(r" +", lambda _: r"(?:(?:[^\S\n]+\n?|\n)[^\S\n]*)", words)
    return rf"(?:{spaced})(?!\w)"


def bare(text: str) -> str:
    """A text without its mark-up; every line break stays, so that lines can be counted."""
    for pattern, left in _NOT_PROSE:
        text = pattern.sub(lambda match, left=left: _kept(match, left), text)  # type: ignore[misc]
    return text


def _kept(match: re.Match[str], left: str) -> str:
    kept = match.groupdict().get("kept") or left
    return kept + "\n" * (match[0].count("\n") - kept.count("\n"))


def _holds(words: str, waived: str) -> bool:
    """Whether some words hold others as whole words and whole numbers."""
    whole = rf"(?<![\w.,$]){re.escape(waived.strip().casefold())}(?![\w%]|[.,]\d)"
    return bool(waived.strip() and re.search(whole, words.casefold()))
