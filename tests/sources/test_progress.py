"""Progress is a moving line for who looks on, and plain lines for a log."""

from __future__ import annotations

import io

from macros.sources.progress import telling


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_log_gets_plain_lines() -> None:
    log = io.StringIO()
    with telling(log) as tell:
        tell("census-files: balance/country.xlsx (299 requests left)")
        tell("[red]as it is[/red]")
    assert log.getvalue() == "  census-files: balance/country.xlsx (299 requests left)\n  [red]as it is[/red]\n"


def test_a_terminal_gets_one_line_that_moves_and_is_gone_at_the_end(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    screen = Terminal()
    with telling(screen) as tell:
        tell("census-files: [balance]/country.xlsx (299 requests left)")
    said = screen.getvalue()
    assert "census-files: [balance]/country.xlsx (299 requests left)" in said
    assert said.endswith("\x1b[2K")
