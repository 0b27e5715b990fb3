"""What is filled in is what the compiler makes of the same specification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.charts import compiled
from macros.charts.lettering import without_labels

SPECS = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_drawing_of_the_same_shape_is_filled_in(path: Path) -> None:
    spec = without_labels(json.loads(path.read_text(encoding="utf-8")))[0]
    assert compiled.compiled(spec) == compiled._vega(spec)
    other = _larger({**spec, "datasets": {name: rows[1:] for name, rows in spec["datasets"].items()}})
    asked = compiled._pieces.cache_info().misses
    assert compiled.compiled(other) == compiled._vega(other) != compiled._vega(spec)
    assert compiled._pieces.cache_info().misses == asked


def test_the_compiler_is_asked_again_where_it_reckons_with_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(spec: dict[str, Any]) -> dict[str, Any]:
        return {"middle": spec["width"] / 2}

    monkeypatch.setattr(compiled, "_vega", half)
    assert compiled.compiled({"width": 300, "datasets": {}, "config": {}}) == {"middle": 150}


def _larger(node: Any, key: str = "") -> Any:
    """The specification with all sizes and scales half as large again."""
    if isinstance(node, dict):
        return {name: value if name == "config" else _larger(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_larger(one, key) for one in node]
    return node * 1.5 if key in ("domain", "range", "width", "height", "x2", "spacing", "size") and node else node
