"""The IMF's International Trade in Goods (by partner country), as its portal gives it: a row for a series, a column for a year.

Annual, in US$ million, exports f.o.b. and imports c.i.f. as the series are labelled. Partners, regions and leftovers stand in
one list, told apart by the code within the series' code. The numbers have lost their closing zeros, so that 97.164 may be
97.164000: the last digit given is that of the finest number of the same flow and year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from macros import places
from macros.errors import Problems, TradeError
from macros.periods import Period
from macros.sources.api_dump import span, table
from macros.sources.published import MILLION, Published, Reading, dollars
from macros.units import USD

_FLOWS = {"XG_FOB_USD": "exports", "MG_CIF_USD": "imports"}
_WORLD = "G001"
_SUM_OF_SOME = "TX910"  # of small countries that have rows of their own


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    """A number of the file as it stands there, in US$ million."""

    code: str
    name: str
    flow: str
    year: int
    said: Decimal
    where: str

    @property
    def is_sum(self) -> bool:
        """Whether it stands for a sum of others: `G603` and `GX170` are regions, GHA is Ghana."""
        return self.code == _SUM_OF_SOME or (self.code[0] == "G" and self.code.lstrip("GX").isdecimal())


def read(path: Path, reporter: str) -> Reading:
    """The years of one reporter, by its ISO code: its partners and the world. Regions and leftovers are named and left out.

    Raises, gathered, for a code we do not know, and where the partners do not add up to the world.
    """
    problems = Problems()
    cells = list(_cells(path, reporter, problems))
    problems.raise_if_any()
    precisions = _precisions(cells)
    kept: list[Published] = []
    left_out: dict[str, str] = {}
    for cell in cells:
        with problems.gathering(cell.where):
            place = places.from_imf_code(cell.code, cell.year)
            if place is None:
                left_out[cell.code] = cell.name
                continue
            kept.append(
                Published(
                    partner=place.code,
                    flow=cell.flow,
                    period=Period.year(cell.year),
                    value=dollars(cell.said, cell.where),
                    precision=precisions[cell.flow, cell.year],
                    where=cell.where,
                )
            )
    problems.add(_against_world(cells, path.name))
    problems.raise_if_any()
    names = ", ".join(f"{name} ({code})" for code, name in sorted(left_out.items()))
    return Reading(
        source=path.name,
        kept=tuple(kept),
        covers=span(kept, path.name),
        account=(
            "partners and leftovers add to the world in every year and flow",
            f"no place of ours, left out: {names or 'none'}",
        ),
    )


def _cells(path: Path, reporter: str, problems: Problems) -> Iterator[_Cell]:
    """The numbers of a reporter; an empty cell is no number."""
    for where, row in table(path, ["SERIES_CODE", "OBS_MEASURE", "COUNTERPART_COUNTRY"]):
        with problems.gathering(where):
            parts = row["SERIES_CODE"].split(".")
            if len(parts) != 4 or parts[1] not in _FLOWS or parts[3] != "A" or row["OBS_MEASURE"] != "OBS_VALUE":
                raise TradeError(
                    f"'{row['SERIES_CODE']}' is no annual series of goods by partner",
                    remedy=f"Expected codes such as '{reporter}.XG_FOB_USD.KEN.A'.",
                )
            if parts[0] != reporter:
                continue
            for column, text in row.items():
                if column.isdecimal() and text:
                    yield _Cell(
                        code=parts[2],
                        name=row["COUNTERPART_COUNTRY"],
                        flow=_FLOWS[parts[1]],
                        year=int(column),
                        said=_number(text),
                        where=where,
                    )


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise TradeError(f"'{text}' is not a number", remedy="Expected plain digits, in US$ million.") from None


def _against_world(cells: Sequence[_Cell], where: str) -> Problems:
    """Where the partners and the leftovers do not add to the world, by more than the rounding of their last digits."""
    problems = Problems()
    worlds = {(cell.flow, cell.year): cell.said for cell in cells if cell.code == _WORLD}
    precisions = _precisions(cells)
    for flow, year in sorted(precisions):
        parts = [cell.said for cell in cells if (cell.flow, cell.year) == (flow, year) and not cell.is_sum]
        if (flow, year) not in worlds:
            what = f"{flow} of {year} have no row of the world to be held against"
            problems.add(TradeError(what, remedy="Fetch all partners.", where=where))
            continue
        short = worlds[flow, year] - sum(parts)
        if 2 * abs(short) * MILLION > precisions[flow, year] * (len(parts) + 1):
            what = f"{flow} of {year} with all partners miss the world by {USD}{short.normalize():f} million"
            problems.add(TradeError(what, remedy="Look for missing rows.", where=where))
    return problems


def _precisions(cells: Sequence[_Cell]) -> dict[tuple[str, int], int]:
    """What the last digit of each flow and year is worth, in dollars."""
    exponents: dict[tuple[str, int], int] = {}
    for cell in cells:
        exponent = int(cell.said.normalize().as_tuple().exponent)  # 7.0E-5 ends with the 7
        exponents[cell.flow, cell.year] = min(exponent, exponents.get((cell.flow, cell.year), 0))
    return {key: max(1, int(Decimal(MILLION).scaleb(exponent))) for key, exponent in exponents.items()}
