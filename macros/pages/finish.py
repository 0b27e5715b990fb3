"""What happens to a built site, whichever engine built it: drawings and receipts go in, the ledger is written beside, and
the output is looked at once more.

Drawings stay out of Markdown and of the search index this way, and cost nothing while pages render.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from markupsafe import Markup

from macros import ledger
from macros.errors import Problems, TradeError
from macros.pages import html, receipts
from macros.pages.desk import Desk, address
from macros.pages.sheet import Sheet

_DRAWING = re.compile(r'<div data-chart="([^"]+)"></div>')
_CODE = re.compile(r"<(script|style|pre|code|svg)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_FAULTS = (
    (re.compile(r"\{\{|\{%"), "a macro was not worked out"),
    (re.compile(r"Traceback \(most recent call last\)|Macro (?:Rendering|Syntax) Error"), "an error was printed on the page"),
    (re.compile(r"(?<![\w.])(?:nan|NaN)(?![\w.])"), "a missing value was printed"),
)  # fmt: skip


def finish(desk: Desk, site: Path) -> None:
    """Complete the built site in `site`; raises `Problems` if what the engine left is not fit to publish."""
    problems = Problems()
    entries = []
    for path in desk.paths():
        sheet = desk.sheet(path)
        if sheet.problems:  # only while serving; the page shows them
            continue
        url = address(path)
        page = site / url / "index.html"
        if not page.is_file():
            page = site / path.replace(".md", ".html")
        with problems.gathering(sheet.path):
            entries.append(sheet.entry(url))
            _complete(page, sheet, desk)
            _look_at(page, sheet)
    problems.raise_if_any()
    (site / "ledger.json").write_text(ledger.to_json(entries), encoding="utf-8")
    shutil.copyfile(ledger.SCHEMA_FILE, site / ledger.SCHEMA_FILE.name)


def _complete(page: Path, sheet: Sheet, desk: Desk) -> None:
    if not page.is_file():
        raise TradeError(
            "the engine built no page for it", remedy="Check 'exclude_docs' and 'draft_docs' in mkdocs.yml."
        )
    text = page.read_text(encoding="utf-8")
    text = _DRAWING.sub(lambda match: str(sheet.said.drawings[match[1]]()), text)
    pieces = [receipts.for_figure(figure, desk.passport) for figure in sheet.shown()]
    pieces += [
        receipts.for_verdict(id, words, verdict, desk.passport) for id, (words, verdict) in sheet.said.verdicts.items()
    ]
    pieces += [receipts.for_quotation(one, desk, sheet.scope.day) for one in sheet.said.quotations.values()]
    behind = html.receipts(pieces)
    if behind:
        text = text.replace("</article>", f"</article>{behind}", 1)
    page.write_text(text, encoding="utf-8")


def _look_at(page: Path, sheet: Sheet) -> None:
    """Raise if a reader would see something that is not meant for readers, or not see something that is."""
    text = page.read_text(encoding="utf-8")
    seen = Markup(_TAGS.sub(" ", _CODE.sub(" ", text))).unescape()
    for fault, what in _FAULTS:
        if match := fault.search(seen):
            around = " ".join(seen[max(0, match.start() - 40) : match.end() + 40].split())
            raise TradeError(f"{what} in the built page: … {around} …", remedy="Nothing was published.")
    buttons = {Markup(words).unescape() for words in re.findall(r"popovertarget=\"[^\"]+\">([^<]*)</button>", text)}
    plain = {claim.words for claim in sheet.said.claims if claim.line <= sheet.front.body_line - 1}
    for claim in sheet.said.claims:
        if claim.kind != "chart" and claim.words not in buttons | plain:
            raise TradeError(
                f"the built page does not say '{claim.words}', which the ledger has",
                remedy="Nothing was published.",
                where=sheet.front.where(claim.line),
            )
