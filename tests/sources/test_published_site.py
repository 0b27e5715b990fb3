"""The health of a deployment: what is published against what was built, over time and over a real connection."""

from __future__ import annotations

import json
import tarfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from macros.errors import TradeError
from macros.sources.published_site import PAUSE, await_health, differing, over_http, unpacked

PAGES = {"index.html": b"front", "explainers/kenya/index.html": b"Kenya"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site of two pages."""
    folder = tmp_path / "site"
    ledger = {"pages": [{"url": ""}, {"url": "explainers/kenya/"}]}
    for name, content in {**PAGES, "ledger.json": json.dumps(ledger).encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _from(site: Path, **other: bytes) -> Callable[[str], bytes]:
    """What a server of a site answers, with other answers for some of its addresses."""

    def get(address: str) -> bytes:
        path = address.removeprefix("https://trade.test/")
        if path in other:
            return other[path]
        file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
        if not file.is_file():
            raise httpx.HTTPError("404 Not Found")
        return file.read_bytes()

    return get


def test_a_site_that_is_published_as_built_is_well(site: Path) -> None:
    assert differing(site, "https://trade.test", _from(site)) == []
    assert await_health(site, "https://trade.test/", 0, _from(site)) == 3


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"ledger.json": b"{}"}, ["ledger.json"]),
        ({"explainers/kenya/": b"an older page"}, ["explainers/kenya/index.html"]),
        ({"": b"parked", "ledger.json": b"parked"}, ["ledger.json", "index.html"]),
    ],
)
def test_what_differs_is_named(site: Path, other: dict[str, bytes], found: list[str]) -> None:
    assert differing(site, "https://trade.test/", _from(site, **other)) == found
    with pytest.raises(TradeError) as refused:
        await_health(site, "https://trade.test/", 0, _from(site, **other))
    said = f"https://trade.test/ is not the site that was built: {', '.join(found)}. Put the previous site back."
    assert str(refused.value) == said


def test_a_site_that_cannot_be_reached_is_not_well(site: Path, tmp_path: Path) -> None:
    assert differing(site, "https://trade.test/", _from(tmp_path / "nowhere")) == [
        "ledger.json (404 Not Found)", "index.html (404 Not Found)", "explainers/kenya/index.html (404 Not Found)",
    ]  # fmt: skip


@pytest.mark.parametrize(("patience", "looks"), [(0, 1), (PAUSE, 2), (3 * PAUSE, 4)])
def test_it_looks_again_until_its_patience_is_over(site: Path, patience: float, looks: int) -> None:
    now, seen = [0.0], list[str]()

    def sleep(seconds: float) -> None:
        now[0] += seconds

    def get(address: str) -> bytes:
        seen.append(address)
        return b"old"

    with pytest.raises(TradeError):
        await_health(site, "https://trade.test/", patience, get, clock=lambda: now[0], sleep=sleep)
    assert len(seen) == 3 * looks


def test_a_site_that_arrives_late_is_well(site: Path) -> None:
    waits: list[float] = []
    get = lambda address: _from(site)(address) if len(waits) > 2 else b"old"  # noqa: E731
    assert await_health(site, "https://trade.test/", 300, get, clock=lambda: sum(waits), sleep=waits.append) == 3


def test_without_a_built_site_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(TradeError) as refused:
        await_health(tmp_path, "https://trade.test/", 0, _from(tmp_path))
    assert str(refused.value) == f"there is no built site in '{tmp_path}'. Build it first: make site."


def test_a_packed_site_is_as_good_as_a_folder(site: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "artifact.tar", "w") as files:
        files.add(site, arcname=".")
    with unpacked(tmp_path / "artifact.tar") as folder:
        assert await_health(folder, "https://trade.test/", 0, _from(site)) == 3
    with unpacked(site) as folder:
        assert folder == site


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where the site is served on loopback, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def test_over_a_real_connection(site: Path, address: str) -> None:
    assert await_health(site, address, 0, over_http) == 3
    (site / "later").mkdir()
    (site / "ledger.json").write_text(json.dumps({"pages": [{"url": "later/"}]}), encoding="utf-8")
    (site / "later" / "index.html").write_bytes(b"later")
    assert differing(site, f"{address}nowhere/", over_http)[0].startswith("ledger.json (Client error '404")
