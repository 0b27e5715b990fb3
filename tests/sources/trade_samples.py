"""Small files in each source's shape, made by hand: the figures are invented."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from macros.sources import cli, workbook

ABSENT = [0.0] * 12
PASSPORT = "# By hand, comment and all.\nname: us-goods\n\ncalendar:\n  releases: []  # none\n"


def months(*values: float) -> list[float]:
    """Twelve months that begin with these, then the zeros of what is not published."""
    return [*values, *[0.0] * (12 - len(values))]


def workbook_row(year: int, code: str, imports: list[float], exports: list[float] = ABSENT) -> list[object]:
    """A row with its totals added up."""
    return [str(year), code, "name", *imports, sum(imports), *exports, sum(exports)]


def write_workbook(path: Path, *rows: Sequence[object], header: Sequence[str] = workbook.COLUMNS) -> Path:
    """A workbook of these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (header, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def write_api(path: Path, column: str, *rows: str) -> Path:
    """A download of the API: each row is code, value, year and month."""
    lines = []
    for row in rows:
        code, value, year, month = row.split()
        lines.append(f'{code},"NAME, OF IT",{value},{year},{month}')
    path.write_text("\n".join([f"CTY_CODE,CTY_NAME,{column},YEAR,MONTH", *lines, ""]), encoding="utf-8")
    return path


def json_row(code: str, year: int, exports: list[float | None], imports: list[float | None], **wrong: object) -> str:
    """A line of yearly JSON with its totals added up, but for what is said to be wrong."""
    pad = [None] * (12 - len(exports))
    bought, sold = (round(sum(v or 0 for v in flow), 1) for flow in (imports, exports))
    row = {
        "country_code": code,
        "year": year,
        "exports": exports + pad,
        "imports": imports + pad,
        "exports_year": sold,
        "imports_year": bought,
    } | wrong
    balance = float(str(row["exports_year"])) - float(str(row["imports_year"]))
    return json.dumps({**row, "balance_year": round(balance, 1)} | wrong)


def write_lines(path: Path, *lines: str) -> Path:
    """A file of lines."""
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def dataset(data: Path, name: str = "us-goods") -> Path:
    """A folder of a dataset that has a hand-written passport and nothing else."""
    folder = data / name
    folder.mkdir(parents=True)
    (folder / "dataset.yml").write_text(PASSPORT, encoding="utf-8")
    return folder


def run_import(*words: str | Path) -> int:
    """The exit code of `import` with these words."""
    parser = argparse.ArgumentParser()
    cli.add_import(parser)
    return cli.run_import(parser.parse_args([str(word) for word in words]))
