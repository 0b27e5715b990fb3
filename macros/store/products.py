"""The names of a dataset's products, `products.csv`: ours in plain words, and the publisher's where they are written down."""

from __future__ import annotations

from pathlib import Path

from macros.errors import Problems, TradeError
from macros.store import written

PRODUCTS = "products.csv"
_COLUMNS, _MAY_FOLLOW = ("product", "name"), ("official",)


def read(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Our names and the publisher's by code, empty where there are none; raises where a reader could not tell two apart."""
    path, problems = folder / PRODUCTS, Problems()
    codes: dict[str, str] = {}
    official: dict[str, str] = {}
    if not path.is_file():
        return {}, official
    for where, row in written.rows(written.text(path), written.place(path), _COLUMNS, problems, may_follow=_MAY_FOLLOW):
        code, name = row["product"], row["name"]
        if first := codes.get(name):
            problems.add(
                TradeError(f"'{code}' has the name of '{first}'", remedy="Say what sets the two apart.", where=where)
            )
        codes[name] = code
        if text := row.get("official"):
            official[code] = text
    problems.raise_if_any()
    return {code: name for name, code in codes.items()}, official
