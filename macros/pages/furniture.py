"""The fixed pieces of an explainer: its headline with the state of the record, and its key numbers."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros import words as say
from macros.errors import Absent, TradeError
from macros.facts import claims
from macros.pages import about, companions, monthly, related
from macros.pages.figure import Figure
from macros.pages.histories import since_then
from macros.pages.late import periods_of
from macros.pages.receipts import fact_name, goods_of
from macros.words.pack import pack

if TYPE_CHECKING:
    from macros.pages.sheet import Sheet


def headline(sheet: Sheet) -> str:
    """The title, the description as a standfirst, and how far the record goes. It is the first line of an explainer."""
    if not sheet.title:
        raise TradeError("the page has no title to print", remedy="Add 'title:' to the front matter.")
    standfirst = Markup('<p class="standfirst">{}</p>').format(sheet.description) if sheet.description else ""
    return str(
        Markup(
            '{}{}<header class="hero"><h1>{}</h1>{}<div class="state">{}<p class="status">{}</p></div></header>'
        ).format(
            since_then(sheet),
            related.trail(sheet),
            Markup(sheet.inked_title),
            standfirst,
            companions.tabs(sheet),
            Markup(" ").join(_status(sheet)),
        )
    )


def key_numbers(sheet: Sheet, *figures: Figure | tuple[Figure, Figure]) -> str:
    """The figures that sum the page up, two to four, each with its change since the same months of the year before, or since
    another figure that it is paired with.

    `{{ key_numbers(sold_now, bought_now, gap_now) }}` or `{{ key_numbers((rate_off, rate_on), sold_now) }}`
    """
    pairs = [figure if isinstance(figure, tuple) and len(figure) == 2 else (figure, None) for figure in figures]
    for figure in (one for pair in pairs for one in pair if one is not None):
        if not isinstance(figure, Figure):
            raise TradeError(f"'{figure}' is not a figure", remedy="Name facts declared under 'facts:'.")
    if not 2 <= len(pairs) <= 4:
        raise TradeError(f"key numbers are two to four, not {len(pairs)}", remedy="Leave the others to the text.")
    cards = [
        Markup(
            '<div class="key"><h2 class="key-name">{}</h2><p class="key-period">{}</p>'
            '<p class="key-number">{}</p><p class="key-note">{}</p>{}</div>'
        ).format(
            card_name(figure),
            figure.months,
            Markup(_card_figure(figure)),
            Markup(_note(figure, before)),
            monthly.mark(figure),
        )
        for figure, before in pairs
    ]
    return str(Markup('<section class="keys" aria-label="Key numbers">{}</section>').format(Markup("").join(cards)))


def _status(sheet: Sheet) -> list[Markup]:
    """How far the record goes, when it was known, and what comes next or should already have come."""
    passport, source = sheet.scope.passport, sheet.source
    newest = source.record(passport.name, sheet.scope.day).newest
    parts = {"data": say.label(about.end(sheet)), "vintage": say.day(newest.known)}
    if sheet.scope.day:
        parts = {"known": say.day(sheet.scope.day), **parts}
    elif not about.ended(sheet):
        if late := source.overdue(passport.name):
            parts["late"] = periods_of(late)
        if following := source.following(passport.name):
            parts["next"] = say.about(following.first, following.last)
    words = pack("en")
    return [
        Markup("<span>{} <b>{}</b></span>").format(words.say(f"status.{what}"), said) for what, said in parts.items()
    ]


def card_name(figure: Figure) -> str:
    """What a figure is, in the fewest words: "Sold to the US"; of another side than the page’s its whole name."""
    measure = figure.fact.measure
    if measure.side != figure.sheet.scope.side:
        return fact_name(figure.fact)
    partner = say.short(measure.partner)
    names = {
        "exports": f"Sold to {partner}",
        "imports": f"Bought from {partner}",
        "balance": "Balance",
        "duty rate": "Average duty",
    }
    return names[measure.kind] + goods_of(measure) if measure.kind in names else fact_name(figure.fact)


def _card_figure(figure: Figure) -> str:
    return figure.short_signed if figure.fact.measure.kind == "balance" else figure.short


def _note(figure: Figure, other: Figure | None) -> str:
    """One line under the number: how it stands to the same months of the year before, or to another figure."""
    before = figure.year_earlier if other is None else other
    if other is None and figure.fact.measure.kind == "balance":
        return f"<b>A {figure.noun}</b>; a {before.noun} of {before.short} a year earlier"
    period = before.fact.period
    is_earlier = period == figure.fact.period.year_earlier and not period.is_year
    when = f"the same months of {period.first_year}" if is_earlier else before.period
    with suppress(Absent):
        return f"<b>{_moved(figure, before)}</b> than in {when}"
    return f"{before.short} in {when}"  # the change cannot be told: nothing to divide by, or rounding hides its way


def _moved(figure: Figure, before: Figure) -> str:
    """By how much it is more or less than another: "76.8% more"."""
    is_rate = figure.fact.measure.kind == "duty rate"
    change = figure.difference_from(before) if is_rate else figure.change_from(before)
    if not is_rate:
        say.verb(change.fact.value, bound=change.fact.bound)  # which knows whether rounding leaves open its way
    rose = change.fact.value > 0
    verdict = (claims.rose if rose else claims.fell)(figure.fact, before.fact)
    word = figure.sheet.show_word(verdict, "more" if rose else "less")
    return f"{change} {word}"
