"""The sentences of a page as a reader has them, each with the Markdown it came from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from macros.ledger import Sentence
from macros.pages.evaluate import Rendered

_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+] |\d+\. |#{1,6} |\||>))")
_END = re.compile(r"(?<=[.!?])[”’\")\]]*[ \n]+(?=[A-Z“‘(\[\U000f0000-\U000fffff])")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}|^[ \t]*(?:#{1,6} |[-*+] |\d+\. |> ?)", re.MULTILINE)
_HTML = re.compile(r"<[^>]+>")


def sentences(rendered: Rendered, first_line: int) -> Iterator[Sentence]:
    """The sentences of a rendered body, in order; what prints nothing to read is left out."""
    at = 0
    for block in _pieces(rendered.skeleton, _BLOCK):
        for piece in _pieces(block, _END):
            begins = at + len(piece) - len(piece.lstrip())
            at += len(piece)
            text = _read(rendered.filled(lambda tag, words: words, piece))
            if re.search(r"\w", text):
                before = rendered.filled(lambda tag, words: tag.source, rendered.skeleton[:begins])
                template = rendered.filled(lambda tag, words: tag.source, piece)
                yield Sentence(first_line + before.count("\n"), text, " ".join(template.split()))


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
