"""The site while it is written: built again at every change of a page or of data, and begun anew at one of our code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from macros.errors import Problems, TradeError
from macros.pages import doors
from macros.pages.desk import Desk
from macros.pages.engines import CONFIGURATION, live
from macros.pages.site import Of
from macros.store.contents import BUILD, contents_of

_CODE = Path(__file__).parent.parent
_SHOWN = 6  # pages of each template, for an edit of it would have all of them made again


def serve(
    root: Path,
    engine: str,
    address: str,
    proof: Callable[[Desk], Problems],
    of_prose: Of,
    alone: Callable[[], AbstractContextManager[None]],
) -> None:
    """Show the site of a folder at an address until the writer ends it. What is wrong is said, and shown on the page. Each build
    is `alone`, for another may show the same site at another address; one into `site/` may go on meanwhile."""
    live.require_free(address)
    root = root.resolve()
    contents, shown = contents_of(root), root / BUILD / f"{engine}-served"
    code = contents.tree(_CODE)
    built = doors.site(doors.desk(root, _SHOWN), engine, of_prose, is_served=True)

    def build(show: Callable[[], None]) -> None:
        if contents.tree(_CODE) != code:
            os.execv(sys.executable, [sys.executable, "-m", "macros", *sys.argv[1:]])  # noqa: S606 -- ourselves
        begun = time.perf_counter()

        def shown_now() -> None:
            print(f"Built in {time.perf_counter() - begun:.2f} s.", flush=True)
            show()

        try:
            with alone():
                built.desk = doors.desk(root, _SHOWN)
                built.publisher = doors.publisher(root)
                built.build(shown, shown, show=shown_now)
        except TradeError as error:
            print(error, file=sys.stderr, flush=True)
            return
        if problems := proof(built.desk):
            print(f"{problems}\n{problems.count}; the pages say so too.", file=sys.stderr, flush=True)

    build(lambda: None)
    watched = [root / part for part in ("docs", "data", "overrides", CONFIGURATION)]
    live.show(shown, address, [path for path in [*watched, _CODE] if path.exists()], build)
