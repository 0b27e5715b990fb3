"""Trouble a writer or an editor can mend, worded for the person who must act: *where: what. remedy.*

A bug keeps its traceback; everything expected is a `TradeError`. The room that knows the place fills it in as the
error rises (`at`), and a `Problems` gathers, so that nine mistakes are nine lines in one run.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class TradeError(Exception):
    """What is wrong, where, and what to do about it. `str()` is the line a person reads."""

    def __init__(self, what: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(what)  # and no more, so that an error can cross from one process to another
        self.what = what.rstrip(".")
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}.{remedy}"

    def at(self, where: str) -> TradeError:
        """The same error with its place, unless it has one already."""
        if not self.where:
            self.where = where
        return self


class Absent(TradeError):
    """What cannot be said because the record does not bear it: no such figure, nothing to divide by, a claim that is false.

    Nobody made a slip: the same words may stand where the record is another. A template chooses other words then.
    """


class Problems(TradeError):
    """Several errors met in one run. `str()` is one line each, in the order in which they were met."""

    def __init__(self, errors: Iterable[TradeError] = ()) -> None:
        super().__init__("problems")
        self.errors: list[TradeError] = list(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

    def __bool__(self) -> bool:
        return bool(self.errors)

    def __iter__(self) -> Iterator[TradeError]:
        return iter(self.errors)

    def at(self, where: str) -> Problems:
        """The same errors, the place given to those that have none."""
        for error in self.errors:
            error.at(where)
        return self

    def add(self, error: TradeError) -> None:
        """Take note of one more; a gathered lot is taken apart, and nothing is said twice."""
        for one in error.errors if isinstance(error, Problems) else [error]:
            if str(one) not in {str(known) for known in self.errors}:
                self.errors.append(one)

    def sort(self) -> None:
        """Bring them into the order of their places: by file, and by line."""
        self.errors.sort(key=_place)

    @contextmanager
    def gathering(self, where: str = "") -> Iterator[None]:
        """Go on after a `TradeError` in the block, having noted it."""
        try:
            yield
        except TradeError as error:
            self.add(error.at(where) if where else error)

    @property
    def count(self) -> str:
        """How many there are: "1 problem", "3 problems"."""
        number = len(self.errors)
        return f"{number} problem{'' if number == 1 else 's'}"

    def raise_if_any(self) -> None:
        """End here if anything was gathered."""
        if self.errors:
            raise self


def near(name: str, valid: Iterable[str], *, limit: int = 8) -> str:
    """A remedy for a misspelt name: the nearest valid ones, or the whole choice when it is short.

    >>> near("improts", ["imports", "exports", "balance"])
    "Did you mean 'imports'?"
    >>> near("zz", ["imports", "exports"])
    "Choose 'exports' or 'imports'."
    """
    choices = sorted(set(valid))
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(name.casefold(), folded, n=2, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(repr(folded[one]) for one in close)}?"
    if not choices:
        return "There are none to choose from."
    shown = [repr(choice) for choice in choices[:limit]]
    if len(choices) > limit:
        return f"Choose one of {', '.join(shown)} … ({len(choices)} in all)."
    return f"Choose {' or '.join([', '.join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)}."


def _place(error: TradeError) -> tuple[str, int]:
    path, _, line = error.where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (error.where, 0)
