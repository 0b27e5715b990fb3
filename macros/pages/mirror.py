"""The folder that an engine reads: the docs folder with the pages that are made, as files.

An engine gathers its pages from a folder and knows none that is only worked out. A file is written only where its bytes differ,
so that an engine which looks at times sees what changed and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from macros.pages.desk import Desk
from macros.pages.front import is_template

FOLDER = Path(".build") / "docs"
"""Where it is, below the folder of the site."""


def mirror(desk: Desk, target: Path) -> None:
    """Make a folder hold every file of the docs folder but the templates, and every page that is made; and no other."""
    held = dict(_files(desk))
    for path, content in held.items():
        file = target / path
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    for folder, folders, files in os.walk(target, topdown=False):
        for name in files:
            if (Path(folder) / name).relative_to(target).as_posix() not in held:
                (Path(folder) / name).unlink()
        for name in folders:
            if not any((Path(folder) / name).iterdir()):
                (Path(folder) / name).rmdir()


def _files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    docs = desk.root / "docs"
    for file in docs.rglob("*"):
        if file.is_file() and not is_template(file.as_posix()):
            yield file.relative_to(docs).as_posix(), file.read_bytes()
    for path in desk.made():
        yield path, desk.text(path).encode()
