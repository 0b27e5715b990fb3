"""Ids of facts: they say what was asked, so they stay the same when the answer changes, and can stand in an address."""

from __future__ import annotations

import hashlib

from macros.facts.claims import Verdict
from macros.facts.view import Question
from macros.ledger import slug


def of_question(question: Question) -> str:
    """The id of what is asked: "ken-usa-imports-2025", with "-as-of-2025-10-31" where it is pinned."""
    day = f"-as-of-{question.as_of.isoformat()}" if question.as_of else ""
    return slug(question.side, question.partner, question.measure, question.products, question.period) + day


def of_verdict(verdict: Verdict, words: str) -> str:
    """The id of a comparing word: the same words for the same claim share one."""
    return "claim-" + hashlib.sha256(f"{verdict.asserts}|{words}".encode()).hexdigest()[:8]
