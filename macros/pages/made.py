"""Pages made from one template for each of many: which templates there are, for whom, and the page of each.

A template is a file `each.md` in the folder of the pages it makes. A page that somebody wrote stands in the place of the one
that would be made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from macros import places
from macros import words as say
from macros.errors import Problems, TradeError, near
from macros.pages import docs, front
from macros.pages.expand import Member, expand
from macros.pages.fields import EVERYONE
from macros.pages.front import TEMPLATE, Front, Made, is_template
from macros.pages.template import Template
from macros.pages.vocabulary import vocabulary
from macros.places import Place
from macros.places.names import slug

if TYPE_CHECKING:
    from macros.pages.desk import Desk
    from macros.pages.sheet import Sheet

CHAPTERS = "HS chapters"
_EXAMPLES = f"'{EVERYONE}', 'African states', 'countries of Europe', 'agoa beneficiaries' or '{CHAPTERS}'"
_DIGITS = 2  # of a chapter's number


@dataclass(slots=True)
class Batch:
    """A template and for whom it makes pages, by the name of each page. Where something is wrong with it, it makes none."""

    template: Template
    problems: Problems
    members: Mapping[str, Member] = field(default_factory=dict)


class Making:
    """The pages of a desk that are made. Each is worked out once, and again when its template is another."""

    def __init__(self, desk: Desk, sample: int = 0) -> None:
        self._desk = desk
        self._sample = sample
        self._docs = desk.root / "docs"
        self._batches: dict[tuple[str, str], Batch] = {}

    def batches(self) -> Iterator[Batch]:
        """Every template with its members, in order."""
        for file in self._templates():
            yield self._batch(file)

    def paths(self) -> Iterator[str]:
        """The pages that are made, below the docs folder."""
        for file in self._templates():
            written = {path.name for path in file.parent.iterdir()}
            folder = file.parent.relative_to(self._docs)
            yield from (
                (folder / f"{name}.md").as_posix() for name in self._batch(file).members if f"{name}.md" not in written
            )

    def holds(self, path: str) -> bool:
        """Whether a page is made at a path: nobody wrote one, and a template makes it."""
        return self._found(path) is not None

    def made(self, path: str) -> Made | None:
        """The page that is made at a path, worked out; None where there is none, or somebody wrote one."""
        batch = self._found(path)
        if batch is None:
            return None
        return expand(batch.template, batch.members[PurePosixPath(path).stem], path, self._desk, vocabulary)

    def _templates(self) -> list[Path]:
        return sorted(self._docs / path for path in docs.files(self._docs) if is_template(path))

    def _found(self, path: str) -> Batch | None:
        file = self._docs / path
        template = file.with_name(TEMPLATE)
        if is_template(path) or file.is_file() or not template.is_file():
            return None
        batch = self._batch(template)
        return batch if file.stem in batch.members else None

    def _batch(self, file: Path) -> Batch:
        path, seal = f"docs/{file.relative_to(self._docs).as_posix()}", self._desk.contents.file(file)
        key = (path, seal)
        if key not in self._batches:
            template = Template(path, front.text(file))
            batch = self._batches[key] = Batch(template, Problems(template.problems))
            if not batch.problems:
                with batch.problems.gathering(template.front.where(template.front.line("each"))):
                    found = self._desk.remembered.of(
                        f"members of {path}", seal, lambda: _by_slug(members(template.each, template.front, self._desk))
                    )
                    batch.members = self._some(found)
        return self._batches[key]

    def _some(self, members: dict[str, Member]) -> dict[str, Member]:
        """All members, or as many as are wanted, from one end to the other."""
        step = max(1, len(members) // self._sample) if self._sample else 1
        return {name: members[name] for name in [*members][::step][: self._sample or None]}


def once(sheets: Iterable[Sheet]) -> Problems:
    """What is wrong with pages that were made, each mistake of a template once: with one it is met for, and how many others."""
    found: dict[tuple[str, int], list[tuple[str, TradeError]]] = {}
    for sheet in sheets:
        met = Counter[str]()
        for error in sheet.problems:
            found.setdefault((error.where, met[error.where]), []).append((sheet.made, error))
            met[error.where] += 1
    problems = Problems()
    for (where, _), [(member, error), *others] in found.items():
        more = f", and {len(others)} other{'s' if len(others) > 1 else ''}" if others else ""
        problems.add(TradeError(f"{error.what} (for {member}{more})", remedy=error.remedy, where=where))
    return problems


def members(each: str, head: Front, desk: Desk) -> list[Member]:
    """Those that a template's `each:` names, as far as its first dataset has figures of them, in order."""
    said = head.trade["data"].value if "data" in head.trade else ""
    dataset = str(said[0] if isinstance(said, list) else said)
    if each.casefold() == CHAPTERS.casefold():
        chapters = {code: name for code, name in desk.passport(dataset).products.items() if len(code) == _DIGITS}
        return [_chapter(code, name) for code, name in sorted(chapters.items())]
    record = desk.record(dataset, desk.as_of)
    partners = [places.from_code(code) for code in record.partners()]
    return [_place(one) for one in _among(each, partners, desk) if one.code != record.passport.reporter]


def _among(each: str, partners: list[Place], desk: Desk) -> list[Place]:
    """Those of the partners whom a set's name means; what is no place at all, such as "unidentified", is in none."""
    real = [place for place in partners if place.kind != "other"]
    if each.casefold() == EVERYONE:
        return real
    if match := re.fullmatch(r"(?P<scheme>.+) beneficiaries", each):
        schemes = {name.casefold(): name for name in desk.schemes()}
        wanted = match["scheme"].casefold()
        if wanted not in schemes:
            raise TradeError(f"there is no scheme '{match['scheme']}'", remedy=near(wanted, schemes))
        held = desk.scheme(schemes[wanted]).state(desk.as_of or desk.today)[1]
        return [place for place in real if place.code in held]
    group = places.find(each.removeprefix("countries of "))
    if group in real:
        return [group]
    if not places.has_members(group):
        raise TradeError(f"the members of '{each}' are not known here", remedy=f"Write {_EXAMPLES}.")
    return [place for place in real if places.in_group(place.code, group.code)]


def _place(place: Place) -> Member:
    forms = {"name": place.name, "short": say.short(place), "whose": say.of_place(place), "code": place.code}
    return Member(name=place.name, slug=slug(place), words=say.in_sentence(place), forms=forms)


def _chapter(code: str, name: str) -> Member:
    words = name if name[1:2].isupper() else name[0].lower() + name[1:]
    return Member(name=name, slug=f"hs-{code}", words=words, forms={"name": name, "code": code})


def _by_slug(found: list[Member]) -> dict[str, Member]:
    by_slug: dict[str, Member] = {}
    for member in found:
        if member.slug in by_slug:
            raise TradeError(
                f"'{by_slug[member.slug].name}' and '{member.name}' would both be made at '{member.slug}.md'",
                remedy="Leave one of them out of the set.",
            )
        by_slug[member.slug] = member
    return dict(sorted(by_slug.items()))
