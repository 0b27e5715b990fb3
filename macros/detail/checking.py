"""Whether lines make a detail: one level of products, one length of period, no figure twice, and groups that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import narwhals as nw

from macros import places
from macros.detail.duck import Duck
from macros.detail.lines import FLOWS
from macros.detail.sums import Frame
from macros.errors import Problems, TradeError, near

_KEY = ("partner", "flow", "product", "period")
_PERIOD = re.compile(r"(?:19|20)\d\d(-(?:0[1-9]|1[0-2]))?")
_SHOWN = 5
"""How many of one kind of mistake are told: a source read wrongly has one in every line."""


def layout(duck: Duck, lines: Frame) -> tuple[int, str]:
    """How many digits every product has, and the frequency of every period; raises, gathered, for all that does not fit."""
    problems = Problems()
    for flow in _values(duck, lines, "flow"):
        if flow not in FLOWS:
            where = _first(duck, lines, nw.col("flow") == flow)
            problems.add(TradeError(f"the flow is '{flow}'", remedy=near(flow, FLOWS), where=where))
    for code in _values(duck, lines, "partner"):
        try:
            places.from_code(code)
        except TradeError as error:
            problems.add(error.at(_first(duck, lines, nw.col("partner") == code)))
    periods = _values(duck, lines, "period")
    for period in periods:
        if not _PERIOD.fullmatch(period):
            where = _first(duck, lines, nw.col("period") == period)
            problems.add(
                TradeError(f"'{period}' is not a year or a month", remedy="Write 2024 or 2024-07.", where=where)
            )
    frequencies = sorted({"monthly" if "-" in period else "annual" for period in periods})
    if len(frequencies) > 1:
        where = _first(duck, lines, nw.col("period").str.len_chars() == 4)
        what = "years stand among months, and would be counted twice"
        problems.add(TradeError(what, remedy="Keep one of them.", where=where))
    length = nw.col("product").str.len_chars()
    lengths = sorted(int(value) for (value,) in duck.rows(lines.select(length=length).unique()))
    if len(lengths) > 1:
        what = f"products of {' and '.join(map(str, lengths))} digits stand side by side, and would be counted twice"
        where = _first(duck, lines, length == lengths[0])
        problems.add(TradeError(what, remedy="Ask the source for one level.", where=where))
    for wrong in (*_no_codes(duck, lines), *_doubled(duck, lines)):
        problems.add(wrong)
    problems.raise_if_any()
    return lengths[0], frequencies[0]


def without_groups(duck: Duck, lines: Frame) -> tuple[Frame, list[str]]:
    """The lines of countries, and a sentence on those of groups; raises where countries do not add up to their group.

    A sum over all partners must not count Kenya again as Africa. A group whose members we do not know is not checked.
    """
    codes = _values(duck, lines, "partner")
    groups = [code for code in codes if places.is_group(code)]
    countries = lines.filter(~nw.col("partner").is_in(groups)) if groups else lines
    problems, checked = Problems(), []
    for group in groups:
        if members := [code for code in codes if code not in groups and places.in_group(code, group)]:
            checked.append(group)
            for error in _misses(duck, lines, group, members):
                problems.add(error)
    problems.raise_if_any()
    if not groups:
        return countries, []
    ((rows,),) = duck.rows(lines.filter(nw.col("partner").is_in(groups)).select(nw.len()))
    added_up = f"; the partners add up to {', '.join(checked)} in every product and period" if checked else ""
    return countries, [f"{rows:,} rows of {len(groups)} groups are left out{added_up}"]


def _misses(duck: Duck, lines: Frame, group: str, members: list[str]) -> Iterator[TradeError]:
    """Where the members of a group do not add up to it, product by product."""
    cell = ("flow", "product", "period")
    # One sum over both: the group's own rows count against it.
    is_group = nw.col("partner") == group
    signed = lines.filter(is_group | nw.col("partner").is_in(members)).with_columns(
        said=nw.when(is_group).then(nw.col("value")).otherwise(nw.lit(0)),
        added=nw.when(is_group).then(nw.lit(0)).otherwise(nw.col("value")),
    )
    sums = signed.group_by(*cell).agg(nw.col("said").sum(), nw.col("added").sum(), nw.col("place").min())
    amiss = sums.filter(nw.col("said") != nw.col("added")).sort(*cell).head(_SHOWN)
    for flow, product, period, said, added, place in duck.rows(amiss):
        yield TradeError(
            f"{flow} of {product} in {period}: {places.name(group)} has {said}, but its partners add to {added}",
            remedy="Look for missing rows.",
            where=place,
        )


def _no_codes(duck: Duck, lines: Frame) -> Iterator[TradeError]:
    wrong = lines.filter(~nw.col("product").str.contains("^[0-9]+$")).select("product", "place")
    for code, place in duck.rows(wrong.sort("place").head(_SHOWN)):
        yield TradeError(
            f"'{code}' is not a code of the Harmonized System", remedy="Expected digits alone.", where=place
        )


def _doubled(duck: Duck, lines: Frame) -> Iterator[TradeError]:
    counted = lines.group_by(*_KEY).agg(nw.len().alias("times"), nw.col("place").min(), last=nw.col("place").max())
    for *key, _, first, last in duck.rows(counted.filter(nw.col("times") > 1).sort(*_KEY).head(_SHOWN)):
        already = "twice there" if first == last else f"already at {first}"
        yield TradeError(f"{' '.join(key)} was given {already}", remedy="Keep one of the two.", where=last)


def _first(duck: Duck, lines: Frame, condition: nw.Expr) -> str:
    """The place of a line that meets a condition."""
    ((place,),) = duck.rows(lines.filter(condition).select(nw.col("place").min()))
    return str(place)


def _values(duck: Duck, lines: Frame, column: str) -> list[Any]:
    """The values in a column, in order."""
    return sorted(value for (value,) in duck.rows(lines.select(column).unique()))
