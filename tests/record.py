"""Small datasets, written to a folder as an import would, and facts made by hand. All figures are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from macros import places
from macros.facts.fact import Basis, Fact, Measure
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.record import Record
from macros.store.routes import Route, Term
from macros.store.series import Observation, Series
from macros.units import USD, Unit

MILLION = 1_000_000
TENTH = 100_000
"""The precision of a source that prints 0.1 million; its rounding leaves an error of up to half of it."""
Row = tuple[str, str, str, str, int, int]
"""Partner, flow, product, period, value and precision, both in US dollars."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A vintage to be written: its id is the month of the day on which it was known."""

    known: date
    covers: str
    rows: Sequence[Row]
    groups: Sequence[Row] = ()

    @property
    def id(self) -> str:
        return f"{self.known:%Y-%m}"


def monthly(
    partner: str, flow: str, first: str, values: Sequence[int], precision: int = 1, product: str = ""
) -> list[Row]:
    """Rows of consecutive months from the first on."""
    start = Period.parse(first)
    return [(partner, flow, product, str(start + n), value, precision) for n, value in enumerate(values)]


def total(partner: str, flow: str, period: str, value: int, precision: int = 1, product: str = "") -> list[Row]:
    """The row of one period, such as the publisher's own total of a year."""
    return [(partner, flow, product, period, value, precision)]


OLD = Release(
    known=date(2024, 3, 6),
    covers="2022..2023",
    rows=[
        *monthly("KEN", "exports", "2022-01", range(10 * MILLION, 34 * MILLION, MILLION), TENTH),
        *monthly("KEN", "imports", "2022-01", [20 * MILLION] * 24, TENTH),
        *monthly("UGA", "exports", "2022-01", [5 * MILLION] * 24, TENTH),
    ],
    groups=monthly("africa", "exports", "2022-01", [90 * MILLION] * 24, TENTH),
)
NEW = Release(
    known=date(2025, 2, 5),
    covers="2023..2024",
    rows=[
        *monthly("KEN", "exports", "2023-01", range(23 * MILLION, 47 * MILLION, MILLION), TENTH),
        *total("KEN", "exports", "2024", 486 * MILLION + 7 * TENTH, TENTH),
        *monthly("KEN", "imports", "2023-01", [21 * MILLION] * 24, TENTH),
    ],
)
"""Revises 2023 up by a million a month, adds 2024 with a total of its own, and holds no row of Uganda."""


def write_dataset(folder: Path, *releases: Release, **said: Any) -> Path:
    """The folder of a dataset, its passport and files written; `said` replaces keys of the passport."""
    folder.mkdir(parents=True, exist_ok=True)
    passport = {
        "name": folder.name,
        "title": "Invented trade",
        "publisher": "Bureau of Samples",
        "reporter": "USA",
        "basis": "Census",
        "adjustment": "not seasonally adjusted",
        "prices": "nominal",
        "currency": "USD",
        "flows": {
            "imports": {"title": "general imports", "valuation": "customs value"},
            "exports": {"title": "total exports", "valuation": "f.a.s. value"},
        },
        "absent": "a partner without a row had no trade",
        "page": "https://samples.test/c{schedule_c}.html",
        "calendar": {"releases": []},
        "resources": [],
    } | said
    for release in releases:
        for is_groups, rows in ((False, release.rows), (True, release.groups)):
            if rows or not is_groups:
                passport["resources"] = [*passport["resources"], _file(folder, release, is_groups, rows)]
    (folder / "dataset.yml").write_text(yaml.safe_dump(passport, sort_keys=False), encoding="utf-8")
    return folder


def _file(folder: Path, release: Release, is_groups: bool, rows: Sequence[Row]) -> dict[str, Any]:
    path = folder / f"{release.id}{'.groups' if is_groups else ''}.csv"
    lines = ["partner,flow,product,period,value,precision", *(",".join(map(str, row)) for row in rows)]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return {
        "path": path.name,
        "vintage": release.id,
        "known": release.known,
        "covers": release.covers,
        "groups": is_groups,
        "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
    }


def small_record(folder: Path, *releases: Release, as_of: date | None = None, **said: Any) -> Record:
    """The record of `OLD` and `NEW`, or of other releases, as dataset `samples` below a folder."""
    written = write_dataset(folder / "data" / "samples", *(releases or (OLD, NEW)), **said)
    return Record(Passport.read(written), as_of)


def made(
    value: int | str | Decimal,
    period: str = "2024",
    *,
    bound: int | str = 0,
    kind: str = "exports",
    of: str = "",
    side: str = "KEN",
    unit: Unit = USD,
    vintage: str = "2025-02",
    as_of: date = date(2025, 2, 5),
    **basis: str,
) -> Fact:
    """A fact with one observation behind it; `basis` replaces traits of the usual one."""
    traits = {
        "publisher": "Bureau of Samples",
        "reporter": "USA",
        "basis": "Census",
        "adjustment": "not seasonally adjusted",
        "prices": "nominal",
        "valuation": {"imports": "f.a.s. value", "exports": "customs value"}.get(kind, "both"),
    } | basis
    flow = "exports" if kind == "imports" else "imports"
    series = Series(dataset="samples", partner=side, flow=flow, unit=USD, **traits)
    span, amount, error = Period.parse(period), Decimal(value), Decimal(bound)
    observation = Observation(series=series, period=span, value=amount, bound=error, vintage=vintage)
    return Fact(
        measure=Measure(kind=kind, of=of, side=places.from_code(side), partner=places.from_code("USA")),
        period=span,
        value=amount,
        bound=error,
        unit=unit,
        formula="by hand",
        basis=Basis(**traits),
        as_of=as_of,
        route=Route(span, (Term(1, observation),)),
    )


CLUB = """
name: club
title: Members of the club
scheme: Countries in the club
within: Member
without: Not a member
publisher: The club
sources:
  - {key: LIST, title: The list}
"""
"""The passport of a scheme."""
MEMBERS = "as_of,place,sources,note\n"
"""The head of its list."""


def write_scheme(root: Path, rows: str, passport: str = CLUB) -> Path:
    """A scheme in the data of a folder, whose list has these rows; its own folder."""
    folder = root / "data" / "club"
    folder.mkdir(parents=True)
    (folder / "dataset.yml").write_text(passport, encoding="utf-8")
    (folder / "beneficiaries.csv").write_text(rows, encoding="utf-8")
    return folder
