"""What an engine has rendered, and what of it is still right: pages whose Markdown is another are rendered again, and all of
them when what they have in common is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from macros.pages import state
from macros.pages.desk import Desk
from macros.pages.engines import Engine, Job, settings, untitled
from macros.pages.mirror import Mirror
from macros.pages.publisher import Publisher
from macros.store import notes
from macros.store.contents import digest


@dataclass(frozen=True, slots=True)
class Rendering:
    """What an engine renders of a desk into a folder, which is known by a file beside it."""

    desk: Desk
    engine: Engine
    publisher: Publisher
    folder: Path

    def frame(self, mirror: Mirror) -> str:
        """A hash of what all pages have in common: settings, theme, engine, the names of all files, and what their menu shows of
        pages: the titles of those that stand there by their own, the marks of all."""
        listed = sorted(untitled(settings(self.desk.root), mirror.files) & mirror.files.keys())
        titles = [mirror.files[path].title for path in listed]
        marks = [f"{path}\0{held.marks}" for path, held in sorted(mirror.files.items()) if held.marks]
        versions, setup = sorted(self.engine.versions.items()), state.setup(self.desk.contents)
        return digest(setup, str(versions), repr(self.publisher), *titles, "", *marks, "", *sorted(mirror.files))

    def render(self, mirror: Mirror) -> str:
        """Have the engine render what is not there as it would be now; the frame."""
        frame, pages, known = self.frame(mirror), dict(mirror.pages()), notes.read(self._known)
        is_anew = known.get("frame") != frame or known.get("tree") != self._tree()
        beside = {"statics": mirror.statics, "day": self.desk.today.isoformat()}  # which the map of the site has
        changed = {path for path, seal in pages.items() if is_anew or known["pages"].get(path) != seal}
        if not is_anew and not changed and known["beside"] == beside:
            return frame
        self._known.unlink(missing_ok=True)  # until it is done, nothing is known of what is there
        if is_anew:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.engine.render(
            Job(
                root=self.desk.root, docs=mirror.folder, out=self.folder, day=self.desk.today, frame=frame,
                changed=None if is_anew else changed,
            )
        )  # fmt: skip
        notes.write(self._known, {"frame": frame, "pages": pages, "beside": beside, "tree": self._tree()})
        return frame

    @property
    def _known(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-rendered.json")

    def _tree(self) -> str:
        """A hash of all that was rendered: somebody may have touched it since."""
        return self.desk.contents.tree(self.folder)
