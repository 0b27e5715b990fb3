"""A dataset's passport: who publishes it, what it measures and how, under what licence, and which vintages are held.

`data/<dataset>/dataset.yml` follows Data Package v2 where it has a word for a thing (name, title, licenses, sources,
schema); what trade needs beyond it stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from macros import places, units
from macros.errors import TradeError, near
from macros.periods import Period
from macros.store import newplaces, products
from macros.store.calendar import Calendar, Release, day
from macros.store.series import Series

PASSPORT = "dataset.yml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One file of a vintage, sealed by the hash of its bytes."""

    path: Path
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vintage:
    """One release as it is held: `known` is the day from which we count it as known, `covers` the months it speaks for."""

    id: str
    known: date
    covers: Period
    partners: Table
    groups: Table | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refresh:
    """Where new vintages are fetched from: the name of a feed, and what it needs to know beside."""

    source: str
    options: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passport:
    """What is said of a whole dataset."""

    name: str
    title: str
    publisher: str
    reporter: str
    basis: str
    adjustment: str
    prices: str
    unit: units.Unit
    valuations: dict[str, str]
    flow_titles: dict[str, str]
    absent: str
    nil_where_absent: bool
    page: str
    vintages: tuple[Vintage, ...]
    calendar: Calendar
    products: dict[str, str]
    """Our names of its products by code, empty where it has none."""
    official: dict[str, str]
    """What the publisher calls them, where that is written down."""
    rows_are_all: bool = False
    """Whether a partner's rows of a period are all there was: a product without one is missing from no sum of every product."""
    is_annual: bool = False
    """Whether it holds whole years and no months."""
    cautions: tuple[str, ...] = ()
    """What a reader of any of its figures must know, in whole sentences."""
    refresh: Refresh | None = None
    """How it is refreshed; None where vintages come by import alone."""

    @classmethod
    def read(cls, folder: Path) -> Passport:
        """The passport in a dataset's folder; `TradeError` naming the file and the key where it is not in order."""
        path = folder / PASSPORT
        if not path.is_file():
            raise TradeError(f"no dataset '{folder.name}'", remedy=near(folder.name, datasets(folder.parent)))
        where = f"{folder.parent.name}/{folder.name}/{PASSPORT}"
        newplaces.learn(folder.parent)
        try:
            said = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            if not isinstance(said, dict):
                raise TradeError("a passport is a list of named keys", remedy="Copy it from another dataset's.")
            names, official = products.read(folder)
            return cls(
                name=said["name"],
                title=said["title"],
                publisher=said["publisher"],
                reporter=said["reporter"],
                basis=said["basis"],
                adjustment=said["adjustment"],
                prices=said["prices"],
                unit=units.parse(said["currency"])[0],
                valuations={flow: entry["valuation"] for flow, entry in said["flows"].items()},
                flow_titles={flow: entry["title"] for flow, entry in said["flows"].items()},
                absent=said["absent"],
                nil_where_absent=said.get("nil_where_absent", False),
                page=said["page"],
                vintages=_vintages(folder, said["resources"] or [], awaits="refresh" in said),
                calendar=_calendar(folder, said),
                products=names,
                official=official,
                rows_are_all=said.get("rows_are_all", False),
                is_annual=_is_annual(said.get("frequency", "monthly")),
                cautions=tuple(map(str, said.get("cautions", ()))),
                refresh=_refresh(said.get("refresh")),
            )
        except TradeError as error:
            raise error.at(where) from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise TradeError(f"not YAML: {error.problem}", remedy="Mend the line.", where=f"{where}:{line}") from None
        except ValueError as error:  # a day that the calendar lacks, for one
            raise TradeError(f"a value cannot be read: {error}", remedy="Mend it.", where=where) from None
        except KeyError as error:
            raise TradeError(
                f"the passport has no {error}", remedy="Copy it from another dataset's.", where=where
            ) from None

    @property
    def has_products(self) -> bool:
        """Whether its figures are by product."""
        return bool(self.products)

    @property
    def is_held(self) -> bool:
        """Whether there is a vintage; one that is refreshed may await its first."""
        return bool(self.vintages)

    @property
    def newest(self) -> Vintage:
        """The vintage known last; `TradeError` where the first is awaited."""
        if not self.vintages:
            raise TradeError(
                f"'{self.name}' awaits its first vintage: it holds no figure yet",
                remedy=f"Fetch one with 'python -m macros refresh {self.name}', or ask another dataset.",
            )
        return self.vintages[-1]

    def series(self, partner: str, flow: str, product: str = "") -> Series:
        """The series of one of the reporter's flows with a partner; `TradeError` for what the dataset does not hold."""
        if flow not in self.valuations:
            raise TradeError(
                f"'{self.name}' has no {flow} of {places.name(self.reporter)}",
                remedy=f"It holds {' and '.join(self.valuations)} only.",
            )
        if product and product not in self.products:
            raise TradeError(f"'{self.name}' has no product '{product}'", remedy=near(product, self.products))
        return Series(
            dataset=self.name,
            publisher=self.publisher,
            reporter=self.reporter,
            partner=partner,
            flow=flow,
            product=product,
            valuation=self.valuations[flow],
            basis=self.basis,
            adjustment=self.adjustment,
            prices=self.prices,
            unit=self.unit,
        )

    def vintage(self, id: str) -> Vintage:
        """The vintage of that id."""
        return next(vintage for vintage in reversed(self.vintages) if vintage.id == id)

    def source_page(self, partner: str) -> str:
        """The publisher's page on a partner, where a reader can check."""
        has_one_each = "{schedule_c}" in self.page
        return self.page.format(schedule_c=places.schedule_c(partner)) if has_one_each else self.page

    def overdue(self, today: date) -> tuple[Release, ...]:
        """Releases that should be in by a day and are not, the longest missed first."""
        return self.calendar.late(self.newest.covers, today)

    def next_release(self, today: date) -> Release | None:
        """The next release that is not missed yet; None where the calendar ends."""
        return self.calendar.following(self.newest.covers, today)


def datasets(data: Path) -> list[str]:
    """The datasets in a folder, in order. The register of quotations has a passport too, but no reporter."""
    found = (path for path in data.glob(f"*/{PASSPORT}") if "\nreporter:" in path.read_text(encoding="utf-8"))
    return sorted(path.parent.name for path in found)


def _calendar(folder: Path, said: dict[str, Any]) -> Calendar:
    """The calendar of a passport: its own, or that of the dataset it comes out `with`."""
    own, is_annual = said["calendar"], _is_annual(said.get("frequency", "monthly"))
    leader = own.get("with") if isinstance(own, dict) else None
    calendar = Calendar.read(own, is_annual)
    if leader is None:
        return calendar
    if beside := sorted({"rule", "at", "releases"} & set(own)):
        raise TradeError(f"'calendar: with' stands beside '{beside[0]}'", remedy="Keep one of the two.")
    path = folder.parent / str(leader) / PASSPORT
    if not path.is_file():
        raise TradeError(
            f"'calendar: with' names no dataset '{leader}'", remedy=near(str(leader), datasets(folder.parent))
        )
    followed = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if "with" in followed["calendar"] or _is_annual(followed.get("frequency", "monthly")) != is_annual:
        raise TradeError(
            f"'{leader}' has no calendar that '{said['name']}' could share",
            remedy="Name a dataset of the same frequency that has a rule of its own.",
        )
    return Calendar.read(followed["calendar"], is_annual)


def _refresh(said: object) -> Refresh | None:
    if said is None:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("from"), str):
        raise TradeError(
            "'refresh' does not say from what", remedy="Write it like {from: census-country-workbook, since: 2022}."
        )
    return Refresh(source=said["from"], options={str(key): value for key, value in said.items() if key != "from"})


def _is_annual(frequency: str) -> bool:
    if frequency not in ("monthly", "annual"):
        raise TradeError(f"'{frequency}' is not a frequency we know", remedy="Write 'monthly' or 'annual'.")
    return frequency == "annual"


def _vintages(folder: Path, resources: list[dict[str, Any]], *, awaits: bool) -> tuple[Vintage, ...]:
    """The vintages that a passport lists, oldest first: a file of partners each, and one of groups where there is one."""
    if not resources and not awaits:
        raise TradeError("the passport lists no vintage", remedy="Put one on record with 'python -m macros import'.")
    tables = {
        (entry["vintage"], entry["groups"]): Table(path=folder / entry["path"], hash=entry["hash"])
        for entry in resources
    }
    return tuple(
        sorted(
            (
                Vintage(
                    id=entry["vintage"],
                    known=day(entry["known"]),
                    covers=Period.parse(str(entry["covers"])),
                    partners=tables[entry["vintage"], False],
                    groups=tables.get((entry["vintage"], True)),
                )
                for entry in resources
                if not entry["groups"]
            ),
            key=lambda vintage: (vintage.known, vintage.id),
        )
    )
