"""The usual recipe, as mkdocs-macros loads it: a frame in memory, figures as text, Altair's specification for the browser.

With `charts: inline` under `extra:`, the naive one: each chart drawn by vl-convert where it stands, and nothing kept.
It knows nothing of ours but the layout of the files; a macro has the name that our pages use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import vl_convert as vlc


def define_env(env: Any) -> None:
    """Read the data, and define the macro that shows a chart."""
    files = sorted((Path(env.conf["config_file_path"]).parent / "data").glob("*/*.csv"))
    keys = ["partner", "flow", "period"]
    rows = pd.concat(pd.read_csv(file, keep_default_na=False) for file in files).drop_duplicates(keys, keep="last")
    env.variables["trade"] = trade = _by_month(rows)
    is_inline = env.variables["charts"] == "inline"
    number = count()

    @env.macro
    def chart(kind: str, since: int, headline: str) -> str:
        months = trade.loc[env.page.meta["partner"]]
        drawn = KINDS[kind](months[months.index.year >= since]).properties(title=headline, width=640, height=320)
        if is_inline:
            return f"<div>{vlc.vegalite_to_svg(drawn.to_dict())}</div>"
        id = f"chart-{next(number)}"
        return f'<div id="{id}"></div><script>vegaEmbed("#{id}", {drawn.to_json(indent=None)})</script>'


def on_pre_page_macros(env: Any) -> None:
    """The figures of the page that is about to be rendered, by name."""
    if "partner" in env.page.meta:
        env.variables.update(_figures(env.variables["trade"].loc[env.page.meta["partner"]], env.page.meta["year"]))


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """What each partner sold and bought by month: the reporter's imports and exports."""
    rows = rows.assign(period=pd.to_datetime(rows["period"], format="%Y-%m"))
    months = rows.pivot(index=["partner", "period"], columns="flow", values="value")
    months = months.rename(columns={"imports": "sold", "exports": "bought"})
    return months.assign(gap=months["sold"] - months["bought"])


def _figures(months: pd.DataFrame, year: int) -> Iterator[tuple[str, str]]:
    years = months.groupby(months.index.year).sum()
    now, before, latest = years.loc[year], years.loc[year - 1], years.iloc[-1]
    for flow in ("sold", "bought", "gap"):
        yield flow, _money(now[flow])
        yield f"{flow}_before", _money(before[flow])
        yield f"{flow}_now", _money(latest[flow])
        yield f"{flow}_up", f"{abs(now[flow] / before[flow] - 1):.1%}"
    yield "sold_june", _money(months["sold"][f"{year}-06"].iloc[0])


def _money(amount: float) -> str:
    return f"${abs(amount) / 1e9:,.1f} billion" if abs(amount) >= 1e9 else f"${abs(amount) / 1e6:,.1f} million"


def _two_way(months: pd.DataFrame) -> alt.Chart:
    years = months.groupby(months.index.year.rename("year"))[["sold", "bought"]].sum().reset_index()
    flows = years.melt("year", var_name="flow", value_name="value")
    return alt.Chart(flows).mark_line().encode(x="year:O", y="value:Q", color="flow:N")


def _balance(months: pd.DataFrame) -> alt.Chart:
    years = months.groupby(months.index.year.rename("year"))[["gap"]].sum().reset_index()
    return (
        alt.Chart(years)
        .mark_bar()
        .encode(x="year:O", y="gap:Q", color=alt.condition(alt.datum.gap > 0, alt.value("teal"), alt.value("crimson")))
    )


def _months(months: pd.DataFrame) -> alt.Chart:
    flows = months[["sold", "bought"]].rename_axis("month").reset_index().melt("month", var_name="flow")
    return alt.Chart(flows).mark_line().encode(x="month:T", y="value:Q", color="flow:N")


KINDS: dict[str, Callable[[pd.DataFrame], alt.Chart]] = {"two-way": _two_way, "balance": _balance, "months": _months}
