"""Charts as a writer asks for them: `{{ chart("two-way", since=1992, headline=…) }}`.

The macro leaves a mark in the page; the drawing is made once the site is built, and stands where the mark was.
"""

from __future__ import annotations

import re
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from macros.charts.drawing import draw
from macros.charts.frame import figure as framed
from macros.errors import TradeError, near
from macros.pages import receipts
from macros.pages.plans import KINDS
from macros.pages.plans.plan import Plan
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def chart(sheet: Sheet, kind: str = "", *unnamed: object, headline: str = "", id: str = "", **options: object) -> str:
    """A chart in its frame. `headline` says what it shows: words of a claim, for a chart asserts something.

    `{{ chart("two-way", since=1992, headline=claim(sold > bought, "Kenya now sells more than it buys")) }}`

    The kinds, and the options of each, are those of `KINDS`. A second chart of one kind needs an `id` of its own.
    """
    if kind not in KINDS:
        raise TradeError(f"there is no chart '{kind}'", remedy=near(str(kind), KINDS))
    if unnamed:
        raise TradeError(f"nothing says what {unnamed[0]!r} is", remedy="Name it, as in since=1992 or headline=….")
    known = {"headline", "id", *signature(KINDS[kind]).parameters} - {"sheet"}
    for option in options:
        if option not in known:
            raise TradeError(f"the chart '{kind}' has no option '{option}'", remedy=near(option, known))
    if not str(headline).strip():
        raise TradeError(f"the chart '{kind}' has no headline", remedy='Say what it shows: headline="…".')
    if not re.fullmatch(r"[\w-]*", str(id), re.ASCII):
        raise TradeError(f"'{id}' cannot be an id", remedy="Use letters, digits and hyphens, such as 'clothing'.")
    name = f"chart-{id or kind}"
    if sheet.is_recording and name in sheet.said.drawings:
        raise TradeError(
            f"the page has a chart '{id or kind}' already", remedy='Give this one an id of its own: id="…".'
        )
    plan = KINDS[kind](sheet, **options)
    if sheet.is_recording:
        # A headline with a claim in it is HTML already; a plain one is not.
        title = Markup(headline) if "<" in str(headline) else escape(headline)
        sheet.said.drawings[name] = cache(lambda: _framed(name, plan, title, sheet))
        sheet.note_chart(title.striptags(), plan.facts)
    return str(Markup('<div data-chart="{}"></div>').format(name))


def _framed(name: str, plan: Plan, headline: Markup, sheet: Sheet) -> Markup:
    words = pack("en")
    return Markup(
        framed(
            draw(name, plan.chart),
            headline=str(headline),
            subtitle=str(escape(plan.subtitle)),
            source=receipts.source_line(plan.facts, sheet.source.passport),
            header=plan.header,
            rows=plan.rows,
            source_word=words.say("chart.frame.source"),
            data_word=words.say("chart.frame.data"),
        )
    )
