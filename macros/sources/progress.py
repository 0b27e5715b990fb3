"""Progress on a terminal: a line that moves, with what is being done. Where nobody looks on, plain lines, one for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def telling(stream: TextIO) -> Iterator[Callable[[str], None]]:
    """What to tell each step to, for as long as work goes on; `stream` is the standard error, so that output stays clean."""
    if not stream.isatty():
        yield lambda line: print(f"  {line}", file=stream, flush=True)
        return
    from rich.console import Console
    from rich.text import Text

    with Console(file=stream).status("") as status:
        yield lambda line: status.update(Text(line, overflow="ellipsis", no_wrap=True))
