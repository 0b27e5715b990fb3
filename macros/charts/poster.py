"""A chart as an image of its own: with its headline, its measure and its source, for those who take it away.

An SVG file has both schemes in it and its own font; a PNG has one scheme. A card is what a page looks like where somebody
shares a link to it.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from html import escape

from macros.charts import render
from macros.charts.drawing import Drawing
from macros.charts.labels import wrapped
from macros.charts.theme import FONT, PALETTE, WIDE, in_scheme

CARD = (1200, 630)
"""The width and height of a card in px, as the Open Graph protocol's users expect it."""
_EDGE = 24
_DOTS = 2.0  # of a PNG to each px
_VIEW = re.compile(r'viewBox="([^"]+)" width="100%"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """A drawing and the words around it, as plain text; `site` names the publisher, and may be empty."""

    drawing: Drawing
    headline: str
    subtitle: str
    source: str
    site: str = ""

    @property
    def image(self) -> str:
        """The SVG, its colours still variables."""
        width, column = WIDE.width + 2 * _EDGE, _Column(_EDGE, _EDGE + 2.0, WIDE.width)
        column.set(self.headline, 21, 26, "ink", bold=True)
        column.set(self.subtitle, 16, 22, "ink-2", below=3)
        top = column.top + 16
        column.top = top + self.drawing.heights[0]
        column.set(self.source, 14, 20, "ink-3", below=12)
        column.set(self.site, 14, 20, "ink-2", bold=True)
        parts = [
            f'<rect width="{width}" height="{column.top + _EDGE:g}" fill="var(--paper)"/>',
            f'<rect x="{_EDGE}" y="{_EDGE - 12}" width="{WIDE.width}" height="2" fill="var(--ink)"/>',
            *column.lines,
            _placed(self.drawing, _EDGE, top, WIDE.width),
        ]
        said = f"<title>{escape(self.headline)}</title><desc>{escape(self.drawing.alt)}</desc>"
        return _svg(width, column.top + _EDGE, said + "".join(parts))

    def file(self, face: bytes) -> str:
        """The SVG in the light scheme, and in the dark one where the reader's system is dark; with its font (WOFF2)."""
        light = in_scheme(self.image)
        dark = {PALETTE[token] for token in PALETTE if PALETTE[token][0] in light}
        rules = "".join(
            f'[fill="{one}"]{{fill:{other}}}[stroke="{one}"]{{stroke:{other}}}' for one, other in sorted(dark)
        )
        font = (
            f"@font-face{{font-family:'TX Sans';font-weight:200 900;src:url(data:font/woff2;base64,{_base64(face)})}}"
        )
        style = f"<style>{font if face else ''}@media (prefers-color-scheme:dark){{{rules}}}</style>"
        return light.replace("<title>", f"{style}<title>", 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A page as others see it before they open it: its headline, a line of context, and its lead chart if it has one."""

    headline: str
    note: str
    site: str
    drawing: Drawing | None = None

    @property
    def image(self) -> str:
        """The SVG, its colours still variables."""
        width, height = CARD
        parts = [f'<rect width="{width}" height="{height}" fill="var(--paper)"/>']
        parts.append(f'<rect x="56" y="48" width="{width - 112}" height="4" fill="var(--ink)"/>')
        words = _Column(56, 72.0, 400 if self.drawing else width - 112)
        words.set(self.headline, *((40, 46) if self.drawing else (64, 72)), "ink", bold=True, most=7)
        words.set(self.note, 22, 30, "ink-2", below=16, most=6)
        foot = _Column(56, height - 72.0, width - 112)
        foot.set(self.site, 22, 30, "ink-2", bold=True)
        if self.drawing:
            room, tall = 640.0, height - 170.0
            scale = min(room / WIDE.width, tall / self.drawing.heights[0])
            top = 84 + (tall - self.drawing.heights[0] * scale) / 2
            parts.append(_placed(self.drawing, width - 56 - WIDE.width * scale, top, WIDE.width * scale))
        return _svg(width, height, "".join([*parts, *words.lines, *foot.lines]))


def png_bytes(image: str, dark: bool = False, dots: float = _DOTS) -> bytes:
    """An image in one scheme as a PNG."""
    return render.png(in_scheme(image, dark=dark), scale=dots)


@dataclass(slots=True)
class _Column:
    """Lines of text set downwards from `top`."""

    x: float
    top: float
    width: float
    lines: list[str] = field(default_factory=list)

    def set(
        self, text: str, size: float, leading: float, ink: str, *, bold: bool = False, below: float = 0, most: int = 0
    ) -> None:
        """Set a text, cut to `most` lines if that is not zero."""
        lines = wrapped(text, self.width, size, bold=bold)
        if most and len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        self.top += below if lines else 0
        for line in lines:
            self.lines.append(
                f'<text x="{self.x:g}" y="{self.top + leading / 2 + size * 0.35:g}" font-size="{size:g}" '
                f'fill="var(--{ink})"{" font-weight=" + chr(34) + "700" + chr(34) if bold else ""}>{escape(line)}</text>'
            )
            self.top += leading


def _placed(drawing: Drawing, x: float, y: float, width: float) -> str:
    """The wide drawing as a part of another image."""
    height = drawing.heights[0] * width / WIDE.width
    return _VIEW.sub(
        rf'viewBox="\1" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"', drawing.wide, count=1
    ).replace(' aria-hidden="true" focusable="false"', "", 1)


def _svg(width: float, height: float, body: str) -> str:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" role="img">{body}</svg>'


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
