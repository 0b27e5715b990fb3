"""Where commands and engines come in: the desk of a run, its site, and what an engine finds that was begun by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from macros.errors import Problems, TradeError
from macros.pages import engines
from macros.pages.desk import Desk
from macros.pages.engines import variables
from macros.pages.publisher import Publisher
from macros.pages.site import Of, Site
from macros.pages.vocabulary import MACROS

DAY_VARIABLE = "TRADE_TODAY"
"""The day on which the site is built, where it is not today."""
AS_OF_VARIABLE = "TRADE_AS_OF"
"""The past day as which the site is built, where it is."""
_HERE = "http://127.0.0.1:8000/"  # where `make serve` shows a site that has no address yet


def desk(root: Path, sample: int = 0) -> Desk:
    """The desk of a folder for this run: on the machine's day and the record of now, unless the environment says else. With
    `sample` a template makes so many of its pages and no more."""
    return Desk.at(root, today(), _named_day(AS_OF_VARIABLE), sample)


def today() -> date:
    """The machine's day, unless the environment names another."""
    return _named_day(DAY_VARIABLE) or date.today()


def now() -> datetime:
    """The machine's time, in UTC; where the environment names a day, the last moment of it."""
    named = _named_day(DAY_VARIABLE)
    return datetime.combine(named, time.max, UTC) if named else datetime.now(UTC)


def _named_day(variable: str) -> date | None:
    named = os.environ.get(variable)
    try:
        return date.fromisoformat(named) if named else None
    except ValueError:
        raise TradeError(f"{variable} is '{named}', not a day", remedy="Write it as 2026-11-23.") from None


def publisher(root: Path) -> Publisher:
    """Who publishes the site of a folder, where, and by which settings."""
    return Publisher.read(engines.settings(root), _HERE)


def site(here: Desk, engine: str, of_prose: Of, *, is_served: bool = False) -> Site:
    """The site of a desk, to be built with an engine."""
    return Site(here, engines.engine(engine), engine, publisher(here.root), of_prose, is_served)


def open_site(env: Any, proof: Callable[[Desk], Problems], of_prose: Of) -> None:
    """Where an engine was begun by itself and not by our command: prove all pages, and have MkDocs render them with their
    macros worked out. What our command begins has them so already."""
    if variables.DOCS in os.environ:
        return
    if not _is_mkdocs(env):
        raise TradeError("this engine cannot build the site by itself", remedy="Run 'make site ENGINE=zensical'.")
    here = desk(_root(env))
    with engines.stopping():
        proof(here).raise_if_any()
        env.conf["docs_dir"] = str(site(here, "mkdocs", of_prose).mirror())
    env.macros.update(dict.fromkeys(MACROS, _outside))


def close_site(env: Any, of_prose: Of) -> None:
    """Complete the site that MkDocs rendered by itself."""
    if variables.DOCS in os.environ:
        return
    with engines.stopping():
        site(desk(_root(env)), "mkdocs", of_prose).complete_in(Path(env.conf["site_dir"]))


def _root(env: Any) -> Path:
    return Path(env.conf["config_file_path"]).parent


def _is_mkdocs(env: Any) -> bool:
    return hasattr(env, "pre_macro_functions")


def _outside(*_: Any, **__: Any) -> str:
    raise TradeError("this macro was used outside a page", remedy="Use it in a page below docs/.")
