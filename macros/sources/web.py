"""The polite client: it asks a publisher's service no faster and no more often than it should, and never trusts an answer unseen.

A key is put on by the transport, on the way out: no address that httpx knows, logs or puts into an exception has it, and
none is ever sent elsewhere, for no redirect is followed.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol
from urllib.parse import quote, quote_plus

import httpx
import tenacity

from macros.errors import TradeError
from macros.sources import services
from macros.sources.answers import Answer, Request
from macros.sources.outside import Outside
from macros.sources.raw import NotNow, Run
from macros.sources.services import MEGABYTE, Service
from macros.sources.sound import LONGEST_WAIT, Again, media_type, require_answer

# At its lowest level httpcore logs headers as they came, and a service may repeat a key in them.
logging.getLogger("httpcore").setLevel(logging.INFO)

TRIES = 5
BUDGET = 300
_FIRST_WAIT = 2
_TIMEOUT = httpx.Timeout(90, connect=15)
_NAME = "trade-explainers (refreshing published statistics; one reader at a time)"


class Source(Protocol):
    """What answers questions: a `Web`, or a run's `Replay`."""

    def get(self, request: Request) -> Answer:
        """The answer to a question; `TradeError` where there is none to be had."""

    def has_key(self, service: str) -> bool:
        """Whether a service that wants a key can be asked."""


class Web:
    """The services themselves, for one run. `budget` bounds the requests, tries again included; `tell` hears what goes on."""

    def __init__(
        self, run: Run, outside: Outside, *, budget: int = BUDGET, tell: Callable[[str], None] = lambda line: None
    ) -> None:
        self.run = run
        self.left = budget
        self._outside = outside
        self._tell = tell
        self._asked_at: dict[str, float] = {}

    def has_key(self, service: str) -> bool:
        """Whether the environment has a key for a service."""
        return bool(services.key(services.service(service), self._outside.environment))

    def get(self, request: Request) -> Answer:
        """The answer to a question: what this run has already, or else the service's. Whole, sound, and kept.

        Raises `NotNow` where the same command may go on later, and `TradeError` for all else that is to be expected.
        """
        held = self.run.find(request)
        if held:
            return held
        service = services.service(request.service)
        address = services.address(service, self._outside.environment)
        key = services.require_key(service, self._outside.environment)
        url = f"{address}{request.path}{'?' if request.params else ''}{request.query}"
        earlier = self.run.store.earlier(request)
        if earlier and earlier.url != url:
            earlier = None
        trying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Again),
            stop=tenacity.stop_after_attempt(TRIES),
            wait=self._wait,
            before_sleep=self._before_sleep,
            sleep=self._outside.sleep,
            reraise=True,
        )
        try:
            answer = trying(self._once, service, request, url, key, earlier)
        except TradeError as error:
            raise error.at(str(request)) from None
        if any(form.encode() in answer.content for form in _forms(key)):
            raise TradeError(
                f"the answer of {service.title} repeats our key, and was not kept",
                remedy="Tell the publisher, and change the key.",
                where=str(request),
            )
        return self.run.keep(request, answer)

    def _once(self, service: Service, request: Request, url: str, key: str, earlier: Answer | None) -> Answer:
        if not self.left:
            raise NotNow(
                "the budget of requests for this run is used up",
                remedy="Run the same command again to go on from here; what was fetched is kept.",
            )
        self._pause(service)
        self.left -= 1
        self._tell(f"{request} ({self.left} requests left)")
        now = self._outside.now()
        try:
            status, headers, content = self._sent(service, url, key, _conditions(earlier))
            require_answer(service, status, headers, content, now)
        except TradeError as error:
            raise _without(key, error) from None
        if status == 304:
            if earlier is None:
                raise TradeError(
                    f"{service.title} says that nothing changed, which nobody asked (304)", remedy="Try again later."
                )
            content, headers = earlier.content, {"etag": earlier.etag, "content-type": earlier.media} | headers
        return Answer(
            content=content,
            url=url,
            at=now,
            media=media_type(headers),
            etag=headers.get("etag", ""),
            modified=headers.get("last-modified", earlier.modified if earlier and status == 304 else ""),
            changed=status != 304,
        )

    def _sent(
        self, service: Service, url: str, key: str, conditions: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one exchange, the body no longer and no slower than the service's should be."""
        begun = self._outside.monotonic()
        content = bytearray()
        try:
            with (
                httpx.Client(transport=_KeyBearer(service, key), timeout=_TIMEOUT, follow_redirects=False) as client,
                client.stream("GET", url, headers={"User-Agent": _NAME, **conditions}) as response,
            ):
                for part in response.iter_bytes():
                    content += part
                    if len(content) > service.largest:
                        raise TradeError(
                            f"the answer of {service.title} is larger than {service.largest // MEGABYTE} MB",
                            remedy="That is no answer to this question: look at the service's page.",
                        )
                    if self._outside.monotonic() - begun > service.deadline:
                        raise Again(
                            f"{service.title} sends its answer too slowly: {service.deadline} s were not enough"
                        )
                return response.status_code, {k.casefold(): v for k, v in response.headers.items()}, bytes(content)
        except httpx.TimeoutException:
            raise Again(f"{service.title} does not answer in time") from None
        except httpx.RemoteProtocolError:
            raise Again(f"{service.title} breaks off its answer") from None
        except httpx.DecodingError:
            raise Again(f"the answer of {service.title} cannot be unpacked") from None
        except httpx.HTTPError as error:
            raise Again(f"{service.title} cannot be reached ({error or type(error).__name__})") from None

    def _pause(self, service: Service) -> None:
        """Wait until the service may be asked again."""
        now = self._outside.monotonic()
        free = self._asked_at.get(service.name, now - 60) + 60 / service.per_minute
        if free > now:
            self._outside.sleep(free - now)
        self._asked_at[service.name] = max(now, free)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds before the next try: what the service asks for, or twice as long each time, with a chance in it."""
        error = state.outcome.exception() if state.outcome else None
        told = error.after if isinstance(error, Again) else None
        backoff = min(LONGEST_WAIT, _FIRST_WAIT * 2 ** (state.attempt_number - 1)) * (0.5 + self._outside.chance() / 2)
        return told if told is not None else backoff

    def _before_sleep(self, state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, Again) and state.next_action:
            self._tell(f"{error.what}: again in {state.next_action.sleep:.0f} s")


class _KeyBearer(httpx.HTTPTransport):
    """Sends a request with the key of its service, which is known from here on outwards only."""

    def __init__(self, service: Service, key: str) -> None:
        super().__init__(verify=_trusted())
        self._service_key = service.key if key else None
        self._said = key

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._service_key is None:
            return super().handle_request(request)
        url, headers = request.url, request.headers.copy()
        if self._service_key.parameter:
            said = f"{self._service_key.parameter}={quote(self._said, safe='')}".encode()
            url = url.copy_with(query=b"&".join(filter(None, (url.query, said))))
        else:
            headers[self._service_key.header] = self._said
        keyed = httpx.Request(request.method, url, headers=headers, extensions=request.extensions)
        return super().handle_request(keyed)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, which take a while to be read."""
    return httpx.create_ssl_context()


def _conditions(earlier: Answer | None) -> dict[str, str]:
    """The headers that ask for an answer only if it is another than an earlier one."""
    if earlier is None:
        return {}
    said = {"If-None-Match": earlier.etag, "If-Modified-Since": earlier.modified}
    return {name: value for name, value in said.items() if value}


def _without(key: str, error: TradeError) -> TradeError:
    """The error without the key, in case a stranger's words in it repeat that."""
    for form in _forms(key):
        error.what, error.remedy = error.what.replace(form, "***"), error.remedy.replace(form, "***")
    error.args = (error.what,)
    return error


def _forms(key: str) -> set[str]:
    """A key as it may be written: plainly, in an address, in JSON."""
    return {key, quote(key, safe=""), quote(key), quote_plus(key), key.replace("/", "\\/")} if key else set()
