"""Who publishes the site and where, as mkdocs.yml says; what leaves the site says it too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """Who publishes the site, and the address of its root, with a slash at its end."""

    name: str
    url: str
