"""Whether a candidate has the months and the partners that follow on those on record, each under its own code."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from macros import places
from macros.periods import Period
from macros.sources.plausible.compared import Compared, runs_of
from macros.sources.plausible.finding import WORST, Finding, Weight, before_after, listed

SPARSE = 0.8
"""A month has too few partners with fewer than this share of the median of the last twelve. From 2003 to July 2026 none had fewer
than nine tenths."""
SILENT = 1_000_000
"""US dollars in each of the last 24 months from where on a nil is odd. From 2003 to July 2026
that was so in 3 of 283 months, each time of a territory that had ended."""
SAME = 0.9
"""The share of a partner's past that must be another's for it to be a change of codes."""


def months(compared: Compared) -> Iterator[Finding]:
    """The candidate's months follow those on record, without a hole."""
    covers, held = compared.covers, compared.on_record
    if covers.last < held.last:
        yield Finding(
            kind="months gone back",
            weight=Weight.REFUSED,
            what=f"it ends with {covers.end}, and the record with {held.end}",
            means="The source has served an old copy. Refresh again later.",
        )
    if covers.first > held.last + 1:
        yield Finding(
            kind="months missing",
            weight=Weight.REFUSED,
            what=f"it begins with {covers.start}, and the record ends with {held.end}",
            means=f"{Period(held.last + 1, covers.first - 1)} would be missing. Fetch from an earlier month on.",
        )
    rows = compared.candidate[~compared.candidate["is_group"] & (compared.candidate["value"] > 0)]
    for flow in sorted(set(compared.history["flow"])):
        spans = rows.loc[rows["flow"] == flow, ["first", "last"]].drop_duplicates().itertuples(index=False, name=None)
        has = {month for first, last in spans for month in range(first, last + 1)}
        missing = pd.Series(sorted({month.first for month in covers} - has), dtype="int64")
        if len(missing):
            yield Finding(
                kind="months missing",
                weight=Weight.REFUSED,
                what=f"it has no {flow} with anybody in {listed(map(str, runs_of(missing)))}",
                means="Part of the answer is missing. Refresh again later.",
            )


def sparse(compared: Compared) -> Iterator[Finding]:
    """Each month has about as many partners as it had, and a new one as the last twelve had."""
    held, now = (_partners(rows, compared.on_record.last - 12) for rows in (compared.history, compared.single))
    for flow, month in now.index:
        usual = held.get((flow, month), held.loc[flow].median() if flow in held.index else 0)
        if now[flow, month] < SPARSE * usual:
            yield Finding(
                kind="few partners",
                weight=Weight.HELD,
                what=f"{flow} of {Period(month, month)} name {now[flow, month]} partners, usual are {usual:.0f}",
                means="The month may be published in part only, or the answer cut.",
            )


def _partners(rows: pd.DataFrame, after: int) -> pd.Series:
    """How many partners traded, by flow and month."""
    recent = rows[(rows["first"] > after) & (rows["value"] > 0)]
    return recent.groupby(["flow", "first"])["partner"].nunique()


def vanished(compared: Compared) -> Iterator[Finding]:
    """Whoever is on record is still there, and who traded all the time trades on."""
    rows = compared.joined
    had = set(rows.loc[rows["before"].gt(0), "partner"])
    gone = sorted(had - set(compared.candidate["partner"]))
    for is_group, what in ((False, "countries"), (True, "groups")):
        lost = [code for code in gone if places.is_group(code) is is_group]
        if lost:
            theirs = rows[rows["partner"].isin(lost) & rows["before"].gt(0)]
            last = theirs.sort_values("first").groupby("partner").tail(1).nlargest(WORST, "before")
            yield Finding(
                kind=f"vanished {what}",
                weight=Weight.HELD,
                what=f"on record and not in it any more: {listed(map(places.name, lost))}",
                means="Pages that speak of them would find no figures, or older ones. It may be a new code or another list.",
                evidence=before_after(last),
            )
    recent = compared.history[compared.history["first"] > compared.on_record.last - 24]
    steady = recent[recent["value"] >= SILENT].groupby(["partner", "flow", "product"]).agg(
        months=("first", "nunique"), before=("value", "min"), first=("first", "max")
    )  # fmt: skip
    steady = steady[(steady["months"] == 24) & ~steady.index.isin(gone, level="partner")].reset_index()
    for month in range(compared.on_record.last + 1, compared.covers.last + 1) if not compared.is_annual else ():
        now = compared.coming[(compared.coming["first"] == month) & (compared.coming["value"] > 0)]
        trading = set(zip(now["partner"], now["flow"], now["product"], strict=True))
        names = zip(steady["partner"], steady["flow"], steady["product"], strict=True)
        silent = steady[[name not in trading for name in names]]
        if len(silent):
            yield Finding(
                kind="fell silent",
                weight=Weight.HELD,
                what=f"{len(silent)} flows that were never nil in 24 months are nil in {Period(month, month)}",
                means="Trade may have stopped, or rows may be missing.",
                evidence=before_after(silent.nlargest(WORST, "before").assign(after=0.0, first=month, last=month)),
            )


def recoded(compared: Compared) -> Iterator[Finding]:
    """No partner has the past of another."""
    rows = compared.months
    share = rows.groupby("partner")["changed"].mean()
    moved = share.index[share >= 1 / 2]
    if moved.empty:
        return
    before = _by_partner(rows, "before")
    after = _by_partner(rows[rows["partner"].isin(moved)], "after")
    slack = float(max(rows["step_before"].max(), rows["step_after"].max()))
    pairs = [
        f"what stands under {places.name(code)} was {places.name(other)}’s"
        for code, now in after.items()
        for other, past in before.items()
        if other != code and len(past) >= 6 and ((now.reindex(past.index) - past).abs() <= slack).mean() >= SAME
    ]
    if pairs:
        yield Finding(
            kind="codes changed",
            weight=Weight.HELD,
            what=listed(pairs, limit=WORST),
            means="The source may have given a code to another country. Compare its list of codes with macros/places.",
        )


def _by_partner(rows: pd.DataFrame, column: str) -> dict[str, pd.Series]:
    """The numbers of each partner that are more than nil."""
    traded = rows[rows[column] > 0].set_index(["flow", "product", "first"])
    return {str(code): some for code, some in traded.groupby("partner")[column]}


def new(compared: Compared) -> Iterator[Finding]:
    """Partners that the record does not have."""
    known = set(compared.record["partner"])
    new = sorted(set(compared.candidate.loc[compared.candidate["value"] > 0, "partner"]) - known)
    if new:
        yield Finding(
            kind="new partners",
            weight=Weight.NOTED,
            what=f"{len(new)} that the record did not have: {listed(map(places.name, new))}",
            means="They are on record from now on.",
        )
