"""A share as a hundred squares, of which so many are filled: a percentage that can be counted."""

from __future__ import annotations

import altair as alt
import pandas as pd

from macros.charts.theme import Size, ink
from macros.errors import TradeError


def waffle(data: pd.DataFrame, size: Size) -> alt.Chart:
    """Ten rows of ten, or five of twenty where there is room, for the first figure, which is in per cent."""
    across = 20 if size.is_wide else 10
    side = min(30, size.width // across)
    filled = round(float(data["value"].iloc[0]))
    if not 0 <= filled <= 100:
        raise TradeError(
            f"{filled} of a hundred squares cannot be filled", remedy="Give a share of a whole, in per cent."
        )
    squares = pd.DataFrame({"number": range(100)})
    squares["x"] = squares["number"] % across * side
    squares["y"] = squares["number"] // across * side
    squares["ink"] = [ink("sold" if number < filled else "faint") for number in squares["number"]]
    chart: alt.Chart = (
        alt.Chart(squares)
        .mark_square(size=(side - 4) ** 2, opacity=1, xOffset=side / 2, yOffset=side / 2)
        .encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, size.width], range=[0, size.width], nice=False), axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            color=alt.Color("ink:N", scale=None),
        )
        .properties(height=100 // across * side)
    )
    return chart
