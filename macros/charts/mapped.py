"""The canvas of a map: which outlines it takes at a size, its fills, hatching and markers, and the names upon it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from macros.charts.classes import on
from macros.charts.drawing import Sketch
from macros.charts.geometry import TILES, Point, Ring, Shapes, shapes
from macros.charts.labels import Block, Box, Label, text_layer
from macros.charts.layers import Layer, chart_of, datasets, layered
from macros.charts.legend import Legend
from macros.charts.outlines import Land, crossings, hatching, heart, room_inside, square
from macros.charts.theme import NARROW, Size, ink
from macros.errors import TradeError, near

AREAS = ("africa", "world")
_PITCH, _TILE = 32.9, 30.0
_FARTHEST = 110.0  # px, of a name from what it names
_PIXELS: dict[str, Any] = {"scale": None, "axis": None}


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be set on a map: where, in which lines, and the tone it would lie on (None is hatched)."""

    code: str
    block: Block
    tone: str | None


def outlines(area: str, size: Size) -> Shapes:
    """What a map of an area is drawn with at a size: outlines, and for a narrow Africa tiles."""
    if area == "africa" and not size.is_wide:
        tiles: dict[str, tuple[Ring, ...]] = {code: (_tile(x, y),) for code, (x, y) in TILES.items()}
        return Shapes(NARROW.width, _PITCH * 8, tiles, {})
    return shapes(area if size.is_wide or area == "africa" else f"{area}-narrow")


def _tile(column: int, row: int) -> Ring:
    # A px from the edges, so that no outline sticks out, for which the renderer would move the drawing.
    left, top = 1 + _PITCH * column, 1 + _PITCH * row
    return square(Box(left, top, left + _TILE, top + _TILE))


def require_drawable(area: str, codes: Sequence[str]) -> None:
    """Raise unless there is a map of the area, and every place is on it, once."""
    if area not in AREAS:
        raise TradeError(f"there is no map of '{area}'", remedy=near(area, AREAS))
    known = TILES if area == "africa" else shapes(area)
    if missing := [code for code in codes if code not in known]:
        raise TradeError(
            f"the map of {area} has no place '{missing[0]}'", remedy="Leave it out, and name it in the text."
        )
    if len(set(codes)) < len(codes):
        raise TradeError("a place is given twice", remedy="Give each place once.")


def on_map(
    area: str,
    size: Size,
    tones: Mapping[str, str | None],
    emphasis: Sequence[str],
    names: Sequence[Name],
    told: Legend,
    below: Sequence[Label] = (),
) -> Sketch:
    """The map under its legend. `tones` are those of the places with a class, None for hatching; other land is bare.

    `below` are labels for under the map, counted from its foot.
    """
    held = _moved(outlines(area, size), told.height + (10 if told.height else 0))
    foot = held.height
    patches = {f"legend {number}": (square(box),) for number, (box, _) in enumerate(told.patches)}
    all_rings = {**held.rings, **patches}
    fills = {**tones, **{name: tone for name, (_, tone) in zip(patches, told.patches, strict=True)}}
    radius, rim = (4.0, 0.75) if area == "africa" else (2.6, 0.6) if size.is_wide else (1.9, 0.5)
    layers = [
        _land(all_rings, fills),
        _hatched([ring for code, rings in all_rings.items() if fills.get(code, "") is None for ring in rings]),
        _markers({code: point for code, point in held.points.items() if code in tones}, tones, radius, rim),
        _outlined([ring for code in emphasis for ring in held.rings.get(code, ())]),
    ]
    upon = [replace(label, ink=on(tone)) for label, tone in told.upon]
    labels = list(told.labels)
    is_tiled = area == "africa" and not size.is_wide
    if is_tiled:
        tiled, haloed = _codes(held, tones)
        upon, labels = upon + tiled, labels + haloed
    elif names:
        inside, outside, leads = _named(names, held, size, told)
        upon, labels = upon + inside, labels + outside
        layers.append(_leads(leads))
    labels += [replace(label, y=label.y + foot) for label in below]
    if upon:
        layers.append(_bare(text_layer(upon, "upon-labels")))
    if labels:
        layers.append(text_layer(labels, "labels"))
    depth = max([0.0, *(label.y + size.leading / 2 for label in below)])
    layers = [layer for layer in layers if layer.rows]
    height = math.ceil(foot + depth)
    # As a panel whose own size alone counts: what a halo adds at the edge would move the drawing.
    spec = {"hconcat": [layered(layers, size.width, height)], "spacing": 0, "bounds": "flush"}
    return Sketch(chart=spec, data=datasets(layers), size=size, height=height)


def _moved(held: Shapes, down: float) -> Shapes:
    rings = {
        code: tuple(tuple((x, round(y + down, 1)) for x, y in ring) for ring in drawn)
        for code, drawn in held.rings.items()
    }
    points = {code: (x, y + down) for code, (x, y) in held.points.items()}
    return Shapes(held.width, held.height + down, rings, points)


def _feature(kind: str, coordinates: object, **more: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, **more}


def _land(all_rings: Mapping[str, Sequence[Ring]], fills: Mapping[str, str | None]) -> Layer:
    rows = [
        _feature(
            "MultiPolygon",
            [[[list(point) for point in (*ring, ring[0])]] for ring in rings],
            # Hatching stands out from paper, not from the tone of bare land.
            ink=ink(fills.get(code) or ("paper" if code in fills else "panel")),
            # Land without a class would be lost on the paper.
            edge=ink("rule-2" if fills.get(code) in (None, "paper") else "paper"),
        )
        for code, rings in all_rings.items()
    ]
    # Land that is outlined lies under what has a colour, so that the outline does not cut into a neighbour.
    rows.sort(key=lambda row: row["edge"] == ink("paper"))
    mark = chart_of("land").mark_geoshape(clip=False, strokeWidth=0.75)
    chart = mark.encode(fill=alt.Fill("ink:N", scale=None), stroke=alt.Stroke("edge:N", scale=None))
    return Layer.of(_flat(chart), rows)


def _hatched(rings: Sequence[Ring]) -> Layer:
    lines = [[list(start), list(end)] for start, end in hatching(rings)]
    chart = chart_of("hatching").mark_geoshape(clip=False, filled=False, stroke=ink("neutral"), strokeWidth=1)
    return Layer.of(_flat(chart), [_feature("MultiLineString", lines)] if lines else [])


def _outlined(rings: Sequence[Ring]) -> Layer:
    rows = (
        [_feature("MultiLineString", [[list(point) for point in (*ring, ring[0])] for ring in rings])] if rings else []
    )
    chart = chart_of("emphasis").mark_geoshape(
        clip=False, filled=False, stroke=ink("ink"), strokeWidth=1.5, strokeJoin="round"
    )
    return Layer.of(_flat(chart), rows)


def _flat(chart: alt.Chart) -> alt.Chart:
    """A chart whose coordinates are px already."""
    return chart.project(type="identity", scale=1, translate=[0, 0])


def _markers(points: Mapping[str, Point], tones: Mapping[str, str | None], radius: float, rim: float) -> Layer:
    """A circle for each place too small to be seen; its rim keeps it apart from sea and land alike."""
    rows = [{"x": x, "y": round(y, 1), "ink": ink(tones[code] or "panel")} for code, (x, y) in points.items()]
    mark = chart_of("markers").mark_point(
        shape="circle", size=math.pi * radius**2, opacity=1, stroke=ink("ink-3"), strokeWidth=rim
    )
    chart = mark.encode(x=alt.X("x:Q", **_PIXELS), y=alt.Y("y:Q", **_PIXELS), fill=alt.Fill("ink:N", scale=None))
    return Layer.of(chart, rows)


def _leads(leads: Sequence[tuple[Point, Point]]) -> Layer:
    rows = [{"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]} for a, b in leads]
    chart = chart_of("leads").mark_rule(color=ink("ink"), strokeWidth=0.75)
    return Layer.of(
        chart.encode(x=alt.X("x:Q", **_PIXELS), y=alt.Y("y:Q", **_PIXELS), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")), rows
    )


def _bare(layer: Layer) -> Layer:
    """Labels without their halo of paper: they lie on a colour."""
    mark = {name: value for name, value in layer.marks["mark"].items() if not name.startswith("stroke")}
    return Layer({**layer.marks, "mark": mark}, layer.name, layer.rows)


def _codes(held: Shapes, tones: Mapping[str, str | None]) -> tuple[list[Label], list[Label]]:
    """The code of each tile: on a colour bare, on hatching with a halo."""
    bare: list[Label] = []
    haloed: list[Label] = []
    for code, (ring,) in held.rings.items():
        tone = tones.get(code, "")
        label = Label(
            text=code, x=ring[0][0] + _TILE / 2, y=ring[0][1] + _TILE / 2, ink=on(tone or ""), align="center",
            bold=bool(tone), size=12,
        )  # fmt: skip
        (haloed if tone is None else bare).append(label)
    return bare, haloed


def _named(
    names: Sequence[Name], held: Shapes, size: Size, told: Legend
) -> tuple[list[Label], list[Label], list[tuple[Point, Point]]]:
    """The names that have room: in their country, in the sea with a line to it, or not at all."""
    land = Land((ring for rings in held.rings.values() for ring in rings), held.points.values())
    inside: list[Label] = []
    outside: list[Label] = []
    leads: list[tuple[Point, Point]] = []
    taken = [Box(0, 0, size.width, told.height)] if told.height else []
    for name in names:
        rings, block = held.rings.get(name.code, ()), name.block
        if rings and (middle := room_inside(rings, block)):
            box = block.box(middle[0], middle[1] - block.height / 2, "center")
            if not any(box.meets(other) for other in taken):
                inked = Block(block.lines, on(name.tone) if name.tone else "ink", size)
                labels = inked.labels(middle[0], box.top, "center")
                (inside if name.tone else outside).extend(labels)
                taken.append(box)
                continue
        if placed := _in_sea(block, rings[0] if rings else None, held.points.get(name.code), held, land, taken):
            box, start, tip = placed
            outside += block.labels(box.left, box.top)
            leads.append((_on_the_way(start, tip, min(0.5, 3 / math.dist(start, tip))), tip))
            taken += [box, *(Box(x - 2, y - 2, x + 2, y + 2) for x, y in _along(start, tip))]
    return inside, outside, leads


def _in_sea(
    block: Block, ring: Ring | None, point: Point | None, held: Shapes, land: Land, taken: Sequence[Box]
) -> tuple[Box, Point, Point] | None:
    """Where a name stands in the sea, with both ends of the line to what it names; None where there is no room.

    The nearest places are weighed: a line should be short, and should not cross other land.
    """
    target = heart(ring) if ring else point
    if target is None:
        return None
    best: tuple[float, Box, Point, Point] | None = None
    tried = 0
    for box, start in _places_near(block, target, held):
        padded = Box(box.left - 4, box.top - 2, box.right + 4, box.bottom + 2)
        if not land.is_clear(padded) or any(padded.meets(other) for other in taken):
            continue
        tip = _tip(start, target, ring)
        line = _along(start, tip)
        if any(other.left < x < other.right and other.top < y < other.bottom for other in taken for x, y in line):
            continue
        crossed = sum(not land.is_clear(Box(x, y, x, y)) for x, y in line[1:-3])
        cost = math.dist(start, tip) + 5 * crossed
        if best is None or cost < best[0]:
            best = (cost, box, start, tip)
        tried += 1
        if tried == 150:
            break
    return best[1:] if best else None


def _tip(start: Point, target: Point, ring: Ring | None) -> Point:
    """Where a line from the sea ends: a little way inside the outline, or at the rim of a marker."""
    length = math.dist(start, target)
    if ring is None:
        return _on_the_way(start, target, 1 - min(1.0, 4.5 / length))
    for step in range(1, 61):
        x, y = _on_the_way(start, target, step / 60)
        ends = crossings(ring, y)
        if any(left <= x <= right for left, right in zip(ends[::2], ends[1::2], strict=True)):
            return _on_the_way(start, target, min(1.0, step / 60 + 7 / length))
    return target


def _along(start: Point, end: Point) -> list[Point]:
    """Points on a line, 3 px apart or closer, both ends among them."""
    steps = max(1, math.ceil(math.dist(start, end) / 3))
    return [_on_the_way(start, end, step / steps) for step in range(steps + 1)]


def _on_the_way(start: Point, end: Point, share: float) -> Point:
    return round(start[0] + share * (end[0] - start[0]), 1), round(start[1] + share * (end[1] - start[1]), 1)


def _places_near(block: Block, target: Point, held: Shapes) -> Iterator[tuple[Box, Point]]:
    """Where a name could stand, the nearest first, with the point of its box from which the line starts."""
    found = []
    for left in _steps(target[0], block.width, held.width):
        for top in _steps(target[1], block.height, held.height):
            box = Box(left, top, left + block.width, top + block.height)
            start = (min(max(target[0], box.left), box.right), min(max(target[1], box.top), box.bottom))
            away = math.dist(start, target)
            if 8 <= away <= _FARTHEST:
                found.append((away, box, start))
    found.sort(key=lambda place: (round(place[0], 1), place[1].left, place[1].top))
    return ((box, start) for _, box, start in found)


def _steps(near: float, length: float, room: float) -> range:
    """Where something of a length may begin within a room, 4 px apart, and reach as far as a name may be from what it names."""
    first, last = near - _FARTHEST - length, min(near + _FARTHEST, room - length)
    return range(max(0, 4 * math.floor(first / 4)), int(last) + 1, 4)
