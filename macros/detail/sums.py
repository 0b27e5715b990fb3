"""Sums over product detail, as expressions that DuckDB and Spark run alike. Each takes a detail and gives one: they compose.

A detail is a lazy frame of `partner, flow, product, year, period, value`; nothing is read before an engine is asked for
rows. Values are whole dollars and sums are integers of 64 bits: what does not fit stops the engine, and no sum is ever
rounded. What has no row gets none: a product that was not traded is no product traded for nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]
KEY = ("partner", "flow", "product", "year", "period")
OTHER = "other"
"""The product that stands for all that are not among the largest."""
EVERY_PRODUCT = ""


def of_partners(detail: Frame, codes: Collection[str]) -> Frame:
    """The rows of some partners, by our codes."""
    return detail.filter(nw.col("partner").is_in(sorted(codes)))


def of_flows(detail: Frame, flows: Collection[str]) -> Frame:
    """The rows of some of the reporter's flows."""
    return detail.filter(nw.col("flow").is_in(sorted(flows)))


def of_years(detail: Frame, first: int, last: int) -> Frame:
    """The rows of a run of years, both ends in it."""
    return detail.filter(nw.col("year") >= first, nw.col("year") <= last)


def summed(detail: Frame, *, digits: int | None = None, yearly: bool = False) -> Frame:
    """One row for each partner, flow, product and period, in one pass over the detail.

    Products are cut to so many digits of the Harmonized System, 0 for every product in one; `yearly` makes months years. A
    year of which months are not held is the sum of those that are.
    """
    if digits is not None:
        product = nw.col("product").str.slice(0, digits) if digits else nw.lit(EVERY_PRODUCT)
        detail = detail.with_columns(product=product)
    if yearly:
        detail = detail.with_columns(period=nw.col("year").cast(nw.String))
    return detail.group_by(*KEY).agg(_total())


def by_chapter(detail: Frame) -> Frame:
    """The products summed to chapters, of two digits."""
    return summed(detail, digits=2)


def by_heading(detail: Frame) -> Frame:
    """The products summed to headings, of four digits."""
    return summed(detail, digits=4)


def by_partner(detail: Frame) -> Frame:
    """All products of a partner in one, whose code is empty."""
    return summed(detail, digits=0)


def by_year(detail: Frame) -> Frame:
    """The months summed to years."""
    return summed(detail, yearly=True)


def top_products(detail: Frame, number: int) -> Frame:
    """The products that are among the largest of their partner and flow in any year, and all others in one, `other`.

    So the largest of each year are all named, and what is named is named in every year. Of two that are equally large the
    lower code comes first. The detail is read twice, so it had better be summed and kept.
    """
    each, product = ("partner", "flow", "year"), ("partner", "flow", "product")
    sizes = detail.group_by(*product, "year").agg(_total()).with_columns(less=-nw.col("value"), one=nw.lit(1))
    ranked = sizes.with_columns(rank=nw.col("one").cum_sum().over(*each, order_by=["less", "product"]))
    largest = ranked.filter(nw.col("rank") <= number).select(*product, named=nw.col("product")).unique()
    named = detail.join(largest, on=list(product), how="left")
    return summed(named.with_columns(product=nw.coalesce("named", nw.lit(OTHER))))


def totals(detail: Frame) -> Frame:
    """What all adds to, by year and flow: `year, flow, value, rows`."""
    return detail.group_by("year", "flow").agg(_total(), rows=nw.len()).sort("year", "flow")


def in_order(detail: Frame) -> Frame:
    """The columns of a tidy table, in its order: the same rows for the same detail, whatever ran the sums."""
    columns = ("partner", "flow", "product", "period", "value")
    return detail.select(*columns).sort(*columns[:-1])


def _total() -> nw.Expr:
    # DuckDB sums in 128 bits, and the cast stops what does not fit; Spark stops by itself.
    return nw.col("value").sum().cast(nw.Int64)
