"""The renderer, vl-convert: a Vega-Lite specification into SVG, and SVG into PNG, the same to the byte on every machine.

Text is measured and drawn with our own fonts.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import vl_convert

from macros.charts.compiled import VEGALITE, compiled
from macros.charts.face import FONTS, outlined
from macros.charts.layers import Spec

RENDERER = f"vl-convert {version('vl-convert-python')}, Vega-Lite {VEGALITE}, uharfbuzz {version('uharfbuzz')}"
"""What draws. Another version may draw otherwise."""


def svg(spec: Spec) -> str:
    """The SVG as the renderer gives it; `svg.inline` makes it fit for a page."""
    _register_fonts()
    return vl_convert.vega_to_svg(compiled(spec), allowed_base_urls=[])


def png(image: str, *, scale: float) -> bytes:
    """An SVG as a PNG, `scale` dots to its px."""
    _register_fonts()
    return vl_convert.svg_to_png(outlined(image), scale=scale)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
