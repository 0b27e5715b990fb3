"""What the stand-in was asked, and what it sends back."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

KEY = "stand-in/key+4711=="
"""The key that the stand-in accepts. A secret to be searched for: it has what addresses write otherwise."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came."""

    service: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]

    def all(self, name: str) -> list[str]:
        """Every value of a parameter."""
        return [value for key, value in self.query if key == name]

    def one(self, name: str, default: str = "") -> str:
        """The last value of a parameter."""
        return [default, *self.all(name)][-1]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how it goes over the wire: cut short after so many bytes, or a byte at a time."""

    status: int
    media: str = ""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    drips: bool = False
    hangs_up: bool = False

    @classmethod
    def json(cls, body: Any, status: int = 200, media: str = "application/json;charset=utf-8") -> Reply:
        return cls(status, media, json.dumps(body).encode())

    @classmethod
    def text(cls, status: int, text: str) -> Reply:
        return cls(status, "text/plain;charset=utf-8", text.encode())

    @classmethod
    def page(cls, status: int, title: str, says: str = "") -> Reply:
        return cls(status, "text/html", f"<html><head><title>{title}</title></head><body>{says}</body></html>".encode())

    def send(self, to: BaseHTTPRequestHandler) -> None:
        """Send it, and close: one connection for each answer."""
        to.close_connection = True
        if self.hangs_up:
            return
        to.send_response(self.status)
        for name, value in self.headers.items():
            to.send_header(name, value)
        if self.media:
            to.send_header("Content-Type", self.media)
        if self.status not in (204, 304):
            to.send_header("Content-Length", str(len(self.body)))
        to.send_header("Connection", "close")
        to.end_headers()
        body = self.body[: self.sent]
        try:
            for piece in [body[at : at + 1] for at in range(len(body))] if self.drips else [body]:
                to.wfile.write(piece)
                to.wfile.flush()
                time.sleep(0.002 if self.drips else 0)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client has seen enough
