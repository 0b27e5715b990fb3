"""The work of `python -m macros detail`: from a source's file into product detail, and from there, summed, on record."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from macros import places
from macros.detail import engines, held, tables, writing
from macros.detail.duck import parquet_rows
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources import api_detail, candidate, exchange, lock, usatrade, vintages
from macros.sources.api_dump import table
from macros.sources.decisions import Decisions
from macros.sources.published import Published, Reading


def _import(args: argparse.Namespace) -> Iterator[str]:
    settings = engines.Settings.read()
    decisions = Decisions.given(args.repair, args.skip)
    files: list[Path] = args.usatrade or args.csv or [args.parquet]
    for path in files:
        if not path.is_file():
            raise TradeError("no such file", remedy="Check the path.", where=str(path))
    source: usatrade.Tables | api_detail.Answers
    if args.usatrade:
        source = usatrade.Tables(files, decisions)
    elif args.parquet:
        source = api_detail.Answers(parquet_rows(args.parquet, settings), decisions)
    else:
        rows = (row for path in files for row in table(path, ["CTY_CODE", "YEAR", "MONTH"]))
        source = api_detail.Answers(rows, decisions)
    try:
        with writing.draft(args.detail, args.dataset, args.vintage, settings) as new:
            new.take(source.lines())
            decisions.require_met()
            detail, changed = new.seal(
                origin=args.origin, sources=files, notes=[*args.note, *decisions.notes], names=source.names
            )
    except OSError as error:
        raise exchange.could_not_write(error, args.detail) from error
    yield from _said(detail)
    yield f"{detail.folder}: {'held' if changed else 'held already, unchanged'}"


def _list(args: argparse.Namespace) -> Iterator[str]:
    folders = held.folders(args.detail)
    if not folders:
        yield f"no detail is held in {args.detail}"
    problems = Problems()
    for folder in folders:
        with problems.gathering():
            yield from _said(held.Detail.read(folder))
    problems.raise_if_any()


def _aggregate(args: argparse.Namespace) -> Iterator[str]:
    settings = engines.Settings.read()
    if args.engine:
        settings = replace(settings, engine=args.engine)
    detail = held.find(args.detail, args.of)
    totals = args.data / f"{args.totals}.csv" if args.totals else None
    if totals and not totals.is_file():
        raise TradeError("no such table", remedy="Write it as us-goods/2025-10.", where=str(totals))
    reading = _summed(args, detail, settings)
    folder: Path = args.data / args.dataset
    with lock.alone(args.data, f"detail aggregate {args.dataset}"):
        found = candidate.made(folder, reading, totals=totals)
        release = vintages.Release(
            vintage=args.vintage,
            known=args.known,
            covers=found.covers,
            origin=detail.origin,
            notes=(*args.note, *detail.notes, f"Summed from product detail {detail.name}, {detail.seal}"),
        )
        recorded = vintages.put_on_record(folder, release, *found.files)
    yield f"by {settings.engine}"
    yield from found.account
    yield from filter(None, [recorded.caution])
    state = "is on record" if recorded.changed else "was on record already, unchanged"
    yield f"{folder}: vintage {args.vintage} {state}"


def _summed(args: argparse.Namespace, detail: held.Detail, settings: engines.Settings) -> Reading:
    """What the command line asks of a detail, as a reading like that of any source."""
    if args.years and not (
        args.years.is_whole_years and detail.covers.first <= args.years.first <= args.years.last <= detail.covers.last
    ):
        raise TradeError(f"{detail.name} has no whole years {args.years}", remedy=f"It covers {detail.covers}.")
    with engines.start(settings) as engine:
        ask = tables.Ask(
            partners=_partners(args.partners, tables.partners(engine, detail)),
            flows=frozenset(args.flow),
            years=(args.years.first_year, args.years.last_year) if args.years else None,
            digits=detail.digits if args.level is None else args.level,
            top=args.top,
            yearly=args.yearly,
        )
        rows = tables.rows(engine, detail, ask)
    numbers = [
        Published(
            partner=partner,
            flow=flow,
            product=product,
            period=Period.parse(period),
            value=value,
            precision=1,
            where=f"{detail.name}, {partner} {flow} {product} {period}",
        )
        for partner, flow, product, period, value in rows
    ]
    return Reading(
        source=f"{detail.name} ({detail.rows:,} rows)", kept=tuple(numbers), covers=args.years or detail.covers
    )


def _partners(said: list[str], held_partners: list[str]) -> frozenset[str]:
    """The codes of the partners that are named, or that belong to a group named; raises for one that has no row."""
    codes: set[str] = set()
    for name in said:
        place = places.find(name)
        is_group = place.kind == "group"
        found = {
            code for code in held_partners if (places.in_group(code, place.code) if is_group else code == place.code)
        }
        if not found:
            unknown = is_group and places.in_group("KEN", place.code) is None
            remedy = "Name its members: the record does not hold them." if unknown else "Leave it out."
            raise TradeError(f"the detail has no row of {place}", remedy=remedy)
        codes |= found
    return frozenset(codes)


def _names(args: argparse.Namespace) -> Iterator[str]:
    detail = held.find(args.detail, args.of)
    names = detail.product_names()
    if not names:
        raise TradeError(f"the source of {detail.name} names no products", remedy="Write products.csv by hand.")
    writing.write_names(sys.stdout, names)
    yield from ()


def _engines(args: argparse.Namespace) -> Iterator[str]:
    settings = engines.Settings.read()
    for name in engines.ENGINES:
        chosen = "(chosen) " if name == settings.engine else ""
        yield f"{name:8}{chosen}{engines.state(name, settings)}"


def _said(detail: held.Detail) -> Iterator[str]:
    yield (
        f"{detail.name}: {detail.rows:,} rows for {detail.covers}, {detail.frequency}, {' and '.join(detail.flows)}, "
        f"products of {detail.digits} digits; US$ {sum(part.value for part in detail.parts):,}"
    )
    yield from (f"  {note}" for note in detail.notes)


ACTIONS: Mapping[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "import": _import,
    "list": _list,
    "aggregate": _aggregate,
    "names": _names,
    "engines": _engines,
}
"""What each action of the command does; each gives the lines to print."""
