"""Which facts may be compared. Comparability is a type: what does not match is named, with the like-for-like remedy.

Two facts compare if their unit, publisher, reporter, basis, adjustment and prices agree, if the same measure is valued
the same way, if no month is taken from two vintages, and, for a change, if they cover the same months of the year. A duty
rate is what the law makes it, neither more for more months nor of a season, so two may be of any months.
"""

from __future__ import annotations

from macros.errors import Absent, TradeError
from macros.facts.fact import Fact

_ON_ENTRY = ("entered value", "calculated duty")
_MUST_AGREE = ("publisher", "reporter", "basis", "adjustment", "prices")


def require_comparable(one: Fact, other: Fact, doing: str = "compare") -> None:
    """Raise unless the two may stand in one sentence as more and less; their periods may differ."""
    one.unit.require(other.unit, doing)
    for trait in _MUST_AGREE:
        mine, theirs = getattr(one.basis, trait), getattr(other.basis, trait)
        if mine != theirs:
            raise TradeError(
                f"cannot {doing} figures that differ in {trait}: {mine} and {theirs}",
                remedy="Ask for both from the same dataset.",
            )
    if one.measure.kind == other.measure.kind and one.basis.valuation != other.basis.valuation:
        raise TradeError(
            f"cannot {doing} {one.measure.kind} valued differently: {one.basis.valuation} and {other.basis.valuation}",
            remedy="Ask for both from the same side and dataset.",
        )
    entries = [fact for fact in (one, other) if (fact.measure.of or fact.measure.kind) in _ON_ENTRY]
    if len(entries) == 1 and one.measure.kind != other.measure.kind:
        raise TradeError(
            f"cannot {doing} {one.measure.kind} and {other.measure.kind}: what entered for consumption is not all that arrived",
            remedy="Ask for both as 'entered value', or for neither.",
        )
    _require_one_vintage(one, other, doing)


def require_same_season(now: Fact, before: Fact, doing: str = "compare") -> None:
    """Raise unless both cover the same months of their years, or are duty rates; the remedy is the like-for-like period."""
    if now.period.season == before.period.season or now.measure.kind == before.measure.kind == "duty rate":
        return
    shorter, longer = sorted((now, before), key=lambda fact: len(fact.period))
    year = longer.period.first_year
    like_for_like = shorter.period.in_year(year) if year != shorter.period.first_year else shorter.period.year_earlier
    raise TradeError(
        f"cannot {doing} {_months(now)} ({now.period}) and {_months(before)} ({before.period})",
        remedy=f"Like for like would be {shorter.measure.kind} of {shorter.period} with those of {like_for_like}.",
    )


def _months(fact: Fact) -> str:
    count = len(fact.period)
    if fact.period.is_year:
        return "a whole year"
    return "1 month" if count == 1 else f"{count} months"


def _require_one_vintage(one: Fact, other: Fact, doing: str) -> None:
    """No month may come from two vintages: half the difference would be revision."""
    mine, theirs = one.months, other.months
    shared = {month for month, _ in mine} & {month for month, _ in theirs}
    clash = {vintage for month, vintage in mine ^ theirs if month in shared} if shared else set()
    if clash or one.as_of != other.as_of:
        raise Absent(
            f"cannot {doing} figures known at different times: as of {one.as_of} and as of {other.as_of}"
            if one.as_of != other.as_of
            else f"cannot {doing} figures of one month from two vintages: {' and '.join(sorted(clash))}",
            remedy="Ask for both 'as of' the same day; a revision is worded by revised_from().",
        )
