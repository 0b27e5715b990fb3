"""`python -m tests.check_detail FOLDER`: the real files of product detail, taken in and summed by both engines, must agree.

The files are the publishers', and no part of the project: USA Trade Online's tables of what Africa sold the United States by
ten-digit product, and the Census API's chapters by country and month. FOLDER is where they lie, at any depth. Ends with 1
where a table differs between the engines, or a total from what plain Python adds up.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import tempfile
import time
from pathlib import Path

from macros import places
from macros.detail import engines, held, tables
from macros.detail.engines import Settings
from macros.detail.held import Detail
from macros.detail.tables import Ask
from macros.sources import detail_cli

HS10 = "africa_exports_to_us_*_ustrade_raw.csv"
HS2 = "us_imports_hs2_by_country_monthly_*.parquet"
REPAIR = (
    "--repair",
    "africa_exports_to_us_2024_ustrade_raw.csv:14066",
    "2429",
    "chapter 90 of Mauritius then adds to its total",
)


def main() -> int:
    """0 where everything agrees; prints what was taken in, each table's size and hash, and how long each engine took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    tables_of_africa, chapters = sorted(folder.rglob(HS10)), sorted(folder.rglob(HS2))
    if not tables_of_africa or not chapters:
        sys.exit(f"{folder} has not both {HS10} and {HS2}")
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "detail"
        print("Without a decision on the cell that cannot be read:")
        if take(root, "us-hs10-africa", "--usatrade", *map(str, tables_of_africa)) != 1:
            sys.exit("the unreadable cell went in unnoticed")
        print("\nWith one:")
        if take(root, "us-hs10-africa", "--usatrade", *map(str, tables_of_africa), *REPAIR):
            return 1
        if take(root, "us-hs2", "--parquet", str(chapters[0])):
            return 1
        hs10, hs2 = held.find(root, "us-hs10-africa"), held.find(root, "us-hs2")
        added = sum(map(sum_of, tables_of_africa)) + 2429
        print(f"\nplain Python adds the tables to US$ {added:,}, the manifest to {sum(p.value for p in hs10.parts):,}")
        is_right = added == sum(part.value for part in hs10.parts)
        africa = frozenset(place.code for place in places.everywhere() if places.is_african(place))
        asks = [
            ("every ten-digit product by year", hs10, Ask(digits=10)),
            ("headings by year", hs10, Ask(digits=4)),
            ("twenty largest subheadings of each country", hs10, Ask(digits=6, top=20)),
            ("every product in one, 2024", hs10, Ask(digits=0, years=(2024, 2024))),
            ("Africa’s chapters by month", hs2, Ask(digits=2, partners=africa)),
            ("every country’s chapters by year", hs2, Ask(digits=2, yearly=True)),
            ("ten largest chapters of each country", hs2, Ask(digits=2, yearly=True, top=10)),
        ]
        return 0 if agree(asks) and is_right else 1


def take(root: Path, *words: str) -> int:
    """The exit code of `detail import`."""
    parser = argparse.ArgumentParser()
    detail_cli.add_detail(parser)
    more = ["--vintage", "2025-10", "--origin", "as found", "--detail", str(root)]
    return detail_cli.run_detail(parser.parse_args(["import", *words, *more]))


def agree(asks: list[tuple[str, Detail, Ask]]) -> bool:
    """Whether both engines give the same rows for every question; prints each."""
    found: dict[str, dict[str, tuple[int, str, float]]] = {}
    for name in engines.ENGINES:
        with engines.start(Settings(engine=name)) as engine:
            for what, detail, ask in asks:
                begun = time.perf_counter()
                rows = tables.rows(engine, detail, ask)
                content = hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()
                found.setdefault(what, {})[name] = len(rows), content, time.perf_counter() - begun
    print(f"\n{'':44}{'rows':>8}  {'duckdb':12}  {'spark':12}")
    for what, by in found.items():
        duck, spark = by["duckdb"], by["spark"]
        same = "the same" if duck[:2] == spark[:2] else "DIFFERENT"
        print(f"{what:44}{duck[0]:8,}  {duck[1][:12]}  {spark[1][:12]}  {same}  ({duck[2]:.1f} s and {spark[2]:.1f} s)")
    return all(by["duckdb"][:2] == by["spark"][:2] for by in found.values())


def sum_of(path: Path) -> int:
    """What a table adds to, without the cell that cannot be read: read here once more, by nothing of ours."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [row["Customs  Value (Cons) ($US)"].replace(",", "") for row in csv.DictReader(lines)]
    return sum(int(cell) for cell in cells if cell.isdecimal())


if __name__ == "__main__":
    sys.exit(main())
