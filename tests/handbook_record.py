"""The practice record of the handbook: made-up figures that are round enough to check in one's head.

Each country trades the same amount in every month of a year, in the datasets and vintages that a real page would name.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from record import MILLION, Release, Row, monthly, write_dataset

# US$ million a month by year: what the country sold to the United States, and what it bought.
KENYA = {
    2014: (50, 90), **dict.fromkeys(range(2015, 2022), (45, 40)),
    2022: (48, 45), 2023: (55, 70), 2024: (60, 62), 2025: (72, 82), 2026: (118, 76),
}  # fmt: skip
KENYA_BEFORE_REVISION = {**KENYA, 2024: (60, 63)}
GHANA = {**dict.fromkeys(range(2014, 2025), (100, 80)), 2025: (110, 90), 2026: (150, 140)}
NIGERIA = dict.fromkeys(range(2014, 2027), (300, 350))
VIETNAM = dict.fromkeys(range(2014, 2027), (9000, 900))
OTHERS = {"GHA": GHANA, "NGA": NIGERIA, "VNM": VIETNAM}
# What Kenya sold a month in 2024, by chapter.
CHAPTERS = {"09": 8, "26": 12, "61": 22, "62": 18}

# US$ million a month: what of Kenya's entered for consumption, and the duty on it, until September 2025, from then and in 2026.
DUTIES = {"2025-01": [(72, 0.72)] * 9 + [(72, 18)] * 3, "2026-01": [(118, 5.9)] * 7}

# What the front page of the handbook's examples shows.
EXPLAINER = """---
title: Kenya and the US
trade: {data: us-goods, side: Kenya, partner: United States}
---

{{ chart("two-way", headline="Bought and sold") }}
"""


def write(root: Path, *, quotations: str, glossary: str) -> None:
    """Put the practice record, and a register of these quotations and a glossary of these terms, below a folder."""
    first, second = date(2025, 10, 18), date(2026, 10, 1)
    write_dataset(
        root / "data" / "us-goods",
        Release(known=first, covers="2014..2024", rows=_goods({"KEN": KENYA_BEFORE_REVISION, **OTHERS}, 2014, 2024)),
        Release(known=second, covers="2022-01..2026-07", rows=_goods({"KEN": KENYA, **OTHERS}, 2022, 2026)),
        calendar={"releases": [{"month": "2026-08", "date": date(2026, 12, 8), "source": "Invented"}]},
    )
    by_chapter = [
        row
        for chapter, amount in CHAPTERS.items()
        for row in monthly("KEN", "imports", "2024-01", [amount * MILLION] * 12, product=chapter)
    ]
    chapters = write_dataset(root / "data" / "us-chapters", Release(known=first, covers="2024", rows=by_chapter))
    names = "".join(f"{chapter},Chapter {chapter}\n" for chapter in CHAPTERS)
    (chapters / "products.csv").write_text(f"product,name\n{names}", encoding="utf-8")
    write_dataset(
        root / "data" / "us-duties",
        Release(known=second, covers="2025-01..2026-07", rows=_duties()),
        flows={
            "consumption": {"title": "imports for consumption", "valuation": "customs value"},
            "duty": {"title": "calculated duty", "valuation": "as calculated from the entries"},
        },
    )
    (root / "docs" / "explainers").mkdir(parents=True)
    (root / "docs" / "explainers" / "kenya-us-trade.md").write_text(EXPLAINER, encoding="utf-8")
    for name, table in (("quoted", quotations), ("glossary", glossary)):
        (root / "data" / name).mkdir()
        (root / "data" / name / f"{name}.csv").write_text(table, encoding="utf-8")


def _duties() -> list[Row]:
    rows: list[Row] = []
    for first, amounts in DUTIES.items():
        for flow, of_flow in zip(("consumption", "duty"), zip(*amounts, strict=True), strict=True):
            rows += monthly("KEN", flow, first, [int(amount * MILLION) for amount in of_flow])
    return rows


def _goods(countries: dict[str, dict[int, tuple[int, int]]], first: int, last: int) -> list[Row]:
    rows: list[Row] = []
    for country, by_year in countries.items():
        for year in range(first, last + 1):
            for flow, amount in zip(("imports", "exports"), by_year[year], strict=True):  # as the United States report
                rows += monthly(country, flow, f"{year}-01", [amount * MILLION] * (7 if year == 2026 else 12))
    return rows
