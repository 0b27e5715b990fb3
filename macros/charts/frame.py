"""The frame of a chart: headline, measure, drawing, source, and the data as a table. One line of HTML.

One line, or it falls out of admonitions and lists. The drawing is one image to a screen reader, described once however
many widths there are; drawing and table stay out of the search index.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from macros.charts.drawing import Drawing
from macros.charts.labels import wrapped
from macros.charts.theme import NARROW, WIDE
from macros.errors import TradeError

_EDGES = 124  # px of a frame that are neither its words nor its drawing


def figure(
    drawing: Drawing,
    *,
    headline: str,
    subtitle: str,
    source: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    source_word: str = "Source",
    data_word: str = "Data",
    actions: str = "",
    readout: bool = False,
) -> str:
    """The chart in its frame. `headline`, `subtitle` and `actions` are HTML; `source`, `header` and `rows` plain text.

    With `readout` each drawing says where the rows of the table lie, for the script that shows them.
    """
    name = f"{drawing.id}-headline"
    wide, narrow = (f' data-stops="{stops}"' if readout and stops else "" for stops in drawing.stops)
    parts = [
        f'<figure class="chart" id="{drawing.id}" aria-labelledby="{name}">',
        f'<p class="chart-headline" id="{name}">{headline}</p>',
        f'<p class="chart-subtitle">{subtitle}</p>',
        f'<div class="chart-drawing" role="img" aria-label="{escape(drawing.alt)}" data-search-exclude>',
        f'<div class="wide"{wide}>{drawing.wide}</div><div class="narrow"{narrow}>{drawing.narrow}</div></div>',
        f'<p class="chart-source">{escape(source_word)}: {escape(source)}</p>',
        f'<div class="chart-foot" data-search-exclude>{actions}',
        f'<details class="chart-data"><summary>{escape(data_word)}</summary>',
        # The table may be wider than a phone: its box takes the keyboard's focus so that it can be moved.
        f'<div class="scroll" tabindex="0" role="group" aria-labelledby="{name}">{table(header, rows)}</div>',
        "</details></div></figure>",
    ]
    return " ".join("".join(parts).split("\n"))


def heights(drawing: Drawing, headline: str, subtitle: str, *notes: str) -> tuple[int, int]:
    """How high the frame stands in px, wide and narrow, its data folded, with notes below it, each as small as the source."""
    texts = [(headline, 21, 26, True), (subtitle, 16, 22, False), *((note, 14, 20, False) for note in notes)]
    wide, narrow = (
        _EDGES
        + sum(leading * len(wrapped(text, size.width, font, bold=bold)) for text, font, leading, bold in texts)
        + math.ceil(height)
        for size, height in zip((WIDE, NARROW), drawing.heights, strict=True)
    )
    return wide, narrow


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The figures as a table, the first cell of each row its head. Every row must have a cell for each column."""
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise TradeError(
                f"row {number} of the chart's table has {len(row)} cells for {len(header)} columns",
                remedy="Give each row a cell for each column; write a word where there is no figure.",
            )
    # A column of figures, which end in a digit however they are written, stands to the right.
    css = [
        ' class="num"' if column and all(row[column][-1:].isdigit() for row in rows) else ""
        for column in range(len(header))
    ]
    head = "".join(f'<th scope="col"{one}>{escape(cell)}</th>' for one, cell in zip(css, header, strict=True))
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td{one}>{escape(cell)}</td>" for one, cell in zip(css[1:], row[1:], strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
