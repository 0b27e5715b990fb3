"""Never a worse record than before: fetch, parse, validate, compare with the record, and only then write, all or nothing.

What the source says is refused where it cannot be true, held for an editor where it is odd, and put on record where it is neither.
Whatever goes wrong, the record is as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources import candidate, exchange, feeds, plausible, sums, vintages
from macros.sources.candidate import Candidate
from macros.sources.held import Held, Shelf
from macros.sources.newcomers import Newcomers
from macros.sources.plausible import Finding, Weight
from macros.sources.web import Source
from macros.store.passport import Passport

_TOTALS = "us-goods"
"""The dataset whose partners' totals the chapters of others have to add up to."""


_FIRST = Finding(
    kind="first vintage",
    weight=Weight.HELD,
    what="there is none on record to compare it with",
    means="Look at its figures beside the publisher's own pages.",
)


class State(Enum):
    """How the refresh of a dataset ended."""

    NEW = "new"
    NOTHING_NEW = "nothing new"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How it ended, and what an editor needs to know of it.

    `vintage` is the id on record (or to be, in a dry run), `candidate` the name of what was found, `before` the record's last month
    until now, `account` how the source was read, and `caution` what a disk could not promise.
    """

    dataset: str
    state: State
    before: Period | None = None
    covers: Period | None = None
    vintage: str = ""
    candidate: str = ""
    findings: tuple[Finding, ...] = ()
    account: tuple[str, ...] = ()
    caution: str = ""
    error: TradeError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The data folder that is worked on, the day it is, and whether anything may be written."""

    data: Path
    today: date
    dry: bool = False

    @property
    def shelf(self) -> Shelf:
        """What is held for an editor."""
        return Shelf(self.data)


def datasets(data: Path) -> tuple[str, ...]:
    """The datasets whose passports say from where they are refreshed, in order, but the totals first."""
    names = [path.parent.name for path in sorted(data.glob("*/dataset.yml")) if "\nrefresh:" in path.read_text("utf-8")]
    return tuple(sorted(names, key=lambda name: (name != _TOTALS, name)))


def refresh(desk: Desk, dataset: str, source: Source, origin: str = "") -> Outcome:
    """What came of asking a dataset's source; `origin` says where its raw answers are kept. Expected trouble is in the outcome."""
    try:
        passport = _passport(desk, dataset)
        reading = feeds.read(passport, source, desk.today)
        found = candidate.made(desk.data / dataset, reading, gaps=_gaps(passport), totals=_totals(desk, dataset))
        cited = f"{passport.publisher}, {reading.source}, fetched {desk.today.isoformat()}{origin}"
        return _considered(desk, passport, found, cited)
    except Newcomers as error:  # a question for a person, and the row to answer it with is in its words
        return Outcome(dataset=dataset, state=State.HELD, error=error)
    except TradeError as error:
        return Outcome(dataset=dataset, state=State.REFUSED, error=error)
    except OSError as error:  # a disk that is full, or not ours to write on
        refused = exchange.could_not_write(error, desk.data)
        return Outcome(dataset=dataset, state=State.REFUSED, error=refused)


def accept(desk: Desk, dataset: str, id: str, note: str = "") -> Outcome:
    """What came of putting a held candidate on record, with what was found about it, and a note of the editor's, in its notes."""
    try:
        passport = _passport(desk, dataset)
        held = desk.shelf.take(dataset, id)
        newest = _newest(passport)
        if held.beside != newest:
            raise TradeError(
                f"the record has gone on since {id} was held: {newest} is on it now, and {held.beside or 'nothing'} was then",
                remedy=f"Fetch again: python -m macros refresh {dataset}.",
            )
        reasons = [f"Held and accepted: {f.kind}: {f.what}" for f in held.findings if f.weight is Weight.HELD]
        notes = (*filter(None, [note]), *held.candidate.notes, *reasons)
        outcome = _recorded(desk, passport, held.candidate, (), held.origin, notes)
        if not desk.dry:
            desk.shelf.drop(dataset)
        return outcome
    except TradeError as error:
        return Outcome(dataset=dataset, state=State.REFUSED, error=error)


def _considered(desk: Desk, passport: Passport, found: Candidate, origin: str) -> Outcome:
    """What becomes of a candidate that adds up."""
    before = max(held.covers for held in passport.vintages) if passport.is_held else None
    if before is None:
        findings: tuple[Finding, ...] = (_FIRST,)
    else:
        beside = plausible.with_record(passport, found, desk.today)
        if not plausible.is_news(beside):
            return Outcome(
                dataset=passport.name,
                state=State.NOTHING_NEW,
                before=before,
                covers=found.covers,
                vintage=passport.newest.id,
            )
        findings = plausible.findings(beside)
    refused = [finding for finding in findings if finding.weight is Weight.REFUSED]
    if refused:
        problems = Problems(TradeError(f"{f.kind}: {f.what}", remedy=_because(f)) for f in refused)
        return Outcome(dataset=passport.name, state=State.REFUSED, before=before, error=problems, findings=findings)
    if any(finding.weight is Weight.HELD for finding in findings):
        if not desk.dry:
            held = Held(candidate=found, findings=findings, origin=origin, beside=_newest(passport))
            desk.shelf.put(passport.name, held)
        return Outcome(
            dataset=passport.name,
            state=State.HELD,
            before=before,
            covers=found.covers,
            candidate=found.id,
            findings=findings,
            account=found.account,
        )
    return _recorded(desk, passport, found, findings, origin, found.notes)


def _because(finding: Finding) -> str:
    """What a refused finding means, with its evidence."""
    return "\n  ".join((finding.means, *finding.evidence))


def _recorded(
    desk: Desk, passport: Passport, found: Candidate, findings: tuple[Finding, ...], origin: str, notes: tuple[str, ...]
) -> Outcome:
    """A candidate put on record under the day of this run."""
    folder = desk.data / passport.name
    partners, groups = found.files
    vintage = vintages.id_for(folder, desk.today, partners, groups)
    if vintage in {held.id for held in passport.vintages}:
        raise TradeError(
            f"a vintage of today, {vintage}, is on record already, with other figures",
            remedy="Refresh again tomorrow; or, if today's is not published yet, take it back in git and refresh now.",
        )
    release = vintages.Release(vintage=vintage, known=desk.today, covers=found.covers, origin=origin, notes=notes)
    recorded = vintages.Recorded(changed=True)
    if not desk.dry:
        recorded = vintages.put_on_record(folder, release, partners, groups)
    return Outcome(
        dataset=passport.name,
        state=State.NEW,
        before=max((held.covers for held in passport.vintages), default=None),
        covers=found.covers,
        vintage=vintage,
        candidate=found.id,
        findings=findings,
        account=found.account,
        caution=recorded.caution,
    )


def _passport(desk: Desk, dataset: str) -> Passport:
    """The passport of a dataset, once the day is known not to lie before what is on record."""
    passport = Passport.read(desk.data / dataset)
    if passport.is_held and desk.today < (newest := passport.newest).known:
        raise TradeError(
            f"today is {desk.today.isoformat()} by this computer, but vintage {newest.id} has been known since "
            f"{newest.known.isoformat()}",
            remedy="Set the clock of this computer, or TRADE_TODAY, right.",
            where=dataset,
        )
    return passport


def _newest(passport: Passport) -> str:
    """The id of the newest vintage, empty where the first is awaited."""
    return passport.newest.id if passport.is_held else ""


def _gaps(passport: Passport) -> list[sums.Gap]:
    """The gaps that a passport says its source has for good."""
    said = passport.refresh.options.get("gaps", []) if passport.refresh else []
    try:
        return [
            sums.Gap(group=places.find(gap["group"]).code, period=Period.parse(str(gap["period"])), reason=gap["why"])
            for gap in said
        ]
    except (TypeError, KeyError):
        raise TradeError(
            "'gaps' under 'refresh' is not a list of group, period and why",
            remedy="Write it like '- {group: World, period: 1987..1991, why: not all partners are listed}'.",
            where=f"data/{passport.name}/dataset.yml",
        ) from None


def _totals(desk: Desk, dataset: str) -> Path | None:
    """The file of the partners' totals that are of the same month as this run; None where there is none."""
    if dataset == _TOTALS or not (desk.data / _TOTALS).is_dir():
        return None
    totals = Passport.read(desk.data / _TOTALS)
    if not totals.is_held:
        return None
    newest = totals.newest
    same = (newest.known.year, newest.known.month) == (desk.today.year, desk.today.month)
    return newest.partners.path if same else None
