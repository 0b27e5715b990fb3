"""`python -m macros detail`: product detail comes in from a source's file, and goes out summed, as a vintage that pages read.

As in `cli`, nothing of the work is imported before it is asked for.
"""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from macros.errors import TradeError
from macros.periods import Period

_EXAMPLES = """\
examples:
  detail import us-hs2 --parquet hs2.parquet --vintage 2025-10 --origin "US Census Bureau, International Trade API"
  detail import us-hs10-africa --usatrade 2023.csv 2024.csv --vintage 2025-10 --origin "US Census Bureau, USA Trade Online" \\
    --repair '2024.csv:14066' 2429 'a slip of the source'
  detail list
  detail aggregate us-chapters --of us-hs2/2025-10 --partners Africa --vintage 2025-10-18 --known 2025-10-18 \\
    --totals us-goods/2025-10
  detail names us-hs10-africa > data/us-products/products.csv
  detail engines
"""


def add_detail(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `detail`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument(
        "--detail", type=Path, metavar="DIR", default=Path(os.environ.get("TRADE_DETAIL") or "detail"),
        help="where product detail is kept (TRADE_DETAIL, or detail)",
    )  # fmt: skip
    _add_import(actions.add_parser("import", parents=[where], help="put a source's product detail into the store"))
    actions.add_parser("list", parents=[where], help="say what is held, every file of it checked")
    _add_aggregate(
        actions.add_parser(
            "aggregate", parents=[where], help="sum a detail into a vintage of a dataset that pages read"
        )
    )
    names = actions.add_parser("names", parents=[where], help="print the names of the products as a table")
    names.add_argument("of", metavar="DETAIL", help="such as us-hs10-africa, or us-hs10-africa/2025-10")
    actions.add_parser("engines", help="say which engines there are, and which is chosen")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", help="what the detail is called, such as us-hs10")
    formats = parser.add_mutually_exclusive_group(required=True)
    formats.add_argument("--usatrade", type=Path, nargs="+", metavar="CSV", help="tables saved from USA Trade Online")
    formats.add_argument("--parquet", type=Path, metavar="FILE", help="the API's answers by product, as Parquet")
    formats.add_argument("--csv", type=Path, nargs="+", metavar="CSV", help="the API's answers by product, as CSV")
    parser.add_argument("--vintage", required=True, help="the month that names it, such as 2026-10")
    parser.add_argument("--origin", required=True, help="where the file was found, as a reader should see it cited")
    parser.add_argument("--note", action="append", default=[], help="what else to know of it")
    parser.add_argument("--repair", action="append", nargs=3, default=[], metavar=("PLACE", "VALUE", "WHY"),
                        help="what stands for a cell that cannot be read")  # fmt: skip
    parser.add_argument("--skip", action="append", nargs=2, default=[], metavar=("PLACE", "WHY"),
                        help="a row to leave out, because its cell cannot be read")  # fmt: skip


def _add_aggregate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", help="the dataset that gets the vintage, such as us-chapters")
    parser.add_argument("--of", required=True, metavar="DETAIL", help="such as us-hs2, or us-hs2/2025-10")
    parser.add_argument("--vintage", required=True, help="the month that names it, such as 2026-10")
    parser.add_argument("--known", required=True, type=date.fromisoformat, metavar="DAY", help="from when it was known")
    parser.add_argument("--level", type=int, choices=(2, 4, 6, 8, 10), help="digits of the products (as held)")
    parser.add_argument("--partners", nargs="+", default=[], metavar="PLACE", help="countries and groups (all)")
    parser.add_argument("--flow", action="append", default=[], help="one of the reporter's flows (all)")
    parser.add_argument("--years", type=Period.parse, metavar="PERIOD", help="such as 2024 or 2022..2024 (all)")
    parser.add_argument("--yearly", action="store_true", help="sum the months of a year")
    parser.add_argument("--top", type=int, default=0, metavar="N",
                        help="the products among the N largest of a partner and flow in any year, all others in one")  # fmt: skip
    parser.add_argument(
        "--totals", metavar="DATASET/VINTAGE", help="a table whose totals by partner the products must add to"
    )
    parser.add_argument("--note", action="append", default=[], help="what else to know of it")
    parser.add_argument("--engine", choices=("duckdb", "spark"), help="what runs the sums (TRADE_ENGINE, or duckdb)")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="where datasets are (data)")


def run_detail(asked: argparse.Namespace) -> int:
    """0 when it did what it says, 1 when it was refused; prints what was done, or what is wrong."""
    from macros.sources import product_detail

    try:
        for line in product_detail.ACTIONS[asked.action](asked):
            print(line)
    except TradeError as error:
        print(error)
        if asked.action in ("import", "aggregate"):
            print("Nothing was written.")
        return 1
    return 0
