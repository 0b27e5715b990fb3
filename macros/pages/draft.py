"""A first draft of an explainer on two places: a page that builds as it is, with figures, a claim, a chart and to-dos.

What can be said depends on the record: a country that sold nothing last year has no percentage change, and whether it sold more
than it bought is for the record to say. So each part of the page (`draft.yml`) is offered in several wordings, and one that
does not pass is not taken; a part none of whose wordings passes is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from string import Template

import yaml
from markdown.extensions.toc import slugify

from macros import words as say
from macros.errors import TradeError
from macros.pages.scope import Source
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import vocabulary
from macros.places import Place

_FOLDER = "explainers"
_LISTED = re.compile(rf"^( +- )(?:.+: )?{_FOLDER}/.+\.md *$", re.MULTILINE)
_TO_DO = re.compile(r"\{#\s*to do:\s*(.*?)\s*#\}", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d_][\w ’–-]*")


def path_of(title: str) -> str:
    """The file of a page of that title, below the docs folder: explainers/uganda-and-the-us.md."""
    name = slugify(title, "-")
    if not name:
        raise TradeError(f"'{title}' has no letters to make an address of", remedy="Give the page a title in words.")
    return f"{_FOLDER}/{name}.md"


def draft(title: str, dataset: str, side: Place, partner: Place, source: Source) -> str:
    """The text of a page on the trade of a side with a partner; `TradeError` where a dataset has no figures for them."""
    made = _Draft(title, dataset, side, partner, source.today)
    said = yaml.safe_load(resources.files(__package__).joinpath("draft.yml").read_text(encoding="utf-8"))
    parts: list[str] = []
    for wordings in said["parts"]:
        for wording in map(made.worded, wordings):
            if not _read(made.page(said["facts"], [*parts, wording]), source).problems:
                parts.append(wording)
                break
    page = made.page(said["facts"], parts)
    if not _read(page, source).said.facts:
        why = _read(made.page(said["facts"], ["{{ sold }}"]), source).problems.errors[0]
        raise TradeError(why.what, remedy="Name another partner, or another dataset with --data.")
    return page


def in_menu(menu: str, title: str, path: str) -> str | None:
    """The text of mkdocs.yml with a page below the other explainers; None where it does not list any."""
    listed = list(_LISTED.finditer(menu))
    if not listed:
        return None
    end = listed[-1].end()
    return f"{menu[:end]}\n{listed[-1][1]}{_text(title)}: {path}{menu[end:]}"


def to_dos(sheet: Sheet) -> list[str]:
    """What a writer has left to do on a page, each with its line: comments that begin with "to do:"."""
    body, first = sheet.front.body, sheet.front.body_line
    return [
        f"{sheet.front.where(first + body.count(chr(10), 0, match.start()))}: {' '.join(match[1].split())}"
        for match in _TO_DO.finditer(body)
    ]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a page in the making is about."""

    title: str
    dataset: str
    side: Place
    partner: Place
    day: date

    def worded(self, wording: str) -> str:
        """A wording with the two places in it."""
        whose = say.in_sentence(self.side)
        return Template(wording).substitute(
            whose=whose, Whose=_capital(whose), other=say.in_sentence(self.partner), short=say.short(self.partner)
        )

    def page(self, facts: Mapping[str, str], parts: Sequence[str]) -> str:
        """The text of the page, with those facts declared that its parts use and those that these rest on."""
        text = "\n\n".join(parts)
        used = {name for name in facts if re.search(rf"\b{name}\b", text)}
        used |= {name for name in facts for one in used if re.search(rf"\b{name}\b", facts[one])}
        about = (
            f"What {say.in_sentence(self.side)} and {say.in_sentence(self.partner)} sell each other, from the record."
        )
        lines = [
            f"title: {_text(self.title)}",
            f"description: {about}",
            f"date: {self.day.isoformat()}",
            "trade:",
            f"  data: {self.dataset}",
            f"  side: {_text(self.side.name)}",
            f"  partner: {_text(self.partner.name)}",
        ]
        lines += ["facts:", *(f"  {name}: {phrase}" for name, phrase in facts.items() if name in used)] if used else []
        return "\n".join(["---", *lines, "---", "", text, ""])


def _read(page: str, source: Source) -> Sheet:
    return Sheet("draft.md", page, source).read(vocabulary)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _text(text: str) -> str:
    """A text as YAML has it, between quotation marks where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
