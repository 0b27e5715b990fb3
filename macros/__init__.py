"""The doors that a site engine opens: `define_env` for both, the page and build events for MkDocs alone.

Zensical runs this file anew for every page and has no events; so nothing is kept here, and what must happen after a build
is a command (`python -m macros build`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

# An engine may load this file by its path, without the folder above it being known to Python.
_STAMP = "TRADE_CODE"
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)


def define_env(env: Any) -> None:
    """Check every page before the first is built, and give the names of one page to Zensical, which has it at hand."""
    _forget_changed_code()
    from macros import proof
    from macros.pages import engines

    engines.open_site(env, proof.of)


def _forget_changed_code() -> None:
    """While serving, drop our modules once one of them was edited, so that the next build has the code as it is."""
    if "TRADE_SERVING" not in os.environ:
        return
    stamp = str(max(path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*.py")))
    if os.environ.get(_STAMP, stamp) != stamp:
        for name in [name for name in sys.modules if name.startswith("macros.")]:
            del sys.modules[name]
    os.environ[_STAMP] = stamp


def on_pre_page_macros(env: Any) -> None:
    """Give the names of a page to MkDocs, before its macros are rendered."""
    from macros import proof
    from macros.pages import engines

    engines.open_page(env, proof.of_prose)


def on_post_build(env: Any) -> None:
    """Complete the site that MkDocs built."""
    from macros.pages import engines

    engines.close_site(env)
