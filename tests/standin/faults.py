"""What goes wrong with services, each as a change to the answer that would have come."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from standin.reply import KEY, Reply

Fault = Callable[[Reply], Reply]

_TOO_OFTEN = "Rate limit is exceeded. Try again in 2 seconds."
_SORRY = (
    "There was an error while running your query.  We've logged the error and we'll correct it ASAP.  "
    "Sorry for the inconvenience."
)


def _says(status: int, message: str, **headers: str) -> Fault:
    """The answer of the gateway before a service, as JSON."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda reply: replace(
        Reply.json({"statusCode": status, "message": message}, status, "application/json"), headers=sent
    )


FAULTS: dict[str, Fault] = {
    "429": _says(429, _TOO_OFTEN, Retry_After="2"),
    "429 by date": _says(429, "Too many.", Retry_After="Fri, 06 Nov 2026 13:30:09 GMT"),
    "429 until tomorrow": _says(429, "Too many.", Retry_After="86400"),
    "429 without a header": _says(429, _TOO_OFTEN),
    "429 with nonsense": _says(429, "Too many.", Retry_After="soon"),
    "403 quota": _says(403, "Out of call volume quota. Quota will be replenished in 05:12:44."),
    "403 for a while": _says(403, "Rate limit.", Retry_After="3"),
    "401": _says(401, "Access denied due to invalid subscription key. Make sure to provide a valid key."),
    "403 blocked": lambda reply: Reply.page(403, "Attention Required! | Cloudflare"),
    "400": lambda reply: Reply.text(400, "error: unknown variable 'GEN_VAL_MO'"),
    "404": lambda reply: Reply.page(404, "Not Found"),
    "500": lambda reply: Reply.page(500, "Internal Server Error"),
    "503": lambda reply: replace(Reply.page(503, "Service Unavailable"), headers={"Retry-After": "7"}),
    "sorry": lambda reply: Reply.text(200, _SORRY),
    "204": lambda reply: Reply(204),
    "304 unasked": lambda reply: Reply(304),
    "moved": lambda reply: replace(Reply.page(301, "Moved"), headers={"Location": "https://elsewhere.test/new?a=1"}),
    "missing key": lambda reply: Reply.page(
        200, "Missing Key", "A valid <em>key</em> must be included with each data API request."
    ),
    "invalid key": lambda reply: Reply.page(200, "Invalid Key"),
    "maintenance": lambda reply: Reply.page(200, "Down for maintenance"),
    "wrong media": lambda reply: replace(reply, media="text/csv"),
    "no media": lambda reply: replace(reply, media=""),
    "empty": lambda reply: replace(reply, body=b""),
    "cut": lambda reply: replace(reply, sent=len(reply.body) // 2),
    "cut and closed": lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "damaged": lambda reply: replace(
        reply, body=reply.body[: len(reply.body) // 2] + bytes(40) + reply.body[len(reply.body) // 2 + 40 :]
    ),
    "packed wrongly": lambda reply: replace(reply, headers={"Content-Encoding": "gzip"}),
    "400 with the key": lambda reply: Reply.text(
        400, f"error: unknown variable in ?get=X&key={quote(KEY, safe='')} ({KEY})"
    ),
    "500 with the key": lambda reply: Reply.text(500, f"no thanks, {KEY}"),
    "moved with the key": lambda reply: replace(
        Reply.page(301, KEY), headers={"Location": f"https://elsewhere.test/{KEY}?key={quote(KEY, safe='')}"}
    ),
    "page about the key": lambda reply: Reply.page(200, f"Unknown key {KEY}"),
    "answer with the key": lambda reply: replace(reply, body=json.dumps([[KEY]]).replace("/", "\\/").encode()),
    "drip": lambda reply: replace(reply, drips=True),
    "hangs up": lambda reply: replace(reply, hangs_up=True),
}
"""By name. The figures themselves are a test's own to falsify: it puts other rows on the shelf."""
