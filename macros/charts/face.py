"""The face that charts are lettered in: how wide its characters are, and its letters as outlines.

Text is measured and drawn with our own font, so that a drawing is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import uharfbuzz as hb

FONTS = Path(__file__).parent / "fonts"
_SVG = "{http://www.w3.org/2000/svg}"
_INHERITED = ("font-size", "font-weight", "text-anchor", "stroke-width")
_ANCHORS = {"middle": 0.5, "end": 1.0}
_BOLD = ("bold", "600", "700", "800", "900")  # the weights for which CSS takes the bold one of the two that there are
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of text as an SVG path in units of the font, y upwards, with its width in the same."""

    path: str
    width: float


@cache
def advance(character: str, *, bold: bool = False) -> float | None:
    """How far a character moves the next one, in ems; None for one that the face lacks."""
    font = _font(bold)
    glyph = font.get_nominal_glyph(ord(character))
    return None if glyph is None else font.get_glyph_h_advance(glyph) / font.face.upem


@lru_cache(maxsize=256)  # an image is outlined in two schemes
def outline(text: str, *, bold: bool = False) -> Outline | None:
    """A line of text, kerned; None where the face lacks one of its characters."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(bold), buffer)
    path, x, y = list[str](), 0, 0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not glyph.codepoint:
            return None
        _font(bold).draw_glyph_with_pen(glyph.codepoint, _Pen(path, x + place.x_offset, y + place.y_offset))
        x, y = x + place.x_advance, y + place.y_advance
    return Outline("".join(path), x)


def outlined(image: str) -> str:
    """An SVG with its texts as outlines, which a renderer need not look up in a font; those of several parts,
    and with characters that the face lacks, stay as they are."""
    root = ET.fromstring(image)  # noqa: S314 -- our own
    _outline_below(root, {})
    return ET.tostring(root, encoding="unicode")


def _outline_below(node: ET.Element, inherited: Mapping[str, str]) -> None:
    said = {**inherited, **{name: node.attrib[name] for name in _INHERITED if name in node.attrib}}
    if node.tag == f"{_SVG}text":
        _outline(node, said)
    for child in node:
        _outline_below(child, said)


def _outline(text: ET.Element, said: Mapping[str, str]) -> None:
    if not text.text or len(text) or "font-size" not in said:
        return
    found = outline(text.text, bold=said.get("font-weight") in _BOLD)
    if found is None:
        return
    scale = float(said["font-size"].removesuffix("px")) / _font(False).face.upem
    x = float(text.attrib.pop("x", "0")) - found.width * scale * _ANCHORS.get(said.get("text-anchor", ""), 0.0)
    placed = f"translate({x:g} {text.attrib.pop('y', '0')}) scale({scale:g} {-scale:g})"
    text.tag, text.text = f"{_SVG}path", None
    text.attrib |= {"transform": f"{text.get('transform', '')}{placed}", "d": found.path}
    if "stroke-width" in said:
        text.set("stroke-width", f"{float(said['stroke-width']) / scale:g}")


@cache
def _font(bold: bool) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"tx-sans-{700 if bold else 400}.ttf"))))


class _Pen:
    """Writes the outline of a glyph as a path, moved to its place in the line."""

    def __init__(self, path: list[str], x: float, y: float) -> None:
        self._path, self._x, self._y = path, x, y

    def moveTo(self, at: _Point) -> None:  # noqa: N802 -- these names are what HarfBuzz calls
        self._draw("M", at)

    def lineTo(self, at: _Point) -> None:  # noqa: N802
        self._draw("L", at)

    def qCurveTo(self, *through: _Point) -> None:  # noqa: N802
        self._draw("Q", *through)

    def curveTo(self, *through: _Point) -> None:  # noqa: N802
        self._draw("C", *through)

    def closePath(self) -> None:  # noqa: N802
        self._path.append("Z")

    def _draw(self, letter: str, *points: _Point) -> None:
        self._path.append(letter + " ".join(f"{self._x + x:g} {self._y + y:g}" for x, y in points))
