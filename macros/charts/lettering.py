"""Labels set by us instead of by the renderer, which would measure each of them: half the cost of a drawing.

Where a label goes was settled before (`labels`, `placing`). So the renderer is given a dot in the place of each, and the
dot becomes the label that it stands for. The names below an axis it sets itself, but at no size, for what has no size it
does not measure; they get theirs afterwards. What comes out is what the renderer would have made, to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from macros.charts.layers import Spec

_OURS = {"align": {"expr": "datum.align"}, "fontSize": {"expr": "datum.size"}, "fontWeight": {"expr": "datum.weight"}}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SIGN = "label:"
_NO_SIZE = "0px"
_SVG = "{http://www.w3.org/2000/svg}"

Labels = dict[str, dict[str, str]]
"""The attributes of each label, and its text under "", by the sign that its dot carries; by "0px" those of the names below
an axis."""


def without_labels(spec: Spec) -> tuple[Spec, Labels]:
    """The specification with a dot for each label of a `labels.text_layer` and axes named at no size, and the labels."""
    config = spec["config"]
    labels: Labels = {_NO_SIZE: {"font-size": f"{config['axis']['labelFontSize']:g}px"}}
    data = dict(spec["datasets"])
    bare = _bare(spec, data, labels)
    return {**bare, "datasets": data, "config": {**config, "axisBottom": {"labelFontSize": 0}}}, labels


def _bare(node: Any, data: dict[str, Any], labels: Labels) -> Any:
    if isinstance(node, list):
        return [_bare(one, data, labels) for one in node]
    if not isinstance(node, Mapping):
        return node
    mark = node.get("mark")
    if isinstance(mark, Mapping) and mark.get("type") == "text" and _OURS.items() <= mark.items():
        return _dots(node, mark, data, labels)
    return {
        key: _bare(value, data, labels) if key in ("layer", "hconcat", "vconcat") else value
        for key, value in node.items()
    }


def _dots(layer: Mapping[str, Any], mark: Mapping[str, Any], data: dict[str, Any], labels: Labels) -> Spec:
    name = layer["data"]["name"]
    halo = {
        attribute: str(mark[option])
        for attribute, option in (
            ("stroke", "stroke"),
            ("stroke-width", "strokeWidth"),
            ("stroke-linejoin", "strokeJoin"),
        )
        if option in mark
    }
    rows = []
    for row in data[name]:
        sign = f"{_SIGN}{len(labels)}"
        labels[sign] = {
            "text-anchor": _ANCHORS[row["align"]],
            "font-size": f"{row['size']:g}px",
            "font-weight": str(row["weight"]),
            "fill": row["ink"],
            **halo,
            "": row["text"],
        }
        rows.append({"x": row["x"], "y": row["y"], "ink": sign})
    data[name] = rows
    encoding = {channel: how for channel, how in layer["encoding"].items() if channel != "text"}
    return {**layer, "mark": {"type": "point", "filled": True, "size": 1, "opacity": 1}, "encoding": encoding}


def set_labels(root: ET.Element, labels: Labels) -> None:
    """Put each label where its dot is, and give the names below an axis their size."""
    for name in root.iter(f"{_SVG}text"):
        if name.get("font-size") == _NO_SIZE:
            name.attrib.update(labels[_NO_SIZE])
            _lower(name, 0.79)
    for dot in root.iter(f"{_SVG}path"):
        if (sign := dot.get("fill", "")) in labels:
            label = labels[sign]
            dot.tag = f"{_SVG}text"
            dot.text = label[""]
            at = dot.attrib["transform"]
            dot.attrib.clear()
            dot.attrib.update({"text-anchor": label["text-anchor"], "transform": at, **label})
            del dot.attrib[""]
            _lower(dot, 0.3)


def _lower(text: ET.Element, share: float) -> None:
    """Set a text so much of its size lower, for its middle or its top to be where its foot was."""
    across, down = text.attrib["transform"].rstrip(")").split(",")
    size = float(text.attrib["font-size"].removesuffix("px"))
    text.set("transform", f"{across},{float(down) + round(share * size):g})")
