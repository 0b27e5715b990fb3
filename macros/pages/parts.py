"""What is kept of a page apart from it, for those who need no more: its charts, its gist, and its leaf of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from macros.charts.drawing import Chart
from macros.ledger import Leaf, leaf
from macros.pages.gist import Gist, gist
from macros.store import reads

if TYPE_CHECKING:
    from macros.pages.desk import Desk
    from macros.pages.sheet import Sheet


def _charts(sheet: Sheet) -> tuple[tuple[str, Chart], ...]:
    own = (asked.job for asked in sheet.said.charts.values())
    return (*own, *(borrowed.job for borrowed in sheet.said.borrowed.values()))


_PARTS: Mapping[str, Callable[[Sheet], Any]] = {
    "charts": _charts,
    "gist": gist,
    "leaf": lambda sheet: leaf(sheet.entry()),
}
_OF_ALL = ("charts",)  # the others are those of pages that are listed


def of(sheet: Sheet, *, is_listed: bool) -> dict[str, Any]:
    """The parts of a page by name, as they are kept beside it."""
    return {name: work(sheet) for name, work in _PARTS.items() if is_listed or name in _OF_ALL}


class Parts:
    """The parts of the pages of a desk; None of a page with something wrong."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gists: dict[str, tuple[str, Gist | None]] = {}

    def gist(self, path: str) -> Gist | None:
        """The gist of a page."""
        seal = self._desk.seal(path)
        if self._gists.get(path, ("",))[0] != seal:
            self._gists[path] = seal, self._part(path, "gist")
        return self._gists[path][1]

    def title(self, path: str) -> tuple[str, str] | None:
        """Where a page is and what it is called: who asks is to be made again when that changes, and not with each of its words."""
        reads.note("title", path)
        found = self.gist(path)
        return (found.address, found.title) if found else None

    def charts(self, path: str) -> Sequence[tuple[str, Chart]]:
        """The charts of a page, also those of other pages, each with the name that it has there; none if something is wrong."""
        return self._part(path, "charts") or ()

    def leaf(self, path: str) -> Leaf | None:
        """What a page has in the ledger."""
        found: Leaf | None = self._part(path, "leaf")
        return found

    def _part(self, path: str, name: str) -> Any:
        desk = self._desk
        reading = desk.kept(path)
        held = desk.readings.load(reading, desk, name) if reading else None
        if held is not None:
            return held
        sheet = desk.sheet(path)
        return None if sheet.faults else _PARTS[name](sheet)
