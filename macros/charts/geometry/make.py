"""Makes the geometry of the maps from Natural Earth: `python -m macros.charts.geometry.make countries-50m.json`.

Run by hand when the source or a choice below changes, never by a build; the README says where the file comes from. Each
drawing gets a file of its own, projected (equal area), thinned and rounded for its width, so that a page carries no point
that no screen can show. Borders are thinned as the arcs that neighbours share, so that they still meet.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycountry

from macros import places

Point = tuple[float, float]
Ring = list[Point]
_CUT = -169.0  # degrees: where the map of the world is cut, through the Bering Strait
_PARALLEL = 27.67  # degrees north: where Western Sahara begins
_UNNUMBERED = {
    "Kosovo": "XKX",
    "Somaliland": "SOM",
    "N. Cyprus": "CYP",
    "Siachen Glacier": "",
    "Indian Ocean Ter.": None,
}
_COUNTED_WITH = {"ALA": "FIN", "IMN": "GBR", "JEY": "GBR", "GGY": "GBR", "MAF": "GLP", "BLM": "GLP"}
_LEFT_OUT = {"ATA", "SGS", "HMD", "ATF"}
# What Natural Earth draws as part of another country, or not at all, and Census counts apart: longitude and latitude.
_POINTS = {
    "GIB": (-5.35, 36.14), "CCK": (96.83, -12.16), "CXR": (105.69, -10.49), "TKL": (-171.85, -9.17), "TUV": (179.2, -8.52),
    "ATF": (69.35, -49.35), "HMD": (73.5, -53.1), "UMI": (166.63, 19.28),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file to make: how to project, the room in px, which places, and three areas in px²: below `detail` a point of a line
    goes, below `least` an islet, and a whole place smaller than `visible` becomes a point. It ends at a latitude `south`.
    """

    name: str
    project: Callable[[float, float], Point]
    width: float
    height: float
    wanted: Callable[[str], bool]
    detail: float
    least: float
    visible: float
    south: float


def azimuthal(longitude: float, latitude: float) -> Point:
    """Lambert's azimuthal equal-area projection about the middle of Africa."""
    middle = math.radians(1)
    away, up = math.radians(longitude - 17), math.radians(latitude)
    across = math.cos(up) * math.cos(away)
    reach = math.sqrt(2 / (1 + math.sin(middle) * math.sin(up) + math.cos(middle) * across))
    y = math.cos(middle) * math.sin(up) - math.sin(middle) * across
    return reach * math.cos(up) * math.sin(away), -reach * y


def equal_earth(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018) about 11° E, which cuts no land but islets."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    away = math.radians(longitude - 11)
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    return 2 * math.sqrt(3) * away * math.cos(t) / (3 * slope), -(a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t)


def _african(code: str) -> bool:
    return bool(code) and places.is_african(places.from_code(code)) and code not in ("IOT", "ATF")


DRAWINGS = (
    Drawing("africa", azimuthal, 656, 500, _african, 1.0, 3.0, 16.0, -36),
    Drawing("world", equal_earth, 656, 400, lambda code: True, 0.9, 2.0, 4.0, -56),
    Drawing("world-narrow", equal_earth, 328, 200, lambda code: True, 0.8, 1.5, 2.0, -56),
)


class Atlas:
    """The arcs of a TopoJSON file in degrees, and the polygons of each of our places as lists of arcs."""

    def __init__(self, topology: dict[str, Any]) -> None:
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[Ring] = []
        for arc in topology["arcs"]:
            x = y = 0
            line = []
            for stepx, stepy in arc:
                x, y = x + stepx, y + stepy
                longitude = x * kx + dx
                line.append((longitude + 360 * (longitude < _CUT), y * ky + dy))
            self.arcs.append(line)
        self.polygons: dict[str, list[list[int]]] = {}
        for shape in topology["objects"]["countries"]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            for polygon in polygons:
                code = self._code(shape, polygon[0])
                if code is not None:
                    self.polygons.setdefault(code, []).extend(polygon)
        self._undivide_western_sahara()

    def _code(self, shape: dict[str, Any], outline: list[int]) -> str | None:
        """Our place of one polygon, "" for land that is nobody's, None for what is left out."""
        name = shape["properties"]["name"]
        if "id" not in shape:
            return _UNNUMBERED[name]
        code = next(country.alpha_3 for country in pycountry.countries if country.numeric == shape["id"])
        line = self.line(outline)
        longitude, latitude = (sum(point[axis] for point in line) / len(line) for axis in (0, 1))
        if code == "FRA" and not (-6 < longitude < 10 and latitude > 40):
            return (
                "GUF"
                if latitude < 10 and longitude < 0
                else "MTQ"
                if 14 < latitude < 15
                else "GLP"
                if latitude > 15
                else "REU"
                if longitude > 50
                else "MYT"
            )
        if code == "NOR" and latitude > 71:
            return "SJM" if longitude < 35 and latitude > 71.5 else code
        if code == "PSE":
            return "XGZ" if longitude < 34.7 else "XWB"
        return None if code in _LEFT_OUT else _COUNTED_WITH.get(code, code)

    def _undivide_western_sahara(self) -> None:
        """Give Western Sahara its land west of the berm too, as Census and the UN count it; Natural Earth draws control."""
        (sahara,), (morocco,) = self.polygons["ESH"], self.polygons["MAR"]
        (berm,) = (number for number in morocco if ~number in sahara)
        coast = morocco[(morocco.index(berm) + 1) % len(morocco)]
        others = [number for number in morocco if number not in (berm, coast)]
        inland, shore = self.arcs[berm], self.arcs[coast]
        bend = next(at for at in range(1, len(inland)) if inland[at + 1][1] < inland[at][1] - 0.02)
        landfall = min(range(len(shore)), key=lambda at: abs(shore[at][1] - _PARALLEL))
        first = len(self.arcs)
        self.arcs += [inland[: bend + 1], [inland[bend], shore[landfall]], shore[: landfall + 1], shore[landfall:]]
        self.polygons["MAR"] = [[*others, first, first + 1, first + 3]]
        at = sahara.index(~berm)
        self.polygons["ESH"] = [[*sahara[at + 1 :], *sahara[:at], first + 2, ~(first + 1), ~first]]

    def line(self, arcs: list[int], of: list[Ring] | None = None) -> Ring:
        """Some arcs one after another; one with a negative number runs backwards."""
        found: Ring = []
        for number in arcs:
            arc = (of or self.arcs)[number] if number >= 0 else (of or self.arcs)[~number][::-1]
            found += arc[1:] if found else arc
        return found

    def merged(self, code: str) -> list[list[int]]:
        """The rings of a place, without the borders inside it (such as those of Somaliland)."""
        rings = self.polygons[code]
        held = {number for ring in rings for number in ring}
        if not any(~number in held for number in held):
            return rings
        left = [number for ring in rings for number in ring if ~number not in held]
        found: list[list[int]] = []
        while left:
            ring = [left.pop(0)]
            while (end := self.line(ring)[-1]) != self.line(ring)[0]:
                following = next(number for number in left if self.line([number])[0] == end)
                left.remove(following)
                ring.append(following)
            found.append(ring)
        return found


def thinned(line: Ring, project: Callable[[Point], Point], least: float) -> Ring:
    """A line without the points that matter least (Visvalingam and Whyatt 1993); its ends stay."""
    kept = list(line)
    flat = [project(point) for point in line]
    shortest = 5 if line[0] == line[-1] else 2
    while len(kept) > shortest:
        areas = [area([flat[at - 1], flat[at], flat[at + 1]]) for at in range(1, len(kept) - 1)]
        smallest = min(areas)
        if smallest >= least:
            break
        at = areas.index(smallest) + 1
        del kept[at], flat[at]
    return kept


def area(ring: Ring) -> float:
    """The area of a ring, whichever way it runs."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def made(atlas: Atlas, drawing: Drawing) -> dict[str, Any]:
    """One file: rings by place in tenths of a px, and the point of each place too small to be seen."""
    codes = sorted(code for code in atlas.polygons if drawing.wanted(code))
    points = {code: point for code, point in _POINTS.items() if drawing.wanted(code)}
    all_rings = {code: [atlas.line(ring) for ring in atlas.merged(code)] for code in codes}
    seen = [point for rings in all_rings.values() for ring in rings for point in ring if drawing.south < point[1]]
    flat = [drawing.project(*point) for point in seen]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    air = 4.0  # for the markers at the edges
    scale = min((drawing.width - 2 * air) / (right - left), (drawing.height - 2 * air) / (bottom - top))
    margin = (drawing.width - scale * (right - left)) / 2

    def put(point: Point) -> Point:
        x, y = drawing.project(*point)
        return margin + (x - left) * scale, air + (y - top) * scale

    arcs = [thinned(arc, put, drawing.detail) if len(arc) > 2 else arc for arc in atlas.arcs]
    shapes: dict[str, list[list[int]]] = {}
    for code in codes:
        rings = [atlas.line(ring, arcs) for ring in atlas.merged(code)]
        drawn = sorted(([put(point) for point in ring] for ring in rings), key=lambda ring: -area(ring))
        if sum(area(ring) for ring in drawn) < drawing.visible and code:
            x, y = (sum(point[axis] for point in drawn[0]) / len(drawn[0]) for axis in (0, 1))
            shapes[code] = [[round(10 * x), round(10 * y)]]
        else:
            kept = [ring for ring in drawn if area(ring) >= drawing.least and not _torn(ring, drawing.width)]
            shapes[code] = [list(_tenths(ring)) for ring in kept or drawn[:1]]
    for code, (longitude, latitude) in points.items():
        x, y = put((longitude + 360 * (longitude < _CUT), latitude))
        shapes[code] = [[round(10 * x), round(10 * y)]]
    height = max(y for rings in shapes.values() for ring in rings for y in ring[1::2]) / 10 + air
    return {"width": drawing.width, "height": math.ceil(height), "places": dict(sorted(shapes.items()))}


def _torn(ring: Ring, width: float) -> bool:
    """Whether the edge of the map cuts a ring in two: islets in the Bering Strait."""
    return max(x for x, _ in ring) - min(x for x, _ in ring) > width * 0.6


def _tenths(ring: Ring) -> Iterator[int]:
    """A ring as x, y, x, y … in tenths of a px, no point twice in a row and its first not repeated."""
    last = None
    whole = [(round(10 * x), round(10 * y)) for x, y in ring]
    if whole[0] == whole[-1]:
        whole.pop()
    for point in whole:
        if point != last:
            yield from point
        last = point


def main(source: Path) -> None:
    """Write the files beside this one."""
    atlas = Atlas(json.loads(source.read_text(encoding="utf-8")))
    for drawing in DRAWINGS:
        found = made(atlas, drawing)
        lines = ",\n".join(
            f'  "{code}": {json.dumps(rings, separators=(",", ":"))}' for code, rings in found["places"].items()
        )
        text = f'{{"width": {found["width"]}, "height": {found["height"]}, "places": {{\n{lines}\n}}}}\n'
        Path(__file__).with_name(f"{drawing.name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
