"""A receipt for every figure, word and quotation: the value unrounded, the sum, the source, the vintage, one caution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from markupsafe import Markup

from macros import places
from macros import words as say
from macros.facts.claims import Verdict
from macros.facts.fact import Fact, Measure
from macros.pages import agreement, html
from macros.pages.html import Receipt
from macros.pages.scope import Source
from macros.periods import Period
from macros.store.passport import Passport
from macros.store.quoted import Quotation
from macros.units import USD

_NAMES = {
    "imports": "{whose} imports from {partner}",
    "exports": "{whose} exports to {partner}",
    "balance": "{whose} trade balance with {partner}",
    "trade": "trade of {side} with {partner}",
    "cover ratio": "{whose} exports as a percentage of its imports from {partner}",
    "calculated duty": "duty calculated on {entered}",
    "entered value": "customs value of {entered}, as entered for consumption",
    "duty rate": "average duty on {entered}",
    "change": "change in {of}",
    "difference": "difference in {of}",
    "times": "multiple of {of}",
    "share": "share of {of}",
    "count": "how many of the {of}",
    "rank": "place of {of} among all",
    "revision": "revision of {of}",
}
# More products or parts than this are not listed one by one.
_MANY = 12

Passports = Callable[[str], Passport]


def fact_name(fact: Fact) -> str:
    """What a fact is: "Kenya’s imports from the United States"."""
    measure = fact.measure
    places_named = {
        "whose": say.of_place(measure.side),
        "side": say.in_sentence(measure.side),
        "partner": say.in_sentence(measure.partner),
    }
    verb = "bought from" if measure.side.code == fact.basis.reporter else "sold"
    places_named["entered"] = f"what {places_named['side']} {verb} {places_named['partner']}"
    of = _NAMES.get(measure.of, "").format(**places_named)
    name = _NAMES[measure.kind].format(**places_named, of=of)
    return name[0].upper() + name[1:] + goods_of(measure)


def goods_of(measure: Measure) -> str:
    """The products of a measure, to stand after its name: ", HS 61 + 62"; empty for all goods, and for more than are listed."""
    return f", HS {' + '.join(measure.products)}" if 0 < len(measure.products) <= _MANY else ""


def for_fact(fact: Fact, passport: Passports) -> Receipt:
    """The receipt of a figure."""
    period = ("Period", say.label(fact.period))
    source, counted, basis, *vintage = _origin((fact,), passport)
    return Receipt(
        name=fact_name(fact),
        value=say.exact(fact.value, fact.unit),
        bound=say.bound_text(fact.bound, fact.unit),
        sums=list(_sum(fact)),
        total=(say.label(fact.period), say.exact(fact.value, fact.unit)),
        facts=[("Formula", fact.formula), *_official(fact, passport), source, counted, period, *vintage],
        more=[basis],
        notes=_cautions((fact,), passport),
    )


def for_verdict(words: str, verdict: Verdict, passport: Passports) -> Receipt:
    """The receipt of a comparing word: whether it holds, by how much, and the figures compared."""
    margin = say.exact(abs(verdict.margin), verdict.unit)
    source, counted, basis, *vintage = _origin(verdict.facts, passport)
    return Receipt(
        name=f"“{words}”",
        verdict=f"True, by {margin}" if verdict.holds else "Too close to call: within the rounding of the figures",
        sums=[
            (f"{fact_name(fact)}, {say.label(fact.period)}", say.exact(fact.value, fact.unit)) for fact in verdict.facts
        ],
        facts=[source, counted, *vintage],
        more=[basis],
        notes=_cautions(verdict.facts, passport),
    )


def for_quotation(quotation: Quotation, source: Source, day: date | None) -> Receipt:
    """The receipt of something quoted: who said it, where and when; how it stands to the record as of a day or now, and to
    what others said."""
    stands = agreement.of(quotation, source, day)
    facts = [
        ("Said by", html.link(quotation.publisher, quotation.link)),
        ("In", quotation.document),
        ("Published", quotation.published),
        ("About", quotation.period),
        ("Our record", stands.sentence if stands else ""),
    ]
    notes = ["Quoted, not computed here.", quotation.note]
    for other in source.register.at_odds(quotation):
        notes.append(f"At odds with {other.publisher} ({other.published}): {other.says}")
        notes += [other.note] if quotation.id in other.contradicts else []
    return Receipt(name=quotation.says, facts=[f for f in facts if f[1]], notes=[note for note in notes if note])


def source_line(facts: tuple[Fact, ...], passport: Passports) -> str:
    """Where some figures come from, in a line under a chart."""
    origins = [f"{held.publisher}, {held.title}" for held in _held(facts, passport)]
    return f"{say.and_list(origins)}; {_vintages(facts, passport)}. {facts[0].basis.adjustment.capitalize()}."


def _sum(fact: Fact) -> Iterator[tuple[str, str]]:
    """The lines of the sum: published figures of a level, or the facts that another fact was made of."""
    if fact.route and len(fact.route.terms) > 1:
        for term in fact.route.terms:
            period = term.observation.period
            name = f"{say.label(period)}{', published total' if len(period) > 1 else ''}"
            yield name if term.sign > 0 else f"less {name}", say.exact(term.sign * term.observation.value, fact.unit)
    elif 1 < len(fact.parts) <= _MANY:
        for part in fact.parts:
            yield f"{fact_name(part)}, {say.label(part.period)}", say.exact(part.value, part.unit)


def _official(fact: Fact, passport: Passports) -> Iterator[tuple[str, str]]:
    """What the publisher calls the products of a figure, where that is written down for each."""
    texts = [
        held.official.get(code, "") for held in _held((fact,), passport) for code in fact.measure.products[: _MANY + 1]
    ]
    if all(texts) and 0 < len(texts) <= _MANY:
        yield "Official name", "; ".join(texts)


def _origin(facts: tuple[Fact, ...], passport: Passports) -> list[tuple[str, str]]:
    """Who published the figures, what they counted, on what basis, and when we had them."""
    series = {observation.series for fact in facts for observation in fact.observations}
    partners = {one.partner for one in series}
    pages = [
        html.link(f"{held.publisher}, {held.title}", held.source_page(min(partners))) for held in _held(facts, passport)
    ]
    counted = {f"{places.name(s.reporter)} {passport(s.dataset).flow_titles[s.flow]}, {s.valuation}" for s in series}
    basis = facts[0].basis
    return [
        ("Source", Markup("; ").join(pages)),
        ("Counted as", "; ".join(sorted(counted))),
        ("Basis", f"{basis.basis} basis, {basis.adjustment}, {basis.prices}"),
        ("Vintage", _named_vintages(facts, passport)),
        ("Known on", say.and_list([say.day(day) for day in known(facts, passport)])),
    ]


def _held(facts: tuple[Fact, ...], passport: Passports) -> list[Passport]:
    return [passport(name) for name in sorted({name for fact in facts for name in fact.datasets})]


def known(facts: tuple[Fact, ...], passport: Passports) -> list[date]:
    """The days on which the vintages behind some figures were known, oldest first."""
    return sorted({passport(dataset).vintage(vintage).known for dataset, vintage in _seen(facts)})


def _vintages(facts: tuple[Fact, ...], passport: Passports) -> str:
    """The vintages behind some figures, with the day each was known: "vintage of 1 October 2026"."""
    days = known(facts, passport)
    return f"vintage{'s' if len(days) > 1 else ''} of {say.and_list([say.day(one) for one in days])}"


def _named_vintages(facts: tuple[Fact, ...], passport: Passports) -> str:
    """The same by name, with how far each goes: "October 2026, data to July 2026"."""
    held = [(passport(dataset), passport(dataset).vintage(vintage)) for dataset, vintage in _seen(facts)]
    ends = [Period.year(one.covers.last_year) if of.is_annual else one.covers.end for of, one in held]
    named = [f"{one.id}, data to {say.label(end)}" for (_, one), end in zip(held, ends, strict=True)]
    return "; ".join(dict.fromkeys(named))


def _seen(facts: tuple[Fact, ...]) -> list[tuple[str, str]]:
    """The vintages behind some figures, each with its dataset."""
    return sorted({(o.series.dataset, o.vintage) for fact in facts for o in fact.observations})


def _cautions(facts: tuple[Fact, ...], passport: Passports) -> list[str]:
    """What to know of some figures: what their datasets say of all of theirs, then what is so of these."""
    notes = [caution for held in _held(facts, passport) for caution in held.cautions]
    if any(len(fact.vintages) > 1 for fact in facts) or len({fact.vintages for fact in facts}) > 1:
        notes.append(
            "These figures were last seen in different vintages: a revision in between may be part of the difference."
        )
    if any(o.bound > 1 for fact in facts for o in fact.observations if o.series.unit == USD):
        notes.append("Some of these figures were published rounded; the ± is the most that rounding can have left.")
    return notes
