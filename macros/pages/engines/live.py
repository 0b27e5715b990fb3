"""The server that shows a site while it is written: MkDocs' own, which has each open page load itself again after a build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from macros.errors import TradeError

_QUIET = 0.02  # seconds without a change after which a build begins


def require_free(address: str) -> None:
    """Raise where nothing can be served at an address, which is better known before the first build."""
    from mkdocs.livereload import LiveReloadServer

    host, port = _apart(address)
    server = LiveReloadServer(lambda: None, host, port, "")
    try:
        server.server_bind()
    except (OSError, OverflowError) as error:  # the latter for a port that is too large
        what = getattr(error, "strerror", None) or error
        remedy = f"Name another: '--address 127.0.0.1:{8001 if port != 8001 else 8002}'."
        raise TradeError(f"the site cannot be served at {host}:{port}: {what}", remedy=remedy) from None
    finally:
        server.server_close()


def _apart(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise TradeError(f"'{address}' is no address", remedy="Write it as '--address 127.0.0.1:8000'.")
    return host or "127.0.0.1", int(port)


def show(site: Path, address: str, watched: Iterable[Path], build: Callable[[Callable[[], None]], None]) -> None:
    """Serve a folder at an address, `127.0.0.1:8000`, and build it again whenever something below the watched paths changes;
    `build` is given what shows the pages as they are by then, while it goes on.

    Returns when the writer ends it.
    """
    from mkdocs.livereload import LiveReloadServer
    from watchdog import events
    from watchdog.observers import Observer

    class Server(LiveReloadServer):
        def show(self) -> None:
            """Let open pages load themselves again, and answer who waits for a page; as `_build_loop` does when all is built."""
            with self._epoch_cond:
                self._visible_epoch = self._wanted_epoch
                self._epoch_cond.notify_all()

    class Changes(Observer):  # type: ignore[misc, valid-type]
        """Told by the system at once, instead of looking twice a second; and not of a file that is only read, as a build does."""

        def schedule(self, handler: Any, path: str, *, recursive: bool = False, **_: Any) -> Any:
            kinds = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]
            kinds += [events.DirDeletedEvent, events.DirMovedEvent]
            handler.on_any_event = _with_folders(handler.on_any_event)
            return super().schedule(handler, path, recursive=recursive, event_filter=kinds)

        def start(self) -> None:
            super().start()
            print(f"The site is at {server.url}, and follows what you write. To end: Ctrl+C", flush=True)

    def _with_folders(told: Callable[[Any], None]) -> Callable[[Any], None]:
        """Of a folder that is moved away nothing else is told than that it is gone, which MkDocs lets pass."""
        return lambda event: told(events.FileDeletedEvent(event.src_path) if event.is_directory else event)

    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    host, port = _apart(address)
    server = Server(lambda: build(server.show), host, port, str(site))
    server.build_delay = _QUIET
    server.observer = Changes()
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()
