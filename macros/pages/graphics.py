"""Charts as a writer asks for them: `{{ chart("two-way", since=1992, headline=…) }}`.

The macro leaves a mark in the page; the drawing is made once the site is built, and stands where the mark was.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from inspect import signature
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from macros import words as say
from macros.charts.drawing import Drawing
from macros.charts.frame import figure as framed
from macros.errors import TradeError, near
from macros.pages import receipts
from macros.pages.figure import Figure
from macros.pages.plans import KINDS
from macros.pages.plans.plan import Asked, Plan
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def chart(sheet: Sheet, kind: str = "", *unnamed: object, headline: str = "", id: str = "", **options: object) -> str:
    """A chart in its frame. `headline` says what it shows: words of a claim, for a chart asserts something.

    `{{ chart("two-way", since=1992, headline=claim(sold > bought, "Kenya now sells more than it buys")) }}`

    The kinds, and the options of each, are those of `KINDS`. A second chart of one kind needs an `id` of its own.
    """
    if str(kind) not in KINDS:
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
    name = str(id or kind)
    asked = Asked(id=name, page=sheet.address, plan=_plan(sheet, kind, options), headline=_title(headline))
    if name in sheet.said.charts:
        raise TradeError(f"the page has a chart '{name}' already", remedy='Give this one an id of its own: id="…".')
    sheet.said.charts[name] = asked
    sheet.note_chart(asked.title, asked.plan.facts)
    return _mark(name)


def _plan(sheet: Sheet, kind: str, options: Mapping[str, object]) -> Plan:
    """The plan of a chart, worked out once however often its page is read."""
    key = (kind, *((name, _fixed(options[name])) for name in sorted(options)))
    if key not in sheet.plans:
        sheet.plans[key] = KINDS[kind](sheet, **options)
    return sheet.plans[key]


def _fixed(option: object) -> Hashable:
    """An option as a key: a figure by its name and its fact."""
    if isinstance(option, (list, tuple)):
        return tuple(map(_fixed, option))
    if isinstance(option, dict):
        return tuple((name, _fixed(value)) for name, value in option.items())
    return (option.name, option.fact) if isinstance(option, Figure) else repr(option)


def _mark(name: str) -> str:
    return str(Markup('<div data-chart="{}"></div>').format(name))


def _title(headline: str) -> Markup:
    """A headline with a claim in it is HTML already; a plain one is not."""
    return Markup(headline) if "<" in str(headline) else escape(headline)


def source_line(asked: Asked, sheet: Sheet) -> str:
    """Where the chart's figures come from."""
    said = asked.plan.source or receipts.source_line(asked.plan.facts, sheet.source.passport)
    if not asked.plan.events:
        return said
    publishers = say.and_list(list(dict.fromkeys(one.quotation.publisher for one in asked.plan.events)))
    return f"{said} {pack('en').say('chart.frame.dates', publishers=publishers)}"


def frame(
    asked: Asked, drawing: Drawing, source: str, actions: Markup, *, headline: str = "", readout: bool = False
) -> Markup:
    """The drawing in its frame, with its `source_line`; with a plain `headline` where no receipts are at hand, with `readout`
    for the reading aid."""
    words = pack("en")
    return Markup(
        framed(
            drawing,
            headline=str(escape(headline) or asked.headline),
            subtitle=str(escape(asked.plan.subtitle)),
            source=source,
            header=asked.plan.header,
            rows=asked.plan.rows,
            source_word=words.say("chart.frame.source"),
            data_word=words.say("chart.frame.data"),
            actions=str(actions),
            readout=readout,
        )
    )
