"""Spans of whole months: a month, a quarter, a year, the year to date, or any run of months.

Trade statistics come by the month, so a period is a first and a last month, and its algebra is that of whole numbers.
`str()` gives the form used in data files and in the ledger, and `Period.parse(str(p)) == p`. How a period is said in a
sentence is for `words.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.errors import TradeError, near

# Spelt out, because the names in `calendar` follow the machine's locale.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_EARLIEST, _LATEST = 1700, 2200
_EXAMPLES = "Write for example '2025', 'July 2026', 'January–November 2025', 'Q2 2025', '1992–2025' or '2026 to date'."


@dataclass(frozen=True, order=True)  # no slots: pages are kept with thousands, and Python restores slots one by one
class Period:
    """A run of whole months, both ends included, counted as months since year 0 (`year * 12 + month - 1`).

    Periods order by their first month, then by their last.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise TradeError(
                f"a period cannot end ({_month_text(self.last)}) before it begins ({_month_text(self.first)})",
                remedy="Put the earlier month first.",
            )

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month; `month` runs from 1 to 12."""
        return cls.months(year, month, month)

    @classmethod
    def months(cls, year: int, start: int, end: int) -> Period:
        """A run of months within one year, each 1 to 12."""
        if not (1 <= start <= 12 and 1 <= end <= 12):
            raise TradeError(f"a year has no months {start} to {end}", remedy="Months run from 1 to 12.")
        return cls(year * 12 + start - 1, year * 12 + end - 1)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """A calendar quarter, 1 to 4."""
        return cls.months(year, number * 3 - 2, number * 3)

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls.months(year, 1, 12)

    @classmethod
    def parse(cls, text: str, *, latest: Period | None = None) -> Period:
        """The period a writer or a data file means.

        "2026 to date" and "year to date" need `latest`, the last month on record. Raises `TradeError` with examples.

        >>> str(Period.parse("January–November 2025"))
        '2025-01..2025-11'
        """
        return _parse(text.strip(), latest)

    def __str__(self) -> str:
        if self.is_whole_years:
            begin, end = self.first_year, self.last_year
            return str(begin) if begin == end else f"{begin}..{end}"
        if len(self) == 1:
            return _month_text(self.first)
        return f"{_month_text(self.first)}..{_month_text(self.last)}"

    def __len__(self) -> int:
        """How many months."""
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[Period]:
        """The months, one by one."""
        return (Period(month, month) for month in range(self.first, self.last + 1))

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Period) and self.first <= other.first and other.last <= self.last

    def __add__(self, months: int) -> Period:
        """The period so many months later."""
        return Period(self.first + months, self.last + months)

    def __sub__(self, months: int) -> Period:
        return self + -months

    def distance(self, other: Period) -> int:
        """Months from the start of `other` to the start of this one: `other + p.distance(other)` starts with `p`."""
        return self.first - other.first

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a month."""
        return self.first <= other.last and other.first <= self.last

    @property
    def first_year(self) -> int:
        return self.first // 12

    @property
    def last_year(self) -> int:
        return self.last // 12

    @property
    def start(self) -> Period:
        """Its first month."""
        return Period(self.first, self.first)

    @property
    def end(self) -> Period:
        """Its last month."""
        return Period(self.last, self.last)

    @property
    def season(self) -> tuple[int, int]:
        """Which month of the year it starts in (1 to 12) and how many months it has."""
        return self.first % 12 + 1, len(self)

    @property
    def is_whole_years(self) -> bool:
        return self.first % 12 == 0 and len(self) % 12 == 0

    @property
    def is_year(self) -> bool:
        return self.is_whole_years and len(self) == 12

    @property
    def is_within_one_year(self) -> bool:
        return self.first_year == self.last_year

    @property
    def year_earlier(self) -> Period:
        """The same months of the year before."""
        return self - 12

    def in_year(self, year: int) -> Period:
        """The same months of another year."""
        return self + (year - self.first_year) * 12

    def years(self) -> Iterator[Period]:
        """The calendar years it is made of; raises if it is not whole years."""
        if not self.is_whole_years:
            raise TradeError(f"{self} is not made of whole years", remedy="Name whole years, such as '1992–2025'.")
        return (Period.year(year) for year in range(self.first_year, self.last_year + 1))


@lru_cache(maxsize=4096)
def _month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _year(text: str) -> int:
    year = int(text)
    if not _EARLIEST <= year <= _LATEST:
        raise TradeError(f"'{text}' is not a year this record could hold", remedy=_EXAMPLES)
    return year


def month_number(text: str) -> int:
    """1 to 12 from an English name, whole or cut to three letters or more."""
    word = text.strip(". ").casefold()
    for number, name in enumerate(MONTH_NAMES, start=1):
        if len(word) >= 3 and name.casefold().startswith(word):
            return number
    raise TradeError(f"'{text}' is not a month", remedy=near(text, MONTH_NAMES))


_DASH = r"\s*(?:–|—|-|\bto\b)\s*"
_YEAR = r"(\d{4})"
_NAME = r"([A-Za-z]+\.?)"


@lru_cache(maxsize=4096)  # a file of a vintage names a few hundred periods, a hundred thousand times
def _parse(text: str, latest: Period | None) -> Period:
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?", text):
        start = _numbered_month(match[1], match[2], text)
        return Period(start, _numbered_month(match[3], match[4], text) if match[3] else start)
    if match := re.fullmatch(r"(\d{4})(?:\.\.|" + _DASH + r")(\d{4})", text):
        return Period(_year(match[1]) * 12, _year(match[2]) * 12 + 11)
    if match := re.fullmatch(_YEAR, text):
        return Period.year(_year(text))
    words = re.sub(r"\s+", " ", text)
    if match := re.fullmatch(r"(?:(\d{4})|(?:this )?year) to date", words, re.IGNORECASE):
        return _to_date(match[1], latest, text)
    if match := re.fullmatch(rf"(?:Q([1-4])|(?:the )?({'|'.join(_QUARTERS)}) quarter(?: of)?) {_YEAR}", words, re.I):
        return Period.quarter(_year(match[3]), int(match[1] or _QUARTERS[match[2].casefold()]))
    if match := re.fullmatch(rf"(?:the )?first (\w+) months of {_YEAR}", words, re.IGNORECASE):
        return Period.months(_year(match[2]), 1, _count(match[1], text))
    if match := re.fullmatch(rf"{_NAME} {_YEAR}", words):
        return Period.month(_year(match[2]), month_number(match[1]))
    if match := re.fullmatch(rf"{_NAME}{_DASH}{_NAME} {_YEAR}", words):
        return Period.months(_year(match[3]), month_number(match[1]), month_number(match[2]))
    if match := re.fullmatch(rf"{_NAME} {_YEAR}{_DASH}{_NAME} {_YEAR}", words):
        first = _year(match[2]) * 12 + month_number(match[1]) - 1
        return Period(first, _year(match[4]) * 12 + month_number(match[3]) - 1)
    raise TradeError(f"'{text}' is not a period", remedy=_EXAMPLES)


def _numbered_month(year: str, month: str, text: str) -> int:
    if not 1 <= int(month) <= 12:
        raise TradeError(f"'{text}' is not a period: there is no month {int(month)}", remedy=_EXAMPLES)
    return _year(year) * 12 + int(month) - 1


def _count(word: str, text: str) -> int:
    lower = word.casefold()
    number = _NUMBER_WORDS.index(lower) + 1 if lower in _NUMBER_WORDS else int(word) if word.isdecimal() else 0
    if not 1 <= number <= 12:
        raise TradeError(f"'{text}' is not a period: a year has 1 to 12 months", remedy=_EXAMPLES)
    return number


def _to_date(year: str | None, latest: Period | None, text: str) -> Period:
    if latest is None:
        raise TradeError(f"'{text}' needs a record to tell the latest month", remedy="Name the months.")
    wanted = _year(year) if year else latest.last_year
    if wanted > latest.last_year:
        raise TradeError(
            f"'{text}': the record has no month of {wanted} yet; it ends with {latest}",
            remedy=f"Write '{latest.last_year} to date', or wait for the release.",
        )
    return Period(wanted * 12, min(latest.last, wanted * 12 + 11))
