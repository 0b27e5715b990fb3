"""The renderer's SVG made fit for a page: named parts, our size, no more than is seen.

What vl-convert gives repeats its ids from chart to chart, sizes itself by what it measured, and wraps every mark in
empty groups. A page carries many drawings, so all that goes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from macros.charts.lettering import Labels, set_labels
from macros.charts.theme import FONT

_SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", _SVG)
_DROPPED = {
    "class", "role", "aria-roledescription", "aria-hidden", "pointer-events", "stroke-miterlimit", "font-family",
}  # fmt: skip
# What SVG takes for granted.
_GRANTED = {
    ("opacity", "1"), ("text-anchor", "start"), ("transform", "translate(0,0)"), ("font-weight", "400"),
    ("stroke-width", "1"), ("x2", "0"), ("y2", "0"),
}  # fmt: skip
_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "paint-order",
    "font-size", "font-weight", "text-anchor",
)  # fmt: skip
_POINT = r"-?[\d.]+,-?[\d.]+"
_STRAIGHT = re.compile(rf"(?:[ML]{_POINT}|Z)+")
_CORNER = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def inline(
    raw: str,
    *,
    prefix: str,
    size: tuple[float, float],
    origin: tuple[float, float] | None,
    labels: Labels | None = None,
) -> str:
    """One line of SVG, `size` px, whose first panel starts at `origin`; ids begin with `prefix`; `labels` take their places.

    It is hidden from assistive technology: the frame around both widths carries the description, once.
    """
    root = ET.fromstring(raw)  # noqa: S314  our own renderer's output
    if origin:
        # The renderer moves the whole drawing to make room for what sticks out of it; we have left that room already.
        root[-1].attrib.pop("transform", None)
    left, top = origin or (0.0, 0.0)
    set_labels(root, labels or {})
    _tidy(root, prefix)
    view = " ".join(_trimmed(str(float(number))) for number in (-left, -top, *size))
    body = "".join(_text(child) for child in root)
    return (
        f'<svg xmlns="{_SVG}" viewBox="{view}" width="100%" font-family="{FONT}" '
        f'overflow="visible" aria-hidden="true" focusable="false">{body}</svg>'
    )


def _tidy(parent: ET.Element, prefix: str) -> None:
    for child in list(parent):
        _tidy(child, prefix)
        if parent.tag != f"{{{_SVG}}}clipPath" and _is_unseen(child):
            parent.remove(child)
            continue
        kept = {
            name: _renamed(name, _trimmed(value), prefix)
            for name, value in child.attrib.items()
            if name not in _DROPPED and (name, value) not in _GRANTED
        }
        if "d" in kept:
            kept["d"] = min(kept["d"], _by_steps(kept["d"]), key=len)
        if child.tag == f"{{{_SVG}}}text" and "stroke" in kept:
            kept["paint-order"] = "stroke"  # the halo goes behind the letters
        child.attrib.clear()
        child.attrib.update(kept)
        if child.tag == f"{{{_SVG}}}g":
            _hoist(child)
            if not child.attrib:
                _unwrap(parent, child)


def _is_unseen(element: ET.Element) -> bool:
    if element.tag == f"{{{_SVG}}}g":
        return len(element) == 0
    if element.tag == f"{{{_SVG}}}path":
        return "fill" not in element.attrib and "stroke" not in element.attrib
    return element.get("fill") == "transparent"


def _hoist(group: ET.Element) -> None:
    """What all marks of a group have in common is said once, on the group."""
    if len(group) < 2:
        return
    for name in _INHERITED:
        value = group[0].get(name)
        if value is not None and all(child.get(name) == value for child in group):
            group.set(name, value)
            for child in group:
                del child.attrib[name]


def _unwrap(parent: ET.Element, group: ET.Element) -> None:
    """A group that says nothing gives its place to what it holds."""
    at = list(parent).index(group)
    parent.remove(group)
    for offset, child in enumerate(list(group)):
        parent.insert(at + offset, child)


def _trimmed(value: str) -> str:
    """Numbers cut to two decimals, which is finer than any screen."""
    if "." not in value:
        return value
    # Adding zero turns -0.0 into 0.0.
    return _NUMBER.sub(lambda match: f"{round(float(match[0]), 2) + 0.0:.2f}".rstrip("0").rstrip("."), value)


def _by_steps(path: str) -> str:
    """The same path told by the way from each point to the next, which for outlines takes a third less; other paths as they are."""
    if not _STRAIGHT.fullmatch(path):
        return path
    steps, x, y, begun = [], 0, 0, (0, 0)
    for corner, along, down in _CORNER.findall(path):
        if corner == "Z":
            (x, y), step = begun, "z"
        else:
            to_x, to_y = (round(100 * float(number)) for number in (along, down))
            step = "m" if corner == "M" else "l"
            step += f"{_hundredths(to_x - x)} {_hundredths(to_y - y)}".replace(" -", "-")
            (x, y) = (to_x, to_y)
            begun = (x, y) if corner == "M" else begun
        steps.append(step)
    return "".join(steps)


def _hundredths(number: int) -> str:
    """A number of hundredths, without the nought before its point: "12.5", "-.05"."""
    text = f"{number / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if abs(number) < 100 else text


def _renamed(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return f"{prefix}-{value}"
    return value.replace("url(#", f"url(#{prefix}-")


def _text(element: ET.Element) -> str:
    return ET.tostring(element, encoding="unicode").replace(f' xmlns="{_SVG}"', "").replace("\n", " ")
