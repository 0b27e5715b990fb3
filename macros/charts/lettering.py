"""Labels set by us instead of by the renderer, which would measure each of them: half the cost of a drawing.

Where a label goes was settled before (`labels`, `placing`). So the renderer is given a dot in the place of each, and the
dot becomes the label that it stands for: what comes out is what the renderer would have made, to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from macros.charts.layers import Spec

_OURS = {"align": {"expr": "datum.align"}, "fontSize": {"expr": "datum.size"}, "fontWeight": {"expr": "datum.weight"}}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_SIGN = "label:"
_SVG = "{http://www.w3.org/2000/svg}"

Labels = dict[str, dict[str, str]]
"""The attributes of each label, and its text under "", by the sign that its dot carries."""


def without_labels(spec: Spec) -> tuple[Spec, Labels]:
    """The specification with a dot for each label of a `labels.text_layer`, and the labels."""
    labels: Labels = {}
    data = dict(spec["datasets"])
    bare = _bare(spec, data, labels)
    return {**bare, "datasets": data}, labels


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
    """Put each label where its dot is."""
    for dot in root.iter(f"{_SVG}path"):
        if (sign := dot.get("fill", "")) in labels:
            label = labels[sign]
            x, y = (float(number) for number in dot.attrib["transform"][len("translate(") : -1].split(","))
            size = float(label["font-size"].removesuffix("px"))
            dot.tag = f"{_SVG}text"
            dot.text = label[""]
            dot.attrib.clear()
            dot.set("text-anchor", label["text-anchor"])
            dot.set("transform", f"translate({x:g},{y + round(0.3 * size):g})")
            dot.attrib.update({name: value for name, value in label.items() if name not in ("", "text-anchor")})
