"""What some work on the data came to, kept from one run to the next as pages are: until it would come to something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from macros.pages.readings import Reading, Readings
from macros.store import reads
from macros.store.reads import Read

if TYPE_CHECKING:
    from macros.pages.desk import Desk


class Remembered:
    """The outcomes of work on the data of a desk."""

    def __init__(self, readings: Readings, desk: Desk) -> None:
        self._readings = readings
        self._desk = desk
        self._at_hand: dict[str, tuple[Reading, Any]] = {}

    def of(self, name: str, text: str, work: Callable[[], Any]) -> Any:
        """What some work comes to, done again once the text it is done for or what it read is another."""
        seal = self._readings.seal_of(name, text)
        known = self._at_hand.get(name)
        if known and known[0].is_good(seal, self._desk.found):
            return known[1]
        held = self._readings.held(name, seal, self._desk.found)
        value = self._readings.load(held, self._desk) if held else None
        if held and value is not None:
            self._at_hand[name] = held, value
            return value
        noted: set[Read] = set()
        with reads.under(noted):
            value = work()
        reading = Reading(seal, tuple((read, self._desk.found(read)) for read in sorted(noted)))
        self._readings.keep(name, reading, value)
        self._at_hand[name] = reading, value
        return value
