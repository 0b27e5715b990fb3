"""A Vega-Lite specification into an inline SVG, the same to the byte wherever and whenever it is made.

Text is measured with our own fonts. A drawing is made once per process: the memo is keyed by what went in and by the
renderer, never by the chart's name, so that nothing stale can come out of it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import Any

import altair as alt
import vl_convert

from macros.charts.labels import FONTS

_VEGALITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
_RENDERER = f"vl-convert {version('vl-convert-python')}, Vega-Lite {_VEGALITE}"
_drawn: dict[str, str] = {}


def fingerprint(spec: dict[str, Any]) -> str:
    """What a drawing depends on: its specification, its data within, and the renderer's version."""
    content = json.dumps([_RENDERER, spec], sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(content.encode()).hexdigest()


def svg(spec: dict[str, Any]) -> str:
    """The SVG as the renderer gives it; `svg.inline` makes it fit for a page."""
    key = fingerprint(spec)
    if key not in _drawn:
        _register_fonts()
        _drawn[key] = vl_convert.vegalite_to_svg(spec, vl_version=_VEGALITE, allowed_base_urls=[])
    return _drawn[key]


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
