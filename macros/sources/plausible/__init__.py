"""Whether a candidate can follow what is on record: what is impossible is refused, what is odd is held for an editor.

The sums of a candidate are right before it comes here (`sums`). These checks ask what no sum can tell: units a thousandfold, a
country gone, a past rewritten. None drops a number or changes one. Each finding says what was met, shows the numbers before and
after, and says what it would mean.
"""

from __future__ import annotations

from macros.sources.plausible import amounts, presence
from macros.sources.plausible.compared import Compared, with_record
from macros.sources.plausible.finding import Finding, Weight

__all__ = ["Compared", "Finding", "Weight", "findings", "is_news", "with_record"]

_CHECKS = (
    presence.months,
    amounts.scale,
    presence.sparse,
    presence.vanished,
    presence.recoded,
    amounts.rewritten,
    amounts.totals,
    amounts.beyond,
    amounts.rounding,
    presence.new,
)


def findings(compared: Compared) -> tuple[Finding, ...]:
    """Everything that is odd about a candidate, the gravest first; nothing for one that says what is on record."""
    found = [finding for check in _CHECKS for finding in check(compared)]
    order = list(Weight)
    return tuple(sorted(found, key=lambda finding: order.index(finding.weight)))


def is_news(compared: Compared) -> bool:
    """Whether a candidate says anything that the record does not: a month, a number, a partner, a finer rounding."""
    rows, covers, held = compared.joined, compared.covers, compared.on_record
    differs = rows["before"].ne(rows["after"]) | rows["step_before"].ne(rows["step_after"])
    return bool(differs.any()) or covers.first < held.first or covers.last != held.last
