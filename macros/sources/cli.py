"""The commands that bring in data: `import`, from a file at hand, and `refresh`, from the publisher's service.

Nothing of their work is imported before one of them is asked for, for it needs packages that no page does.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from macros.errors import TradeError

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


def add_import(parser: argparse.ArgumentParser) -> None:
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


def run_import(asked: argparse.Namespace) -> int:
    """0 when the vintage is on record, 1 when it was refused; prints what was read, kept, left out and why."""
    from macros.sources import importer

    try:
        print(*importer.put_on_record(asked, _FORMATS), sep="\n")
    except TradeError as error:
        print(error)
        print("Nothing was written.")
        return 1
    return 0
