"""A publisher's file that somebody has at hand becomes a vintage on record, or nothing happens and we say why."""

from __future__ import annotations

import argparse
from pathlib import Path

from macros import places
from macros.errors import TradeError
from macros.periods import Period
from macros.sources import api_dump, candidate, duties, hs2, imf, lock, sums, vintages, workbook, yearly_json
from macros.sources.published import Reading

_REPORTERS = {"imf-us": "USA", "imf-china": "CHN"}


def put_on_record(args: argparse.Namespace, formats: dict[str, tuple[str, ...]]) -> list[str]:
    """Sentences on what was read, kept and left out, once the vintage is on record; raises where it was refused."""
    folder: Path = args.data / args.dataset
    with lock.alone(args.data, f"import {args.dataset}"):
        gaps = [sums.Gap(group=places.find(g).code, period=Period.parse(p), reason=why) for g, p, why in args.gap]
        totals = args.data / "us-goods" / f"{args.vintage}.csv"
        found = candidate.made(folder, _reading(args, formats), gaps=gaps, totals=totals)
        release = vintages.Release(
            vintage=args.vintage,
            known=args.known,
            covers=found.covers,
            origin=args.origin,
            notes=(*args.note, *found.notes),
        )
        recorded = vintages.put_on_record(folder, release, *found.files)
    state = "is on record" if recorded.changed else "was on record already, unchanged"
    return [*found.account, *filter(None, [recorded.caution]), f"{folder}: vintage {args.vintage} {state}"]


def _reading(args: argparse.Namespace, formats: dict[str, tuple[str, ...]]) -> Reading:
    """What the one format named on the command line says."""
    names = {name for of_dataset in formats.values() for name in of_dataset}
    given = [name for name in sorted(names) if getattr(args, name) or (name == "api_imports" and args.api_exports)]
    if len(given) != 1 or given[0] not in formats[args.dataset]:
        raise TradeError(
            f"not one source that fits {args.dataset}", remedy="See the examples: python -m macros import --help."
        )
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
