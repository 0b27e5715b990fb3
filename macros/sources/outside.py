"""What the sources ask of the world outside: the time, a pause, chance, the environment, a person. Given by the command, never
taken."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """The effects that a client needs; a test gives its own and never waits.

    `now` is the day and hour in UTC, `monotonic` seconds that only grow, `chance` a number from 0 up to 1. `ask` puts a question
    to whoever gave the command, and is None where nobody sits there.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    chance: Callable[[], float]
    environment: Mapping[str, str]
    ask: Callable[[str], str] | None = None


def of_this_machine() -> Outside:
    """The real ones, for the command line."""
    return Outside(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        sleep=time.sleep,
        chance=random.random,
        environment=os.environ,
        ask=input if sys.stdin.isatty() and sys.stdout.isatty() else None,
    )
