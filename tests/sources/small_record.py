"""A small record of US trade to be refreshed: eight partners and two groups, invented, to July 2026 and then to August."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml
from standin import StandIn
from standin.shelf import Row
from standin.still import Still

from macros import places
from macros.periods import Period
from macros.sources import cli

PARTNERS = ("KEN", "TZA", "UGA", "ZAF", "CHN", "MEX", "DEU", "CAN")
FLOWS = ("imports", "exports")
JULY, AUGUST = Period.parse("2024-01..2026-07"), Period.parse("2024-01..2026-08")
KNOWN, TODAY = date(2026, 9, 3), date(2026, 10, 6)
WORKBOOK, API, COMTRADE = "census-country-workbook", "census-api", "comtrade"
PASSPORT = {
    "name": "us-goods",
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
}


def trade(span: Period) -> list[Row]:
    """Every partner's months, each a little different from the last, with the world and Africa as they add up."""
    rows = [
        Row(partner, flow, str(month), 50_000_000 * (at + 1) + 1_234_567 * (month.first * (at + 3) % 17) + len(flow))
        for at, partner in enumerate(PARTNERS)
        for flow in FLOWS
        for month in span
    ]
    return added_up(rows)


def added_up(rows: Iterable[Row]) -> list[Row]:
    """The rows of partners, with those of the world and Africa as they add to."""
    partners = [row for row in rows if not places.is_group(row.partner)]
    sums: dict[tuple[str, str, str], int] = {}
    for row in partners:
        for group in ("world", "africa"):
            if places.in_group(row.partner, group):
                key = (group, row.flow, row.period)
                sums[key] = sums.get(key, 0) + row.value
    return [*partners, *(Row(group, flow, period, value) for (group, flow, period), value in sums.items())]


def changed(rows: Iterable[Row], partner: str, month: str, value: int, flow: str = "imports") -> list[Row]:
    """The rows with one number changed, and the groups as they then add up."""
    return added_up(
        replace(row, value=value) if (row.partner, row.flow, row.period) == (partner, flow, month) else row
        for row in rows
    )


@dataclass(frozen=True)
class Project:
    """A folder with the record in `data/`, and the world outside of it."""

    root: Path
    standin: StandIn
    still: Still

    @property
    def data(self) -> Path:
        return self.root / "data"

    def contents(self) -> dict[str, bytes]:
        """Every file of the record."""
        return {p.relative_to(self.data).as_posix(): p.read_bytes() for p in self.data.rglob("*") if p.is_file()}

    def refresh(self, *words: str, today: date = TODAY) -> int:
        """The exit code of `refresh`."""
        parser = argparse.ArgumentParser()
        cli.add_refresh(parser)
        asked = parser.parse_args([*words, "--data", str(self.data)])
        code = cli.run_refresh(asked, today, self.still.outside)
        self.still.today += timedelta(minutes=1)  # a run is named for its second
        return code


def stock(standin: StandIn, rows: Iterable[Row]) -> None:
    """Let the United States report these rows, and so Kenya to Comtrade, which knows no Africa."""
    every = list(rows)
    standin.shelf.put("us", every)
    standin.shelf.put("404", [row for row in every if row.partner != "africa"])


def made(root: Path, standin: StandIn, feed: str = WORKBOOK, template: Path | None = None) -> Project:
    """A project whose record ends with July, and a stand-in that has August; the record is copied where there is a template."""
    project = Project(root, standin, Still(standin.environment))
    if template is not None:
        shutil.copytree(template, project.data)
    else:
        folder = project.data / "us-goods"
        folder.mkdir(parents=True)
        own = {"reporter": "KEN" if feed == COMTRADE else "USA", "refresh": {"from": feed, "since": 2024}}
        passport = PASSPORT | own | {"resources": []}
        (folder / "dataset.yml").write_text(yaml.safe_dump(passport, sort_keys=False), encoding="utf-8")
        stock(standin, trade(JULY))
        assert project.refresh(today=KNOWN) == 3  # a first vintage is held
        held = json.loads((root / ".build" / "held" / "data" / "us-goods" / "candidate.json").read_text("utf-8"))
        assert project.refresh("us-goods", "--accept", held["id"], today=KNOWN) == 0
        for name in (".build", ".raw"):
            shutil.rmtree(root / name)
        standin.asked.clear()
    project.still.today = project.still.today.replace(2026, 10, 6, 12, 31)
    stock(standin, trade(AUGUST))
    return project
