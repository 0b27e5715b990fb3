"""The site engines: the only place that knows MkDocs and Zensical, what they call things, and how they are run.

What we ask of an engine is small: render a page's Markdown with the names we give it, and put the result at the usual
address. Everything else is done before (`Desk.check`) or after (`finish`), for either engine alike.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from markupsafe import escape

from macros.errors import Problems, TradeError
from macros.pages import policy, theme
from macros.pages.desk import Desk
from macros.pages.finish import finish
from macros.pages.mirror import FOLDER, mirror
from macros.pages.publisher import Publisher
from macros.pages.sheet import Sheet
from macros.pages.vocabulary import MACROS, vocabulary

CONFIGURATION = "mkdocs.yml"
"""Where both engines read how the site is made."""
SITE_VARIABLE = "TRADE_SITE"
"""Where the site is built to, read by mkdocs.yml."""
DOCS_VARIABLE = "TRADE_DOCS"
"""The folder whose pages an engine reads, read by mkdocs.yml: the docs folder with the pages that are made."""
DAY_VARIABLE = "TRADE_TODAY"
"""The day on which the site is built, where it is not today."""
AS_OF_VARIABLE = "TRADE_AS_OF"
"""The past day as which the site is built, where it is."""
SERVING_VARIABLE = "TRADE_SERVING"
"""Set while a writer looks on: mistakes are shown on the page, and do not end the build."""
_HERE = "http://127.0.0.1:8000/"  # where `make serve` shows a site that has no address yet
_SHOWN = 6  # pages of each template, while a writer looks on
_BOUND = "_trade_names"


def desk(root: Path) -> Desk:
    """The desk of a folder for this run: on the machine's day and the record of now, unless the environment says else. A writer who
    looks on is shown a few of the pages that a template makes, for all of them would take minutes."""
    return Desk.at(root, today(), _named_day(AS_OF_VARIABLE), _SHOWN if os.environ.get(SERVING_VARIABLE) else 0)


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
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    with (root / CONFIGURATION).open(encoding="utf-8") as file:
        return Publisher.read(yaml_load(file, get_yaml_loader()), _HERE)


def build_with_mkdocs(root: Path, site: Path) -> None:
    """Build the site into a folder with MkDocs, which completes it through its events."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        with _environment(**{SITE_VARIABLE: str(site), DOCS_VARIABLE: _mirrored(desk(root))}):
            config = load_config(str(root / CONFIGURATION), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
    except Abort:
        raise Problems(TradeError(message, remedy="MkDocs warned of this.") for message in warnings.messages) from None
    finally:
        logger.removeHandler(warnings)


class _Warnings(logging.Handler):
    """Keeps what an engine warns of, for strict mode counts the warnings and does not repeat them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def build_with_zensical(root: Path, site: Path) -> None:
    """Build the site into a folder with Zensical, and complete it."""
    environment = {**os.environ, SITE_VARIABLE: str(site), DOCS_VARIABLE: _mirrored(desk(root))}
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise TradeError(f"Zensical stopped:\n{ended.stdout}{ended.stderr}", remedy="Mend what it says above.")
    _complete(desk(root), site, publisher(root))


def serve_with_mkdocs(root: Path, address: str) -> None:
    """Show the site while it is written, built anew at every change of a page, of data or of the code."""
    from mkdocs.commands.serve import serve

    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.getLogger("mkdocs.plugins").setLevel(logging.WARNING)
    with _environment(**{SERVING_VARIABLE: "1"}):
        serve(str(root / CONFIGURATION), dev_addr=address, strict=False)


ENGINES: Mapping[str, Callable[[Path, Path], None]] = {"mkdocs": build_with_mkdocs, "zensical": build_with_zensical}


def open_site(env: Any, proof: Callable[[Desk], Problems]) -> None:
    """Prove all pages as an engine begins; under Zensical, which begins anew for every page, also open that page."""
    site = _desk(env)
    problems = proof(site)
    if problems:
        _stop(problems, env)
    if _is_mkdocs(env):  # which has not gathered its files yet, whoever runs it
        env.conf["docs_dir"] = str(site.root / _mirrored(site))
    env.macros.update(dict.fromkeys(MACROS, _outside))
    page = getattr(env, "page", None) if not _is_mkdocs(env) else None
    if page is not None:
        _bind(env, site, page.path, page.meta)


def open_page(env: Any, of_prose: Callable[[Sheet], Problems]) -> None:
    """Give MkDocs the names of the page it is about to render, and take those of the page before away.

    Only while a writer looks on does a page come so far with something wrong, and then shows it: in the place of a text that
    cannot be worked out, above one that can.
    """
    for name in env.variables.pop(_BOUND, ()):
        env.variables.pop(name, None)
    site, path = _desk(env), env.page.file.src_uri
    if site.holds(path):
        sheet = site.sheet(path)
        if problems := sheet.faults or (of_prose(sheet) if site.is_published(path) and not sheet.made else None):
            lines = "\n".join(f"    - `{error}`" for error in problems)
            notice = (
                "{% raw %}\n" + f'!!! failure "This page cannot be published yet"\n\n{lines}\n' + "{% endraw %}\n\n"
            )
            env.markdown = notice + ("" if sheet.faults else env.markdown)
    _bind(env, site, path, env.page.meta)


def close_site(env: Any) -> None:
    """Complete the site that MkDocs built."""
    try:
        _complete(_desk(env), Path(env.conf["site_dir"]), publisher(_root(env)))
    except TradeError as error:
        _stop(error if isinstance(error, Problems) else Problems([error]), env)
    env.conf["docs_dir"] = str(_root(env) / "docs")  # what a server is to watch from here on


def _complete(desk: Desk, site: Path, publisher: Publisher) -> None:
    """Complete a built site. While a writer looks on, the engine puts a script of its own into each page, and the theme is
    left as it came, for speed."""
    finish(desk, site, publisher)
    if not os.environ.get(SERVING_VARIABLE):
        theme.lighten(site)
        policy.enforce(site)


def _mirrored(site: Desk) -> str:
    """The folder that an engine is to read, made what it should be now; from the root, for Zensical takes no other path."""
    mirror(site, site.root / FOLDER)
    return FOLDER.as_posix()


def _desk(env: Any) -> Desk:
    return desk(_root(env))


def _root(env: Any) -> Path:
    return Path(env.conf["config_file_path"]).parent if _is_mkdocs(env) else Path(env.project_dir)


def _is_mkdocs(env: Any) -> bool:
    return hasattr(env, "pre_macro_functions")


def _bind(env: Any, site: Desk, path: str, meta: dict[str, Any]) -> None:
    """The page's macros and facts as variables, which hide the macros of the same names, and its head worked out."""
    if not site.holds(path):
        return
    sheet = site.sheet(path)
    names = {**vocabulary(sheet), **sheet.names}
    env.variables.update(names)
    env.variables[_BOUND] = tuple(names)
    # Themes put the description into an attribute as it is.
    for key, text in (("title", sheet.title), ("description", str(escape(sheet.description)))):
        if key in meta:
            meta[key] = text
    if "trade" in sheet.front.keys:
        meta.setdefault("hide", ["navigation", "toc"])


def _outside(*_: Any, **__: Any) -> str:
    raise TradeError("this macro was used outside a page", remedy="Use it in a page below docs/.")


def _stop(problems: Problems, env: Any) -> None:
    """End the build, for MkDocs with an error of its own, printed without a traceback also under -q.

    While a writer looks on, only say what is wrong: the page shows it too.
    """
    if os.environ.get(SERVING_VARIABLE):
        logging.getLogger("mkdocs.plugins.macros").warning("%s", problems)
        return
    if not _is_mkdocs(env) or SITE_VARIABLE in os.environ:  # our own commands word it themselves
        raise problems
    from mkdocs.exceptions import PluginError

    raise PluginError(f"\n{problems}\n{problems.count}; nothing was published.") from None


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Environment variables for the time of a block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
