"""Holds that a drawing can be read: no text meets another, none leaves the canvas, none is small, at either size.

Texts are measured in the finished SVG, wherever they come from: our labels and the renderer's axes alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from xml.etree import ElementTree as ET

from macros.charts.drawing import Chart, Drawing, draw
from macros.charts.labels import Box, text_width

HOSTILE = '<script>alert("1")</script> & {{ x }}\n\x00\x1b\x85'
LONG = "Democratic and Incomparably Serendipitous Commonwealth of Northern Ruritania and Borduria"
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel"
RIGHT_TO_LEFT = "جمهورية كينيا"
HEBREW = "הרפובליקה של קניה"
NAMES = (HOSTILE, LONG, UNBROKEN, RIGHT_TO_LEFT)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MOVED = re.compile(r"translate\(([-\d.e]+)(?:,([-\d.e]+))?\)")
_INHERITED = ("font-size", "font-weight", "text-anchor")


def require_legible(chart: Chart) -> Drawing:
    """The drawing; raises unless every text is on the canvas, clear of the others, and 12 px or more, and no markup got through."""
    made = draw("c", chart)
    for drawn in (made.wide, made.narrow):
        assert "<script" not in drawn
        assert not _CONTROLS.search(drawn)
        root = ET.fromstring(drawn)  # noqa: S314  our own drawing
        left, top, width, height = map(float, root.attrib["viewBox"].split())
        canvas = Box(left - 0.6, top - 0.6, left + width + 0.6, top + height + 0.6)
        found = list(texts(root))
        assert [(text, box) for text, box in found if not box.within(canvas)] == []
        assert [(a, b) for (a, one), (b, other) in combinations(found, 2) if one.meets(other)] == []
    return made


def texts(
    node: ET.Element, x: float = 0, y: float = 0, given: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Box]]:
    """Every text of a drawing with the room it takes, a little less than its full height."""
    known = {**(given or {}), **{name: node.attrib[name] for name in _INHERITED if name in node.attrib}}
    if moved := _MOVED.search(node.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2] or 0)
    if node.tag.endswith("}text") and (text := "".join(node.itertext())):
        size = float(known["font-size"].removesuffix("px"))
        assert size >= 12, text
        wide = text_width(text, size, bold=known.get("font-weight") == "700")
        left = x - wide * {"middle": 0.5, "end": 1.0}.get(known.get("text-anchor", ""), 0.0)
        middle = y - 0.3 * size  # it stands on its base line
        yield text, Box(left, middle - size * 0.4, left + wide, middle + size * 0.4)
    for child in node:
        yield from texts(child, x, y, known)
