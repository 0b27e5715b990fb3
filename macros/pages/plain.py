"""Pages as an engine gets them: Markdown in which every macro is worked out, with a head that engines understand.

An engine then only renders. It needs neither our macros nor the data, and a page whose text is the same is the same page.
"""

from __future__ import annotations

from typing import Any

import yaml
from markupsafe import escape

from macros.errors import Problems
from macros.pages.sheet import Sheet

_OURS = ("trade", "facts", "waived", "companion")


def markdown(sheet: Sheet, problems: Problems | None = None) -> str:
    """The text of a page for an engine; with `problems`, which a writer sees, above what can be worked out of it."""
    head = yaml.dump(_head(sheet), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    body = sheet.body
    if problems:
        body = _notice(problems) + ("" if sheet.faults else body)
    return f"---\n{head}---\n{body}"


def _head(sheet: Sheet) -> dict[str, Any]:
    said = yaml.load(sheet.front.head, Loader=yaml.CSafeLoader) if sheet.front.keys else {}
    head = {key: value for key, value in said.items() if key not in _OURS}
    # Themes put the description into an attribute as it is.
    head |= {
        key: text
        for key, text in (("title", sheet.title), ("description", str(escape(sheet.description))))
        if key in head
    }
    if "trade" in sheet.front.keys:
        head.setdefault("hide", ["navigation", "toc"])
    return {**head, "render_macros": False}


def _notice(problems: Problems) -> str:
    lines = "\n".join(f"    - `{error}`" for error in problems)
    return f'!!! failure "This page cannot be published yet"\n\n{lines}\n\n'
