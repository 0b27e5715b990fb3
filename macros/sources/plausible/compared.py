"""A candidate beside the record: every number of either, joined, so that each check of plausibility is a question to one table.

The record is what governs now, each month by the newest vintage that covers it, as `store.record` has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from macros import places
from macros.periods import Period
from macros.sources.candidate import Candidate
from macros.store import vintages
from macros.store.passport import Passport

SERIES = ("partner", "flow", "product")
KEY = ("is_group", *SERIES, "first", "last")
_REVISION_MONTH = 6
"""Census, and with it most of those who publish by its calendar, rewrites earlier years each June."""
_SHIFT = 100_000  # more than any month, so that a span of two is one number
RECENT = 6
"""How many of the last months on record may be revised by any release, beside those of the same year."""


@dataclass(frozen=True)
class Compared:
    """The record and a candidate, as tables with a row for each number.

    `first` and `last` are the months that a number spans, counted as in `Period`; values are floats in whole US dollars, which hold
    them exactly. `known` is the day of the candidate, `last_known` that of the newest vintage on record.
    """

    record: pd.DataFrame
    candidate: pd.DataFrame
    on_record: Period
    covers: Period
    known: date
    last_known: date
    is_annual: bool = False

    @cached_property
    def joined(self) -> pd.DataFrame:
        """Each number in the months that both speak for: `before` and `after`, with the precision of each; absent is NaN."""
        within = self.record[(self.record["first"] >= self.covers.first) & (self.record["last"] <= self.covers.last)]
        theirs = self.candidate[self.candidate["last"] <= self.on_record.last]
        theirs = theirs[theirs["first"] >= self.on_record.first]
        rows = within.rename(columns={"value": "before", "precision": "step_before"}).merge(
            theirs.rename(columns={"value": "after", "precision": "step_after"}), how="outer", on=list(KEY)
        )
        slack = (rows["step_before"].fillna(0) + rows["step_after"].fillna(0)) / 2
        change = rows["after"].fillna(0) - rows["before"].fillna(0)
        return rows.assign(change=change, changed=change.abs() > slack)

    @cached_property
    def months(self) -> pd.DataFrame:
        """Of these, the single months (of an annual record the years) of partners that are no groups."""
        return self.joined[~self.joined["is_group"] & self.is_single(self.joined)]

    @cached_property
    def history(self) -> pd.DataFrame:
        """Everything on record of partners that are no groups, by month (or year)."""
        return self.record[~self.record["is_group"] & self.is_single(self.record)]

    @cached_property
    def single(self) -> pd.DataFrame:
        """Everything the candidate has of partners that are no groups, by month (or year)."""
        return self.candidate[~self.candidate["is_group"] & self.is_single(self.candidate)]

    @cached_property
    def coming(self) -> pd.DataFrame:
        """What the candidate has of months that are not on record yet, of partners that are no groups."""
        return self.single[self.single["first"] > self.on_record.last]

    @property
    def may_rewrite(self) -> bool:
        """Whether an annual revision is due: in June and July, and for the first vintage after a June."""
        of_revision = [date(year, _REVISION_MONTH, 1) for year in (self.known.year - 1, self.known.year)]
        return self.known.month in (_REVISION_MONTH, _REVISION_MONTH + 1) or any(
            self.last_known < day <= self.known for day in of_revision
        )

    @property
    def recent_from(self) -> int:
        """The first month that any release may revise."""
        if self.is_annual:
            return self.on_record.last - 23  # the last two years
        return min(self.on_record.last_year * 12, self.on_record.last - RECENT + 1)

    def is_single(self, rows: pd.DataFrame) -> pd.Series:
        """Which rows are of one month, or of one year where the record is annual."""
        return rows["last"] - rows["first"] == (11 if self.is_annual else 0)


def with_record(passport: Passport, candidate: Candidate, known: date) -> Compared:
    """A candidate beside what its dataset has on record now; raises `TradeError` where a file on record is damaged."""
    return Compared(
        record=governing(passport),
        candidate=table(candidate),
        on_record=Period(min(v.covers.first for v in passport.vintages), max(v.covers.last for v in passport.vintages)),
        covers=candidate.covers,
        known=known,
        last_known=passport.newest.known,
        is_annual=passport.is_annual,
    )


def table(candidate: Candidate) -> pd.DataFrame:
    """The numbers of a candidate."""
    return _numbered(pd.concat([candidate.partners, candidate.groups]))


def governing(passport: Passport) -> pd.DataFrame:
    """The numbers that govern: of each vintage those whose months no newer one covers."""
    tables, taken = [], set[int]()
    for vintage in reversed(passport.vintages):
        months = {month.first for month in vintage.covers} - taken
        taken |= months
        for held in filter(None, (vintage.partners, vintage.groups)):
            rows = _numbered(vintages.frame(held))
            tables.append(rows[_within(rows, months)])
    return pd.concat(tables, ignore_index=True)


def _within(rows: pd.DataFrame, months: set[int]) -> pd.Series:
    """Which rows lie in months that a vintage governs, all of them."""
    span = rows["first"] * _SHIFT + rows["last"]
    kept = [one for one in span.unique() if months.issuperset(range(one // _SHIFT, one % _SHIFT + 1))]
    return span.isin(kept)


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of our layout with their months as numbers."""
    periods = {text: Period.parse(text) for text in rows["period"].unique()}
    groups = {code for code in rows["partner"].unique() if places.is_group(code)}
    return pd.DataFrame(
        {
            "is_group": rows["partner"].isin(groups),
            "partner": rows["partner"],
            "flow": rows["flow"],
            "product": rows.get("product", ""),
            "first": rows["period"].map({text: period.first for text, period in periods.items()}).astype("int64"),
            "last": rows["period"].map({text: period.last for text, period in periods.items()}).astype("int64"),
            "value": rows["value"].astype("float64"),
            "precision": rows["precision"].astype("float64"),
        }
    ).reset_index(drop=True)


def runs_of(months: pd.Series) -> Iterator[Period]:
    """The unbroken stretches that some months make up."""
    ordered = sorted(set(months.astype(int)))
    start = 0
    for at, month in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != month + 1:
            yield Period(ordered[start], month)
            start = at + 1
