"""Vega-Lite's compiler, asked once for all drawings of one shape: it takes a third of the renderer's time.

What differs from drawing to drawing it hands through as it is: rows, the ends of a scale, the names on an axis, sizes. So it
is given a number nobody would draw in the place of each, and what it made of that is kept and filled in, to the same Vega.
Equal numbers of one meaning have equal stand-ins, of the same sign, and zero stands for itself, for there it may look.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

from macros.charts.layers import Spec

VEGALITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
_NUMBERS = {"domain", "range", "tickCount", "width", "height", "x", "x2", "y", "y2", "spacing", "size"}
_TEXTS = {"labelExpr", "expr"}
_LISTS = {"values"}
_STAND_IN = re.compile(r"-?9(\d{6})\.5")
_MADE_OF_ONE = re.compile(r"\d{7}")


def compiled(spec: Spec) -> Spec:
    """The Vega specification of a Vega-Lite one."""
    told = _Told()
    shape = told.shape({key: value for key, value in spec.items() if key not in ("datasets", "config")})
    data = {name: [told.stand_in(name, _inner(rows))] for name, rows in spec["datasets"].items()}
    pieces = _pieces(json.dumps({**shape, "datasets": data, "config": spec["config"]}))
    if pieces is None:
        return _vega(spec)
    texts = [text for _, text in told.numbers]
    filled = (texts[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces))
    vega: Spec = json.loads("".join(filled))
    return vega


def _vega(spec: Spec) -> Spec:
    vega: Spec = vl_convert.vegalite_to_vega(spec, vl_version=VEGALITE)
    return vega


class _Told:
    """What was taken out of a specification, by its meaning and as JSON, and the number of its stand-in."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def stand_in(self, meaning: str, text: str) -> float:
        return 9_000_000.5 + self.numbers.setdefault((meaning, text), len(self.numbers))

    def shape(self, node: Any, key: str = "") -> Any:
        """A part of the specification with stand-ins; `key` is what it is called."""
        if isinstance(node, dict):
            return {name: self.shape(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [self.stand_in(key, _inner(node))] if key in _LISTS else [self.shape(one, key) for one in node]
        if isinstance(node, str):
            return str(self.stand_in(key, _inner(node))) if key in _TEXTS else node
        if key in _NUMBERS and isinstance(node, int | float) and node:
            return (1 if node > 0 else -1) * self.stand_in(key, json.dumps(node))
        return node


def _inner(value: Any) -> str:
    """A list or a text as JSON, without its brackets or quotes."""
    return json.dumps(value)[1:-1]


@lru_cache(maxsize=512)
def _pieces(shape: str) -> list[str] | None:
    """The Vega of a shape, cut at its stand-ins: every other piece is the number of one. `None` if one was reckoned with."""
    pieces = _STAND_IN.split(json.dumps(_vega(json.loads(shape))))
    return None if any(_MADE_OF_ONE.search(piece) for piece in pieces[::2]) else pieces
