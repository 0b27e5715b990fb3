"""A clock that stands still but for what is slept, so that waiting takes no time and every run is the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from macros.sources.outside import Outside


class Still:
    """The world outside of a test. `tick` is how long each look at the clock seems to take, in seconds;
    `answers` are given where somebody is asked, and are None where nobody sits there."""

    def __init__(self, environment: Mapping[str, str], *, tick: float = 0) -> None:
        self.today = datetime(2026, 11, 6, 13, 30, tzinfo=UTC)
        self.slept: list[float] = []
        self.tick = tick
        self.environment = dict(environment)
        self.answers: list[str] | None = None
        self._seconds = 1000.0

    @property
    def outside(self) -> Outside:
        """What a client is given."""
        return Outside(
            now=lambda: self.today,
            monotonic=self._monotonic,
            sleep=self._sleep,
            chance=lambda: 1.0,
            environment=self.environment,
            ask=None if self.answers is None else self._ask,
        )

    def _ask(self, question: str) -> str:
        """The next of the answers that a person would give; the end of the input once there are no more."""
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def _monotonic(self) -> float:
        self._seconds += self.tick
        return self._seconds

    def _sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self._seconds += seconds
        self.today += timedelta(seconds=seconds)
