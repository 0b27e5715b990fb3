"""The sentences of a page as a reader has them, each with the Markdown it came from."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

from macros.ledger import Sentence
from macros.pages.evaluate import PLACE, Rendered, Tag

_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+] |\d+\. |#{1,6} |\||>))")
_END = re.compile(r"(?<=[.!?])[”’\")\]]*[ \n]+(?=[A-Z“‘(\[\U000f0000-\U000fffff])")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}|^[ \t]*(?:#{1,6} |[-*+] |\d+\. |> ?)", re.MULTILINE)
_HTML = re.compile(r"<[^>]+>")


ClaimsOf = Callable[[Tag], Iterable[int]]
"""The claims that a tag made, by their place in the page's list."""


def whole(rendered: Rendered, line: int, claims_of: ClaimsOf) -> Sentence:
    """A text of the front matter as one sentence."""
    template = " ".join(rendered.filled(lambda tag, words: tag.source).split())
    return Sentence(line, _read(rendered.text), template, _claims(rendered, rendered.skeleton, claims_of))


def sentences(rendered: Rendered, first_line: int, claims_of: ClaimsOf) -> Iterator[Sentence]:
    """The sentences of a rendered body, in order; what prints nothing to read is left out."""
    at = 0
    for block in _pieces(rendered.skeleton, _BLOCK):
        for piece in _pieces(block, _END):
            begins = at + len(piece) - len(piece.lstrip())
            at += len(piece)
            text = _read(rendered.filled(lambda tag, words: words, piece))
            claims = _claims(rendered, piece, claims_of)
            if re.search(r"\w", text) or PLACE.search(piece):
                before = rendered.filled(lambda tag, words: tag.source, rendered.skeleton[:begins])
                template = rendered.filled(lambda tag, words: tag.source, piece)
                yield Sentence(first_line + before.count("\n"), text, " ".join(template.split()), claims)


def _claims(rendered: Rendered, piece: str, claims_of: ClaimsOf) -> tuple[int, ...]:
    tags = dict.fromkeys(rendered.at(place)[0] for place in PLACE.findall(piece))
    return tuple(claim for tag in tags for claim in claims_of(tag))


def _pieces(text: str, boundary: re.Pattern[str]) -> Iterator[str]:
    """The text cut after every boundary; put together again, the pieces are the text."""
    start = 0
    for match in boundary.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _read(markdown: str) -> str:
    """What is read of a piece of Markdown: no mark-up, entities as their signs, one space between words."""
    bare = _HTML.sub(" ", _MARKS.sub(lambda match: match[1] or "", markdown))
    return re.sub(r"[ \n]+([,.;:!?])", r"\1", re.sub(r"[ \n\t]+", " ", html.unescape(bare)).strip())
