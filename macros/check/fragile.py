"""Claims that are nearly not so: true today, and nearer to flipping than what a typical month of trade could do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from macros import words as say
from macros.errors import TradeError
from macros.facts.claims import Verdict
from macros.ledger import Claim, PageEntry
from macros.periods import Period
from macros.store.record import Record
from macros.store.series import Series
from macros.units import PERCENT, PERCENTAGE_POINT, RATIO, USD

_MONTHS = 12
_OF_ONE = {PERCENT: Decimal(100), PERCENTAGE_POINT: Decimal(100), RATIO: Decimal(1)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fragile:
    """A claim of a page that little would turn: `margin` is what it would take in US dollars, `month` a typical month."""

    path: str
    line: int
    words: str
    becomes: str
    """What its words would be."""
    margin: Decimal
    month: Decimal

    def __str__(self) -> str:
        """The line an editor reads: "page.md:66: 'the highest since 2015' is $12.7 million, less than …"."""
        size = say.figure(self.margin, USD)
        return f"{self.path}:{self.line}: '{self.words}' is {size}, less than one month’s trade, from becoming '{self.becomes}'."


def fragile(pages: Iterable[PageEntry], record: Callable[[str], Record]) -> list[Fragile]:
    """The fragile claims of some pages, the most fragile first; `record` gives the record of a dataset by its name.

    A typical month is the median of the last twelve of the claim's first flow.
    """
    found = {one: None for page in pages for claim in page.claims for one in _judged(page, claim, record)}
    return sorted(found, key=lambda one: (one.margin / one.month, one.path, one.line))


def typical_month(record: Record, series: Series) -> Decimal | None:
    """The median of the last twelve months of a series; None where it has no months."""
    reach = record.reach(series)
    if reach is None:
        return None
    held = []
    for month in Period(max(reach.first, reach.last - _MONTHS + 1), reach.last):
        with suppress(TradeError):
            held.append(record.total(series, month).value)
    return median(held) if held else None


def _judged(page: PageEntry, claim: Claim, record: Callable[[str], Record]) -> Iterator[Fragile]:
    verdict = claim.verdict
    if verdict is None or verdict.wording is None or not verdict.holds or verdict.unit not in (USD, *_OF_ONE):
        return
    flow = verdict.facts[0].observations[0].series
    margin, month = in_dollars(verdict), typical_month(record(flow.dataset), flow)
    after = verdict.becomes
    if after and margin is not None and month and margin < month:
        becomes = say.claim(after.predicate, after.slots, negated=after.negated)
        yield Fragile(path=page.path, line=claim.line, words=claim.words, becomes=becomes, margin=margin, month=month)


def in_dollars(verdict: Verdict) -> Decimal | None:
    """How much more or less of its first flow would flip a claim; None where it is not about dollars.

    A share of 50.4% of $1 billion is $4 million from half of it.
    """
    if verdict.unit == USD:
        return abs(verdict.margin)
    parts = verdict.facts[0].parts
    if len(parts) != 2 or parts[1].unit != USD:
        return None
    return abs(verdict.margin * parts[1].value) / _OF_ONE[verdict.unit]
