"""What happens to a built site, whichever engine built it: drawings and receipts go in, what leaves the site is made, the
ledger is written beside, and the output is looked at once more.

Drawings stay out of Markdown and of the search index this way, and cost nothing while pages render.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from macros import ledger
from macros.charts.drawing import Drawing, draw_bytes
from macros.charts.poster import png_bytes
from macros.errors import Problems, TradeError
from macros.pages import (
    brief,
    cards,
    embed,
    feeds,
    found,
    graphics,
    holdings,
    html,
    late,
    listing,
    monthly,
    permanent,
    takeaway,
    terms,
)
from macros.pages.desk import Desk
from macros.pages.permanent import Entry
from macros.pages.plans.plan import Asked
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet
from macros.pages.stories import Borrowed
from macros.words.pack import pack

_DRAWING = re.compile(r'<div data-chart="([^"]+)"></div>')
_BORROWED = re.compile(r'<div data-borrowed="([^"]+)"></div>')
_MONTHS = re.compile(r'<div data-months="([^"]+)"></div>')
_KEYS = re.compile(r'<section class="keys".*?</section>', re.DOTALL)
_FOLLOWED = re.compile(r'(<button type="button" class="fig[^>]*>[^<]+</button>)([,.;:!?)”’]+)')
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
_KEPT_DRAWINGS = 1_000_000_000  # bytes


def finish(desk: Desk, site: Path, publisher: Publisher) -> None:
    """Complete the built site in `site`; raises `Problems` if what the engine left is not fit to publish."""
    problems = Problems()
    # While a writer looks on, a page with problems shows them, and nothing else.
    sheets = [sheet for path in desk.paths() if not (sheet := desk.sheet(path)).faults]
    made = [sheet for sheet in sheets if sheet.made]
    read = {f"docs/{path}" for path in desk.written()}
    written = [sheet for sheet in sheets if sheet.path in read]
    said = permanent.entries(written)
    finishing = _Finishing(desk, site, publisher, said)
    for sheet in sheets:
        finishing.order(sheet)
    for sheet in sheets:
        with problems.gathering(sheet.path):
            finishing.complete(sheet)
    finishing.save_images()
    problems.raise_if_any()
    (site / "ledger.json").write_text(ledger.to_json(sheet.entry() for sheet in written), encoding="utf-8")
    for sheet in made:  # thousands of figures: each page keeps its own
        (site / sheet.address / "ledger.json").write_text(
            ledger.to_json([sheet.entry()], indent=None), encoding="utf-8"
        )
    permanent.write(said, desk, site, publisher)
    for schema in (ledger.SCHEMA_FILE, permanent.SCHEMA_FILE):
        shutil.copyfile(schema, site / schema.name)
    found.lean(site, [sheet.address for sheet in made])
    holdings.copy(desk.holdings, site)
    feeds.write(desk, written, site, publisher)
    desk.pool.prune(_KEPT_DRAWINGS)


@dataclass(frozen=True, slots=True)
class _Finishing:
    """A site being completed. All drawings are ordered before the first is waited for, and images come last."""

    desk: Desk
    site: Path
    publisher: Publisher
    said: Mapping[str, Entry]
    drawings: dict[tuple[str, str], Callable[[], bytes]] = field(default_factory=dict)
    images: dict[Path, Callable[[], bytes]] = field(default_factory=dict)

    def publishes(self, sheet: Sheet) -> bool:
        """Whether a page is for readers."""
        return self.desk.is_published(sheet.path.removeprefix("docs/"))

    def order(self, sheet: Sheet) -> None:
        for asked in sheet.said.charts.values():
            self.drawings[asked.page, asked.id] = self.desk.pool.submit(draw_bytes, *asked.job)
        for borrowed in sheet.said.borrowed.values():
            self.drawings[sheet.address, borrowed.id] = self.desk.pool.submit(draw_bytes, *borrowed.job)

    def complete(self, sheet: Sheet) -> None:
        """Put into a page what belongs there, write what can be taken away of it, and look at it."""
        page = self.site / sheet.address / "index.html"
        if not page.is_file():
            page = self.site / sheet.path.removeprefix("docs/").replace(".md", ".html")
        if not page.is_file():
            raise TradeError("the engine built no page for it", remedy="Check 'exclude_docs' in mkdocs.yml.")
        text = page.read_text(encoding="utf-8")
        drawings = {
            asked.id: Drawing.from_bytes(self.drawings.pop((asked.page, asked.id))())
            for asked in sheet.said.charts.values()
        }
        text = _DRAWING.sub(lambda match: self._placed(sheet, sheet.said.charts[match[1]], drawings[match[1]]), text)
        text = _BORROWED.sub(lambda match: self._shown(sheet, sheet.said.borrowed[match[1]]), text)
        text = _MONTHS.sub(lambda match: str(monthly.drawn(sheet, match[1])), text)
        text = _FOLLOWED.sub(r'<span class="held">\1\2</span>', text)  # else a line could begin with the comma
        # A page that shows others leaves what is late to them, and to the list of what we hold.
        if self.publishes(sheet) and not sheet.reads and (bar := late.bar(sheet, self.publisher.stale_after)):
            text = _ARTICLE.sub(lambda match: f"{match[0]}{bar}", text, count=1)
        if 'id="changed"' in text:
            text = _KEYS.sub(lambda match: f"{match[0]}{brief.brief(sheet, 'changed')}", text, count=1)
        entries = permanent.entries([sheet])
        end = listing.listing(sheet, entries, self.said, self.desk, self.publisher) if self.publishes(sheet) else ""
        if end:
            text = listing.numbered(text, entries)
        opened = set(_OPENS.findall(text))
        behind = html.receipts(self._receipts(sheet, [entry for id, entry in entries.items() if id in opened]))
        text = text.replace("</article>", f"{end}</article>{behind}", 1)
        head = cards.tags(sheet, sheet.address, self.publisher) + _loader(sheet, drawings.values())
        text = text.replace("</head>", f"{head}</head>", 1)
        page.write_text(text, encoding="utf-8")
        for id, drawing in drawings.items():
            self._write_files(sheet, sheet.said.charts[id], drawing)
        lead = None if sheet.made else next(iter(drawings.values()), None)
        card = cards.image(sheet, lead, self.publisher)
        self.images[self.site / cards.image_address(sheet.address)] = self.desk.pool.submit(png_bytes, card, False, 1.0)
        _look_at(page, sheet)

    def _placed(self, sheet: Sheet, asked: Asked, drawing: Drawing) -> str:
        root = "../" * sheet.address.count("/")
        lines = embed.code(asked, drawing, sheet, self.publisher)
        actions = embed.actions(asked, root, lines, images=not sheet.made)
        return str(graphics.frame(asked, drawing, sheet, actions, readout=sheet.scope.readout))

    def _shown(self, sheet: Sheet, borrowed: Borrowed) -> str:
        drawing = Drawing.from_bytes(self.drawings.pop((sheet.address, borrowed.id))())
        return str(borrowed.html(drawing, "../" * sheet.address.count("/")))

    def _write_files(self, sheet: Sheet, asked: Asked, drawing: Drawing) -> None:
        source = graphics.source_line(asked, sheet)
        takeaway.write(asked, drawing, source, self.site, self.publisher, self.desk.passport)
        if not sheet.made:  # an image is half the cost of a drawing, and those who want one have the SVG
            image = takeaway.poster(asked, drawing, source, self.publisher).image
            for ending, dark in ((".png", False), ("-dark.png", True)):
                self.images[self.site / f"{asked.address}{ending}"] = self.desk.pool.submit(png_bytes, image, dark)
        own = self.site / asked.address
        own.mkdir(parents=True, exist_ok=True)
        root = "../" * (asked.address.count("/") + 1)
        figure = graphics.frame(
            asked, drawing, sheet, embed.actions(asked, root, images=not sheet.made), headline=asked.title
        )
        (own / "index.html").write_text(embed.page(asked, figure, sheet, self.publisher), encoding="utf-8")
        answer = embed.oembed(asked, drawing, sheet, self.publisher)
        (own / "oembed.json").write_text(answer, encoding="utf-8")

    def _receipts(self, sheet: Sheet, entries: Iterable[Entry]) -> Iterator[Markup]:
        """The receipts that the page opens, each with the way to its own page or to its line at the end of this one, and the
        definitions of its terms. What only the handbook says has neither."""
        name, root = pack("en").say("permanent.link"), "../" * sheet.address.count("/")
        for entry in entries:
            link = (name, permanent.link(entry.id, self.said, root)) if self.publishes(sheet) else None
            yield html.popover(entry.id, entry.receipt(self.desk), link)
        for term in sheet.said.terms.values():
            yield terms.definition(term, root)

    def save_images(self) -> None:
        for path, image in self.images.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(image())


def _loader(sheet: Sheet, drawings: Iterable[Drawing]) -> Markup:
    """What loads the reading aid of charts once it is used, for a page that asks for it and has a chart to read."""
    if not sheet.scope.readout or not any(any(one.stops) for one in drawings):
        return Markup("")
    address = "../" * sheet.address.count("/") + _READOUT
    return Markup('<script type="module" src="{}"></script>').format(address)


def _look_at(page: Path, sheet: Sheet) -> None:
    """Raise if a reader would see something that is not meant for readers, or not see something that is."""
    text = page.read_text(encoding="utf-8")
    seen = Markup(_TAGS.sub(" ", _CODE.sub(" ", text))).unescape()
    for fault, what in _FAULTS:
        if match := fault.search(seen):
            around = " ".join(seen[max(0, match.start() - 40) : match.end() + 40].split())
            raise TradeError(f"{what} in the built page: … {around} …", remedy="Nothing was published.")
    shown = re.findall(r"<(?:button|a)\b[^>]* class=\"fig[^>]*>([^<]*)</", text)
    buttons = {Markup(words).unescape() for words in shown}
    plain = {claim.words for claim in sheet.said.claims if claim.line <= sheet.front.body_line - 1}
    letters = "".join(seen.split())  # a headline has mark-up within
    plain |= {
        claim.words for claim in sheet.said.claims if claim.kind == "story" and "".join(claim.words.split()) in letters
    }
    for claim in sheet.said.claims:
        if claim.kind != "chart" and claim.words not in buttons | plain:
            raise TradeError(
                f"the built page does not say '{claim.words}', which the ledger has",
                remedy="Nothing was published.",
                where=sheet.front.where(claim.line),
            )
