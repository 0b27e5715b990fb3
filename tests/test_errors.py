"""Errors: the line a person reads, and nine mistakes in one run."""

from __future__ import annotations

import pickle

import pytest

from macros.errors import Problems, TradeError, near


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (TradeError("no fact 'x'"), "no fact 'x'."),
        (TradeError("no fact 'x'."), "no fact 'x'."),
        (TradeError("no fact 'x'", remedy="Add it."), "no fact 'x'. Add it."),
        (TradeError("no fact 'x'", remedy="Add it.", where="a.md:3"), "a.md:3: no fact 'x'. Add it."),
    ],
)
def test_an_error_reads_where_what_remedy(error: TradeError, line: str) -> None:
    assert str(error) == line


def test_the_first_place_given_is_kept() -> None:
    assert TradeError("gone").at("a.md:3").at("b.md:9").where == "a.md:3"


def test_an_error_may_cross_to_another_process() -> None:
    error = TradeError("no fact 'x'", remedy="Add it.", where="a.md:3")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  our own bytes


def test_problems_are_gathered_and_the_run_goes_on() -> None:
    problems = Problems()
    for line in (1, 2, 3):
        with problems.gathering(f"a.md:{line}"):
            if line != 2:
                raise TradeError("bad")
    assert problems
    assert str(problems) == "a.md:1: bad.\na.md:3: bad."
    with pytest.raises(Problems):
        problems.raise_if_any()


def test_nothing_gathered_is_no_problem() -> None:
    problems = Problems()
    problems.raise_if_any()
    assert not problems
    assert list(problems) == []


def test_nothing_is_said_twice() -> None:
    problems = Problems([TradeError("bad")])
    problems.add(TradeError("bad"))
    problems.add(Problems([TradeError("bad"), TradeError("worse")]))
    assert [error.what for error in problems] == ["bad", "worse"]


def test_a_gathered_lot_is_given_its_place_one_by_one() -> None:
    problems = Problems()
    with problems.gathering("a.md:3"):
        raise Problems([TradeError("bad"), TradeError("worse", where="b.csv:9")])
    assert str(problems) == "a.md:3: bad.\nb.csv:9: worse."


def test_a_bug_is_not_gathered() -> None:
    with pytest.raises(ZeroDivisionError), Problems().gathering():
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("name", "valid", "remedy"),
    [
        ("improts", ["imports", "exports", "balance"], "Did you mean 'imports'?"),
        ("kenia", ["Kenya", "Chad"], "Did you mean 'Kenya'?"),
        ("zz", ["imports", "exports"], "Choose 'exports' or 'imports'."),
        ("zz", ["imports"], "Choose 'imports'."),
        ("zz", ["c", "a", "b"], "Choose 'a', 'b' or 'c'."),
        ("zz", [], "There are none to choose from."),
        ("zz", "abcdefghi", "Choose one of 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' … (9 in all)."),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(name: str, valid: list[str], remedy: str) -> None:
    assert near(name, valid) == remedy
