"""The doors that a site engine opens when it is begun by itself: `define_env` at the beginning, `on_post_build` at the end.

Our command, `python -m macros build`, works out the macros before the engine begins and completes the site after it ends; both
doors then have nothing to do. Nothing is kept here, for Zensical runs this file anew for every page.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

# An engine may load this file by its path, without the folder above it being known to Python.
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)


def define_env(env: Any) -> None:
    """Check every page before the first is built."""
    from macros import proof
    from macros.pages import doors

    doors.open_site(env, proof.of, proof.of_prose)


def on_post_build(env: Any) -> None:
    """Complete the site that MkDocs built."""
    from macros import proof
    from macros.pages import doors

    doors.close_site(env, proof.of_prose)
