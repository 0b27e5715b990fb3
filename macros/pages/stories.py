"""Pages shown on another page: their computed headline, their standfirst and one of their charts.

All of it is read from the other page's own sheet, so the front page cannot say what an explainer does not, and both change
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.charts.drawing import Chart, Drawing
from macros.errors import TradeError, near
from macros.pages import companions, embed, graphics
from macros.pages.about import reach, subject
from macros.pages.plans.plan import Asked
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet

EXPLAINERS = "explainers/"
"""The folder whose pages are listed on the front page without being named."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A chart of another page: that page, the chart as it is there, the name it has here, and whether it stands alone here."""

    owner: Sheet
    asked: Asked
    id: str
    is_framed: bool

    @property
    def job(self) -> tuple[str, Chart]:
        """What is asked of the renderer: the same drawing, with ids of its own."""
        return f"chart-{self.id}", self.asked.plan.chart

    def html(self, drawing: Drawing, root: str) -> Markup:
        """The chart as it stands here; what can be taken away of it is the other page's."""
        if not self.is_framed:
            return Markup('<div class="story-drawing" role="img" aria-label="{}" data-search-exclude>{}</div>').format(
                drawing.alt, Markup(" ".join(drawing.narrow.split("\n")))
            )
        source, actions = graphics.source_line(self.asked, self.owner), embed.actions(self.asked, root)
        return graphics.frame(self.asked, drawing, source, actions, headline=self.asked.title)


def lead(sheet: Sheet, page: str) -> str:
    """The front page’s first story: another page’s headline, standfirst and first chart. With `#id` after the page, another chart.

    `{{ lead("explainers/kenya-us-trade.md") }}`
    """
    words, (other, mark) = pack("en"), _borrowed(sheet, page, framed=True)
    sheet.leads.add(other.path.removeprefix("docs/"))
    about = [Markup("<span>{}</span>").format(part) for part in (reach(other), _past(other)) if part]
    return str(
        Markup(
            '<section class="lead"><header><p class="kicker">{}</p><h1><a href="{}">{}</a></h1></header>'
            '<div class="lead-words"><p class="standfirst">{}</p><p class="status">{}</p>'
            '<p class="lead-link"><a href="{}">{}</a></p></div>{}</section>'
        ).format(
            subject(other), companions.link(sheet, other.address), Markup(other.inked_title), other.description,
            Markup(" ").join(about), companions.link(sheet, other.address), words.say("site.story.read"), Markup(mark),
        )
    )  # fmt: skip


def stories(sheet: Sheet, *pages: str) -> str:
    """Other pages, each with its headline, standfirst and a small chart: those named, then every explainer not shown yet.

    `{{ stories("explainers/agoa-lapse.md#rate") }}`
    """
    shown = sheet.leads | {str(page).partition("#")[0] for page in pages}
    rest = [page for page in sheet.written() if page.startswith(EXPLAINERS) and page not in shown]
    cards = [_card(sheet, *_borrowed(sheet, str(page))) for page in (*pages, *rest)]
    return str(Markup('<div class="stories">{}</div>').format(Markup("").join(cards)))


def _card(sheet: Sheet, other: Sheet, mark: str) -> Markup:
    return Markup(
        '<article class="story">{}<h3><a href="{}">{}</a></h3><p>{}</p><p class="story-reach">{}</p></article>'
    ).format(
        Markup(mark), companions.link(sheet, other.address), Markup(other.inked_title), other.description, reach(other)
    )


def _borrowed(sheet: Sheet, page: str, *, framed: bool = False) -> tuple[Sheet, str]:
    """The sheet of another page, and the mark where its chart will stand; empty where it has none."""
    path, _, wanted = str(page).partition("#")
    other = _read(sheet, path)
    charts = other.said.charts
    if wanted and wanted not in charts:
        raise TradeError(f"'{path}' has no chart '{wanted}'", remedy=near(wanted, charts))
    asked = charts[wanted] if wanted else next(iter(charts.values()), None)
    facts = {id for claim in other.said.claims if claim.line < other.front.body_line for id in claim.facts}
    if asked:
        facts |= {
            id
            for claim in other.said.claims
            if claim.kind == "chart" and claim.words == asked.title
            for id in claim.facts
        }
    sheet.note("story", other.title, tuple(other.said.facts[id] for id in sorted(facts)))
    if not asked:
        return other, ""
    id = f"{path.removesuffix('.md').replace('/', '-')}-{asked.id}"
    sheet.said.borrowed[id] = Borrowed(other, asked, id, framed)
    return other, str(Markup('<div data-borrowed="{}"></div>').format(id))


def _read(sheet: Sheet, path: str) -> Sheet:
    known = [one for one in sheet.written() if f"docs/{one}" != sheet.path]
    if path not in known:
        raise TradeError(f"there is no page '{path}' to show", remedy=near(path, known))
    other = sheet.reads[path] = sheet.source.sheet(path)
    other.problems.raise_if_any()  # they are reported where they are, and not again
    if not other.title:
        raise TradeError(f"'{path}' has no title to show", remedy="Add 'title:' to its front matter.")
    return other


def _past(other: Sheet) -> str:
    """What became of a page since it was published: how many of its sentences turned, were revised, and were our mistake."""
    words, log = pack("en"), other.source.history
    revisions = log.revisions.of(other.path)
    counts = {kind: sum(entry.kind == kind for entry in revisions) for kind in ("flipped", "revised")}
    counts["corrected"] = len(log.corrections.of(other.path))
    said = [
        words.say(f"site.story.{kind}", count, number=words.spelled(count)) for kind, count in counts.items() if count
    ]
    if not counts["corrected"]:
        said.append(words.say("site.story.uncorrected"))
    return words.say("site.story.past", changes=", ".join(said))
