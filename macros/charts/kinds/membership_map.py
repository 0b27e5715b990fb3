"""A map of who belongs to something on a day: two classes, told apart by lightness and told in the legend's words."""

from __future__ import annotations

from dataclasses import dataclass

from macros.charts import mapped
from macros.charts.drawing import Sketch
from macros.charts.labels import Block
from macros.charts.legend import Key, legend
from macros.charts.mapped import Name
from macros.charts.rows import fitted
from macros.charts.theme import Size
from macros.errors import TradeError
from macros.words.pack import pack

_IN, _OUT = "duty", "faint"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A country by our code, and whether it belongs; `None` where that is not known."""

    code: str
    name: str
    belongs: bool | None
    emphasis: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MembershipMap:
    """Countries of an area ("africa", "world") that belong or do not.

    `title` says what is shown, for the alt text; `within` and `without` name the two classes ("Eligible").
    """

    area: str
    countries: tuple[Standing, ...]
    title: str
    within: str
    without: str
    language: str = "en"

    def __post_init__(self) -> None:
        mapped.require_drawable(self.area, [one.code for one in self.countries])
        if not any(one.belongs for one in self.countries):
            raise TradeError(
                "no country of the map belongs", remedy="Say so in a sentence: there is nothing to colour."
            )

    @property
    def counts(self) -> list[tuple[str | None, str]]:
        """The tone of each class and its name with its count, as far as there are countries in it."""
        words = pack(self.language)
        found: list[tuple[str | None, str]] = []
        for standing, tone, name in ((True, _IN, self.within), (False, _OUT, self.without), (None, None, "")):
            if count := sum(one.belongs is standing for one in self.countries):
                countries = words.say(f"chart.map.{self.area}.countries", count, number=words.number(count))
                phrase = "unknown" if standing is None else "end"
                found.append((tone, words.say(f"chart.map.legend.{phrase}", name=name, countries=countries)))
        return found

    @property
    def in_words(self) -> str:
        title = pack(self.language).say("chart.map.alt.title", title=self.title)
        own = [
            pack(self.language).say(
                "chart.map.alt.own", name=one.name, value=self.within if one.belongs else self.without
            )
            for one in self.countries
            if one.emphasis and one.belongs is not None
        ]
        return " ".join([title, *(f"{text}." for _, text in self.counts), *own])

    def sketch(self, size: Size) -> Sketch:
        """The map under its legend, the emphasised countries named."""
        told = legend(None, [Key(tone, text) for tone, text in self.counts], size)
        tones = {one.code: None if one.belongs is None else _IN if one.belongs else _OUT for one in self.countries}
        picked = [one for one in self.countries if one.emphasis]
        names = [
            Name(
                one.code,
                Block(tuple((line, True) for line in fitted(one.name, 150, size.label, bold=True)), "ink", size),
                tones[one.code],
            )
            for one in picked
        ]
        return mapped.on_map(self.area, size, tones, [one.code for one in picked], names if size.is_wide else [], told)
