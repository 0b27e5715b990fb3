"""The site engines, each behind the same small door: the only rooms that know MkDocs, its fork and Zensical.

We ask of an engine to render Markdown without macros in the theme of mkdocs.yml, and to bring what belongs to the theme: its
assets, the index of the search, the map of the site, the page for no page. All else is done before (`plain`) and after
(`finish`), for every engine alike, so that another engine is a setting.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from yaml import MarkedYAMLError

from macros.errors import Problems, TradeError, near
from macros.pages.engines.with_mkdocs import MkDocs, properdocs
from macros.pages.engines.with_zensical import Zensical
from macros.pages.state import CONFIGURATION as CONFIGURATION


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What an engine is asked: the project's folder, the one with the Markdown, the one to render into, and the day of the
    build. `changed` are the pages to render, by their paths; all others are in the folder from the last time and `frame`,
    what all pages have in common, is as it was then. None where all are to be rendered."""

    root: Path
    docs: Path
    out: Path
    day: date
    frame: str
    changed: Collection[str] | None = None


class Engine(Protocol):
    """A site engine."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of what renders, by package."""

    def render(self, job: Job) -> None:
        """Render at least the changed pages; `Problems` with all that the engine warns of."""


ENGINES: Mapping[str, Callable[[], Engine]] = {
    "mkdocs": MkDocs,
    "properdocs": properdocs,
    "zensical": Zensical,
}


def engine(name: str) -> Engine:
    """The engine of that name; `TradeError` where there is none, or where it is not installed."""
    if name not in ENGINES:
        raise TradeError(f"there is no engine '{name}'", remedy=near(name, ENGINES))
    return ENGINES[name]()


def settings(root: Path) -> Mapping[str, Any]:
    """What mkdocs.yml says, as engines read it; `TradeError` where it cannot be read."""
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    try:
        with (root / CONFIGURATION).open(encoding="utf-8") as file:
            said: Any = yaml_load(file, get_yaml_loader())
    except FileNotFoundError:
        raise TradeError(
            f"there is no {CONFIGURATION} in {root}", remedy="Run this in the folder of the project."
        ) from None
    except ConfigurationError as error:
        raise _unread(error, root) from None
    except UnicodeDecodeError:
        remedy = "Save it as UTF-8 in your editor."
        raise TradeError("the settings are not written in UTF-8", remedy=remedy, where=CONFIGURATION) from None
    if not isinstance(said, dict):
        remedy = "Begin with 'site_name: …'."
        raise TradeError("the settings are not 'key: value' lines", remedy=remedy, where=f"{CONFIGURATION}:1")
    return said


def _unread(error: Exception, root: Path) -> TradeError:
    """Why the settings cannot be read, at the line; also in a file that they inherit from."""
    cause = error.__context__
    if not isinstance(cause, MarkedYAMLError):
        return TradeError(str(cause or error), where=CONFIGURATION)
    mark = cause.problem_mark or cause.context_mark
    where = f"{os.path.relpath(mark.name, root)}:{mark.line + 1}" if mark else CONFIGURATION
    remedy = "Indent the lines of one list alike, and put text with ': ' in it between double quotes."
    return TradeError(f"the settings are not YAML: {cause.problem}", remedy=remedy, where=where)


def untitled(settings: Mapping[str, Any], paths: Iterable[str]) -> set[str]:
    """The pages whose own titles stand in the menu of all: those that it lists without one, and all where there is no menu."""
    if not settings.get("nav"):
        return set(paths)

    def listed(entries: Any) -> Iterator[str]:
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, str):
                yield entry
            elif isinstance(entry, dict):
                for below in entry.values():
                    yield from listed(below)

    return set(listed(settings["nav"]))


@contextmanager
def stopping() -> Iterator[None]:
    """For the time of a block, what is wrong ends a build that MkDocs began by itself, without a traceback also under -q."""
    try:
        yield
    except TradeError as error:
        from mkdocs.exceptions import PluginError

        count = error.count if isinstance(error, Problems) else "1 problem"
        raise PluginError(f"\n{error}\n{count}; nothing was published.") from None
