"""Candidates that wait for an editor: below `.build/held/`, outside the record and outside git, one for each dataset.

An editor accepts what was looked at and nothing else: a candidate is named by its content, so that the same answer fetched again,
here or on another machine, has the same name, and another answer has another.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Hashable
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from macros.errors import TradeError
from macros.periods import Period
from macros.sources.candidate import Candidate
from macros.sources.plausible import Finding, Weight

_SAID = "candidate.json"
_PARTNERS, _GROUPS = "partners.csv", "groups.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A candidate with what was found about it, where it came from, and the newest vintage that it was held against."""

    candidate: Candidate
    findings: tuple[Finding, ...]
    origin: str
    beside: str


class Shelf:
    """The candidates of a data folder that are held."""

    def __init__(self, data: Path) -> None:
        self._folder = data.resolve().parent / ".build" / "held" / data.name

    def where(self, dataset: str) -> Path:
        """The folder of a dataset's candidate."""
        return self._folder / dataset

    def holds(self, dataset: str, id: str) -> bool:
        """Whether a dataset's candidate is the one of an id."""
        path = self.where(dataset) / _SAID
        return path.is_file() and json.loads(path.read_text(encoding="utf-8"))["id"] == id

    def put(self, dataset: str, held: Held) -> None:
        """Hold a candidate, in place of the one held before."""
        aside, folder = self._folder / f".{dataset}.new", self.where(dataset)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        partners, groups = held.candidate.files
        (aside / _PARTNERS).write_bytes(partners)
        if groups:
            (aside / _GROUPS).write_bytes(groups)
        said = {
            "id": held.candidate.id,
            "covers": str(held.candidate.covers),
            "beside": held.beside,
            "origin": held.origin,
            "notes": list(held.candidate.notes),
            "findings": [asdict(finding) | {"weight": finding.weight.value} for finding in held.findings],
        }
        (aside / _SAID).write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)

    def take(self, dataset: str, id: str) -> Held:
        """The candidate of an id; raises `TradeError` where it is not the one that is held."""
        path = self.where(dataset) / _SAID
        if not path.is_file():
            raise TradeError(f"nothing of {dataset} is held", remedy=f"Fetch it: python -m macros refresh {dataset}.")
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["id"] != id:
            raise TradeError(
                f"the candidate that is held is {said['id']}, not {id}",
                remedy=f"Look at it, in {path.parent}, and accept it under its own name.",
            )
        candidate = Candidate(
            covers=Period.parse(said["covers"]),
            partners=_frame(path.parent / _PARTNERS),
            groups=_frame(path.parent / _GROUPS),
            notes=tuple(said["notes"]),
            account=(),
        )
        if candidate.id != id:
            raise TradeError(
                f"the candidate {id} was changed since it was held",
                remedy=f"Fetch it again: python -m macros refresh {dataset}.",
                where=str(path.parent),
            )
        findings = tuple(
            Finding(**found | {"weight": Weight(found["weight"]), "evidence": tuple(found["evidence"])})
            for found in said["findings"]
        )
        return Held(candidate=candidate, findings=findings, origin=said["origin"], beside=said["beside"])

    def drop(self, dataset: str) -> None:
        """Hold nothing of a dataset any more."""
        shutil.rmtree(self.where(dataset), ignore_errors=True)


def _frame(path: Path) -> pd.DataFrame:
    """The rows of a file as they are to be stored, empty where there is no file."""
    types: dict[Hashable, str] = {"partner": "str", "flow": "str", "product": "str", "period": "str"}
    if not path.is_file():
        return pd.DataFrame(columns=["partner", "flow", "period", "value", "precision"])
    return pd.read_csv(io.BytesIO(path.read_bytes()), dtype=types, keep_default_na=False)
