"""What would go on record: a reading that adds up, in our own layout. Import and refresh both come through here."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from macros import places
from macros.errors import TradeError
from macros.periods import Period
from macros.sources import sums, tidy
from macros.sources.published import Reading

PRODUCTS = "products.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A vintage that could go on record: its two files as frames, groups apart, and what is to be noted with it."""

    covers: Period
    partners: pd.DataFrame
    groups: pd.DataFrame
    notes: tuple[str, ...]
    account: tuple[str, ...]

    @property
    def files(self) -> tuple[bytes, bytes | None]:
        """The bytes of the partners' file and of the groups', None where there are no groups."""
        return tidy.text(self.partners), tidy.text(self.groups) if len(self.groups) else None

    @property
    def id(self) -> str:
        """Eight digits that tell this content from any other, the same whenever and wherever it is fetched."""
        content = [str(self.covers).encode(), *(file or b"" for file in self.files)]
        return hashlib.sha256(b"\0".join(content)).hexdigest()[:8]


def made(folder: Path, reading: Reading, *, gaps: Sequence[sums.Gap] = (), totals: Path | None = None) -> Candidate:
    """A reading as a candidate for the dataset in a folder.

    `totals` is the file of partners that chapters have to add up to. Raises, gathered, for whatever does not add up or does not
    fit the layout.
    """
    has_products = any(number.product for number in reading.kept)
    products = _column(folder / PRODUCTS, "product") if has_products else []
    of = {
        what: [number for number in reading.kept if places.is_group(number.partner) == is_group]
        for what, is_group in (("partners", False), ("groups", True))
    }
    # The layout first: what is there twice would otherwise be told as a sum that fails.
    frames = {
        what: tidy.frame(numbers, products=products if what == "partners" else ()) for what, numbers in of.items()
    }
    sums.months_to_totals(reading).raise_if_any()
    notes = sums.countries_to_groups(reading, gaps)
    account = [f"{reading.source}: {len(reading.kept):,} numbers for {reading.covers}", *reading.account, *notes]
    if has_products:
        account.append(_check_chapters(reading, totals))
    for what, numbers in of.items():
        account.append(f"{what}: {len({n.partner for n in numbers})} with {len(numbers):,} rows")
    return Candidate(
        covers=reading.covers,
        partners=frames["partners"],
        groups=frames["groups"],
        notes=notes,
        account=tuple(account),
    )


def _check_chapters(reading: Reading, totals: Path | None) -> str:
    """A sentence on whether the chapters could be checked against the partners' totals; raises where they differ."""
    if totals is None or not totals.is_file():
        return f"chapters not checked against totals: no {totals or 'vintage of the same release'}"
    with totals.open(encoding="utf-8", newline="") as lines:
        rows = [
            (r["partner"], r["flow"], r["period"], int(r["value"]), int(r["precision"])) for r in csv.DictReader(lines)
        ]
    sums.chapters_to_partner(reading, rows).raise_if_any()
    each = "year" if all(number.period.is_year for number in reading.kept) else "month"
    return f"chapters add to the partner's total in {totals.name}, every {each}"


def _column(path: Path, column: str) -> list[str]:
    if not path.is_file():
        raise TradeError(
            "no such file", remedy=f"Give the products a name there, in a column '{column}'.", where=str(path)
        )
    with path.open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]
