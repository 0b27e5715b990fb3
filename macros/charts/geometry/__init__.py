"""Where countries lie on the maps, in px for each drawing, and where the tiles of Africa's 54 states lie.

The outlines are Natural Earth's, made fit by `make`; README.md tells what was done with them and how disputed areas are
drawn. They are keyed by our codes of places.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]

# Rough places of the 54 states on a grid, after the site's design: north is up, and neighbours are near.
_TILES = """
 .   .  MAR DZA TUN LBY EGY  .   .   .
CPV MRT MLI BFA NER TCD SDN ERI DJI  .
SEN GMB GIN TGO BEN NGA CAF SSD ETH SOM
GNB SLE LBR CIV GHA CMR COG UGA KEN  .
 .   .   .  STP GNQ GAB COD RWA TZA SYC
 .   .   .   .   .  AGO ZMB BDI MWI COM
 .   .   .   .   .  NAM BWA ZWE MOZ MDG
 .   .   .   .   .   .  ZAF LSO SWZ MUS
"""
TILES = {
    code: (column, row)
    for row, line in enumerate(_TILES.strip("\n").splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
"""The column and row of each African state's tile."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The outlines of one drawing in px: rings by place, largest first, and a point for each place too small to draw."""

    width: float
    height: float
    rings: dict[str, tuple[Ring, ...]]
    points: dict[str, Point]

    def __contains__(self, code: object) -> bool:
        return code in self.rings or code in self.points


@cache
def shapes(name: str) -> Shapes:
    """The outlines made for a drawing: `africa`, `world` or `world-narrow`. The key "" is land that is nobody's."""
    held = json.loads(resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    rings: dict[str, tuple[Ring, ...]] = {}
    points: dict[str, Point] = {}
    for code, outlines in held["places"].items():
        drawn = tuple(tuple((x / 10, y / 10) for x, y in zip(flat[::2], flat[1::2], strict=True)) for flat in outlines)
        if len(drawn) == 1 and len(drawn[0]) == 1:
            points[code] = drawn[0][0]
        else:
            rings[code] = drawn
    return Shapes(held["width"], held["height"], rings, points)
