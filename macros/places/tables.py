"""The tables behind the places: read once, and added to by those who read the data (`know`)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from macros.errors import TradeError, near
from macros.periods import Period

_KINDS = ("country", "former", "other")
_known: list[Mapping[str, str]] = []  # what the data add


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A partner or reporter: `kind` is country, former, other (unidentified and the like) or group."""

    code: str
    name: str
    kind: str
    note: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of Schedule C; `life` bounds the months in which the code was in use, where that is known."""

    place: Place
    schedule_c: str
    aliases: tuple[str, ...]
    life: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A row of the groups: each source's code for it, and by which Schedule C codes its members begin."""

    place: Place
    aliases: tuple[str, ...]
    workbook_code: str
    api_code: str
    sums_countries: bool
    members: tuple[str, ...]


def know(new: Sequence[Mapping[str, str]]) -> bool:
    """Whether anything changed: False where these rows were known already. Raises for a row that cannot be a place."""
    if _known == [*new]:
        return False
    taken = [row["schedule_c"] for row in (*table("schedule_c.csv"), *new)]
    for row in new:
        number = row["schedule_c"]
        if not re.fullmatch(r"[1-9]\d{3}", number):
            raise TradeError(f"'{number}' is no code of Schedule C", remedy="Expected four digits, from 1000.")
        if taken.count(number) > 1:
            raise TradeError(f"{number} is a place's already", remedy="Leave the row out.")
        if not row["code"] or not row["name"]:
            raise TradeError(f"{number} has no code or no name", remedy="Give it both.")
        if row["kind"] not in _KINDS:
            raise TradeError(f"'{row['kind']}' is no kind of place", remedy=near(row["kind"], _KINDS))
        _life(row)
    _known[:] = new
    for kept in (rows, numbers):
        kept.cache_clear()
    return True


def _life(row: Mapping[str, str]) -> Period:
    return Period.parse(f"{row['since'] or '1789-01'}..{row['until'] or '2199-12'}")


def table(file: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    return list(
        csv.DictReader(resources.files("macros.places").joinpath(file).read_text(encoding="utf-8").splitlines())
    )


@cache
def rows() -> dict[str, Row]:
    """Every place by its Schedule C code, ours first and then those that the data add."""
    return {
        row["schedule_c"]: Row(
            place=Place(
                code=row["code"], name=row["name"] or cldr_name(row["code"]), kind=row["kind"], note=row["note"]
            ),
            schedule_c=row["schedule_c"],
            aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
            life=_life(row),
        )
        for row in (*table("schedule_c.csv"), *_known)
    }


@cache
def imf() -> tuple[dict[str, str], ...]:
    """What the IMF codes otherwise than we do."""
    return tuple(table("imf.csv"))


@cache
def comtrade() -> dict[str, str]:
    """What UN Comtrade codes otherwise than ISO: our code of each, empty for what is no place of ours."""
    return {row["code"]: row["place"] for row in table("comtrade.csv")}


@cache
def numbers() -> dict[str, str]:
    """Each place's Schedule C code; of two codes of one place the later is current, and later in the table."""
    return {row.place.code: row.schedule_c for row in rows().values()}


@cache
def groups() -> dict[str, Group]:
    """Every group by our code."""
    return {
        row["id"]: Group(
            place=Place(code=row["id"], name=row["name"], kind="group", note=row["note"]),
            aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
            workbook_code=row["workbook_code"],
            api_code=row["api_code"],
            sums_countries=row["sums_countries"] == "yes",
            members=tuple(row["schedule_c"].split()),
        )
        for row in table("groups.csv")
    }


@cache
def cldr_name(code: str) -> str:
    """The name in Unicode's CLDR, its ampersands written out as a newspaper would."""
    import pycountry
    from babel import Locale

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        raise TradeError(f"{code} is not in ISO 3166-1", remedy="Give it a name in macros/places/schedule_c.csv.")
    english: str = Locale("en").territories[country.alpha_2]
    return english.replace(" & ", " and ").replace("’", "'")
