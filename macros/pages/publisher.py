"""Who publishes the site, where, and how long they let figures wait, as mkdocs.yml says; what leaves the site says it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from macros.errors import TradeError, near

STALE_AFTER = 30
_SETTINGS = ("stale_after",)
_WHERE = "mkdocs.yml: extra.trade"


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """Who publishes the site, the address of its root, with a slash at its end, and after how many days of waiting for
    figures readers are told so above the page."""

    name: str
    url: str
    stale_after: int = STALE_AFTER

    @classmethod
    def read(cls, said: Mapping[str, Any], default: str) -> Publisher:
        """The publisher that a mkdocs.yml names; a site without an address stands at the default one."""
        settings = (said.get("extra") or {}).get("trade") or {}
        if not isinstance(settings, Mapping):
            raise TradeError(
                f"expected settings, got '{settings}'", where=_WHERE, remedy="Write 'stale_after: 30' below it."
            )
        for key in settings:
            if key not in _SETTINGS:
                raise TradeError(f"there is no setting '{key}'", where=_WHERE, remedy=near(str(key), _SETTINGS))
        days = settings.get("stale_after", STALE_AFTER)
        if not isinstance(days, int) or isinstance(days, bool) or days < 0:
            raise TradeError(
                f"expected days, got '{days}'",
                where=f"{_WHERE}.stale_after",
                remedy="Write a whole number, such as 30.",
            )
        if not isinstance(name := said.get("site_name"), str):
            raise TradeError("the site has no name", where="mkdocs.yml", remedy="Write 'site_name: …' into it.")
        return cls(name=name, url=str(said.get("site_url") or default).rstrip("/") + "/", stale_after=days)
