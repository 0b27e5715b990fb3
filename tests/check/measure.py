"""How well the linter reads: run `python tests/check/measure.py` for its rates, and `-v` for each miss and false alarm.

In the texts of `prose/`, ⟦…⟧ marks what should be reported. A finding is right if it shares its words with a mark of its line.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from macros.check.prose import tokens, without_tags

TEXTS = sorted((Path(__file__).parent / "prose").glob("*.txt"))
HELD_OUT = "heldout.txt"
_MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in a text, against its marks."""

    words: int
    marks: int
    flagged: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    def __str__(self) -> str:
        wrong, missed = len(self.wrong), len(self.missed)
        return (
            f"{self.words} words, {self.flagged} flagged: {wrong} wrongly ({wrong / self.words:.2%} of words, "
            f"{wrong / max(self.flagged, 1):.1%} of flagged); "
            f"{self.marks} to be flagged, {missed} missed ({missed / self.marks:.1%})"
        )


def measured(text: str, name: str = "") -> Measured:
    """The findings in a marked text, held against the marks."""
    marks = [(number, words) for number, line in enumerate(text.split("\n"), 1) for words in _MARK.findall(line)]
    plain = _MARK.sub(r"\1", text)
    found = [(finding.line, finding.words) for finding in tokens(without_tags(plain), 1)]
    wrong = [f for f in found if not any(_share(f, mark) for mark in marks)]
    missed = [mark for mark in marks if not any(_share(f, mark) for f in found)]
    return Measured(
        len(re.findall(r"\w[\w.,’'-]*", plain)), len(marks), len(found), _named(wrong, name), _named(missed, name)
    )


def _share(one: tuple[int, str], other: tuple[int, str]) -> bool:
    a, b = one[1].casefold(), other[1].casefold()
    return one[0] == other[0] and (a in b or b in a)


def _named(places: list[tuple[int, str]], name: str) -> tuple[str, ...]:
    return tuple(f"{name}:{line}: {words}" for line, words in places)


if __name__ == "__main__":
    for path in TEXTS:
        result = measured(path.read_text(encoding="utf-8"), path.name)
        print(f"{path.name}{' (held out)' if path.name == HELD_OUT else ''}: {result}")
        if "-v" in sys.argv and path.name != HELD_OUT:
            print(
                *(f"  wrong   {one}" for one in result.wrong), *(f"  missed  {one}" for one in result.missed), sep="\n"
            )
