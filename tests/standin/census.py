"""The Census Bureau, stood in for: the trade API (a key for every question since May 2026) and country.xlsx (no key).

The API's answers are arrays of strings, header first, in the order asked for and then the predicates; groups stand among
the countries; nothing there is 204 without a body. The workbook has zeros for what is not published yet.
"""

from __future__ import annotations

import csv
import fnmatch
import io
import re
from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

import openpyxl

from macros import places
from macros.periods import Period
from standin.reply import Reply, Seen
from standin.shelf import Row

if TYPE_CHECKING:
    from standin import StandIn

_VALUES = {
    "GEN_VAL_MO": ("imports", False), "GEN_VAL_YR": ("imports", True),
    "CON_VAL_MO": ("consumption", False), "CON_VAL_YR": ("consumption", True),
    "CAL_DUT_MO": ("duty", False), "CAL_DUT_YR": ("duty", True),
    "ALL_VAL_MO": ("exports", False), "ALL_VAL_YR": ("exports", True),
}  # fmt: skip
_OF = {
    "imports": {"GEN_VAL_MO", "GEN_VAL_YR", "CON_VAL_MO", "CON_VAL_YR", "CAL_DUT_MO", "CAL_DUT_YR"},
    "exports": {"ALL_VAL_MO", "ALL_VAL_YR"},
}
_COMMON = {"CTY_CODE", "CTY_NAME", "COMM_LVL", "SUMMARY_LVL", "YEAR", "MONTH"}
_FIRST_YEAR = 2010
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
COLUMNS = ["year", "CTY_CODE", "CTYNAME", *(f"{letter}{month}" for letter in "IE" for month in [*_MONTHS, "YR"])]
MODIFIED = "Thu, 05 Nov 2026 13:30:00 GMT"


def api(standin: StandIn, seen: Seen) -> Reply:
    """The answer of the API to `imports/hs?…` or `exports/hs?…`."""
    flow, _, rest = seen.path.partition("/")
    if flow not in _OF or not rest.startswith("hs"):
        return Reply.page(404, "Not Found")
    letter = flow[0].upper()
    codes = {f"{letter}_COMMODITY", f"{letter}_COMMODITY_SDESC", f"{letter}_COMMODITY_LDESC"}
    known = _OF[flow] | _COMMON | codes
    if rest == "hs/variables.json":
        said = {name: {"label": name, "predicateType": "string", "group": "N/A", "limit": 0} for name in sorted(known)}
        return Reply.json({"variables": said | {"time": {"label": "ISO-8601 Date/Time value", "predicateOnly": True}}})
    if seen.one("key") != standin.key:
        page = "invalid_key" if seen.one("key") else "missing_key"
        sent = {"X-DataWebAPI-KeyError": "1", "Location": f"{standin.address}/data/{page}.html"}
        return Reply(302, headers=sent)
    wanted = seen.one("get").split(",")
    for name in wanted:
        if name not in known:
            return Reply.text(400, f"error: unknown variable '{name}'")
    predicates = [name for name, _ in seen.query if name not in ("get", "key")]
    for name in predicates:
        if name not in known | {"time", "SUMMARY_LVL2", "DF"}:
            return Reply.text(400, f"error: unknown predicate variable: '{name}'")
    found = list(_cells(standin, seen, flow, wanted))
    if not found:
        return Reply(204)
    header = list(dict.fromkeys([*wanted, *predicates]))
    return Reply.json([header, *([cells[name] for name in header] for cells in found)])


def _cells(standin: StandIn, seen: Seen, flow: str, wanted: list[str]):  # type: ignore[no-untyped-def]
    """Each row of an answer as cells by their column."""
    letter = flow[0].upper()
    months, level = _months(seen), seen.one("COMM_LVL")
    flows = {_VALUES[name][0] for name in wanted if name in _VALUES} or {flow}
    values: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    for row in standin.shelf.rows("us"):
        if (
            row.flow in flows
            and len(row.span) == 1
            and (level == f"HS{len(row.product)}" if row.product else not level)
        ):
            values[row.partner, row.product, row.span.first][row.flow] = row.value
    for partner, product, month in sorted(values, key=lambda key: (key[2], _api_code(key[0]), key[1])):
        code, year = _api_code(partner), month // 12
        asked_for = all(
            not seen.all(name) or any(fnmatch.fnmatchcase(said, one) for one in seen.all(name))
            for name, said in ((f"{letter}_COMMODITY", product), ("CTY_CODE", code))
        )
        if year < _FIRST_YEAR or month not in months or not code or not asked_for:
            continue
        is_group = places.is_group(partner)
        if seen.one("SUMMARY_LVL") == ("DET" if is_group else "CGP"):
            continue
        to_date = {
            name: sum(values.get((partner, product, m), {}).get(name, 0) for m in range(year * 12, month + 1))
            for name in flows
        }
        cells = {
            "CTY_CODE": code, "CTY_NAME": standin.shelf.names.get(code, places.name(partner).upper()),
            "COMM_LVL": level or "-", "SUMMARY_LVL": "CGP" if is_group else "DET",
            f"{letter}_COMMODITY": product or "-", f"{letter}_COMMODITY_SDESC": f"PRODUCT {product}",
            f"{letter}_COMMODITY_LDESC": f"PRODUCT {product}", "YEAR": str(year), "MONTH": f"{month % 12 + 1:02}",
            "time": f"{year}-{month % 12 + 1:02}",
        }  # fmt: skip
        for name, (of, is_to_date) in _VALUES.items():
            cells[name] = str((to_date if is_to_date else values[partner, product, month]).get(of, 0))
        yield cells


def _months(seen: Seen) -> set[int]:
    """The months asked for, by `time` or by YEAR and MONTH."""
    if match := re.fullmatch(r"from (\d{4}-\d{2})(?: to (\d{4}-\d{2}))?", seen.one("time")):
        last = Period.parse(match[2]).last if match[2] else 2199 * 12
        return set(range(Period.parse(match[1]).first, last + 1))
    if seen.one("time"):
        return {Period.parse(seen.one("time")).first}
    months = [int(month) for month in seen.all("MONTH")] or range(1, 13)
    return {int(year) * 12 + month - 1 for year in seen.all("YEAR") for month in months}


def files(standin: StandIn, seen: Seen) -> Reply:
    """The workbook, which says when it changed and is not sent again to who has it."""
    if seen.path != "balance/country.xlsx":
        return Reply.page(404, "Not Found")
    content = workbook(standin)
    etag = f'"{sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Last-Modified": MODIFIED}
    if seen.headers.get("if-none-match") == etag:
        return Reply(304, headers=headers)
    return Reply(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content, headers)


_MADE: dict[tuple[Row, ...], bytes] = {}


def workbook(standin: StandIn) -> bytes:
    """The rows of the shelf as country.xlsx; a total is the row's own where it has one, else the sum of its months."""
    rows = standin.shelf.rows("us")
    if rows not in _MADE:
        _MADE[rows] = _workbook(standin, rows)
    return _MADE[rows]


def _workbook(standin: StandIn, rows: tuple[Row, ...]) -> bytes:
    lines: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    only_in_the_api = _only_in_the_api()
    for row in rows:
        code = "" if row.partner in only_in_the_api else places.schedule_c(row.partner)
        if code and not row.product and row.flow in ("imports", "exports"):
            month = _MONTHS[row.span.first % 12] if len(row.span) == 1 else "YR"
            lines[row.span.first_year, code][f"{row.flow[0].upper()}{month}"] = row.value
    book = openpyxl.Workbook()
    book.worksheets[0].append(COLUMNS)
    for (year, code), said in sorted(lines.items()):
        for letter in "IE":
            said.setdefault(f"{letter}YR", sum(said.get(f"{letter}{month}", 0) for month in _MONTHS))
        name = standin.shelf.names.get(code, code)
        book.worksheets[0].append([str(year), code, name, *(said.get(column, 0) / 10**6 for column in COLUMNS[3:])])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@cache
def _groups() -> list[dict[str, str]]:
    table = resources.files("macros.places").joinpath("groups.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def _api_code(partner: str) -> str:
    """The API's code of a place of ours, empty where it has none."""
    of_group = [row["api_code"] for row in _groups() if row["id"] == partner]
    return of_group[0] if of_group else places.schedule_c(partner)


def _only_in_the_api() -> set[str]:
    return {row["id"] for row in _groups() if not row["workbook_code"]}
