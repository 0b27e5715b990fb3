"""A second language is a second pack: no code knows it. A pack with gaps is refused, all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros import words
from macros.errors import TradeError
from macros.periods import Period
from macros.units import PERCENT, RANK, RATIO, USD
from macros.words import pack

_FRENCH = Path(__file__).parent / "fr.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packs with English and our French, in place of the real one."""
    shutil.copy(pack.FOLDER / "en.yml", tmp_path)
    shutil.copy(_FRENCH, tmp_path)
    monkeypatch.setattr(pack, "FOLDER", tmp_path)
    pack.pack.cache_clear()
    yield tmp_path
    pack.pack.cache_clear()


@pytest.mark.usefixtures("folder")
def test_french_follows_as_data() -> None:
    said = [
        words.figure(Decimal(1_640_800_000), USD, language="fr"),
        words.figure(Decimal(982_400_000), USD, language="fr"),
        words.figure(Decimal(128_707), USD, language="fr"),
        words.figure(Decimal("-23.71"), PERCENT, signed=True, language="fr"),
        words.figure(Decimal(1), RANK, short=True, language="fr"),
        words.in_prose(Period.parse("January–July 2026"), language="fr"),
        words.day(date(2026, 10, 1), language="fr"),
        words.record(2, "highest", since=Period.year(2014), first=Period.year(1992), language="fr"),
        words.and_list(["le café", "le thé"], language="fr"),
        words.count_of(0, "year", language="fr"),
        words.change(Decimal(-8), language="fr"),
        words.claim("at_least", {"amount": (Decimal("0.5"), RATIO)}, negated=True, language="fr"),
        words.claim("streak_fall", {"ordinal": (Decimal(3), RANK), "span": "year"}, language="fr"),
    ]
    assert [text.replace("\u00a0", " ").replace("\u202f", " ") for text in said] == [
        "1,6 milliard de dollars",
        "982,4 millions de dollars",
        "128 707 dollars",
        "−23,7 %",
        "1er",
        "les sept premiers mois de 2026",
        "1 octobre 2026",
        "le plus élevé depuis 2014",
        "le café et le thé",
        "0 an",
        "a baissé de 8,0 %",
        "moins de la moitié",
        "a baissé pour le troisième an de suite",
    ]


def test_a_pack_with_gaps_names_them_all(folder: Path) -> None:
    text = _FRENCH.read_text(encoding="utf-8")
    text = text.replace('  ranked: "le {ordinal} {extreme} de la série"\n', "").replace(
        'depuis {period}"', 'depuis {perod}"'
    )
    text = text.replace('{one: "{number} an", other: "{number} ans"}', '{one: "{number} an"}')
    (folder / "fr.yml").write_text(text, encoding="utf-8")
    with pytest.raises(TradeError) as refused:
        pack.pack("fr")
    assert str(refused.value).splitlines() == [
        "fr.yml: record.since: nothing fills the slot 'perod'. Did you mean 'period'?",
        "fr.yml: record.ranked: the phrase is missing. Translate it from en.yml.",
        "fr.yml: things.year: the phrase is missing. Translate it from en.yml.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("babel: xx_QQ", "bad.yml: babel: no language that Babel knows."),
        ("- a list", "bad.yml: a pack is a list of named phrases."),
        ("babel: [", "bad.yml: not YAML: "),
    ],
)
def test_what_is_not_a_pack_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "bad.yml").write_text(text, encoding="utf-8")
    with pytest.raises(TradeError) as refused:
        pack.pack("bad")
    assert str(refused.value).startswith(message)


@pytest.mark.usefixtures("folder")
def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(TradeError, match=r"no phrase pack for the language 'sw'\. Choose 'en' or 'fr'\."):
        words.and_list(["a"], language="sw")
