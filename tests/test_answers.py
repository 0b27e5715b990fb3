"""What a question at the command line is answered with: the figure, its receipt, and lines that do put it on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from small_site import Site

import macros.__main__

Command = Callable[..., CompletedProcess[str]]
ASKED = "Kenya imports 2024"


def test_the_answer_has_the_figure_its_receipt_and_what_to_paste(small_site: Site, command: Command) -> None:
    ended = command("ask", ASKED, "--data", "goods")
    assert ended.returncode == 0, ended.stderr
    first, *lines = ended.stdout.splitlines()
    figure = re.fullmatch(r"Kenya’s imports from the United States, 2024: (\$.+)", first)
    assert figure
    assert any(re.match(r"  Source +\S", line) for line in lines)
    assert any(re.match(r"  Vintage +\S", line) for line in lines)
    pasted = lines[lines.index("") + 1 :]
    page = "\n".join(["---", "title: Asked", *pasted[:-1], "---", "", f"It is {pasted[-1]}.", ""])
    (small_site.root / "docs" / "asked.md").write_text(page, encoding="utf-8")
    built = small_site.run("macros", "build")
    assert built.returncode == 0, built.stderr
    assert f">{figure[1]}</button>" in small_site.built("asked/index.html").replace("\u00a0", " ")


def test_without_a_measure_it_tells_what_was_sold_bought_and_the_balance(command: Command) -> None:
    ended = command("ask", "Kenya 2024", "--data", "goods")
    found = re.findall(r"^Kenya’s (.+), 2024: \$", ended.stdout, re.MULTILINE)
    assert found == [
        "exports to the United States",
        "imports from the United States",
        "trade balance with the United States",
    ]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Kenya imports 2030", "2030 is not on record yet: .*Ask for a period up to .*"),
        ("Kenya imports whenever", "'whenever' is not a period. Ask for example .*"),
        ("Keny imports", "no place is called 'Keny'. Did you mean 'Kenya'.*"),
    ],
)
def test_what_has_no_answer_is_told_with_a_remedy(command: Command, question: str, told: str) -> None:
    ended = command("ask", question, "--data", "goods")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert re.fullmatch(told, ended.stderr.strip())


def test_a_command_that_is_stopped_from_the_keyboard_says_so(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(macros.__main__._COMMANDS, "check", stopped)
    ended = command("check")
    assert (ended.returncode, ended.stderr.strip()) == (130, "Stopped.")
