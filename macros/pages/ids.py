"""Ids of facts: they say what was asked, so they stay the same when the answer changes, and can stand in an address."""

from __future__ import annotations

import hashlib
from datetime import date

from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.periods import Period
from macros.places import Place


def of_question(question: Question) -> str:
    """The id of what is asked: "ken-usa-imports-2025", with "-as-of-2025-10-31" where it is pinned."""
    slug = _slug(question.side, question.partner, question.measure, question.products, question.period)
    return slug + _as_of(question.as_of)


def of_fact(fact: Fact, pinned: date | None) -> str:
    """The id of a fact that nobody asked for by name, such as one that a claim rests on; `pinned` is its page's day."""
    measure = fact.measure
    kind = f"{measure.kind}-{measure.of}" if measure.of else measure.kind
    return _slug(measure.side, measure.partner, kind, measure.products, fact.period) + _as_of(pinned)


def of_verdict(verdict: Verdict, words: str) -> str:
    """The id of a comparing word: the same words for the same claim share one."""
    return "claim-" + hashlib.sha256(f"{verdict.asserts}|{words}".encode()).hexdigest()[:8]


def _as_of(day: date | None) -> str:
    return f"-as-of-{day.isoformat()}" if day else ""


def _slug(side: Place, partner: Place, measure: str, products: tuple[str, ...], period: Period) -> str:
    goods = f"-hs-{'-'.join(products)}".replace("*", "all") if products else ""
    return f"{side.code}-{partner.code}-{measure}{goods}-{period}".casefold().replace("..", "-to-").replace(" ", "-")
