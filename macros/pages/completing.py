"""What completes the pages that an engine rendered: all that it takes besides the desk, so that other processes can do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from macros.errors import TradeError
from macros.pages import finish, policy, theme
from macros.pages.desk import Desk
from macros.pages.finish import Finishing
from macros.pages.output import Journal, Output, Piece
from macros.pages.publisher import Publisher
from macros.store.contents import digest
from macros.store.reads import Read


@dataclass(frozen=True, slots=True)
class Completing:
    """What an engine rendered, into which folder its pages go, and what is put into each. `styles` are the names that the style
    sheets had before, `published` the pages for readers, `permanent` the ids of all that has a page of its own, once they are
    known, and `base` is a hash of what completes all pages alike. While a writer looks on (`is_served`), the theme stays as it
    came."""

    rendered: Path
    site: Path
    publisher: Publisher
    base: str
    styles: Mapping[str, str]
    is_served: bool
    published: frozenset[str]
    permanent: set[str] = field(default_factory=set)

    def output(self, desk: Desk, old: Path, before: Journal) -> Output:
        """The site in the making, with what is still right of the one before in `old`."""
        names = theme.named(theme.styles(self.rendered / "assets").values())

        def now(read: Read) -> str:
            return str(read[1] in self.permanent) if read[0] == "permanent" else desk.found(read)

        return Output(self.site, old, before, now, self._dressing, partial(theme.uses, names=names))

    def seal(self, desk: Desk, path: str, file: str) -> str:
        """A hash of all that a page is completed from, where it was rendered into a file."""
        return digest(self.base, desk.seal(path), desk.contents.file(f"{self.rendered}/{file}"))

    @property
    def shims(self) -> frozenset[str]:
        """Our scripts that begin the theme's, as far as the site has them and is published."""
        scripts = self.rendered / "assets" / "javascripts"
        return frozenset(
            name for name in (theme.SEARCH, theme.LOADER) if not self.is_served and (scripts / name).is_file()
        )

    @property
    def _dressing(self) -> Callable[[str], str]:
        """What is done to a page as it is published. While a writer looks on, the server puts a script of its own into each."""
        shims = self.shims
        return str if self.is_served else lambda page: policy.enforced(theme.dressed(page, shims))


def complete(desk: Desk, paths: Sequence[str], how: Completing) -> list[Piece | TradeError]:
    """Complete some pages: each a piece of the site, or what is wrong with it."""
    out = how.output(desk, how.site, Journal(styles=dict(how.styles)))
    finishing = Finishing(desk, how.rendered, out, how.publisher, how.permanent, how.published)
    return [_completed(desk, path, how, finishing) for path in paths]


def _completed(desk: Desk, path: str, how: Completing, finishing: Finishing) -> Piece | TradeError:
    sheet, file, out = desk.sheet(path), finish.file_of(path, how.rendered), finishing.out
    try:
        with out.making(path, how.seal(desk, path, file)):
            if sheet.faults:
                out.page(file, (how.rendered / file).read_text(encoding="utf-8"))
            else:
                finishing.complete(sheet, file, is_published=desk.is_published(path))
    except TradeError as error:
        return error.at(f"docs/{path}")
    return out.journal.pieces[path]
