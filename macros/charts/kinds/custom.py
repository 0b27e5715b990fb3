"""A one-off drawing from `charts/custom`, as a kind of chart like the others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from macros.charts.custom import DRAWINGS
from macros.charts.drawing import Sketch
from macros.charts.theme import NARROW, WIDE, Size
from macros.errors import TradeError, near


@dataclass(frozen=True, kw_only=True, slots=True)
class Custom:
    """What a function of `charts/custom` drew: its specification at each size, as JSON, and what a screen reader says."""

    in_words: str
    wide: str
    narrow: str

    @classmethod
    def of(cls, name: str, rows: Sequence[Mapping[str, object]], in_words: str) -> Custom:
        """The drawing so named of rows as `charts/custom` describes them; `TradeError` with what is wrong with it."""
        if name not in DRAWINGS:
            raise TradeError(f"there is no drawing '{name}' in charts/custom", remedy=near(name, DRAWINGS))
        wide, narrow = (_drawn(name, rows, size) for size in (WIDE, NARROW))
        return cls(in_words=in_words, wide=wide, narrow=narrow)

    def sketch(self, size: Size) -> Sketch:
        """The drawing, fitted to the width."""
        spec = json.loads(self.wide if size.is_wide else self.narrow)
        data = spec.pop("datasets", {})
        fitted = {**spec, "width": size.width, "autosize": {"type": "fit", "contains": "padding"}}
        return Sketch(chart=fitted, data=data, size=size, height=spec["height"], origin=None)


def _drawn(name: str, rows: Sequence[Mapping[str, object]], size: Size) -> str:
    data = pd.DataFrame(rows)
    try:
        chart = DRAWINGS[name](data, size)
        spec = chart.to_dict()
    except TradeError:
        raise
    except Exception as error:
        raise TradeError(
            f"the drawing '{name}' failed at {size.width} px: {type(error).__name__}: {error}",
            remedy=f"Mend it in macros/charts/custom, where it is given {list(data.columns)}.",
        ) from error
    if not isinstance(chart, alt.Chart | alt.LayerChart) or not isinstance(spec.get("height"), int | float):
        raise TradeError(
            f"the drawing '{name}' is not one panel with a height",
            remedy="Give a single or layered chart, and .properties(height=…).",
        )
    kept = {key: value for key, value in spec.items() if key not in ("$schema", "config", "width")}
    return json.dumps(kept, sort_keys=True, allow_nan=False)
