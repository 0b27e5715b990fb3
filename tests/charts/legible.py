"""Holds that a drawing can be read: no text meets another, none leaves the canvas, none is small, at either size."""

from __future__ import annotations

from itertools import combinations

from macros.charts.drawing import Chart, draw
from macros.charts.labels import Box, text_width
from macros.charts.theme import NARROW, WIDE

HOSTILE = '<script>alert("1")</script> & {{ x }}\n\x00'
LONG = "Democratic and Incomparably Serendipitous Commonwealth of Northern Ruritania and Borduria"
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel"
RIGHT_TO_LEFT = "جمهورية كينيا"
NAMES = (HOSTILE, LONG, UNBROKEN, RIGHT_TO_LEFT)


def require_legible(chart: Chart) -> None:
    """Raise unless every label of ours is on the canvas, clear of the others, and 12 px or more; no markup gets through."""
    for size in (WIDE, NARROW):
        sketch = chart.sketch(size)
        boxes = []
        for name, rows in sketch.data.items():
            for row in rows if name.endswith("labels") else []:
                text, type_size, x, y = (
                    str(row["text"]),
                    float(str(row["size"])),
                    float(str(row["x"])),
                    float(str(row["y"])),
                )
                width = text_width(text, type_size, bold=row["weight"] == 700)
                left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[str(row["align"])]
                assert type_size >= 12
                boxes.append((Box(left, y - type_size * 0.4, left + width, y + type_size * 0.4), text))
        canvas = Box(-0.6, -sketch.origin[1] - 0.6, size.width + 0.6, sketch.height - sketch.origin[1] + 0.6)
        assert [text for box, text in boxes if not box.within(canvas)] == []
        assert [(a[1], b[1]) for a, b in combinations(boxes, 2) if a[0].meets(b[0])] == []
    made = draw("c", chart)
    assert "<script" not in made.wide + made.narrow
