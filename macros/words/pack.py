"""The phrase pack of a language: its wording and thresholds from `packs/<language>.yml`, its number and plural rules
from Babel.

A second language is a second file. It must hold every phrase of the English one and use only the same slots, which is
checked when it is opened, so that a translator hears of everything missing at once and a reader of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal

from macros.errors import Problems, TradeError, near

FOLDER = Path(__file__).parent / "packs"
_PLURALS = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True, slots=True)
class Pack:
    """The phrases of one language, found by dotted keys such as `record.since`."""

    locale: Locale
    phrases: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """What the pack holds under a key."""
        found: Any = self.phrases
        for name in key.split("."):
            found = found[name]
        return found

    def say(self, key: str, plural: Decimal | int = 0, /, **slots: object) -> str:
        """A phrase with its slots filled in, in the plural form that the number `plural` takes."""
        phrase = self.get(key)
        if isinstance(phrase, Mapping):
            phrase = phrase.get(self.locale.plural_form(plural), phrase["other"])
        return str(phrase).format(**slots)

    def band(self, key: str, value: Decimal) -> Mapping[str, Any] | None:
        """The first of a list of bands that holds a value (from <= value < below), or None."""
        return next((band for band in self.get(key) if _holds(band, value)), None)

    def number(self, number: Decimal | int, digits: int = 0) -> str:
        """A number with so many decimals and this language's separators; it must have no more decimals than that."""
        return _number(number, max(digits, 0), self.locale)

    def spelled(self, number: int) -> str:
        """A whole number as it stands in a sentence: in words where the pack has one, else in digits."""
        return str(self.get("number_words").get(number) or self.number(number))

    def ordinal(self, number: int, *, short: bool = False) -> str:
        """A place in an order: "third", "13th"; never in words when `short`."""
        word = None if short else self.get("ordinal_words").get(number)
        if word:
            return str(word)
        forms = self.get("ordinal")
        return str(forms.get(self.locale.ordinal_form(number), forms["other"])).format(number=self.number(number))


@lru_cache(maxsize=65536)  # tables print thousands, and a page is read more than once
def _number(number: Decimal | int, digits: int, locale: Locale) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(number, format=pattern, locale=locale))


@cache
def pack(language: str) -> Pack:
    """The phrase pack of a language; raises `TradeError`, naming every gap, if it is not complete."""
    phrases = _read(language)
    try:
        locale = Locale.parse(phrases["babel"])
    except (KeyError, TypeError, ValueError, UnknownLocaleError) as error:
        raise TradeError(
            "no language that Babel knows", where=f"{language}.yml: babel", remedy="Write for example 'babel: sw_KE'."
        ) from error
    _require_same_phrases(language, phrases, _read("en"))
    return Pack(locale, phrases)


def decimal(threshold: object) -> Decimal:
    """A threshold of the pack as an exact number."""
    return Decimal(str(threshold))


def _holds(band: Mapping[str, Any], value: Decimal) -> bool:
    above = "from" not in band or decimal(band["from"]) <= value
    return above and ("below" not in band or value < decimal(band["below"]))


def _read(language: str) -> dict[str, Any]:
    path = FOLDER / f"{language}.yml"
    if not path.is_file():
        known = [other.stem for other in FOLDER.glob("*.yml")]
        raise TradeError(f"no phrase pack for the language '{language}'", remedy=near(language, known))
    try:
        phrases = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise TradeError(f"not YAML: {error}", where=path.name, remedy="Mend it; nothing of it was used.") from error
    if not isinstance(phrases, dict):
        raise TradeError("a pack is a list of named phrases", where=path.name, remedy="Take en.yml as the pattern.")
    return phrases


def _require_same_phrases(language: str, phrases: Mapping[str, Any], model: Mapping[str, Any]) -> None:
    """Raise unless the pack has each phrase of the model and asks for no slot that the model does not fill."""
    mine, problems = dict(_slots(phrases)), Problems()
    for key, slots in _slots(model):
        where = f"{language}.yml: {key}"
        if key not in mine:
            problems.add(TradeError("the phrase is missing", where=where, remedy="Translate it from en.yml."))
        elif unknown := mine[key] - slots:
            problems.add(
                TradeError(f"nothing fills the slot '{min(unknown)}'", where=where, remedy=near(min(unknown), slots))
            )
    problems.raise_if_any()


def _slots(phrases: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each phrase's key and the slots in it. Plurals and bands count as one phrase: languages differ in them."""
    for name, phrase in phrases.items():
        key = f"{above}{name}"
        is_plural = isinstance(phrase, Mapping) and "other" in phrase and set(phrase) <= _PLURALS
        if isinstance(phrase, Mapping) and not is_plural and not key.endswith("_words"):
            yield from _slots(phrase, f"{key}.")
        else:
            yield key, {slot for text in _texts(phrase) for _, slot, _, _ in Formatter().parse(text) if slot}


def _texts(phrase: object) -> Iterator[str]:
    if isinstance(phrase, str):
        yield phrase
    elif isinstance(phrase, Mapping):
        for value in phrase.values():
            yield from _texts(value)
    elif isinstance(phrase, Sequence):
        for value in phrase:
            yield from _texts(value)
