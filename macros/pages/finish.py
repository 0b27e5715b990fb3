"""What happens to a page that an engine rendered, whichever it was: drawings and receipts go in, what leaves the site is made,
and the output is looked at once more.

Drawings stay out of Markdown and of the search index this way, and cost nothing while pages render.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from macros import ledger
from macros.charts.drawing import Drawing
from macros.charts.poster import png_bytes
from macros.errors import TradeError
from macros.pages import (
    brief,
    cards,
    embed,
    front,
    graphics,
    html,
    late,
    listing,
    monthly,
    permanent,
    related,
    takeaway,
    terms,
)
from macros.pages.desk import Desk
from macros.pages.drawings import drawn
from macros.pages.output import Output
from macros.pages.permanent import Entry
from macros.pages.plans.plan import Asked
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet
from macros.pages.stories import Borrowed
from macros.store import reads
from macros.words.pack import pack

_DRAWING = re.compile(r'<div data-chart="([^"]+)"></div>')
_BORROWED = re.compile(r'<div data-borrowed="([^"]+)"></div>')
_MONTHS = re.compile(r'<div data-months="([^"]+)"></div>')
_KEYS = re.compile(r'<section class="keys".*?</section>', re.DOTALL)
_FOLLOWED = re.compile(r'(<button type="button" class="fig[^>]*>)([^<]+)</button>([,.;:!?)”’]+)')
_LONG = 32  # characters of words that may fill a line of a phone
_ARTICLE = re.compile(r"<article\b[^>]*>")
_OPENS = re.compile(rf'popovertarget="{html.RECEIPT_PREFIX}([^"]+)"')
_CODE = re.compile(r"<(script|style|pre|code|svg)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_FAULTS = (
    (re.compile(r"\{\{|\{%"), "a macro was not worked out"),
    (re.compile(r"Traceback \(most recent call last\)|Macro (?:Rendering|Syntax) Error"), "an error was printed on the page"),
    (re.compile(r"(?<![\w.])(?:nan|NaN)(?![\w.])"), "a missing value was printed"),
)  # fmt: skip
_READOUT = "assets/javascripts/charts.js"


def file_of(path: str, rendered: Path) -> str:
    """Where an engine put a page, below the folder that it rendered into."""
    for file in (f"{front.address(path)}index.html", path.replace(".md", ".html")):
        if (rendered / file).is_file():
            return file
    raise TradeError("the engine built no page for it", remedy="Check 'exclude_docs' in mkdocs.yml.")


def face(root: Path) -> Path:
    """Where a site has its own face, which goes into the files of charts."""
    return root / "docs" / "assets" / "fonts" / "tx-sans.woff2"


@dataclass(frozen=True, slots=True)
class _Chart:
    """A chart of a page, drawn, with the line that says where its figures come from, and how high others have to make its frame."""

    asked: Asked
    drawing: Drawing
    source: str
    heights: embed.Heights


@dataclass(frozen=True, slots=True)
class Finishing:
    """What completes the pages that an engine rendered into a folder. `permanent` are the ids of all that has a page of its
    own, `published` the pages for readers."""

    desk: Desk
    rendered: Path
    out: Output
    publisher: Publisher
    permanent: Collection[str]
    published: Collection[str]

    def complete(self, sheet: Sheet, file: str, *, is_published: bool) -> None:
        """Put into a page what belongs there, write what can be taken away of it, and look at it."""
        text = (self.rendered / file).read_text(encoding="utf-8")
        charts = {asked.id: self._chart(sheet, asked) for asked in sheet.said.charts.values()}
        text = _DRAWING.sub(lambda match: self._placed(sheet, charts[match[1]]), text)
        text = _BORROWED.sub(lambda match: self._shown(sheet, sheet.said.borrowed[match[1]]), text)
        text = _MONTHS.sub(lambda match: str(monthly.drawn(sheet, match[1])), text)
        if related.MARK in text:
            reads.note("pages")
            text = text.replace(related.MARK, related.drawn(sheet, self.published))
        text = _FOLLOWED.sub(_held, text)
        # A page that shows others leaves what is late to them, and to the list of what we hold.
        if is_published and not sheet.reads and (bar := late.bar(sheet, self.publisher.stale_after)):
            text = _ARTICLE.sub(lambda match: f"{match[0]}{bar}", text, count=1)
        if 'id="changed"' in text:
            text = _KEYS.sub(lambda match: f"{match[0]}{brief.brief(sheet, 'changed')}", text, count=1)
        entries = permanent.entries(sheet)
        end = listing.listing(sheet, entries, self.permanent, self.desk, self.publisher) if is_published else ""
        if end:
            text = listing.numbered(text, entries)
        opened = set(_OPENS.findall(text))
        behind = html.receipts(
            self._receipts(sheet, [entry for id, entry in entries.items() if id in opened], is_published=is_published)
        )
        text = text.replace("</article>", f"{end}</article>{behind}", 1)
        head = cards.tags(sheet, sheet.address, self.publisher) + _loader(sheet, charts.values())
        text = text.replace("</head>", f"{head}</head>", 1)
        look_at(text, sheet)
        self.out.page(file, text)
        for chart in charts.values():
            self._write_files(sheet, chart)
        if sheet.made:  # thousands of figures: each page keeps its own
            self.out.write(f"{sheet.address}ledger.json", ledger.to_json([ledger.leaf(sheet.entry())]))
        lead = next(iter(charts.values()), None)
        card = cards.image(sheet, lead.drawing if lead else None, self.publisher)
        self.out.write(cards.image_address(sheet.address), self.desk.once.of(png_bytes, card, False, 1.0))

    def _chart(self, sheet: Sheet, asked: Asked) -> _Chart:
        drawing, source = drawn(self.desk, *asked.job), graphics.source_line(asked, sheet)
        return _Chart(asked, drawing, source, embed.heights(asked, drawing, source, sheet, self.publisher))

    def _placed(self, sheet: Sheet, chart: _Chart) -> str:
        root = "../" * sheet.address.count("/")
        lines = embed.code(chart.asked, chart.heights, self.publisher)
        actions = embed.actions(chart.asked, root, lines, images=not sheet.made)
        return str(graphics.frame(chart.asked, chart.drawing, chart.source, actions, readout=sheet.scope.readout))

    def _shown(self, sheet: Sheet, borrowed: Borrowed) -> str:
        return str(borrowed.html(drawn(self.desk, *borrowed.job), "../" * sheet.address.count("/")))

    def _write_files(self, sheet: Sheet, chart: _Chart) -> None:
        asked, drawing, source = chart.asked, chart.drawing, chart.source
        for ending, content in takeaway.files(asked, drawing, source, self._face, self.publisher, self.desk.passport):
            self.out.write(f"{asked.address}{ending}", content)
        if not sheet.made:  # an image is half the cost of a drawing, and those who want one have the SVG
            image = takeaway.poster(asked, drawing, source, self.publisher).image
            for ending, dark in ((".png", False), ("-dark.png", True)):
                self.out.write(f"{asked.address}{ending}", self.desk.once.of(png_bytes, image, dark))
        root = "../" * (asked.address.count("/") + 1)
        actions = embed.actions(asked, root, images=not sheet.made)
        figure = graphics.frame(asked, drawing, source, actions, headline=asked.title)
        self.out.page(f"{asked.address}/index.html", embed.page(asked, figure, sheet, self.publisher))
        self.out.write(f"{asked.address}/oembed.json", embed.oembed(asked, chart.heights, self.publisher))

    @property
    def _face(self) -> bytes:
        """The site's own face, where it has one."""
        path = face(self.desk.root)
        return path.read_bytes() if path.is_file() else b""

    def _receipts(self, sheet: Sheet, entries: Iterable[Entry], *, is_published: bool) -> Iterator[Markup]:
        """The receipts that the page opens, each with the way to its own page or to its line at the end of this one, and the
        definitions of its terms. What only the handbook says has neither."""
        name, root = pack("en").say("permanent.link"), "../" * sheet.address.count("/")
        for entry in entries:
            link = (name, permanent.link(entry.id, self.permanent, root)) if is_published else None
            yield html.popover(entry.id, entry.receipt, link)
        for term in sheet.said.terms.values():
            yield terms.definition(term, root)


def _held(found: re.Match[str]) -> str:
    """A button with the comma or full stop after it, which else could begin a line: beside it, or within one that fills lines."""
    opening, words, after = found.groups()
    if len(words) > _LONG:
        return f"{opening}{words}<span>{after}</span></button>"
    return f'<span class="held">{opening}{words}</button>{after}</span>'


def _loader(sheet: Sheet, charts: Iterable[_Chart]) -> Markup:
    """What loads the reading aid of charts once it is used, for a page that asks for it and has a chart to read."""
    if not sheet.scope.readout or not any(any(one.drawing.stops) for one in charts):
        return Markup("")
    address = "../" * sheet.address.count("/") + _READOUT
    return Markup('<script type="module" src="{}"></script>').format(address)


def look_at(text: str, sheet: Sheet) -> None:
    """Raise if a reader of a page would see something that is not meant for readers, or not see something that is."""
    seen = Markup(_TAGS.sub(" ", _CODE.sub(" ", text))).unescape()
    for fault, what in _FAULTS:
        if match := fault.search(seen):
            around = " ".join(seen[max(0, match.start() - 40) : match.end() + 40].split())
            raise TradeError(f"{what} in the built page: … {around} …", remedy="Nothing was published.")
    shown = re.findall(r"<(?:button|a)\b[^>]* class=\"fig[^>]*>([^<]*)<", text)
    buttons = {Markup(words).unescape() for words in shown}
    plain = {claim.words for claim in sheet.said.claims if claim.line <= sheet.front.body_line - 1}
    letters = "".join(seen.split())  # a headline has mark-up within
    plain |= {
        claim.words for claim in sheet.said.claims if claim.kind == "story" and "".join(claim.words.split()) in letters
    }
    # What has no receipt is no button, but stands alone in its cell.
    plain |= {claim.words for claim in sheet.said.claims if not claim.receipt} & {
        Markup(words).unescape() for words in re.findall(r"<td\b[^>]*>([^<]*)</td>", text)
    }
    said = buttons | plain
    for claim in sheet.said.claims:
        if claim.kind != "chart" and claim.words not in said:
            raise TradeError(
                f"the built page does not say '{claim.words}', which the ledger has",
                remedy="Nothing was published.",
                where=sheet.front.where(claim.line),
            )
