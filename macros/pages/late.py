"""What readers are told of figures that should be in and are not.

The line under a headline says so from the day on. Past a threshold (`extra: trade: stale_after` in mkdocs.yml) every page
that rests on such a dataset says it above everything else. A page kept as of a day is not late.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.pages import about
from macros.store.calendar import Release, runs
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def periods_of(releases: Sequence[Release]) -> str:
    """The periods that releases bring, those in a row as one: "August–September 2026"."""
    return say.and_list([say.label(period) for period in runs(releases)])


def bar(sheet: Sheet, stale_after: int) -> Markup:
    """The bar of a page that rests on figures missed for so many days: which, and since when; empty where none are."""
    if sheet.scope.day or about.ended(sheet):
        return Markup("")
    words, source = pack("en"), sheet.source
    datasets = sorted({name for figure in sheet.said.facts.values() for name in figure.fact.datasets})
    missed: dict[tuple[Release, ...], list[str]] = {}  # what is missed alike is said once
    for dataset in datasets:
        if source.overdue(dataset, stale_after):
            missed.setdefault(source.overdue(dataset), []).append(source.passport(dataset).title)
    items = [_item(*entry) for entry in sorted(missed.items(), key=lambda entry: entry[0][0].first, reverse=True)]
    if not items:
        return Markup("")
    said = words.say("late.bar", items=" ".join(items))
    return Markup('<p class="late" role="note" aria-label="{}" data-search-exclude>{}</p>').format(
        words.say("late.label"), said
    )


def _item(releases: Sequence[Release], datasets: Sequence[str]) -> str:
    words, since = pack("en"), say.about(releases[0].first, releases[0].last)
    named = words.get("late.between").join(datasets)
    return words.say("late.item", periods=periods_of(releases), when=since, datasets=named)
