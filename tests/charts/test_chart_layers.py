"""A layer is written down as Altair itself would write it, key by key, only sooner."""

from __future__ import annotations

import json

import altair as alt

from macros.charts.layers import chart_of, plain


def test_a_chart_is_written_down_as_altair_has_it() -> None:
    bars = chart_of("bars").mark_bar(size=alt.expr("datum.size"), strokeDash=[2, 3])
    axis = alt.Axis(values=[1, 2], labelOffset=alt.expr("datum.value"), title=None)
    scale = alt.Scale(domain=[0, 10], nice=False)
    chart = bars.encode(
        x=alt.X("year:Q", scale=scale, axis=axis),
        y=alt.Y("value:Q", axis=None, stack=None),
        x2=alt.X2("end:Q"),
        y2=alt.Y2Datum(0),
        color=alt.Color("ink:N", scale=None),
        opacity=alt.value(0.5),
    )
    for one in (chart, chart_of("lines").mark_line()):
        own = one.to_dict(validate=False, context={"top_level": False})
        assert json.dumps(plain(one)) == json.dumps(own)
