"""One-off drawings: a plain Altair function for the chart that no kind draws, set in the same frame as the others.

A function takes a data frame with a row for each figure that the writer names (`name`, `period`, `start` and `end`, the first
day of its first and last month,
`value` and `bound` in the unit of `unit`, `partner`, `flow`, `products`) and the `Size` it is to fill, and gives one Altair chart,
single or layered, with a height. Colours are those of `theme.ink`; fonts, widths and axes come from the theme. Enter it in
`DRAWINGS`, and a page may say `{{ chart("custom", draw="waffle", of=[share], alt="…", subtitle="…", headline="…") }}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import altair as alt
import pandas as pd

from macros.charts.custom.waffle import waffle
from macros.charts.theme import Size

Draw = Callable[[pd.DataFrame, Size], alt.Chart | alt.LayerChart]

DRAWINGS: Mapping[str, Draw] = {"waffle": waffle}
"""The drawings by the name that a page gives."""
