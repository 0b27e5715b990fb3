"""The JSON schema of a page's front matter, for editors that complete and check it as a writer types.

The keys are those that `front` reads, the datasets and places those that are on record; what a schema cannot say, such as
whether the record reaches so far, `make check` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from macros import places
from macros.facts.view import MEASURES
from macros.pages.front import KNOWN_KEYS, TRADE_KEYS

_TEXT = {"type": "string"}
_WORDS: dict[str, str] = {
    "title": "The headline. Figures may stand in it, as {{ gap }}.",
    "description": "The lines below the headline, also shown by search engines and where a link is shared.",
    "trade": "What the page speaks of: the record, whose side, and the other side.",
    "facts": "The figures by name, each a measure and a period in trade words.",
    "waived": "Words that were reported as typed in, each with the reason why they cannot go stale.",
    "companion": "The other telling of the same story, living or dated, as a page beside this one.",
    "each": "In a template, each.md: for whom it makes pages, such as 'all partners' or 'African states'.",
    "date": "The day on which the page was first published.",
    "render_macros": "false for a page that shows macros and does not work them out.",
}
_FACT = "such as 'imports, January–November 2025', 'balance, year to date' or 'change in sold from a year earlier'"


def front_matter(datasets: Iterable[str]) -> str:
    """The schema as JSON text, for pages that may ask these datasets."""
    named = [place.name for place in places.everywhere()]
    one_dataset = {"enum": sorted(datasets)}
    trade: dict[str, dict[str, Any]] = {
        "data": {"anyOf": [one_dataset, {"type": "array", "items": one_dataset, "minItems": 1, "uniqueItems": True}]},
        "side": {
            **_TEXT,
            "examples": named,
            "description": "From whose side the page speaks: its exports are what that side sold.",
        },
        "partner": {**_TEXT, "examples": named, "description": "The other side."},
        "as of": {
            **_TEXT,
            "examples": ["October 2025", "2025-10-31"],
            "description": "Pins the page to what was known on a day.",
        },
        "readout": {"type": "boolean", "description": "true for charts that can be read off with a pointer."},
    }
    keys: dict[str, dict[str, Any]] = {key: {} for key in KNOWN_KEYS}
    for key in ("title", "description", "companion", "each"):
        keys[key] = dict(_TEXT)
    keys["trade"] = {
        "type": "object",
        "properties": {key: trade[key] for key in TRADE_KEYS},
        "additionalProperties": False,
    }
    keys["facts"] = {
        "type": "object",
        "propertyNames": {"pattern": r"^[^\W\d]\w*$"},
        "additionalProperties": {
            **_TEXT,
            "description": f"A measure ({', '.join(sorted(MEASURES))}) and a period, {_FACT}.",
            "examples": [f"{measure}, year to date" for measure in MEASURES],
        },
    }
    keys["waived"] = {"type": "object", "additionalProperties": _TEXT}
    keys["render_macros"] = {"type": "boolean"}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of an explainer",
        "type": "object",
        "properties": {key: {**({"description": _WORDS[key]} if key in _WORDS else {}), **keys[key]} for key in keys},
        "additionalProperties": False,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
