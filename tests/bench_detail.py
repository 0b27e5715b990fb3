"""`make bench-detail`: a hundred million rows, summed by our expressions and by plain SQL. A report, never a test.

The rows are synthetic: a regular grid of partners, products and months with values from a hash, laid out as an import lays
them out. Each way runs in a process of its own, turn by turn, and reads every file anew; what is compared within one run holds
on a busy machine too. The memory is the peak of the whole process, as the system counts it.

    python tests/bench_detail.py [--millions 100] [--turns 5] [--no-spark] [--folder DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from macros import places
from macros.detail import engines, tables
from macros.detail.engines import Settings
from macros.detail.held import Detail, Part
from macros.detail.tables import Ask
from macros.periods import Period

YEARS = range(2015, 2025)
PARTNERS = [place.code for place in places.everywhere() if place.kind == "country"][:100]
HEADINGS = 1240
"""About as many as the Harmonized System has."""
SETTINGS = Settings(memory=1000, threads=2)
LIMITS: dict[str, Any] = {
    "memory_limit": f"{SETTINGS.memory}MB",
    "threads": SETTINGS.threads,
}
SECONDS, MEGABYTES, RATIO = 30, 2000, 1.2
"""What is asked of us."""

ASKS = {
    "chapters, by partner and year": Ask(digits=2, yearly=True),
    "chapters, by month, of 20 partners": Ask(digits=2, partners=frozenset(PARTNERS[:20])),
    "ten largest headings of each partner": Ask(digits=4, yearly=True, top=10),
}
SQL = {
    "chapters, by partner and year": """
        SELECT partner, flow, substr(product, 1, 2) AS product, year::VARCHAR AS period, sum(value)::BIGINT AS value
        FROM detail GROUP BY ALL ORDER BY ALL
    """,
    "chapters, by month, of 20 partners": """
        SELECT partner, flow, substr(product, 1, 2) AS product, period, sum(value)::BIGINT AS value
        FROM detail WHERE partner IN (SELECT unnest($partners)) GROUP BY ALL ORDER BY ALL
    """,
    "ten largest headings of each partner": """
        WITH heading AS MATERIALIZED (
            SELECT partner, flow, substr(product, 1, 4) AS product, year::VARCHAR AS period, sum(value)::BIGINT AS value
            FROM detail GROUP BY ALL
        ), ranked AS (
            SELECT partner, flow, product, row_number() OVER (PARTITION BY partner, flow ORDER BY sum(value) DESC, product) AS rank
            FROM heading GROUP BY partner, flow, product
        )
        SELECT partner, flow, CASE WHEN rank <= 10 THEN product ELSE 'other' END AS product, period, sum(value)::BIGINT AS value
        FROM heading JOIN ranked USING (partner, flow, product) GROUP BY ALL ORDER BY ALL
    """,
}


def main() -> None:
    """Print seconds and memory of each way, least, median and most, and what was asked for beside them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=int, default=100)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--no-spark", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the rows are kept for another run (else made, and removed)")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        print(json.dumps(run(asked.folder, asked.way, asked.ask)))
        return
    with tempfile.TemporaryDirectory(prefix="trade-bench-") as made:
        folder = asked.folder or Path(made)
        generate(folder, asked.millions * 1_000_000)
        report(folder, asked.turns, [] if asked.no_spark else ["spark"])


def report(folder: Path, turns: int, slow: list[str]) -> None:
    """Every way of every question, turn by turn."""
    for ask in ASKS:
        found: dict[str, list[dict[str, Any]]] = {}
        for _ in range(turns):
            for way in ("ours", "sql"):
                found.setdefault(way, []).append(apart(folder, way, ask))
        for way in ("checked", *slow):
            found[way] = [apart(folder, way, ask)]
        print(f"\n{ask}: {found['ours'][0]['rows']:,} rows; load {os.getloadavg()[0]:.1f}")
        for way, runs in found.items():
            memory = max(one["megabytes"] for one in runs)
            print(
                f"  {NAMES[way]:42} {spread([one['seconds'] for one in runs])} s   {memory:5.0f} MB   {runs[0]['hash'][:12]}"
            )
        turns_of = list(zip(found["ours"], found["sql"], strict=True))
        ratios = {what: [ours[what] / sql[what] for ours, sql in turns_of] for what in ("seconds", "work")}
        print(f"  {'ours to plain SQL, turn by turn':42} {spread(ratios['seconds'])}")
        print(f"  {'the same, in seconds of the processor':42} {spread(ratios['work'])}")
        same = len({one["hash"] for runs in found.values() for one in runs}) == 1
        print(f"  every way gives the same table: {'yes' if same else 'NO'}")
        if ask == next(iter(ASKS)):
            worst = max(one["seconds"] for one in found["ours"]), max(one["megabytes"] for one in found["ours"])
            for what, is_met in (
                (f"under {SECONDS} s", worst[0] < SECONDS),
                (f"under {MEGABYTES} MB", worst[1] < MEGABYTES),
                (f"within {RATIO} times plain SQL (median)", statistics.median(ratios["seconds"]) <= RATIO),
                ("the same table", same),
            ):
                print(f"  {what}: {'met' if is_met else 'MISSED'}")


def spread(numbers: list[float]) -> str:
    """The least, the median and the most."""
    return " / ".join(f"{number:6.2f}" for number in (min(numbers), statistics.median(numbers), max(numbers)))


NAMES = {
    "ours": "our expressions on DuckDB",
    "sql": "plain SQL on DuckDB",
    "checked": "ours, with every sum checked",
    "spark": "our expressions on Spark (memory of Python)",
}


def apart(folder: Path, way: str, ask: str) -> dict[str, Any]:
    """One way of one question, in a process of its own."""
    command = [sys.executable, __file__, "--folder", str(folder), "--way", way, "--ask", ask]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(ended.stderr)
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def run(folder: Path, way: str, ask: str) -> dict[str, Any]:
    """Seconds from the first file to the last row in our hands, the peak of memory, and the hash of the rows."""
    detail = held(folder)
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    rows: list[Any]
    if way == "sql":
        with duckdb.connect(config=LIMITS) as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.read_parquet([str(path) for path in detail.files], hive_partitioning=True).create_view("detail")
            more = {"partners": PARTNERS[:20]} if "$partners" in SQL[ask] else None
            rows = connection.execute(SQL[ask], more).fetchall()
    else:
        settings = Settings(engine="spark", memory=4000, threads=2) if way == "spark" else SETTINGS
        with engines.start(settings) as engine:
            if way == "checked":
                rows = tables.rows(engine, detail, ASKS[ask])
            else:
                table = tables.table(engine, engine.scan(detail), ASKS[ask])
                rows = engine.rows(table)
    seconds, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    work = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    content = hashlib.sha256()
    for row in rows:
        content.update(repr(tuple(row)).encode())
    return {"seconds": seconds, "work": work, "megabytes": peak, "rows": len(rows), "hash": content.hexdigest()}


def generate(folder: Path, rows: int) -> None:
    """Write so many rows, a year to a file, unless they are there."""
    if (folder / "parts.json").is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < 30 * rows:
        sys.exit(
            f"{folder} has {free / 1e9:.1f} GB free, and {30 * rows / 1e9:.1f} GB are needed: name another with --folder."
        )
    products = rows // (len(YEARS) * len(PARTNERS) * 12) + 1
    parts = []
    begun = time.perf_counter()
    with duckdb.connect(config=LIMITS | {"temp_directory": str(folder)}) as connection:
        connection.execute("SET enable_progress_bar = false")
        for year in YEARS:
            path = Path(f"year={year}", "flow=imports", "part-0.parquet")
            (folder / path).parent.mkdir(parents=True)
            connection.execute(
                """
                CREATE OR REPLACE VIEW made AS
                SELECT $partners[1 + i // (12 * $products)] AS partner,
                       lpad((101 + (i // 12) % $products * $headings // $products * 7)::VARCHAR, 4, '0')
                           || lpad(((i // 12) % $products)::VARCHAR, 6, '0') AS product,
                       $year || '-' || lpad((1 + i % 12)::VARCHAR, 2, '0') AS period,
                       (hash(i * 31 + $year::INTEGER) % 1000000000)::BIGINT AS value
                FROM range(12 * $products * len($partners)) AS one(i)
                """.replace("$partners", repr(PARTNERS))
                .replace("$products", str(products))
                .replace("$headings", str(HEADINGS))
                .replace("$year", f"'{year}'")
            )
            made = connection.table("made")
            made.write_parquet(str(folder / path), compression="zstd", row_group_size=122_880)
            count, value = connection.execute(
                "SELECT count(*), sum(value) FROM read_parquet(?)", [str(folder / path)]
            ).fetchone()
            parts.append({"path": path.as_posix(), "year": year, "flow": "imports", "rows": count, "value": int(value)})
    (folder / "parts.json").write_text(json.dumps(parts))
    size = sum((folder / part["path"]).stat().st_size for part in parts)
    total = sum(part["rows"] for part in parts)
    print(f"{total:,} synthetic rows, {size / 1e6:,.0f} MB, made in {time.perf_counter() - begun:.0f} s")


def held(folder: Path) -> Detail:
    """The rows as a detail; without a manifest, for they are never imported."""
    return Detail(
        folder=folder,
        covers=Period.parse(f"{YEARS[0]}..{YEARS[-1]}"),
        frequency="monthly",
        digits=10,
        flows=("imports",),
        origin="synthetic",
        notes=(),
        parts=tuple(Part(**part) for part in json.loads((folder / "parts.json").read_text())),
    )


if __name__ == "__main__":
    main()
