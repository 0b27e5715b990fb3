"""Reading pages as they will be once a month is out, with assumed figures for it: what a release rehearsal asks of a page.

Only the record of the desk is replaced; the page, its macros and its checks are those of every day. Amounts are in the
words of the page: its `exports` are what its own side sold, whoever reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from macros import ledger
from macros.errors import TradeError, near
from macros.facts import levels
from macros.facts.view import MEASURES
from macros.pages.desk import Desk
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.periods import Period
from macros.store.assumed import Assumed, Range, label, plausible, precision, with_month
from macros.store.passport import Passport
from macros.store.record import Record
from macros.store.routes import RouteMap
from macros.store.series import Series

Reading = tuple[dict[str, Any], tuple[str, ...]]
"""The ledger of one page, and what is wrong with it."""
FLOWS = ("exports", "imports")
_MILLION = Decimal(1_000_000)
_TENTH = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Stage:
    """One page to be rehearsed: what each flow may come to, as its side sees it, in steps of at least $0.1 million."""

    path: str
    side: str
    month: Period
    assumed: str
    ranges: Mapping[str, Range]
    step: Decimal
    before: Reading
    _text: str
    _desk: Desk
    _known: Record
    _passport: Passport
    _series: Mapping[str, tuple[Series, Decimal]]
    _others: dict[Series, tuple[Decimal, Decimal] | None] = field(default_factory=dict)
    _kept: dict[Series, RouteMap] = field(default_factory=dict)

    def read(self, amounts: Mapping[str, Decimal]) -> Reading:
        """The page as it would be if its side's flows came to these amounts in the month."""
        own = {series: (amounts[flow], bound) for flow, (series, bound) in self._series.items()}
        record = Assumed(
            self._passport, lambda series: own[series] if series in own else self._usual(series), own, self._kept
        )
        sheet = Sheet(self.path, self._text, _Assuming(self._desk, record)).read(vocabulary)
        return _reading(sheet)

    def _usual(self, series: Series) -> tuple[Decimal, Decimal] | None:
        """The middle of what another partner's month may be, so that shares and ranks have something to stand among."""
        if series not in self._others:
            try:
                middle = plausible(self._known, series, self.month).middle
                self._others[series] = middle, precision(self._known, series) / 2
            except TradeError:  # it traded too seldom to say
                self._others[series] = None
        return self._others[series]


class _Assuming(Desk):
    """The desk, but for one record, which has a month more."""

    def __init__(self, desk: Desk, record: Assumed) -> None:
        vars(self).update(vars(desk))  # all else is that of the desk
        self._desk = desk
        self._record = record

    def passport(self, dataset: str) -> Passport:
        """The passport of a dataset, with the assumed vintage where it is the one rehearsed."""
        passport = self._record.passport
        return passport if dataset == passport.name else self._desk.passport(dataset)

    def record(self, dataset: str, as_of: date | None) -> Record:
        """The record of a dataset; what was known on a day before the release is what it was."""
        passport = self._record.passport
        if dataset != passport.name or (as_of and as_of < passport.newest.known):
            return self._desk.record(dataset, as_of)
        return self._record


def stages(
    desk: Desk, month: Period, given: Iterable[str] = (), only: str = ""
) -> tuple[list[Stage], list[TradeError]]:
    """The pages whose record would get a month, each ready to be read with figures for it, and why others are left out.

    `given` are ranges of an editor's own, such as "exports 60..130" in US$ million; `only` names one page.
    Raises `TradeError` where the month is not the next, or is that of no page.
    """
    ranges = dict(map(assumption, given))
    paths = [path for path in desk.written() if only in ("", path, f"docs/{path}")]
    if not paths:
        raise TradeError(f"there is no page '{only}'", remedy=near(only, desk.written()))
    found, refused = list[Stage](), list[TradeError]()
    for path in paths:
        sheet = desk.sheet(path)
        if not sheet.said.facts or sheet.scope.pinned:  # neither changes with the record
            continue
        try:
            found.append(_stage(desk, path, sheet, month, ranges))
        except TradeError as error:
            refused.append(error.at(f"docs/{path}"))
    if refused and not found:
        raise refused[0]
    if not found:
        raise TradeError("no page follows the record", remedy="Rehearse a page with facts that is not pinned.")
    if ranges and len(found) > 1:
        raise TradeError(
            f"an assumption is for one page, and {len(found)} would get {month}", remedy="Name one with --page."
        )
    return found, refused


def month_of(said: str) -> Period:
    """The month that an editor names, as "2026-08" or "August 2026"."""
    month = Period.parse(said)
    if len(month) > 1:
        raise TradeError(f"'{said}' is not one month", remedy="Write it as 2026-08.")
    return month


def assumption(said: str) -> tuple[str, Range]:
    """The flow and the range of an assumption: "exports 60..130", "bought 85", in US$ million as the page's side sees them."""
    match = re.fullmatch(r"\s*([a-z]+)\s+(\d+(?:\.\d+)?)(?:\s*(?:\.\.|–|-)\s*(\d+(?:\.\d+)?))?\s*", said)
    if not match or MEASURES.get(match[1]) not in FLOWS:
        raise TradeError(
            f"'{said}' is not an assumption",
            remedy='Write for example "exports 60..130" or "imports 85", in US$ million.',
        )
    low, high = (Decimal(number) * _MILLION for number in (match[2], match[3] or match[2]))
    if low > high:
        raise TradeError(f"'{said}' ends below its beginning", remedy="Put the lower amount first.")
    return MEASURES[match[1]], Range(low=low, middle=(low + high) / 2, high=high)


def _has_all_goods(passport: Passport) -> bool:
    return not passport.has_products and set(FLOWS) <= passport.valuations.keys()


def _stage(desk: Desk, path: str, sheet: Sheet, month: Period, given: Mapping[str, Range]) -> Stage:
    side, partner = sheet.scope.side, sheet.scope.partner
    dataset = next(filter(lambda name: _has_all_goods(desk.passport(name)), sheet.scope.datasets), "")
    if not dataset:
        raise TradeError("the page has no figures of all goods", remedy="Rehearse a page that has.")
    known = desk.record(dataset, None)
    passport = with_month(known.passport, month)
    series = {flow: levels.series(known, side, partner, flow) for flow in FLOWS}
    grains = {flow: precision(known, one) for flow, one in series.items()}
    return Stage(
        path=f"docs/{path}",
        side=side.name,
        month=month,
        assumed=label(month),
        ranges={flow: given.get(flow) or plausible(known, one, month) for flow, one in series.items()},
        step=max(_TENTH, *grains.values()),
        before=_reading(sheet),
        _text=(desk.root / "docs" / path).read_text(encoding="utf-8-sig"),
        _desk=desk,
        _known=known,
        _passport=passport,
        _series={flow: (one, grains[flow] / 2) for flow, one in series.items()},
    )


def _reading(sheet: Sheet) -> Reading:
    entry = sheet.entry()
    return ledger.document([entry]), tuple(str(error) for error in sheet.problems)
