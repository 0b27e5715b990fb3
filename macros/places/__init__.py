"""Partners and reporters: countries, former countries, groups, and what a trade record holds besides.

A country has its ISO 3166-1 alpha-3 code (XKX Kosovo, XWB West Bank and XGZ Gaza have none of their own), a former one
its four letters of ISO 3166-3. Where Census changed the code because the territory changed, and ISO did not, the code
of the earlier territory is ours: `SDN-2011` is Sudan with South Sudan. Two tables beside this file hold it all:
`schedule_c.csv`, Census's code of each place, and `groups.csv`, each source's code of each group, for the same code is
one group in Census's workbook and another in its API. A third, `imf.csv`, has what the IMF codes otherwise than we do, and a
fourth, `comtrade.csv`, what UN Comtrade does. Places that came up since are in the data, and whoever reads the data makes them
known here (`know`): a code is that of the same place ever after, so that knowing more changes nothing for what was known.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from macros.errors import TradeError, near
from macros.periods import Period
from macros.places import tables
from macros.places.tables import Place as Place

_REGIONS = {
    "1": "North America",
    "2": "Central America and the Caribbean",
    "3": "South America",
    "4": "Europe",
    "5": "Asia",
    "6": "Australia and Oceania",
    "7": "Africa",
    "9": "United States territories",
}
# The one place whose region is not its first digit: Census adds Mexico to North America.
_MEXICO = "2010"
# What ISO gives as a short name and two countries share: better refused than guessed.
_AMBIGUOUS = {"congo", "korea"}


class Unknown(TradeError):
    """A code of Schedule C that is no place's yet: a new country, perhaps, which somebody has to look at."""

    def __init__(self, code: str, source: str) -> None:
        super().__init__(
            f"'{code}' is no code of {source} that we know", remedy="Add it to data/places/schedule_c.csv."
        )
        self.code = code


def know(rows: Sequence[Mapping[str, str]]) -> None:
    """From now on these places too, and no others beside our own tables; rows have the columns of `schedule_c.csv`.

    Raises for a code that is another place's.
    """
    if tables.know(rows):
        _by_code.cache_clear()
        _index.cache_clear()


def find(text: str) -> Place:
    """The place a writer names, by code, English name or common alias; case and accents do not matter.

    >>> find("ivory coast").code
    'CIV'
    """
    found = _index().get(_fold(text))
    if found is None:
        names = [place.name for place in _by_code().values()]
        sharing = [one for one in names if _fold(text) in _fold(one).split()]
        remedy = near("", sharing) if sharing else near(text, names)
        raise TradeError(f"no place is called '{text}'", remedy=remedy)
    return found


def from_code(code: str) -> Place:
    """The place with a code of ours, such as `KEN`, `SUHH` or `sub-saharan-africa`."""
    if code not in _by_code():
        raise TradeError(f"no place has the code '{code}'", remedy=near(code, _by_code()))
    return _by_code()[code]


def from_schedule_c(code: str) -> Place:
    """The country, former country or other partner with a Census Schedule C code."""
    if code not in tables.rows():
        raise Unknown(code, "Schedule C")
    return tables.rows()[code].place


def from_workbook_code(code: str) -> Place:
    """The partner or group with a code of Census's country.xlsx."""
    return _from_source(code, {group.workbook_code: group.place for group in tables.groups().values()}, "the workbook")


def from_api_code(code: str) -> Place:
    """The partner or group with a code of Census's API."""
    return _from_source(code, {group.api_code: group.place for group in tables.groups().values()}, "the API")


def from_imf_code(code: str, year: int) -> Place | None:
    """The place with a code of the IMF's in a year; None for its regions and leftovers, which are no place of ours."""
    for row in tables.imf():
        if row["code"] == code and year <= int(row["until"] or year):
            return from_code(row["place"]) if row["place"] else None
    found = _by_code().get(code)
    if found is None or found.kind != "country":
        raise TradeError(f"'{code}' is no code of the IMF that we know", remedy="Add it to macros/places/imf.csv.")
    return found


def from_comtrade_code(code: int) -> Place | None:
    """The place with a code of UN Comtrade's; None for its leftovers and for territories that are no place of ours."""
    import pycountry

    said = tables.comtrade().get(str(code))
    if said is not None:
        return from_code(said) if said else None
    country = pycountry.countries.get(numeric=f"{code:03}")
    found = _by_code().get(country.alpha_3) if country else None
    if found is None:
        raise TradeError(
            f"'{code}' is no code of UN Comtrade that we know", remedy="Add it to macros/places/comtrade.csv."
        )
    return found


def comtrade_code(code: str) -> int:
    """UN Comtrade's code of a place of ours."""
    import pycountry

    for said, ours in tables.comtrade().items():
        if ours == code:
            return int(said)
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        raise TradeError(f"UN Comtrade has no code for {name(code)}", remedy="Choose another reporter.")
    return int(country.numeric)


def name(code: str) -> str:
    """The English name of the place with a code of ours."""
    return from_code(code).name


def schedule_c(code: str) -> str:
    """The number Census gives a place or group on its web pages; raises for a group that only its API has."""
    place = from_code(code)
    number = tables.groups()[code].workbook_code if is_group(code) else tables.numbers()[code]
    if not number:
        raise TradeError(f"Census has no page on {place.name}", remedy="Cite the API instead.")
    return number


def life(schedule_c_code: str) -> Period:
    """The months in which a Schedule C code was in use, as far as the record tells."""
    return tables.rows()[schedule_c_code].life


def is_group(code: str) -> bool:
    """Whether a code is that of a group."""
    return code in tables.groups()


def sums_countries(code: str) -> bool:
    """Whether a group is a sum of countries on the same basis as theirs."""
    return tables.groups()[code].sums_countries


def in_group(code: str, group: str) -> bool | None:
    """Whether a partner counts towards a group; None where we do not hold the group's members."""
    members = tables.groups()[group].members
    if not members:
        return None
    number = schedule_c(code)
    return f"!{number}" not in members and number.startswith(tuple(m for m in members if not m.startswith("!")))


def has_members(place: Place) -> bool:
    """Whether a place is a group of countries whose members we hold."""
    return is_group(place.code) and sums_countries(place.code) and bool(tables.groups()[place.code].members)


def groups() -> tuple[Place, ...]:
    """Every group, in the order of the table."""
    return tuple(group.place for group in tables.groups().values())


def everywhere() -> tuple[Place, ...]:
    """Every place and group we know, in the order of the tables."""
    return tuple(_by_code().values())


def region(place: Place) -> str:
    """Census's own region of a country, empty for groups and for partners that lie nowhere."""
    if place.kind in ("group", "other"):
        return ""
    number = schedule_c(place.code)
    return _REGIONS.get("1" if number == _MEXICO else number[0], "")


def is_african(place: Place) -> bool:
    """Whether Census counts a country to Africa."""
    return region(place) == "Africa"


def _from_source(code: str, of_groups: dict[str, Place], source: str) -> Place:
    # A group that this source lacks has an empty code in the table.
    if code and code in of_groups:
        return of_groups[code]
    if code in tables.rows():
        return tables.rows()[code].place
    if code.isdigit() and code >= "1000":
        raise Unknown(code, source)
    raise TradeError(f"'{code}' is no code of {source} that we know", remedy="Add it to macros/places/groups.csv.")


def _fold(text: str) -> str:
    """Case, accents, apostrophes and runs of space set aside."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


@cache
def _by_code() -> dict[str, Place]:
    return {row.place.code: row.place for row in tables.rows().values()} | {group.code: group for group in groups()}


@cache
def _index() -> dict[str, Place]:
    """Every folded name; our own names come last, so that they win over a foreign one."""
    import pycountry

    index: dict[str, Place] = {}
    for place in _by_code().values():
        iso = pycountry.countries.get(alpha_3=place.code)
        for key in ("alpha_2", "official_name", "common_name", "name"):
            if iso and hasattr(iso, key) and _fold(getattr(iso, key)) not in _AMBIGUOUS:
                index[_fold(getattr(iso, key))] = place
        if iso:
            index[_fold(tables.cldr_name(place.code))] = place
    aliases = [(row.place, row.aliases) for row in tables.rows().values()]
    aliases += [(group.place, group.aliases) for group in tables.groups().values()]
    for place, others in aliases:
        index |= {_fold(alias): place for alias in others}
    for place in _by_code().values():
        index |= {_fold(place.code): place, _fold(place.name): place}
    return index
