"""`make rehearsal`: the release of October 2026 on the real record, with a stand-in for the publisher, told as it goes.

A copy of the project whose record ends with vintage 2025-10 is refreshed from a workbook that has the figures of 2026-10; the
sentences that this changes are told; and the site then built is held against the one built from the record as it is.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml
from standin import StandIn

ROOT = Path(__file__).resolve().parent.parent
DATASET, VINTAGE, BEFORE, DAY = "us-goods", "2026-10", "2025-10", "2026-10-01"

ORIGIN_SAID_IN = {"data/index.html", f"data/{DATASET}/dataset.yml", "ledger.json"}
"""What names a vintage's origin and notes: the page on the data, the published passport, and the ledger of that page."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was said by each step, and the files of the two sites that differ with the lines in which they do."""

    refresh: str
    diff: str
    same_files: bool
    differing: dict[str, list[str]]
    ledger: set[str]
    """The pages whose sentences, facts or claims differ."""

    @property
    def is_as_it_should(self) -> bool:
        """Whether the vintage is the same to the byte, and the sites differ in nothing but where it is said to come from."""
        return self.same_files and set(self.differing) <= ORIGIN_SAID_IN and self.ledger <= {"docs/data.md"}


def rehearse(folder: Path, standin: StandIn) -> Rehearsal:
    """The whole of it, in a folder of its own; an `AssertionError` where a step did not do what it should."""
    real, refreshed = _copy(folder / "real"), _copy(folder / "refreshed")
    rows = [refreshed / "data" / DATASET / f"{VINTAGE}{end}.csv" for end in ("", ".groups")]
    standin.shelf.load("us", *rows)
    taken_out = {path.name: path.read_bytes() for path in rows}
    _take_out(refreshed)
    refresh = _at_a_terminal(refreshed, standin, "refresh", DATASET)
    diff = _run(refreshed, standin, "diff", BEFORE, "now")
    now = {name: (refreshed / "data" / DATASET / name).read_bytes() for name in taken_out}
    for project in (real, refreshed):
        _run(project, standin, "build")
    sites = (real / "site", refreshed / "site")
    ledgers = [
        {page["path"]: page for page in json.loads((site / "ledger.json").read_text("utf-8"))["pages"]}
        for site in sites
    ]
    ledger = {path for path in {**ledgers[0], **ledgers[1]} if ledgers[0].get(path) != ledgers[1].get(path)}
    return Rehearsal(refresh, diff, now == taken_out, _differing(*sites), ledger)


def _copy(folder: Path) -> Path:
    """The project: pages, record, generator and settings."""
    folder.mkdir(parents=True)
    for name in ("docs", "data", "overrides", "macros"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    return folder


def _take_out(project: Path) -> None:
    """Take the vintage out of the record: its files, and its entries in the passport."""
    passport = project / "data" / DATASET / "dataset.yml"
    above, _, resources = passport.read_text(encoding="utf-8").partition("resources:\n")
    kept = [entry for entry in yaml.safe_load(resources) if entry["vintage"] != VINTAGE]
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=1000)
    passport.write_text(f"{above}resources:\n{text}", encoding="utf-8")
    for path in passport.parent.glob(f"{VINTAGE}*"):
        path.unlink()


def _run(project: Path, standin: StandIn, *words: str) -> str:
    """What a command says there, on the day of the release."""
    ended = subprocess.run(
        [sys.executable, "-m", "macros", *words],
        cwd=project, env=_environment(project, standin), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, f"{' '.join(words)} ended with {ended.returncode}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def _at_a_terminal(project: Path, standin: StandIn, *words: str) -> str:
    """What a command says to an editor who sits there, and says yes to what is odd: twelve months come at once."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "macros", *words],
        cwd=project, env=_environment(project, standin), stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    # Typed ahead, so that the terminal shows the answers before the questions; a prompt may end in codes of the terminal.
    os.write(ours, b"y\nThe first release in a year: looked at figure by figure.\n")
    said = b""
    with suppress(OSError):  # nobody writes to it any more
        while more := os.read(ours, 65536):
            said += more
    os.close(ours)
    text = said.decode("utf-8", "replace").replace("\r\n", "\n")
    assert running.wait() == 0, text
    return text


def _environment(project: Path, standin: StandIn) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRADE_")}
    ours = {"PYTHONPATH": str(project), "TRADE_TODAY": DAY, "NO_MKDOCS_2_WARNING": "1"}
    return inherited | ours | dict(standin.environment)


def _differing(real: Path, refreshed: Path) -> dict[str, list[str]]:
    """The files of two sites that are not the same, each with the pieces of text that only one has."""
    files = [
        {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
        for site in (real, refreshed)
    ]
    found = {}
    for name in sorted({*files[0], *files[1]}):
        texts = [site.get(name, b"") for site in files]
        if texts[0] != texts[1]:
            pieces = [set(re.split(r"(?<=>)|\n", text.decode("utf-8", "replace"))) for text in texts]
            found[name] = sorted(pieces[0] ^ pieces[1])
    return found


def main() -> int:
    """Print each step as it is said to an editor; 1 where the sites differ in more than the origin of the vintage."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder, StandIn() as standin:
        found = rehearse(Path(folder), standin)
    print(f"$ python -m macros refresh {DATASET}", found.refresh, sep="\n")
    print(f"$ python -m macros diff {BEFORE} now", found.diff, sep="\n")
    print(f"The vintage’s files are {'the same to the byte' if found.same_files else 'OTHERS'}.")
    print(f"Files of the site that differ: {len(found.differing)}")
    for name, pieces in found.differing.items():
        print(f"  {name}", *(f"    {piece[:200]}" for piece in pieces[:6]), sep="\n")
    print(f"Pages whose ledger differs: {', '.join(sorted(found.ledger)) or 'none'}")
    return 0 if found.is_as_it_should else 1


if __name__ == "__main__":
    sys.exit(main())
