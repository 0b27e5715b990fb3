"""Ids of receipts: they say what was asked, so they stay the same when the answer changes, and can stand in an address."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from macros.facts.claims import Verdict
from macros.facts.fact import Fact
from macros.facts.view import Question
from macros.ledger import fitted, slug
from macros.store.quoted import Quotation

# What a chosen word may turn into has the id of what it turned from.
_TURNED = {"deficit": "surplus", "fell": "rose", "less": "more", "narrower": "wider"}
_PLACED = ("since", "ever", "lower", "higher", "within")


def of_question(question: Question, answer: Fact) -> str:
    """The id of what is asked: "ken-usa-imports-2025-us-goods", with "-as-of-2025-10-31" where it is pinned."""
    day = f"-as-of-{question.as_of.isoformat()}" if question.as_of else ""
    ends = answer.measure  # who is asked of each country of a group is the group
    return fitted(
        slug(ends.side, ends.partner, question.measure, question.products, question.period, answer.datasets) + day
    )


def of_verdict(verdict: Verdict, facts: Sequence[str], kind: str, answers: str = "") -> str:
    """The id of a comparing word over facts of these ids: an assertion is what its writer asserts; a word that was chosen
    is the question it answers, and keeps its id when it turns."""
    if kind == "assertion":
        return f"claim-{_hash(verdict.asserts, *facts[:1])}"
    predicate = answers or (verdict.wording.predicate if verdict.wording else "")
    family = "placed" if predicate in _PLACED else _TURNED.get(predicate, predicate)
    return f"word-{_hash(family, *facts[: 2 if verdict.compared else 1])}"


def of_quotation(quotation: Quotation) -> str:
    """The id of a quotation, by its row in the register."""
    return f"quoted-{quotation.id}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:10]
