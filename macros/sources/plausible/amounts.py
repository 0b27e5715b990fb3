"""Whether a candidate's amounts can follow those on record: unit, history, totals, rounding, and figures beyond all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from macros import places
from macros.periods import Period
from macros.sources.plausible.compared import KEY, SERIES, Compared, runs_of
from macros.sources.plausible.finding import WORST, Finding, Weight, before_after, count, listed, money

TIMES, SHARE, FEWEST = 2, 1 / 1000, 24
"""A figure is beyond all history if it is more than so many times the highest of all months on record, there are that many of them,
and it is higher than that by more than this share of all trade in its flow and month. Asked of the record of 2003 to July 2026,
19 of 283 releases would have been held for one; most were real (gold from Switzerland, an oil platform), some were revised away."""
SAME = 0.9
"""The share of numbers that must have moved by one factor for it to be a change of scale."""


def scale(compared: Compared) -> Iterator[Finding]:
    """No flow, and no month of one, has moved by one factor for all partners."""
    rows = compared.months
    held = rows[(rows["before"] > 20 * rows["step_before"]) & (rows["after"] > 20 * rows["step_after"])]
    coming = compared.coming.join(_usual(compared.history, compared.on_record.last), on=[*SERIES])
    coming = coming.rename(columns={"usual": "before", "value": "after"})
    coming = coming[(coming["before"] > 0) & (coming["after"] > 0)]
    for some, most, beside in ((held, 5, "on record"), (coming, 20, "usual in the twelve months before")):
        some = some.assign(ratio=some["after"] / some["before"])
        for keys in (["flow"], ["flow", "first"]):
            factor = some.groupby(keys)["ratio"].transform("median")
            odd = (factor > most) | (factor < 1 / most)
            if beside == "on record":
                off = (some["step_after"] / some["after"] + some["step_before"] / some["before"]) / 2 + 1e-9
                by_one = (
                    ((some["ratio"] / factor - 1).abs() <= off).groupby([some[key] for key in keys]).transform("mean")
                )
                odd |= (by_one >= SAME) & ((factor - 1).abs() > 0.01)
            odd &= some.groupby(keys)["ratio"].transform("size") >= WORST
            if odd.any():
                at = some[odd].iloc[0]
                whole = some[(some[keys] == at[keys]).all(axis=1)]
                yield _scaled(whole, float(factor[odd].iloc[0]), beside, by_month="first" in keys)
                return


def _scaled(rows: pd.DataFrame, factor: float, beside: str, *, by_month: bool) -> Finding:
    first = int(rows["first"].iloc[0])
    when = f" of {Period(first, first)}" if by_month else ""
    worst = rows.loc[rows["after"].nlargest(WORST).index]
    return Finding(
        kind="scale",
        weight=Weight.REFUSED,
        what=f"the {rows['flow'].iloc[0]}{when}, {len(rows):,} numbers, are {factor:,.4g} times what is {beside}",
        means="The source has changed its unit, or a part of it. The reader of this source must learn the new one.",
        evidence=before_after(worst),
    )


def beyond(compared: Compared) -> Iterator[Finding]:
    """No figure that is new or changed is far above all that its partner ever had."""
    if compared.is_annual:
        return
    highest = compared.history.groupby(["partner", "flow", "product"]).agg(
        before=("value", "max"), months=("first", "nunique")
    )
    changed = compared.months[compared.months["changed"] & compared.months["after"].gt(0)]
    new = pd.concat([compared.coming.rename(columns={"value": "after"}), changed[[*KEY, "after"]]])
    total = compared.single.groupby(["flow", "first"])["value"].sum().rename("total")
    rows = new.join(highest, on=["partner", "flow", "product"]).join(total, on=["flow", "first"])
    beyond = rows[
        (rows["months"] >= FEWEST)
        & (rows["after"] > TIMES * rows["before"])
        & (rows["after"] - rows["before"] > SHARE * rows["total"])
    ]
    if len(beyond):
        yield Finding(
            kind="beyond all history",
            weight=Weight.HELD,
            what=f"{count(len(beyond), 'figure')} at more than {TIMES} times the highest on record, and not of a small trade",
            means="It may be true (gold, aircraft, a platform), or a slip at the source. Look what the publisher says of it.",
            evidence=before_after(beyond.nlargest(WORST, "after"), "at most "),
        )


def rewritten(compared: Compared) -> Iterator[Finding]:
    """Months on record change only where they may: the recent ones, and in the annual revision all."""
    rows = compared.months
    still_there = rows["partner"].isin(set(compared.candidate["partner"]))  # who vanished is told of elsewhere
    changed = rows[rows["changed"] & still_there]
    recent = changed[changed["first"] >= compared.recent_from]
    older = changed[changed["first"] < compared.recent_from]
    for some, weight in ((recent, Weight.NOTED), (older, Weight.NOTED if compared.may_rewrite else Weight.HELD)):
        if some.empty:
            continue
        months = listed(map(str, runs_of(some["first"])), limit=4)
        worst = some.loc[some["change"].abs().nlargest(WORST).index]
        net = f"net {money(some['change'].sum(), signed=True)}"
        yield Finding(
            kind="revised" if weight is Weight.NOTED else "history rewritten",
            weight=weight,
            what=f"{count(len(some), 'number')} on record changed, in {months}, {net}",
            means="As releases do." if weight is Weight.NOTED else
            "No annual revision is due, so the source may have served another state of its figures. Look for its notice.",
            evidence=before_after(worst),
        )  # fmt: skip


def totals(compared: Compared) -> Iterator[Finding]:
    """No total and no group has moved while none of its parts did."""
    rows = compared.joined[compared.joined["before"].notna() & compared.joined["after"].notna()]
    moved = rows[rows["changed"]]
    parts = compared.joined[compared.joined["changed"] & compared.joined["first"].eq(compared.joined["last"])]
    months = {(*name, first) for *name, first in zip(*(parts[c] for c in SERIES), parts["first"], strict=True)}
    partners = parts[~parts["is_group"]].groupby(["flow", "first"])["partner"].agg(set).to_dict()
    alone = []
    for at, row in moved.to_dict("index").items():
        partner, flow, first = row["partner"], row["flow"], row["first"]
        of_months = first < row["last"] and not compared.is_annual
        if of_months:
            parts_moved = any((partner, flow, row["product"], m) in months for m in range(first, row["last"] + 1))
        elif row["is_group"] and places.in_group("KEN", partner) is not None:  # else we do not hold its members
            parts_moved = any(places.in_group(one, partner) for one in partners.get((flow, first), ()))
        else:
            continue
        if not parts_moved:
            alone.append(at)
    if alone:
        some = moved.loc[alone]
        yield Finding(
            kind="totals moved alone",
            weight=Weight.HELD,
            what=f"{count(len(some), 'total')} on record changed, and none of their parts",
            means="Totals and parts may be of different states of the record.",
            evidence=before_after(some.loc[some["change"].abs().nlargest(WORST).index]),
        )


def rounding(compared: Compared) -> Iterator[Finding]:
    """What is on record is not given more coarsely now."""
    rows = compared.months[compared.months["before"].notna() & compared.months["after"].notna()]
    last = compared.history[compared.history["first"] > compared.on_record.last - 12]
    coming = compared.coming.join(last.groupby("flow")["precision"].median().rename("usual"), on="flow")
    steps = pd.concat([
        rows[["first", "step_before", "step_after"]],
        coming[["first", "usual", "precision"]].set_axis(["first", "step_before", "step_after"], axis=1),
    ])  # fmt: skip
    for differ, kind, weight, means in (
        (steps["step_after"] > steps["step_before"], "coarser rounding", Weight.HELD, "The record would know less than it does."),
        (steps["step_after"] < steps["step_before"], "finer rounding", Weight.NOTED, "The record knows more than it did."),
    ):  # fmt: skip
        some = steps[differ]
        if len(some):
            usual = some[["step_before", "step_after"]].mode().iloc[0]
            yield Finding(
                kind=kind,
                weight=weight,
                what=f"{count(len(some), 'number')} in {listed(map(str, runs_of(some['first'])), limit=4)} are given to "
                f"{money(usual['step_after'])}, before to {money(usual['step_before'])}",
                means=means,
            )


def _usual(history: pd.DataFrame, last: int) -> pd.Series:
    """The mean of each series in the twelve months up to one."""
    recent = history[history["first"] > last - 12]
    return recent.groupby(list(SERIES))["value"].mean().rename("usual")
