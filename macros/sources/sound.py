"""Whether what came back from a service is an answer: status, media type and body, before anybody reads a figure in it.

Services answer trouble in many ways: with a redirect to a page that says so with status 200, with text, with nothing.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from macros.errors import TradeError
from macros.sources.raw import NotNow
from macros.sources.services import Service

LONGEST_WAIT = 300
_TOLD = 200
_FOR_A_WHILE = (408, 429, 500, 502, 503, 504)
_DRIFT = "If it goes on, see what has changed: python -m macros drift."
_LATER = "Try again later; what was fetched is kept."
# Census's own words for a passing fault, with whatever status.
_PASSING = "There was an error while running your query"


class Again(NotNow):
    """Trouble that may pass: worth another try, after so many seconds where the service names them."""

    def __init__(self, what: str, *, remedy: str = _LATER, after: float | None = None) -> None:
        super().__init__(what, remedy=remedy)
        self.after = after


def require_answer(service: Service, status: int, headers: Mapping[str, str], content: bytes, now: datetime) -> None:
    """Raise unless this is a whole answer of the kind the service gives, or says that there is nothing (204) or no change (304)."""
    said = _said(headers, content)
    if status == 429 or "retry-after" in headers:
        _require_patience(service, status, headers, said, now)
    if status in _FOR_A_WHILE or _PASSING in said:
        raise Again(f"{service.title} is in trouble ({status}{': ' if said else ''}{said})")
    if status in (204, 304):
        return
    if status == 200:
        _require_form(service, headers, content)
        return
    raise _refusal(service, status, headers, said)


def _refusal(service: Service, status: int, headers: Mapping[str, str], said: str) -> TradeError:
    """What a status means that is no answer."""
    quoted = f": {said}" if said else ""
    if 300 <= status < 400:
        return _sent_elsewhere(service, headers.get("location", ""))
    if status == 401:
        return _key_refused(service, quoted)
    if status == 403 and "quota" in said.casefold():
        return NotNow(f"{service.title} has no calls left for us{quoted}", remedy=_LATER)
    if status == 403:
        remedy = "It may not serve this network: fetch from another, or name a mirror in " + service.variable + "."
        return TradeError(f"{service.title} refuses us (403{quoted})", remedy=remedy)
    if status == 404:
        remedy = f"Look whether {service.variable} is set rightly. {_DRIFT}"
        return TradeError(f"{service.title} has nothing at that address (404)", remedy=remedy)
    return TradeError(f"{service.title} refuses the question ({status}{quoted})", remedy=_DRIFT)


def _sent_elsewhere(service: Service, location: str) -> TradeError:
    """A redirect, which we never follow: the key would go along, and Census sends us to a page about keys."""
    if "missing_key" in location:
        return _key_missing(service)
    if "invalid_key" in location:
        return _key_refused(service, "")
    to = location.partition("?")[0]
    remedy = f"If the service has moved for good, set {service.variable}."
    return TradeError(f"{service.title} sends us on to {to or 'nowhere'}", remedy=remedy)


def _key_missing(service: Service) -> TradeError:
    remedy = f"Set {service.key.variable}; a key is free: {service.key.page}." if service.key else _DRIFT
    return TradeError(f"{service.title} says that no key came with the question", remedy=remedy)


def _key_refused(service: Service, quoted: str) -> TradeError:
    remedy = f"Look at {service.key.variable}; a new key is free: {service.key.page}." if service.key else _DRIFT
    return TradeError(f"{service.title} does not accept the key{quoted}", remedy=remedy)


def _require_form(service: Service, headers: Mapping[str, str], content: bytes) -> None:
    """Raise unless the body is of the service's media type, and whole."""
    media = media_type(headers)
    if media not in service.media:
        title = _title(content)
        if title == "Missing Key":
            raise _key_missing(service)
        if title == "Invalid Key":
            raise _key_refused(service, "")
        page = f", a page titled '{title}'," if title else ""
        raise TradeError(
            f"{service.title} answers in {media or 'no media type'}{page} and not in {service.media[0]}",
            remedy=f"It may be out of order: try again later. {_DRIFT}",
        )
    if not content:
        raise Again(f"{service.title} gave an empty answer")
    if service.form == "json":
        try:
            json.loads(content)
        except ValueError as error:
            raise Again(f"the answer of {service.title} is cut off or no JSON ({_plain(str(error))})") from None
    elif not _is_whole_zip(content):
        raise Again(f"the file of {service.title} is cut off or damaged")


def _is_whole_zip(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return parts.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return False


def _require_patience(service: Service, status: int, headers: Mapping[str, str], said: str, now: datetime) -> None:
    """Raise where the service wants us to wait: to be tried again after that, or given up where it is too long."""
    after = _seconds(headers.get("retry-after", ""), said, now)
    if after is not None and after > LONGEST_WAIT:
        when = (now + timedelta(seconds=after)).strftime("%Y-%m-%d %H:%M UTC")
        raise NotNow(
            f"{service.title} wants us to wait ({status}) until {when}",
            remedy="Run the same command again then; what was fetched is kept.",
        )
    if status in (403, *_FOR_A_WHILE):
        raise Again(f"{service.title} is asked too often ({status}{': ' if said else ''}{said})", after=after)


def _seconds(told: str, said: str, now: datetime) -> float | None:
    """The seconds to wait, by the header (a number or a day and hour) or by the words of the answer; None where neither tells."""
    if told.strip().isdecimal():
        return float(told)
    if told:
        try:
            return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
        except (ValueError, TypeError):
            pass  # neither a number nor a day: as good as no header
    match = re.search(r"[Tt]ry again in (\d+) seconds?", said)
    return float(match[1]) if match else None


def media_type(headers: Mapping[str, str]) -> str:
    """The media type of an answer without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().casefold()


def _said(headers: Mapping[str, str], content: bytes) -> str:
    """What a service says in words, in short: the message of a gateway's JSON, the title of a page, or its text."""
    if media_type(headers) == "application/json":
        try:
            body = json.loads(content[:10_000])
        except ValueError:
            return ""
        inner = body.get("errorObject", body) if isinstance(body, dict) else {}
        return _plain(str(inner.get("errorMessage") or inner.get("message") or "")) if isinstance(inner, dict) else ""
    if media_type(headers).startswith("text/"):
        return _title(content) or (
            "" if b"<html" in content[:500].lower() else _plain(content[:2000].decode("utf-8", "replace"))
        )
    return ""


def _title(content: bytes) -> str:
    match = re.search(rb"<title>(.*?)</title>", content[:10_000], re.IGNORECASE | re.DOTALL)
    return _plain(match[1].decode("utf-8", "replace")) if match else ""


def _plain(text: str) -> str:
    """One short line of a stranger's text."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".")
    return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"
