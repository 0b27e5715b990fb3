"""Our own site as readers get it: whether what was deployed is what was built."""

from __future__ import annotations

import json
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from macros.errors import TradeError

PAUSE = 10
"""Seconds between two looks, for a new site takes a while to reach every server."""
Get = Callable[[str], bytes]
"""What an address answers; raises `httpx.HTTPError` where it does not."""


@contextmanager
def unpacked(site: Path) -> Iterator[Path]:
    """The folder of a built site; of one that is packed, for as long as it is looked at."""
    if site.suffix != ".tar":
        yield site
        return
    with tempfile.TemporaryDirectory(prefix="trade-") as folder, tarfile.open(site) as files:
        files.extractall(folder, filter="data")
        yield Path(folder)


def differing(site: Path, address: str, get: Get) -> list[str]:
    """The files of a built site that are not published as they are: the ledger and every page it names."""
    ledger = (site / "ledger.json").read_bytes()
    pages = [f"{page['url']}index.html" for page in json.loads(ledger)["pages"]]
    found = []
    for path in ["ledger.json", *(path for path in pages if (site / path).is_file())]:
        try:
            published = get(address.rstrip("/") + "/" + path.removesuffix("index.html"))
        except httpx.HTTPError as error:
            found.append(f"{path} ({error})")
            continue
        if published != (site / path).read_bytes():
            found.append(path)
    return found


def await_health(
    site: Path,
    address: str,
    patience: float,
    get: Get,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Look until the published site is the built one, and return how many files were compared; `TradeError` naming what
    differs once the patience (in seconds) is over."""  # fmt: skip
    if not (site / "ledger.json").is_file():
        raise TradeError(f"there is no built site in '{site}'", remedy="Build it first: make site.")
    end = clock() + patience
    while found := differing(site, address, get):
        if clock() + PAUSE > end:
            shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
            raise TradeError(f"{address} is not the site that was built: {shown}", remedy="Put the previous site back.")
        sleep(PAUSE)
    return 1 + len(json.loads((site / "ledger.json").read_bytes())["pages"])


def over_http(address: str) -> bytes:
    """What a reader's browser gets; a query keeps caches between us and the server out of it."""
    answer = httpx.get(address, params={"looked": str(time.time_ns())}, follow_redirects=True, timeout=30)
    return answer.raise_for_status().content
