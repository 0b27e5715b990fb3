"""Small files of our own that remember something from one run to the next, below `.build/`: each can be deleted at any moment, and
one that is damaged is as none."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def read(path: Path) -> dict[str, Any]:
    """What a file remembers; nothing where there is none, or it is damaged."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def write(path: Path, said: Mapping[str, Any]) -> None:
    """Have a file remember something in the place of what it did."""
    put(path, json.dumps(said).encode())


def put(path: Path, content: bytes) -> None:
    """Write a file at once or not at all; its folder is made when first needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.new")  # several processes may write it
    beside.write_bytes(content)
    beside.replace(path)
