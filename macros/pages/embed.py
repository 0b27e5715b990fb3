"""A chart as others show it on their pages: the lines they copy, the page in their frame, and how it is discovered.

The frame fits itself without any script: its height is worked out for both drawings, and a container query unit, which
an inline style may use, chooses between the two. The page in it says how far its figures go, and says so when newer ones
are out.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from macros import words as say
from macros.charts.drawing import Drawing
from macros.charts.frame import heights as framed
from macros.charts.theme import WIDE
from macros.pages import bare
from macros.pages.late import periods_of
from macros.pages.plans.plan import Asked
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet
from macros.words.pack import pack

_SWITCH = 624  # px of the frame from which the wide drawing is shown, as in the style sheet, with the frame's own edges
_EDGE = 16  # px of the page beside the chart, as in the style sheet
_FOOT = 46  # px of the page above and below the chart and its last lines


Heights = tuple[int, int]
"""How high the page in the frame is in px, wide and narrow."""


def heights(asked: Asked, drawing: Drawing, source: str, sheet: Sheet, publisher: Publisher) -> Heights:
    """How high the page in the frame is, which `code` and `oembed` say; `source` is the line below the drawing."""
    state = " ".join([publisher.name, *(part.striptags() for part in _state(asked, sheet))])
    wide, narrow = framed(drawing, asked.title, asked.plan.subtitle, source, state)
    return wide + _FOOT, narrow + _FOOT


def code(asked: Asked, heights: Heights, publisher: Publisher) -> str:
    """The lines to copy into another page: the frame, as high as the drawing it will show."""
    wide, narrow = heights
    least, most = sorted((wide, narrow))
    grows = f"({_SWITCH}px - 100cqw)" if narrow > wide else f"(100cqw - {_SWITCH}px)"
    frame = Markup(
        '<div style="container-type:inline-size"><iframe src="{}" title="{}" loading="lazy" height="{}" '
        'style="width:100%;border:0;height:clamp({}px,{}*999,{}px)"></iframe></div>'
    )
    return str(frame.format(address(asked, publisher), asked.title, most, least, grows, most))


def address(asked: Asked, publisher: Publisher) -> str:
    """Where the chart has a page of its own."""
    return f"{publisher.url}{asked.address}/"


def oembed(asked: Asked, heights: Heights, publisher: Publisher) -> str:
    """The answer of the oEmbed protocol (oembed.com, version 1.0) for the chart's own page."""
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": asked.title,
        "provider_name": publisher.name,
        "provider_url": publisher.url,
        "html": code(asked, heights, publisher),
        "width": WIDE.width + 2 * _EDGE,
        "height": heights[0],
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"


def actions(asked: Asked, root: str, lines: str = "", *, images: bool = True) -> Markup:
    """What stands under a chart: its files, the lines to embed it if they are given, and its own page.

    `root` leads from the page to the site's root; without `images` there is no PNG among the files.
    """
    words = pack("en")
    base = f"{root}{asked.address}"
    links = [
        Markup('<a href="{}{}" download>{}</a>').format(base, ending, name)
        for ending, name in ((".csv", "CSV"), (".svg", "SVG"), *([(".png", "PNG")] if images else []))
    ]
    notes = Markup("")
    if lines:
        id = f"{asked.html_id}-embed"
        links += [
            Markup('<button type="button" popovertarget="{}">{}</button>').format(id, words.say("chart.frame.embed")),
            Markup('<a href="{}/">{}</a>').format(base, words.say("chart.frame.link")),
        ]
        notes = Markup('<div popover class="embed-note" id="{}"><p>{}</p><code tabindex="0">{}</code></div>').format(
            id, words.say("chart.frame.copy"), lines
        )
    label = words.say("chart.frame.files", chart=asked.title)
    return Markup('<p class="chart-files" role="group" aria-label="{}">{}</p>{}').format(
        label, Markup(" ").join(links), notes
    )


def discovery(asked: Asked, publisher: Publisher) -> Markup:
    """The link in a page's head by which others find the answer."""
    return Markup('<link rel="alternate" type="application/json+oembed" href="{}oembed.json" title="{}">').format(
        address(asked, publisher), asked.title
    )


def page(asked: Asked, figure: Markup, sheet: Sheet, publisher: Publisher) -> str:
    """The page in the frame: the chart alone, in the scheme of the reader's system."""
    root = "../" * (asked.address.count("/") + 1)
    body = Markup('<main>{}<p class="chart-origin"><a href="{}{}#{}" target="_top">{}</a> {}</p></main>').format(
        figure, root, asked.page, asked.html_id, publisher.name, Markup(" ").join(_state(asked, sheet))
    )
    return bare.page(
        f"{asked.title} – {publisher.name}",
        root,
        body,
        css="embed",
        canonical=f"{publisher.url}{asked.page}#{asked.html_id}",
        head=Markup('<meta name="robots" content="noindex">') + discovery(asked, publisher),
    )


def _state(asked: Asked, sheet: Sheet) -> list[Markup]:
    """How far the chart's own figures go, and whether newer ones are known to be out; nothing of a chart without figures."""
    facts = asked.plan.facts
    if not facts:
        return []
    words, read = pack("en"), {(one.series.dataset, one.vintage) for fact in facts for one in fact.observations}
    passports = {name: sheet.source.passport(name) for name in sorted({dataset for dataset, _ in read})}
    known = max(passports[dataset].vintage(vintage).known for dataset, vintage in read)
    end = max((fact.period for fact in facts), key=lambda period: period.last).end
    said = [Markup("<span>{}</span>").format(words.say("chart.embed.state", end=say.label(end), known=say.day(known)))]
    late = list(dict.fromkeys(one for each in passports for one in sheet.source.overdue(each)))
    if sheet.scope.day:
        said.append(Markup("<b>{}</b>").format(words.say("chart.embed.pinned", day=say.day(sheet.scope.day))))
    elif late:
        said.append(Markup("<b>{}</b>").format(words.say("chart.embed.late", months=periods_of(late))))
    return said
