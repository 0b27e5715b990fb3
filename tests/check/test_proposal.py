"""What a pull request says of itself, when it may be merged by itself, and that it fits."""

from __future__ import annotations

import pytest

from macros.check.diff import Change, Difference
from macros.check.proposal import LABELS, LIMIT, as_comment, propose, within


def _difference(*changes: Change) -> Difference:
    return Difference(changes=changes, facts_gone=(), facts_new=())


def _change(
    cause: str = "new month", flipped: tuple[str, ...] = (), after: str = "It sold $2.", line: int = 9
) -> Change:
    return Change(page="docs/a.md", line=line, before="It sold $1.", after=after, cause=cause, flipped=flipped)


TURNED = _change(flipped=("surplus → deficit",))


@pytest.mark.parametrize(
    ("changes", "title", "labels", "why_not"),
    [
        ((), "New figures of goods: 0 sentences change", ("data",), ()),
        ((_change(),), "New figures of goods: 1 sentence changes", ("data",), ()),
        ((_change(), _change("revision")), "New figures of goods: 2 sentences change", ("data", "revision"), ()),
        (
            (TURNED, _change()),
            "New figures of goods: 2 sentences change, 1 with a word that turned",
            ("data", "words turned"),
            ("1 sentence with a word that turned",),
        ),
        (
            (_change("prose"), _change("prose"), _change("code")),
            "New figures of goods: 3 sentences change",
            ("data",),
            (
                "2 sentences changed by prose, which new figures alone do not do",
                "1 sentence changed by our code, which new figures alone do not do",
            ),
        ),
        (
            (_change(after="It sold […]."),),
            "New figures of goods: 1 sentence changes",
            ("data",),
            ("1 sentence with a tag that cannot be printed",),
        ),
    ],
)
def test_a_proposal(changes: tuple[Change, ...], title: str, labels: tuple[str, ...], why_not: tuple[str, ...]) -> None:
    made = propose(_difference(*changes), ["goods"])
    assert (made.title, made.labels, made.why_not) == (title, labels, why_not)
    assert set(labels) <= LABELS.keys()
    needs = f"**A person has to look at this:** {'; '.join(why_not)}."
    assert made.body.startswith(needs if why_not else "**No word turned and no sentence was written anew.**")


def test_the_body_has_the_sentences_what_turned_first() -> None:
    body = propose(_difference(TURNED, _change("revision")), ["goods", "duties"]).body
    assert body.index("### Words that turned") < body.index("### Revisions")
    assert "> ~~It sold $1.~~  \n> It sold $2." in body


@pytest.mark.parametrize("number", [1, 400, 4000])
def test_a_body_fits_and_says_what_it_leaves_out(number: int) -> None:
    long = _difference(*(_change(after=f"It sold ${n}. {'And more. ' * 20}", line=n) for n in range(number)))
    for body in (propose(long, ["goods"]).body, as_comment(long, "a", "b")):
        assert len(body) <= LIMIT
        shown = body.count("`docs/a.md:")
        assert body.count("> It sold $") == shown, "no sentence is cut off"
        left = f"*{number - shown} sentences more than fit here."
        assert (left in body) == (shown < number)


def test_a_text_without_any_paragraph_is_cut_all_the_same() -> None:
    assert len(within("x" * 1000, limit=500)) <= 500
    assert within("short", limit=500) == "short"
