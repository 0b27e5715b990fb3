"""`python -m macros import`: a source's file becomes a vintage on record, or nothing happens and we say why."""

from __future__ import annotations

import argparse
import csv
from datetime import date
from pathlib import Path

from macros import places
from macros.errors import TradeError
from macros.periods import Period
from macros.sources import api_dump, duties, hs2, imf, sums, tidy, vintages, workbook, yearly_json
from macros.sources.published import Reading

_EXAMPLES = """\
examples:
  import us-goods --workbook country.xlsx --vintage 2024-08 --known 2024-08-31 --origin "Census, country.xlsx"
  import us-goods --api-imports imports.csv --api-exports exports.csv --vintage 2025-10 --known 2025-10-18
  import us-goods --jsonl 2025.jsonl 2026.jsonl --vintage 2026-10 --known 2026-10-01
  import us-chapters --hs2 kenya.csv --vintage 2025-10 --known 2025-10-18
  import us-duties --duties duties.jsonl --vintage 2026-10 --known 2026-10-01
  import imf-china --imf imts.csv --vintage 2025-06 --known 2025-06-03
"""
_FORMATS = {
    "us-goods": ("workbook", "api_imports", "jsonl"),
    "us-chapters": ("hs2",),
    "us-duties": ("duties",),
    "imf-us": ("imf",),
    "imf-china": ("imf",),
}
"""The datasets, and the formats that each can be read from."""
_REPORTERS = {"imf-us": "USA", "imf-china": "CHN"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `import`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("dataset", choices=tuple(_FORMATS), help="the dataset that gets the vintage")
    formats = parser.add_argument_group("the source's file")
    formats.add_argument("--workbook", type=Path, metavar="XLSX", help="Census country.xlsx")
    formats.add_argument("--api-imports", type=Path, metavar="CSV", help="API download: imports by partner and month")
    formats.add_argument("--api-exports", type=Path, metavar="CSV", help="API download: exports by partner and month")
    formats.add_argument("--jsonl", type=Path, nargs="+", metavar="JSONL", help="a file of JSON lines for each year")
    formats.add_argument("--hs2", type=Path, metavar="CSV", help="API download: imports by HS chapter and month")
    formats.add_argument(
        "--duties", type=Path, nargs="+", metavar="JSONL", help="JSON lines of duty by partner and year"
    )
    formats.add_argument(
        "--imf", type=Path, metavar="CSV", help="the IMF's goods trade by partner, a column for each year"
    )
    parser.add_argument("--vintage", required=True, help="the month that names it, such as 2026-10")
    parser.add_argument("--known", required=True, type=date.fromisoformat, metavar="DAY", help="from when it was known")
    parser.add_argument("--origin", default="", help="where the file was found, as a reader should see it cited")
    parser.add_argument(
        "--note", action="append", default=[], help="what else to know of it, such as an approximate day"
    )
    parser.add_argument("--gap", action="append", nargs=3, default=[], metavar=("GROUP", "PERIOD", "WHY"),
                        help="months in which the publisher's own countries do not add up to a group")  # fmt: skip
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="where datasets are (data)")


def run(args: argparse.Namespace) -> int:
    """0 when the vintage is on record, 1 when it was refused; prints what was read, kept, left out and why."""
    try:
        for line in _import(args):
            print(line)
    except TradeError as error:
        print(error)
        print("Nothing was written.")
        return 1
    return 0


def _import(args: argparse.Namespace) -> list[str]:
    reading = _read(args)
    folder: Path = args.data / args.dataset
    gaps = [sums.Gap(group=places.find(g).code, period=Period.parse(p), reason=why) for g, p, why in args.gap]
    sums.months_to_totals(reading).raise_if_any()
    notes = sums.countries_to_groups(reading, gaps)
    account = [f"{reading.source}: {len(reading.kept):,} numbers for {reading.covers}", *reading.account, *notes]
    products: list[str] = []
    if args.dataset == "us-chapters":
        products = _column(folder / "products.csv", "chapter")
        account.append(_check_chapters(reading, args.data / "us-goods" / f"{args.vintage}.csv"))
    of_groups = [number for number in reading.kept if places.is_group(number.partner)]
    of_partners = [number for number in reading.kept if not places.is_group(number.partner)]
    release = vintages.Release(
        vintage=args.vintage, known=args.known, covers=reading.covers, origin=args.origin, notes=(*args.note, *notes)
    )
    changed = vintages.put_on_record(
        folder,
        release,
        tidy.text(tidy.frame(of_partners, products=products)),
        tidy.text(tidy.frame(of_groups)) if of_groups else None,
    )
    for numbers, what in ((of_partners, "partners"), (of_groups, "groups")):
        account.append(f"{what}: {len({n.partner for n in numbers})} with {len(numbers):,} rows")
    account.append(
        f"{folder}: vintage {args.vintage} {'is on record' if changed else 'was on record already, unchanged'}"
    )
    return account


def _read(args: argparse.Namespace) -> Reading:
    """What the one format named on the command line says."""
    formats = {name for names in _FORMATS.values() for name in names}
    given = [name for name in sorted(formats) if getattr(args, name) or (name == "api_imports" and args.api_exports)]
    if len(given) != 1 or given[0] not in _FORMATS[args.dataset]:
        raise TradeError(f"not one source that fits {args.dataset}", remedy=f"See the examples.\n{_EXAMPLES}")
    if bool(args.api_imports) != bool(args.api_exports):
        raise TradeError("only one flow of the API's is given", remedy="Give --api-imports and --api-exports.")
    files = [args.workbook, args.api_imports, args.api_exports, args.hs2, args.imf]
    for path in [*files, *(args.jsonl or []), *(args.duties or [])]:
        if path and not path.is_file():
            raise TradeError("no such file", remedy="Check the path.", where=str(path))
    if args.workbook:
        return workbook.read(args.workbook)
    if args.jsonl:
        return yearly_json.read(args.jsonl)
    if args.duties:
        return duties.read(args.duties)
    if args.imf:
        return imf.read(args.imf, _REPORTERS[args.dataset])
    return hs2.read(args.hs2) if args.hs2 else api_dump.read(args.api_imports, args.api_exports)


def _check_chapters(reading: Reading, partners: Path) -> str:
    """A sentence on whether the chapters could be checked against the partners' totals; raises where they differ."""
    if not partners.is_file():
        return f"chapters not checked against totals: no {partners}"
    with partners.open(encoding="utf-8", newline="") as lines:
        rows = [(r["partner"], r["flow"], r["period"], int(r["value"])) for r in csv.DictReader(lines)]
    sums.chapters_to_partner(reading, rows).raise_if_any()
    return f"chapters add to the partner's total in {partners.name}, every month"


def _column(path: Path, column: str) -> list[str]:
    if not path.is_file():
        raise TradeError(
            "no such file", remedy=f"Give the products a name there, in a column '{column}'.", where=str(path)
        )
    with path.open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]
