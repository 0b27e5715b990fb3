"""What is asked of a publisher's service, and what came back: plain values, without key, network or file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A question to a service: a path below its address, and parameters in order, which may repeat. Never the key."""

    service: str
    path: str
    params: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """The parameters as they stand in an address."""
        return urlencode(self.params, quote_via=quote, safe=",:;*")

    @property
    def digest(self) -> str:
        """What tells the question from any other, whichever address the service has."""
        return hashlib.sha256(str(self).encode()).hexdigest()[:32]

    def __str__(self) -> str:
        return f"{self.service}: {self.path}{'?' if self.params else ''}{self.query}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a service said: the bytes, from which address (without key) and when, in UTC. No content: there is nothing.

    `etag` and `modified` are what the service wants to hear when it is asked again whether anything changed; `changed` is
    False where it said that nothing did, and the bytes are those of that earlier time.
    """

    content: bytes
    url: str
    at: datetime
    media: str
    etag: str = ""
    modified: str = ""
    changed: bool = True

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """How a reader is told where a number stands: the last part of the address."""
        return self.url.partition("?")[0].rsplit("/", 1)[-1]
