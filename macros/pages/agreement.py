"""How a quoted number stands to the record: as it was known when the number was published, and as it is known now.

A number matches when ours, give or take its own rounding and that of what was quoted, is the same. A balance is quoted by
its size and its noun: a quoted deficit matches no surplus.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros import units
from macros import words as say
from macros.errors import Problems, TradeError
from macros.facts.fact import Fact
from macros.facts.view import Question, View
from macros.pages import phrases
from macros.pages.scope import Source
from macros.periods import Period
from macros.store.quoted import About, Quotation

_SIGNS = {"deficit": -1, "surplus": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """A quoted number beside ours. `then` is ours as of `day`, the last on which it can have been published.

    `then` and `now` are None where the record did not, or does not yet, reach; `then` is `now` where nothing has been
    put on record since. `said` is in the base unit, below zero for a deficit; `slack` is half of its last digit. `asked` is
    the question that both answer, None where ours was worked out from others.
    """

    said: Decimal
    slack: Decimal
    day: date
    period: Period
    kind: str
    asked: Question | None
    then: Fact | None
    now: Fact | None

    @property
    def outcome(self) -> str:
        """What became of it, in a few words for an editor; one of `OUTCOMES`."""
        if self.now is None:
            return "not on record yet"
        if self.then is None:
            return f"{'matches' if self._fits(self.now) else 'differs'} now, cannot be told for then"
        if self._fits(self.then):
            return "matches" if self._fits(self.now) else "matched then, revised since"
        return "differed then, matches now" if self._fits(self.now) else "differs"

    @property
    def gap(self) -> Decimal:
        """By how much ours is larger now: than ours was then where that matched, or else than what was said."""
        if self.now is None:
            return Decimal(0)
        before = self.then.value if self.then and self._fits(self.then) else self.said
        is_deficit = self.now.measure.kind == "balance" and self.said < 0
        return before - self.now.value if is_deficit else self.now.value - before

    @property
    def has_turned(self) -> bool:
        """Whether a balance has now another noun than was quoted."""
        return self.now is not None and self.now.measure.kind == "balance" and self.now.value * self.said < 0

    @property
    def word(self) -> str:
        """What happened in between, for a page: "unchanged", "revised down by $13.0 million", "now higher by $0.2 million"."""
        return {
            "matches": "unchanged",
            "matched then, revised since": self._change,
            "differs": f"now {self._change}" if self.then is self.now else f"different then, now {self._change}",
            "differed then, matches now": "different then, the same now",
            "matches now, cannot be told for then": "the same now",
            "differs now, cannot be told for then": f"now {self._change}",
            "not on record yet": "not on record yet",
        }[self.outcome]

    @property
    def sentence(self) -> str:
        """The same for a receipt, with the days and the values unrounded."""
        period, day = say.label(self.period), say.day(self.day)
        if self.now is None:
            return f"Cannot be told: {period} is not on record here yet."
        now = f"the record of {say.day(self.now.as_of)}: {exact(self.now)}"
        if self._fits(self.now):
            said = [f"Matches {now}."]
        else:
            said = [f"Differs from {now}." if self.has_turned else f"Differs from {now}, {self._change}."]
        if self.then is None:
            said.append(f"For {day} it cannot be told: {period} was not on record here.")
        elif self.then is not self.now:
            said.insert(
                0, f"{'Matched' if self._fits(self.then) else 'Differed from'} the record of {day}: {exact(self.then)}."
            )
        return " ".join(said)

    @property
    def _change(self) -> str:
        """From before to now: "revised down by $13.0 million", "lower by …" where it was no revision; "a surplus"."""
        if self.now is None:
            return ""
        is_revision = self.outcome == "matched then, revised since"
        if self.has_turned:
            noun = say.balance_noun(self.now.value, bound=self.now.bound)
            return f"revised to a {noun}" if is_revision else f"a {noun}"
        directions = ("revised down", "revised up") if is_revision else ("lower", "higher")
        bound = self.now.bound + (self.then.bound if is_revision and self.then else self.slack)
        return f"{directions[self.gap > 0]} by {say.figure(self.gap, self.now.unit, bound=bound)}"

    def _fits(self, ours: Fact) -> bool:
        return abs(ours.value - self.said) <= ours.bound + self.slack


OUTCOMES = (
    "differs",
    "matched then, revised since",
    "differs now, cannot be told for then",
    "differed then, matches now",
    "matches now, cannot be told for then",
    "matches",
    "not on record yet",
)
"""What can become of a quotation; first what an editor should look at first."""


def of(quotation: Quotation, source: Source, day: date | None) -> Agreement | None:
    """How a quotation stands to the record as of a day or now; None where it does not say what it is about."""
    if quotation.about is None:
        return None
    try:
        question, sign = _question(quotation.about)
        view = View(source.passport, source.record, (quotation.about.data,), day)
        return _agreement(quotation, sign, question, view, _now(view, question), question.period, question.measure)
    except TradeError as error:
        raise error.at(quotation.where) from None


def beside(quotation: Quotation, now: Fact, question: Question | None, view: View) -> Agreement:
    """How a quotation stands to a figure of a page; `question` asks for that figure again, None where it was derived.

    Raises `TradeError` where the quotation is about something else.
    """
    sign = 1
    if quotation.about:
        try:
            about, sign = _question(quotation.about)
        except TradeError as error:
            raise error.at(quotation.where) from None
        asked = question._replace(as_of=None) if question else None
        if asked != about or quotation.about.data not in now.datasets:
            measure = now.measure
            raise TradeError(
                f"the quotation '{quotation.id}' is about {about.side.name}'s {quotation.about.asks}, "
                f"not about {measure.side.name}'s {measure.kind}, {now.period}",
                remedy="Give the figure that it is about.",
            )
    elif now.measure.kind == "balance":
        raise TradeError(
            f"the quotation '{quotation.id}' does not say whether it is a deficit or a surplus",
            remedy="Fill in 'data', 'side', 'partner' and 'asks' in the register, such as 'deficit, 2025'.",
        )
    return _agreement(quotation, sign, question, view, now, now.period, now.measure.kind)


def since(then: Fact, question: Question, day: date, view: View) -> Agreement:
    """How a figure of ours as it was known on a day stands to the record that `view` asks."""
    question = question._replace(as_of=None)
    return Agreement(
        said=then.value,
        slack=Decimal(0),
        day=day,
        period=then.period,
        kind=then.measure.kind,
        asked=question,
        then=then,
        now=_now(view, question),
    )


def exact(fact: Fact) -> str:
    """A figure unrounded; a balance by its size, with its noun."""
    value = say.exact(abs(fact.value) if fact.measure.kind == "balance" else fact.value, fact.unit)
    return f"a {say.balance_noun(fact.value, bound=fact.bound)} of {value}" if fact.measure.kind == "balance" else value


def _agreement(
    quotation: Quotation,
    sign: int,
    question: Question | None,
    view: View,
    now: Fact | None,
    period: Period,
    kind: str,
) -> Agreement:
    if quotation.value is None:
        raise TradeError(
            f"the quotation '{quotation.id}' has no value to compare",
            remedy="Fill in 'value' and 'unit' in the register.",
        )
    unit, scale = units.parse(quotation.unit)
    then = None
    if now:
        now.unit.require(unit, "compare")
        if quotation.last_day >= now.as_of:
            then = now
        elif question:
            with suppress(TradeError):  # the record did not reach, or there was none
                then = view.ask(question._replace(as_of=quotation.last_day))
    return Agreement(
        said=sign * quotation.value * scale,
        slack=scale.scaleb(int(quotation.value.as_tuple().exponent)) / 2,
        day=quotation.last_day,
        period=period,
        kind=kind,
        asked=question,
        then=then,
        now=now,
    )


def _question(about: About) -> tuple[Question, int]:
    """What a row asks of the record, and the sign of its number: -1 for a deficit."""
    noun, _, rest = about.asks.partition(",")
    sign = _SIGNS.get(noun.strip().casefold(), 0)
    asked = phrases.parse(f"balance,{rest}" if sign else about.asks, set())
    if not isinstance(asked, phrases.Asked) or asked.as_of:
        raise TradeError(f"'{about.asks}' is more than a quotation can ask",
                         remedy="Ask for a measure and a period; the day is that of 'published'.")  # fmt: skip
    if asked.measure == "balance" and not sign:
        raise TradeError("a balance is quoted as a deficit or as a surplus", remedy=f"Write 'deficit,{rest}'.")
    period = Period.parse(asked.period)
    return Question(
        measure=asked.measure, period=period, side=about.side, partner=about.partner, products=asked.products
    ), sign or 1


def _now(view: View, question: Question) -> Fact | None:
    """Our figure, None where the record does not reach so far yet."""
    try:
        return view.ask(question)
    except TradeError:
        if question.period.last > view.latest(question).last:
            return None
        raise


def report(desk: Source) -> str:
    """A table for an editor of every quotation that the record can be held against, what needs a look first; above it, the
    quotations that contradict each other."""
    register = desk.register.quotations.values()
    problems, found = Problems(), list[tuple[Agreement, Quotation]]()
    for quotation in register:
        with problems.gathering():
            if stands := of(quotation, desk, desk.as_of):
                found.append((stands, quotation))
    problems.raise_if_any()
    found.sort(key=lambda each: OUTCOMES.index(each[0].outcome))
    rows = [("", "said", "published", "the record then", "the record now", "")]
    for stands, quotation in found:
        then, now = (exact(fact) if fact else "not on record" for fact in (stands.then, stands.now))
        became = f"{stands.outcome}: {stands.word}"
        rows.append((quotation.id, quotation.words, quotation.published, then, now, became))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [f"{one.id} contradicts {id}: {one.note}" for one in register for id in one.contradicts]
    lines += [""] * bool(lines)
    lines += ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join(lines)
