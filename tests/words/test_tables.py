"""The tables of examples are the tests. A `## heading` names a function, a column an argument, the last what is said.

`✗` in the last column is a refusal and its message. Lines may break only at plain spaces, so the tables, which a writer
reads too, show every other space as a plain one; `test_laws` looks after the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from macros import places, units, words
from macros.errors import TradeError
from macros.periods import Period

_UNITS = {str(unit): unit for unit in (units.USD, units.PERCENT, units.PERCENTAGE_POINT, units.RATIO)}
_UNITS |= {"count": units.COUNT, "rank": units.RANK}


def _bounds(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(bound.strip()) for bound in text.split(","))


def _slots(text: str) -> dict[str, Any]:
    """Slots of a claim: `period=2014, amount=10 %, place=Uganda, extreme=highest`; a number comes with its unit."""
    slots: dict[str, Any] = {}
    for name, cell in (part.strip().split("=") for part in text.split(",") if part):
        number, _, unit = cell.partition(" ")
        if name in ("period", "place", "partner"):
            slots[name] = _READ["place" if name == "partner" else name](cell)
        else:
            slots[name] = (Decimal(number), _UNITS[unit]) if unit in _UNITS else cell
    return slots


_READ: dict[str, Callable[[str], Any]] = {
    "unit": _UNITS.__getitem__,
    "bounds": _bounds,
    "digits": int,
    "scale": str,
    "signed": "yes".__eq__,
    "short": "yes".__eq__,
    "tie": "yes".__eq__,
    "place": places.find,
    "period": Period.parse,
    "since": Period.parse,
    "first": Period.parse,
    "on": date.fromisoformat,
    "first_day": date.fromisoformat,
    "last_day": date.fromisoformat,
    "rank": int,
    "extreme": str,
    "number": int,
    "thing": str,
    "predicate": str,
    "slots": _slots,
    "negated": "yes".__eq__,
    "items": lambda text: text.split(", "),
}  # every other column is a number
_EMPTY: dict[str, Any] = {
    "since": None,
    "items": [],
    "slots": {},
}  # what an empty cell means where the argument must be given


def _examples() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(Path(__file__).parent.glob("*.md")):
        function, columns = "", list[str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("## "):
                function, columns = line[3:], []
            elif line.startswith("|") and not columns:
                columns = cells
            elif line.startswith("|") and not line.startswith("|---"):
                yield function, dict(zip(columns, cells, strict=True))


EXAMPLES = list(_examples())


@pytest.mark.parametrize(("function", "row"), EXAMPLES, ids=[f"{f}-{row['words'][:40]}" for f, row in EXAMPLES])
def test_an_example_says_what_the_table_says(function: str, row: dict[str, str]) -> None:
    given = {name: cell for name, cell in row.items() if name != "words"}
    arguments = {name: _READ.get(name, Decimal)(cell) for name, cell in given.items() if cell}
    arguments |= {name: nothing for name, nothing in _EMPTY.items() if given.get(name) == ""}
    try:
        said = getattr(words, function)(**arguments)
    except TradeError as error:
        said = f"✗ {error}"
    if isinstance(said, Decimal):
        assert said == Decimal(row["words"])
    else:
        assert str(said).replace("\u00a0", " ") == row["words"]


def test_every_word_has_an_example() -> None:
    assert {function for function, _ in EXAMPLES} == set(words.__all__)
