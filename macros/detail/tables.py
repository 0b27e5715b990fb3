"""A table asked of a detail: which partners, flows and years, at which level; summed by an engine, and held against the whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from macros.detail import sums
from macros.detail.engines import Engine
from macros.detail.held import Detail
from macros.errors import TradeError

Row = tuple[str, str, str, str, int]
"""Partner, flow, product, period and whole US dollars."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What a table is to hold; empty partners and flows are all of them, `digits` 0 every product in one.

    `top` keeps the products that are among the so many largest of their partner and flow in any year, and has all others in one.
    """

    partners: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None
    digits: int
    top: int = 0
    yearly: bool = False

    def within(self, detail: sums.Frame) -> sums.Frame:
        """The rows of the detail that it is about."""
        if self.partners:
            detail = sums.of_partners(detail, self.partners)
        if self.flows:
            detail = sums.of_flows(detail, self.flows)
        return sums.of_years(detail, *self.years) if self.years else detail


def table(engine: Engine, detail: sums.Frame, ask: Ask) -> sums.Frame:
    """The table of a detail that was scanned, in order."""
    summed = sums.summed(ask.within(detail), digits=ask.digits, yearly=ask.yearly)
    return sums.in_order(sums.top_products(engine.kept(summed), ask.top) if ask.top else summed)


def partners(engine: Engine, detail: Detail) -> list[str]:
    """The codes of all partners that have a row, in order."""
    found = engine.rows(engine.scan(detail).select("partner").unique())
    return sorted(str(code) for (code,) in found)


def rows(engine: Engine, detail: Detail, ask: Ask) -> list[Row]:
    """The rows of a table; raises unless they add to what was there, and what was there to what the manifest says."""
    if ask.digits > detail.digits:
        raise TradeError(
            f"{detail.name} has products of {detail.digits} digits, and none of {ask.digits}",
            remedy=f"Ask for a level up to {detail.digits}.",
        )
    every = engine.scan(detail)
    found: list[Row] = [(p, f, c, str(t), int(v)) for p, f, c, t, v in engine.rows(table(engine, every, ask))]
    if not found:
        raise TradeError(f"{detail.name} has no row of that", remedy="Ask for other partners, flows or years.")
    # The files as the engine reads them against the manifest, then the table against what of them it is about.
    read = {(year, flow): (value, count) for year, flow, value, count in engine.rows(sums.totals(every))}
    _require(read == {(part.year, part.flow): (part.value, part.rows) for part in detail.parts}, detail)
    parts = {(year, flow): value for year, flow, value, _ in engine.rows(sums.totals(ask.within(every)))}
    added: dict[tuple[int, str], int] = defaultdict(int)
    for _, flow, _, period, value in found:
        added[int(period[:4]), flow] += value
    _require(added == parts, detail)
    return found


def _require(holds: bool, detail: Detail) -> None:
    if not holds:
        raise TradeError(
            f"the sums do not add to what {detail.name} holds",
            remedy="That is a fault of the program or of the engine: try the other engine, and report it.",
            where=str(detail.folder),
        )
