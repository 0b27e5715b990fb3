"""MkDocs 1.6, and ProperDocs, a fork with the same modules: renders the pages it is asked for, and leaves the others.

MkDocs renders all pages or, "dirty", those whose file is newer. What has to be rendered is known better here, and its own
functions for one page are called in the order of its `build`. The index of the search is put together of what each page had
in it when it was rendered last.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache, TemplateError, TemplateNotFound

from macros.errors import Problems, TradeError
from macros.pages.engines.variables import DOCS

if TYPE_CHECKING:
    from macros.pages.engines import Job

_DAY = "SOURCE_DATE_EPOCH"  # reproducible-builds.org; the map of the site has the day of the build


@dataclass(frozen=True, slots=True)
class _Opened:
    """A project as the engine has read it, which serves for as long as its frame is the same."""

    frame: str
    config: Any
    files: Any
    nav: Any
    env: Any


def properdocs() -> MkDocs:
    """ProperDocs, which takes the place of MkDocs in this process; `TradeError` where it is not installed."""
    try:
        from properdocs import replacement  # noqa: F401 -- from here on whoever imports mkdocs gets the fork
    except ImportError:
        raise TradeError("ProperDocs is not installed", remedy="Run '.venv/bin/pip install properdocs'.") from None
    return MkDocs("properdocs")


class MkDocs:
    """MkDocs, or the fork in its place, in this process; `package` is whose versions and warnings they are."""

    def __init__(self, package: str = "mkdocs") -> None:
        self._package = package
        self._opened: _Opened | None = None

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of what renders, by package."""
        return {name: version(name) for name in (self._package, "mkdocs-material", "pymdown-extensions", "markdown")}

    def render(self, job: Job) -> None:
        """Render the changed pages and what belongs to the theme; `Problems` with all that MkDocs warns of."""
        from mkdocs.exceptions import Abort

        with self._warnings() as warned, _environment(**{DOCS: str(job.docs), _DAY: _moment(job.day)}):
            try:
                self._render(job)
            except Abort as stopped:
                warned = warned or [str(stopped)]
            except TemplateError as error:
                if where := _place(error, job.root):
                    raise TradeError(_what(error), remedy="Mend it there.", where=where) from None
                if not warned:
                    raise
            if warned:
                raise Problems(TradeError(message, remedy=f"{self._package} warned of this.") for message in warned)

    def _render(self, job: Job) -> None:
        from mkdocs.commands import build

        opened = self._opened
        if opened is None or opened.frame != job.frame:
            opened = self._opened = self._open(job)
        config, files, nav = opened.config, opened.files, opened.nav
        pages = files.documentation_pages()
        wanted = [file for file in pages if job.changed is None or file.src_uri in job.changed]
        for file in pages:
            if file in wanted:
                build._populate_page(file.page, config, files)
            elif file.page.markdown is None:  # the menu of another page may have its title
                file.page.read_source(config)
        env = config.plugins.on_env(opened.env, config=config, files=files)
        files.copy_static_files(dirty=job.changed is not None)
        for template in config.theme.static_templates:
            build._build_theme_template(template, env, files, config, nav)
        with _indexing(config, job, [file.src_uri for file in pages]) as indexed:
            for file in wanted:
                with indexed(file.src_uri):
                    build._build_page(file.page, config, pages, nav, env)
                file.page.content = None  # a thousand of them are a lot of memory
        for file in wanted:
            file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)

    def _open(self, job: Job) -> _Opened:
        from mkdocs.config import load_config
        from mkdocs.structure.files import get_files, set_exclusions
        from mkdocs.structure.nav import get_navigation
        from mkdocs.structure.pages import Page

        config = load_config(str(job.root / "mkdocs.yml"), strict=True, docs_dir=str(job.docs), site_dir=str(job.out))
        config.plugins.on_startup(command="build", dirty=False)
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        env = config.theme.get_env()
        env.bytecode_cache = _compiled(job.out.with_name("templates"))
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        nav = config.plugins.on_nav(nav, config=config, files=files)
        for file in files.documentation_pages():
            if file.page is None:
                Page(None, file, config)
        return _Opened(job.frame, config, files, nav, env)

    @contextmanager
    def _warnings(self) -> Iterator[list[str]]:
        """What the engine warns of in a block."""
        handler = _Kept()
        logger = logging.getLogger(self._package)
        logger.addHandler(handler)
        try:
            yield handler.messages
        finally:
            logger.removeHandler(handler)


def _place(error: TemplateError, root: Path) -> str:
    """Where in a template of ours something is wrong; empty where it is in none."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(root / "overrides"):
            return f"{Path(frame.filename).relative_to(root).as_posix()}:{frame.lineno}"
    return ""


def _what(error: TemplateError) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'"
    return f"the template is broken: {error.message}"


@contextmanager
def _indexing(config: Any, job: Job, pages: list[str]) -> Iterator[Callable[[str], AbstractContextManager[None]]]:
    """Puts together the index of the search of what a block renders, each page within `indexed(page)`, and of what is known
    of the other pages, in their order."""
    plugin = next((one for name, one in config.plugins.items() if name.rpartition("/")[2] == "search"), None)
    path = job.out / ".indexed.json"
    known = json.loads(path.read_text(encoding="utf-8")) if job.changed is not None and path.is_file() else {}

    @contextmanager
    def indexed(page: str) -> Iterator[None]:
        if plugin:
            plugin.search_index.entries = []
        yield
        known[page] = plugin.search_index.entries if plugin else []

    yield indexed
    if plugin:
        plugin.search_index.entries = [one for page in pages for one in known[page]]
        plugin.on_post_build(config=config)
        path.write_text(json.dumps({page: known[page] for page in pages}, ensure_ascii=False), encoding="utf-8")


def _compiled(folder: Path) -> FileSystemBytecodeCache:
    """Where the theme's templates are kept as they were compiled: that takes as long as a dozen pages."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _moment(day: date) -> str:
    """The first second of a day, as `SOURCE_DATE_EPOCH` has it."""
    return str(int(datetime.combine(day, time(), UTC).timestamp()))


class _Kept(logging.Handler):
    """Keeps what is warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


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
