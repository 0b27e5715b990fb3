"""A first draft of an explainer on two places: a page that builds as it is, with figures, a claim, a chart and to-dos.

What can be said depends on the record: a country that sold nothing last year has no percentage change, and whether it sold more
than it bought is for the record to say. So the draft is made from a template (`draft.md`) as pages for each of many are, its words
chosen once and for good.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from string import Template as Blank

from markdown.extensions.toc import slugify

from macros import words as say
from macros.errors import TradeError
from macros.pages.expand import Member, expand
from macros.pages.plans.plan import capital
from macros.pages.scope import Source
from macros.pages.sheet import Sheet
from macros.pages.template import Template
from macros.pages.vocabulary import vocabulary
from macros.places import Place

_FOLDER = "explainers"
_FILE = "draft.md"
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
    whose, text = say.in_sentence(side), resources.files(__package__).joinpath("draft.md").read_text(encoding="utf-8")
    text = Blank(text).substitute(
        title=_text(title), dataset=dataset, side=_text(side.name), partner=_text(partner.name), date=source.today.isoformat(),
        whose=whose, Whose=capital(whose), other=say.in_sentence(partner), short=say.short(partner),
    )  # fmt: skip
    member = Member(name=title, slug="", words=title, forms={})
    page = expand(Template(_FILE, text), member, _FILE, source, vocabulary).text
    if not _read(page, source).said.facts:
        head = text.partition("\n---\n")[0].replace("each: draft\n", "")
        why = _read(f"{head}\n---\n\n{{{{ sold }}}}\n", source).problems.errors[0]
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


def _read(page: str, source: Source) -> Sheet:
    return Sheet(_FILE, page, source).read(vocabulary)


def _text(text: str) -> str:
    """A text as YAML has it, between quotation marks where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
