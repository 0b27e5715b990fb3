"""A map of amounts: each country in the colour of its class, a legend with counts, and names for the largest.

Wide it is a true map; narrow, Africa becomes 54 tiles, and the world stays a map with its largest listed below.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from macros.charts import mapped
from macros.charts.classes import Classes, classes
from macros.charts.drawing import Sketch
from macros.charts.labels import Block, Label, text_width
from macros.charts.legend import Key, Strip, legend
from macros.charts.mapped import Name
from macros.charts.money import Amount, Money, Percent, Writer
from macros.charts.rows import fitted
from macros.charts.theme import Size
from macros.errors import TradeError
from macros.words.pack import pack

_NAMED = 5
_LONGEST_NAME = 150.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """A country by our code, with its amount in US$ million or per cent; `None` where there is no figure.

    `weight` says which countries are named first, where it is not the size of the amount.
    """

    code: str
    name: str
    value: float | None
    bound: float = 0.0
    weight: float | None = None
    emphasis: bool = False

    def __post_init__(self) -> None:
        if self.value is not None and not math.isfinite(self.value):
            raise TradeError(
                f"'{self.name}' is {self.value}, which is no amount", remedy="Give None where there is no figure."
            )

    @property
    def amount(self) -> Amount:
        """The value as it may be written; to be asked only where it is known."""
        return Amount.of(self.value or 0.0, self.bound)

    @property
    def size(self) -> float:
        """What it is ranked by for a name on the map."""
        return abs(self.value or 0.0) if self.weight is None else self.weight


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountsMap:
    """Countries of an area ("africa", "world") by a level of one flow, a balance or a change in per cent (`of`).

    `title` says what is shown, for the alt text; `above` and `below` are what is called above and below zero.
    """

    area: str
    of: str
    countries: tuple[Country, ...]
    title: str
    above: str = ""
    below: str = ""
    flow: str = "sold"
    language: str = "en"

    def __post_init__(self) -> None:
        mapped.require_drawable(self.area, [one.code for one in self.countries])
        if self.of == "level" and (under := [one.name for one in self.countries if (one.value or 0.0) < 0]):
            raise TradeError(f"'{under[0]}' has less than nothing", remedy="Give an amount from zero up, or a balance.")
        _ = self.classes  # refuses what cannot be classed

    @property
    def known(self) -> list[Country]:
        """Those with a figure, the highest first."""
        held = [one for one in self.countries if one.value is not None]
        return sorted(held, key=lambda one: (-(one.value or 0.0), one.name))

    @property
    def classes(self) -> Classes:
        return classes([one.amount for one in self.known], self.of, self.flow)

    @property
    def writer(self) -> Writer:
        if self.of == "change":
            return Percent(self.language)
        return Money.over([one.value or 0.0 for one in self.known], self.language)

    @property
    def is_signed(self) -> bool:
        return self.of != "level"

    @property
    def in_words(self) -> str:
        """The title, how many countries, the highest and the lowest, and how many have no figure."""
        known = self.known
        said, told = [self._say("alt.title", title=self.title)], list[Country]()
        sides = [(1, self.above, "highest"), (-1, self.below, "lowest")] if self.is_signed else [(0, "", "largest")]
        for sign, side, extreme in sides:
            held = [one for one in known if not sign or one.amount.sign == sign]
            if not held:
                continue
            first = held[-1] if sign < 0 else held[0]
            count = self._counted(len(held))
            ends = {"name": first.name, "value": self._full(first), "countries": count, "side": side}
            said.append(self._say(f"alt.{extreme}", **ends))
            told.append(first)
        if not self.is_signed and len(known) > 1:
            said.append(self._say("alt.smallest", name=known[-1].name, value=self._full(known[-1])))
        said += [
            self._say("alt.own", name=one.name, value=self._full(one))
            for one in known
            if one.emphasis and one not in told
        ]
        if level := [one for one in known if self.classes.of(one.amount) is None]:
            said.append(self._say("alt.even", countries=self._counted(len(level))))
        if missing := len(self.countries) - len(known):
            said.append(self._say("alt.none", countries=self._counted(missing)))
        return " ".join(said)

    def sketch(self, size: Size) -> Sketch:
        """The map under its legend; names upon it, or tiles, or a list below."""
        held = self.classes
        tones = {one.code: self._tone(one, held) for one in self.countries}
        told = legend(self._strip(held), self._keys(held), size)
        listed = self.area == "world" and not size.is_wide
        return mapped.on_map(
            self.area,
            size,
            tones,
            [one.code for one in self.countries if one.emphasis],
            [] if listed else [self._name(one, tones, size) for one in self.named],
            told,
            _listed(sorted(self.named, key=lambda one: (-one.size, one.name)), self._figure, size) if listed else (),
        )

    @property
    def named(self) -> list[Country]:
        """The emphasised and the largest, of a balance the largest on either side; the largest first."""
        ranked = sorted(self.known, key=lambda one: (not one.emphasis, -one.size, one.name))
        if self.of != "balance":
            return ranked[:_NAMED]
        sides = ([one for one in ranked if one.amount.sign == sign][:3] for sign in (1, -1))
        return sorted((one for side in sides for one in side), key=lambda one: (not one.emphasis, -one.size, one.name))

    def _tone(self, one: Country, held: Classes) -> str | None:
        """The colour of its class; that of paper where it cannot be told from zero, none where there is no figure."""
        if one.value is None:
            return None
        number = held.of(one.amount)
        return self._even if number is None else held.tones[number]

    @property
    def _even(self) -> str:
        """The tone of what cannot be told from zero; the small falls of a change are faint themselves."""
        return "paper" if self.of == "change" else "faint"

    def _strip(self, held: Classes) -> Strip:
        numbers = [held.of(one.amount) for one in self.known]
        counts = [numbers.count(number) for number in range(len(held.tones))]
        ends = []
        if not self.is_signed:
            ends = [self._say("legend.level", countries=self._counted(len(numbers)), unit=self.writer.unit)]
        else:
            for name, few in ((self.below, counts[: held.zero]), (self.above, counts[held.zero :])):
                if few:
                    ends.append(self._say("legend.end", name=name, countries=self._counted(sum(few))))
        return Strip(
            tones=held.tones,
            counts=tuple(pack(self.language).number(count) for count in counts),
            limits=tuple(
                self.writer.tick(limit, unit=False, signed=self.is_signed and limit != 0) for limit in held.limits
            ),
            ends=tuple(ends),
        )

    def _keys(self, held: Classes) -> list[Key]:
        level = sum(held.of(one.amount) is None for one in self.known)
        missing = len(self.countries) - len(self.known)
        keys = [(self._even, "even", level), (None, "none", missing)]
        return [
            Key(tone, self._say(f"legend.{key}", countries=self._counted(count))) for tone, key, count in keys if count
        ]

    def _name(self, one: Country, tones: dict[str, str | None], size: Size) -> Name:
        lines = tuple((line, True) for line in fitted(one.name, _LONGEST_NAME, size.label, bold=True))
        block = Block((*lines, (self._figure(one), one.emphasis)), "ink", size)
        return Name(one.code, block, tones[one.code])

    def _figure(self, one: Country) -> str:
        return self.writer.bare(one.amount, signed=self.is_signed)

    def _full(self, one: Country) -> str:
        return self.writer.full(one.amount, signed=self.is_signed)

    def _counted(self, count: int) -> str:
        words = pack(self.language)
        return words.say(f"chart.map.{self.area}.countries", count, number=words.number(count))

    def _say(self, phrase: str, **slots: object) -> str:
        return pack(self.language).say(f"chart.map.{phrase}", **slots)


def _listed(named: Sequence[Country], figure: Callable[[Country], str], size: Size) -> list[Label]:
    """The named in rows from the largest down: the name at the left, the figure at the right; px below the map."""
    labels = []
    for row, one in enumerate(named):
        y, text = 12 + (row + 0.5) * (size.leading + 5), figure(one)
        room = size.width - text_width(text, size.label, bold=one.emphasis) - 12
        (name,) = fitted(one.name, room, size.label, bold=True, most=1)
        labels += [
            Label(text=name, x=0, y=y, bold=True, size=size.label),
            Label(text=text, x=size.width, y=y, align="right", bold=one.emphasis, size=size.label),
        ]
    return labels
