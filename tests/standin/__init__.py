"""A server on loopback that answers as the publishers' services do, with figures a test gives it and faults it asks for.

    with StandIn() as standin:
        standin.shelf.put("us", rows)                      # figures; any tidy vintage will do
        standin.fault("429", times=2)                      # the next two answers
        standin.fault("cut", on="census-api", after=1)     # the second answer of that service
        Web(run, outside_with(standin.environment)) …
        standin.asked                                      # what was asked, in order

It knows what `macros` does not say: it is written from what the services were seen to answer, not from the clients.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from standin import census, comtrade, world_bank
from standin.faults import FAULTS, Fault
from standin.reply import KEY, Reply, Seen
from standin.shelf import Shelf

_SERVICES = {
    "census-api": census.api,
    "census-files": census.files,
    "comtrade": comtrade.keyed,
    "comtrade-public": comtrade.public,
    "world-bank": world_bank.api,
}


@dataclass(slots=True)
class _Ordered:
    """A fault that a test ordered: how often it is still to come, of which service, and how many answers go before."""

    fault: Fault
    on: str
    times: int
    after: int


class StandIn:
    """The server. As a context it runs and ends."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.key = KEY
        self.asked: list[Seen] = []
        self._ordered: list[_Ordered] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead every client here, with keys that are accepted."""
        places = {f"TRADE_{name.upper().replace('-', '_')}_URL": f"{self.address}/{name}/" for name in _SERVICES}
        return places | {"CENSUS_API_KEY": self.key, "COMTRADE_API_KEY": self.key}

    def fault(self, name: str, *, times: int = 1, on: str = "", after: int = 0) -> None:
        """Let answers go wrong: so many times, of one service or any, once `after` others of it went well."""
        self._ordered.append(_Ordered(FAULTS[name], on, times, after))

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        self._ordered.clear()

    def answer(self, seen: Seen) -> Reply:
        """What to say to a request, with what is to go wrong about it."""
        with self._lock:
            self.asked.append(seen)
            reply = _SERVICES[seen.service](self, seen) if seen.service in _SERVICES else Reply.page(404, "Not Found")
            for ordered in self._ordered:
                if ordered.on in ("", seen.service) and ordered.times:
                    if ordered.after:
                        ordered.after -= 1
                        continue
                    ordered.times -= 1
                    return ordered.fault(reply)
            return reply


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            _, service, *path = parts.path.split("/")
            query = parse_qsl(parts.query, keep_blank_values=True)
            headers = {name.casefold(): value for name, value in self.headers.items()}
            standin.answer(Seen(service, "/".join(path), tuple(query), headers)).send(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a request line has the key in it."""

    return Handler
