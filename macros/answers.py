"""What the record says to a question typed at the command line: the figure, its receipt, and the lines that put it on a page.

`check` understands the question and knows how a fact is declared, `pages` has the receipts; they meet here.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros import places
from macros import words as say
from macros.check import asking, suggest
from macros.errors import Problems, TradeError
from macros.facts.view import ALL_PRODUCTS, Question, View
from macros.pages import phrases, receipts
from macros.pages.desk import Desk
from macros.periods import Period


def answers(desk: Desk, text: str, datasets: Sequence[str]) -> list[str]:
    """Each figure that a text asks for, whole; `TradeError` where it cannot be understood, or has no answer at all."""
    view = View(desk.passport, desk.record, tuple(datasets), desk.as_of)
    meant = asking.understood(text, places.from_code(desk.passport(datasets[0]).reporter), phrases.day)
    found, problems = [], Problems()
    for measure in meant.measures:
        with problems.gathering():
            found.append(_answer(desk, view, meant, measure))
    if not found:
        raise problems if len(problems.errors) > 1 else problems.errors[0]
    return found


def _answer(desk: Desk, view: View, meant: asking.Meant, measure: str) -> str:
    question = Question(
        measure=measure,
        period=Period(0, 0),  # until the record has said which month is its latest
        side=meant.side,
        partner=meant.partner,
        products=meant.products,
        as_of=meant.as_of,
    )
    latest = view.latest(question)
    try:
        period = Period.parse(meant.period or "year to date", latest=latest)
    except TradeError as error:
        raise TradeError(error.what, remedy=asking.EXAMPLES) from None
    fact = view.ask(question._replace(period=period))
    goods = (
        "every product"
        if meant.products == ALL_PRODUCTS
        else f"HS {' + '.join(meant.products)}"
        if meant.products
        else ""
    )
    declared = suggest.declaring(fact, meant.as_of, latest, goods=goods)
    receipt = receipts.for_fact(fact, desk.passport)
    figure = say.figure(fact.value, fact.unit, bound=fact.bound).replace("\N{NO-BREAK SPACE}", " ")
    return "\n".join(
        [
            f"{receipt.name}, {say.label(period)}: {figure}",
            receipt.text,
            "",
            f"trade: {{data: {', '.join(fact.datasets)}, side: {meant.side}, partner: {meant.partner}}}",
            "facts:",
            *(f"  {line}" for line in declared.declares),
            f"{{{{ {declared.name} }}}}",
        ]
    )
