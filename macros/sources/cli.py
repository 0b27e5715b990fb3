"""The commands that reach out: `import`, from a file at hand, `refresh`, from a publisher, and `health`, to our own site.

Nothing of their work is imported before one of them is asked for, for it needs packages that no page does.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from macros.errors import TradeError, near
from macros.sources.outside import Outside, of_this_machine

if TYPE_CHECKING:
    from macros.sources.raw import Run
    from macros.sources.refresh import Desk, Outcome

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


def add_health(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `health`."""
    parser.add_argument("address", help="where it is published")
    parser.add_argument(
        "--site", type=Path, default=Path("site"), metavar="FOLDER", help="the built site (site), or its .tar"
    )
    parser.add_argument("--patience", type=float, default=0, metavar="SECONDS", help="how long to go on looking")


def run_health(asked: argparse.Namespace) -> int:
    """Compare the published site with the built one; 0 where they are alike."""
    from macros.sources import published_site

    with published_site.unpacked(asked.site) as site:
        looked = published_site.await_health(site, asked.address, asked.patience, published_site.over_http)
    print(f"{asked.address} is the site that was built: {looked} files alike.")
    return 0


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


_REFRESH_ENDS = """\
ends with 0 where there is a new vintage or nothing new, 1 where something was refused, 3 where something is held for an editor
(and nothing was refused); --json says which.
"""


def add_refresh(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `refresh`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _REFRESH_ENDS
    parser.add_argument("datasets", nargs="*", metavar="DATASET", help="what to refresh (all that say from where)")
    parser.add_argument(
        "--accept", metavar="ID", help="put the held candidate of this id on record; fetched where it is not held here"
    )
    parser.add_argument("--note", default="", help="with --accept: what the editor found out, for the vintage's notes")
    parser.add_argument("--dry-run", action="store_true", help="say what would go on record and why, and write nothing")
    parser.add_argument("--from-raw", metavar="RUN", help="from the raw answers of an earlier run, asking nobody")
    parser.add_argument(
        "--json", action="store_true", help="the outcome as JSON; what is said to people goes to stderr"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="where datasets are (data)")


def run_refresh(asked: argparse.Namespace, today: date, here: Outside | None = None) -> int:
    """0 where there is a new vintage or nothing new, 1 where anything was refused, 3 where anything is held for an editor."""
    from macros.sources import lock, report
    from macros.sources.refresh import Desk, State

    said_to = sys.stderr if asked.json else sys.stdout
    here = here or of_this_machine()
    desk = Desk(data=asked.data, today=today, dry=asked.dry_run)
    outcomes: list[Outcome] = []
    try:
        with lock.alone(asked.data, " ".join(["refresh", *asked.datasets])):
            for outcome in _outcomes(asked, desk, here):
                print(report.as_text(outcome, dry=desk.dry), file=said_to, flush=True)
                decided = None if asked.json else _decided(outcome, desk, here)
                if decided:
                    print(report.as_text(decided), flush=True)
                outcomes.append(decided or outcome)
    except KeyboardInterrupt:
        print("Stopped. The record is as it was, and what was fetched is kept.", file=sys.stderr)
        return 1
    states = {outcome.state for outcome in outcomes}
    code = 1 if State.REFUSED in states else 3 if State.HELD in states else 0
    if asked.json:
        print(json.dumps(report.as_json(outcomes, code), indent=1, ensure_ascii=False))
    return code


def _outcomes(asked: argparse.Namespace, desk: Desk, here: Outside) -> Iterator[Outcome]:
    """What comes of each dataset that was asked for, one after the other."""
    from macros.sources import refresh
    from macros.sources.raw import RawStore
    from macros.sources.refresh import State

    store = RawStore.of(asked.data.resolve().parent, here.environment)
    again = store.run(asked.from_raw) if asked.from_raw else None
    wanted, known = [again.dataset] if again else asked.datasets, refresh.datasets(desk.data)
    for dataset in wanted:
        if not (desk.data / dataset / "dataset.yml").is_file():
            raise TradeError(f"no dataset '{dataset}'", remedy=near(dataset, known))
    if asked.accept and len(wanted) != 1:
        raise TradeError(
            "--accept is for one dataset", remedy=f"Name it: python -m macros refresh DATASET --accept {asked.accept}."
        )
    for dataset in wanted or known:
        outcome = None
        if not (asked.accept and desk.shelf.holds(dataset, asked.accept)):
            outcome = _fetched(dataset, desk, here, again or store.begin(dataset, here.now()), is_kept=bool(again))
        if outcome and (desk.dry or outcome.state is not State.HELD or outcome.candidate != asked.accept):
            yield outcome
        else:
            yield refresh.accept(desk, dataset, asked.accept, asked.note)


def _decided(outcome: Outcome, desk: Desk, here: Outside) -> Outcome | None:
    """What comes of a held candidate once whoever sits there has looked at the evidence; None where it stays held."""
    from macros.sources import refresh

    if not (here.ask and outcome.candidate and outcome.state is refresh.State.HELD and not desk.dry):
        return None
    try:
        if here.ask("  Is it right, and to go on record now? [y/N] ").strip().casefold() not in ("y", "yes"):
            return None
        note = here.ask("  What did you find out? It goes on record too (Enter for nothing): ").strip()
    except EOFError:
        return None
    return refresh.accept(desk, outcome.dataset, outcome.candidate, note)


def _fetched(dataset: str, desk: Desk, here: Outside, run: Run, *, is_kept: bool) -> Outcome:
    """What comes of asking a dataset's source, or of what a run has kept of its answers."""
    from macros.sources import refresh
    from macros.sources.progress import telling
    from macros.sources.raw import NotNow, Replay
    from macros.sources.web import Web

    origin = f" (run {run.id})"
    if is_kept:
        return refresh.refresh(desk, dataset, Replay(run), origin)
    with telling(sys.stderr) as tell:
        outcome = refresh.refresh(desk, dataset, Web(run, here, tell=tell), origin)
    if not isinstance(outcome.error, NotNow):  # such a run is taken up again by the next
        with suppress(TradeError):  # of a disk that refuses even this the outcome has told, or the next run will
            run.finish(refused=outcome.error is not None)
    return outcome


_DRIFT_BUDGET = 40
_DRIFT_ENDS = """\
ends with 0 where every service answers as expected, 1 where one does not, 3 where one could not be met and no other has drifted.
"""


def add_drift(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `drift`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _DRIFT_ENDS
    parser.add_argument("services", nargs="*", metavar="SERVICE", help="what to meet (every service)")


def run_drift(asked: argparse.Namespace, root: Path, here: Outside | None = None) -> int:
    """0 where every service answers as expected, 1 where one has drifted, 3 where one could not be met."""
    from macros.sources import drift
    from macros.sources.progress import telling
    from macros.sources.raw import RawStore
    from macros.sources.web import Web

    here = here or of_this_machine()
    for name in asked.services:
        if name not in drift.PROBES:
            raise TradeError(f"no service is called '{name}'", remedy=near(name, drift.PROBES))
    met: list[drift.Met] = []
    with RawStore.of(root, here.environment).begin("drift", here.now()) as run, telling(sys.stderr) as tell:
        web = Web(run, here, budget=_DRIFT_BUDGET, tell=tell)
        met += drift.meet(web, here.now().date(), tuple(asked.services))
    print(*met, sep="\n")
    return drift.exit_code(met)
