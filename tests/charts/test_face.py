"""The face: widths as the renderer has them, and letters as outlines that look like its own."""

from __future__ import annotations

import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
import vl_convert

from macros.charts import face, render

_SVG = "{http://www.w3.org/2000/svg}"
_IMAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120" font-family="TX Sans" font-size="16">'
    '<rect width="240" height="120" fill="#fdfcf9"/>{}</svg>'
)
_TEXTS = (
    '<text x="10" y="24">To Africa, AV &amp; Côte d’Ivoire</text>',
    '<text x="120" y="24" text-anchor="middle" font-weight="700">−$51.3 billion</text>',
    '<g text-anchor="end" font-size="13.5px"><text transform="translate(230,60.4)" fill="#a9470f">in deficit</text></g>',
    '<g stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
    '<path d="M0 50H240" stroke="#191b1e" stroke-width="1"/><text transform="translate(20,55)" font-size="13px">2026</text></g>',
    '<text transform="translate(40,110) rotate(-90)" font-weight="bold">Months</text>',
)


@pytest.mark.parametrize("text", _TEXTS)
def test_letters_as_outlines_look_like_text_that_the_renderer_sets(text: str) -> None:
    image = _IMAGE.format(text)
    ours, theirs = _pixels(render.png(image, scale=1.0)), _pixels(vl_convert.svg_to_png(image, scale=1.0))
    assert len(ours) == len(theirs) == 240 * 120 * 4
    assert len(set(theirs)) > 40, "there are letters with soft edges"
    assert max(abs(our - their) for our, their in zip(ours, theirs, strict=True)) <= 24, "but for rounding"


def test_outlines_leave_no_text_to_look_up() -> None:
    found = face.outlined(_IMAGE.format("".join(_TEXTS)))
    assert _texts(found) == []
    assert found.count(" d=") == len(_TEXTS) + 1


def test_a_character_that_the_face_lacks_is_left_to_the_renderer() -> None:
    assert face.advance("円") is None
    assert face.outline("日本円") is None
    texts = '<text x="4" y="20">日本円</text><text x="4" y="40">Yen</text>'
    assert _texts(face.outlined(_IMAGE.format(texts))) == ["日本円"]


def test_a_text_of_nothing_stays() -> None:
    assert _texts(face.outlined(_IMAGE.format('<text x="4" y="20"/>'))) == [None]


def test_letters_are_kerned() -> None:
    together = face.outline("AV")
    apart = sum(width for character in "AV" if (width := face.advance(character)))
    assert together
    assert together.width < 1000 * apart


def test_bold_is_wider() -> None:
    for character in "an0$":
        assert 0 < (face.advance(character) or 0) <= (face.advance(character, bold=True) or 0)


def _texts(image: str) -> list[str | None]:
    return [node.text for node in ET.fromstring(image).iter(f"{_SVG}text")]  # noqa: S314 -- our own


def _pixels(png: bytes) -> bytes:
    """The bytes of a PNG of eight bits, red, green, blue and opacity, with its filters undone (PNG specification, 9.2)."""
    at, packed, width = 8, b"", 0
    while at < len(png):
        length, kind = struct.unpack_from(">L4s", png, at)
        content = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, _, *how = struct.unpack(">LLBBBBB", content)
            assert how == [8, 6, 0, 0, 0]
        packed += content if kind == b"IDAT" else b""
        at += length + 12
    lines, long = zlib.decompress(packed), 4 * width
    pixels, above = bytearray(), bytearray(long)
    for start in range(0, len(lines), long + 1):
        line, how = bytearray(long), lines[start]
        for x in range(long):
            left, up, corner = (line[x - 4], above[x], above[x - 4]) if x > 3 else (0, above[x], 0)
            guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[how]
            line[x] = (lines[start + 1 + x] + guess) % 256
        pixels += line
        above = line
    return bytes(pixels)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
