"""The server that shows a site while it is written: MkDocs' own, which has each open page load itself again after a build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_QUIET = 0.02  # seconds without a change after which a build begins


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
            return super().schedule(handler, path, recursive=recursive, event_filter=kinds)

        def start(self) -> None:
            super().start()
            print(f"The site is at {server.url}, and follows what you write. To end: Ctrl+C", flush=True)

    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    host, _, port = address.rpartition(":")
    server = Server(lambda: build(server.show), host or "127.0.0.1", int(port), str(site))
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
