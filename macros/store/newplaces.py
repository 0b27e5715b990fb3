"""Places that came up since our own tables were made: `data/places/schedule_c.csv`, which a person has looked at."""

from __future__ import annotations

from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.store import written
from macros.store.contents import NEW_PLACES

COLUMNS = ("schedule_c", "code", "kind", "name", "aliases", "since", "until", "note")


def learn(data: Path) -> None:
    """Make the places of a folder of data known, where it has any; whoever reads its datasets comes here first."""
    path = data / NEW_PLACES
    rows: list[dict[str, str]] = []
    if path.is_file():
        problems = Problems()
        rows = [row for _, row in written.rows(written.text(path), written.place(path), COLUMNS, problems)]
        problems.raise_if_any()
    try:
        places.know(rows)
    except TradeError as error:
        raise error.at(written.place(path)) from None
