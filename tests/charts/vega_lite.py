"""Holds that Vega-Lite takes a specification: by its schema as Altair brings it, in one go.

`alt.Chart.from_dict` asks the same schema, once for each kind of chart there is and again for every piece of the specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from altair.vegalite.v6.schema.core import load_schema
from jsonschema import Draft7Validator, ValidationError, validators


def require_valid(spec: Mapping[str, Any]) -> None:
    """Raise what is wrong with a specification where the schema does not allow it."""
    _VALIDATOR.validate(spec)


def _any_of(
    validator: Any, choices: Sequence[Any], given: object, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """What the library says too, but it first gathers all that is wrong by each choice before the one that is right."""
    if not any(validator.evolve(schema=choice).is_valid(given) for choice in choices):
        yield from Draft7Validator.VALIDATORS["anyOf"](validator, choices, given, schema)


_VALIDATOR = validators.extend(Draft7Validator, {"anyOf": _any_of})(load_schema())
