"""A site of generated figures: a dataset in our own layout and so many pages, the same from the same seed.

Nothing here says anything of any country, and each page says so. The dataset has the size of a real one, whatever the number
of pages: 200 partners, both flows, every month from 2005 on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from record import Release, Row, monthly, write_dataset

from macros import places
from macros.periods import Period
from macros.places import Place

TODAY = date(2026, 6, 1)
DATASET = "generated"
FIRST, NEWEST, NEXT = "2005-01", "2026-02", "2026-03"
"""The first month on record, the last, and the one that the next vintage adds."""
REVISED = "2025-01"
"""From this month on the next vintage has every figure anew."""
PARTNERS = [place for place in places.everywhere() if place.kind == "country" and place.code != "USA"][:200]
_FULL_YEARS = range(2025, 2008, -1)
_SEED = 20

BODY = """
Every figure on this page is generated, to measure how long it takes to build.

## A year and the one before

In the year of the title the country sold goods worth {{ sold }} and bought goods worth {{ bought }}. That is a balance of
{{ gap }}, where the year before, with {{ sold_before }} sold and {{ bought_before }} bought, had one of {{ gap_before }}.
Sales changed by {{ sold_up }} and purchases by {{ bought_up }}. In June alone sales came to {{ sold_june }}.

{{ chart("two-way", since=%(since)s, headline="What was sold and what was bought, by year") }}

Prose stands between the figures of an explainer, so there is some here. It says nothing of trade, and no reader is meant to
learn from it. A paragraph of a page that somebody wrote would name what was traded, which rule was changed, who said so and
where that can be read; it would set one figure beside another, and leave the rest to a chart. These lines have about as many
words as such a paragraph, a [link](../index.md) as it would have, and a word in *italics*.

{{ chart("balance", since=%(since)s, headline="The balance of both, by year") }}

## This year so far

In the months of this year that there are, sales come to {{ sold_now }} and purchases to {{ bought_now }}, a balance of
{{ gap_now }}.

{{ chart("months", since=%(recent)s, headline="Both flows by month") }}

## The figures in a table

| | Sold | Bought | Balance |
|---|---|---|---|
| Year of the title | {{ sold }} | {{ bought }} | {{ gap }} |
| Year before | {{ sold_before }} | {{ bought_before }} | {{ gap_before }} |
| This year so far | {{ sold_now }} | {{ bought_now }} | {{ gap_now }} |
"""
FACTS = {
    "sold": "exports, {year}",
    "bought": "imports, {year}",
    "gap": "balance, {year}",
    "sold_before": "sold, a year earlier",
    "bought_before": "bought, a year earlier",
    "gap_before": "gap, a year earlier",
    "sold_up": "change in sold from a year earlier",
    "bought_up": "change in bought from a year earlier",
    "sold_june": "exports, June {year}",
    "sold_now": "exports, year to date",
    "bought_now": "imports, year to date",
    "gap_now": "balance, year to date",
}
"""The twelve figures of a page, by the names that its text uses, as ours are declared."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: whose trade it has and of which year. No two have both the same."""

    partner: Place
    year: int

    @property
    def path(self) -> str:
        """Where it stands below docs/."""
        return f"pages/{self.partner.code.lower()}-{self.year}.md"

    @property
    def address(self) -> str:
        """Where it is below the site's root."""
        return f"{self.path.removesuffix('.md')}/"

    @property
    def body(self) -> str:
        """Its text, which all ways of building have in common that work figures out."""
        return BODY % {"since": self.year - 4, "recent": self.year - 1}


def pages(count: int) -> list[Page]:
    """So many pages, every partner's newest year first."""
    found = [Page(partner, year) for year in _FULL_YEARS for partner in PARTNERS]
    if count > len(found):
        raise ValueError(f"the figures bear {len(found)} pages, not {count}")
    return found[:count]


@dataclass
class Data:
    """The dataset as it stands, which can be written anywhere; what happens to it happens to later writes."""

    releases: list[Release] = field(default_factory=lambda: [_first()])

    def write(self, root: Path) -> None:
        """Put files and passport below a folder."""
        write_dataset(
            root / "data" / DATASET,
            *self.releases,
            title="Generated trade, for measuring",
            description="Every figure is generated. They say nothing of any country.",
            page="https://samples.test/",
        )

    def revise(self) -> None:
        """Another value for one observation, the newest of the first partner's imports from them."""
        newest, changed = self.releases[-1], (PARTNERS[0].code, "imports", "", NEWEST)
        rows = [(*row[:4], row[4] + 100_000_000, row[5]) if row[:4] == changed else row for row in newest.rows]
        self.releases[-1] = replace(newest, rows=rows)

    def add_month(self) -> None:
        """A new vintage with another month, in which the year before is revised."""
        rows = list(_rows(REVISED, NEXT, _SEED + 1))
        self.releases.append(Release(known=date(2026, 5, 5), covers=f"{REVISED}..{NEXT}", rows=rows))


def _first() -> Release:
    rows = list(_rows(FIRST, NEWEST, _SEED))
    return Release(known=date(2026, 4, 3), covers=f"{FIRST}..{NEWEST}", rows=rows)


def _rows(first: str, last: str, seed: int) -> Iterator[Row]:
    months = len(Period.parse(f"{first}..{last}"))
    chance = random.Random(seed)  # noqa: S311
    for partner in PARTNERS:
        for flow in ("imports", "exports"):
            level = chance.lognormvariate(18, 1.5)
            values = [int(level * (1 + n / 200) * chance.uniform(0.8, 1.2)) for n in range(months)]
            yield from monthly(partner.code, flow, first, values)
