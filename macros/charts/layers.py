"""A layer of marks and the rows it draws, as plain specification.

Each layer is an Altair chart. But Altair copies all that charts hold each time they are put together, which costs more
than drawing them; so layers are put together as specifications, and their rows join at the end (`Sketch.spec`). Altair
also looks for data frames in every part as it writes one down, so that is done here, with the same outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Layer:
    """The marks of a layer, and the name and rows of their data."""

    marks: Spec
    name: str
    rows: Rows

    @classmethod
    def of(cls, chart: alt.Chart, rows: Rows) -> Layer:
        """A layer from an Altair chart of named data."""
        return cls(plain(chart), chart.data.name, rows)


_TYPES = {"Q": "quantitative", "N": "nominal"}


def plain(part: Any) -> Any:
    """A chart, or a part of one, as specification: what its own `to_dict` gives."""
    if isinstance(part, alt.SchemaBase):
        given = dict(part._kwds)
        if isinstance(shorthand := given.pop("shorthand", None), str):
            given["field"], _, letter = shorthand.partition(":")
            if "type" in given:  # a second channel takes the type of the first
                given["type"] = _TYPES[letter]
        if isinstance(mark := given.get("mark"), str):
            given["mark"] = {"type": mark}
        return plain(part._args[0] if part._args else given)
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items() if value is not alt.Undefined}
    if isinstance(part, list | tuple):
        return [plain(one) for one in part]
    return part


def chart_of(name: str) -> alt.Chart:
    """An empty chart of the data so named."""
    return alt.Chart(alt.NamedData(name=name))


def layered(layers: Sequence[Layer], width: float, height: float) -> Spec:
    """The layers over one another, in a panel of this size."""
    return {"layer": [layer.marks for layer in layers], "width": width, "height": height}


def datasets(layers: Sequence[Layer]) -> dict[str, Rows]:
    """The rows of all layers by name."""
    return {layer.name: layer.rows for layer in layers}
